//! Expressions over the fields of a form, such as `合计(成本构成.金额) = 预算数`.
//!
//! A form's 核对 and computed columns are written in them. They are parsed once, when the
//! profile is read, which also judges their names and kinds; what they come to is reckoned
//! when a department is (`eval`). Both go by what a [`Scope`] knows.

mod eval;
mod lexer;
mod parser;
pub mod scope;
pub mod working;

pub use eval::{Outcome, eval};
pub use scope::{Datum, DatumKind, Reading, Scope, State};
pub use working::Working;

use rust_decimal::Decimal;
use std::ops::Range;

/// An expression and the text it was read from.
#[derive(Debug, Clone, PartialEq)]
pub struct Formula {
    /// The text.
    pub text: String,
    /// What it says.
    pub root: Expr,
}

/// What is wrong with an expression, and which bytes of its text it is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormulaFault {
    /// The bytes.
    pub at: Range<usize>,
    /// Why, in Chinese.
    pub message: String,
    /// The way out.
    pub help: String,
}

/// A part of an expression.
#[derive(Debug, Clone, PartialEq)]
pub struct Expr {
    /// Its bytes in the text.
    pub at: Range<usize>,
    /// What it is.
    pub node: Node,
}

/// What a part of an expression is.
#[derive(Debug, Clone, PartialEq)]
pub enum Node {
    /// A number; `25%` is 0.25.
    Number(Decimal),
    /// A text in quotes, or a date.
    Text(String),
    /// A name, or names joined by points.
    Name(Vec<String>),
    /// A function and its arguments.
    Call(Function, Vec<Expr>),
    /// −.
    Negative(Box<Expr>),
    /// Two operands.
    Two(Operator, Box<Expr>, Box<Expr>),
}

/// A function.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Function {
    /// 合计(列), 合计(列, 条件).
    Sum,
    /// 个数(指标), 个数(指标, 条件).
    Count,
    /// 最小(列), with or without a condition.
    Least,
    /// 最大(列), with or without a condition.
    Most,
    /// 空(栏).
    Blank,
}

/// An operator between two operands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operator {
    /// +
    Plus,
    /// −
    Minus,
    /// ×
    Times,
    /// ÷
    Over,
    /// =
    Equal,
    /// ≠
    Unequal,
    /// <
    Less,
    /// ≤
    AtMost,
    /// >
    More,
    /// ≥
    AtLeast,
    /// 且
    And,
    /// 或
    Or,
}

impl Formula {
    /// Reads an expression.
    ///
    /// # Errors
    /// Where it is none, and why.
    pub fn parse(text: &str) -> Result<Formula, FormulaFault> {
        parser::parse(text).map(|root| Formula { text: text.to_owned(), root })
    }
}

impl Function {
    /// Every function.
    pub const ALL: [Function; 5] = [
        Function::Sum,
        Function::Count,
        Function::Least,
        Function::Most,
        Function::Blank,
    ];

    /// The name in an expression.
    pub fn name(self) -> &'static str {
        match self {
            Function::Sum => "合计",
            Function::Count => "个数",
            Function::Least => "最小",
            Function::Most => "最大",
            Function::Blank => "空",
        }
    }
}

impl Operator {
    /// The sign as it is shown.
    pub fn sign(self) -> &'static str {
        match self {
            Operator::Plus => "+",
            Operator::Minus => "−",
            Operator::Times => "×",
            Operator::Over => "÷",
            Operator::Equal => "=",
            Operator::Unequal => "≠",
            Operator::Less => "<",
            Operator::AtMost => "≤",
            Operator::More => ">",
            Operator::AtLeast => "≥",
            Operator::And => "且",
            Operator::Or => "或",
        }
    }

    /// Whether it compares two values.
    pub fn compares(self) -> bool {
        use Operator::*;
        matches!(self, Equal | Unequal | Less | AtMost | More | AtLeast)
    }

    /// What holds where this comparison does not.
    pub fn opposite(self) -> Operator {
        match self {
            Operator::Equal => Operator::Unequal,
            Operator::Unequal => Operator::Equal,
            Operator::Less => Operator::AtLeast,
            Operator::AtMost => Operator::More,
            Operator::More => Operator::AtMost,
            Operator::AtLeast => Operator::Less,
            other => other,
        }
    }
}
