//! The lower half of a 绩效目标表: one row an indicator.

use super::block::{Cell, Paragraph, Place, Row};
use super::form::{self, Column};
use super::narrative::field;
use super::note::{Kind, Notes};
use super::project::{append, paragraphs_text};
use super::text::{excerpt, tight};
use crate::model::{Field, Indicator};

/// The indicators of a project, as found so far.
#[derive(Default)]
pub struct Table {
    header: Vec<(Option<Column>, Cell)>,
    rows: Vec<Texts>,
}

/// A row, its cells by their columns.
#[derive(Default)]
struct Texts {
    place: Place,
    level1: Vec<Paragraph>,
    level2: Vec<Paragraph>,
    name: Vec<Paragraph>,
    description: Vec<Paragraph>,
    target: Vec<Paragraph>,
    sign: Vec<Paragraph>,
    measure: Vec<Paragraph>,
    basis: Vec<Paragraph>,
    /// Whether a page's end cut this row off the one before.
    continues: bool,
}

impl Texts {
    fn slot(&mut self, column: Column) -> &mut Vec<Paragraph> {
        match column {
            Column::Level1 => &mut self.level1,
            Column::Level2 => &mut self.level2,
            Column::Name => &mut self.name,
            Column::Description => &mut self.description,
            Column::Target => &mut self.target,
            Column::Sign => &mut self.sign,
            Column::Measure => &mut self.measure,
            Column::Basis => &mut self.basis,
        }
    }

    /// Everything behind the two levels.
    fn content(&self) -> [&Vec<Paragraph>; 6] {
        let Texts { name, description, sign, target, measure, basis, .. } = self;
        [name, description, sign, target, measure, basis]
    }

    fn is_blank(&self) -> bool {
        self.content().iter().all(|c| paragraphs_text(c).is_empty())
    }

    /// Takes up what the next page has of this row.
    fn extend(&mut self, more: &Texts) {
        append(&mut self.name, &more.name);
        append(&mut self.description, &more.description);
        append(&mut self.target, &more.target);
        append(&mut self.sign, &more.sign);
        append(&mut self.measure, &more.measure);
        append(&mut self.basis, &more.basis);
    }
}

impl Table {
    /// Whether a header has come: the rows that follow are indicators.
    pub fn is_open(&self) -> bool {
        !self.header.is_empty()
    }

    /// Takes a header row; on a further page it may be drawn on another grid.
    pub fn header(&mut self, row: &Row) {
        let cells = row.cells.iter();
        self.header = cells.map(|c| (form::column(c), c.clone())).collect();
    }

    /// Takes a row of indicators.
    pub fn row(&mut self, row: &Row, notes: &mut Notes) {
        let filled = row.cells.iter().filter(|c| !tight(&c.text()).is_empty());
        let own = filled.clone().filter(|c| !c.repeated).count();
        if own == 0 {
            return;
        }
        if row.cells.len() < 3 {
            return unplaced(filled, row, notes);
        }
        let mut texts = Texts { place: row.place.clone(), ..Texts::default() };
        for (i, cell) in row.cells.iter().enumerate() {
            match self.column_of(i, cell, row) {
                Some((Some(column), _)) => {
                    texts.continues |=
                        cell.paragraphs.first().is_some_and(|p| p.continues);
                    take(texts.slot(column), column, &cell.paragraphs);
                }
                // a label column in front, such as 绩效指标, repeats its header
                Some((None, head)) if tight(&head) == tight(&cell.text()) => {}
                _ if cell.repeated => {}
                _ => unplaced(std::iter::once(cell), row, notes),
            }
        }
        match self.rows.last_mut() {
            Some(last) if texts.continues => last.extend(&texts),
            _ => self.rows.push(texts),
        }
    }

    /// The header above a cell: by its order where both rows have as many cells, which
    /// holds without a grid too, else the one it stands under.
    fn column_of(
        &self,
        index: usize,
        cell: &Cell,
        row: &Row,
    ) -> Option<(Option<Column>, String)> {
        let ordered = !row.is_gridded() && row.cells.len() == self.header.len();
        let found = match ordered {
            true => self.header.get(index),
            false => {
                let nearest = self.header.iter().max_by_key(|(_, h)| overlap(h, cell));
                nearest.filter(|(_, h)| overlap(h, cell) > 0)
            }
        };
        found.map(|(column, head)| (*column, head.text()))
    }

