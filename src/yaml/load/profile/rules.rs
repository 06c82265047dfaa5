//! Reads 核对, the rules that a form has of its own.

use super::edits::{self, Items};
use super::judge::judge;
use super::keys;
use super::own::{self, formula, items_of};
use crate::diagnostic::{Severity, codes};
use crate::model::formula::scope::{OfDepartment, OfIndicator, OfProject, OfRow};
use crate::model::formula::{DatumKind, Formula, FormulaFault, Scope};
use crate::model::own::OwnRow;
use crate::model::profile::{Owner, RuleForm, RuleOwner, code_of};
use crate::model::{Department, Field, Indicator, Profile, Project};
use crate::text::source::Spanned;
use crate::yaml::load::reader::{Map, Reader};
use crate::yaml::tree::NodeId;
use std::str::FromStr;

/// 核对 of the file over the rules of `profile`.
pub fn read(reader: &mut Reader, map: &Map, profile: &mut Profile, inherits: bool) {
    let base = inherits.then_some(profile.rules.as_slice());
    let given = map.optional("核对", reader, |r, n| list(r, n, base));
    if let Field::Given(given) = given {
        profile.rules = given.value;
    }
    number(&mut profile.rules);
}

fn list(
    reader: &mut Reader,
    node: NodeId,
    base: Option<&[RuleForm]>,
) -> Option<Spanned<Vec<RuleForm>>> {
    // rules without a number of their own are told apart by what they say
    let name = |r: &RuleForm| match r.code {
        "" => r.formula.text.clone(),
        code => code.to_owned(),
    };
    let read = |r: &mut Reader, n: NodeId| {
        let rule = rule(r, n)?;
        Some(Named(rule.clone(), name(&rule)))
    };
    let base: Option<Vec<Named>> =
        base.map(|b| b.iter().map(|r| Named(r.clone(), r.code.to_owned())).collect());
    let items = Items { read: &read, name: &|n: &Named| n.1.clone(), keys: edits::PLAIN };
    let given =
        edits::list_or_edits(reader, node, base.as_deref(), &items, |r, map, list| {
            edits::added(r, map, list, &items);
        })?;
    let rules = given.value.into_iter().map(|n| n.0).collect();
    Some(Spanned::new(rules, given.span))
}

/// A rule and by what it is told apart.
#[derive(Clone)]
struct Named(RuleForm, String);

/// Gives a number to each rule that has none: its place, or the next that is free.
fn number(rules: &mut [RuleForm]) {
    for at in 0..rules.len() {
        if !rules[at].code.is_empty() {
            continue;
        }
        let free = |code: &&'static str| !rules.iter().any(|r| r.code == *code);
        let mut codes = (at + 1..1_000).filter_map(|n| code_of(n as u16));
        rules[at].code = codes.find(free).unwrap_or("U999");
    }
}

/// A rule; an expression alone is one too.
fn rule(reader: &mut Reader, node: NodeId) -> Option<RuleForm> {
    if !reader.is_mapping(node) {
        let formula = formula(reader, node)?.value;
        return Some(RuleForm {
            code: "",
            owner: RuleOwner::Project,
            when: None,
            message: String::new(),
            formula,
            severity: Severity::Error,
            about: String::new(),
        });
    }
    let map = reader.mapping(node, keys::RULE)?;
    let said = map.required("式", reader, formula);
    let when = map.optional("当", reader, formula);
    let owner = map.optional("属于", reader, Reader::text);
    let message = map.optional("提示", reader, Reader::text);
    let severity = map.optional("程度", reader, Reader::parse::<Degree>);
    let code = map.optional("编号", reader, Reader::parse::<Code>);
    let about = map.optional("说明", reader, Reader::text);
    if when.is_broken() || code.is_broken() {
        return None;
    }
    Some(RuleForm {
        code: code.value().map_or("", |c| c.0),
        owner: match owner.text() {
            "" | "项目" => RuleOwner::Project,
            "部门" => RuleOwner::Department,
            "指标" => RuleOwner::Indicator,
            "专项资金" => RuleOwner::SpecialFund,
            table => RuleOwner::Row(table.to_owned()),
        },
        when: when.value().cloned(),
        formula: said.get()?.value.clone(),
        message: message.text().to_owned(),
        severity: severity.value().map_or(Severity::Error, |d| d.0),
        about: about.text().to_owned(),
    })
}

