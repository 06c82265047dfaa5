use crate::appraise::Appraisal;
use crate::appraise::points::plain;
use crate::check::{Rule, Run, Scope};
use crate::diagnostic::{Diagnostic, codes};
use rust_decimal::Decimal;

/// 检查什么：写了的结论是版式规定的，并与总分相符，如 90 分以上是优。
///
/// 为什么：结论是公开的，与总分不符说明有一个写错了。
///
/// 示例：总分 88.5，结论 优。
///
/// 应写成：结论 良，或不写。
///
/// 修复是否安全：按总分改，改前要核对。
///
/// 依据：财预〔2020〕10号；部门预算项目支出绩效自评、运行监控的通行做法。
pub const RULE: Rule = Rule { code: codes::Z213, run: Run::Report(judge) };

fn judge(a: &Appraisal, _: &Scope) -> Vec<Diagnostic> {
    find(a).into_iter().collect()
}

fn find(a: &Appraisal) -> Option<Diagnostic> {
    let written = a.report.conclusion.get()?;
    let scoring = a.form.scoring.as_ref()?;
    let of = |total: Decimal| {
        scoring.conclusions.iter().find(|c| total >= c.at).map(|c| &c.name)
    };
    let totals = [a.total(), a.computed_total()];
    let right: Vec<_> = totals.into_iter().flatten().filter_map(of).collect();
    let said = written.value.trim();
    let known: Vec<_> = scoring.conclusions.iter().map(|c| c.name.as_str()).collect();
    if !known.contains(&said) && !known.is_empty() {
        let message = format!("结论「{said}」不是版式规定的");
        let help = format!("可以写：{}", known.join("、"));
        return Some(RULE.finding(written.span, message).help(help));
    }
    let (total, first) = (a.total()?, right.first()?);
    if right.iter().any(|r| *r == said) {
        return None;
    }
    let message = format!("总分 {} 的结论是「{first}」，不是「{said}」", plain(total));
    let scale: Vec<_> = scoring
        .conclusions
        .iter()
        .map(|c| format!("{} 分以上{}", plain(c.at), c.name))
        .collect();
    Some(
        RULE.finding(written.span, message)
            .help(scale.join("，"))
            .fix(written.span, first.as_str()),
    )
}
