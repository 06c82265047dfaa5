//! What each tag begins, by its attributes, and in which tags it may stand.

use super::attributes::Attributes;
use super::grid::{OpenTable, USUAL_WIDTH};
use crate::document::{
    Cell, InContents, ListPart, Paragraph, Row, Style, Table, TableColumn,
};
use crate::text::source::Span;

/// A cell whose text may stand in it directly or in paragraphs.
pub struct OpenCell {
    /// The cell with the paragraphs so far.
    pub cell: Cell,
    /// The text directly in it.
    pub direct: Paragraph,
}

/// Whether a tag may stand in `parent`; outside of all tags that is an empty name.
pub fn may_stand_in(name: &str, parent: &str) -> Result<(), String> {
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
    match allowed.contains(&parent) {
        true => Ok(()),
        false => Err(format!("<{name}> 不能放在 <{parent}> 里")),
    }
}

/// `<p>`, whose text is still to come, in the style around it where it names none.
pub fn paragraph(
    attributes: &Attributes,
    inherited: Style,
    source: Option<Span>,
) -> Result<Paragraph, String> {
    attributes.only("p", &["style", "before", "contents", "list", "at"])?;
    let mut paragraph = Paragraph::new(attributes.style(inherited)?, "");
    paragraph.before = attributes.number("before")?.unwrap_or(0.0);
    paragraph.contents = match attributes.get("contents") {
        "" => InContents::No,
        "page" => InContents::WithPage,
        "line" => InContents::WithoutPage,
        other => return Err(format!("contents=\"{other}\" 应为 page 或 line")),
    };
    paragraph.list = match attributes.get("list") {
        "" => ListPart::None,
        "item" => ListPart::Item,
        "rest" => ListPart::Rest,
        other => return Err(format!("list=\"{other}\" 应为 item 或 rest")),
    };
    paragraph.source = source;
    Ok(paragraph)
}

/// `<td>` or `<th>`; in a `fluid` table it has a width instead of columns.
pub fn cell(
    name: &str,
    attributes: &Attributes,
    fluid: bool,
    source: Option<Span>,
) -> Result<OpenCell, String> {
    let size = if fluid { "width" } else { "colspan" };
    attributes.only(name, &["style", size, "rowspan", "names", "at"])?;
    let heading = name == "th";
    let usual = if heading { Style::CellLabel } else { Style::CellText };
    let mut direct = Paragraph::new(attributes.style(usual)?, "");
    direct.source = source;
    let names_row = match attributes.get("names") {
        "" => false,
        "row" => true,
        other => return Err(format!("names=\"{other}\" 应为 row")),
    };
    let cell = Cell {
        column: 0,
        colspan: attributes.count("colspan")?,
        rowspan: attributes.count("rowspan")?,
        heading,
        names_row,
        paragraphs: Vec::new(),
    };
    Ok(OpenCell { cell, direct })
}

/// `<table>`; its columns follow from its cells where it does not name them.
pub fn table(attributes: &Attributes) -> Result<OpenTable, String> {
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

/// The columns of `cols`, each fixed or between a least and a most width.
fn columns(text: &str) -> Result<Vec<TableColumn>, String> {
    let widths = text.split_whitespace();
    let width = |w: &str| match w.parse::<f32>() {
        Ok(width) if width > 0.0 && width < 10_000.0 => Ok(width),
        _ => Err(format!("cols 里的“{w}”不是正数")),
    };
    let column = |text: &str| match text.split_once('~') {
        None => match text.strip_suffix('!') {
            Some(exact) => {
                Ok(TableColumn { exact: true, ..TableColumn::fixed(width(exact)?) })
            }
            None => Ok(TableColumn::fixed(width(text)?)),
        },
        Some((least, most)) => {
            let (least, most) = (width(least)?, width(most)?);
            let right = least <= most;
            right
                .then_some(TableColumn::between(least, most))
                .ok_or_else(|| format!("cols 里的“{text}”：前面是最窄，后面是最宽"))
        }
    };
    let columns = widths.map(column).collect::<Result<Vec<_>, _>>()?;
    if columns.is_empty() {
        return Err("cols 里要写各列的宽：cols=\"列宽 最窄~最宽 …\"".into());
    }
    Ok(columns)
}

/// `<tr>`.
pub fn row(attributes: &Attributes) -> Result<Row, String> {
    attributes.only("tr", &["header", "border", "keep"])?;
    Ok(Row {
        cells: Vec::new(),
        header: attributes.get("header") == "yes",
        border: attributes.get("border") != "none",
        keep: attributes.get("keep") == "next",
    })
}
