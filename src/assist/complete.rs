//! What may be written at a cursor.

use super::{Cursor, CursorPart, Surroundings, TieKind, ties};
use crate::check::REGISTRY;
use crate::check::target_words::units_of;
use crate::model::{Department, Profile};
use crate::yaml::edit::Step;
use crate::yaml::format::{self, Key, Shape};
use crate::yaml::load::profile;
use std::ops::Range;

/// Something that may be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// What is listed.
    pub label: String,
    /// What it means.
    pub about: String,
    /// What is written in place of what was typed.
    pub text: String,
    /// What it is.
    pub kind: ProposalKind,
}

/// What is proposed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProposalKind {
    /// A key of the format, or a name of the form's.
    Key,
    /// One of the values that may stand there.
    Value,
    /// The code of a rule, to be explained away.
    Code,
}

/// What may be written where the cursor stands, and what of the text it takes the place of.
pub fn complete(
    text: &str,
    at: usize,
    around: Surroundings,
) -> (Vec<Proposal>, Range<usize>) {
    let cursor = Cursor::at(text, at);
    let typed = cursor.typed.clone();
    let list = match cursor.part {
        CursorPart::Comment => return codes(text, &cursor),
        CursorPart::Key => keys(text, &cursor, around),
        CursorPart::Value => values(text, &cursor, around),
    };
    (list, typed)
}

/// What the key at the byte `at` means.
pub fn about(text: &str, at: usize, around: Surroundings) -> Option<String> {
    let start = text[..text.floor_char_boundary(at)].rfind('\n').map_or(0, |i| i + 1);
    let end = text[start..].find('\n').map_or(text.len(), |i| start + i);
    let colon = text[start..end].find(':').map(|i| start + i)?;
    if at > colon || text[start..at].contains('#') {
        return None;
    }
    let cursor = Cursor::at(text, (colon + 1).min(end));
    let (last, above) = cursor.path.split_last()?;
    let Step::Key(name) = last else { return None };
    let keys = keys_of(around.kind.shape().at(above)?);
    let key = keys.into_iter().find(|k| k.name == name)?;
    let must = if key.required { "（必写）" } else { "" };
    Some(format!("**{}**{must}：{}", key.name, key.about))
}

/// The codes behind `# 允许`.
fn codes(text: &str, cursor: &Cursor) -> (Vec<Proposal>, Range<usize>) {
    let comment = &text[cursor.typed.clone()];
    let body = comment.trim_start_matches(['#', ' ']);
    let Some(code) = body.strip_prefix("允许") else {
        return (Vec::new(), cursor.typed.clone());
    };
    let code = code.trim_start();
    let proposal = |rule: &crate::check::Rule| Proposal {
        label: rule.code.to_string(),
        about: rule.code.title.to_owned(),
        text: format!("{}: ", rule.code),
        kind: ProposalKind::Code,
    };
    let list = REGISTRY.iter().map(proposal).collect();
    (list, cursor.typed.end - code.len()..cursor.typed.end)
}

fn keys(text: &str, cursor: &Cursor, around: Surroundings) -> Vec<Proposal> {
    let Some(shape) = around.kind.shape().at(&cursor.path) else { return Vec::new() };
    let known = keys_of(shape);
    let written = siblings(text, cursor);
    let in_line = text[cursor.line.clone()].contains('{');
    let mut list: Vec<Proposal> = known
        .iter()
        .map(|key| Proposal {
            label: key.name.to_owned(),
            about: key.about.to_owned(),
            text: format!("{}{}", key.name, opening(&key.shape, in_line)),
            kind: ProposalKind::Key,
        })
        .collect();
    list.extend(names_of_form(&cursor.path, around.profile).into_iter().map(|name| {
        let text = format!("{name}: ");
        Proposal {
            label: name,
            about: "版式里的名称".into(),
            text,
            kind: ProposalKind::Key,
        }
    }));
    list.retain(|p| !written.contains(&p.label));
    let mut seen = Vec::new();
    list.retain(|p| {
        let is_new = !seen.contains(&p.label);
        seen.push(p.label.clone());
        is_new
    });
    list
}

