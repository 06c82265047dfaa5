use crate::check::{Rule, Run, Scope};
use crate::diagnostic::{Diagnostic, codes};
use crate::model::Project;

/// 检查什么：项目编码已经编好，不是“待编”。
///
/// 为什么：编码由预算系统给定，`jixiao next` 转到下一年时不沿用上年的；没有编码的项目对不上预算。
///
/// 示例：项目编码: 待编
///
/// 应写成：从预算系统里复制本年的 21 位编码；几个项目一起填，用 `jixiao next 文件夹 --编码 表.xlsx`。
///
/// 修复是否安全：不自动改，编码由预算系统给定。
///
/// 依据：预算管理一体化系统的项目编码规则。
pub const RULE: Rule = Rule { code: codes::S308, run: Run::ProjectOnce(judge) };

fn judge(project: &Project, _: &Scope) -> Option<Diagnostic> {
    let code = project.code.get().filter(|c| c.is_pending())?;
    let message = format!("「{}」的项目编码还没有编，写的是“待编”", project.name.text());
    Some(
        RULE.finding(code.span, message)
            .help("从预算系统里复制本年的编码；编码有一张表的，用 jixiao next 文件夹 --编码 表.xlsx 一次填好")
            .help("先看版面：jixiao build 加 --allow-errors，编码一栏印成空的"),
    )
}
