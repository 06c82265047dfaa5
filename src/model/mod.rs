//! What a department writes: its goals, its projects, their targets.
//!
//! Data only. Every value keeps its place; a value that could not be read is
//! [`Field::Broken`], so that rules which need it stay silent.

mod budget;
mod field;
pub mod formula;
pub mod money;
pub mod own;
mod percent;
mod points;
pub mod profile;
mod project_code;
mod report;
mod severity;
pub mod target;
mod year;

pub use budget::{Budget, Fund, FundLine, WHOLE};
pub use field::Field;
pub use money::{Money, MoneyUnit, Restated, UnitWord, two_places};
pub use own::{OwnField, OwnRow, OwnValue};
pub use percent::Percent;
pub use points::Points;
pub use profile::Profile;
pub use project_code::{CodeFault, ProjectCode};
pub use report::{FundUse, Month, Outcome, Printout, Report, ReportKind};
pub use severity::Severity;
pub use target::Target;
pub use year::Year;

use crate::text::source::{Span, Spanned};

/// A 部门 (or a unit that submits on its own) and its whole text.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Department {
    /// 版式: the profile's name.
    pub profile: Field<String>,
    /// 年度: the budget year.
    pub year: Field<Year>,
    /// 部门名称.
    pub name: Field<String>,
    /// 编制单位; left out, the department itself.
    pub compiler: Field<String>,
    /// 审核单位, the finance bureau.
    pub reviewer: Field<String>,
    /// 草案: whether the cover says （草案）.
    pub draft: Field<bool>,
    /// 摘录: whether parts are left out on purpose.
    pub extract: Field<bool>,
    /// 单位, in the order of their tables.
    pub units: Vec<Unit>,
    /// 字段: the form's own fields of a department, in the author's order.
    pub fields: Vec<OwnField>,
    /// 总体绩效目标.
    pub overall_goals: Field<Passage<Item>>,
    /// 分项绩效目标.
    pub sub_goals: Field<Passage<SubGoal>>,
    /// 工作保障措施.
    pub safeguards: Field<Passage<Item>>,
    /// 部门整体绩效目标表.
    pub overall_table: Field<OverallTable>,
    /// 专项资金, each with targets as a project has them.
    pub special_funds: Vec<Project>,
    /// 预算项目, in the order of the files.
    pub projects: Vec<Project>,
    /// 自评 and 监控, in the order of the files.
    pub reports: Vec<Report>,
    /// The exemptions to list in an appendix; reading a file gives none.
    pub exemptions: Vec<Exemption>,
    /// The place to name when something of the whole is missing.
    pub span: Option<Span>,
}

/// A finding that the author has explained in the file: `# 允许 CODE: 理由`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exemption {
    /// The name of the project it stands in; empty outside of projects.
    pub project: String,
    /// The rule's code.
    pub code: String,
    /// The rule's title.
    pub title: String,
    /// The author's reason.
    pub reason: Spanned<String>,
}

/// 单位: a budget unit of the department.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Unit {
    /// 单位编码.
    pub code: Field<String>,
    /// 单位名称.
    pub name: Field<String>,
}

/// A passage of part one: running text, or items that the program numbers.
#[derive(Debug, Clone, PartialEq)]
pub enum Passage<I> {
    /// Text; each line is a paragraph.
    Text(Spanned<String>),
    /// Numbered items.
    Items(Vec<I>),
}

/// Goals of a table: one text, or items that the program numbers.
pub type Goals = Passage<Spanned<String>>;

/// An item of a passage, with or without a title.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Item {
    /// 标题.
    pub title: Field<String>,
    /// 内容; each line is a paragraph.
    pub content: Field<String>,
}

/// An item of 分项绩效目标.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct SubGoal {
    /// 名称, often that of a project.
    pub name: Field<String>,
    /// 绩效目标.
    pub goal: Field<String>,
    /// 绩效指标, as running text.
    pub indicators: Field<String>,
    /// 内容: an item that is one plain text.
    pub content: Field<String>,
}

