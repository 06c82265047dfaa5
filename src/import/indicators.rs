//! The lower half of a 绩效目标表: one row an indicator.

use super::block::{ImportCell, ImportParagraph, ImportPlace, ImportRow};
use super::form::Form;
use super::narrative::field;
use super::note::{NoteKind, Notes};
use super::own;
use super::project::{append, paragraphs_text};
use super::text::{excerpt, tight};
use crate::model::profile::Shown;
use crate::model::{Field, Indicator, Points, Profile, Target};
use crate::text::source::Span;
use std::collections::BTreeMap;

/// The indicators of a project, as found so far.
pub struct IndicatorTable<'f> {
    form: &'f Form<'f>,
    header: Vec<(Option<Shown>, ImportCell)>,
    rows: Vec<Texts>,
}

/// A row, its cells by their columns.
#[derive(Default)]
struct Texts {
    place: ImportPlace,
    cells: BTreeMap<Shown, Vec<ImportParagraph>>,
    /// Whether a page's end cut this row off the one before.
    continues: bool,
}

impl Texts {
    fn text(&self, column: Shown) -> String {
        self.cells.get(&column).map_or(String::new(), |c| paragraphs_text(c))
    }

    /// Whether there is nothing behind the two levels.
    fn is_blank(&self) -> bool {
        let level = |c: &Shown| matches!(c, Shown::Level1 | Shown::Level2);
        self.cells.iter().all(|(c, text)| level(c) || paragraphs_text(text).is_empty())
    }

    /// Takes a cell into its column.
    fn take(&mut self, column: Shown, cell: &[ImportParagraph]) {
        let slot = self.cells.entry(column).or_default();
        append(slot, cell);
    }

    /// Takes up what the next page has of this row.
    fn extend(&mut self, more: &Texts) {
        let level = |c: &Shown| matches!(c, Shown::Level1 | Shown::Level2);
        for (column, text) in more.cells.iter().filter(|(c, _)| !level(c)) {
            self.take(*column, text);
        }
    }
}

