use crate::check::text::bare;
use crate::check::{Row, Rule, Run, Scope};
use crate::diagnostic::{Diagnostic, codes};

/// 检查什么：三级指标写的是具体内容，不是“数量指标”“社会效益”之类分类的名称。
///
/// 为什么：分类名称说不出考核什么，多半是模板里的字没有换。
///
/// 示例：指标: 数量指标
///
/// 应写成：指标: 修复档案页数
///
/// 修复是否安全：不自动改。
///
/// 依据：财预〔2015〕88号第十一条：绩效指标应当细化。
pub const RULE: Rule = Rule { code: codes::I604, run: Run::Row(judge) };

/// Names of levels without 指标.
const LEVELS: &[&str] = &[
    "数量",
    "质量",
    "时效",
    "成本",
    "产出",
    "效益",
    "社会效益",
    "经济效益",
    "生态效益",
    "可持续影响",
    "服务对象满意度",
    "经济成本",
    "社会成本",
    "生态环境成本",
    "三级",
    "二级",
    "一级",
    "产出数量",
    "产出质量",
    "产出时效",
    "产出成本",
    "指标名称",
    "绩效指标",
    "三级指标名称",
    "指标",
];

fn judge(row: &Row, _: &Scope) -> Option<Diagnostic> {
    let name = row.indicator.name.get()?;
    let said = bare(&name.value);
    let said = said.trim_end_matches(|c: char| c.is_ascii_digit());
    let level = said.strip_suffix("指标");
    let own = [&row.indicator.level1, &row.indicator.level2];
    let is_level = level.is_some_and(|l| LEVELS.contains(&l) || l == "满意度")
        || own.iter().any(|l| l.text() == said && said.ends_with("指标"))
        || LEVELS.contains(&said) && said != "服务对象满意度";
    is_level.then(|| {
        let message = format!("三级指标「{}」是分类的名称，没有说考核什么", name.value);
        RULE.finding(name.span, message)
            .help("写具体的指标，如 培训人数、验收合格率、完成时间")
    })
}
