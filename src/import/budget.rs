//! The amounts of a table → 预算 under the names of the form's fund tree.

use super::block::Paragraph;
use super::labels::FundPath;
use super::note::Notes;
use super::project::paragraphs_text;
use super::text::tight;
use crate::model::profile::FundForm;
use crate::model::{Budget, Field, Fund, Money};
use rust_decimal::Decimal;
use std::collections::{BTreeMap, BTreeSet};

/// The amounts of a project, as found so far.
#[derive(Debug)]
pub struct Amounts<'f> {
    form: &'f [FundForm],
    found: BTreeMap<FundPath, Vec<Paragraph>>,
    /// The block that the last label of the row named.
    block: FundPath,
}

impl<'f> Amounts<'f> {
    /// None yet, of a form with this fund tree.
    pub fn new(form: &'f [FundForm]) -> Amounts<'f> {
        Amounts { form, found: BTreeMap::new(), block: Vec::new() }
    }

    /// Begins a row: its first label is of no block.
    pub fn begin_row(&mut self) {
        self.block.clear();
    }

    /// Takes the amount behind a label that means one of `nodes`; false where another
    /// amount stands there already.
    pub fn take(&mut self, nodes: &[FundPath], value: &[Paragraph]) -> bool {
        let Some(path) = self.node(nodes) else { return false };
        if !node_at(self.form, &path).is_none_or(|n| n.parts.is_empty()) {
            self.block = path.clone();
        }
        let text = tight(&paragraphs_text(value));
        let slot = self.found.entry(path).or_default();
        let known = tight(&paragraphs_text(slot));
        if known.is_empty() {
            *slot = value.to_vec();
        }
        known.is_empty() || text.is_empty() || text == known
    }

    /// Which of the nodes is meant: one of the row's block, or the first without amount.
    fn node(&self, nodes: &[FundPath]) -> Option<FundPath> {
        let inside = |p: &&FundPath| p.starts_with(&self.block) && **p != self.block;
        let open = |p: &&FundPath| !self.found.contains_key(*p);
        let in_block: Vec<_> = nodes.iter().filter(inside).collect();
        let among = if in_block.is_empty() { nodes.iter().collect() } else { in_block };
        let found = among.iter().copied().find(open).or(among.first().copied());
        found.cloned()
    }

    /// 预算: side by side where every name is its own, else each part below its block.
    /// Amounts in another `unit` of money than the form's are converted.
    pub fn budget(
        &self,
        title: &str,
        unit: Option<(&str, &str)>,
        notes: &mut Notes,
    ) -> Field<Budget> {
        let mut read = Reader { amounts: self, title, unit, notes };
        let mut names = BTreeSet::new();
        let funds = read.funds(self.form, &mut Vec::new());
        // an amount that has to stand is left for the author to fill in
        let mut funds = if is_blank(&funds) { Vec::new() } else { funds };
        if are_unique(self.form, &mut names) {
            funds = beside(funds);
        }
        match funds.is_empty() {
            true => Field::Absent,
            false => Field::of(Budget { funds }),
        }
    }
}

/// Reads the amounts of a project.
struct Reader<'r> {
    amounts: &'r Amounts<'r>,
    title: &'r str,
    unit: Option<(&'r str, &'r str)>,
    notes: &'r mut Notes,
}

impl Reader<'_> {
    /// The amounts of `nodes` and their parts; those that may be left out are where they
    /// are blank.
    fn funds(&mut self, nodes: &[FundForm], path: &mut FundPath) -> Vec<Fund> {
        let mut funds = Vec::new();
        for (i, node) in nodes.iter().enumerate() {
            path.push(i);
            let amount = self.amount(&node.name, path);
            let parts = self.funds(&node.parts, path);
            path.pop();
            if !node.optional || !amount.is_absent() || !parts.is_empty() {
                funds.push(Fund { parts, ..Fund::of(node.name.as_str(), amount) });
            }
        }
        funds
    }

    fn amount(&mut self, name: &str, path: &FundPath) -> Field<Money> {
        let text = self.amounts.found.get(path).map(|p| tight(&paragraphs_text(p)));
        let Some(text) = text.filter(|t| !t.is_empty()) else { return Field::Absent };
        let digits = ungrouped(text.trim_start_matches(['¥', '￥']));
        let money = digits.parse().and_then(|money| self.converted(money));
        match money {
            Ok(money) => Field::of(money),
            Err(why) => {
                let title = self.title;
                let message = format!("「{title}」的{name}「{text}」读不出来：{why}");
                self.notes.unplaced(message);
                Field::Absent
            }
        }
    }

    /// An amount in the form's unit of money, exactly.
    fn converted(&self, money: Money) -> Result<Money, String> {
        let Some((from, to)) = self.unit else { return Ok(money) };
        let (Some(from), Some(to)) = (worth(from), worth(to)) else {
            return Err("金额单位不认识".into());
        };
        let amount = money.amount().checked_mul(from).ok_or("数字太长")?;
        (amount / to).normalize().to_string().parse()
    }
}

/// What a unit of money is worth in 元.
fn worth(unit: &str) -> Option<Decimal> {
    Some(Decimal::from(match unit {
        "元" => 1,
        "千元" => 1_000,
        "万元" => 10_000,
        "亿元" => 100_000_000,
        _ => return None,
    }))
}

/// The parts of every amount beside it, in the order of the form.
fn beside(funds: Vec<Fund>) -> Vec<Fund> {
    let mut flat = Vec::new();
    for mut fund in funds {
        let parts = std::mem::take(&mut fund.parts);
        flat.push(fund);
        flat.extend(beside(parts));
    }
    flat
}

/// Whether there is no amount at all.
fn is_blank(funds: &[Fund]) -> bool {
    funds.iter().all(|f| f.amount.is_absent() && is_blank(&f.parts))
}

/// Whether no two nodes of a tree have one name.
fn are_unique<'f>(nodes: &'f [FundForm], names: &mut BTreeSet<&'f str>) -> bool {
    nodes.iter().all(|n| names.insert(&n.name) && are_unique(&n.parts, names))
}

fn node_at<'f>(nodes: &'f [FundForm], path: &[usize]) -> Option<&'f FundForm> {
    let (first, rest) = path.split_first()?;
    let node = nodes.get(*first)?;
    if rest.is_empty() { Some(node) } else { node_at(&node.parts, rest) }
}

/// An amount without its thousands separators, which the YAML does not write.
fn ungrouped(text: &str) -> String {
    let integer = text.split('.').next().unwrap_or(text);
    let mut groups = integer.split([',', '，']);
    let first = groups.next().is_some_and(|g| (1..=3).contains(&g.len()));
    match first && groups.all(|g| g.len() == 3) {
        true => text.replace([',', '，'], ""),
        false => text.to_owned(),
    }
}