impl<'f> IndicatorTable<'f> {
    /// A table without rows.
    pub fn new(form: &'f Form<'f>) -> IndicatorTable<'f> {
        IndicatorTable { form, header: Vec::new(), rows: Vec::new() }
    }

    /// Whether a header has come: the rows that follow are indicators.
    pub fn is_open(&self) -> bool {
        !self.header.is_empty()
    }

    /// Takes a header row; on a further page it may be drawn on another grid.
    pub fn header(&mut self, row: &ImportRow) {
        let cells = row.cells.iter();
        self.header = cells.map(|c| (self.form.column(c), c.clone())).collect();
    }

    /// Takes a row of indicators.
    pub fn row(&mut self, row: &ImportRow, notes: &mut Notes) {
        let filled = row.cells.iter().filter(|c| !tight(&c.text()).is_empty());
        let own = filled.clone().filter(|c| !c.repeated).count();
        if own == 0 || self.is_reserved(row) {
            return;
        }
        if row.cells.len() < 3 || self.is_remark(row) {
            return unplaced(filled, row, notes);
        }
        let mut texts = Texts { place: row.place.clone(), ..Texts::default() };
        for (i, cell) in row.cells.iter().enumerate() {
            match self.column_of(i, cell, row) {
                Some((Some(Shown::Number), _)) => {}
                Some((Some(column), _)) if !column.is_of_project() => {
                    texts.continues |=
                        cell.paragraphs.first().is_some_and(|p| p.continues);
                    texts.take(column, &cell.paragraphs);
                    self.note_wide(cell, row, notes);
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

    /// Whether a row is the line of the form whose points are no project's own: its name
    /// covers several columns, which no indicator's does.
    fn is_reserved(&self, row: &ImportRow) -> bool {
        let weighting = self.form.profile.weighting.as_ref();
        let Some(reserved) = weighting.and_then(|w| w.reserved.as_ref()) else {
            return false;
        };
        let first = row.cells.first().filter(|c| c.span > 1);
        let points =
            row.cells.get(1).and_then(|c| tight(&c.text()).parse::<Points>().ok());
        first.is_some_and(|c| tight(&c.text()) == tight(&reserved.name))
            && points.is_some_and(|p| p.number() == reserved.points)
    }

    /// Tells of a cell merged over several columns: the leftmost has its text.
    fn note_wide(&self, cell: &ImportCell, row: &ImportRow, notes: &mut Notes) {
        let ordered = !row.is_gridded() && row.cells.len() == self.header.len();
        let end = cell.column.saturating_add(cell.span);
        let covers = |h: &ImportCell| {
            cell.column <= h.column && h.column.saturating_add(h.span) <= end
        };
        let covered: Vec<_> = self
            .header
            .iter()
            .filter(|(column, h)| column.is_some() && covers(h))
            .collect();
        let text = paragraphs_text(&cell.paragraphs);
        let [(_, first), .., (_, last)] = covered.as_slice() else { return };
        if ordered || text.is_empty() || cell.repeated {
            return;
        }
        let (first, last) = (tight(&first.text()), tight(&last.text()));
        let message = format!(
            "「{}」的格子从“{first}”合并到“{last}”，算作“{first}”，其余留空",
            excerpt(&text)
        );
        notes.at(NoteKind::Guess, &row.place, message);
    }

    /// Whether a row below the indicators is no indicator: 填表人：…, 打印日期 and the like,
    /// without a name of an indicator.
    fn is_remark(&self, row: &ImportRow) -> bool {
        const WORDS: [&str; 9] = [
            "填表人",
            "制表人",
            "制表",
            "审核人",
            "负责人",
            "联系人",
            "打印日期",
            "填表日期",
            "填报日期",
        ];
        let own = |c: &&ImportCell| !c.repeated && !tight(&c.text()).is_empty();
        let said = |c: &ImportCell| {
            let text = tight(&c.text());
            let (label, behind) = text.split_once(['：', ':']).unwrap_or((&text, ""));
            match text.len() > label.len() {
                true => WORDS.iter().any(|w| label.ends_with(w)),
                false => behind.is_empty() && WORDS.contains(&label),
            }
        };
        let first = row.cells.iter().find(own);
        first.is_some_and(said)
    }

    /// The header above a cell: by its order where both rows have as many cells, which
    /// holds without a grid too, else the one it stands under.
    fn column_of(
        &self,
        index: usize,
        cell: &ImportCell,
        row: &ImportRow,
    ) -> Option<(Option<Shown>, String)> {
        let ordered = !row.is_gridded() && row.cells.len() == self.header.len();
        let found = match ordered {
            true => self.header.get(index),
            false => {
                // of equals the leftmost
                let nearest =
                    self.header.iter().rev().max_by_key(|(_, h)| overlap(h, cell));
                nearest.filter(|(_, h)| overlap(h, cell) > 0)
            }
        };
        found.map(|(column, head)| (*column, head.text()))
    }

    /// The indicators of all rows. `title` names the project in notes.
    pub fn finish(self, title: &str, notes: &mut Notes) -> Field<Vec<Indicator>> {
        let described = self.header.iter().any(|h| h.0 == Some(Shown::Description));
        let mut found: Vec<Indicator> = Vec::new();
        for row in &self.rows {
            let mut indicator = indicator(row, self.form.profile, title, notes);
            imply(&mut indicator, self.form.profile);
            inherit(&mut indicator, found.last(), row, notes);
            if row.is_blank() {
                note_blank(row, &indicator, title, notes);
                continue;
            }
            let blank = row.text(Shown::Description).is_empty();
            if described && blank && !indicator.name.is_absent() {
                let name = indicator.name.text();
                let message =
                    format!("「{title}」的指标「{name}」描述空白，印出时与指标相同");
                notes.at(NoteKind::Guess, &row.place, message);
            }
            found.push(indicator);
        }
        if found.is_empty() { Field::Absent } else { Field::of(found) }
    }
}

/// Tells of a row without an indicator: a level that is left empty, or a remark.
fn note_blank(row: &Texts, indicator: &Indicator, title: &str, notes: &mut Notes) {
    let first = tight(&row.text(Shown::Level1));
    if !first.is_empty() && !first.ends_with("指标") {
        let message = format!("「{title}」的「{}」没有用上", excerpt(&first));
        return notes.at(NoteKind::Unplaced, &row.place, message);
    }
    let level = match indicator.level2.text() {
        "" => indicator.level1.text(),
        level => level,
    };
    let message = format!("「{title}」的「{level}」下面没有指标");
    notes.at(NoteKind::Skipped, &row.place, message);
}

/// How many columns of the grid two cells share.
fn overlap(a: &ImportCell, b: &ImportCell) -> usize {
    let end = (a.column.saturating_add(a.span)).min(b.column.saturating_add(b.span));
    end.saturating_sub(a.column.max(b.column))
}

fn unplaced<'c>(
    cells: impl Iterator<Item = &'c ImportCell>,
    row: &ImportRow,
    notes: &mut Notes,
) {
    let texts: Vec<_> = cells.map(|c| paragraphs_text(&c.paragraphs)).collect();
    let text = texts.join("｜");
    if !text.is_empty() {
        let message = format!("「{}」没有用上", excerpt(&text));
        notes.at(NoteKind::Unplaced, &row.place, message);
    }
}

/// 指标值: as a whole, or from its parts 符号, 值 and 计量单位.
fn target(row: &Texts) -> Field<Target> {
    let [whole, sign, value, unit] =
        [Shown::Target, Shown::Sign, Shown::Value, Shown::Unit].map(|c| row.text(c));
    // a list may give the whole beside its parts, or call the number 指标值
    let value = match value.is_empty() || whole.contains(&value) {
        true => whole,
        false => value,
    };
    if value.is_empty() {
        return Field::Absent;
    }
    let words = matches!(&*sign, "定性" | "文字" | "文字描述");
    let sign = if words || value.starts_with(&sign) { "" } else { &sign };
    let unit = if value.ends_with(&unit) { "" } else { &unit };
    Field::of(Target::parse(&format!("{sign}{value}{unit}")))
}

fn indicator(
    row: &Texts,
    profile: &Profile,
    title: &str,
    notes: &mut Notes,
) -> Indicator {
    let text = |column| field(&row.text(column));
    // a narrow column may break these words over lines
    let word = |column| field(&tight(&row.text(column)));
    let name = text(Shown::Name);
    let description = text(Shown::Description);
    Indicator {
        level1: word(Shown::Level1),
        level2: word(Shown::Level2),
        name,
        description,
        target: target(row),
        weight: weight(row, title, notes),
        direction: word(Shown::Direction),
        basis: text(Shown::Basis),
        remark: text(Shown::Remark),
        own: own::direct(profile, |at| row.text(Shown::Own(at)), title, notes),
        span: Span::NONE,
    }
}

fn weight(row: &Texts, title: &str, notes: &mut Notes) -> Field<Points> {
    let text = tight(&row.text(Shown::Weight));
    if text.is_empty() {
        return Field::Absent;
    }
    match text.parse() {
        Ok(points) => Field::of(points),
        Err(why) => {
            let message = format!("「{title}」的权重「{text}」读不出来：{why}");
            notes.at(NoteKind::Unplaced, &row.place, message);
            Field::Absent
        }
    }
}

/// A level that the form has no column for follows from the other, where that tells it.
fn imply(indicator: &mut Indicator, profile: &Profile) {
    if indicator.level1.is_absent() && !profile.shows(Shown::Level1) {
        let below = indicator.level2.text();
        let mut levels = profile.levels.iter();
        let above = levels.find(|l| l.children.iter().any(|c| c == below));
        indicator.level1 = above.map_or(Field::Absent, |l| Field::of(l.name.clone()));
    }
    if indicator.level2.is_absent() && !profile.shows(Shown::Level2) {
        let above = indicator.level1.text();
        let level = profile.levels.iter().find(|l| l.name == above);
        if let Some([only]) = level.map(|l| l.children.as_slice()) {
            indicator.level2 = Field::of(only.clone());
        }
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
        notes.at(NoteKind::Guess, &row.place, message);
    }
}
