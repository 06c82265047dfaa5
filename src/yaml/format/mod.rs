//! The file format: every key, whether it must stand, and what it means.
//!
//! One table for reading, for the nearest-key hints and for the documentation.

mod reports;
mod shape;

pub use reports::*;
pub use shape::{Key, Shape};

use super::fields;
use crate::model::profile::FundForm;
use crate::model::{Profile, WHOLE};

/// The key of projects that are written inline.
pub const PROJECTS: &str = "项目";
/// The key of a project's name.
pub const PROJECT_NAME: &str = "项目名称";
/// The key that names the profile.
pub const PROFILE: &str = "版式";
/// The key of an item's text, which may also be the item itself.
pub const CONTENT: &str = "内容";
/// The levels of an indicator, keys of its row in a flat list.
pub const LEVELS: [&str; 2] = ["一级指标", "二级指标"];

use Shape::{Each, List, Map, Money, Names, OneOf, Percent, Switch, Text, Year};

const fn must(name: &'static str, shape: Shape, about: &'static str) -> Key {
    Key { name, required: true, about, shape }
}

const fn may(name: &'static str, shape: Shape, about: &'static str) -> Key {
    Key { name, required: false, about, shape }
}

/// One text, or a list of texts and items with a title.
const PASSAGE: Shape = OneOf(&[Text, List(&OneOf(&[Text, Map("条目", ITEM)]))]);

/// One text, or a list that the program numbers.
const GOALS: Shape = OneOf(&[Text, List(&Text)]);

/// An amount, or a block of an amount and its parts.
const FUND: Shape = OneOf(&[Money, Each(&OneOf(&[Money, Each(&Money)]))]);

/// The value of a form's own field: a text, or a table. Its rows are a list, or fixed ones
/// under their names, perhaps in groups.
const OWN: Shape =
    OneOf(&[Text, List(&Each(&Text)), Each(&Each(&OneOf(&[Text, Each(&Text)])))]);

/// The form's own fields by their names.
const FIELDS: Shape = Each(&OWN);

/// In the place of a key's name: any other, which is an own field of the form.
pub const ANY: &str = "…";

/// An own field of an indicator.
pub const OWN_KEY: Key = may(ANY, Text, "版式自己的指标栏目，如 上年指标值");

/// The names of the funds are those of the profile.
const FUNDS: Shape = Names(BUDGET, &FUND);

/// Levels as maps, or a flat list of rows.
const INDICATORS: Shape = OneOf(&[
    Each(&Each(&List(&Map("指标", INDICATOR)))),
    List(&Map("指标行", INDICATOR_ROW)),
]);

/// `部门.yaml`, and the top of a single file.
pub const DEPARTMENT: &[Key] = &[
    must(PROFILE, Text, "版式的名称，如 hebei、tianjin，或版式文件夹的路径"),
    must("年度", Year, "预算年度，四位数字"),
    must("部门名称", Text, "部门全称，印在封面上"),
    may("编制单位", Text, "封面上的编制单位，不写即部门名称"),
    may("审核单位", Text, "封面上的审核单位，一般是财政局"),
    may("草案", Switch, "是：封面加一行（草案）"),
    may("摘录", Switch, "是：只摘录部分内容，不要求三个部分齐全"),
    must("单位", List(&Map("单位", UNIT)), "预算单位，按第二部分的先后排列"),
    may("字段", FIELDS, "版式自己的部门栏目，如 {部门职能概述: …}"),
    may("总体绩效目标", PASSAGE, "第一部分之一"),
    may(
        "分项绩效目标",
        OneOf(&[Text, List(&OneOf(&[Text, Map("分项", SUB_GOAL)]))]),
        "第一部分之二",
    ),
    may("工作保障措施", PASSAGE, "第一部分之三"),
    may(
        "部门整体绩效目标表",
        Map("部门整体绩效目标表", OVERALL_TABLE),
        "版式有这张表的写",
    ),
    may("专项资金", List(&Map("专项资金", SPECIAL_FUND)), "版式有这一部分的写"),
    may(PROJECTS, List(&Map("项目", PROJECT)), "单个文件的小部门把项目写在这里"),
    may("自评", List(&Map("自评", EVALUATION)), "单个文件的小部门把自评写在这里"),
    may("监控", List(&Map("监控", MONITORING)), "单个文件的小部门把监控写在这里"),
];

/// An entry of 单位.
pub const UNIT: &[Key] =
    &[must("单位编码", Text, "预算单位编码"), must("单位名称", Text, "预算单位全称")];

/// An item of 总体绩效目标 or 工作保障措施.
pub const ITEM: &[Key] = &[
    may("标题", Text, "一条的标题，可不写"),
    must(CONTENT, Text, "一条的正文，每行一段"),
];

