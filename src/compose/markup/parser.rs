//! The events of XML → blocks, by the tags that are open.

use super::attributes::Attributes;
use super::grid::OpenTable;
use super::tags::{self, OpenCell};
use super::{Mark, ParsedMarkup, TagFault};
use crate::document::{Block, Paragraph, Row, Style};
use crate::text::source::Span;
use quick_xml::errors::{Error, IllFormedError};
use quick_xml::events::{BytesStart, Event};

/// A document that is being read.
#[derive(Default)]
pub struct Parser<'s> {
    sources: &'s [Span],
    /// The blocks that are closed.
    pub parsed: ParsedMarkup,
    /// The open tags and where they began.
    open: Vec<(String, Mark)>,
    /// How many of the open tags stand in a faulty one, about which all is said.
    faulty: usize,
    /// The place in the template that was told last.
    mark: Mark,
    /// Whether what follows cannot be told apart any more.
    pub is_lost: bool,
    paragraph: Option<Paragraph>,
    table: Option<OpenTable>,
    row: Option<Row>,
    cell: Option<OpenCell>,
}

impl<'s> Parser<'s> {
    /// A parser that has read nothing yet.
    pub fn new(sources: &'s [Span]) -> Parser<'s> {
        Parser { sources, ..Parser::default() }
    }

    /// Takes the next event; gives what is wrong with it.
    pub fn accept(&mut self, event: Event) -> Vec<TagFault> {
        let mark = self.mark;
        let result = match event {
            Event::Start(tag) => {
                let name = name_of(&tag);
                if let Some(fault) = self.still_open(&name) {
                    self.is_lost = true;
                    return vec![fault];
                }
                let result = match self.faulty {
                    0 => Attributes::of(&tag).and_then(|a| self.start(&name, &a)),
                    _ => Ok(()),
                };
                self.faulty += usize::from(self.faulty > 0 || result.is_err());
                self.open.push((name, mark));
                result
            }
            Event::End(_) => return self.close(),
            Event::Text(text) => match std::str::from_utf8(&text) {
                Ok(text) => self.text(text),
                Err(error) => Err(error.to_string()),
            },
            Event::GeneralRef(entity) => entity_text(&entity).and_then(|t| self.text(t)),
            Event::PI(mark) => {
                let text = String::from_utf8_lossy(&mark);
                self.mark = text.strip_prefix("at ").and_then(|n| n.trim().parse().ok());
                Ok(())
            }
            Event::Eof => return self.unclosed().into_iter().collect(),
            _ => Ok(()),
        };
        result.err().map(|message| TagFault { mark, message }).into_iter().collect()
    }

    /// A paragraph or cell that begins in another one says that this one has no end.
    fn still_open(&self, name: &str) -> Option<TagFault> {
        let (open, mark) = self.open.last()?;
        let cells = ["td", "th"];
        let again = name == "p" && open == "p"
            || cells.contains(&name) && cells.contains(&open.as_str());
        let message = format!("<{open}> 没有结束，又来了 <{name}>；要有 </{open}>");
        (again && self.faulty == 0).then_some(TagFault { mark: *mark, message })
    }

    /// The innermost tag that is still open.
    fn unclosed(&self) -> Option<TagFault> {
        let (name, mark) = self.open.last()?;
        let message = format!("<{name}> 没有结束，后面要有 </{name}>");
        Some(TagFault { mark: *mark, message })
    }

    /// What a syntax error of XML means.
    pub fn broken(&self, error: &Error) -> TagFault {
        let mark = self.mark;
        match error {
            Error::IllFormed(IllFormedError::MismatchedEndTag { found, .. }) => {
                let open = self.open.last().map_or((String::new(), mark), Clone::clone);
                let message =
                    format!("<{0}> 没有结束，先遇到了 </{found}>；要有 </{0}>", open.0);
                TagFault { mark: open.1, message }
            }
            Error::IllFormed(IllFormedError::UnmatchedEndTag(found)) => {
                TagFault { mark, message: format!("</{found}> 前面没有 <{found}>") }
            }
            other => {
                TagFault { mark, message: format!("标记写得不对（{other}）") }
            }
        }
    }

    /// Begins a tag.
    fn start(&mut self, name: &str, attributes: &Attributes) -> Result<(), String> {
        let parent = self.open.last().map_or("", |p| &p.0);
        tags::may_stand_in(name, parent)?;
        match name {
            "contents" => {
                attributes.only(name, &["title"])?;
                self.parsed.contents_title = attributes.get("title").into();
            }
            "page" => self.push(Block::PageBreak),
            "p" => self.paragraph = Some(self.new_paragraph(attributes)?),
            "table" => self.table = Some(tags::table(attributes)?),
            "tr" => {
                self.row = Some(tags::row(attributes)?);
                if let Some(table) = &mut self.table {
                    table.rows.push((self.mark, Vec::new()));
                }
            }
            "td" | "th" => {
                self.cell = Some(self.new_cell(name, attributes)?);
                let width = attributes.width()?;
                let row = self.table.as_mut().and_then(|t| t.rows.last_mut());
                row.into_iter().for_each(|r| r.1.push((self.mark, width)));
            }
            _ => attributes.only(name, &[])?,
        }
        Ok(())
    }

    /// Closes the innermost tag.
    fn close(&mut self) -> Vec<TagFault> {
        let Some((name, _)) = self.open.pop() else { return Vec::new() };
        if self.faulty > 0 {
            self.faulty -= 1;
            return Vec::new();
        }
        match &*name {
            "p" => self.close_paragraph(),
            "td" | "th" => self.close_cell(),
            "tr" => {
                if let (Some(row), Some(open)) = (self.row.take(), &mut self.table) {
                    open.table.rows.push(row);
                }
            }
            "table" => match self.table.take().map(OpenTable::close) {
                Some(Ok(table)) => self.push(Block::Table(table)),
                Some(Err(faults)) => return faults,
                None => {}
            },
            _ => {}
        }
        Vec::new()
    }

    fn close_paragraph(&mut self) {
        let Some(mut paragraph) = self.paragraph.take() else { return };
        trim(&mut paragraph);
        match &mut self.cell {
            Some(open) => open.cell.paragraphs.push(paragraph),
            None => self.push(Block::Paragraph(paragraph)),
        }
    }

    fn close_cell(&mut self) {
        let (Some(mut open), Some(row)) = (self.cell.take(), &mut self.row) else {
            return;
        };
        trim(&mut open.direct);
        if open.cell.paragraphs.is_empty() || !open.direct.text.is_empty() {
            open.cell.paragraphs.push(open.direct);
        }
        row.cells.push(open.cell);
    }

    fn text(&mut self, text: &str) -> Result<(), String> {
        let target = match (&mut self.paragraph, &mut self.cell) {
            _ if self.faulty > 0 => return Ok(()),
            (Some(paragraph), _) => paragraph,
            (None, Some(open)) => &mut open.direct,
            (None, None) if text.trim().is_empty() => return Ok(()),
            (None, None) => {
                return Err(format!("文字“{}”要放在 <p> 或 <td> 里", text.trim()));
            }
        };
        target.text.push_str(text);
        Ok(())
    }

    fn push(&mut self, block: Block) {
        if self.open.iter().any(|o| o.0 == "cover") {
            self.parsed.cover.push(block);
        } else {
            self.parsed.body.push(block);
        }
    }

    fn new_paragraph(&self, attributes: &Attributes) -> Result<Paragraph, String> {
        let inherited = self.cell.as_ref().map_or(Style::Body, |c| c.direct.style);
        tags::paragraph(attributes, inherited, self.place(attributes))
    }

    fn new_cell(&self, name: &str, attributes: &Attributes) -> Result<OpenCell, String> {
        let fluid = self.table.as_ref().is_some_and(|t| t.width.is_some());
        tags::cell(name, attributes, fluid, self.place(attributes))
    }

    /// The place in the YAML that `at` stands for.
    fn place(&self, attributes: &Attributes) -> Option<Span> {
        self.sources.get(attributes.get("at").parse::<usize>().ok()?).copied()
    }
}

/// Text without the blanks and line breaks of the template around it.
fn trim(paragraph: &mut Paragraph) {
    paragraph.text = paragraph.text.trim().to_owned();
}

fn name_of(tag: &BytesStart) -> String {
    String::from_utf8_lossy(tag.name().as_ref()).into_owned()
}

fn entity_text(entity: &[u8]) -> Result<&'static str, String> {
    Ok(match entity {
        b"lt" => "<",
        b"gt" => ">",
        b"amp" => "&",
        b"quot" => "\"",
        b"apos" | b"#39" | b"#x27" => "'",
        b"#x2F" => "/",
        other => return Err(format!("不认得 &{};", String::from_utf8_lossy(other))),
    })
}
