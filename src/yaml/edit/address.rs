//! Addresses: which field or item of a department, also one that is not written yet.

use serde::{Deserialize, Serialize};
use std::fmt;

/// A step of an [`Address`].
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Step {
    /// An item of a list, from 0.
    Item(usize),
    /// A key of the format, or a name that the form gives: of a fund, a month, a text.
    Key(String),
}

impl From<&str> for Step {
    fn from(key: &str) -> Step {
        Step::Key(key.to_owned())
    }
}

impl From<usize> for Step {
    fn from(index: usize) -> Step {
        Step::Item(index)
    }
}

/// A place in a department, by what it means and not by where it stands: the path of
/// keys and items from the department down. In JSON it is that list, such as
/// `["项目", 2, "绩效指标", 0, "指标值"]`.
///
/// - Projects are counted in their order, whether they are files or written inline.
/// - Indicators are counted as the printed rows, whether levels are maps or a list;
///   `["绩效指标", 0, "一级指标"]` is the level of a row, `["绩效指标", "产出指标"]` a level
///   with all its rows.
/// - An amount is the path of its names in the form, whether it is written below its
///   block or beside it.
/// - 标题 and 内容 of an item are addressed alike, whether it is a map or a text alone.
#[derive(
    Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Address(Vec<Step>);

impl Address {
    /// The department itself.
    pub fn department() -> Address {
        Address::default()
    }

    /// The project with that number, from 0.
    pub fn project(index: usize) -> Address {
        Address::department().then(super::format::PROJECTS).then(index)
    }

    /// The key or item `step` of this place.
    #[must_use]
    pub fn then(mut self, step: impl Into<Step>) -> Address {
        self.0.push(step.into());
        self
    }

    /// The path.
    pub fn steps(&self) -> &[Step] {
        &self.0
    }

    /// The list or map that this is an item or a key of, and the last step.
    pub fn split_last(&self) -> Option<(Address, &Step)> {
        let (last, rest) = self.0.split_last()?;
        Some((Address(rest.to_vec()), last))
    }

    pub(super) fn steps_mut(&mut self) -> &mut [Step] {
        &mut self.0
    }
}

impl<S: Into<Step>> FromIterator<S> for Address {
    fn from_iter<I: IntoIterator<Item = S>>(steps: I) -> Address {
        Address(steps.into_iter().map(Into::into).collect())
    }
}

/// As people say it, items from 1: 项目 3，绩效指标 1，指标值.
impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        for (i, step) in self.0.iter().enumerate() {
            match step {
                Step::Item(index) => write!(f, " {}", index + 1)?,
                Step::Key(key) if i == 0 => f.write_str(key)?,
                Step::Key(key) => write!(f, "，{key}")?,
            }
        }
        Ok(())
    }
}
