//! The lines of tables with as many rows as there are values: the indicators, 主要任务,
//! and the form's own.

use super::line::{Cell, Content, Kind, Line, Repeat, Style};
use super::lower::Lower;
use super::{Of, Pattern, width};
use crate::model::profile::{Column, FundForm, Shown};

/// A column of such a table.
pub(super) struct SheetColumn {
    pub title: Pattern,
    pub width: (f32, f32),
    pub style: Style,
}

/// Widths of 主要任务: name, content, amount.
const TASK: [(f32, f32); 3] = [(84.0, 130.0), (120.0, 240.0), (56.0, 84.0)];

impl Lower<'_> {
    /// The indicators of a group.
    pub(super) fn indicators(&mut self, group: usize) {
        let shown = indicator_columns(self.profile, self.of);
        let column = |c: &&Column| SheetColumn {
            title: Pattern::label(&c.title),
            width: c.width,
            style: Style::Head,
        };
        let columns: Vec<_> = shown.iter().map(column).collect();
        self.table(&columns, Repeat::Indicators(group), |lower, repeat| {
            lower.line(Kind::Body(repeat.clone()), Vec::new());
            lower.reserved(&shown, repeat);
        });
    }

    /// The line whose points are no project's own.
    fn reserved(&mut self, shown: &[&Column], repeat: &Repeat) {
        let weighting = self.profile.weighting.as_ref();
        let Some(reserved) = weighting.and_then(|w| w.reserved.as_ref()) else { return };
        let at = shown.iter().position(|c| c.shown == Shown::Weight);
        let Some(before) = at.filter(|at| *at > 0 && self.of == Of::Project) else {
            return;
        };
        let points = reserved.points.normalize().to_string();
        let name =
            Cell { span: before, ..Cell::label(Pattern::label(&reserved.name), 0.0) };
        let points = Content::Words(Pattern::label(&points));
        let mut cells = vec![name, Cell::new(points, Style::Short, 0.0)];
        let behind = shown.len() - before - 1;
        if behind > 0 {
            let blank = Cell::new(Content::Blank, Style::Text, 0.0);
            cells.push(Cell { span: behind, ..blank });
        }
        self.line(Kind::Foot(repeat.clone()), cells);
    }

    /// 主要任务.
    pub(super) fn tasks(&mut self) {
        let title = |field| Pattern::label(self.profile.titles.get(field));
        let mut columns = vec![
            SheetColumn { title: title("task_name"), width: TASK[0], style: Style::Text },
            SheetColumn {
                title: title("task_content"),
                width: TASK[1],
                style: Style::Text,
            },
        ];
        let mut titles = Vec::new();
        fund_titles(&self.profile.funds, &mut titles);
        columns.extend(titles.into_iter().map(|title| SheetColumn {
            title: Pattern::label(title),
            width: TASK[2],
            style: Style::Decimal,
        }));
        let cells = body(&columns);
        self.table(&columns, Repeat::Tasks, |lower, repeat| {
            lower.line(Kind::Body(repeat.clone()), cells);
        });
    }

    /// The head of a table, and what `rows` puts below it.
    pub(super) fn table(
        &mut self,
        columns: &[SheetColumn],
        repeat: Repeat,
        rows: impl FnOnce(&mut Self, &Repeat),
    ) {
        let head = |c: &SheetColumn| {
            Cell::new(Content::Words(c.title.clone()), Style::Head, 0.0)
        };
        let widths: Vec<_> = columns.iter().map(|c| c.width).collect();
        self.begin_table(&widths);
        self.line(Kind::Head(repeat.clone()), columns.iter().map(head).collect());
        rows(self, &repeat);
        self.end_table(&widths);
    }

    /// Gives the cells of a table among other rows widths of their own.
    pub(super) fn share(&self, lines: &mut [Line], widths: &[(f32, f32)]) {
        let shares: Vec<f32> = widths.iter().map(|w| (w.0 + w.1) / 2.0).collect();
        let places = width::places(self.left_width(), self.total, &shares);
        for line in lines {
            let mut at = 0;
            for cell in &mut line.cells {
                let end = (at + cell.span).min(places.len());
                cell.width = places[at..end].iter().sum();
                at = end;
            }
        }
    }
}

/// The columns of the indicators in a table.
pub(crate) fn indicator_columns(profile: &crate::model::Profile, of: Of) -> Vec<&Column> {
    let columns = profile.columns.iter();
    columns.filter(|c| of != Of::Department || !c.shown.is_of_project()).collect()
}

/// A row with a value in each column.
pub(super) fn body(columns: &[SheetColumn]) -> Vec<Cell> {
    let cell =
        |(i, c): (usize, &SheetColumn)| Cell::new(Content::Column(i), c.style, 0.0);
    columns.iter().enumerate().map(cell).collect()
}

fn fund_titles<'f>(funds: &'f [FundForm], into: &mut Vec<&'f str>) {
    for fund in funds {
        into.push(&fund.title);
        fund_titles(&fund.parts, into);
    }
}
