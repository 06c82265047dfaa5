//! 部门整体绩效目标表: the table of the department as a whole.

use super::block::{ImportBlock, ImportParagraph, ImportRow};
use super::budget::Amounts;
use super::form::Form;
use super::heading;
use super::indicators::IndicatorTable;
use super::items;
use super::labels::{FieldLabel, FundPath, unit_behind};
use super::narrative::{self, field};
use super::note::{NoteKind, Notes};
use super::own;
use super::own_table::OwnTable;
use super::project::{append, note_money_unit, paragraphs_text, slot_of};
use super::sheet::{Cursor, Found};
use super::text::{excerpt, tight};
use crate::model::profile::Owner;
use crate::model::{Field, MoneyUnit, OverallTable, OwnField, Project, Task};
use crate::sheet::{Of, Repeat, Slot};
use std::collections::BTreeMap;

/// Reads the blocks of the table and the form's own fields in it; absent where nothing is
/// in them.
pub fn read(
    blocks: &[ImportBlock],
    form: &Form,
    notes: &mut Notes,
) -> (Field<OverallTable>, Vec<OwnField>) {
    let mut found = Overall {
        form,
        cursor: form.lines(Of::Department).map(Cursor::new),
        money: None,
        goals: Vec::new(),
        head: Vec::new(),
        tasks: Vec::new(),
        indicators: IndicatorTable::new(form),
        texts: Vec::new(),
        tables: Vec::new(),
    };
    for block in blocks {
        match block {
            ImportBlock::Paragraph(p) if narrative::is_part_title(&p.text, form) => {}
            ImportBlock::Paragraph(p) => found.above(&p.text, notes),
            ImportBlock::Table(table) => {
                table.rows.iter().for_each(|r| found.row(r, notes))
            }
        }
    }
    found.finish(notes)
}

/// What a column of 主要任务 holds.
#[derive(Debug, Clone, PartialEq)]
enum Column {
    Name,
    Content,
    /// An amount, and the unit of money that the head names.
    Fund(Vec<FundPath>, Option<MoneyUnit>),
}

/// The table, as far as it is read.
struct Overall<'f> {
    form: &'f Form<'f>,
    /// Where in the 表样 of the form it is.
    cursor: Option<Cursor<'f>>,
    /// The unit of money above the table, where it is there.
    money: Option<MoneyUnit>,
    goals: Vec<ImportParagraph>,
    /// The columns of 主要任务, each with its place in the grid.
    head: Vec<(usize, Column)>,
    /// The cells of each task under these columns.
    tasks: Vec<BTreeMap<usize, Vec<ImportParagraph>>>,
    indicators: IndicatorTable<'f>,
    /// The texts of the form's own fields by their names.
    texts: Vec<(String, Vec<ImportParagraph>)>,
    /// Those that are tables, each with its last row.
    tables: Vec<(OwnTable<'f>, ImportRow)>,
}

