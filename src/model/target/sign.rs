//! Signs in front of a number and the words that stand for them.

/// How a number binds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sign {
    /// ≥
    AtLeast,
    /// ≤
    AtMost,
    /// ＞
    More,
    /// ＜
    Less,
    /// ＝
    Exactly,
}

use Sign::{AtLeast, AtMost, Exactly, Less, More};

/// Signs as typed, in half width; longer ones first.
const TYPED: &[(&str, Sign)] = &[
    (">=", AtLeast),
    ("=>", AtLeast),
    ("<=", AtMost),
    ("=<", AtMost),
    ("≥", AtLeast),
    ("≧", AtLeast),
    ("⩾", AtLeast),
    ("≤", AtMost),
    ("≦", AtMost),
    ("⩽", AtMost),
    (">", More),
    ("<", Less),
    ("=", Exactly),
];

/// Words in front of a number; longer ones first where one begins another.
const WORDS: &[(&str, Sign)] = &[
    ("大于或等于", AtLeast),
    ("大于等于", AtLeast),
    ("小于或等于", AtMost),
    ("小于等于", AtMost),
    ("不低于", AtLeast),
    ("不少于", AtLeast),
    ("不小于", AtLeast),
    ("不超过", AtMost),
    ("不高于", AtMost),
    ("不大于", AtMost),
    ("不多于", AtMost),
    ("不晚于", AtMost),
    ("不迟于", AtMost),
    ("至少", AtLeast),
    ("最少", AtLeast),
    ("最多", AtMost),
    ("达到", AtLeast),
    ("控制在", AtMost),
    ("大于", More),
    ("高于", More),
    ("超过", More),
    ("多于", More),
    ("小于", Less),
    ("低于", Less),
    ("少于", Less),
    ("等于", Exactly),
];

/// Words behind a number; 以上 and the like include the number itself.
const BEHIND: &[(&str, Sign)] = &[
    ("及以上", AtLeast),
    ("(含)以上", AtLeast),
    ("以上", AtLeast),
    ("及以下", AtMost),
    ("(含)以下", AtMost),
    ("以下", AtMost),
    ("以内", AtMost),
    ("之内", AtMost),
];

/// Words behind a length of time that make it a limit.
const BEHIND_TIME: &[&str] = &["以前", "之前", "内", "前"];

impl Sign {
    /// The sign of the normal form.
    pub fn symbol(self) -> &'static str {
        match self {
            AtLeast => "≥",
            AtMost => "≤",
            More => "＞",
            Less => "＜",
            Exactly => "＝",
        }
    }

    /// Whether larger is allowed: ≥ or ＞.
    pub fn is_lower_bound(self) -> bool {
        matches!(self, AtLeast | More)
    }

    /// Whether smaller is allowed: ≤ or ＜.
    pub fn is_upper_bound(self) -> bool {
        matches!(self, AtMost | Less)
    }
}

/// The sign a folded text begins with, and what follows.
pub fn leading(text: &str) -> (Option<Sign>, &str) {
    let (sign, rest) = typed(text);
    if sign.is_some() {
        return (sign, rest);
    }
    for (word, sign) in WORDS {
        if let Some(rest) = text.strip_prefix(word) {
            return (Some(*sign), rest);
        }
    }
    (None, text)
}

/// The typed sign a folded text begins with, and what follows.
pub fn typed(text: &str) -> (Option<Sign>, &str) {
    for (typed, sign) in TYPED {
        if let Some(rest) = text.strip_prefix(typed) {
            return (Some(*sign), rest);
        }
    }
    (None, text)
}

/// Whether the words around a number make it a least: 不少于, ≥ in front, 以上 behind.
pub fn is_least(before: &str, behind: &str) -> bool {
    let before = before.trim_end();
    let front = TYPED.iter().chain(WORDS).find(|(w, _)| before.ends_with(w));
    let front = front.is_some_and(|(_, sign)| sign.is_lower_bound());
    front || BEHIND.iter().any(|(w, s)| s.is_lower_bound() && behind.starts_with(w))
}

/// The unit a number's rest begins with, and the sign behind it.
pub fn trailing(text: &str) -> (Option<Sign>, &str) {
    let text = text.strip_suffix("左右").unwrap_or(text);
    for (word, sign) in BEHIND {
        if let Some(unit) = text.strip_suffix(word) {
            return (Some(*sign), unit);
        }
    }
    for word in BEHIND_TIME {
        let unit = text.strip_suffix(word);
        if let Some(unit) = unit.filter(|u| super::unit::is_time(u)) {
            return (Some(AtMost), unit);
        }
    }
    (None, text)
}
