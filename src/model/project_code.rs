//! 项目编码 and its check character.
//!
//! Layout of the codes in use since 2022: 区划 6 digits, year 2 digits, `P00`, four
//! characters, `1`, four characters, one check character; 21 in all.

use std::{fmt, str::FromStr};

/// The 31 characters of GB 32100, whose place is their value.
const ALPHABET: &[u8; 31] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";

/// How many characters a code has.
pub const LENGTH: usize = 21;

/// The last year, in two digits, whose codes are of the random kind.
const LAST_LEGACY: u16 = 21;

/// What is written for a code that is not given out yet.
const PENDING: &str = "待编";

/// A 项目编码 as written.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct ProjectCode(String);

/// What is wrong with a code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CodeFault {
    /// Another count of characters than 21.
    Length(usize),
    /// A character outside the alphabet, and its place from 0.
    Character(usize, char),
    /// Not of the form 区划 + year + `P00…1…`.
    Pattern,
    /// The last character should be another.
    Check {
        /// What the formula gives.
        expected: char,
    },
}

impl ProjectCode {
    /// A code that the budget system has not given out yet: `待编`.
    pub fn pending() -> ProjectCode {
        ProjectCode(PENDING.to_owned())
    }

    /// Whether it is still to be given out.
    pub fn is_pending(&self) -> bool {
        self.0 == PENDING
    }

    /// The text as written.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The code as printed and compared: nothing where it is still to be given out.
    pub fn known(&self) -> &str {
        if self.is_pending() { "" } else { &self.0 }
    }

    /// Whether it is of the random kind in use until 2021, which cannot be checked.
    /// A code of a later year is never of that kind: it is a broken new one.
    pub fn is_legacy(&self) -> bool {
        let code = &self.0;
        code.chars().count() == LENGTH
            && code.is_ascii()
            && code[..8].bytes().all(|b| b.is_ascii_digit())
            && code[6..8].parse().is_ok_and(|year: u16| year <= LAST_LEGACY)
            && &code[8..11] != "P00"
            && code[8..].bytes().all(|b| b.is_ascii_digit() || b.is_ascii_uppercase())
    }

    /// The budget year it was given out in, for a code of the checked kind.
    pub fn year(&self) -> Option<u16> {
        (!self.is_legacy() && self.0.len() == LENGTH && self.0.is_ascii())
            .then(|| self.0[6..8].parse().ok().map(|y: u16| 2000 + y))?
    }

    /// The first fault of a code that is not legacy; one still to be given out has none.
    pub fn fault(&self) -> Option<CodeFault> {
        if self.is_pending() {
            return None;
        }
        let length = self.0.chars().count();
        if length != LENGTH {
            return Some(CodeFault::Length(length));
        }
        let outside = |c: char| !c.is_ascii() || value(c as u8).is_none();
        if let Some((i, c)) = self.0.chars().enumerate().find(|(_, c)| outside(*c)) {
            return Some(CodeFault::Character(i, c));
        }
        if !self.has_pattern() {
            return Some(CodeFault::Pattern);
        }
        let expected = check_character(&self.0.as_bytes()[..LENGTH - 1]);
        (!self.0.ends_with(expected)).then_some(CodeFault::Check { expected })
    }

    fn has_pattern(&self) -> bool {
        let code = self.0.as_bytes();
        code[..8].iter().all(u8::is_ascii_digit)
            && &code[8..11] == b"P00"
            && code[15] == b'1'
    }
}

/// The check character of the 20 characters before it:
/// `ALPHABET[(30 − Σ vᵢ·3ⁱ) mod 31]`, i from 0 on the left.
fn check_character(body: &[u8]) -> char {
    let mut weight = 1;
    let mut sum = 0;
    for b in body {
        sum += value(*b).unwrap_or(0) * weight;
        weight = weight * 3 % 31;
    }
    ALPHABET[(30 + 31 - sum % 31) % 31] as char
}

fn value(b: u8) -> Option<usize> {
    ALPHABET.iter().position(|a| *a == b)
}

impl FromStr for ProjectCode {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        Ok(ProjectCode(text.to_owned()))
    }
}

impl fmt::Display for ProjectCode {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(text: &str) -> ProjectCode {
        text.parse().unwrap()
    }

    #[test]
    fn published_codes_pass() {
        for text in
            ["13020023P00RT22100028", "13070024P00000410006W", "13020023P00682010632U"]
        {
            assert_eq!(code(text).fault(), None, "{text}");
            assert!(!code(text).is_legacy());
        }
        assert_eq!(code("13070024P00000410006W").year(), Some(2024));
    }

    #[test]
    fn each_fault_is_told() {
        let fault = |t| code(t).fault();
        assert_eq!(fault("13020023P00RT2210002"), Some(CodeFault::Length(20)));
        assert_eq!(fault("13020023P00RT2210002O"), Some(CodeFault::Character(20, 'O')));
        assert_eq!(fault("13020023P01RT22100028"), Some(CodeFault::Pattern));
        assert_eq!(
            fault("13020023P00RT22100029"),
            Some(CodeFault::Check { expected: '8' })
        );
        assert_eq!(fault("项目"), Some(CodeFault::Length(2)));
    }

    #[test]
    fn a_code_to_come_is_no_code_yet() {
        let open = ProjectCode::pending();
        assert_eq!((open.as_str(), open.known(), open.fault()), ("待编", "", None));
        assert!(open.is_pending() && !open.is_legacy() && open.year().is_none());
        assert!(!code("待编码").is_pending());
    }

    #[test]
    fn codes_of_2021_are_legacy() {
        assert!(code("130304212DKQUYMYGYXRY").is_legacy());
        assert!(code("13030421OERP8UVDOGQ8M").is_legacy());
        assert!(!code("13030421").is_legacy());
        assert!(!code("13030426PO0RP8UVDOGQ8").is_legacy());
    }
}
