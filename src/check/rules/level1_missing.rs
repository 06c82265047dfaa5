use crate::check::{Rule, Run, Scope};
use crate::diagnostic::{Diagnostic, codes};
use crate::model::Project;

/// 检查什么：产出指标、效益指标、满意度指标（版式要求的一级指标）都有。
///
/// 为什么：缺一类，绩效目标就不完整，审核会退回。
///
/// 示例：只写了产出指标和满意度指标。
///
/// 应写成：补上效益指标，如社会效益指标、可持续影响指标。
///
/// 修复是否安全：不自动改。
///
/// 依据：财预〔2015〕88号第十一条；财预〔2021〕101号。
pub const RULE: Rule = Rule { code: codes::I101, run: Run::Project(judge) };

fn judge(project: &Project, scope: &Scope) -> Vec<Diagnostic> {
    let Some(indicators) = project.indicators.get() else { return Vec::new() };
    let has = |name: &str| indicators.value.iter().any(|i| i.level1.text() == name);
    let levels = scope.profile.levels.iter();
    let missing = levels.filter(|l| l.required && !has(&l.name));
    missing
        .map(|level| {
            let name = project.name.text();
            let message = format!("项目「{name}」没有{}", level.name);
            RULE.finding(indicators.span, message)
                .label("绩效指标从这里开始")
                .help(format!("补上{}，如 {}", level.name, level.children.join("、")))
        })
        .collect()
}
