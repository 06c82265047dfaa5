//! The indicators of a report: columns, and a row for each.

use super::{CellView, ColumnView, MEASURES, RowView, Viewer, of_month};
use crate::appraise::RowResult;
use crate::appraise::points::plain;
use crate::compose::context::{TextView, runs};
use crate::model::profile::OutcomeShown;
use crate::model::{Field, Indicator, Outcome};

impl Viewer<'_, '_> {
    pub(super) fn columns(&self) -> Vec<ColumnView> {
        let width = |(least, most): (f32, f32)| match least == most {
            true => least.to_string(),
            false => format!("{least}~{most}"),
        };
        let month = self.a.month();
        let columns = self.a.form.columns.iter();
        columns
            .map(|c| ColumnView {
                title: of_month(&c.title, month),
                width: width(c.width),
            })
            .collect()
    }

    pub(super) fn rows(&self) -> Vec<RowView> {
        let rows = &self.a.rows;
        let level1 =
            |r: &RowResult| r.indicator.map_or("", |i| i.level1.text()).to_owned();
        let level2 = |r: &RowResult| {
            (level1(r), r.indicator.map_or("", |i| i.level2.text()).to_owned())
        };
        let spans = self.a.form.columns.iter().map(|c| match c.shown {
            OutcomeShown::Level1 => runs(rows, |a, b| level1(a) == level1(b)),
            OutcomeShown::Level2 => runs(rows, |a, b| level2(a) == level2(b)),
            _ => vec![1; rows.len()],
        });
        let spans: Vec<_> = spans.collect();
        let row = |(i, result): (usize, &RowResult)| {
            let cells = self.a.form.columns.iter().zip(&spans).map(|(column, spans)| {
                let rowspan = spans[i];
                let text = match rowspan {
                    0 => TextView::default(),
                    _ => self.cell(result, column.shown),
                };
                let (heading, style) = style(column.shown);
                let names_row = column.shown == OutcomeShown::Name;
                CellView { rowspan, heading, names_row, style, text }
            });
            RowView { cells: cells.collect() }
        };
        rows.iter().enumerate().map(row).collect()
    }

    fn cell(&self, row: &RowResult, shown: OutcomeShown) -> TextView {
        let (indicator, outcome) = (row.indicator, row.outcome);
        let target = |get: fn(&Indicator) -> &Field<String>| {
            indicator.map(|i| self.places.line(get(i))).unwrap_or_default()
        };
        let line = |get: fn(&Outcome) -> &Field<String>| {
            outcome.map(|o| self.places.line(get(o))).unwrap_or_default()
        };
        let absent = Field::Absent;
        match shown {
            OutcomeShown::Level1 => target(|i| &i.level1),
            OutcomeShown::Level2 => target(|i| &i.level2),
            OutcomeShown::Name if indicator.is_none() => line(|o| &o.name),
            OutcomeShown::Name => target(|i| &i.name),
            OutcomeShown::Target => indicator
                .map(|i| self.places.shown(&i.target, |t| t.text.trim().to_owned()))
                .unwrap_or_default(),
            OutcomeShown::Actual => line(|o| &o.actual),
            OutcomeShown::Expected => line(|o| &o.expected),
            OutcomeShown::Weight => {
                let field = outcome.map_or(&absent, |o| &o.weight);
                self.points(field, row.weight.map(plain))
            }
            OutcomeShown::Score => {
                let field = outcome.map_or(&absent, |o| &o.score);
                self.points(field, row.score().map(plain))
            }
            OutcomeShown::Chance => line(|o| &o.chance),
            OutcomeShown::Causes => outcome.map(|o| self.causes(o)).unwrap_or_default(),
            OutcomeShown::Measures => line(|o| &o.measures),
            OutcomeShown::Remark => line(|o| &o.remark),
            OutcomeShown::Reason => self.reason(outcome),
        }
    }

    fn causes(&self, outcome: &Outcome) -> TextView {
        self.places.shown(&outcome.causes, |causes| {
            let names: Vec<_> = causes.iter().map(|c| c.value.trim()).collect();
            names.join("、")
        })
    }

    /// 偏差原因, with 改进措施 behind it where the form has no column of its own for them.
    fn reason(&self, outcome: Option<&Outcome>) -> TextView {
        let Some(outcome) = outcome else { return TextView::default() };
        let mut reason = self.places.line(&outcome.reason);
        let apart = self.a.form.shows(OutcomeShown::Measures);
        let measures = outcome.measures.text().trim();
        if !apart && !measures.is_empty() {
            let text = format!("{MEASURES}{measures}");
            match reason.paragraphs.is_empty() {
                true => reason = TextView { paragraphs: vec![text], ..reason },
                false => reason.paragraphs.push(text),
            }
        }
        reason
    }
}

fn style(shown: OutcomeShown) -> (bool, &'static str) {
    use OutcomeShown::{Level1, Level2, Measures, Name, Reason, Remark};
    match shown {
        Level1 | Level2 => (true, "cell-label"),
        Name | Reason | Measures | Remark => (false, "cell-text"),
        _ => (false, "cell-label"),
    }
}