/// 预算项目: one 绩效目标表.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Project {
    /// 单位: the code of the unit it belongs to.
    pub unit: Field<String>,
    /// 项目编码.
    pub code: Field<ProjectCode>,
    /// 项目名称.
    pub name: Field<String>,
    /// 涉密: every text reads 涉密 and no content rule applies.
    pub classified: Field<bool>,
    /// 预算.
    pub budget: Field<Budget>,
    /// 资金用途.
    pub purpose: Field<String>,
    /// 支出计划, cumulative, in the author's order.
    pub plan: Field<Vec<Milestone>>,
    /// 字段 and 文字栏: the form's own fields, in the author's order.
    pub fields: Vec<OwnField>,
    /// 绩效目标, those of the year.
    pub goals: Field<Goals>,
    /// 中期目标.
    pub mid_term_goals: Field<Goals>,
    /// 绩效指标, in the order of the rows.
    pub indicators: Field<Vec<Indicator>>,
    /// The first key of the project, for findings about the whole.
    pub span: Span,
    /// Its place among the project files, or in 项目, from 0. Addresses count by it;
    /// printed are projects by unit.
    pub ordinal: usize,
}

/// One cell of 资金支出计划.
#[derive(Debug, Clone, PartialEq)]
pub struct Milestone {
    /// The month as printed, such as 6月底.
    pub month: Spanned<String>,
    /// Cumulative share spent by then.
    pub percent: Field<Percent>,
}

/// 部门整体绩效目标表: the table of the department as a whole.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct OverallTable {
    /// 年度总体目标 and 绩效指标, as a project of the department's name has them.
    pub targets: Project,
    /// 主要任务, in the order of the rows.
    pub tasks: Field<Vec<Task>>,
}

/// 主要任务: a row of the table of the department as a whole.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Task {
    /// 任务.
    pub name: Field<String>,
    /// 内容.
    pub content: Field<String>,
    /// 预算.
    pub budget: Field<Budget>,
}

/// 绩效指标: one row of the table.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Indicator {
    /// 一级指标.
    pub level1: Field<String>,
    /// 二级指标.
    pub level2: Field<String>,
    /// 三级指标.
    pub name: Field<String>,
    /// 绩效指标描述; left out, the same as the name.
    pub description: Field<String>,
    /// 指标值, as written and as understood.
    pub target: Field<Target>,
    /// 权重.
    pub weight: Field<Points>,
    /// 方向, such as 正向.
    pub direction: Field<String>,
    /// 指标值确定依据.
    pub basis: Field<String>,
    /// 备注.
    pub remark: Field<String>,
    /// The form's own fields of an indicator, in the author's order.
    pub own: Vec<OwnField>,
    /// The first key of the row, for findings about the whole.
    pub span: Span,
}

impl Project {
    /// Whether it is a project of a unit, and not targets of another kind: those of the
    /// department as a whole, or of a 专项资金.
    pub fn is_of_unit(&self) -> bool {
        !self.unit.is_absent()
    }

    /// Whether the project is 涉密.
    pub fn is_classified(&self) -> bool {
        self.classified.value().copied().unwrap_or(false)
    }
}

impl Department {
    /// The approved targets without what came of them.
    pub fn targets_alone(&self) -> std::borrow::Cow<'_, Department> {
        match self.reports.is_empty() {
            true => std::borrow::Cow::Borrowed(self),
            false => {
                let reports = Vec::new();
                std::borrow::Cow::Owned(Department { reports, ..self.clone() })
            }
        }
    }

    /// The unit a project names, where it is listed.
    pub fn unit_of(&self, project: &Project) -> Option<&Unit> {
        let code = project.unit.value()?;
        self.units.iter().find(|u| u.code.value() == Some(code))
    }
}
