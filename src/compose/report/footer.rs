//! What stands below the indicators: 总分, 结论, 说明.

use super::{FootCell, Viewer, said};
use crate::appraise::points::plain;
use crate::compose::context::TextView;
use crate::model::Field;
use crate::model::profile::OutcomeShown;
use rust_decimal::Decimal;

impl Viewer<'_, '_> {
    /// 总分, 结论 and 说明, as far as there are any.
    pub(super) fn footer(&self) -> Vec<Vec<FootCell>> {
        let (a, words) = (self.a, &self.a.form.words);
        let mut rows = Vec::new();
        if a.form.scoring.is_some() && a.is_scored() {
            rows.extend(self.total_row());
            let conclusion = match &a.report.conclusion {
                Field::Absent => said(a.conclusion().unwrap_or_default()),
                field => self.places.line(field),
            };
            rows.push(self.wide(&words.conclusion, conclusion, "cell-label"));
        }
        if let Field::Given(_) = &a.report.note {
            let note = self.places.text(&a.report.note);
            rows.push(self.wide(&words.note, note, "cell-text"));
        }
        rows
    }

    /// A row of a label over the two levels and a text over the rest.
    fn wide(&self, title: &str, text: TextView, style: &'static str) -> Vec<FootCell> {
        let count = self.a.form.columns.len();
        let label = if count > 3 { 2 } else { 1 };
        let head = FootCell {
            heading: true,
            colspan: label,
            style: "cell-label",
            text: said(title),
        };
        let colspan = count.saturating_sub(label).max(1);
        vec![head, FootCell { heading: false, colspan, style, text }]
    }

    /// The row of 总分, its sums in the columns of 分值 and 得分.
    fn total_row(&self) -> Option<Vec<FootCell>> {
        let columns = &self.a.form.columns;
        let sums =
            |c: OutcomeShown| matches!(c, OutcomeShown::Weight | OutcomeShown::Score);
        let first = columns.iter().position(|c| sums(c.shown)).filter(|at| *at > 0)?;
        let title = said(&self.a.form.words.total);
        let mut cells = vec![FootCell {
            heading: true,
            colspan: first,
            style: "cell-label",
            text: title,
        }];
        for column in &columns[first..] {
            let text = match column.shown {
                OutcomeShown::Weight => self.weights().map(|w| said(&plain(w))),
                OutcomeShown::Score => {
                    Some(self.points(&self.a.report.total, self.a.total().map(plain)))
                }
                _ => None,
            };
            cells.push(FootCell {
                heading: false,
                colspan: 1,
                style: "cell-label",
                text: text.unwrap_or_default(),
            });
        }
        Some(cells)
    }

    /// What all points add up to, those of the rate among them.
    fn weights(&self) -> Option<Decimal> {
        let rows: Option<Vec<_>> =
            self.a.reported()?.into_iter().map(|r| r.weight).collect();
        let weights = rows?.into_iter().chain([self.a.execution_weight()?]);
        Some(weights.fold(Decimal::ZERO, Decimal::saturating_add))
    }
}
