//! A DOCX → its text and its proof.
//!
//! What the export cut at the ends of pages is put together again; the module
//! documentation of [`crate::export::docx`] says how it is marked.

use super::expected::Besides;
use super::look;
use super::unit::{ReadCell, ReadParagraph, ReadShape, ReadUnit, tight};
use crate::proof::{NAMESPACE, Proof};
use crate::word::xml::XmlTree;
use crate::word::{self, Package, Refusal, Remark, RemarkKind};
use std::collections::BTreeSet;
use std::fmt;

/// Why a file cannot be compared. Its words are for the user.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unreadable(pub String);

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Unreadable {}

/// The text of a DOCX.
#[derive(Debug, Default)]
pub struct DocxText {
    blocks: Vec<Block>,
    /// Texts where the export writes none: footnotes, headers, outside of paragraphs.
    pub around: Vec<String>,
}

#[derive(Debug)]
enum Block {
    Line(Found),
    Table(Vec<FoundRow>),
}

/// A paragraph as it stands in the file.
#[derive(Debug, Clone, Default)]
struct Found {
    text: String,
    /// Whether it goes on with the one before, which a page's end cut.
    continues: bool,
}

/// A row as it stands in the file.
#[derive(Debug, Clone, Default)]
struct FoundRow {
    cells: Vec<FoundCell>,
    /// Whether it may not be cut by a page's end.
    whole: bool,
}

#[derive(Debug, Clone, Default)]
struct FoundCell {
    paragraphs: Vec<Found>,
    /// Whether it is merged with the one above.
    merged: bool,
    span: usize,
}

/// Reads a DOCX.
pub fn read(bytes: &[u8]) -> Result<(DocxText, Option<Proof>), Unreadable> {
    let refused = |r: Refusal| Unreadable(r.to_string());
    let mut package = Package::open(bytes).map_err(refused)?;
    let found = word::document(&mut package).map_err(refused)?;
    let around = found.remarks.iter().filter(|r| r.kind.is_told()).map(told);
    let mut text = DocxText {
        blocks: found.blocks.iter().flat_map(block).collect(),
        around: around.collect(),
    };
    text.around.extend(look::strange(bytes, &mut package).map_err(refused)?);
    let items = |name: &str| name.starts_with("customXml/") && name.ends_with(".xml");
    let items = package.parts(items).map_err(refused)?;
    Ok((text, items.iter().find_map(|xml| proof(xml))))
}

/// What a remark says: its words alone where the kind is clear from them.
fn told(remark: &Remark) -> String {
    let text = remark.text.trim();
    match remark.kind {
        RemarkKind::Margin | RemarkKind::Footnote | RemarkKind::Stray => text.to_owned(),
        kind if text.is_empty() => kind.to_string(),
        kind => format!("{kind}「{text}」"),
    }
}

/// The proof in a custom part, whatever prefixes it was given.
fn proof(xml: &[u8]) -> Option<Proof> {
    let tree = XmlTree::parse(xml).ok()?;
    let mut found = None;
    tree.root.walk(&mut |element| {
        if found.is_none() && element.local() == "proof" && element.declares(NAMESPACE) {
            let digest = element.local_attribute("sha256").unwrap_or_default();
            found = Some(Proof { text: element.own_text(), digest });
        }
    });
    found
}

/// The blocks of a block: a line break ends a paragraph too.
fn block(block: &word::BodyBlock) -> Vec<Block> {
    match block {
        word::BodyBlock::Paragraph(paragraph) => {
            lines(paragraph, true).into_iter().map(Block::Line).collect()
        }
        word::BodyBlock::Table(table) => {
            vec![Block::Table(table.rows.iter().map(row).collect())]
        }
    }
}

fn row(row: &word::BodyRow) -> FoundRow {
    let cell = |cell: &word::BodyCell| FoundCell {
        paragraphs: cell.paragraphs.iter().flat_map(|p| lines(p, false)).collect(),
        merged: cell.merged,
        span: cell.span,
    };
    FoundRow { cells: row.cells.iter().map(cell).collect(), whole: row.whole }
}

