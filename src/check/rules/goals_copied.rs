use crate::check::across::{Digest, ProjectNote, Shared, clusters};
use crate::check::{Rule, Run};
use crate::diagnostic::codes;

/// 检查什么：几个部门的项目，绩效目标不是同一段文字，也不是只改了几个字。不看标点；
/// 30 个字以上的，85% 以上相同就算几乎相同。
///
/// 为什么：从别的部门抄来的目标说的不是本部门的事，审核人会要求重写。
///
/// 示例：五个局的“会议费”目标都写“召开各类会议，保障业务工作顺利开展”。
///
/// 应写成：按本部门本项目写明做什么、做到什么程度、受益的是谁。
///
/// 修复是否安全：不自动改。
///
/// 依据：财预〔2015〕88号：绩效目标要指向明确、细化量化。
pub const RULE: Rule = Rule { code: codes::C301, run: Run::Across(judge) };

fn judge(digests: &[Digest]) -> Vec<Shared> {
    let found = clusters(digests, RULE.code, |p| p.goals.as_ref());
    let at = |p: &ProjectNote| Some(p.goals.as_ref()?.span);
    let help = "写本项目自己的目标：做什么、做到什么程度、谁受益";
    found.iter().map(|c| c.shared(RULE.code, "绩效目标", help, digests, at)).collect()
}
