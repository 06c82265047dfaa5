//! 自评 and 监控: the forms in which is reported what came of the targets.

use super::FundForm;
use rust_decimal::Decimal;

/// A form that reports what came of the targets.
#[derive(Debug, Clone, PartialEq)]
pub struct ReportForm {
    /// 标题, behind the name of a project; `{月}` stands for the month.
    pub title: String,
    /// 整体标题: of the form of the department as a whole.
    pub whole_title: String,
    /// 资金: the fund tree.
    pub funds: Vec<FundForm>,
    /// 整体资金: the fund tree of the department as a whole.
    pub whole_funds: Vec<FundForm>,
    /// 收支相等: names of 整体资金 whose amounts are equal.
    pub balanced: Vec<String>,
    /// 资金表: the columns of the funds.
    pub fund_columns: Vec<ReportColumn<FundShown>>,
    /// 指标表: the columns of the indicators.
    pub columns: Vec<ReportColumn<OutcomeShown>>,
    /// 文字: the words printed beside things.
    pub words: ReportWords,
    /// 计分; none, nothing is scored.
    pub scoring: Option<Scoring>,
    /// 预警, from the gravest on.
    pub warnings: Vec<Threshold>,
    /// 进度: the rates wanted by the end of some months; none, a twelfth each month.
    pub progress: Vec<Progress>,
    /// 可能性, in the order they are listed to people.
    pub chances: Vec<Chance>,
    /// 偏差原因: the kinds of reasons.
    pub causes: Vec<String>,
}

/// 文字: the words of a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportWords {
    /// 主管部门.
    pub department: String,
    /// 实施单位.
    pub unit: String,
    /// 项目资金, in front of the funds.
    pub funds: String,
    /// 年度总体目标, in front of both goals.
    pub goals: String,
    /// 预期目标.
    pub wanted: String,
    /// 实际完成情况.
    pub done: String,
    /// 总分.
    pub total: String,
    /// 结论.
    pub conclusion: String,
    /// 说明.
    pub note: String,
}

/// A column of a table.
#[derive(Debug, Clone, PartialEq)]
pub struct ReportColumn<S> {
    /// 栏: what it shows.
    pub shown: S,
    /// 标题: its printed label; `{月}` stands for the month.
    pub title: String,
    /// 宽: least and most, relative to the other columns.
    pub width: (f32, f32),
}

/// What a column of the funds shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FundShown {
    /// 年初预算数.
    Initial,
    /// 全年预算数.
    Budget,
    /// 全年执行数, 执行数.
    Spent,
    /// 分值.
    Weight,
    /// 执行率.
    Rate,
    /// 得分.
    Score,
    /// 全年预计.
    Expected,
}

/// What a column of the indicators shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OutcomeShown {
    /// 一级指标.
    Level1,
    /// 二级指标.
    Level2,
    /// 三级指标.
    Name,
    /// 年度指标值.
    Target,
    /// 完成值, 已完成.
    Actual,
    /// 全年预计.
    Expected,
    /// 分值.
    Weight,
    /// 得分.
    Score,
    /// 偏差: the kinds of reasons.
    Causes,
    /// 原因: the reasons in words; beside 措施 alone, else both.
    Reason,
    /// 措施.
    Measures,
    /// 可能性.
    Chance,
    /// 备注.
    Remark,
}

/// 计分: how points are given.
#[derive(Debug, Clone, PartialEq)]
pub struct Scoring {
    /// 总分.
    pub total: Decimal,
    /// 分值: what each 一级指标 weighs; the schemes of which one fits a project.
    pub weights: Vec<Vec<(String, Decimal)>>,
    /// 执行率: the points of a rate of 100 %.
    pub execution: Decimal,
    /// 执行率分档: points from a rate on, the highest first; none, in proportion.
    pub execution_steps: Vec<Threshold>,
    /// 超出: how the points of a ≤ fall.
    pub excess: Excess,
    /// 小数位 of points.
    pub decimals: u32,
    /// 定性: the words of a value that is no number, the best first.
    pub grades: Vec<Grade>,
    /// 结论, the best first.
    pub conclusions: Vec<Threshold>,
}

/// 超出: how the points of a ≤ fall when it is exceeded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Excess {
    /// 递减: (1 − (A − T) / T) · w below 2T, else nothing.
    Falling,
    /// 反比: w · T / A.
    Inverse,
}

/// A name from a number on, or below it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Threshold {
    /// 名称.
    pub name: String,
    /// 从, 低于: the number.
    pub at: Decimal,
    /// 分值, where it gives points.
    pub points: Decimal,
}

/// 进度: the rate wanted by the end of a month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// 月.
    pub month: u8,
    /// 执行率, in per cent.
    pub rate: Decimal,
}

/// A word of a value that is no number, and the points it can bring.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grade {
    /// 名称.
    pub name: String,
    /// 从, in per cent of the points.
    pub from: Decimal,
    /// 到, in per cent of the points.
    pub to: Decimal,
}

/// 可能性: whether a target will be met.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chance {
    /// 名称.
    pub name: String,
    /// 要说明: whether 全年预计, 偏差 and 说明 are needed beside it.
    pub explained: bool,
}

impl FundShown {
    /// Every field, in the order it is listed to people.
    pub const ALL: [FundShown; 7] = {
        use FundShown::*;
        [Initial, Budget, Spent, Expected, Weight, Rate, Score]
    };

    /// The name in a profile.
    pub fn name(self) -> &'static str {
        match self {
            FundShown::Initial => "年初预算数",
            FundShown::Budget => "全年预算数",
            FundShown::Spent => "执行数",
            FundShown::Weight => "分值",
            FundShown::Rate => "执行率",
            FundShown::Score => "得分",
            FundShown::Expected => "全年预计",
        }
    }
}

impl OutcomeShown {
    /// Every field, in the order it is listed to people.
    pub const ALL: [OutcomeShown; 13] = {
        use OutcomeShown::*;
        [
            Level1, Level2, Name, Target, Actual, Expected, Weight, Score, Chance,
            Causes, Reason, Measures, Remark,
        ]
    };

    /// The name in a profile.
    pub fn name(self) -> &'static str {
        match self {
            OutcomeShown::Level1 => "一级指标",
            OutcomeShown::Level2 => "二级指标",
            OutcomeShown::Name => "三级指标",
            OutcomeShown::Target => "指标值",
            OutcomeShown::Actual => "完成值",
            OutcomeShown::Expected => "全年预计",
            OutcomeShown::Weight => "分值",
            OutcomeShown::Score => "得分",
            OutcomeShown::Causes => "偏差",
            OutcomeShown::Reason => "原因",
            OutcomeShown::Measures => "措施",
            OutcomeShown::Chance => "可能性",
            OutcomeShown::Remark => "备注",
        }
    }
}

impl ReportForm {
    /// The fund tree of a report, of the department as a whole or of a project.
    pub fn fund_tree(&self, whole: bool) -> &[FundForm] {
        if whole { &self.whole_funds } else { &self.funds }
    }

    /// Whether the table of indicators shows `what`.
    pub fn shows(&self, what: OutcomeShown) -> bool {
        self.columns.iter().any(|c| c.shown == what)
    }

    /// Whether the table of funds shows `what`.
    pub fn shows_fund(&self, what: FundShown) -> bool {
        self.fund_columns.iter().any(|c| c.shown == what)
    }
}
