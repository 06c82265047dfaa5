use crate::appraise::project_of;
use crate::check::{Rule, Run, Scope};
use crate::diagnostic::{Diagnostic, codes};
use crate::model::{Month, Report, ReportKind};
use crate::text::source::Span;

/// 检查什么：同一个项目的自评只有一份；同一个月的监控只有一份。
///
/// 为什么：两份里的数不一样，谁也不知道哪份是报的。
///
/// 示例：自评/01-会议费.yaml 和 自评/02-会议费.yaml 的项目编码相同。
///
/// 应写成：只留一份。
///
/// 修复是否安全：不自动改。
///
/// 依据：财预〔2020〕10号；部门预算项目支出绩效自评、运行监控的通行做法。
pub const RULE: Rule = Rule { code: codes::Z102, run: Run::Department(judge) };

fn judge(scope: &Scope) -> Vec<Diagnostic> {
    let reports = &scope.department.reports;
    let subject = |r: &Report| match r.is_whole() {
        true => Some(usize::MAX),
        false => project_of(scope.department, r),
    };
    let mut seen: Vec<(ReportKind, Option<Month>, usize, Span)> = Vec::new();
    let mut findings = Vec::new();
    for report in reports {
        let Some(subject) = subject(report) else { continue };
        let key = (report.kind, report.month.value().copied(), subject);
        match seen.iter().find(|s| (s.0, s.1, s.2) == key) {
            None => seen.push((key.0, key.1, key.2, report.span)),
            Some(first) => {
                let name = match report.is_whole() {
                    true => "部门整体".to_owned(),
                    false => format!("项目「{}」", name_of(scope, subject)),
                };
                let of = match key.1 {
                    Some(month) => format!("{month} 的监控"),
                    None => report.kind.name().to_owned(),
                };
                let message = format!("{name}的{of}写了两次");
                let finding = RULE
                    .finding(report.span, message)
                    .related(first.3, "前一份")
                    .help("留下对的一份，删掉另一份");
                findings.push(finding);
            }
        }
    }
    findings
}

fn name_of<'s>(scope: &'s Scope, at: usize) -> &'s str {
    scope.department.projects.get(at).map_or("", |p| p.name.text())
}
