use crate::check::{Row, Rule, Run, Scope};
use crate::diagnostic::{Diagnostic, codes};
use crate::model::profile::Shown;

/// 检查什么：版式的表里有“权重”一栏的，每条指标都写了权重。
///
/// 为什么：没有权重的指标在自评时没有分值，等于没有设。
///
/// 示例：{指标: 会议次数, 指标值: ≥4次}
///
/// 应写成：{指标: 会议次数, 指标值: ≥4次, 权重: 10}
///
/// 修复是否安全：不自动改。
///
/// 依据：财预〔2020〕10号；财预〔2021〕101号关于指标分值权重的规定。
pub const RULE: Rule = Rule { code: codes::I702, run: Run::Row(judge) };

fn judge(row: &Row, scope: &Scope) -> Option<Diagnostic> {
    if !scope.profile.shows(Shown::Weight) || !row.indicator.weight.is_absent() {
        return None;
    }
    let name = row.indicator.name.get()?;
    let message = format!("指标「{}」没有写权重", name.value);
    Some(RULE.finding(name.span, message).help("补上“权重: …”，各条加起来等于版式的总分"))
}
