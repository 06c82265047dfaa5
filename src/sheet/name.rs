//! What the names in a 表样 mean.

use super::{Of, Slot};
use crate::model::Profile;
use crate::model::profile::{FieldForm, FundForm, FundPath, Place, offset};

/// What a name stands for.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Meaning {
    /// A value with the label that it has of itself.
    Value(Slot, String),
    /// The whole fund tree.
    Funds(String),
    /// 支出计划.
    Plan(String),
    /// 主要任务.
    Tasks(String),
    /// The indicators.
    Indicators,
    /// A field of the form's own that is a table: its name and label.
    Table(String, String),
}

/// The names of all tables.
const EVERYWHERE: &[&str] = &["部门名称", "年度", "金额单位"];
/// Those of a project's table beside its own fields and funds.
const OF_PROJECT: &[&str] = &[
    "序号",
    "单位编码",
    "单位名称",
    "项目编码",
    "项目名称",
    "资金",
    "资金用途",
    "支出计划",
    "绩效目标",
    "中期目标",
    "绩效指标",
];
/// Those of the department's table beside its own fields.
const OF_DEPARTMENT: &[&str] = &["年度总体目标", "主要任务", "绩效指标"];

/// The names that may stand in a table of a profile.
pub(crate) fn known(profile: &Profile, of: Of) -> Vec<String> {
    let built_in = match of {
        Of::Department => OF_DEPARTMENT,
        Of::Project | Of::Special => OF_PROJECT,
    };
    let own = own(profile, of).into_iter().map(str::to_owned);
    let mut names: Vec<String> =
        own.chain(built_in.iter().map(|n| (*n).to_owned())).collect();
    if of != Of::Department {
        let mut funds = Vec::new();
        fund_names(&profile.funds, &mut funds);
        names.extend(funds);
    }
    names.extend(EVERYWHERE.iter().map(|n| (*n).to_owned()));
    let mut seen = std::collections::BTreeSet::new();
    names.retain(|n| seen.insert(n.clone()));
    names
}

/// What a name means in a table of a profile.
pub(crate) fn meaning(profile: &Profile, of: Of, name: &str) -> Option<Meaning> {
    let title = |field| profile.titles.get(field).to_owned();
    let value = |slot, title: String| Some(Meaning::Value(slot, title));
    let plain = |slot| Some(Meaning::Value(slot, name.to_owned()));
    match name {
        "部门名称" => return plain(Slot::Department),
        "年度" => return plain(Slot::Year(0)),
        "金额单位" => return plain(Slot::MoneyUnit),
        "绩效指标" => return Some(Meaning::Indicators),
        _ => {}
    }
    let built_in = match (of, name) {
        (Of::Department, "年度总体目标" | "绩效目标") => {
            value(Slot::Goals, title("year_goals"))
        }
        (Of::Department, "主要任务") => Some(Meaning::Tasks(title("tasks"))),
        (Of::Department, _) => None,
        (_, "序号") => plain(Slot::Number),
        (_, "单位编码") => plain(Slot::UnitCode),
        (_, "单位名称") => plain(Slot::UnitName),
        (_, "项目编码") => value(Slot::Code, title("code")),
        (_, "项目名称") => value(Slot::Name, title("name")),
        (_, "资金") => Some(Meaning::Funds(title("funds"))),
        (_, "资金用途") => plain(Slot::Purpose),
        (_, "支出计划") => Some(Meaning::Plan(title("plan"))),
        (_, "绩效目标") => value(Slot::Goals, title("goals")),
        (_, "中期目标") => value(Slot::MidTermGoals, title("mid_term")),
        _ => None,
    };
    let built_in = built_in.or_else(|| own_meaning(profile, of, name));
    built_in.or_else(|| {
        let path = fund(&profile.funds, name).filter(|_| of != Of::Department)?;
        let title = node(&profile.funds, &path)?.title.clone();
        value(Slot::Fund(path), title)
    })
}

/// The single value that a name means; a year may be counted from that of the text.
pub(crate) fn slot(profile: &Profile, of: Of, name: &str) -> Option<Slot> {
    if let Some(years) = offset(name) {
        return Some(Slot::Year(years));
    }
    match meaning(profile, of, name)? {
        Meaning::Value(slot, _) => Some(slot),
        _ => None,
    }
}

/// The names of the own fields that a table shows.
pub(super) fn own(profile: &Profile, of: Of) -> Vec<&str> {
    let inside = |f: &&FieldForm| !matches!(f.place, Place::Before | Place::Nowhere);
    let fields = profile.fields_of(of.owner()).filter(inside);
    fields.map(|f| f.name.as_str()).collect()
}

fn own_meaning(profile: &Profile, of: Of, name: &str) -> Option<Meaning> {
    let name = own(profile, of).into_iter().find(|own| *own == name)?;
    let form = profile.field(of.owner(), name)?;
    let (name, title) = (name.to_owned(), form.title.clone());
    Some(match form.table() {
        Some(_) => Meaning::Table(name, title),
        None => Meaning::Value(Slot::Own(name), title),
    })
}

fn fund_names(funds: &[FundForm], into: &mut Vec<String>) {
    for fund in funds {
        into.push(fund.name.clone());
        fund_names(&fund.parts, into);
    }
}

/// The amount that a name means: the first of that name, or `当年预算/财政资金` below
/// another one.
pub(crate) fn fund(funds: &[FundForm], name: &str) -> Option<FundPath> {
    let Some((block, rest)) = name.split_once('/') else {
        return first(funds, name.trim());
    };
    let mut path = first(funds, block.trim())?;
    let below = fund(&node(funds, &path)?.parts, rest)?;
    path.extend(below);
    Some(path)
}

fn first(funds: &[FundForm], name: &str) -> Option<FundPath> {
    funds.iter().enumerate().find_map(|(i, node)| {
        if node.name == name {
            return Some(vec![i]);
        }
        let mut path = first(&node.parts, name)?;
        path.insert(0, i);
        Some(path)
    })
}

/// The node at a path of the fund tree.
pub(crate) fn node<'f>(funds: &'f [FundForm], path: &[usize]) -> Option<&'f FundForm> {
    let (at, rest) = path.split_first()?;
    let found = funds.get(*at)?;
    if rest.is_empty() { Some(found) } else { node(&found.parts, rest) }
}

/// Whether a name is that of an amount.
pub(crate) fn is_fund(profile: &Profile, name: &str) -> bool {
    fund(&profile.funds, name).is_some()
}
