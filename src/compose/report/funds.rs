//! The funds of a report: what is written, else what is computed.

use super::{FundView, Viewer, said};
use crate::appraise::points::{percent, plain};
use crate::appraise::{FundAmount, FundResult};
use crate::compose::context::TextView;
use crate::model::profile::FundShown;
use crate::model::{Field, Money, Points};

impl Viewer<'_, '_> {
    pub(super) fn fund(&self, fund: &FundResult) -> FundView {
        let cell = |shown: FundShown| self.fund_cell(fund, shown);
        let cells = self.a.form.fund_columns.iter().map(|c| cell(c.shown)).collect();
        FundView { title: fund.form.title.clone(), cells }
    }

    fn fund_cell(&self, fund: &FundResult, shown: FundShown) -> TextView {
        let a = self.a;
        let is_main = a.main().is_some_and(|m| std::ptr::eq(m, fund));
        let amount = |which| self.amount(fund, which);
        let points = |field: Option<&Field<Points>>, computed: Option<String>| {
            let computed = computed.filter(|_| is_main);
            self.points(field.unwrap_or(&Field::Absent), computed)
        };
        let written = fund.written;
        match shown {
            FundShown::Initial => amount(FundAmount::Initial),
            FundShown::Budget => amount(FundAmount::Budget),
            FundShown::Spent => amount(FundAmount::Spent),
            FundShown::Expected => amount(FundAmount::Expected),
            FundShown::Weight => {
                points(written.map(|w| &w.weight), a.execution_weight().map(plain))
            }
            FundShown::Rate => points(written.map(|w| &w.rate), fund.rate.map(percent)),
            FundShown::Score => {
                points(written.map(|w| &w.score), a.execution().map(|e| plain(e.points)))
            }
        }
    }

    fn amount(&self, fund: &FundResult, which: FundAmount) -> TextView {
        let form = &self.profile.money;
        match fund.field(which) {
            Some(field) if !field.is_absent() => self.places.money(field, form),
            _ => fund.amount(which).map_or(TextView::default(), |amount| {
                let unit = self.profile.money.unit;
                let money = Money::parse(&amount.to_string(), unit);
                said(&money.map_or(amount.to_string(), |m| form.printed(&m)))
            }),
        }
    }

    /// What is written, else what is computed.
    pub(super) fn points(
        &self,
        field: &Field<Points>,
        computed: Option<String>,
    ) -> TextView {
        match field {
            Field::Absent => computed.map_or(TextView::default(), |text| said(&text)),
            field => self.places.shown(field, ToString::to_string),
        }
    }
}
