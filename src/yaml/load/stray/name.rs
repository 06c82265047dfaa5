//! What a file is by its name, as people and systems write names.

use unicode_normalization::UnicodeNormalization;

/// What a name looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileLook {
    /// It ends as YAML files do.
    Yaml,
    /// It was meant to: `.yaml.txt`, `。yaml`, `yaml` without a dot.
    Nearly,
    /// A copy that a program or a person put aside.
    Backup,
    /// Word, Excel, WPS or PDF.
    Office,
    /// Anything else.
    Other,
}

const BACKUPS: [&str; 9] =
    ["~", ".bak", ".orig", ".rej", ".old", ".swp", ".tmp", ".备份", ".旧"];
const OFFICES: [&str; 10] =
    [".docx", ".doc", ".wps", ".docm", ".xlsx", ".xls", ".et", ".xlsm", ".csv", ".pdf"];
/// What people type for `yaml`, longer ones first.
const NEARLY: [&str; 5] = ["yaml", "ymal", "yaml1", "yml", "yam"];

/// What a name looks like.
pub fn look(name: &str) -> FileLook {
    let plain = plain(name);
    if BACKUPS.iter().any(|b| plain.ends_with(b)) {
        return FileLook::Backup;
    }
    if plain == name.to_lowercase()
        && [".yaml", ".yml"].iter().any(|e| plain.ends_with(e))
    {
        return FileLook::Yaml;
    }
    if stem(&plain).is_some() {
        return FileLook::Nearly;
    }
    match OFFICES.iter().any(|o| plain.ends_with(o)) {
        true => FileLook::Office,
        false => FileLook::Other,
    }
}

impl FileLook {
    /// Whether it is YAML, or was meant to be.
    pub fn is_yaml(self) -> bool {
        matches!(self, FileLook::Yaml | FileLook::Nearly)
    }
}

/// Half-width, lower case, a full stop as a dot, no blanks at the ends.
fn plain(name: &str) -> String {
    let plain: String = name.nfkc().collect::<String>().replace('。', ".");
    plain.trim().to_lowercase()
}

/// What stands in front of a YAML ending, whatever follows it.
fn stem(plain: &str) -> Option<&str> {
    for end in NEARLY {
        if let Some(at) = plain.find(&format!(".{end}")) {
            return Some(&plain[..at]);
        }
    }
    let bare = plain.strip_suffix(".txt").unwrap_or(plain);
    let ends = ["yaml", "yml"].into_iter().find_map(|e| bare.strip_suffix(e));
    // a Latin word may end so
    ends.filter(|s| !s.is_empty() && !s.ends_with(|c: char| c.is_ascii_alphanumeric()))
        .map(|s| s.trim_end_matches(['.', ' ', '-', '_', ',', '，']))
}

/// The name that was meant: `01-会议费.yaml`.
pub fn proper(name: &str) -> String {
    let plain = plain(name);
    let known = stem(&plain).map(str::len);
    let without = || name.rsplit_once('.').map_or(name, |n| n.0);
    let kept = match known {
        // lower case and half width keep the number of characters
        Some(bytes) => {
            let count = plain[..bytes].chars().count();
            name.trim().chars().take(count).collect::<String>()
        }
        None => without().to_owned(),
    };
    format!("{}.yaml", kept.trim())
}

/// The name without its ending, where it is numbered as project files are: 01-会议费.
pub fn numbered(name: &str) -> Option<String> {
    let stem = plain(name);
    let stem = stem.rsplit_once('.').map_or(stem.as_str(), |s| s.0);
    let rest = stem.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = stem.len() - rest.len();
    let parted = rest.starts_with(['-', '_', '.', '、', ' ', '—', '–']);
    ((1..=3).contains(&digits) && parted).then(|| stem.to_owned())
}

/// Whether a project of that number or name is read.
pub fn is_among(stem: &str, read: &[&str]) -> bool {
    let number = |s: &str| {
        let end = s.find(|c: char| !c.is_ascii_digit()).unwrap_or(s.len());
        s[..end].parse::<u32>().ok()
    };
    let other = |name: &&&str| number(name).is_some() && number(name) == number(stem);
    read.iter().any(|name| other(&name))
}

/// Whether a file was meant as 部门.yaml.
pub fn is_like_department(name: &str) -> bool {
    let plain = plain(name);
    let tight: String = plain.split_whitespace().collect();
    let is_yaml = look(name).is_yaml();
    let rest = tight.strip_prefix("部门");
    let rest = rest.or_else(|| tight.strip_prefix("department"));
    rest.is_some_and(|rest| is_yaml || rest.starts_with('.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_seen_as_they_were_meant() {
        for name in [
            "01-会议费.yaml.txt",
            "01-会议费 .yaml",
            "01-会议费。yaml",
            "01-会议费．yaml",
            "01-会议费yaml",
            "01-会议费.yaml.docx",
            "01-会议费.ｙａｍｌ",
            "01-会议费.yam",
        ] {
            assert_eq!(proper(name), "01-会议费.yaml", "{name}");
        }
        assert_eq!(look("说明.txt"), FileLook::Other);
        assert_eq!(look("甲.YAML"), FileLook::Yaml);
        assert_eq!(look("甲.yml"), FileLook::Yaml);
        assert_eq!(look("甲.yaml~"), FileLook::Backup);
        assert_eq!(proper("会议费.txt"), "会议费.yaml");
    }

    #[test]
    fn a_department_is_known_by_its_name() {
        for name in
            ["部门.yaml.txt", "部门 .yaml", "部门.txt", "部门。yaml", "部门(1).yml"]
        {
            assert!(is_like_department(name), "{name}");
        }
        assert!(!is_like_department("部门说明.txt"));
    }
}
