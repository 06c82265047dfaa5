//! The lines of the funds.

use super::aligned::aligned;
use super::line::{Cell, Content, Style};
use super::lower::Lower;
use super::name::{fund, node};
use super::{Pattern, Slot, width};
use crate::model::profile::{FundForm, FundOrder, FundPath};

impl Lower<'_> {
    /// The amounts of `names`, or all of them.
    pub(super) fn funds(&mut self, names: &[String], order: FundOrder) {
        let forms = &self.profile.funds;
        let named: Vec<_> = names.iter().filter_map(|n| fund(forms, n)).collect();
        let roots = match names.is_empty() {
            true => (0..forms.len()).map(|i| vec![i]).collect(),
            false => named,
        };
        let columns: Vec<_> = roots.iter().map(|r| with_parts(forms, r)).collect();
        let all: Vec<FundPath> = columns.iter().flatten().cloned().collect();
        match order {
            FundOrder::Rows => all.iter().for_each(|path| self.fund_row(path)),
            FundOrder::Beside => {
                let rows = aligned(forms, &columns);
                rows.iter().for_each(|row| self.funds_beside(row, Style::Amount));
            }
            FundOrder::Line => {
                let row: Vec<_> = all.into_iter().map(Some).collect();
                self.funds_beside(&row, Style::Amount);
            }
            FundOrder::Columns => self.fund_columns(&all),
        }
    }

    fn fund_row(&mut self, path: &FundPath) {
        let room = self.total - self.left_width();
        let label = width::FUND_LABEL.min(room / 2.0);
        let cells = vec![
            Cell::label(self.fund_title(path), label),
            amount(path, Style::Decimal, room - label),
        ];
        self.fixed(cells);
    }

    fn funds_beside(&mut self, row: &[Option<FundPath>], style: Style) {
        let shares = vec![1.0; row.len()];
        let places = width::places(self.left_width(), self.total, &shares);
        let mut cells = Vec::new();
        for (path, place) in row.iter().zip(places) {
            let label = (1.2 * width::label(place)).min(place / 2.0);
            match path {
                Some(path) => {
                    cells.push(Cell::label(self.fund_title(path), label));
                    cells.push(amount(path, style, place - label));
                }
                None => {
                    cells.push(Cell::new(Content::Blank, Style::Label, label));
                    cells.push(Cell::new(Content::Blank, style, place - label));
                }
            }
        }
        self.fixed(cells);
    }

    fn fund_columns(&mut self, paths: &[FundPath]) {
        let shares = vec![1.0; paths.len()];
        let places = width::places(self.left_width(), self.total, &shares);
        let titles: Vec<_> = paths.iter().map(|p| self.fund_title(p)).collect();
        let heads = titles.into_iter().zip(&places).map(|(t, w)| Cell::label(t, *w));
        self.fixed(heads.collect());
        let amounts =
            paths.iter().zip(&places).map(|(p, w)| amount(p, Style::Amount, *w));
        self.fixed(amounts.collect());
    }

    fn fund_title(&self, path: &FundPath) -> Pattern {
        let title = node(&self.profile.funds, path).map_or("", |n| &n.title);
        Pattern::label(title)
    }
}

fn amount(path: &FundPath, style: Style, width: f32) -> Cell {
    Cell::new(Content::Value(Slot::Fund(path.clone())), style, width)
}

/// A node and all its parts, each before its own.
fn with_parts(forms: &[FundForm], path: &FundPath) -> Vec<FundPath> {
    let mut paths = vec![path.clone()];
    let parts = node(forms, path).map_or(0, |n| n.parts.len());
    for i in 0..parts {
        let mut part = path.clone();
        part.push(i);
        paths.extend(with_parts(forms, &part));
    }
    paths
}
