//! Which findings are wanted: codes and families.

use super::pages::FAMILIES;
use crate::diagnostic::{Code, codes};
use crate::yaml::load::nearest;
use std::fmt;

/// Which findings are wanted. The usual one wants all.
#[derive(Debug, Clone, Default)]
pub struct Selection {
    select: Vec<String>,
    ignore: Vec<String>,
}

/// A word that is neither a code nor the front of one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownCode(String);

impl fmt::Display for UnknownCode {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let code = self.0.to_uppercase();
        write!(f, "没有代码“{}”", self.0)?;
        if let Some(near) = nearest(&code, codes::ALL.iter().map(|c| c.name)) {
            write!(f, "，是 {near} 吗")?;
        }
        let used = FAMILIES.iter().filter(|k| is_known(&k.0.to_string()));
        let families: Vec<_> = used.map(|k| k.0.to_string()).collect();
        write!(f, "？类别有 {}；全部代码：jixiao explain", families.join("、"))
    }
}

impl std::error::Error for UnknownCode {}

impl Selection {
    /// Wants what `select` names, everything where it is empty, without what `ignore`
    /// names. A name is a code or its front, such as the letter of a family.
    ///
    /// # Errors
    /// A name that no code begins with.
    pub fn new(select: &[String], ignore: &[String]) -> Result<Selection, UnknownCode> {
        Ok(Selection { select: known(select)?, ignore: known(ignore)? })
    }

    /// Whether findings of `code` are wanted.
    pub fn wants(&self, code: &Code) -> bool {
        let named = |names: &[String]| names.iter().any(|n| code.name.starts_with(n));
        (self.select.is_empty() || named(&self.select)) && !named(&self.ignore)
    }
}

fn known(names: &[String]) -> Result<Vec<String>, UnknownCode> {
    let known = |name: &String| {
        let code = name.trim().to_uppercase();
        if is_known(&code) { Ok(code) } else { Err(UnknownCode(name.clone())) }
    };
    names.iter().map(known).collect()
}

/// Whether a code is, or begins with, `name`.
pub(super) fn is_known(name: &str) -> bool {
    !name.is_empty() && codes::ALL.iter().any(|c| c.name.starts_with(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(names: &[&str]) -> Vec<String> {
        names.iter().map(|n| (*n).to_owned()).collect()
    }

    #[test]
    fn families_and_codes_are_chosen() {
        let wanted = Selection::new(&names(&["a", "S1"]), &names(&["A101"])).unwrap();
        assert!(wanted.wants(codes::A102) && wanted.wants(codes::S101));
        assert!(!wanted.wants(codes::A101) && !wanted.wants(codes::S201));
        assert!(Selection::default().wants(codes::S101));
    }

    #[test]
    fn an_unknown_code_is_told_with_the_nearest() {
        let unknown = Selection::new(&names(&["A1O1"]), &[]).unwrap_err();
        assert!(unknown.to_string().starts_with("没有代码“A1O1”，是 A"), "{unknown}");
        assert!(Selection::new(&[], &names(&[""])).is_err());
    }
}
