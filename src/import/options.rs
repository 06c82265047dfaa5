//! What the user says about a file to import.

use crate::model::{Department, Field, Profile, Year};
use crate::yaml::load::profile::built_in;

/// A profile to read a file by.
#[derive(Debug, Clone, PartialEq)]
pub struct Chosen {
    /// What 版式 says: a name of one of the program's, or the path of a folder.
    pub name: String,
    /// The profile.
    pub profile: Profile,
}

/// The profile, and values that override those of the file.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Options {
    /// The profile; without one the best-fitting of the program's is taken.
    pub profile: Option<Chosen>,
    /// 部门名称.
    pub name: Option<String>,
    /// 年度.
    pub year: Option<Year>,
    /// 编制单位.
    pub compiler: Option<String>,
    /// 审核单位.
    pub reviewer: Option<String>,
}

impl Options {
    /// Options for the program's profile of that name, if there is one.
    pub fn new(profile: &str) -> Options {
        let chosen = |p| Chosen { name: profile.to_owned(), profile: p };
        Options { profile: built_in(profile).map(chosen), ..Options::default() }
    }

    /// Takes a value given as `--set 键=值`.
    ///
    /// # Errors
    ///
    /// What is wrong with it, in words for the user.
    pub fn set(&mut self, assignment: &str) -> Result<(), String> {
        let (key, value) = assignment.split_once(['=', '＝']).ok_or_else(|| {
            format!("「{assignment}」要写成“键=值”，如 部门名称=某市某局")
        })?;
        let value = value.trim();
        if value.is_empty() {
            return Err(format!("「{key}」后面没有值"));
        }
        match key.trim() {
            "部门名称" => self.name = Some(value.to_owned()),
            "年度" => self.year = Some(value.parse()?),
            "编制单位" => self.compiler = Some(value.to_owned()),
            "审核单位" => self.reviewer = Some(value.to_owned()),
            other => {
                return Err(format!(
                    "不能设定「{other}」；可以设定：部门名称、年度、编制单位、审核单位"
                ));
            }
        }
        Ok(())
    }

    /// Overrides what the file says.
    pub(super) fn apply(&self, department: &mut Department) {
        let text = |to: &mut Field<String>, value: &Option<String>| {
            if let Some(value) = value {
                *to = Field::of(value.clone());
            }
        };
        text(&mut department.name, &self.name);
        text(&mut department.compiler, &self.compiler);
        text(&mut department.reviewer, &self.reviewer);
        if let Some(year) = self.year {
            department.year = Field::of(year);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_checked() {
        let mut options = Options::new("hebei");
        options.set("年度=2025").unwrap();
        options.set("部门名称 = 某局").unwrap();
        assert_eq!(
            (options.year, options.name.as_deref()),
            (Some(Year(2025)), Some("某局"))
        );
        for bad in ["年度=25", "年度", "名称=甲", "审核单位="] {
            assert!(options.set(bad).is_err(), "{bad}");
        }
    }
}
