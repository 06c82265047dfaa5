//! Word file → paragraphs and tables in their order, with all merging resolved.

use super::block::{Block, Cell, Paragraph, Place, Row, Table};
use super::preflight::Parts;
use super::refusal::Refusal;
use docx_rs::{
    DocumentChild, ParagraphChild, RunChild, TableCellContent, TableChild, TableRowChild,
};
use std::collections::BTreeMap;
use std::io::{Cursor, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Reads the main document of a parts.
///
/// # Errors
///
/// [`Refusal::Unreadable`] where docx-rs gives up.
pub fn read(parts: &Parts) -> Result<Vec<Block>, Refusal> {
    let bytes = repack(&parts.document.xml).ok_or(Refusal::Unreadable)?;
    // docx-rs unwraps and indexes freely; a file it cannot stand must not end the program
    let docx = catch_unwind(AssertUnwindSafe(|| docx_rs::read_docx(&bytes)));
    let docx = docx.ok().and_then(Result::ok).ok_or(Refusal::Unreadable)?;
    let mut flat = Flat { styles: &parts.styles, blocks: Vec::new(), tables: 0 };
    for child in &docx.document.children {
        match child {
            DocumentChild::Paragraph(p) => flat.paragraph(p),
            DocumentChild::Table(t) => flat.table(t),
            _ => {}
        }
    }
    Ok(flat.blocks)
}

/// A package of the main document alone, as docx-rs takes nothing but packages.
fn repack(document: &str) -> Option<Vec<u8>> {
    const TYPES: &str = r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>"#;
    const RELS: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"/>"#;
    let parts: [(&str, &[u8]); 4] = [
        ("[Content_Types].xml", TYPES.as_bytes()),
        ("_rels/.rels", RELS.as_bytes()),
        ("word/_rels/document.xml.rels", RELS.as_bytes()),
        ("word/document.xml", document.as_bytes()),
    ];
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let stored = zip::write::SimpleFileOptions::default()
        .compression_method(zip::CompressionMethod::Stored);
    for (name, bytes) in parts {
        zip.start_file(name, stored).ok()?;
        zip.write_all(bytes).ok()?;
    }
    Some(zip.finish().ok()?.into_inner())
}

/// Collects the blocks of a document.
struct Flat<'p> {
    styles: &'p BTreeMap<String, String>,
    blocks: Vec<Block>,
    tables: usize,
}

impl Flat<'_> {
    fn paragraph(&mut self, paragraph: &docx_rs::Paragraph) {
        for line in lines(paragraph, self.styles) {
            match self.blocks.last_mut() {
                Some(Block::Paragraph(last)) if line.continues => {
                    last.text.push_str(&line.text);
                }
                _ => self.blocks.push(Block::Paragraph(line)),
            }
        }
    }

    fn table(&mut self, table: &docx_rs::Table) {
        self.tables += 1;
        let mut grid = Table::default();
        for (i, TableChild::TableRow(row)) in table.rows.iter().enumerate() {
            let place = Place::Table { table: self.tables, row: i + 1 };
            let row = self.row(row, grid.rows.last());
            grid.rows.push(Row { place, cells: row });
        }
        self.blocks.push(Block::Table(grid));
    }

    fn row(&self, row: &docx_rs::TableRow, above: Option<&Row>) -> Vec<Cell> {
        let mut cells = Vec::new();
        let mut column = number(&row.property, "gridBefore").unwrap_or(0);
        for TableRowChild::TableCell(cell) in &row.cells {
            let span = number(&cell.property, "gridSpan").unwrap_or(1).max(1);
            let mut paragraphs = Vec::new();
            for content in &cell.children {
                self.content(content, &mut paragraphs);
            }
            let merged =
                word(&cell.property, "verticalMerge").as_deref() == Some("continue");
            let empty = paragraphs.iter().all(|p| p.text.trim().is_empty());
            let origin = above.and_then(|r| r.cells.iter().find(|c| c.column == column));
            let origin = origin.filter(|o| merged && empty && o.is_label());
            if let Some(origin) = origin {
                paragraphs = origin.paragraphs.clone();
            }
            cells.push(Cell { column, span, paragraphs, repeated: origin.is_some() });
            column = column.saturating_add(span);
        }
        cells
    }

    fn content(&self, content: &TableCellContent, out: &mut Vec<Paragraph>) {
        match content {
            TableCellContent::Paragraph(p) => self.add(p, out),
            TableCellContent::Table(table) => self.inner_table(table, out),
            _ => {}
        }
    }

    /// Adds a cell's paragraph; the first of a cell keeps whether it continues.
    fn add(&self, paragraph: &docx_rs::Paragraph, out: &mut Vec<Paragraph>) {
        for line in lines(paragraph, self.styles) {
            match out.last_mut() {
                Some(last) if line.continues => last.text.push_str(&line.text),
                _ => out.push(line),
            }
        }
    }

    /// A table inside a cell counts as the lines of its cells.
    fn inner_table(&self, table: &docx_rs::Table, out: &mut Vec<Paragraph>) {
        for TableChild::TableRow(row) in &table.rows {
            for TableRowChild::TableCell(cell) in &row.cells {
                for content in &cell.children {
                    self.content(content, out);
                }
            }
        }
    }
}

/// The lines of a paragraph that hold text.
fn lines(
    paragraph: &docx_rs::Paragraph,
    styles: &BTreeMap<String, String>,
) -> Vec<Paragraph> {
    let text = text(paragraph);
    let style = paragraph.property.style.as_ref().map_or("", |s| s.val.as_str());
    let name = styles.get(style).map_or(style, String::as_str);
    if is_continuation(name, &text) {
        return Vec::new();
    }
    let lines = text.split('\n').filter(|l| !l.trim().is_empty());
    lines
        .enumerate()
        .map(|(i, line)| Paragraph {
            text: line.to_owned(),
            numbered: i == 0 && is_numbered(paragraph),
            continues: i == 0 && name.ends_with('续'),
        })
        .collect()
}

/// Whether a paragraph only says that the table above it goes on: 续表 and the like.
fn is_continuation(style: &str, text: &str) -> bool {
    let said = text.trim().trim_matches(['（', '）', '(', ')']);
    style.starts_with("续表行") || matches!(said, "续表" | "续上表" | "接上表")
}

fn is_numbered(paragraph: &docx_rs::Paragraph) -> bool {
    let property = paragraph.property.numbering_property.as_ref();
    // the number 0 takes a style's numbering away
    property.and_then(|n| n.id.as_ref()).is_some_and(|id| id.id != 0)
}

/// The characters of a paragraph.
fn text(paragraph: &docx_rs::Paragraph) -> String {
    let mut out = String::new();
    for child in &paragraph.children {
        let ParagraphChild::Run(run) = child else { continue };
        for child in &run.children {
            match child {
                // a line break inside the XML is a blank; only w:br ends a line
                RunChild::Text(text) => {
                    out.push_str(&text.text.replace(['\n', '\r'], " "))
                }
                RunChild::Tab(_) => out.push('\t'),
                RunChild::Break(_) => out.push('\n'),
                _ => {}
            }
        }
    }
    out
}

/// A number among the properties, which docx-rs shows only through serde.
fn number(property: &impl serde::Serialize, name: &str) -> Option<usize> {
    let value = serde_json::to_value(property).ok()?;
    value.get(name)?.as_u64().map(|n| n as usize)
}

fn word(property: &impl serde::Serialize, name: &str) -> Option<String> {
    let value = serde_json::to_value(property).ok()?;
    value.get(name)?.as_str().map(str::to_owned)
}
