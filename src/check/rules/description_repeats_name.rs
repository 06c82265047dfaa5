use crate::check::row::same;
use crate::check::{Row, Rule, Run, Scope};
use crate::diagnostic::{Diagnostic, codes};

/// 检查什么：写了绩效指标描述的，描述比指标名称多说一点。
///
/// 为什么：描述说明指标怎么算、算哪些；与名称一样就没有用处，不写即印名称。
///
/// 示例：指标 会议次数，描述 会议次数。
///
/// 应写成：描述 全年召开理事会和工作会议的次数；或者不写描述。
///
/// 修复是否安全：不自动改。
///
/// 依据：财预〔2015〕88号第十一条：指标应当清晰、可衡量。
pub const RULE: Rule = Rule { code: codes::I602, run: Run::Row(judge) };

fn judge(row: &Row, _: &Scope) -> Option<Diagnostic> {
    let name = row.indicator.name.get()?;
    let description = row.indicator.description.get().filter(|d| same(d, name))?;
    let message = format!("描述「{}」与指标名称相同", description.value);
    Some(
        RULE.finding(description.span, message)
            .related(name.span, "指标")
            .help("写明怎么计算、包括哪些；没有要补充的，“描述”可以不写"),
    )
}
