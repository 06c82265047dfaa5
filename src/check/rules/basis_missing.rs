use crate::check::{Row, Rule, Run, Scope};
use crate::diagnostic::{Diagnostic, codes};
use crate::model::profile::Shown;

/// 检查什么：版式的表里有“指标值确定依据”一栏的，每条指标都写了依据。
///
/// 为什么：目标值从哪里来，审核时要看；表里留空会被要求补。
///
/// 示例：{指标: 会议次数, 指标值: ≥4次}
///
/// 应写成：{指标: 会议次数, 指标值: ≥4次, 依据: 年度工作计划}
///
/// 修复是否安全：不自动改。
///
/// 依据：河北省《省级部门预算绩效管理办法》（2019）；各版式的绩效目标表。
pub const RULE: Rule = Rule { code: codes::I701, run: Run::Row(judge) };

fn judge(row: &Row, scope: &Scope) -> Option<Diagnostic> {
    if !scope.profile.shows(Shown::Basis) || !row.indicator.basis.is_absent() {
        return None;
    }
    let name = row.indicator.name.get()?;
    let message = format!("指标「{}」没有写指标值确定依据", name.value);
    Some(
        RULE.finding(name.span, message)
            .help("补上“依据: …”，如 年度工作计划、行业标准、上年完成情况"),
    )
}
