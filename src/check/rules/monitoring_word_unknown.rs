use crate::appraise::Appraisal;
use crate::check::{Rule, Run, Scope};
use crate::diagnostic::{Diagnostic, codes};
use crate::text::source::Spanned;
use crate::yaml::load::nearest;

/// 检查什么：监控的可能性、偏差写的是版式规定的几种，如 确定能、有可能、完全不可能。
///
/// 为什么：系统里是选项，写别的字导不进去。
///
/// 示例：可能性: 大概能
///
/// 应写成：可能性: 有可能
///
/// 修复是否安全：有相近的时可以改，改前要核对。
///
/// 依据：财预〔2020〕10号；部门预算项目支出绩效自评、运行监控的通行做法。
pub const RULE: Rule = Rule { code: codes::Z303, run: Run::Report(judge) };

fn judge(a: &Appraisal, _: &Scope) -> Vec<Diagnostic> {
    let chances: Vec<_> = a.form.chances.iter().map(|c| c.name.as_str()).collect();
    let causes: Vec<_> = a.form.causes.iter().map(String::as_str).collect();
    let mut findings = Vec::new();
    for row in a.report.rows() {
        if let Some(chance) = row.chance.get() {
            findings.extend(unknown(chance, "可能性", &chances));
        }
        for cause in row.causes.value().into_iter().flatten() {
            findings.extend(unknown(cause, "偏差原因", &causes));
        }
    }
    findings
}

fn unknown(said: &Spanned<String>, what: &str, known: &[&str]) -> Option<Diagnostic> {
    if known.is_empty() || known.contains(&said.value.trim()) {
        return None;
    }
    let message = format!("{what}「{}」不是版式规定的", said.value);
    let finding =
        RULE.finding(said.span, message).help(format!("可以写：{}", known.join("、")));
    Some(match nearest(&said.value, known.iter().copied()) {
        Some(near) => finding.label(format!("是「{near}」吗？")).fix(said.span, near),
        None => finding,
    })
}
