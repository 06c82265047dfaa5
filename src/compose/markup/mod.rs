//! The closed markup that templates emit → blocks.
//!
//! ```text
//! <text>
//!   <cover> <p style="cover-title" before="3">…</p> </cover>
//!   <contents title="目　录"/>
//!   <body>
//!     <p style="part" contents="line|page" at="7">…</p>   <page/>
//!     <table cols="62 200~380" continued="续表" continued-align="left|right">
//!       <tr header="yes" border="none"> <th colspan="2" rowspan="2" style="cell-label">…
//!     <table>
//!       <tr> <th width="62" rowspan="2">… <td>…
//! ```
//!
//! The cells of a table without `cols` have widths instead of `colspan`; the columns
//! follow from them.
//! Anything else is a fault with its place, and so is a table slot that is covered twice
//! or not at all.

mod attributes;
mod grid;

use crate::document::{Block, Cell, Column, InContents, Paragraph, Row, Style, Table};
use crate::source::Span;
use attributes::Attributes;
use grid::{OpenTable, USUAL_WIDTH};
use quick_xml::Reader;
use quick_xml::errors::{Error, IllFormedError};
use quick_xml::events::{BytesStart, Event};

/// The number of a place in a template, as `<?at 7?>` told it; None without such.
pub type Mark = Option<usize>;

/// What is wrong with markup, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MarkupFault {
    /// Byte in the markup.
    pub at: usize,
    /// The place in the template that gave it.
    pub mark: Mark,
    /// What is wrong.
    pub message: String,
}

/// What is wrong with a tag that was read before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TagFault {
    /// The tag's place in the template.
    pub mark: Mark,
    /// What is wrong.
    pub message: String,
}

/// The parts of a document.
#[derive(Debug, Default, PartialEq)]
pub struct Parsed {
    /// 封面.
    pub cover: Vec<Block>,
    /// The heading of the 目录.
    pub contents_title: String,
    /// The rest.
    pub body: Vec<Block>,
}

/// Parses markup. `sources` are the places that `at` numbers stand for.
///
/// # Errors
/// Everything that is wrong with it, in its order; at the least one fault.
pub fn parse(markup: &str, sources: &[Span]) -> Result<Parsed, Vec<MarkupFault>> {
    let mut reader = Reader::from_str(markup);
    reader.config_mut().expand_empty_elements = true;
    let mut parser = Parser { sources, ..Parser::default() };
    let mut faults = Vec::new();
    loop {
        let at = reader.buffer_position() as usize;
        let event = match reader.read_event() {
            Ok(event) => event,
            Err(error) => {
                // what follows cannot be told apart any more
                let TagFault { mark, message } = parser.broken(&error);
                faults.push(MarkupFault { at, mark, message });
                break;
            }
        };
        let done = matches!(event, Event::Eof);
        for TagFault { mark, message } in parser.accept(event) {
            faults.push(MarkupFault { at, mark, message });
        }
        if done || parser.is_lost {
            break;
        }
    }
    if faults.is_empty() { Ok(parser.parsed) } else { Err(faults) }
}

#[derive(Default)]
struct Parser<'s> {
    sources: &'s [Span],
    parsed: Parsed,
    /// The open tags and where they began.
    open: Vec<(String, Mark)>,
    /// How many of the open tags stand in a faulty one, about which all is said.
    faulty: usize,
    mark: Mark,
    /// Whether what follows cannot be told apart any more.
    is_lost: bool,
    paragraph: Option<Paragraph>,
    table: Option<OpenTable>,
    row: Option<Row>,
    cell: Option<OpenCell>,
}

/// A cell whose text may stand in it directly or in paragraphs.
struct OpenCell {
    cell: Cell,
    direct: Paragraph,
}

