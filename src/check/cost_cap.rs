//! 成本指标: what a project may cost at most.

use crate::model::target::Limit;
use crate::model::{Field, Indicator, Project, Target};
use crate::text::source::Spanned;
use rust_decimal::Decimal;

/// A 成本指标 whose 指标值 is one amount of money.
pub struct Cap<'a> {
    /// The row.
    pub row: &'a Indicator,
    /// Its 指标值.
    pub target: &'a Spanned<Target>,
    /// The amount in 元.
    pub yuan: Decimal,
}

/// The 成本指标 of a project.
pub struct Caps<'a> {
    /// Those that limit an amount.
    pub caps: Vec<Cap<'a>>,
    /// Unit prices in 元, such as `每家补助 2万元`.
    pub prices: Vec<(&'a Indicator, Decimal)>,
    /// Whether every 成本指标 is among `caps`.
    pub complete: bool,
}

/// Words of a name that make its amount the price of one thing, or no part of the budget.
const NO_PART: &[&str] = &[
    "每",
    "人均",
    "户均",
    "平均",
    "单价",
    "单位成本",
    "节约",
    "节省",
    "降低",
    "减少",
    "总投资",
    "配套",
    "自筹",
];

/// Words that make an amount a whole, whatever else is said.
const WHOLE: &[&str] = &["总额", "总成本", "总费用", "合计", "共计", "全部", "全年"];

/// What the 成本指标 of a project say; nothing where one of them cannot be read.
pub fn caps(project: &Project) -> Option<Caps<'_>> {
    let mut found = Caps { caps: Vec::new(), prices: Vec::new(), complete: true };
    let rows = project.indicators.value()?.iter();
    for row in rows.filter(|r| is_cost(r)) {
        let target = match &row.target {
            Field::Given(target) => target,
            Field::Absent => continue,
            Field::Broken => return None,
        };
        match (target.limit(), is_part(row)) {
            (Some(Limit::Whole(yuan)), true) => {
                found.caps.push(Cap { row, target, yuan })
            }
            (Some(Limit::Whole(yuan) | Limit::Each(yuan)), _) => {
                found.prices.push((row, yuan));
                found.complete = false;
            }
            (None, _) => found.complete = false,
        }
    }
    Some(found)
}

fn is_cost(row: &Indicator) -> bool {
    let level2 = row.level2.text();
    level2 == "成本指标" || level2 == "经济成本指标"
}

/// Whether the amount of a row is a part of the budget.
fn is_part(row: &Indicator) -> bool {
    let (name, description) = (row.name.text(), row.description.text());
    if WHOLE.iter().any(|w| name.contains(w) || description.contains(w)) {
        return true;
    }
    let priced = ["每", "人均", "单价"].iter().any(|w| description.starts_with(w));
    !(NO_PART.iter().any(|w| name.contains(w)) || name.ends_with("标准") || priced)
}
