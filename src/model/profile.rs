//! 版式: the form of one authority, as data.

use crate::diagnostic::Severity;
use std::collections::BTreeMap;

/// What a form has and how it prints it.
#[derive(Debug, Clone, PartialEq)]
pub struct Profile {
    /// 名称, by which a department chooses it.
    pub name: String,
    /// 说明.
    pub title: String,
    /// 模板: the folders of templates, the first that has a file wins.
    pub templates: Vec<String>,
    /// 金额.
    pub money: MoneyForm,
    /// 项目编码: whether the table has it.
    pub has_code: bool,
    /// 支出计划: the months of the table; none, no plan.
    pub plan_months: Vec<String>,
    /// 指标值确定依据: whether the table has the column.
    pub has_basis: bool,
    /// 编号: how the levels of part one are numbered, outermost first.
    pub numbering: Vec<String>,
    /// 指标: the 一级指标 of the form.
    pub levels: Vec<Level>,
    /// 严重程度: what findings weigh where it is not the rule's own weight, by code.
    pub weights: BTreeMap<String, Weight>,
}

/// What a profile makes of a rule's findings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weight {
    /// They weigh this much.
    On(Severity),
    /// 关闭: they are not reported.
    Off,
}

/// How amounts are printed.
#[derive(Debug, Clone, PartialEq)]
pub struct MoneyForm {
    /// 单位, such as 万元.
    pub unit: String,
    /// 小数位: decimals that amounts are filled up to.
    pub decimals: u32,
}

/// A 一级指标 and its 二级指标.
#[derive(Debug, Clone, PartialEq)]
pub struct Level {
    /// 一级.
    pub name: String,
    /// 必有: whether every project needs one.
    pub required: bool,
    /// 二级.
    pub children: Vec<String>,
    /// 必有二级: those that every project with this 一级指标 needs.
    pub required_children: Vec<String>,
}
