//! Word lists as data: `data/words/*.txt`, read once.
//!
//! A line `[名称]` begins a list, `#` a comment; words stand apart by blanks.

use std::collections::HashMap;

/// The lists of a file by their names.
pub struct Lists(HashMap<&'static str, Vec<&'static str>>);

impl Lists {
    /// Reads a file.
    pub fn read(text: &'static str) -> Lists {
        let mut lists: HashMap<&str, Vec<&str>> = HashMap::new();
        let mut name = "";
        for line in text.lines().map(str::trim).filter(|l| !l.starts_with('#')) {
            match line.strip_prefix('[').and_then(|l| l.strip_suffix(']')) {
                Some(next) => name = next,
                None => lists.entry(name).or_default().extend(line.split_whitespace()),
            }
        }
        Lists(lists)
    }

    /// The words of a list; none of a list that is not there.
    pub fn of(&self, name: &str) -> &[&'static str] {
        self.0.get(name).map_or(&[], |l| l)
    }

    /// The word of a list that `text` holds.
    pub fn within(&self, name: &str, text: &str) -> Option<&'static str> {
        self.of(name).iter().find(|w| text.contains(**w)).copied()
    }

    /// The word of a list that `text` begins with.
    pub fn at_start(&self, name: &str, text: &str) -> Option<&'static str> {
        self.of(name).iter().find(|w| text.starts_with(**w)).copied()
    }

    /// The word of a list that `text` ends with.
    pub fn at_end(&self, name: &str, text: &str) -> Option<&'static str> {
        self.of(name).iter().find(|w| text.ends_with(**w)).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_told_by_their_names() {
        let lists = Lists::read("# 说明\n[甲]\n子 丑\n寅\n[乙]\n卯\n");
        assert_eq!(lists.of("甲"), ["子", "丑", "寅"]);
        assert_eq!(lists.within("乙", "丁卯年"), Some("卯"));
        assert_eq!(lists.at_start("甲", "丑时"), Some("丑"));
        assert_eq!(lists.at_end("甲", "丑时"), None);
        assert!(lists.of("丙").is_empty());
    }
}
