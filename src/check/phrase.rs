//! Whether a clause is made of nothing but known words.

/// The words of `list` that `text` consists of, blanks and colons apart; None where
/// anything else is said. At each place the longest word counts.
pub fn words<'l>(text: &str, list: &[&'l str]) -> Option<Vec<&'l str>> {
    let mut rest = text;
    let mut found = Vec::new();
    loop {
        rest = rest.trim_start_matches([' ', '：', ':', '\u{3000}']);
        if rest.is_empty() {
            return Some(found);
        }
        let here = list.iter().filter(|w| rest.starts_with(**w));
        let word = *here.max_by_key(|w| w.len())?;
        rest = &rest[word.len()..];
        found.push(word);
    }
}

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn a_clause_is_known_or_not() {
        let list = ["项目", "项目预算", "总额", "为"];
        assert_eq!(
            words("项目预算总额为：", &list),
            Some(vec!["项目预算", "总额", "为"])
        );
        assert_eq!(words("培训预算", &list), None);
        assert_eq!(words("", &list), Some(vec![]));
    }
}
