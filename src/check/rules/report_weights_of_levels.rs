use crate::appraise::Appraisal;
use crate::appraise::points::plain;
use crate::check::report::{LevelPoints, levels, scheme};
use crate::check::sum::total;
use crate::check::{Rule, Run, Scope};
use crate::diagnostic::{Diagnostic, codes};

/// 检查什么：分值合计是总分的，各一级指标和预算执行率的分值是版式规定的，如产出 50、效益 30、满意度 10、执行率 10。
///
/// 为什么：通知规定了各一级指标的分值，部门只在里面分到三级指标。
///
/// 示例：产出指标合计 60，效益指标合计 20。
///
/// 应写成：产出指标合计 50，效益指标合计 30。
///
/// 修复是否安全：不自动改。
///
/// 依据：财预〔2020〕10号；部门预算项目支出绩效自评、运行监控的通行做法。
pub const RULE: Rule = Rule { code: codes::Z205, run: Run::Report(judge) };

fn judge(a: &Appraisal, _: &Scope) -> Vec<Diagnostic> {
    let Some(scoring) = &a.form.scoring else { return Vec::new() };
    let Some(levels) = levels(a) else { return Vec::new() };
    let Some(scheme) = scheme(scoring, &levels) else { return Vec::new() };
    if total(levels.iter().map(|l| l.points)) != scoring.total {
        return Vec::new();
    }
    let wanted = |level: &LevelPoints| match level.is_execution {
        true => Some(scoring.execution),
        false => scheme.iter().find(|s| s.0 == level.name).map(|s| s.1),
    };
    let finding = |level: &LevelPoints| {
        let wanted = wanted(level).filter(|w| *w != level.points)?;
        let message = format!(
            "「{}」的分值合计 {}，版式规定是 {}",
            level.name,
            plain(level.points),
            plain(wanted)
        );
        let at = level.at.unwrap_or(a.report.span);
        let help = "在各一级指标之间挪动分值，总分不变";
        Some(RULE.finding(at, message).help(help))
    };
    levels.iter().filter_map(finding).collect()
}
