use crate::check::{Rule, Run, Scope};
use crate::diagnostic::{Diagnostic, codes};
use crate::model::Project;

/// 检查什么：项目编码是不是 2021 年及以前的旧编码（第 7、8 位是 21 或更早）。
/// 2022 年以后的编码不合格式的，不是旧编码，按 S301 报错。
///
/// 为什么：旧编码没有校验码，程序不检查它对不对，请人工核对。
///
/// 示例：以随机字母组成、没有 P00 的编码。
///
/// 应写成：旧项目保留旧编码即可。
///
/// 修复是否安全：不用修。
///
/// 依据：2021 年及以前已公布文本的编码。
pub const RULE: Rule = Rule { code: codes::S303, run: Run::Project(judge) };

fn judge(project: &Project, _: &Scope) -> Vec<Diagnostic> {
    let legacy = project.code.get().filter(|c| c.is_legacy());
    legacy
        .map(|code| {
            let message = format!("「{}」是旧编码，没有检查对错", code.value);
            RULE.finding(code.span, message).help("旧编码没有校验码，请与预算系统核对")
        })
        .into_iter()
        .collect()
}
