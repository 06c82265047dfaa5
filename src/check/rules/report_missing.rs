use crate::appraise::project_of;
use crate::check::{Rule, Run, Scope};
use crate::diagnostic::{Diagnostic, codes};
use crate::model::{Month, ReportKind};
use std::collections::BTreeSet;

/// 检查什么：有项目已经自评的，其余项目也都有自评；某个月有监控的，各项目那个月都有。涉密项目不查。
///
/// 为什么：绩效自评和监控要求项目全覆盖。
///
/// 示例：三个项目，自评 文件夹里只有两份。
///
/// 应写成：三份都有。
///
/// 修复是否安全：不自动改；jixiao init --自评 补齐缺的文件，已有的不动。
///
/// 依据：财预〔2020〕10号；部门预算项目支出绩效自评、运行监控的通行做法。
pub const RULE: Rule = Rule { code: codes::Z106, run: Run::Department(judge) };

fn judge(scope: &Scope) -> Vec<Diagnostic> {
    let department = scope.department;
    let mut sets: Vec<(ReportKind, Option<Month>, BTreeSet<usize>)> = Vec::new();
    for report in &department.reports {
        let Some(project) = project_of(department, report) else { continue };
        let (kind, month) = (report.kind, report.month.value().copied());
        match sets.iter_mut().find(|s| (s.0, s.1) == (kind, month)) {
            Some(set) => drop(set.2.insert(project)),
            None => sets.push((kind, month, BTreeSet::from([project]))),
        }
    }
    let mut findings = Vec::new();
    for (kind, month, done) in sets {
        let left = department.projects.iter().enumerate();
        for (_, project) in left.filter(|(i, p)| !done.contains(i) && !p.is_classified())
        {
            let of = month.map_or(String::new(), |m| format!("{m} 的"));
            let name = project.name.text();
            let message = format!("项目「{name}」没有{of}{}", kind.name());
            let at = project.name.span().unwrap_or(project.span);
            let option = match month {
                Some(month) => format!("--监控 {month}"),
                None => "--自评".to_owned(),
            };
            let help = format!("运行 jixiao init 部门文件夹 {option}，补出要填的文件");
            findings.push(RULE.finding(at, message).help(help));
        }
    }
    findings
}
