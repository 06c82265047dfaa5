//! The amounts of the tree, under the names of the form.

use super::node::{Content, Node};
use super::outline::{record, shown, unprinted};
use crate::model::profile::FundForm;
use crate::model::{Budget, Field, Fund, Money, Profile};

/// The amounts of the form in its order; behind them those it has no place for.
pub fn content(budget: &Budget, profile: &Profile) -> Content {
    let form = &profile.funds;
    let decimals = profile.money.decimals;
    let mut above: Vec<&str> = Vec::new();
    let mut nodes = Vec::new();
    for line in budget.lines(form) {
        above.truncate(line.depth);
        above.push(&line.form.name);
        nodes.push(money(&name(&above, form), line.amount, decimals));
    }
    let strange = budget.funds.iter().filter(|f| !knows(form, &f.name.value));
    nodes.extend(strange.map(|f| other(f, decimals)));
    record(nodes)
}

/// The name of an amount; with that of the block it stands in where a form has several.
fn name(above: &[&str], form: &[FundForm]) -> String {
    match above {
        [block, .., own] if form.len() > 1 => format!("{block}·{own}"),
        [.., own] => (*own).to_owned(),
        [] => String::new(),
    }
}

fn knows(form: &[FundForm], name: &str) -> bool {
    form.iter().any(|f| f.name == name || knows(&f.parts, name))
}

fn other(fund: &Fund, decimals: u32) -> Option<Node> {
    money(&fund.name, &fund.amount, decimals).map(unprinted)
}

fn money(label: &str, field: &Field<Money>, decimals: u32) -> Option<Node> {
    shown(label, field, |m| Content::Money(m.amount(), m.printed(decimals)))
}