impl Parser<'_> {
    /// Takes the next event; gives what is wrong with it.
    fn accept(&mut self, event: Event) -> Vec<TagFault> {
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
    fn broken(&self, error: &Error) -> TagFault {
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

    fn start(&mut self, name: &str, attributes: &Attributes) -> Result<(), String> {
        let parent = self.open.last().map_or("", |p| &p.0);
        let allowed: &[&str] = match name {
            "text" => &[""],
            "cover" | "contents" | "body" => &["text"],
            "p" => &["cover", "body", "td", "th"],
            "page" | "table" => &["cover", "body"],
            "tr" => &["table"],
            "td" | "th" => &["tr"],
            _ => {
                return Err(format!(
                    "没有 <{name}> 这种标记；可用 text cover contents body p page table tr td th"
                ));
            }
        };
        if !allowed.contains(&parent) {
            return Err(format!("<{name}> 不能放在 <{parent}> 里"));
        }
        match name {
            "contents" => {
                attributes.only(name, &["title"])?;
                self.parsed.contents_title = attributes.get("title").into();
            }
            "page" => self.push(Block::PageBreak),
            "p" => self.paragraph = Some(self.new_paragraph(attributes)?),
            "table" => self.table = Some(new_table(attributes)?),
            "tr" => {
                self.row = Some(new_row(attributes)?);
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
        attributes.only("p", &["style", "before", "contents", "at"])?;
        let inherited = self.cell.as_ref().map_or(Style::Body, |c| c.direct.style);
        let mut paragraph = Paragraph::new(attributes.style(inherited)?, "");
        paragraph.before = attributes.number("before")?.unwrap_or(0.0);
        paragraph.contents = match attributes.get("contents") {
            "" => InContents::No,
            "page" => InContents::WithPage,
            "line" => InContents::WithoutPage,
            other => return Err(format!("contents=\"{other}\" 应为 page 或 line")),
        };
        paragraph.source = self.place(attributes);
        Ok(paragraph)
    }

    fn new_cell(&self, name: &str, attributes: &Attributes) -> Result<OpenCell, String> {
        let fluid = self.table.as_ref().is_some_and(|t| t.width.is_some());
        let size = if fluid { "width" } else { "colspan" };
        attributes.only(name, &["style", size, "rowspan", "at"])?;
        let heading = name == "th";
        let usual = if heading { Style::CellLabel } else { Style::CellText };
        let mut direct = Paragraph::new(attributes.style(usual)?, "");
        direct.source = self.place(attributes);
        let cell = Cell {
            column: 0,
            colspan: attributes.count("colspan")?,
            rowspan: attributes.count("rowspan")?,
            heading,
            paragraphs: Vec::new(),
        };
        Ok(OpenCell { cell, direct })
    }

    fn place(&self, attributes: &Attributes) -> Option<Span> {
        self.sources.get(attributes.get("at").parse::<usize>().ok()?).copied()
    }
}

fn new_table(attributes: &Attributes) -> Result<OpenTable, String> {
    attributes.only("table", &["cols", "width", "continued", "continued-align"])?;
    let fluid = !attributes.has("cols");
    let columns = if fluid { Vec::new() } else { columns(attributes.get("cols"))? };
    let width = attributes.width()?.unwrap_or(USUAL_WIDTH);
    let continued = continuation(attributes)?;
    let table = Table { columns, rows: Vec::new(), continued };
    Ok(OpenTable { table, width: fluid.then_some(width), rows: Vec::new() })
}

/// The line above the rest of a table.
fn continuation(attributes: &Attributes) -> Result<Option<Paragraph>, String> {
    let style = match attributes.get("continued-align") {
        "" | "right" => Style::TableContinued,
        "left" => Style::TableContinuedLeft,
        other => return Err(format!("continued-align=\"{other}\" 应为 left 或 right")),
    };
    let text = attributes.get("continued").trim();
    Ok((!text.is_empty()).then(|| Paragraph::new(style, text)))
}

fn columns(text: &str) -> Result<Vec<Column>, String> {
    let widths = text.split_whitespace();
    let width = |w: &str| match w.parse::<f32>() {
        Ok(width) if width > 0.0 && width < 10_000.0 => Ok(width),
        _ => Err(format!("cols 里的“{w}”不是正数")),
    };
    let column = |text: &str| match text.split_once('~') {
        None => Ok(Column::fixed(width(text)?)),
        Some((least, most)) => {
            let (least, most) = (width(least)?, width(most)?);
            let right = least <= most;
            right
                .then_some(Column { least, most })
                .ok_or_else(|| format!("cols 里的“{text}”：前面是最窄，后面是最宽"))
        }
    };
    let columns = widths.map(column).collect::<Result<Vec<_>, _>>()?;
    if columns.is_empty() {
        return Err("cols 里要写各列的宽：cols=\"列宽 最窄~最宽 …\"".into());
    }
    Ok(columns)
}

fn new_row(attributes: &Attributes) -> Result<Row, String> {
    attributes.only("tr", &["header", "border"])?;
    Ok(Row {
        cells: Vec::new(),
        header: attributes.get("header") == "yes",
        border: attributes.get("border") != "none",
    })
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

#[cfg(test)]
mod tests {
    use super::*;

    fn fault(body: &str) -> String {
        let markup = format!("<text><body>{body}</body></text>");
        parse(&markup, &[]).unwrap_err().remove(0).message
    }

    #[test]
    fn text_comes_out_as_it_went_in() {
        let markup = "<text><body><p>甲&lt;乙&amp;丙 &#39;丁&quot;</p></body></text>";
        let parsed = parse(markup, &[]).unwrap();
        let Block::Paragraph(p) = &parsed.body[0] else { panic!() };
        assert_eq!(p.text, "甲<乙&丙 '丁\"");
    }

    #[test]
    fn every_slot_is_covered_once() {
        let table = |rows: &str| fault(&format!("<table cols=\"1 1\">{rows}</table>"));
        assert!(table("<tr><td>甲</td></tr>").contains("缺第 2 列"));
        assert!(table("<tr><td colspan=\"3\">甲</td></tr>").contains("放不下"));
        assert!(table("<tr><td rowspan=\"2\">甲</td><td>乙</td></tr>").contains("表尾"));
    }

    #[test]
    fn columns_follow_from_the_widths_of_cells() {
        let markup = "<text><body><table width=\"100\">\
            <tr><th width=\"20\" rowspan=\"2\">甲</th><td width=\"50\">乙</td><td>丙</td></tr>\
            <tr><td>丁</td><td>戊</td></tr></table></body></text>";
        let Block::Table(table) = &parse(markup, &[]).unwrap().body[0] else { panic!() };
        let widths: Vec<f32> = table.columns.iter().map(|c| c.least).collect();
        assert_eq!(widths, [20.0, 40.0, 10.0, 30.0]);
        let cells = |row: usize| -> Vec<(usize, usize)> {
            table.rows[row].cells.iter().map(|c| (c.column, c.colspan)).collect()
        };
        assert_eq!(cells(0), [(0, 1), (1, 2), (3, 1)]);
        assert_eq!(cells(1), [(1, 1), (2, 2)]);
    }

    #[test]
    fn rows_by_width_are_full_and_not_too_full() {
        let table = |rows: &str| fault(&format!("<table width=\"10\">{rows}</table>"));
        assert!(table("<tr><td width=\"4\">甲</td></tr>").contains("还差 6"));
        assert!(table("<tr><td width=\"14\">甲</td></tr>").contains("放不下"));
        assert!(table("<tr><td width=\"10\">甲</td><td>乙</td></tr>").contains("放不下"));
        assert!(table("<tr><td colspan=\"2\">甲</td></tr>").contains("没有属性 colspan"));
    }

    #[test]
    fn faults_are_told_all_at_once_with_their_marks() {
        let markup = "<text><body><?at 1?><div>甲<b/></div><?at 2?><p class=\"a\">乙</p>\
            <?at 3?><table cols=\"1 1\"><?at 4?><tr><?at 5?><td>丙</td></tr></table>\
            <?at 6?><p>丁</body></text>";
        let faults = parse(markup, &[]).unwrap_err();
        let marks: Vec<_> = faults.iter().filter_map(|f| f.mark).collect();
        assert_eq!(marks, [1, 2, 4, 6], "{faults:?}");
        assert!(faults[3].message.contains("<p> 没有结束"));
    }

    #[test]
    fn a_table_may_say_what_stands_above_its_rest() {
        let markup = |attributes: &str| {
            let table =
                format!("<table cols=\"1\"{attributes}><tr><td>甲</td></tr></table>");
            let parsed = parse(&format!("<text><body>{table}</body></text>"), &[]);
            let Block::Table(table) = &parsed.unwrap().body[0] else { panic!() };
            table.continued.clone().map(|p| (p.style, p.text))
        };
        assert_eq!(markup(""), None);
        let right = (Style::TableContinued, "续表".to_owned());
        assert_eq!(markup(" continued=\"续表\""), Some(right));
        let left = (Style::TableContinuedLeft, "（续）".to_owned());
        assert_eq!(markup(" continued=\"（续）\" continued-align=\"left\""), Some(left));
        let table = "<table cols=\"1\" continued=\"续表\" continued-align=\"middle\"/>";
        assert!(fault(table).contains("应为 left 或 right"));
    }

    #[test]
    fn what_is_not_in_the_vocabulary_is_told() {
        assert!(fault("<div>甲</div>").contains("没有 <div>"));
        assert!(fault("<p style=\"big\">甲</p>").contains("没有样式“big”"));
        assert!(fault("<p class=\"a\">甲</p>").contains("没有属性 class"));
        assert!(fault("甲").contains("要放在 <p>"));
        assert!(fault("<tr><td>甲</td></tr>").contains("不能放在"));
        assert!(parse("<text><body>", &[]).is_err());
    }
}
