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
//! ```
//!
//! Anything else is a fault with its place, and so is a table slot that is covered twice
//! or not at all.

use crate::document::{Block, Cell, Column, InContents, Paragraph, Row, Style, Table};
use crate::source::Span;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// What is wrong with markup, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MarkupFault {
    /// Byte in the markup.
    pub at: usize,
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
pub fn parse(markup: &str, sources: &[Span]) -> Result<Parsed, MarkupFault> {
    let mut reader = Reader::from_str(markup);
    reader.config_mut().expand_empty_elements = true;
    let mut parser = Parser { sources, ..Parser::default() };
    loop {
        let at = reader.buffer_position() as usize;
        let fault = |message: String| MarkupFault { at, message };
        let event = reader.read_event().map_err(|e| fault(e.to_string()))?;
        let done = matches!(event, Event::Eof);
        parser.accept(event).map_err(fault)?;
        if done {
            return Ok(parser.parsed);
        }
    }
}

#[derive(Default)]
struct Parser<'s> {
    sources: &'s [Span],
    parsed: Parsed,
    open: Vec<String>,
    paragraph: Option<Paragraph>,
    table: Option<Table>,
    row: Option<Row>,
    cell: Option<OpenCell>,
}

/// A cell whose text may stand in it directly or in paragraphs.
struct OpenCell {
    cell: Cell,
    direct: Paragraph,
}

