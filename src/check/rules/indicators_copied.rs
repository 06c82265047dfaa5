use crate::check::across::{Digest, ProjectNote, Shared, clusters};
use crate::check::{Rule, Run};
use crate::diagnostic::codes;

/// 检查什么：几个部门的项目，绩效指标不是同一套，也不是只改了几个字。看三级指标和
/// 指标值，不论先后；不到 4 条的不比，85% 以上相同就算几乎相同。
///
/// 为什么：不同部门的工作量和标准不会条条一样；整套照抄的指标管不住资金。
///
/// 示例：三个县的教育局“校园体检”十条指标连数字都一样。
///
/// 应写成：按本部门的任务和上年完成情况重新定指标和指标值。
///
/// 修复是否安全：不自动改。
///
/// 依据：财预〔2015〕88号：绩效指标要合理可行、相应匹配。
pub const RULE: Rule = Rule { code: codes::C302, run: Run::Across(judge) };

fn judge(digests: &[Digest]) -> Vec<Shared> {
    let found = clusters(digests, RULE.code, |p| p.indicators.as_ref());
    let at = |p: &ProjectNote| Some(p.indicators.as_ref()?.span);
    let help = "按本部门的任务和上年完成情况重新定指标和指标值";
    found.iter().map(|c| c.shared(RULE.code, "绩效指标", help, digests, at)).collect()
}
