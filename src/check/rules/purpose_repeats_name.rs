use crate::check::text::bare;
use crate::check::{Rule, Run, Scope};
use crate::diagnostic::{Diagnostic, codes};
use crate::model::Project;

/// 检查什么：资金用途不只是把项目名称再说一遍。
///
/// 为什么：用途要说清钱花在哪里，只有名称看不出开支内容。
///
/// 示例：项目“档案馆运营服务费”的资金用途写“档案馆运营费”。
///
/// 应写成：支付档案馆物业、水电和设备维保费用。
///
/// 修复是否安全：不自动改。
///
/// 依据：各版式的“预算规模及资金用途”栏。
pub const RULE: Rule = Rule { code: codes::T102, run: Run::ProjectOnce(judge) };

/// Words in front that say nothing about what the money is for.
const FRONT: &[&str] = &[
    "主要用于",
    "用于",
    "做好",
    "完成",
    "落实",
    "确保",
    "开展",
    "支付",
    "保障",
    "本项目",
    "项目",
    "资金",
];
/// Words at the end that say nothing about what the money is for.
const END: &[&str] = &[
    "项目", "专项", "资金", "经费", "费用", "支出", "费", "款", "保障", "补助", "等",
    "工作", "活动",
];

fn judge(project: &Project, _: &Scope) -> Option<Diagnostic> {
    if project.is_classified() {
        return None;
    }
    let (name, purpose) = (project.name.get()?, project.purpose.written()?);
    let said = core(purpose.value);
    if !bare(&name.value).contains(&said) {
        return None;
    }
    let message =
        format!("资金用途「{}」只重复了项目名称", purpose.value.trim_end_matches('。'));
    Some(
        RULE.finding(purpose.span, message)
            .related(name.span, "项目名称")
            .help("写明钱花在哪几项开支上，如租金、劳务、设备、印刷"),
    )
}

/// What a purpose says besides empty words.
pub fn core(text: &str) -> String {
    let bare = bare(text);
    let mut rest = bare.as_str();
    while let Some(shorter) = FRONT.iter().find_map(|w| rest.strip_prefix(w)) {
        rest = shorter;
    }
    while let Some(shorter) = END.iter().find_map(|w| rest.strip_suffix(w)) {
        rest = shorter;
    }
    rest.to_owned()
}

#[cfg(test)]
mod tests {
    use super::core;

    #[test]
    fn empty_words_are_left_out() {
        assert_eq!(core("主要用于科技馆运营费用支出。"), "科技馆运营");
        assert_eq!(core("用于项目经费"), "");
        assert_eq!(core("办公费、差旅费"), "办公费差旅");
    }
}
