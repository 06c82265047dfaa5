use super::purpose_repeats_name::core;
use crate::check::text::{bare, goals};
use crate::check::{Rule, Run, Scope};
use crate::diagnostic::{Diagnostic, codes};
use crate::model::Project;

/// 检查什么：绩效目标不只是把项目名称再说一遍，也不与资金用途是同一段话。
///
/// 为什么：名称说做什么事，用途说钱花在哪里，目标要说做到什么程度、有什么效果。
///
/// 示例：项目“档案开放审核与利用服务经费”的绩效目标写“档案开放审核与利用服务”。
///
/// 应写成：全年审核档案 1.3 万件，群众查档当场办结。
///
/// 修复是否安全：不自动改。
///
/// 依据：财预〔2015〕88号第九条：绩效目标要指向明确、细化量化、合理可行。
pub const RULE: Rule = Rule { code: codes::T112, run: Run::ProjectOnce(judge) };

/// Fewest characters of a text that another repeats.
const LONG: usize = 8;

fn judge(project: &Project, _: &Scope) -> Option<Diagnostic> {
    if project.is_classified() {
        return None;
    }
    let goals = goals(project);
    let first = goals.first()?;
    let whole: String = goals.iter().map(|g| bare(g.value)).collect();
    let said = core(&whole);
    let name = project.name.get();
    if let Some(name) = name.filter(|n| !said.is_empty() && bare(n).contains(&said)) {
        let message =
            format!("绩效目标「{}」只重复了项目名称", first.value.trim_end_matches('。'));
        return Some(told(first.span, message).related(name.span, "项目名称"));
    }
    let purpose = project.purpose.written()?;
    let spent = bare(&purpose);
    let same = |text: &str| text.chars().count() >= LONG && text == spent;
    let one = goals.iter().find(|g| same(&bare(g.value)));
    let at = one.or(same(&whole).then_some(first))?;
    Some(
        told(at.span, "绩效目标与资金用途是同一段话".to_owned())
            .related(purpose.span, "资金用途"),
    )
}

fn told(at: crate::text::source::Span, message: String) -> Diagnostic {
    RULE.finding(at, message).help("写做多少、做到什么程度、谁受益")
}
