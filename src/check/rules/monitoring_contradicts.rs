use crate::appraise::{Appraisal, Measured, measure};
use crate::check::{Rule, Run, Scope};
use crate::diagnostic::{Diagnostic, codes};
use crate::model::{Indicator, Outcome};

/// 检查什么：写“确定能”的指标，全年预计达得到指标值。
///
/// 为什么：预计数和结论相反，有一个写错了。
///
/// 示例：指标值 ≥4次，全年预计 3次，可能性 确定能。
///
/// 应写成：可能性 有可能，并写偏差和说明。
///
/// 修复是否安全：不自动改。
///
/// 依据：财预〔2020〕10号；部门预算项目支出绩效自评、运行监控的通行做法。
pub const RULE: Rule = Rule { code: codes::Z305, run: Run::Report(judge) };

fn judge(a: &Appraisal, _: &Scope) -> Vec<Diagnostic> {
    a.rows.iter().filter_map(|r| finding(a, r.indicator?, r.outcome?)).collect()
}

fn finding(a: &Appraisal, indicator: &Indicator, o: &Outcome) -> Option<Diagnostic> {
    let (chance, expected) = (o.chance.get()?, o.expected.get()?);
    let target = indicator.target.get()?;
    let mut known = a.form.chances.iter();
    known.find(|c| !c.explained && c.name == chance.value.trim())?;
    let (text, done) = (target.value.text.trim(), expected.value.trim());
    let missed = match measure(indicator, &target.value, done) {
        Measured::Numbers { t, a, sign } if sign.is_upper_bound() => a > t,
        Measured::Numbers { t, a, .. } => a < t,
        _ => false,
    };
    let message = format!(
        "指标「{}」写的是「{}」，全年预计 {done} 却达不到 {text}",
        o.name.text(),
        chance.value
    );
    missed.then(|| {
        RULE.finding(chance.span, message)
            .related(expected.span, "全年预计")
            .related(target.span, "指标值")
            .help("改可能性，并写偏差和说明；或改全年预计")
    })
}
