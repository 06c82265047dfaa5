//! The columns of the indicators.

use super::FieldForm;

/// What a column shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Shown {
    /// 序号 of the project.
    Number,
    /// 单位编码.
    UnitCode,
    /// 单位名称.
    UnitName,
    /// 项目编码.
    ProjectCode,
    /// 项目名称.
    ProjectName,
    /// 预算数.
    Total,
    /// 财政资金.
    Fiscal,
    /// 资金用途.
    Purpose,
    /// 绩效目标.
    Goals,
    /// 中期目标.
    MidTermGoals,
    /// 一级指标.
    Level1,
    /// 二级指标.
    Level2,
    /// 三级指标.
    Name,
    /// 描述.
    Description,
    /// 指标值, whole.
    Target,
    /// 符号 of the 指标值.
    Sign,
    /// 值: its number, or the whole of what is no number.
    Value,
    /// 计量单位 of the 指标值.
    Unit,
    /// 权重.
    Weight,
    /// 方向, such as 正向指标.
    Direction,
    /// 依据.
    Basis,
    /// 备注.
    Remark,
    /// The form's own field of an indicator with that number among them.
    Own(u16),
}

/// A column of the table of indicators.
#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    /// 栏: what it shows.
    pub shown: Shown,
    /// 标题: its printed label.
    pub title: String,
    /// 宽: least and most, relative to the other columns.
    pub width: (f32, f32),
    /// 合并: whether equal neighbours are one cell.
    pub merged: bool,
}

impl Shown {
    /// Every built-in field, in the order it is listed to people.
    pub const ALL: [Shown; 22] = {
        use Shown::*;
        [
            Number,
            UnitCode,
            UnitName,
            ProjectCode,
            ProjectName,
            Total,
            Fiscal,
            Purpose,
            Goals,
            MidTermGoals,
            Level1,
            Level2,
            Name,
            Description,
            Target,
            Sign,
            Value,
            Unit,
            Weight,
            Direction,
            Basis,
            Remark,
        ]
    };

    /// The name in a profile; none of an own field.
    pub fn name(self) -> &'static str {
        match self {
            Shown::Number => "序号",
            Shown::UnitCode => "单位编码",
            Shown::UnitName => "单位名称",
            Shown::ProjectCode => "项目编码",
            Shown::ProjectName => "项目名称",
            Shown::Total => "预算数",
            Shown::Fiscal => "财政资金",
            Shown::Purpose => "资金用途",
            Shown::Goals => "绩效目标",
            Shown::MidTermGoals => "中期目标",
            Shown::Level1 => "一级指标",
            Shown::Level2 => "二级指标",
            Shown::Name => "三级指标",
            Shown::Description => "描述",
            Shown::Target => "指标值",
            Shown::Sign => "符号",
            Shown::Value => "值",
            Shown::Unit => "计量单位",
            Shown::Weight => "权重",
            Shown::Direction => "方向",
            Shown::Basis => "依据",
            Shown::Remark => "备注",
            // the form knows its name
            Shown::Own(_) => "",
        }
    }

    /// Whether it is the same for all indicators of a project.
    pub fn is_of_project(self) -> bool {
        self <= Shown::MidTermGoals
    }

    /// Whether it is a part of the 指标值.
    pub fn is_of_target(self) -> bool {
        use Shown::{Sign, Target, Unit, Value};
        matches!(self, Target | Sign | Value | Unit)
    }
}

impl Column {
    /// The column of a field as most forms have it.
    pub fn usual(shown: Shown) -> Column {
        let title = match shown {
            Shown::Description => "绩效指标描述",
            Shown::Basis => "指标值确定依据",
            other => other.name(),
        };
        let width = match shown {
            Shown::Number | Shown::Sign => (30.0, 30.0),
            Shown::Weight | Shown::Direction | Shown::Value => (34.0, 56.0),
            Shown::Unit => (34.0, 48.0),
            Shown::Level1 => (44.0, 44.0),
            Shown::UnitCode | Shown::Total | Shown::Fiscal => (48.0, 64.0),
            Shown::Target => (60.0, 92.0),
            Shown::Basis | Shown::Remark | Shown::Own(_) => (54.0, 100.0),
            Shown::Level2 => (72.0, 72.0),
            Shown::Name | Shown::UnitName | Shown::ProjectName => (72.0, 120.0),
            Shown::ProjectCode => (84.0, 110.0),
            Shown::Description | Shown::Purpose | Shown::Goals | Shown::MidTermGoals => {
                (84.0, 160.0)
            }
        };
        let merged = shown.is_of_project() || shown == Shown::Level1;
        Column { shown, title: title.to_owned(), width, merged }
    }

    /// The column of the own field with that number.
    pub fn own(at: u16, field: &FieldForm) -> Column {
        Column { title: field.title.clone(), ..Column::usual(Shown::Own(at)) }
    }
}
