//! The amounts of a table → 预算 under the names of the form's fund tree.

use super::block::ImportParagraph;
use super::labels::FundPath;
use super::note::Notes;
use super::project::paragraphs_text;
use super::text::tight;
use crate::model::profile::FundForm;
use crate::model::{Budget, Field, Fund, Money, MoneyUnit, Restated};
use std::collections::{BTreeMap, BTreeSet};

/// The amounts of a project, as found so far.
#[derive(Debug)]
pub struct Amounts<'f> {
    form: &'f [FundForm],
    found: BTreeMap<FundPath, Vec<ImportParagraph>>,
    /// The units of money that labels name for their own amounts.
    units: BTreeMap<FundPath, MoneyUnit>,
    /// The block that the last label of the row named.
    block: FundPath,
}

impl<'f> Amounts<'f> {
    /// None yet, of a form with this fund tree.
    pub fn new(form: &'f [FundForm]) -> Amounts<'f> {
        let (found, units) = (BTreeMap::new(), BTreeMap::new());
        Amounts { form, found, units, block: Vec::new() }
    }

    /// Begins a row: its first label is of no block.
    pub fn begin_row(&mut self) {
        self.block.clear();
    }

    /// Takes the amount behind a label that means one of `nodes` and may name a unit of
    /// its own; false where another amount stands there already.
    pub fn take(
        &mut self,
        nodes: &[FundPath],
        unit: Option<MoneyUnit>,
        value: &[ImportParagraph],
    ) -> bool {
        let Some(path) = self.node(nodes) else { return false };
        if !node_at(self.form, &path).is_none_or(|n| n.parts.is_empty()) {
            self.block = path.clone();
        }
        let text = tight(&paragraphs_text(value));
        if let Some(unit) = unit {
            self.units.entry(path.clone()).or_insert(unit);
        }
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
    /// Amounts in another unit of money than that of the `form` are converted: the one
    /// written behind them, that of their label, or `printed` above the table.
    pub fn budget(
        &self,
        title: &str,
        printed: Option<MoneyUnit>,
        form: MoneyUnit,
        notes: &mut Notes,
    ) -> Field<Budget> {
        let mut read = Reader { amounts: self, title, printed, form, notes };
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
    printed: Option<MoneyUnit>,
    form: MoneyUnit,
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
        let (title, form) = (self.title, self.form);
        let own = self.amounts.units.get(path).copied();
        let bare = own.or(self.printed).unwrap_or(form);
        match Money::parse_as(&text, bare, form) {
            Ok(money) => {
                // the unit above the table is told once for all amounts
                let told = self.printed.filter(|_| own.is_none()).unwrap_or(form);
                if let Some(Restated::Unit(from)) = money.restated()
                    && (from != told || from != bare)
                {
                    let digits = money.as_written();
                    self.notes.guess(format!(
                        "「{title}」的{name}「{text}」以{from}计，已换算成 {digits} {form}"
                    ));
                }
                Field::of(money)
            }
            Err(why) => {
                let message = format!("「{title}」的{name}「{text}」读不出来：{why}");
                self.notes.unplaced(message);
                Field::Absent
            }
        }
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    /// The amount of a cell below `printed`, under a label with a unit of its own, and the
    /// notes about it.
    fn read(
        cell: &str,
        own: Option<MoneyUnit>,
        printed: Option<MoneyUnit>,
    ) -> (Option<String>, usize) {
        let form = [FundForm::leaf("预算数")];
        let mut amounts = Amounts::new(&form);
        let value = [ImportParagraph { text: cell.into(), ..ImportParagraph::default() }];
        amounts.take(&[vec![0]], own, &value);
        let mut notes = Notes::default();
        let budget = amounts.budget("会议费", printed, MoneyUnit::WAN, &mut notes);
        let funds = budget.value().map(|b| &b.funds[0].amount);
        let digits = funds.and_then(|a| a.value()).map(|m| m.as_written().to_owned());
        (digits, notes.0.len())
    }

    #[test]
    fn the_nearest_unit_counts() {
        let (yuan, wan) = (Some(MoneyUnit::YUAN), Some(MoneyUnit::WAN));
        let five = |notes| (Some("5.00".to_owned()), notes);
        assert_eq!(read("5.00", None, None), five(0));
        assert_eq!(read("5.00万元", None, yuan), five(0));
        assert_eq!(read("50,000", None, yuan), five(0));
        assert_eq!(read("50000元", None, yuan), five(0));
        assert_eq!(read("50000元", None, None), five(1));
        assert_eq!(read("50000元", None, wan), five(1));
        assert_eq!(read("50000", yuan, wan), five(1));
        assert_eq!(read("50 千元", None, None), five(1));
        assert_eq!(read("五万", None, None), (None, 1));
    }
}