/// The lines of a paragraph; those of the 目录 are put by the layout.
fn lines(paragraph: &word::BodyParagraph, outside: bool) -> Vec<Found> {
    let is_entry = paragraph.is_contents() || paragraph.text.contains('\t') && outside;
    let label = paragraph.number.as_ref().map_or("", |n| &n.label);
    let text = format!("{label}{}", paragraph.text);
    let text = if is_entry { text.replace('\n', "") } else { text };
    let lines = text.split('\n').enumerate().filter(|(_, l)| !l.trim().is_empty());
    let line = |(i, line): (usize, &str)| Found {
        text: line.to_owned(),
        continues: paragraph.continues() && i == 0,
    };
    lines.map(line).collect()
}

/// The units of a text. Where a table goes on on another page, the header rows of
/// `expected` are printed again, perhaps below a line such as 续表: these are left out.
pub fn units(text: &DocxText, expected: &[ReadUnit], besides: &Besides) -> Vec<ReadUnit> {
    let is_header = |u: &&ReadUnit| {
        u.shape == ReadShape::Row
            && u.cells.len() > 1
            && u.cells.iter().all(|c| c.heading)
    };
    let headers: BTreeSet<_> =
        expected.iter().filter(is_header).map(ReadUnit::key).collect();
    let cells =
        expected.iter().filter(|u| u.shape == ReadShape::Row).flat_map(|u| &u.cells);
    let texts = cells.clone().map(|c| tight(&c.text())).collect();
    let spanning = cells.filter(|c| c.repeated).map(|c| tight(&c.text())).collect();
    let (units, seen) = (Vec::new(), BTreeSet::new());
    let mut join = Join { headers, units, seen, cut: false, texts, spanning };
    let mut after_table = false;
    for block in &text.blocks {
        match block {
            Block::Line(line) if after_table && besides.is_continued(&line.text) => {
                continue;
            }
            Block::Line(line) => join.line(line),
            Block::Table(rows) => join.table(rows, after_table),
        }
        after_table = matches!(block, Block::Table(_));
    }
    join.units
}

/// Puts together what pages have cut.
struct Join {
    /// The header rows, by their keys.
    headers: BTreeSet<String>,
    units: Vec<ReadUnit>,
    /// The header rows since the last paragraph.
    seen: BTreeSet<String>,
    /// Whether the last row may be only a part of one.
    cut: bool,
    /// The texts of all cells, without blanks.
    texts: BTreeSet<String>,
    /// Those of cells over several rows.
    spanning: BTreeSet<String>,
}

impl Join {
    fn line(&mut self, line: &Found) {
        self.seen.clear();
        self.cut = false;
        if let Some(last) = self.units.last_mut().filter(|_| line.continues)
            && last.shape == ReadShape::Line
        {
            last.cells
                .iter_mut()
                .for_each(|cell| go_on(cell, std::slice::from_ref(line)));
            return;
        }
        self.units.push(ReadUnit::line(ReadParagraph::new(&line.text)));
    }

    /// A table; `goes_on` when nothing stands between it and another one.
    fn table(&mut self, rows: &[FoundRow], goes_on: bool) {
        let mut first = goes_on;
        let mut above: Vec<(usize, ReadCell)> = Vec::new();
        for row in rows {
            let unit = self.row(row, &mut above);
            let key = unit.key();
            let header = self.headers.contains(&key);
            if header && !self.seen.insert(key) && first {
                continue;
            }
            // a header that has not stood there is that of another table
            first &= !header;
            let rest = first && self.cut && !row.whole;
            let rest = rest && self.units.last().is_some_and(|last| fits(last, &unit));
            if rest {
                for (column, cell) in row.cells.iter().enumerate() {
                    self.extend(column, &cell.paragraphs);
                }
                // rows below repeat the whole of a cell, not its rest
                let last = self.units.last().map_or(&[][..], |u| &u.cells);
                for ((_, cell), whole) in above.iter_mut().zip(last) {
                    cell.paragraphs.clone_from(&whole.paragraphs);
                }
            } else {
                let unit = if first { self.go_on(unit, row, &mut above) } else { unit };
                self.units.push(unit);
            }
            (first, self.cut) = (false, !row.whole);
        }
    }

