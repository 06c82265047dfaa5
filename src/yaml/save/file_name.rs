//! Names of project files that every system can hold.

use std::collections::BTreeSet;

/// Longest project name in a file name, in characters and in bytes.
const MAX_CHARS: usize = 60;
const MAX_BYTES: usize = 200;

/// `NN-名称` for a project.
pub fn of(number: &str, project: &str) -> String {
    let name = file_name(project);
    if name.is_empty() { number.to_owned() } else { format!("{number}-{name}") }
}

/// A text as the name of a file, without an ending. What Windows does not allow becomes
/// the full-width sign that looks alike; a long text is cut.
pub fn file_name(text: &str) -> String {
    let mut name = String::new();
    for c in text.chars().filter_map(allowed).take(MAX_CHARS) {
        if name.len() + c.len_utf8() > MAX_BYTES {
            break;
        }
        name.push(c);
    }
    name.trim().trim_end_matches(['.', ' ']).to_owned()
}

/// The name itself, or with a count where it is taken; capitals make no difference.
pub fn unique(name: &str, taken: &mut BTreeSet<String>) -> String {
    let mut unique = name.to_owned();
    let mut count = 1;
    while !taken.insert(unique.to_lowercase()) {
        count += 1;
        unique = format!("{name}（{count}）");
    }
    unique
}

fn allowed(c: char) -> Option<char> {
    Some(match c {
        '\\' => '＼',
        '/' => '／',
        ':' => '：',
        '*' => '＊',
        '?' => '？',
        '"' => '＂',
        '<' => '＜',
        '>' => '＞',
        '|' => '｜',
        '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{FEFF}' => return None,
        c if c.is_control() => return None,
        c => c,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forbidden_signs_are_replaced_or_cut() {
        assert_eq!(of("01", "甲/乙:丙?"), "01-甲／乙：丙？");
        assert_eq!(of("01", "甲\n乙. . "), "01-甲乙");
        assert_eq!(of("01", " .. "), "01");
        assert_eq!(of("01", &"长".repeat(99)).chars().count(), 3 + MAX_CHARS);
        assert!(of("01", &"𠮷".repeat(99)).len() <= 3 + MAX_BYTES);
    }

    #[test]
    fn equal_names_get_different_files() {
        let mut taken = BTreeSet::new();
        assert_eq!(unique("01-a", &mut taken), "01-a");
        assert_eq!(unique("01-A", &mut taken), "01-A（2）");
    }
}
