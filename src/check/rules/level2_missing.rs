use crate::check::{Rule, Run, Scope};
use crate::diagnostic::{Diagnostic, codes};
use crate::model::profile::Level;
use crate::model::{Indicator, Project};
use crate::text::source::Span;

/// 检查什么：产出指标下面，数量、质量、时效、成本四类（版式要求的二级指标）都有。
///
/// 为什么：产出要从多少、好坏、快慢、花费四个方面说明，缺一类审核时会要求补。
///
/// 示例：产出指标只写了数量指标、时效指标和成本指标。
///
/// 应写成：补上质量指标，如 验收合格率 100%。
///
/// 修复是否安全：不自动改。
///
/// 依据：财预〔2015〕88号第十一条；各版式的指标表。
pub const RULE: Rule = Rule { code: codes::I102, run: Run::Project(judge) };

fn judge(project: &Project, scope: &Scope) -> Vec<Diagnostic> {
    let Some(indicators) = project.indicators.get() else { return Vec::new() };
    let rows = &indicators.value;
    let unread = rows.iter().any(|r| r.level1.is_broken() || r.level2.is_broken());
    if unread || project.is_classified() || project.classified.is_broken() {
        return Vec::new();
    }
    let levels = scope.profile.levels.iter();
    levels.flat_map(|level| missing(project, level, rows, indicators.span)).collect()
}

fn missing(
    project: &Project,
    level: &Level,
    rows: &[Indicator],
    span: Span,
) -> Vec<Diagnostic> {
    let of_level: Vec<_> =
        rows.iter().filter(|r| r.level1.text() == level.name).collect();
    // no such 一级指标 at all is another rule's finding
    let Some(first) = of_level.first() else { return Vec::new() };
    let at = first.level1.span().unwrap_or(span);
    let has = |name: &str| of_level.iter().any(|r| r.level2.text() == name);
    let absent = level.required_children.iter().filter(|c| !has(c));
    absent
        .map(|child| {
            let name = project.name.text();
            let message = format!("项目「{name}」的{}里没有{child}", level.name);
            let needed = level.required_children.join("、");
            RULE.finding(at, message)
                .help(format!("{}要有{needed}；补上{child}", level.name))
        })
        .collect()
}