/// The keys of a map, also where it is one of several kinds.
fn keys_of(shape: &'static Shape) -> Vec<&'static Key> {
    match shape {
        Shape::Map(_, keys) | Shape::Names(keys, _) => keys.iter().collect(),
        Shape::OneOf(shapes) => shapes.iter().flat_map(keys_of).collect(),
        _ => Vec::new(),
    }
}

/// What stands behind a key when its value is begun.
fn opening(shape: &Shape, in_line: bool) -> &'static str {
    let is_text =
        |s: &Shape| !matches!(s, Shape::Map(..) | Shape::Each(_) | Shape::List(_));
    let short = match shape {
        Shape::OneOf(shapes) => shapes.iter().any(is_text),
        Shape::Names(..) => false,
        shape => is_text(shape),
    };
    if short || in_line { ": " } else { ":" }
}

/// Names that the form gives to what stands under a key.
fn names_of_form(path: &[Step], profile: Option<&Profile>) -> Vec<String> {
    let Some(profile) = profile else { return Vec::new() };
    let key = |i: usize| match path.iter().rev().nth(i) {
        Some(Step::Key(key)) => key.as_str(),
        _ => "",
    };
    let mut names = Vec::new();
    match (key(0), key(1)) {
        ("预算", _) => names.extend(format::fund_names(&profile.funds)),
        ("支出计划", _) => names.extend(profile.plan_months.iter().cloned()),
        ("文字栏" | "字段", _) => {
            names.extend(profile.fields.iter().map(|f| f.name.clone()));
        }
        ("绩效指标", _) => {
            names.extend(profile.levels.iter().map(|l| l.name.clone()))
        }
        (level, "绩效指标") => {
            let level = profile.levels.iter().find(|l| l.name == level);
            names.extend(level.into_iter().flat_map(|l| l.children.iter().cloned()));
        }
        _ => {}
    }
    names
}

/// The keys that stand in the same map already, by the column of the cursor's line.
fn siblings(text: &str, cursor: &Cursor) -> Vec<String> {
    let here = cursor.line.start;
    let end = text[here..].find('\n').map_or(text.len(), |i| here + i + 1);
    let line = &text[here..cursor.typed.start];
    if let Some(open) = line.rfind('{') {
        let words = line[open + 1..].split(',');
        return words
            .filter_map(|w| Some(w.split_once(':')?.0.trim().to_owned()))
            .collect();
    }
    let column = width(line);
    let begins_item = line.trim_start().starts_with('-');
    let above = text[..here].lines().rev();
    let above: Box<dyn Iterator<Item = &str>> =
        if begins_item { Box::new(std::iter::empty()) } else { Box::new(above) };
    let mut keys = Vec::new();
    collect(above, column, true, &mut keys);
    collect(text[end..].lines(), column, false, &mut keys);
    keys
}

/// Takes the keys at `column` until the map ends.
fn collect<'l>(
    lines: impl Iterator<Item = &'l str>,
    column: usize,
    upwards: bool,
    keys: &mut Vec<String>,
) {
    for line in lines.filter(|l| !l.trim().is_empty()) {
        let dashed = line.trim_start_matches([' ', '-']);
        let at = line.len() - dashed.len();
        let begins_item = line.trim_start().starts_with("- ");
        if at < column || (!upwards && begins_item && at == column) {
            return;
        }
        if at == column
            && let Some((key, _)) = dashed.split_once(':')
        {
            keys.push(key.trim().to_owned());
        }
        if begins_item && at == column {
            return;
        }
    }
}

/// The column that a line's own text begins at.
fn width(line: &str) -> usize {
    line.len() - line.trim_start_matches([' ', '-']).len()
}

fn values(text: &str, cursor: &Cursor, around: Surroundings) -> Vec<Proposal> {
    let value = |label: &str, about: &str| Proposal {
        label: label.to_owned(),
        about: about.to_owned(),
        text: label.to_owned(),
        kind: ProposalKind::Value,
    };
    let Some(shape) = around.kind.shape().at(&cursor.path) else { return Vec::new() };
    let key = cursor.key().unwrap_or_default();
    let levels = || around.profile.map_or(&[][..], |p| &p.levels[..]).iter();
    match key {
        _ if matches!(shape, Shape::Switch) => vec![value("是", ""), value("否", "")],
        format::PROFILE => profile::built_in_names()
            .into_iter()
            .map(|n| value(n, "程序带的版式"))
            .collect(),
        "单位" => tied(around.department, TieKind::Unit, value),
        "名称" if cursor.path.len() == 3 => {
            tied(around.department, TieKind::Project, value)
        }
        k if k == format::LEVELS[0] => levels().map(|l| value(&l.name, "")).collect(),
        k if k == format::LEVELS[1] => {
            levels().flat_map(|l| l.children.iter().map(|c| value(c, &l.name))).collect()
        }
        "指标值" => targets(text, cursor).iter().map(|t| value(t, "")).collect(),
        _ => Vec::new(),
    }
}

