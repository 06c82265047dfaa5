//! The file of a new project: every field of the form, with a word on each.

use super::scalar::inline;
use crate::model::profile::{FieldForm, FundForm, Kind, Owner, Section, Shown};
use crate::model::{Profile, ProjectCode, WHOLE};
use crate::yaml::fields::INDICATOR;
use crate::yaml::format::{self, Key};
use std::fmt::Write;

/// Indents a line by two blanks a level.
struct Lines(String);

impl Lines {
    /// `key: value # note`; the value and the note may be empty.
    fn put(&mut self, depth: usize, key: &str, value: &str, note: &str) {
        let indent = "  ".repeat(depth);
        let value = if value.is_empty() { String::new() } else { format!(" {value}") };
        let note = if note.is_empty() { String::new() } else { format!(" # {note}") };
        // a String never fails to be written to
        let _ = writeln!(self.0, "{indent}{key}:{value}{note}");
    }
}

/// The text of a new project's file in a form. `unit` is the code of its unit.
pub fn blank_project(form: &Profile, unit: &str, name: &str) -> String {
    let about = |name: &str| {
        let key = format::PROJECT.iter().find(|k: &&Key| k.name == name);
        key.map_or("", |k| k.about)
    };
    let mut lines = Lines(String::new());
    lines.put(0, "单位", &one_line(unit), about("单位"));
    if form.has_code || form.shows(Shown::ProjectCode) {
        let code = ProjectCode::pending();
        lines.put(0, "项目编码", code.as_str(), about("项目编码"));
    }
    lines.put(0, "项目名称", &one_line(name), about("项目名称"));
    lines.put(0, "预算", "", &format!("单位：{}", form.money.unit.name()));
    form.funds.iter().for_each(|fund| put_fund(&mut lines, 1, fund));
    if form.has_purpose || form.shows(Shown::Purpose) {
        lines.put(0, "资金用途", "", "钱用在哪里");
    }
    if !form.plan_months.is_empty() {
        lines.put(0, "支出计划", "", about("支出计划"));
        for month in &form.plan_months {
            lines.put(1, month, "", "");
        }
    }
    put_own(&mut lines, form);
    lines.put(0, "绩效目标", "", "一条一行，前面写“- ”，序号由程序编");
    if form.has_mid_term || form.shows(Shown::MidTermGoals) {
        lines.put(0, "中期目标", "", "跨年的写，一条一行；没有可删去");
    }
    lines.put(0, "绩效指标", "", "每条指标从“- 指标”起，不够照样再加，用不上的删去");
    put_levels(&mut lines, form);
    lines.0
}

/// The form's own fields, each with a word on what to write.
fn put_own(lines: &mut Lines, form: &Profile) {
    for section in [Section::Texts, Section::Fields] {
        let own = form.fields_of(Owner::Project).filter(|f| f.section == section);
        let own: Vec<_> = own.collect();
        if !own.is_empty() {
            lines.put(0, section.key(), "", "");
        }
        for field in own {
            lines.put(1, &one_line(&field.name), "", &own_note(field));
            let fixed = field.table().filter(|t| !t.groups.is_empty());
            for group in fixed.into_iter().flat_map(|t| &t.groups) {
                let depth = if group.name.is_empty() { 2 } else { 3 };
                if depth == 3 {
                    lines.put(2, &one_line(&group.name), "", "");
                }
                group.rows.iter().for_each(|r| lines.put(depth, &one_line(r), "", ""));
            }
        }
    }
}

fn own_note(field: &FieldForm) -> String {
    let need = if field.required { "必写" } else { "没有可删去" };
    let hint = match &field.kind {
        Kind::Choice(choice) => format!("写 {}", choice.options.join("、")),
        Kind::Table(table) => format!("每行写 {{{}: …}}", table.written().join(": …, ")),
        Kind::Line | Kind::Text => String::new(),
        other => other.name().to_owned(),
    };
    let words = [need, hint.as_str(), field.help.as_str()];
    let words: Vec<_> = words.into_iter().filter(|w| !w.is_empty()).collect();
    words.join("；")
}

fn put_fund(lines: &mut Lines, depth: usize, fund: &FundForm) {
    let note = if fund.optional { "没有可删去" } else { "" };
    if fund.parts.is_empty() || depth > 1 {
        lines.put(depth, &one_line(&fund.name), "", note);
        return fund.parts.iter().for_each(|p| put_fund(lines, depth, p));
    }
    lines.put(depth, &one_line(&fund.name), "", "");
    lines.put(depth + 1, WHOLE, "", note);
    fund.parts.iter().for_each(|p| put_fund(lines, depth + 1, p));
}

fn put_levels(lines: &mut Lines, form: &Profile) {
    let mut is_first = true;
    for level in &form.levels {
        lines.put(
            1,
            &one_line(&level.name),
            "",
            if level.required { "" } else { "没有可删去" },
        );
        let fallback = std::slice::from_ref(&level.name);
        let children =
            if level.children.is_empty() { fallback } else { &level.children[..] };
        for child in children {
            let must = level.required_children.contains(child)
                || level.required_children.is_empty() && level.required;
            lines.put(2, &one_line(child), "", if must { "" } else { "没有可删去" });
            put_indicator(lines, form, is_first);
            is_first = false;
        }
    }
}

/// The fields of an indicator that the form prints; what they mean, at the first one.
fn put_indicator(lines: &mut Lines, form: &Profile, is_first: bool) {
    let shown = |key: &str| match key {
        "指标" => true,
        "指标值" => {
            [Shown::Target, Shown::Value, Shown::Sign].iter().any(|s| form.shows(*s))
        }
        key => Shown::ALL.iter().any(|s| s.name() == key && form.shows(*s)),
    };
    for (i, field) in INDICATOR.iter().filter(|f| shown(f.key.name)).enumerate() {
        let note = if is_first { field.key.about } else { "" };
        let key = if i == 0 {
            format!("- {}", field.key.name)
        } else {
            format!("  {}", field.key.name)
        };
        lines.put(3, &key, "", note);
    }
}

/// A text that stands on one line.
fn one_line(text: &str) -> String {
    inline(text.replace(['\r', '\n'], " ").trim())
}
