use crate::appraise::Appraisal;
use crate::check::report::{strangers, subject};
use crate::check::{Rule, Run, Scope};
use crate::diagnostic::{Diagnostic, codes};
use crate::text::source::Spanned;

/// 检查什么：自评、监控里每条指标的名称与项目文件里的三级指标一字不差。
///
/// 为什么：系统按指标名称把完成值接到目标上；差一个字就接不上，那条指标等于没有自评。
///
/// 示例：指标: 会议场次（批复的是 会议次数）
///
/// 应写成：指标: 会议次数
///
/// 修复是否安全：有相近的指标时可以改，改前要核对。
///
/// 依据：财预〔2020〕10号；部门预算项目支出绩效自评、运行监控的通行做法。
pub const RULE: Rule = Rule { code: codes::Z103, run: Run::Report(judge) };

fn judge(a: &Appraisal, _: &Scope) -> Vec<Diagnostic> {
    let Some(targets) = a.targets else { return Vec::new() };
    let Some(approved) = targets.indicators.value() else { return Vec::new() };
    let near = strangers(a);
    let finding = |(name, near): &(&Spanned<String>, Option<&str>)| {
        let message = format!("「{}」不是{}批复的三级指标", name.value, subject(a));
        let finding = RULE.finding(name.span, message);
        match near {
            Some(near) => finding
                .label(format!("是「{near}」吗？"))
                .help("指标名称要与项目文件里的一字不差")
                .fix(name.span, *near),
            None => {
                let names: Vec<_> = approved.iter().map(|i| i.name.text()).collect();
                finding.help(format!("批复的三级指标：{}", names.join("、")))
            }
        }
    };
    near.iter().map(finding).collect()
}
