use crate::appraise::Appraisal;
use crate::check::report::about;
use crate::check::{Rule, Run, Scope};
use crate::diagnostic::{Diagnostic, codes};
use crate::model::Outcome;

/// 检查什么：要打分的自评，每条指标都有分值：写在自评里，或项目文件里有权重。
///
/// 为什么：没有分值就没有得分。
///
/// 示例：{指标: 会议次数, 完成值: 5次}
///
/// 应写成：{指标: 会议次数, 完成值: 5次, 分值: 20}
///
/// 修复是否安全：不自动改；jixiao init --自评 会先按版式把分值分好。
///
/// 依据：财预〔2020〕10号；部门预算项目支出绩效自评、运行监控的通行做法。
pub const RULE: Rule = Rule { code: codes::Z206, run: Run::Report(judge) };

fn judge(a: &Appraisal, _: &Scope) -> Vec<Diagnostic> {
    if a.form.scoring.is_none() || a.rows.is_empty() {
        return Vec::new();
    }
    if !a.is_scored() {
        let at = a.report.outcomes.span().unwrap_or(a.report.span);
        let message = format!("{}一条分值也没有写，打不了分", about(a));
        let help = "每条指标写上“分值: …”；这张表不打分的，版式里写“自评: {计分: 否}”";
        return vec![RULE.finding(at, message).help(help)];
    }
    let missing = a.rows.iter().filter(|r| r.weight.is_none() && r.indicator.is_some());
    let missing = missing.filter_map(|r| r.outcome.filter(|o| o.weight.is_absent()));
    let finding = |o: &Outcome| {
        let message = format!("指标「{}」没有写分值", o.name.text());
        let at = o.name.span().unwrap_or(o.span);
        RULE.finding(at, message).help("补上“分值: …”，各条加起来是总分")
    };
    missing.map(finding).collect()
}