impl Parser<'_> {
    fn accept(&mut self, event: Event) -> Result<(), String> {
        match event {
            Event::Start(tag) => {
                let name = name_of(&tag);
                self.start(&name, &Attributes::of(&tag)?)?;
                self.open.push(name);
            }
            Event::End(_) => {
                let name = self.open.pop().unwrap_or_default();
                self.end(&name)?;
            }
            Event::Text(text) => {
                let text = std::str::from_utf8(&text).map_err(|e| e.to_string())?;
                self.text(text)?;
            }
            Event::GeneralRef(entity) => self.text(entity_text(&entity)?)?,
            Event::Eof if !self.open.is_empty() => {
                return Err(format!("<{}> 没有结束", self.open.join("> <")));
            }
            _ => {}
        }
        Ok(())
    }

    fn start(&mut self, name: &str, attributes: &Attributes) -> Result<(), String> {
        let parent = self.open.last().map_or("", |p| p);
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
            "tr" => self.row = Some(new_row(attributes)?),
            "td" | "th" => self.cell = Some(self.new_cell(name, attributes)?),
            _ => attributes.only(name, &[])?,
        }
        Ok(())
    }

    fn end(&mut self, name: &str) -> Result<(), String> {
        match name {
            "p" => {
                let Some(mut paragraph) = self.paragraph.take() else { return Ok(()) };
                trim(&mut paragraph);
                match &mut self.cell {
                    Some(open) => open.cell.paragraphs.push(paragraph),
                    None => self.push(Block::Paragraph(paragraph)),
                }
            }
            "td" | "th" => {
                let (Some(mut open), Some(row)) = (self.cell.take(), &mut self.row)
                else {
                    return Ok(());
                };
                trim(&mut open.direct);
                if open.cell.paragraphs.is_empty() || !open.direct.text.is_empty() {
                    open.cell.paragraphs.push(open.direct);
                }
                row.cells.push(open.cell);
            }
            "tr" => {
                if let (Some(row), Some(table)) = (self.row.take(), &mut self.table) {
                    table.rows.push(row);
                }
            }
            "table" => {
                let Some(mut table) = self.table.take() else { return Ok(()) };
                place_cells(&mut table)?;
                self.push(Block::Table(table));
            }
            _ => {}
        }
        Ok(())
    }

    fn text(&mut self, text: &str) -> Result<(), String> {
        let target = match (&mut self.paragraph, &mut self.cell) {
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
        if self.open.iter().any(|o| o == "cover") {
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
        attributes.only(name, &["style", "colspan", "rowspan", "at"])?;
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

fn new_table(attributes: &Attributes) -> Result<Table, String> {
    attributes.only("table", &["cols", "continued", "continued-align"])?;
    let widths = attributes.get("cols").split_whitespace();
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
        return Err("<table> 要有 cols=\"列宽 最窄~最宽 …\"".into());
    }
    Ok(Table { columns, rows: Vec::new(), continued: continuation(attributes)? })
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

/// The attributes of a tag.
struct Attributes(Vec<(String, String)>);

impl Attributes {
    fn of(tag: &BytesStart) -> Result<Attributes, String> {
        let mut list = Vec::new();
        for attribute in tag.attributes() {
            let attribute = attribute.map_err(|e| e.to_string())?;
            let key = String::from_utf8_lossy(attribute.key.as_ref()).into_owned();
            let value = String::from_utf8_lossy(&attribute.value);
            let value = quick_xml::escape::unescape(&value).map_err(|e| e.to_string())?;
            list.push((key, value.into_owned()));
        }
        Ok(Attributes(list))
    }

    fn get(&self, key: &str) -> &str {
        self.0.iter().find(|a| a.0 == key).map_or("", |a| &a.1)
    }

    fn only(&self, tag: &str, known: &[&str]) -> Result<(), String> {
        match self.0.iter().find(|a| !known.contains(&a.0.as_str())) {
            None => Ok(()),
            Some((key, _)) => Err(format!("<{tag}> 没有属性 {key}")),
        }
    }

    fn number(&self, key: &str) -> Result<Option<f32>, String> {
        match self.get(key) {
            "" => Ok(None),
            text => match text.parse::<f32>() {
                Ok(n) if (0.0..100.0).contains(&n) => Ok(Some(n)),
                _ => Err(format!("{key}=\"{text}\" 应为 0 到 100 的数")),
            },
        }
    }

    fn count(&self, key: &str) -> Result<usize, String> {
        match self.get(key) {
            "" => Ok(1),
            text => match text.parse() {
                Ok(n @ 1..=65_535) => Ok(n),
                _ => Err(format!("{key}=\"{text}\" 应为正整数")),
            },
        }
    }

    fn style(&self, usual: Style) -> Result<Style, String> {
        let name = self.get("style");
        if name.is_empty() {
            return Ok(usual);
        }
        Style::ALL.into_iter().find(|s| s.name() == name).ok_or_else(|| {
            let known: Vec<_> = Style::ALL.iter().map(|s| s.name()).collect();
            format!("没有样式“{name}”；可用 {}", known.join(" "))
        })
    }
}

/// HTML's table algorithm, made strict: every slot is covered exactly once.
fn place_cells(table: &mut Table) -> Result<(), String> {
    let columns = table.columns.len();
    let count = table.rows.len();
    let mut busy = vec![0usize; columns];
    for (i, row) in table.rows.iter_mut().enumerate() {
        let mut column = 0;
        for cell in &mut row.cells {
            while column < columns && busy[column] > 0 {
                column += 1;
            }
            let end = column + cell.colspan;
            if end > columns || busy[column..end].iter().any(|b| *b > 0) {
                let (row, at) = (i + 1, column + 1);
                return Err(format!(
                    "表格第 {row} 行第 {at} 列放不下占 {} 列的格子（共 {columns} 列）",
                    cell.colspan
                ));
            }
            if i + cell.rowspan > count {
                return Err(format!("表格第 {} 行有格子伸出表尾", i + 1));
            }
            cell.column = column;
            busy[column..end].fill(cell.rowspan);
            column = end;
        }
        if let Some(gap) = busy.iter().position(|b| *b == 0) {
            return Err(format!("表格第 {} 行缺第 {} 列", i + 1, gap + 1));
        }
        busy.iter_mut().for_each(|b| *b -= 1);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fault(body: &str) -> String {
        let markup = format!("<text><body>{body}</body></text>");
        parse(&markup, &[]).unwrap_err().message
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
