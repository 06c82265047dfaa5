use super::goals_repeated::alike;
use crate::check::text::bare;
use crate::check::{Rule, Run, Scope};
use crate::diagnostic::{Diagnostic, codes};
use crate::model::Project;

/// 检查什么：几个项目的资金用途不是同一段文字，也不是只改了几个字（30 个字以上、四分之三相同）。
/// 同一个项目的上年结转与本年安排分开列的，可以相同。
///
/// 为什么：两个项目的钱不会花在同一件事上；多半是复制上一个项目以后没有改。
///
/// 示例：档案开放审核项目的资金用途写“走访老艺人，支付访谈录制费”，与口述史项目一字不差。
///
/// 应写成：各写各的开支内容。
///
/// 修复是否安全：不自动改。
///
/// 依据：各版式的“预算规模及资金用途”栏；审核实践。
pub const RULE: Rule = Rule { code: codes::T111, run: Run::Department(judge) };

/// Fewest characters of a purpose that is not the same by chance.
const LONG: usize = 12;

fn judge(scope: &Scope) -> Vec<Diagnostic> {
    alike(scope, "资金用途", RULE.code, said, |p| p.purpose.span())
        .into_iter()
        .map(|f| f.help("写明本项目的钱花在哪几项开支上"))
        .collect()
}

/// The purpose without punctuation; a short one says too little to be compared.
fn said(project: &Project) -> String {
    let said = bare(project.purpose.text());
    if said.chars().count() < LONG { String::new() } else { said }
}
