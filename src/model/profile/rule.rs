//! 核对: the rules that a form has of its own.

use crate::diagnostic::{Code, Severity};
use crate::model::formula::Formula;
use std::collections::BTreeMap;
use std::sync::{LazyLock, Mutex, PoisonError};

/// A rule of the form's own: what has to hold.
#[derive(Debug, Clone, PartialEq)]
pub struct RuleForm {
    /// 编号, U001 to U999; unsaid, its place among the rules.
    pub code: &'static str,
    /// 属于: what it is about, each of them judged alone.
    pub owner: RuleOwner,
    /// 当: where this does not hold, nothing has to.
    pub when: Option<Formula>,
    /// 式: what has to hold.
    pub formula: Formula,
    /// 提示: what to tell where it does not.
    pub message: String,
    /// 程度.
    pub severity: Severity,
    /// 说明: why, and the way out; may be empty.
    pub about: String,
}

/// What a rule is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RuleOwner {
    /// 项目.
    Project,
    /// 部门.
    Department,
    /// 指标.
    Indicator,
    /// 专项资金.
    SpecialFund,
    /// The rows of the own table of that name of a project.
    Row(String),
}

/// What findings of own rules are known by. Kinds of findings live as long as the program;
/// a form that is read again has those it had.
static KINDS: Mutex<BTreeMap<(&str, String, Severity), &Code>> =
    Mutex::new(BTreeMap::new());

impl RuleForm {
    /// The fault that the rule finds.
    pub fn title(&self) -> &str {
        if self.message.is_empty() { &self.formula.text } else { &self.message }
    }

    /// The kind of its findings.
    pub fn kind(&self) -> &'static Code {
        let (name, severity) = (self.code, self.severity);
        let title = self.title();
        let mut kinds = KINDS.lock().unwrap_or_else(PoisonError::into_inner);
        kinds.entry((name, title.to_owned(), severity)).or_insert_with(|| {
            let title = title.to_owned().leak();
            Box::leak(Box::new(Code { name, title, severity }))
        })
    }
}

/// The codes of such rules: a code is a static text everywhere.
static CODES: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
    let code = |n: u16| -> &'static str { format!("U{n:03}").leak() };
    (1..=999).map(code).collect()
});

/// The code with that number, from 1 to 999.
pub fn code_of(number: u16) -> Option<&'static str> {
    let at = usize::from(number).checked_sub(1)?;
    CODES.get(at).copied()
}