/// Whether the rules make sense: those of the file at their places, inherited ones where
/// the file begins.
pub fn judge_all(reader: &mut Reader, map: &Map, profile: &Profile) {
    let items = items_of(reader, map.node("核对"));
    let mut here: Vec<String> = Vec::new();
    for item in items {
        let owner = reader.value_of(item, "属于").and_then(|n| reader.text_of(n));
        if let Some(owner) = owner.filter(|o| !is_owner(o, profile)) {
            unknown_owner(reader, &owner, profile);
            continue;
        }
        let nodes = match reader.is_mapping(item) {
            true => ["式", "当"].map(|k| reader.value_of(item, k)),
            false => [Some(item), None],
        };
        for node in nodes.into_iter().flatten() {
            let Some(text) = reader.text_of(node) else { continue };
            let Ok(formula) = Formula::parse(&text) else { continue };
            let rule = profile.rules.iter().find(|r| {
                r.formula.text == text.value
                    || r.when.as_ref().is_some_and(|w| w.text == text.value)
            });
            let Some(rule) = rule else { continue };
            here.push(rule.formula.text.clone());
            if let Err(fault) = makes_sense(&formula, &rule.owner, profile) {
                own::report(reader, &text, &fault);
            }
        }
    }
    for rule in profile.rules.iter().filter(|r| !here.contains(&r.formula.text)) {
        let formulas = std::iter::once(&rule.formula).chain(&rule.when);
        for fault in formulas.filter_map(|f| makes_sense(f, &rule.owner, profile).err()) {
            let (code, text) = (rule.code, &rule.formula.text);
            let message = format!("继承来的核对 {code}「{text}」：{}", fault.message);
            let help = format!("用“核对: {{去掉: [{code}]}}”去掉它，或补上这一栏");
            reader.report(codes::S110.finding(map.head, message).help(help));
        }
    }
}

fn is_owner(name: &str, profile: &Profile) -> bool {
    let table = profile.field(Owner::Project, name).and_then(|f| f.table());
    matches!(name, "" | "项目" | "部门" | "指标" | "专项资金") || table.is_some()
}

fn unknown_owner(reader: &mut Reader, owner: &Spanned<String>, profile: &Profile) {
    let tables = profile.fields_of(Owner::Project).filter(|f| f.table().is_some());
    let tables = tables.map(|f| f.name.as_str());
    let known: Vec<&str> =
        ["项目", "部门", "指标", "专项资金"].into_iter().chain(tables).collect();
    reader.report(edits::unknown(owner, &known));
}

/// Whether an expression is a condition over the things it is about.
fn makes_sense(
    formula: &Formula,
    owner: &RuleOwner,
    profile: &Profile,
) -> Result<(), FormulaFault> {
    let (project, department) = (Project::default(), Department::default());
    let (indicator, nothing) = (Indicator::default(), OwnRow::default());
    let year = &Field::Absent;
    let scope: Box<dyn Scope + '_> = match owner {
        RuleOwner::Project | RuleOwner::SpecialFund => {
            Box::new(OfProject { project: &project, year, profile })
        }
        RuleOwner::Department => {
            Box::new(OfDepartment { department: &department, profile })
        }
        RuleOwner::Indicator => {
            Box::new(OfIndicator { rows: &[], row: &indicator, year, profile })
        }
        RuleOwner::Row(name) => {
            let field = profile.field(Owner::Project, name);
            let Some(table) = field.and_then(|f| f.table()) else { return Ok(()) };
            Box::new(OfRow { table, rows: &[], row: &nothing, year, profile, depth: 0 })
        }
    };
    match judge(&formula.root, scope.as_ref())? {
        DatumKind::Truth => Ok(()),
        other => Err(FormulaFault {
            at: formula.root.at.clone(),
            message: format!("这里要写一个条件，现在是{}", other.name()),
            help: "条件要有 = ≠ < ≤ > ≥ 中的一个，如 合计(成本构成.金额) = 预算数".into(),
        }),
    }
}

/// 程度.
struct Degree(Severity);

impl FromStr for Degree {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "错误" => Ok(Degree(Severity::Error)),
            "警告" => Ok(Degree(Severity::Warning)),
            "提示" | "说明" => Ok(Degree(Severity::Info)),
            _ => Err("程度写 错误、警告 或 提示".into()),
        }
    }
}

/// 编号.
struct Code(&'static str);

impl FromStr for Code {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        let digits = text.strip_prefix(['U', 'u']).filter(|d| d.len() == 3);
        let number = digits.and_then(|d| d.parse::<u16>().ok());
        let code = number.and_then(code_of);
        code.map(Code).ok_or_else(|| "编号写 U001 到 U999".into())
    }
}
