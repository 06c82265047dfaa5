//! The file format: every key, whether it must stand, and what it means.
//!
//! One table for reading, for the nearest-key hints and for the documentation.

use super::edit::{Step, Value};
use super::fields;
use crate::model::profile::FundForm;
use crate::model::{Profile, ReportKind, WHOLE};

/// A key of a map.
#[derive(Debug, Clone, Copy)]
pub struct Key {
    /// As written.
    pub name: &'static str,
    /// Whether it must stand in every form.
    pub required: bool,
    /// What it means, in a few words.
    pub about: &'static str,
    /// What may stand under it.
    pub shape: Shape,
}

/// What may stand under a key.
#[derive(Debug, Clone, Copy)]
pub enum Shape {
    /// Text; also what YAML takes for a number.
    Text,
    /// An amount of money.
    Money,
    /// A weight: a number, perhaps with `%` or 分.
    Points,
    /// A number with `%`.
    Percent,
    /// A year of four digits.
    Year,
    /// A year and a month, such as `2026-07`.
    Month,
    /// 是 or 否.
    Switch,
    /// A map with known keys, and what it is called.
    Map(&'static str, &'static [Key]),
    /// A map with free keys.
    Each(&'static Shape),
    /// A map with free keys, of which some are usual.
    Names(&'static [Key], &'static Shape),
    /// A list.
    List(&'static Shape),
    /// One of several.
    OneOf(&'static [Shape]),
}

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

use Shape::{Each, List, Map, Money, Names, OneOf, Percent, Points, Switch, Text, Year};

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

/// `自评/*.yaml`, and an entry of 自评.
pub const EVALUATION: &[Key] = &[
    may("部门整体", Switch, "是：部门整体的自评，不属于哪个项目"),
    may("项目编码", Text, "与项目文件里的相同，用来对上项目"),
    may(PROJECT_NAME, Text, "没有项目编码的，用名称对上项目"),
    may(
        "资金",
        OneOf(&[Map("全年资金", SPENT), Each(&Map("全年资金", SPENT))]),
        "各项资金的预算数和执行数",
    ),
    may("完成情况", GOALS, "年度目标的实际完成情况，一条一项"),
    must("指标", List(&Map("完成的指标", OUTCOME)), "各条三级指标的完成值、分值"),
    may("总分", Points, "不写由程序算；写了要与算出的一致"),
    may("结论", Text, "如 优；不写由程序按总分定"),
    may("说明", Text, "其他要说明的"),
];

/// `监控/2026-07/*.yaml`, and an entry of 监控.
pub const MONITORING: &[Key] = &[
    may("月份", Shape::Month, "监控到几月底，如 2026-07；放在月份文件夹里的不写"),
    may("部门整体", Switch, "是：部门整体的监控，不属于哪个项目"),
    may("项目编码", Text, "与项目文件里的相同，用来对上项目"),
    may(PROJECT_NAME, Text, "没有项目编码的，用名称对上项目"),
    may(
        "资金",
        OneOf(&[
            Map("到月底的资金", SPENT_SO_FAR),
            Each(&Map("到月底的资金", SPENT_SO_FAR)),
        ]),
        "各项资金到月底的执行数",
    ),
    must("指标", List(&Map("监控的指标", PROGRESS)), "各条三级指标到月底完成了多少"),
    may("说明", Text, "其他要说明的"),
];

/// The amounts of a fund in 自评.
pub const SPENT: &[Key] = &[
    may("年初预算数", Money, "批复的预算数"),
    may("全年预算数", Money, "调整以后的预算数"),
    may("全年执行数", Money, "全年支出了多少"),
    may("分值", Points, "执行率的分值，一般是 10"),
    may("执行率", Points, "不写由程序算；写了要与算出的一致"),
    may("得分", Points, "不写由程序算；写了要与算出的一致"),
];

/// The amounts of a fund in 监控.
pub const SPENT_SO_FAR: &[Key] = &[
    may("全年预算数", Money, "不写即批复的预算数"),
    may("执行数", Money, "到月底支出了多少"),
    may("执行率", Points, "不写由程序算；写了要与算出的一致"),
    may("全年预计", Money, "预计全年支出多少"),
];

/// An indicator in 自评.
pub const OUTCOME: &[Key] = &[
    must("指标", Text, "三级指标，与项目文件里的一字不差"),
    may("完成值", Text, "实际完成值，如 5次；定性指标写 达成预期指标 等"),
    may("分值", Points, "不写即项目文件里的权重"),
    may("得分", Points, "不写由程序算；写了要与算出的一致"),
    may("偏差原因", Text, "得分低于分值的必写"),
    may("改进措施", Text, "打算怎样改进"),
    may("备注", Text, "其他"),
];

/// An indicator in 监控.
pub const PROGRESS: &[Key] = &[
    must("指标", Text, "三级指标，与项目文件里的一字不差"),
    may("已完成", Text, "到月底完成了多少，如 2次"),
    may("全年预计", Text, "预计全年完成多少"),
    may("可能性", Text, "确定能、有可能 或 完全不可能"),
    may("偏差", OneOf(&[Text, List(&Text)]), "偏差原因的类别，如 [经费保障]"),
    may("说明", Text, "偏差原因用文字说明"),
    may("备注", Text, "其他"),
];

/// The keys of a report.
pub fn report(kind: ReportKind) -> &'static [Key] {
    match kind {
        ReportKind::Evaluation => EVALUATION,
        ReportKind::Monitoring => MONITORING,
    }
}

/// The keys of a fund in a report.
pub fn fund_use(kind: ReportKind) -> &'static [Key] {
    match kind {
        ReportKind::Evaluation => SPENT,
        ReportKind::Monitoring => SPENT_SO_FAR,
    }
}

/// The keys of an indicator in a report.
pub fn outcome(kind: ReportKind) -> &'static [Key] {
    match kind {
        ReportKind::Evaluation => OUTCOME,
        ReportKind::Monitoring => PROGRESS,
    }
}

