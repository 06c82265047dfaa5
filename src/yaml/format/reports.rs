//! The keys of 自评 and 监控.

use super::Shape::{self, Each, List, Map, Money, OneOf, Points, Switch, Text};
use super::{GOALS, Key, PROJECT_NAME, may, must};
use crate::model::ReportKind;

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
