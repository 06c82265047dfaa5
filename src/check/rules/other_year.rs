use crate::check::carry_over;
use crate::check::text::{PlacedText, TextPart, of_department, of_project};
use crate::check::years::{YearAt, YearRole, is_plan, strange, years};
use crate::check::{Rule, Run, Scope};
use crate::diagnostic::{Diagnostic, codes};
use crate::model::Project;
use crate::text::source::Spanned;
use std::ops::Range;

/// 检查什么：文本里写的年份是预算年度：项目名称、资金用途、绩效目标、指标、依据、文字栏、
/// 中期目标、第一部分、专项资金和部门整体绩效目标表都查；25年、二〇二五年 也认得。
///
/// 为什么：多半是沿用上年文本没有改年份。与上年比较的基数（较2025年）、结转和尾款、几年的规划、
/// 文件和会议、已经办过的事（2025年签订的合同）不算；依据里写上年的计划、预算的，是依据没有更新。
///
/// 示例：2026 年度的文本写“2025年举办培训班10期”，依据写“2025年工作计划”。
///
/// 应写成：2026年举办培训班10期；是基数的写“较2025年增长10%”。
///
/// 修复是否安全：不自动改，可能还有别的内容也是上年的。
///
/// 依据：预算法第十八条：预算年度自公历一月一日起，至十二月三十一日止；文本按年度编制。
pub const RULE: Rule = Rule { code: codes::T105, run: Run::Department(judge) };

fn judge(scope: &Scope) -> Vec<Diagnostic> {
    let Some(year) = scope.department.year.value().map(|y| y.0) else {
        return Vec::new();
    };
    let names = scope.department.projects.iter().filter_map(|p| p.name.get());
    let names: Vec<_> = names.filter(|n| has_year(n)).map(|n| n.value.as_str()).collect();
    let mut findings = Vec::new();
    for text in of_department(scope.department) {
        if text.0 != TextPart::Head {
            findings.extend(in_text(text, year, &names, scope));
        }
    }
    for project in scope.tables() {
        findings.extend(in_project(project, year, scope));
    }
    findings
}

fn in_project(project: &Project, year: u16, scope: &Scope) -> Vec<Diagnostic> {
    let texts = of_project(project);
    let mut texts = texts.into_iter().filter(|t| has_year(&t.1)).peekable();
    if texts.peek().is_none() {
        return Vec::new();
    }
    // the name is told once, at the name
    let names = [project.name.text()];
    let (bases, others): (Vec<_>, Vec<_>) = texts.partition(|t| t.0 == TextPart::Basis);
    let mut findings: Vec<_> =
        others.into_iter().flat_map(|t| in_text(t, year, &names, scope)).collect();
    let bases = bases.into_iter().flat_map(|t| in_text(t, year, &names, scope));
    findings.extend(together(bases.collect()));
    match findings.is_empty() || !carry_over::is_stated(project) {
        true => findings,
        false => Vec::new(),
    }
}

/// The stale bases of a project as one finding.
fn together(mut findings: Vec<Diagnostic>) -> Option<Diagnostic> {
    if findings.is_empty() {
        return None;
    }
    let others = findings.split_off(1);
    let mut first = findings.pop()?;
    if !others.is_empty() {
        first.message += &format!("，本项目共有 {} 处依据这样写", others.len() + 1);
    }
    Some(others.into_iter().fold(first, |f, o| f.related(o.primary.span, "同样的年份")))
}

/// Whether a text can name a year at all.
fn has_year(text: &str) -> bool {
    text.contains('年') || text.contains("20")
}

fn in_text(
    (part, text): PlacedText,
    year: u16,
    names: &[&str],
    scope: &Scope,
) -> Vec<Diagnostic> {
    let found = match part {
        TextPart::Basis => stale_basis(text.value, year),
        TextPart::Date => Vec::new(),
        TextPart::MidTermGoal => mid_term(text.value, year),
        _ => strange(text.value, year),
    };
    let told = found
        .into_iter()
        .filter(|y| part == TextPart::Name || !is_in_name(text.value, &y.range, names));
    told.map(|y| finding(text, y, year, scope)).collect()
}

fn finding(text: Spanned<&str>, found: YearAt, year: u16, scope: &Scope) -> Diagnostic {
    let written = &text.value[found.range.clone()];
    let given = found.year;
    let message = match written.trim_end_matches('年').parse() == Ok(given) {
        true => format!("预算年度是 {year}，这里写的是 {given} 年"),
        false => format!("预算年度是 {year}，这里写的是 {given} 年（{written}）"),
    };
    let at = scope.place(text, found.range);
    RULE.finding(at, message).help(format!(
        "沿用上年文本的改成 {year} 年；确是基数或结转的，写明“较{given}年”“{given}年结转”"
    ))
}

/// Plans and budgets of another year, not results, laws and contracts.
fn stale_basis(text: &str, budget: u16) -> Vec<YearAt> {
    let mut found = years(text, budget);
    let planned = is_plan(text);
    found.retain(|y| {
        planned && y.year < budget && matches!(y.role, YearRole::Work | YearRole::Source)
    });
    found
}

/// Of goals over several years one of another year is right beside the budget year.
fn mid_term(text: &str, budget: u16) -> Vec<YearAt> {
    let all = years(text, budget);
    if all.iter().any(|y| y.year >= budget) {
        return Vec::new();
    }
    strange(text, budget)
}

/// Whether the year stands inside a project's name.
fn is_in_name(text: &str, range: &Range<usize>, names: &[&str]) -> bool {
    let holds = |name: &&str| {
        let mut places = text.match_indices(*name);
        places.any(|(at, _)| at <= range.start && range.end <= at + name.len())
    };
    names.iter().filter(|n| !n.is_empty()).any(holds)
}