/// What a file of 自评/ or 监控/ holds.
pub fn report_file(kind: ReportKind) -> &'static Shape {
    static EVALUATION_FILE: Shape = Map("自评", EVALUATION);
    static MONITORING_FILE: Shape = Map("监控", MONITORING);
    match kind {
        ReportKind::Evaluation => &EVALUATION_FILE,
        ReportKind::Monitoring => &MONITORING_FILE,
    }
}

/// An indicator under its two levels.
pub const INDICATOR: &[Key] = &fields::KEYS;

/// An indicator in a flat list.
pub const INDICATOR_ROW: &[Key] = &fields::ROW_KEYS;

/// The names that a form gives, in its order: funds, each before its parts, months of the
/// plan, labels of texts.
pub fn names(form: Option<&Profile>) -> Vec<String> {
    fn funds(forms: &[FundForm], names: &mut Vec<String>) {
        for form in forms {
            names.push(form.name.clone());
            funds(&form.parts, names);
        }
    }
    let Some(form) = form else { return Vec::new() };
    let mut names = vec![WHOLE.to_owned()];
    funds(&form.funds, &mut names);
    names.extend(form.plan_months.iter().cloned());
    names.extend(form.fields.iter().map(|f| f.name.clone()));
    names
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

impl Shape {
    /// Whether it is that of 绩效指标: rows under their levels, or in a flat list.
    pub fn is_rows(&self) -> bool {
        matches!(self, OneOf([Each(Each(_)), List(Map(..))]))
    }

    /// The keys of a map of this kind, in the order of the format.
    pub fn keys(&'static self) -> Vec<&'static str> {
        match self {
            Map(_, keys) | Names(keys, _) => {
                keys.iter().map(|k| k.name).filter(|n| *n != ANY).collect()
            }
            OneOf(shapes) => shapes.iter().flat_map(Shape::keys).collect(),
            _ => Vec::new(),
        }
    }

    /// What a path of keys and items leads to in it.
    pub fn at(&'static self, path: &[Step]) -> Option<&'static Shape> {
        let Some((step, rest)) = path.split_first() else { return Some(self) };
        match (self, step) {
            (OneOf(shapes), _) => shapes.iter().find_map(|s| s.at(path)),
            (Map(_, keys), Step::Key(name)) => key(keys, name)?.shape.at(rest),
            (Names(_, inner) | Each(inner), Step::Key(_))
            | (List(inner), Step::Item(_)) => inner.at(rest),
            _ => None,
        }
    }

    /// Whether a value may stand where a path of keys and items leads to.
    pub fn takes(&self, path: &[Step], value: &Value) -> bool {
        let Some((step, rest)) = path.split_first() else { return self.fits(value) };
        match (self, step) {
            (OneOf(shapes), _) => shapes.iter().any(|s| s.takes(path, value)),
            (Map(_, keys), Step::Key(name)) => {
                key(keys, name).is_some_and(|k| k.shape.takes(rest, value))
            }
            (Names(_, inner) | Each(inner), Step::Key(_))
            | (List(inner), Step::Item(_)) => inner.takes(rest, value),
            _ => false,
        }
    }

    /// Whether a value is of this kind, its keys known.
    pub fn fits(&self, value: &Value) -> bool {
        match (self, value) {
            (OneOf(shapes), _) => shapes.iter().any(|s| s.fits(value)),
            (Map(_, keys), Value::Map(entries)) => entries.iter().all(|(name, value)| {
                key(keys, name).is_some_and(|k| k.shape.fits(value))
            }),
            (Names(_, inner) | Each(inner), Value::Map(entries)) => {
                entries.iter().all(|e| inner.fits(&e.1))
            }
            (List(inner), Value::List(items)) => items.iter().all(|i| inner.fits(i)),
            (
                Text | Money | Points | Percent | Year | Shape::Month | Switch,
                Value::Text(_),
            ) => true,
            _ => false,
        }
    }
}
