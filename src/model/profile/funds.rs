//! 资金: the fund tree of a form.

/// A node of the fund tree. Its amount is the sum of its parts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FundForm {
    /// 名称: the key in a project's 预算.
    pub name: String,
    /// 标题: what is printed.
    pub title: String,
    /// 作为: what the rules take it for.
    pub role: Option<Role>,
    /// 可不写: whether it may be left out; it is nothing then.
    pub optional: bool,
    /// 其中.
    pub parts: Vec<FundForm>,
}

/// Where a node stands in the fund tree: its number among its neighbours, from the root on.
pub type FundPath = Vec<usize>;

/// What rules take an amount for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// 预算数: what a project costs this year.
    Total,
    /// 财政资金.
    Fiscal,
    /// 其他资金.
    Other,
}

/// 资金排法: how the amounts of the tree stand in the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FundRows {
    /// 一行: side by side.
    One,
    /// 逐行: each in a row of its own.
    Each,
}

impl Role {
    /// Every role.
    pub const ALL: [Role; 3] = [Role::Total, Role::Fiscal, Role::Other];

    /// The name in a profile, and the usual name of such an amount.
    pub fn name(self) -> &'static str {
        match self {
            Role::Total => "预算数",
            Role::Fiscal => "财政资金",
            Role::Other => "其他资金",
        }
    }
}

impl FundForm {
    /// An amount without parts, printed under its name.
    pub fn leaf(name: &str) -> FundForm {
        FundForm {
            name: name.to_owned(),
            title: name.to_owned(),
            role: None,
            optional: false,
            parts: Vec::new(),
        }
    }
}
