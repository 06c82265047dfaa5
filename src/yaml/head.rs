//! The keys of a file's first level: what kind of file it is, and which form it names.

use super::tree::{Fault, Kind, Tree};

/// The keys of the first level with what stands under them; empty for lists and maps.
///
/// They come from the tree, so that a quoted key counts and a line of a long text does
/// not; where the YAML is broken, lines tell what the tree lacks.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Head(Vec<(String, String)>);

impl Head {
    /// The keys of a text.
    pub fn of(text: &str) -> Head {
        let text = text.trim_start_matches('\u{feff}');
        let (tree, faults) = Tree::parse(text);
        let mut head = Head::default();
        match tree.roots.first().map(|r| tree.kind(*r)) {
            Some(Kind::Mapping(entries)) => {
                for (key, value) in entries {
                    let value = tree.scalar(*value).unwrap_or_default();
                    head.add(tree.scalar(*key).unwrap_or_default(), value);
                }
            }
            // a file of which only a key is written, or keys whose colons are forgotten
            Some(Kind::Scalar { text, .. }) => {
                let words = text.split_whitespace();
                words.for_each(|word| head.add(word.trim_end_matches('：'), ""));
            }
            _ => {}
        }
        if faults.iter().any(|f| matches!(f, Fault::Syntax { .. })) {
            text.lines().filter_map(entry).for_each(|(key, value)| head.add(key, value));
        }
        head
    }

    /// The keys of a file's bytes, as far as they are text.
    pub fn of_bytes(bytes: &[u8]) -> Head {
        Head::of(&String::from_utf8_lossy(bytes))
    }

    fn add(&mut self, key: &str, value: &str) {
        if !self.has(key) {
            self.0.push((key.to_owned(), value.trim().to_owned()));
        }
    }

    /// Whether a key stands there.
    pub fn has(&self, key: &str) -> bool {
        self.0.iter().any(|(k, _)| k == key)
    }

    /// The text under a key.
    pub fn value(&self, key: &str) -> Option<&str> {
        self.0.iter().find(|(k, _)| k == key).map(|(_, value)| value.as_str())
    }

    /// Whether the file holds one project alone.
    pub fn is_project(&self) -> bool {
        self.has("项目名称") && !self.has("部门名称")
    }

    /// Whether the file is a department by itself.
    pub fn is_department(&self) -> bool {
        self.has("部门名称")
    }
}

/// Key and value of a line that begins with a key.
fn entry(line: &str) -> Option<(&str, &str)> {
    let (key, value) = line.split_once([':', '：'])?;
    let is_key = !key.starts_with([' ', '\t', '-', '#']) && !key.trim().is_empty();
    let value = value.split(" #").next().unwrap_or(value);
    is_key.then(|| (unquoted(key), unquoted(value)))
}

fn unquoted(text: &str) -> &str {
    text.trim().trim_matches(['"', '\''])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_count_however_they_are_written() {
        for text in [
            "部门名称: 甲局\n版式: ./版式\n",
            "\u{feff}\"部门名称\": 甲局\r\n'版式': \"./版式\" # 自定\r\n",
            "部门名称 : 甲局\n版式: ./版式\n",
            "{部门名称: 甲局, 版式: ./版式}\n",
            "部门名称：甲局\n'版式': ./版式\n项目: [\n",
        ] {
            let head = Head::of(text);
            assert!(head.is_department() && !head.is_project(), "{text}");
            assert_eq!(head.value("版式"), Some("./版式"), "{text}");
        }
    }

    #[test]
    fn lines_of_a_text_are_no_keys() {
        let head = Head::of("{项目名称: 甲, 资金用途: \"说明\n部门名称: 乙\"}\n");
        assert!(head.is_project());
        assert!(Head::of("资金用途: |\n  部门名称: 乙\n").value("部门名称").is_none());
        assert_eq!(Head::of("- 部门名称: 甲\n"), Head::default());
        assert_eq!(Head::of(""), Head::default());
        assert!(Head::of("部门名称").is_department());
    }
}
