use crate::check::cost_cap::caps;
use crate::check::product::{Product, products};
use crate::check::sum::{differ_by_rounding, exact};
use crate::check::text::goals;
use crate::check::{Rule, Run, Scope};
use crate::diagnostic::{Diagnostic, codes};
use crate::model::money::amounts;
use crate::model::{Field, Indicator, Money, Project};
use crate::text::number::NumberAt;
use crate::text::source::{Span, Spanned};
use rust_decimal::Decimal;

/// 检查什么：资金用途、绩效目标、成本指标里“数量 × 单价”的积等于所写的合计，没有写合计、又没有别的金额的等于预算数。
/// 8人、每人每月1000元、12个月 要乘三个数；“不超过”“约”的不算。
///
/// 为什么：按定额测算的项目，审核人会拿数量乘单价核对预算。
///
/// 示例：补助 3家，每家 2万元，预算数 5.60。
///
/// 应写成：预算数 6.00，或改正数量、单价：3 × 2 = 6。
///
/// 修复是否安全：不自动改，程序不知道哪个数是对的。
///
/// 依据：财预〔2015〕88号关于绩效目标与预算相匹配的要求。
pub const RULE: Rule = Rule { code: codes::A104, run: Run::Project(judge) };

/// Fewest characters that a 成本指标 and a 数量指标 share when they are about one thing.
const SHARED: usize = 4;

fn judge(project: &Project, scope: &Scope) -> Vec<Diagnostic> {
    if project.is_classified() {
        return Vec::new();
    }
    let Some(total) = scope.total(project) else {
        return Vec::new();
    };
    let purpose = project.purpose.written().into_iter();
    let texts = purpose.chain(goals(project));
    let mut findings: Vec<_> = texts.flat_map(|t| in_text(t, total, scope)).collect();
    findings.extend(in_descriptions(project, scope));
    findings.extend(across_rows(project, total, scope));
    findings
}

/// Products in 资金用途 or a goal, against their own total or, where it is the only
/// amount, the budget.
fn in_text(
    text: Spanned<&str>,
    total: &Spanned<Money>,
    scope: &Scope,
) -> Vec<Diagnostic> {
    let alone = amounts(text.value).len() == 1;
    let mut findings = Vec::new();
    for product in products(text.value) {
        let stated = match &product.total {
            Some(stated) => {
                let at = scope.place(text, stated.range.clone());
                Some((scope.amount(stated.yuan), at, "写明的合计"))
            }
            None => alone.then(|| (total.amount(), total.span, "预算数")),
        };
        findings.extend(stated.and_then(|s| compare(text, &product, s, scope)));
    }
    findings
}

/// Products in the name or description of a 成本指标, against their total or the 指标值.
fn in_descriptions(project: &Project, scope: &Scope) -> Vec<Diagnostic> {
    let Some(found) = caps(project) else { return Vec::new() };
    let mut findings = Vec::new();
    for cap in &found.caps {
        let texts = [&cap.row.name, &cap.row.description];
        for text in texts.into_iter().filter_map(Field::written) {
            for product in products(text.value) {
                let stated = match &product.total {
                    Some(stated) => {
                        let at = scope.place(text, stated.range.clone());
                        (scope.amount(stated.yuan), at, "写明的合计")
                    }
                    None => (scope.amount(cap.yuan), cap.target.span, "指标值"),
                };
                findings.extend(compare(text, &product, stated, scope));
            }
        }
    }
    findings
}

fn compare(
    text: Spanned<&str>,
    product: &Product,
    (stated, at, what): (Decimal, Span, &str),
    scope: &Scope,
) -> Option<Diagnostic> {
    let amount = scope.amount(product.yuan()?);
    if is_same(amount, stated, scope) {
        return None;
    }
    let (counts, price) = (&product.counts, &product.price);
    let values: Vec<_> = counts.iter().map(|c| c.value).collect();
    let message = working(&values, scope.amount(price.yuan), amount, stated);
    let unit = &scope.profile.money.unit;
    let finding =
        RULE.finding(scope.place(text, price.range.clone()), message).label("单价");
    let place = |c: &NumberAt| scope.place(text, c.range.clone());
    let finding = counts.iter().fold(finding, |f, c| f.related(place(c), "数量"));
    let finding = finding.related(at, what);
    Some(finding.help(format!("数量、单价无误的话，合计应为 {} {unit}", exact(amount))))
}

fn is_same(a: Decimal, b: Decimal, scope: &Scope) -> bool {
    a == b || differ_by_rounding(a, b, scope.profile.money.decimals)
}

fn working(
    counts: &[Decimal],
    price: Decimal,
    amount: Decimal,
    stated: Decimal,
) -> String {
    let plain = |d: Decimal| d.normalize().to_string();
    let counts: Vec<_> = counts.iter().map(|c| plain(*c)).collect();
    format!(
        "数量乘单价对不上：{} × {} = {} ≠ {}",
        counts.join(" × "),
        plain(price),
        plain(amount),
        exact(stated)
    )
}

/// A lone 成本指标 that is a unit price, times the 数量指标 that counts the same thing,
/// against the budget.
fn across_rows(
    project: &Project,
    total: &Spanned<Money>,
    scope: &Scope,
) -> Option<Diagnostic> {
    let found = caps(project)?;
    let [(row, price)] = &found.prices[..] else { return None };
    if !found.caps.is_empty() || !row.name.text().starts_with('每') {
        return None;
    }
    let rows = project.indicators.value()?.iter();
    let mut same = rows.filter(|r| r.level2.text() == "数量指标" && is_about_one(r, row));
    let counted = same.next().filter(|_| same.next().is_none())?;
    let (count_at, price_at) = (counted.target.get()?, row.target.get()?);
    // at least so many, or at most such a price, leaves the product open
    let count = count_at.count()?;
    price_at.count()?;
    let amount = scope.amount(count.checked_mul(*price)?);
    if is_same(amount, total.amount(), scope) {
        return None;
    }
    let price = scope.amount(*price);
    let message = working(&[count], price, amount, total.amount());
    Some(
        RULE.finding(price_at.span, message)
            .label("单价")
            .related(count_at.span, "数量")
            .related(total.span, "预算数")
            .help("核对数量、单价和预算数；各家补助不一样多的，按实际写"),
    )
}

/// Whether two rows speak of the same thing: their names share a few characters in a row.
fn is_about_one(a: &Indicator, b: &Indicator) -> bool {
    let a: Vec<char> = a.name.text().chars().collect();
    let b = b.name.text();
    a.windows(SHARED).any(|w| b.contains(&w.iter().collect::<String>()))
}