    /// The first row of the rest of a table: its cells may go on with those of the rows
    /// above, or print them again.
    fn go_on(
        &mut self,
        mut unit: ReadUnit,
        row: &FoundRow,
        above: &mut [(usize, ReadCell)],
    ) -> ReadUnit {
        if !self.units.last().is_some_and(|last| fits(last, &unit)) {
            return unit;
        }
        for (column, found) in row.cells.iter().enumerate() {
            let last = |join: &Self| join.units.last().map(|u| u.cells[column].clone());
            let Some(before) = last(self) else { continue };
            let (old, new) = (tight(&before.text()), tight(&unit.cells[column].text()));
            let continues = found.paragraphs.first().is_some_and(|p| p.continues);
            // of a cell over several rows nothing may be left to print
            let spent = new.is_empty() && self.spanning.contains(&old);
            let again = spent || !new.is_empty() && old == new;
            if !again && (continues || self.is_cut(&old, &new)) {
                self.extend(column, &found.paragraphs);
            } else if !again {
                continue;
            }
            if let Some(whole) = last(self) {
                let cell = ReadCell { repeated: true, ..whole };
                if let Some((_, origin)) = above.get_mut(column) {
                    origin.paragraphs.clone_from(&cell.paragraphs);
                }
                unit.cells[column] = cell;
            }
        }
        unit
    }

    /// Whether two texts are the parts of one that a page's end has cut.
    fn is_cut(&self, old: &str, new: &str) -> bool {
        let both = [old, new].concat();
        let cut = !old.is_empty() && !new.is_empty() && !self.texts.contains(old);
        cut && self.texts.iter().any(|text| text.starts_with(&both))
    }

    /// Adds the rest of a cell to all rows that it covers.
    fn extend(&mut self, column: usize, rest: &[Found]) {
        for unit in self.units.iter_mut().rev() {
            let Some(cell) = unit.cells.get_mut(column) else { return };
            go_on(cell, rest);
            if !cell.repeated {
                return;
            }
        }
    }

    /// A row; a merged cell without a text of its own repeats the one above.
    fn row(&self, row: &FoundRow, above: &mut Vec<(usize, ReadCell)>) -> ReadUnit {
        let mut column = 0;
        let mut cells: Vec<(usize, ReadCell)> = Vec::new();
        for found in &row.cells {
            let origin = above.iter().find(|a| a.0 == column);
            let origin = origin.filter(|_| found.merged && found.paragraphs.is_empty());
            let cell = match origin {
                Some((_, cell)) => ReadCell { repeated: true, ..cell.clone() },
                None => ReadCell {
                    paragraphs: found.paragraphs.iter().map(whole).collect(),
                    ..ReadCell::default()
                },
            };
            cells.push((column, cell));
            column += found.span.max(1);
        }
        let row = cells.iter().map(|c| c.1.clone()).collect();
        *above = cells;
        ReadUnit {
            shape: ReadShape::Row,
            cells: row,
            ..ReadUnit::line(ReadParagraph::default())
        }
    }
}

fn whole(found: &Found) -> ReadParagraph {
    ReadParagraph::new(&found.text)
}

/// Whether a row may be the rest of another.
fn fits(last: &ReadUnit, rest: &ReadUnit) -> bool {
    last.shape == ReadShape::Row && last.cells.len() == rest.cells.len()
}

/// Adds the rest of a cell; a label that was cut is printed again in full.
fn go_on(cell: &mut ReadCell, rest: &[Found]) {
    let text: String = rest.iter().map(|p| p.text.as_str()).collect();
    if tight(&text) == tight(&cell.text()) {
        return;
    }
    for found in rest {
        match cell.paragraphs.last_mut().filter(|_| found.continues) {
            Some(last) => {
                last.text.push_str(found.text.trim());
                last.loose = true;
            }
            None => cell.paragraphs.push(whole(found)),
        }
    }
}
