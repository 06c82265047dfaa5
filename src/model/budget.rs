//! 预算: amounts under the names of the form's fund tree.

use super::profile::{FundForm, Role};
use super::{Field, Money};
use crate::text::source::{Span, Spanned};

/// The key of a block's own amount, where its parts are written below it.
pub const WHOLE: &str = "合计";

/// 预算, in the profile's unit of money, as the author wrote it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Budget {
    /// The amounts in the author's order.
    pub funds: Vec<Fund>,
}

/// An amount under its name, perhaps with its parts.
#[derive(Debug, Clone, PartialEq)]
pub struct Fund {
    /// The name in the profile, such as 财政资金.
    pub name: Spanned<String>,
    /// The amount; of a block with parts, what stands under 合计.
    pub amount: Field<Money>,
    /// The parts written below the name; none where they stand beside it.
    pub parts: Vec<Fund>,
}

/// What a file says for one node of the form's fund tree.
#[derive(Debug, Clone, Copy)]
pub struct FundLine<'a> {
    /// The node.
    pub form: &'a FundForm,
    /// How many nodes it stands under.
    pub depth: usize,
    /// The amount.
    pub amount: &'a Field<Money>,
}

static ABSENT: Field<Money> = Field::Absent;

impl Fund {
    /// An amount that no file holds.
    pub fn of(name: impl Into<String>, amount: Field<Money>) -> Fund {
        let name = Spanned::new(name.into(), Span::NONE);
        Fund { name, amount, parts: Vec::new() }
    }
}

impl Budget {
    /// The amounts in the order of the form, each before its parts.
    pub fn lines<'a>(&'a self, form: &'a [FundForm]) -> Vec<FundLine<'a>> {
        let mut lines = Vec::new();
        collect(form, &self.funds, 0, &mut lines);
        lines
    }

    /// The amount that plays `role` in the form; absent where none does.
    pub fn by_role<'a>(&'a self, form: &'a [FundForm], role: Role) -> &'a Field<Money> {
        let plays = |l: &FundLine| l.form.role == Some(role);
        self.lines(form).into_iter().find(plays).map_or(&ABSENT, |l| l.amount)
    }

    /// Each node with parts, and the lines of these.
    pub fn sums<'a>(
        &'a self,
        form: &'a [FundForm],
    ) -> Vec<(FundLine<'a>, Vec<FundLine<'a>>)> {
        let lines = self.lines(form);
        let parts_of = |at: usize| {
            let behind = &lines[at + 1..];
            let inside = behind.iter().take_while(|l| l.depth > lines[at].depth);
            inside.filter(|l| l.depth == lines[at].depth + 1).copied().collect()
        };
        let whole = |at: &usize| !lines[*at].form.parts.is_empty();
        (0..lines.len()).filter(whole).map(|at| (lines[at], parts_of(at))).collect()
    }
}

/// The parts of an amount stand below its name, or beside it.
fn collect<'a>(
    form: &'a [FundForm],
    funds: &'a [Fund],
    depth: usize,
    lines: &mut Vec<FundLine<'a>>,
) {
    for node in form {
        let found = funds.iter().find(|f| f.name.value == node.name);
        let amount = found.map_or(&ABSENT, |f| &f.amount);
        lines.push(FundLine { form: node, depth, amount });
        let below = found.map(|f| f.parts.as_slice()).filter(|p| !p.is_empty());
        collect(&node.parts, below.unwrap_or(funds), depth + 1, lines);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::MoneyUnit;

    fn leaf(name: &str) -> FundForm {
        FundForm::leaf(name)
    }

    fn block(name: &str) -> FundForm {
        FundForm { parts: vec![leaf("财政资金"), leaf("结转")], ..leaf(name) }
    }

    fn money(text: &str) -> Field<Money> {
        Field::of(Money::parse(text, MoneyUnit::WAN).unwrap())
    }

    fn shown(budget: &Budget, form: &[FundForm]) -> Vec<String> {
        let amount = |l: &FundLine| {
            let amount = l.amount.value().map_or("", Money::as_written);
            format!("{}{} {amount}", "-".repeat(l.depth), l.form.name)
        };
        budget.lines(form).iter().map(amount).collect()
    }

    #[test]
    fn parts_stand_beside_or_below() {
        let beside = Budget {
            funds: vec![
                Fund::of("结转", money("1")),
                Fund::of("总额", money("3")),
                Fund::of("财政资金", money("2")),
            ],
        };
        let form = [block("总额")];
        let lines = ["总额 3", "-财政资金 2", "-结转 1"];
        assert_eq!(shown(&beside, &form), lines);
        let parts = vec![Fund::of("财政资金", money("2")), Fund::of("结转", money("1"))];
        let below =
            Budget { funds: vec![Fund { parts, ..Fund::of("总额", money("3")) }] };
        assert_eq!(shown(&below, &form), lines);
    }

    #[test]
    fn blocks_keep_their_parts_apart() {
        let part = |n| vec![Fund::of("财政资金", money(n))];
        let budget = Budget {
            funds: vec![
                Fund { parts: part("5"), ..Fund::of("总预算", money("5")) },
                Fund { parts: part("2"), ..Fund::of("当年预算", money("2")) },
            ],
        };
        let form = [block("总预算"), block("当年预算")];
        assert_eq!(
            shown(&budget, &form),
            ["总预算 5", "-财政资金 5", "-结转 ", "当年预算 2", "-财政资金 2", "-结转 "]
        );
        let sums = budget.sums(&form);
        assert_eq!(sums.len(), 2);
        assert_eq!(sums[1].1.len(), 2);
    }
}