/// An item of 分项绩效目标.
pub const SUB_GOAL: &[Key] = &[
    must("名称", Text, "分项名称，与项目名称一致"),
    may("绩效目标", Text, "这一分项的目标"),
    may("绩效指标", Text, "这一分项的指标，用文字写"),
    may(CONTENT, Text, "不分目标和指标时的正文"),
];

/// `项目/*.yaml`, and an entry of 项目.
pub const PROJECT: &[Key] = &[
    must("单位", Text, "所属单位的单位编码"),
    may("项目编码", Text, "21 位项目编码；还没有编下来的写 待编"),
    must(PROJECT_NAME, Text, "项目全称，与预算批复一致"),
    may("涉密", Switch, "是：各栏写“涉密”，不作内容检查"),
    must("预算", FUNDS, "预算规模，各项名称见版式的“资金”"),
    may("资金用途", Text, "钱用在哪里；版式的表里有这一栏的必写"),
    may("支出计划", Each(&Percent), "到各月底的累计支出百分比"),
    may("文字栏", Each(&Text), "版式的其他文字栏，如 {立项依据: …}"),
    may("字段", FIELDS, "版式自己的栏目，如 {项目负责人: …}"),
    must("绩效目标", GOALS, "一条一项，序号由程序编"),
    may("中期目标", GOALS, "跨年项目的中期目标，版式有这一栏的写"),
    must("绩效指标", INDICATORS, "一级指标 → 二级指标 → 各条指标，或一张清单"),
];

/// An entry of 专项资金.
pub const SPECIAL_FUND: &[Key] = &[
    must("名称", Text, "专项资金名称"),
    must("预算", FUNDS, "预算规模，各项名称见版式的“资金”"),
    may("资金用途", Text, "钱用在哪里"),
    may("文字栏", Each(&Text), "版式的其他文字栏，如 {立项依据: …}"),
    may("字段", FIELDS, "版式自己的栏目，如 {项目负责人: …}"),
    must("绩效目标", GOALS, "一条一项，序号由程序编"),
    may("中期目标", GOALS, "跨年的中期目标，版式有这一栏的写"),
    must("绩效指标", INDICATORS, "一级指标 → 二级指标 → 各条指标，或一张清单"),
];

/// 部门整体绩效目标表.
pub const OVERALL_TABLE: &[Key] = &[
    must("年度总体目标", GOALS, "一条一项，序号由程序编"),
    may("主要任务", List(&Map("任务", TASK)), "年度主要任务和各项的金额"),
    must("绩效指标", INDICATORS, "一级指标 → 二级指标 → 各条指标，或一张清单"),
];

/// An entry of 主要任务.
pub const TASK: &[Key] = &[
    must("任务", Text, "任务名称"),
    may("内容", Text, "主要内容"),
    may("预算", FUNDS, "这项任务的金额，各项名称见版式的“资金”"),
];

/// The usual names of 预算; the profile says which there are.
pub const BUDGET: &[Key] = &[
    may("预算数", FUND, "财政资金与其他资金之和"),
    may("财政资金", FUND, "其中的财政资金"),
    may("其他资金", FUND, "没有可不写"),
];

/// An indicator under its two levels.
pub const INDICATOR: &[Key] = &fields::KEYS;

/// An indicator in a flat list.
pub const INDICATOR_ROW: &[Key] = &fields::ROW_KEYS;

/// The names that a form gives, in its order: funds, each before its parts, months of the
/// plan, labels of texts.
pub fn names(form: Option<&Profile>) -> Vec<String> {
    let Some(form) = form else { return Vec::new() };
    let mut names = vec![WHOLE.to_owned()];
    names.extend(fund_names(&form.funds));
    names.extend(form.plan_months.iter().cloned());
    names.extend(form.fields.iter().map(|f| f.name.clone()));
    names
}

/// The names of funds, each before its parts.
pub fn fund_names(forms: &[FundForm]) -> Vec<String> {
    let with_parts = |form: &FundForm| [vec![form.name.clone()], fund_names(&form.parts)];
    forms.iter().flat_map(with_parts).flatten().collect()
}

/// The key of that name, or the one that stands for any.
pub fn key(keys: &'static [Key], name: &str) -> Option<&'static Key> {
    let named = |name: &str| keys.iter().find(|k| k.name == name);
    named(name).or_else(|| named(ANY))
}

/// What 部门.yaml holds.
pub static DEPARTMENT_FILE: Shape = Map("部门", DEPARTMENT);
/// What a file under 项目/ holds.
pub static PROJECT_FILE: Shape = Map("项目", PROJECT);