impl Overall<'_> {
    /// A paragraph between the tables: the line with the unit of money, or nothing known.
    fn above(&mut self, text: &str, notes: &mut Notes) {
        match heading::unit_line(text).and_then(|line| line.money) {
            Some(money) => self.money = Some(money),
            None => unplaced(text, notes),
        }
    }

    /// Takes a row that the 表样 of the form has; false where it has none such.
    fn line(&mut self, row: &ImportRow, notes: &mut Notes) -> bool {
        let found = self.cursor.as_mut().and_then(|cursor| cursor.row(row));
        match found {
            None => return false,
            Some(Found::Values(values)) => {
                for (slot, text) in values {
                    match slot {
                        Slot::Goals => append(&mut self.goals, &text),
                        Slot::MoneyUnit => {
                            let word = MoneyUnit::of(&tight(&paragraphs_text(&text)));
                            self.money = word.filter(|w| w.is_certain).map(|w| w.unit);
                        }
                        Slot::Own(name) => {
                            append(slot_of(&mut self.texts, name), &text);
                        }
                        _ => {}
                    }
                }
            }
            Some(Found::Head(Repeat::Indicators(_), head)) => {
                self.indicators.header(&head);
            }
            Some(Found::Body(Repeat::Indicators(_), body)) => {
                self.indicators.row(&body, notes);
            }
            Some(Found::Head(Repeat::Tasks, head)) => self.head(&head),
            Some(Found::Body(Repeat::Tasks, body)) => self.task_row(&body, notes),
            Some(
                Found::Head(Repeat::Own(name), row) | Found::Body(Repeat::Own(name), row),
            ) => {
                let profile = self.form.profile;
                OwnTable::add(&mut self.tables, profile, Owner::Department, &name, &row);
            }
            Some(Found::Foot) => {}
        }
        true
    }

    fn row(&mut self, row: &ImportRow, notes: &mut Notes) {
        if self.line(row, notes) {
            return;
        }
        let texts: Vec<_> = row.cells.iter().map(|c| tight(&c.text())).collect();
        let is = |text: &String, field| *text == self.form.title(field);
        let goals =
            row.cells.first().and_then(|c| self.form.label(c)) == Some(FieldLabel::Goals);
        if self.form.is_header(row) {
            self.indicators.header(row);
        } else if self.indicators.is_open() {
            self.indicators.row(row, notes);
        } else if texts.first().is_some_and(|t| is(t, "year_goals")) || goals {
            let text = row.cells.iter().skip(1).flat_map(|c| c.paragraphs.clone());
            append(&mut self.goals, &text.collect::<Vec<_>>());
        } else if texts.iter().any(|t| is(t, "task_name")) {
            self.head(row);
        } else if !self.head.is_empty() {
            self.task_row(row, notes);
        } else if let Some(line) = heading::unit_row(row) {
            self.money = line.money;
        }
        // the rest of the row above it, the department, is printed anew
    }

    /// The header of 主要任务.
    fn head(&mut self, row: &ImportRow) {
        self.head.clear();
        for cell in &row.cells {
            let text = tight(&cell.text());
            let column = if text == self.form.title("task_name") {
                Column::Name
            } else if text == self.form.title("task_content") {
                Column::Content
            } else {
                match self.form.label(cell) {
                    Some(FieldLabel::Fund(nodes)) => {
                        Column::Fund(nodes, unit_behind(&text))
                    }
                    _ => continue,
                }
            };
            self.head.push((cell.column, column));
        }
    }

    /// Takes the row of a task, or the rest of one that a page's end cut.
    fn task_row(&mut self, row: &ImportRow, notes: &mut Notes) {
        let mut found = BTreeMap::new();
        let mut rest = true;
        for cell in row.cells.iter().filter(|c| !c.repeated) {
            let text = tight(&cell.text());
            match self.head.iter().position(|(at, _)| *at == cell.column) {
                Some(index) => {
                    let whole = self.head[index].1 != Column::Content && !text.is_empty();
                    let continues = cell.paragraphs.first().is_some_and(|p| p.continues);
                    rest &= continues || !whole;
                    found.insert(index, cell.paragraphs.clone());
                }
                None if text.is_empty() || text == self.form.title("tasks") => {}
                None => {
                    let message = format!("「{}」没有用上", excerpt(&text));
                    notes.at(NoteKind::Unplaced, &row.place, message);
                }
            }
        }
        match self.tasks.last_mut() {
            Some(last) if rest => {
                for (index, text) in found {
                    append(last.entry(index).or_default(), &text);
                }
            }
            _ => self.tasks.push(found),
        }
    }

    fn task(
        &self,
        cells: &BTreeMap<usize, Vec<ImportParagraph>>,
        notes: &mut Notes,
    ) -> Task {
        let mut task = Task::default();
        let mut amounts = Amounts::new(&self.form.profile.funds);
        for (index, cell) in cells {
            match &self.head[*index].1 {
                Column::Name => task.name = field(&paragraphs_text(cell)),
                Column::Content => task.content = field(&paragraphs_text(cell)),
                Column::Fund(nodes, unit) => {
                    amounts.take(nodes, *unit, cell);
                }
            }
        }
        let form = self.form.profile.money.unit;
        task.budget = amounts.budget(task.name.text(), self.money, form, notes);
        task
    }

    fn finish(mut self, notes: &mut Notes) -> (Field<OverallTable>, Vec<OwnField>) {
        let title = self.form.title("overall_table");
        let tables = OwnTable::fields(std::mem::take(&mut self.tables), &title, notes);
        let (profile, owner) = (self.form.profile, Owner::Department);
        let own = own::fields(&self.texts, tables, profile, owner, &title, notes);
        note_money_unit(self.money, self.form.profile.money.unit, &title, notes);
        let goals = items::goals(&self.goals, &title, notes);
        let mut tasks: Vec<_> = self.tasks.iter().map(|t| self.task(t, notes)).collect();
        tasks.retain(|t| *t != Task::default());
        let tasks = if tasks.is_empty() { Field::Absent } else { Field::of(tasks) };
        let indicators = self.indicators.finish(&title, notes);
        let targets = Project { goals, indicators, ..Project::default() };
        let table = OverallTable { targets, tasks };
        let is_blank = table == OverallTable::default();
        (if is_blank { Field::Absent } else { Field::of(table) }, own)
    }
}

fn unplaced(text: &str, notes: &mut Notes) {
    if !tight(text).is_empty() {
        notes.unplaced(format!("表外的文字「{}」没有用上", excerpt(text.trim())));
    }
}
