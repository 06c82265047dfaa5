use crate::appraise::Appraisal;
use crate::check::{Rule, Run, Scope};
use crate::diagnostic::{Diagnostic, codes};
use crate::model::Outcome;
use crate::text::source::Spanned;

/// 检查什么：一份自评、监控里，批复的一条指标只写一行。
///
/// 为什么：两行的完成值不一样，系统只取一行；分值也算了两遍。
///
/// 示例：会议次数 写了两行。
///
/// 应写成：只留一行。
///
/// 修复是否安全：不自动改。
///
/// 依据：财预〔2020〕10号；部门预算项目支出绩效自评、运行监控的通行做法。
pub const RULE: Rule = Rule { code: codes::Z105, run: Run::Report(judge) };

fn judge(a: &Appraisal, _: &Scope) -> Vec<Diagnostic> {
    let Some(approved) = a.targets.and_then(|t| t.indicators.value()) else {
        return Vec::new();
    };
    let known = |name: &str| approved.iter().any(|i| i.name.text().trim() == name);
    let over = a.rows.iter().filter(|r| r.indicator.is_none());
    let names = over.filter_map(|r| r.outcome?.name.get());
    let finding = |name: &Spanned<String>| {
        let same = |o: &&Outcome| o.name.text().trim() == name.value.trim();
        let first = a.report.rows().iter().find(same).and_then(|o| o.name.span());
        let message = format!("指标「{}」写了两次", name.value);
        RULE.finding(name.span, message)
            .related(first.unwrap_or_default(), "前一次")
            .help("留下对的一行，删掉另一行")
    };
    names.filter(|n| known(n.value.trim())).map(finding).collect()
}
