//! The funds of a report: written amounts, those that follow, and the rates.

use super::points::rate;
use crate::model::profile::{FundForm, ReportForm, Role};
use crate::model::{Budget, Field, FundUse, Money, Project, Report};
use rust_decimal::Decimal;

/// What a report says of one node of the form's fund tree.
#[derive(Debug, Clone)]
pub struct FundResult<'a> {
    /// The node.
    pub form: &'a FundForm,
    /// How many nodes it stands under.
    pub depth: usize,
    /// What is written of it.
    pub written: Option<&'a FundUse>,
    /// The results of its parts, by their places.
    pub parts: Vec<usize>,
    /// 年初预算数, 全年预算数, 执行数, 全年预计, as [`FundAmount::ALL`] has them.
    pub amounts: [Option<Decimal>; 4],
    /// What was spent of the budget, in per cent, exactly.
    pub rate: Option<Decimal>,
}

/// An amount of a fund.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FundAmount {
    /// 年初预算数.
    Initial,
    /// 全年预算数.
    Budget,
    /// 执行数.
    Spent,
    /// 全年预计.
    Expected,
}

impl FundAmount {
    /// Every amount.
    pub const ALL: [FundAmount; 4] = [
        FundAmount::Initial,
        FundAmount::Budget,
        FundAmount::Spent,
        FundAmount::Expected,
    ];

    /// Where it stands in the file.
    pub fn written(self, fund: &FundUse) -> &Field<Money> {
        match self {
            FundAmount::Initial => &fund.initial,
            FundAmount::Budget => &fund.budget,
            FundAmount::Spent => &fund.spent,
            FundAmount::Expected => &fund.expected,
        }
    }

    /// What it is called.
    pub fn name(self) -> &'static str {
        match self {
            FundAmount::Initial => "年初预算数",
            FundAmount::Budget => "全年预算数",
            FundAmount::Spent => "执行数",
            FundAmount::Expected => "全年预计",
        }
    }
}

impl FundResult<'_> {
    /// An amount, written or following.
    pub fn amount(&self, which: FundAmount) -> Option<Decimal> {
        self.amounts[which as usize]
    }

    /// The field of an amount.
    pub fn field(&self, which: FundAmount) -> Option<&Field<Money>> {
        self.written.map(|w| which.written(w))
    }
}

/// The funds of a report on `project` in the order of the form, each before its parts.
pub fn funds<'a>(
    report: &'a Report,
    form: &'a ReportForm,
    approved: Option<(&'a Project, &'a [FundForm])>,
) -> Vec<FundResult<'a>> {
    let tree = form.fund_tree(report.is_whole());
    let mut results = Vec::new();
    let main = main_fund(tree);
    collect(tree, report.fund_uses(), main, 0, &mut results);
    for which in FundAmount::ALL {
        for at in (0..results.len()).rev() {
            results[at].amounts[which as usize] = amount(&results, at, which);
        }
    }
    if let Some((project, funds)) = approved {
        results.iter_mut().for_each(|r| follow(r, project.budget.value(), funds, main));
    }
    for result in &mut results {
        let spent = result.amount(FundAmount::Spent);
        let of = spent.zip(result.amount(FundAmount::Budget));
        result.rate = of.and_then(|(spent, budget)| rate(spent, budget));
    }
    results
}

/// The node whose rate counts: the 预算数, or the first.
pub fn main_fund(tree: &[FundForm]) -> Option<&FundForm> {
    fn playing(tree: &[FundForm]) -> Option<&FundForm> {
        let here = tree.iter().find(|f| f.role == Some(Role::Total));
        here.or_else(|| tree.iter().find_map(|f| playing(&f.parts)))
    }
    playing(tree).or_else(|| tree.iter().find(|f| f.name == "预算数")).or(tree.first())
}

fn collect<'a>(
    tree: &'a [FundForm],
    uses: &'a [FundUse],
    main: Option<&'a FundForm>,
    depth: usize,
    results: &mut Vec<FundResult<'a>>,
) -> Vec<usize> {
    let mut places = Vec::new();
    for form in tree {
        let is_main = main.is_some_and(|m| std::ptr::eq(m, form));
        let written = uses.iter().find(|u| match &u.name {
            Some(name) => name.value == form.name,
            None => is_main,
        });
        let at = results.len();
        places.push(at);
        let (parts, amounts) = (Vec::new(), [None; 4]);
        results.push(FundResult { form, depth, written, parts, amounts, rate: None });
        results[at].parts = collect(&form.parts, uses, main, depth + 1, results);
    }
    places
}

/// What is written, or the sum of what is known of the parts.
fn amount(results: &[FundResult], at: usize, which: FundAmount) -> Option<Decimal> {
    let result = &results[at];
    match result.field(which) {
        Some(Field::Given(money)) => return Some(money.amount()),
        Some(Field::Broken) => return None,
        _ => {}
    }
    let parts = result.parts.iter().map(|p| &results[*p]);
    let broken = |r: &FundResult| r.field(which).is_some_and(Field::is_broken);
    if parts.clone().any(broken) {
        return None;
    }
    parts.filter_map(|p| p.amount(which)).reduce(Decimal::saturating_add)
}

/// 年初预算数 that is not written is the approved one, 全年预算数 the same as it.
fn follow(
    result: &mut FundResult,
    budget: Option<&Budget>,
    funds: &[FundForm],
    main: Option<&FundForm>,
) {
    let broken = |which| result.field(which).is_some_and(Field::is_broken);
    if broken(FundAmount::Initial) || broken(FundAmount::Budget) {
        return;
    }
    let is_main = main.is_some_and(|m| std::ptr::eq(m, result.form));
    let approved = budget.and_then(|b| approved(result.form, b, funds, is_main));
    let [initial, whole, ..] = &mut result.amounts;
    *initial = initial.or(*whole).or(approved);
    *whole = whole.or(*initial);
}

/// The approved amount of a fund: that of its name, or of the whole.
pub fn approved(
    form: &FundForm,
    budget: &Budget,
    funds: &[FundForm],
    is_main: bool,
) -> Option<Decimal> {
    if is_main {
        return Some(budget.by_role(funds, Role::Total).value()?.amount());
    }
    let line = budget.lines(funds).into_iter().find(|l| l.form.name == form.name)?;
    Some(line.amount.value()?.amount())
}