fn tied(
    department: Option<&Department>,
    kind: TieKind,
    value: impl Fn(&str, &str) -> Proposal,
) -> Vec<Proposal> {
    let all = department.map(ties).unwrap_or_default();
    let of_kind = all.iter().filter(|t| t.kind == kind);
    of_kind.map(|t| value(&t.name, &t.about)).collect()
}

/// Signs where nothing is typed; behind a number, the units that go with the row's name.
fn targets(text: &str, cursor: &Cursor) -> Vec<String> {
    let typed = &text[cursor.typed.clone()];
    if typed.is_empty() {
        return ["≥", "≤", "＝"].map(str::to_owned).to_vec();
    }
    if !typed.ends_with(|c: char| c.is_ascii_digit()) {
        return Vec::new();
    }
    let units = row_name(text, cursor).and_then(|name| units_of(&name)).unwrap_or(&["%"]);
    units.iter().map(|unit| format!("{typed}{unit}")).collect()
}

/// The name of the indicator that the cursor's row is of.
fn row_name(text: &str, cursor: &Cursor) -> Option<String> {
    const NAME: &str = "指标:";
    let near = text[..cursor.line.end].rfind(NAME)?;
    let rest = &text[near + NAME.len()..];
    let end = rest.find([',', '\n', '}', '\r']).unwrap_or(rest.len());
    Some(rest[..end].trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::super::FileKind;
    use super::*;

    fn labels(text: &str, kind: FileKind) -> Vec<String> {
        let at = text.find('▮').unwrap();
        let profile = profile::built_in("hebei");
        let around = Surroundings { kind, department: None, profile: profile.as_ref() };
        let (list, _) = complete(&text.replace('▮', ""), at, around);
        list.into_iter().map(|p| p.label).collect()
    }

    #[test]
    fn keys_that_stand_already_are_not_proposed() {
        let all = labels("单位: \"1\"\n▮\n预算:\n  预算数: 5\n", FileKind::Project);
        assert!(all.contains(&"项目名称".to_owned()), "{all:?}");
        assert!(!all.contains(&"单位".to_owned()) && !all.contains(&"预算".to_owned()));
        let row = "绩效指标:\n  产出指标:\n    数量指标:\n      - 指标: 甲\n        ▮\n      - 指标: 乙\n        指标值: ≥3次\n";
        let all = labels(row, FileKind::Project);
        assert!(all.contains(&"指标值".to_owned()), "{all:?}");
        assert!(!all.contains(&"指标".to_owned()), "{all:?}");
    }

    #[test]
    fn names_come_from_the_form() {
        assert!(
            labels("绩效指标:\n  ▮", FileKind::Project).contains(&"产出指标".to_owned())
        );
        let second = labels("绩效指标:\n  产出指标:\n    ▮", FileKind::Project);
        assert!(second.contains(&"数量指标".to_owned()), "{second:?}");
        assert!(labels("预算:\n  ▮", FileKind::Project).contains(&"财政资金".to_owned()));
    }

    #[test]
    fn values_are_proposed_where_there_are_few() {
        assert_eq!(labels("草案: ▮", FileKind::Department), ["是", "否"]);
        assert!(labels("版式: ▮", FileKind::Department).contains(&"hebei".to_owned()));
        let row = "绩效指标:\n  产出指标:\n    数量指标:\n      - 指标: 会议次数\n        指标值: ≥4▮";
        assert!(labels(row, FileKind::Project).contains(&"≥4次".to_owned()));
        let codes = labels("# 允许 ▮", FileKind::Project);
        assert!(codes.contains(&"A101".to_owned()));
    }
}
