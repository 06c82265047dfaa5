use crate::appraise::{Appraisal, Judged, Measured, measure};
use crate::check::{Rule, Run, Scope};
use crate::diagnostic::{Diagnostic, codes};
use crate::model::{Field, Indicator, ReportKind, Target};

/// 检查什么：指标值是数的，完成值也是数，单位相同；万元和元、万人和人会换算。
///
/// 为什么：单位不同的两个数没法比，得分也就没有依据。
///
/// 示例：指标值 ≥4次，完成值 5场。
///
/// 应写成：完成值 5次。
///
/// 修复是否安全：不自动改。
///
/// 依据：财预〔2020〕10号；部门预算项目支出绩效自评、运行监控的通行做法。
pub const RULE: Rule = Rule { code: codes::Z208, run: Run::Report(judge) };

fn judge(a: &Appraisal, _: &Scope) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    for row in &a.rows {
        let Some((indicator, outcome)) = row.indicator.zip(row.outcome) else { continue };
        if let Judged::Incomparable(why) = &row.judged {
            findings.extend(finding(indicator, &outcome.actual, why));
        } else if a.report.kind == ReportKind::Monitoring {
            for field in [&outcome.actual, &outcome.expected] {
                if let Some(why) = other_unit(indicator, field) {
                    findings.extend(finding(indicator, field, &why));
                }
            }
        }
    }
    findings
}

/// Why two numbers are not of one unit; words may stand before the year is over.
fn other_unit(indicator: &Indicator, field: &Field<String>) -> Option<String> {
    let (target, done) = (indicator.target.value()?, field.value()?);
    Target::parse(done).amount()?;
    match measure(indicator, target, done.trim()) {
        Measured::Differs(why) => Some(why),
        _ => None,
    }
}

fn finding(
    indicator: &Indicator,
    field: &Field<String>,
    why: &str,
) -> Option<Diagnostic> {
    let at = field.span()?;
    let related = indicator.target.span().unwrap_or_default();
    let message = format!("指标「{}」：{why}", indicator.name.text());
    Some(
        RULE.finding(at, message)
            .related(related, "指标值")
            .help("完成值写成与指标值同一单位的数，如 5次"),
    )
}
