use crate::appraise::Appraisal;
use crate::check::{Rule, Run, Scope};
use crate::diagnostic::{Diagnostic, codes};
use crate::model::{Outcome, ReportKind};

/// 检查什么：监控的每条指标都写了可能性；写“有可能”或“完全不可能”的，还要写全年预计、偏差和说明。
///
/// 为什么：不能确定完成的指标，财政要看预计到多少、为什么、怎么办。
///
/// 示例：{指标: 参会人员满意度, 可能性: 有可能}
///
/// 应写成：{指标: 参会人员满意度, 全年预计: 88%, 可能性: 有可能, 偏差: [经费保障], 说明: ……}
///
/// 修复是否安全：不自动改。
///
/// 依据：财预〔2020〕10号；部门预算项目支出绩效自评、运行监控的通行做法。
pub const RULE: Rule = Rule { code: codes::Z302, run: Run::Report(judge) };

fn judge(a: &Appraisal, _: &Scope) -> Vec<Diagnostic> {
    if a.report.kind != ReportKind::Monitoring || a.form.chances.is_empty() {
        return Vec::new();
    }
    let rows = a.rows.iter().filter(|r| r.indicator.is_some());
    rows.filter_map(|r| finding(a, r.outcome?)).collect()
}

fn finding(a: &Appraisal, o: &Outcome) -> Option<Diagnostic> {
    let name = o.name.text();
    let Some(chance) = o.chance.get() else {
        let known: Vec<_> = a.form.chances.iter().map(|c| c.name.as_str()).collect();
        let at = o.name.span().unwrap_or(o.span);
        let message = format!("指标「{name}」没有写可能性");
        let help = format!("补上“可能性: …”，写 {}", known.join("、"));
        let absent = o.chance.is_absent();
        return absent.then(|| RULE.finding(at, message).help(help));
    };
    let mut known = a.form.chances.iter();
    known.find(|c| c.explained && c.name == chance.value.trim())?;
    let fields = [
        ("全年预计", o.expected.is_absent()),
        ("偏差", o.causes.is_absent()),
        ("说明", o.reason.is_absent()),
    ];
    let missing: Vec<_> = fields.iter().filter(|f| f.1).map(|f| f.0).collect();
    if missing.is_empty() {
        return None;
    }
    let missing = missing.join("、");
    let message = format!("指标「{name}」写的是「{}」，没有写{missing}", chance.value);
    let help = format!("补上{missing}：预计到多少、什么原因、怎么办");
    Some(RULE.finding(chance.span, message).help(help))
}