    /// The indicators of all rows. `title` names the project in notes.
    pub fn finish(self, title: &str, notes: &mut Notes) -> Field<Vec<Indicator>> {
        let has_description =
            self.header.iter().any(|h| h.0 == Some(Column::Description));
        let mut found: Vec<Indicator> = Vec::new();
        for row in &self.rows {
            let mut indicator = indicator(row);
            inherit(&mut indicator, found.last(), row, notes);
            if row.is_blank() {
                note_blank(row, &indicator, title, notes);
                continue;
            }
            let blank = paragraphs_text(&row.description).is_empty();
            if has_description && blank && !indicator.name.is_absent() {
                let name = indicator.name.text();
                let message =
                    format!("「{title}」的指标「{name}」描述空白，印出时与指标相同");
                notes.at(Kind::Guess, &row.place, message);
            }
            found.push(indicator);
        }
        if found.is_empty() { Field::Absent } else { Field::of(found) }
    }
}

/// Tells of a row without an indicator: a level that is left empty, or a remark.
fn note_blank(row: &Texts, indicator: &Indicator, title: &str, notes: &mut Notes) {
    let first = tight(&paragraphs_text(&row.level1));
    if !first.is_empty() && !first.ends_with("指标") {
        let message = format!("「{title}」的「{}」没有用上", excerpt(&first));
        return notes.at(Kind::Unplaced, &row.place, message);
    }
    let level = match indicator.level2.text() {
        "" => indicator.level1.text(),
        level => level,
    };
    let message = format!("「{title}」的「{level}」下面没有指标");
    notes.at(Kind::Skipped, &row.place, message);
}

/// How many columns of the grid two cells share.
fn overlap(a: &Cell, b: &Cell) -> usize {
    let end = (a.column.saturating_add(a.span)).min(b.column.saturating_add(b.span));
    end.saturating_sub(a.column.max(b.column))
}

fn unplaced<'c>(cells: impl Iterator<Item = &'c Cell>, row: &Row, notes: &mut Notes) {
    let texts: Vec<_> = cells.map(|c| paragraphs_text(&c.paragraphs)).collect();
    let text = texts.join("｜");
    if !text.is_empty() {
        let message = format!("「{}」没有用上", excerpt(&text));
        notes.at(Kind::Unplaced, &row.place, message);
    }
}

/// Takes a cell into its column. A list may give the 指标值 as a whole and in parts.
fn take(slot: &mut Vec<Paragraph>, column: Column, cell: &[Paragraph]) {
    let (known, more) = (paragraphs_text(slot), paragraphs_text(cell));
    match column {
        Column::Target if known.contains(&more) => {}
        Column::Target if more.contains(&known) => *slot = cell.to_vec(),
        _ => append(slot, cell),
    }
}

/// 指标值 from its parts: 计算符号, value and 计量单位, as far as the value lacks them.
fn target(row: &Texts) -> Field<String> {
    let [sign, value, measure] =
        [&row.sign, &row.target, &row.measure].map(|p| paragraphs_text(p));
    if value.is_empty() || matches!(&*sign, "定性" | "文字" | "文字描述") {
        return field(&value);
    }
    let sign = if value.starts_with(&sign) { "" } else { &sign };
    let measure = if value.ends_with(&measure) { "" } else { &measure };
    field(&format!("{sign}{value}{measure}"))
}

fn indicator(row: &Texts) -> Indicator {
    let text = |paragraphs: &[Paragraph]| field(&paragraphs_text(paragraphs));
    // a narrow column may break these words over lines
    let word = |paragraphs: &[Paragraph]| field(&tight(&paragraphs_text(paragraphs)));
    let name = text(&row.name);
    let description = text(&row.description);
    Indicator {
        level1: word(&row.level1),
        level2: word(&row.level2),
        // the form prints the name where there is no description
        description: if description == name { Field::Absent } else { description },
        name,
        target: target(row),
        basis: text(&row.basis),
        ..Indicator::default()
    }
}

/// Levels left blank under a row that has them are meant to be the same.
fn inherit(
    indicator: &mut Indicator,
    above: Option<&Indicator>,
    row: &Texts,
    notes: &mut Notes,
) {
    let Some(above) = above else { return };
    let first = indicator.level1.is_absent();
    let second = indicator.level2.is_absent();
    let same = first || indicator.level1 == above.level1;
    if first {
        indicator.level1 = above.level1.clone();
    }
    if second && same {
        indicator.level2 = above.level2.clone();
    }
    if first || second && same {
        let name = indicator.name.text();
        let message = format!("指标「{name}」的一级或二级指标空白，按上一行");
        notes.at(Kind::Guess, &row.place, message);
    }
}
