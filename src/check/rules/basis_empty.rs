use crate::check::row::same;
use crate::check::text::bare;
use crate::check::{Row, Rule, Run, Scope};
use crate::diagnostic::{Diagnostic, codes};
use crate::model::profile::Shown;

/// 检查什么：指标值确定依据说得出目标值从哪里来：不是“无”“其他”“相关文件”，也不是把指标名称、描述或指标值又写一遍。
///
/// 为什么：依据是给审核人核对目标值用的，写“无”等于没有写。
///
/// 示例：依据: 无
///
/// 应写成：依据: 年度工作计划；上年实际完成 120 次
///
/// 修复是否安全：不自动改。
///
/// 依据：河北省《省级部门预算绩效管理办法》（2019）；各版式的绩效目标表。
pub const RULE: Rule = Rule { code: codes::I703, run: Run::Row(judge) };

/// Texts that are no basis.
const NOTHING: &[&str] = &[
    "",
    "无",
    "暂无",
    "没有",
    "无依据",
    "其他",
    "同上",
    "略",
    "待定",
    "待补充",
    "不适用",
    "自定",
    "自行确定",
    "有",
    "依据",
    "有依据",
    "确定依据",
    "按要求",
    "按规定",
    "有关规定",
    "相关规定",
    "有关文件",
    "相关文件",
    "上级文件",
    "上级要求",
    "上级规定",
    "领导安排",
    "领导要求",
    "工作需要",
    "实际需要",
    "实际情况",
];

/// Bytes of the longest of [`NOTHING`], and of what blanks and marks may add to a text.
const LONGEST: usize = 18;

fn judge(row: &Row, scope: &Scope) -> Option<Diagnostic> {
    let basis = row.indicator.basis.get()?;
    if !scope.profile.shows(Shown::Basis) {
        return None;
    }
    let short = basis.value.len() <= LONGEST;
    let said = if short { bare(&basis.value) } else { "…".to_owned() };
    let alike = |text: &str| {
        text.len().abs_diff(basis.value.len()) <= LONGEST && same(text, &basis.value)
    };
    let again = [
        ("指标名称", row.indicator.name.written()),
        ("描述", row.indicator.description.written()),
        ("指标值", row.indicator.target.written()),
    ];
    let repeats = again.iter().find(|(_, t)| t.is_some_and(|t| alike(t.value)));
    let why = match repeats {
        _ if NOTHING.contains(&said.as_str()) => "没有说明目标值从哪里来".to_owned(),
        Some((what, _)) => format!("只是把{what}又写了一遍"),
        None => return None,
    };
    let message = format!("指标「{}」的依据「{}」{why}", row.name(), basis.value);
    Some(
        RULE.finding(basis.span, message)
            .help("写文件、计划、标准或上年实绩，如 年度工作计划、上年完成 120 次"),
    )
}
