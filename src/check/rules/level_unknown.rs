use crate::check::{Rule, Run, Scope};
use crate::diagnostic::{Diagnostic, codes};
use crate::model::{Field, Project};
use crate::yaml::load::nearest;

/// 检查什么：一级指标、二级指标的名称是版式里有的，二级在对的一级下面。
///
/// 为什么：指标分类是固定的，写错名称会被当成缺项。
///
/// 示例：效益指标下面写“社会效应指标”。
///
/// 应写成：社会效益指标
///
/// 修复是否安全：不自动改。
///
/// 依据：财预〔2021〕101号关于指标分类的规定；各版式的指标表。
pub const RULE: Rule = Rule { code: codes::S207, run: Run::Project(judge) };

fn judge(project: &Project, scope: &Scope) -> Vec<Diagnostic> {
    let rows = project.indicators.value().map_or(&[][..], |r| r);
    let levels = &scope.profile.levels;
    let mut findings = Vec::new();
    for row in rows {
        let known: Vec<&str> = levels.iter().map(|l| l.name.as_str()).collect();
        if let Some(finding) = unknown(&row.level1, "没有一级指标", &known) {
            findings.push(finding);
            continue;
        }
        let level = levels.iter().find(|l| l.name == row.level1.text());
        let Some(level) = level else { continue };
        let known: Vec<&str> = level.children.iter().map(String::as_str).collect();
        findings.extend(unknown(
            &row.level2,
            &format!("{}下的二级指标", level.name),
            &known,
        ));
    }
    // a level that heads several rows is one fault
    findings.dedup();
    findings
}

fn unknown(field: &Field<String>, what: &str, known: &[&str]) -> Option<Diagnostic> {
    let name = field.get().filter(|n| !known.contains(&n.value.as_str()))?;
    let message = format!("{what}「{}」", name.value);
    let finding =
        RULE.finding(name.span, message).help(format!("可写：{}", known.join("、")));
    Some(match nearest(name, known.iter().copied()) {
        Some(near) => finding.label(format!("是「{near}」吗？")).fix(name.span, near),
        None => finding,
    })
}
