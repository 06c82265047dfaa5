//! 部门整体绩效目标表: the table of the department as a whole.

use super::block::{Block, Paragraph, Row};
use super::budget::Amounts;
use super::form::Form;
use super::indicators::Table as Indicators;
use super::items;
use super::labels::Label;
use super::narrative::{self, field};
use super::note::{Kind, Notes};
use super::project::{append, paragraphs_text};
use super::text::{excerpt, tight};
use crate::model::{Field, OverallTable, Project, Task};

/// Reads the blocks of the table; absent where nothing is in them.
pub fn read(blocks: &[Block], form: &Form, notes: &mut Notes) -> Field<OverallTable> {
    let mut found = Overall {
        form,
        goals: Vec::new(),
        head: Vec::new(),
        tasks: Vec::new(),
        indicators: Indicators::new(form),
    };
    for block in blocks {
        match block {
            Block::Paragraph(p) if narrative::is_part_title(&p.text, form) => {}
            Block::Paragraph(p) => unplaced(&p.text, notes),
            Block::Table(table) => table.rows.iter().for_each(|r| found.row(r, notes)),
        }
    }
    found.finish(notes)
}

/// What a column of 主要任务 holds.
#[derive(Debug, Clone, PartialEq)]
enum Column {
    Name,
    Content,
    Fund(Label),
}

/// The table, as far as it is read.
struct Overall<'f> {
    form: &'f Form<'f>,
    goals: Vec<Paragraph>,
    /// The columns of 主要任务, each with its place in the grid.
    head: Vec<(usize, Column)>,
    tasks: Vec<Task>,
    indicators: Indicators<'f>,
}

impl Overall<'_> {
    fn row(&mut self, row: &Row, notes: &mut Notes) {
        let texts: Vec<_> = row.cells.iter().map(|c| tight(&c.text())).collect();
        let is = |text: &String, field| *text == self.form.title(field);
        let goals =
            row.cells.first().and_then(|c| self.form.label(c)) == Some(Label::Goals);
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
            self.task(row, notes);
        }
        // the row above it, with the department and the unit of money, is printed anew
    }

    /// The header of 主要任务.
    fn head(&mut self, row: &Row) {
        self.head.clear();
        for cell in &row.cells {
            let text = tight(&cell.text());
            let column = if text == self.form.title("task_name") {
                Column::Name
            } else if text == self.form.title("task_content") {
                Column::Content
            } else {
                match self.form.label(cell) {
                    Some(fund @ Label::Fund(_)) => Column::Fund(fund),
                    _ => continue,
                }
            };
            self.head.push((cell.column, column));
        }
    }

    fn task(&mut self, row: &Row, notes: &mut Notes) {
        let mut task = Task::default();
        let mut amounts = Amounts::new(&self.form.profile.funds);
        for cell in row.cells.iter().filter(|c| !c.repeated) {
            let column = self.head.iter().find(|(at, _)| *at == cell.column);
            let text = paragraphs_text(&cell.paragraphs);
            match column.map(|c| &c.1) {
                Some(Column::Name) => task.name = field(&text),
                Some(Column::Content) => task.content = field(&text),
                Some(Column::Fund(Label::Fund(nodes))) => {
                    amounts.take(nodes, &cell.paragraphs);
                }
                _ if text.is_empty() || text == self.form.title("tasks") => {}
                _ => {
                    let message = format!("「{}」没有用上", excerpt(&text));
                    notes.at(Kind::Unplaced, &row.place, message);
                }
            }
        }
        task.budget = amounts.budget(task.name.text(), None, notes);
        if task != Task::default() {
            self.tasks.push(task);
        }
    }

    fn finish(self, notes: &mut Notes) -> Field<OverallTable> {
        let title = self.form.title("overall_table");
        let goals = items::goals(&self.goals, &title, notes);
        let indicators = self.indicators.finish(&title, notes);
        let tasks =
            if self.tasks.is_empty() { Field::Absent } else { Field::of(self.tasks) };
        let targets = Project { goals, indicators, ..Project::default() };
        let table = OverallTable { targets, tasks };
        if table == OverallTable::default() { Field::Absent } else { Field::of(table) }
    }
}

fn unplaced(text: &str, notes: &mut Notes) {
    if !tight(text).is_empty() {
        notes.unplaced(format!("表外的文字「{}」没有用上", excerpt(text.trim())));
    }
}
