use crate::appraise::points::plain;
use crate::appraise::{Appraisal, Judged, RowResult};
use crate::check::{Rule, Run, Scope};
use crate::diagnostic::{Diagnostic, codes};
use crate::model::Field;

/// 检查什么：得分低于分值的指标写了偏差原因。
///
/// 为什么：自评要分析没有完成的原因，提出改进的办法；只扣分不说明的退回。
///
/// 示例：{指标: 参会人员满意度, 完成值: 88%, 分值: 10, 得分: 9.78}
///
/// 应写成：再写 偏差原因: 会务衔接不够，改进措施: ……
///
/// 修复是否安全：不自动改。
///
/// 依据：财预〔2020〕10号；部门预算项目支出绩效自评、运行监控的通行做法。
pub const RULE: Rule = Rule { code: codes::Z211, run: Run::Report(judge) };

fn judge(a: &Appraisal, _: &Scope) -> Vec<Diagnostic> {
    a.rows.iter().filter_map(of_row).collect()
}

fn of_row(row: &RowResult) -> Option<Diagnostic> {
    let (outcome, weight, score) = (row.outcome?, row.weight?, row.score()?);
    let full = matches!(&row.judged, Judged::Points(r) if r.points == weight);
    let explained = |f: &Field<String>| !f.is_absent();
    if score >= weight || full || explained(&outcome.reason) {
        return None;
    }
    let working = match &row.judged {
        Judged::Points(r) if r.points == score => format!("（{}）", r.working),
        _ => String::new(),
    };
    let name = outcome.name.text();
    let message = format!(
        "指标「{name}」得分 {}{working}低于分值 {}，没有写偏差原因",
        plain(score),
        plain(weight)
    );
    let places = [outcome.score.span(), outcome.actual.span()];
    let at = places.into_iter().flatten().next().unwrap_or(outcome.span);
    let help = "补上“偏差原因: …”和“改进措施: …”";
    Some(RULE.finding(at, message).help(help))
}
