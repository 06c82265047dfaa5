use crate::check::row::same;
use crate::check::{Rule, Run, Scope};
use crate::diagnostic::{Diagnostic, codes};
use crate::model::Project;

/// 检查什么：一个项目里，三级指标的名称不重复。
///
/// 为什么：两行同名，年终自评时分不清哪一行是哪一行；预算系统不收重名的指标。
///
/// 示例：同一项目有两条 项目预算成本。
///
/// 应写成：会议费成本、差旅费成本。
///
/// 修复是否安全：不自动改。
///
/// 依据：预算管理一体化系统：同一项目的三级指标不得重复。
pub const RULE: Rule = Rule { code: codes::I601, run: Run::Project(judge) };

fn judge(project: &Project, _: &Scope) -> Vec<Diagnostic> {
    if project.is_classified() || project.classified.is_broken() {
        return Vec::new();
    }
    let rows = project.indicators.value().map_or(&[][..], |r| r);
    let names: Vec<_> = rows.iter().filter_map(|r| r.name.get()).collect();
    let mut findings = Vec::new();
    for (i, name) in names.iter().enumerate() {
        let Some(first) = names[..i].iter().find(|n| same(n, name)) else { continue };
        let message = format!("三级指标「{}」在这个项目里写了不止一次", name.value);
        findings.push(
            RULE.finding(name.span, message).related(first.span, "第一次在这里").help(
                "各取一个能区分的名称，如写明是哪一项活动、哪一笔费用；重复的删去一条",
            ),
        );
    }
    findings
}
