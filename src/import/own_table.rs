//! A table that a form has of its own, printed inside a table: rows → values.

use super::block::{ImportCell, ImportRow};
use super::note::{NoteKind, Notes};
use super::own::read;
use super::project::paragraphs_text;
use super::text::{excerpt, tight};
use crate::model::own::{OwnField, OwnRow, OwnValue};
use crate::model::profile::{FieldForm, Owner, Section, TableForm};
use crate::model::{MoneyUnit, Profile};
use crate::text::source::Span;

/// A table as found so far.
#[derive(Debug)]
pub struct OwnTable<'f> {
    field: &'f FieldForm,
    form: &'f TableForm,
    unit: MoneyUnit,
    /// Of each column what it holds, and the cell that heads it.
    header: Vec<(Head, ImportCell)>,
    rows: Vec<Vec<(Head, String)>>,
}

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Head {
    /// The label of a group of fixed rows.
    Group,
    /// The name of a fixed row.
    Name,
    /// The column of that number.
    Column(usize),
    /// Nothing known.
    Unknown,
}

/// The word in front of sums.
const SUM: &str = "合计";

impl<'f> OwnTable<'f> {
    /// A table without rows; None of a field that is none.
    pub fn of(field: &'f FieldForm, profile: &Profile) -> Option<OwnTable<'f>> {
        let (form, unit) = (field.table()?, profile.money.unit);
        Some(OwnTable { field, form, unit, header: Vec::new(), rows: Vec::new() })
    }

    /// Takes a row, behind the field's label, into the table of the field `name`; false
    /// where that is no table. Each table stands with its last row.
    pub fn add(
        tables: &mut Vec<(OwnTable<'f>, ImportRow)>,
        profile: &'f Profile,
        owner: Owner,
        name: &str,
        row: &ImportRow,
    ) -> bool {
        let field = profile.field(owner, name);
        let Some(new) = field.and_then(|f| OwnTable::of(f, profile)) else {
            return false;
        };
        let known = tables.iter().position(|t| t.0.name() == name);
        let at = known.unwrap_or(tables.len());
        if known.is_none() {
            tables.push((new, row.clone()));
        }
        tables[at].0.take(&row.cells);
        tables[at].1 = row.clone();
        true
    }

    /// The fields of all tables.
    pub fn fields(
        tables: Vec<(OwnTable<'f>, ImportRow)>,
        title: &str,
        notes: &mut Notes,
    ) -> Vec<OwnField> {
        let tables = tables.into_iter();
        tables.filter_map(|(t, row)| t.finish(title, &row, notes)).collect()
    }

    /// The name of the field.
    pub fn name(&self) -> &str {
        &self.field.name
    }

    /// Takes the cells of a row behind the field's label.
    pub fn take(&mut self, cells: &[ImportCell]) {
        if let Some(header) = self.header_of(cells) {
            self.header = header;
            return;
        }
        let mut row: Vec<(Head, String)> = Vec::new();
        let mut continues = false;
        for (i, cell) in cells.iter().enumerate() {
            let head = self.head_of(i, cell, cells.len());
            continues |= cell.paragraphs.first().is_some_and(|p| p.continues);
            row.push((head, paragraphs_text(&cell.paragraphs)));
        }
        match self.rows.last_mut() {
            Some(last) if continues => {
                for (head, text) in row.into_iter().filter(|c| is_column(c.0)) {
                    if let Some(cell) = last.iter_mut().find(|c| c.0 == head) {
                        cell.1.push_str(&text);
                    }
                }
            }
            _ => self.rows.push(row),
        }
    }

    /// The header that a row is: each of its texts is a title of the table.
    fn header_of(&self, cells: &[ImportCell]) -> Option<Vec<(Head, ImportCell)>> {
        let mut labels = match (self.form.groups.is_empty(), self.form.is_grouped()) {
            (true, _) => vec![],
            (false, false) => vec![Head::Name],
            (false, true) => vec![Head::Group, Head::Name],
        }
        .into_iter();
        let mut header: Vec<(Head, ImportCell)> = Vec::new();
        let mut known = 0;
        for cell in cells {
            let text = without_years(&tight(&cell.text()));
            // titles that differ by their years alone stand in the order of the form
            let is_free = |at: usize| !header.iter().any(|(h, _)| *h == Head::Column(at));
            let mut columns = self.form.columns.iter().enumerate();
            let at = columns.position(|(at, c)| {
                is_free(at) && without_years(&tight(&c.title)) == text
            });
            let head = match at {
                Some(at) => Head::Column(at),
                None if text.is_empty() => labels.next().unwrap_or(Head::Unknown),
                None => return None,
            };
            known += usize::from(is_column(head));
            header.push((head, cell.clone()));
        }
        (known > 0 && known * 2 >= self.form.columns.len()).then_some(header)
    }

    fn head_of(&self, index: usize, cell: &ImportCell, count: usize) -> Head {
        if count == self.header.len() {
            return self.header[index].0;
        }
        let shared = |head: &&(Head, ImportCell)| {
            let end = |c: &ImportCell| c.column.saturating_add(c.span);
            let (a, b) = (&head.1, cell);
            end(a).min(end(b)).saturating_sub(a.column.max(b.column))
        };
        let nearest = self.header.iter().rev().max_by_key(shared);
        nearest.filter(|h| shared(h) > 0).map_or(Head::Unknown, |h| h.0)
    }

    /// The field with its rows; None without any.
    pub fn finish(
        self,
        title: &str,
        place: &ImportRow,
        notes: &mut Notes,
    ) -> Option<OwnField> {
        let mut rows = Vec::new();
        for row in &self.rows {
            let text =
                |head| row.iter().find(|c| c.0 == head).map_or("", |c| c.1.as_str());
            let first = row.iter().find(|c| !c.1.is_empty()).map(|c| tight(&c.1));
            if first.is_none()
                || !self.form.sums.is_empty() && first.as_deref() == Some(SUM)
            {
                continue;
            }
            let (group, name) = self.fixed(text(Head::Group), text(Head::Name));
            let mut cells = Vec::new();
            for (at, column) in self.form.columns.iter().enumerate() {
                let text = text(Head::Column(at));
                if column.formula.is_some() || text.is_empty() {
                    continue;
                }
                match read(text, &column.kind, self.unit) {
                    Ok(value) => cells.extend(
                        value.map(|v| OwnField::of(Section::Direct, &column.name, v)),
                    ),
                    Err(why) => {
                        let (field, name) = (&self.field.name, &column.name);
                        let text = excerpt(text);
                        let message = format!(
                            "「{title}」{field}的{name}「{text}」读不出来：{why}"
                        );
                        notes.at(NoteKind::Unplaced, &place.place, message);
                    }
                }
            }
            if !cells.is_empty() {
                rows.push(OwnRow { group, name, cells, span: Span::NONE });
            }
        }
        let value = OwnValue::Table(rows);
        let is_blank = matches!(&value, OwnValue::Table(rows) if rows.is_empty());
        (!is_blank).then(|| OwnField::of(self.field.section, &self.field.name, value))
    }

    /// The fixed row that labels name, as the form writes it.
    fn fixed(&self, group: &str, name: &str) -> (String, String) {
        let same = |r: &(&str, &str)| {
            tight(r.1) == tight(name) && (r.0.is_empty() || tight(r.0) == tight(group))
        };
        let found = self.form.rows().find(same);
        found.map_or((String::new(), String::new()), |r| (r.0.into(), r.1.into()))
    }
}

fn is_column(head: Head) -> bool {
    matches!(head, Head::Column(_))
}

/// A title with its years, and the places of years, as one sign.
fn without_years(title: &str) -> String {
    let mut out = String::new();
    let mut rest = title;
    while let Some(c) = rest.chars().next() {
        let digits =
            rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        if digits == 4 {
            out.push('#');
            rest = &rest[4..];
        } else if c == '{' && rest.contains('}') {
            out.push('#');
            rest = &rest[rest.find('}').map_or(rest.len(), |i| i + 1)..];
        } else {
            // a longer number is none of its years
            let length = digits.max(c.len_utf8());
            out.push_str(&rest[..length]);
            rest = &rest[length..];
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_in_titles_are_any_years() {
        assert_eq!(without_years("{年度-1}年执行数"), "#年执行数");
        assert_eq!(without_years("2025年执行数"), "#年执行数");
        assert_eq!(without_years("第12345项{"), "第12345项{");
    }
}
