//! Joining the lines of a text: no blank between Chinese characters.
//!
//! YAML joins the lines of plain, quoted and folded (`>`) scalars with a blank. Between
//! Chinese characters that blank is not what the author means.

/// The value of a plain or quoted scalar whose source is `raw` and whose value by YAML's
/// own rule is `yaml`.
pub fn flow(raw: &str, yaml: &str) -> String {
    if !raw.contains('\n') {
        return yaml.trim().to_owned();
    }
    let body = match raw.as_bytes().first() {
        Some(b'"') if raw.contains('\\') => return yaml.trim().to_owned(),
        Some(b'"') => raw.trim_matches('"').to_owned(),
        Some(b'\'') => {
            let inner = raw.strip_prefix('\'').unwrap_or(raw);
            inner.strip_suffix('\'').unwrap_or(inner).replace("''", "'")
        }
        _ => raw.to_owned(),
    };
    join(body.lines().map(str::trim))
}

/// The value of a folded block scalar. Blocks with lines indented further keep YAML's
/// reading, which does not fold those.
pub fn block(raw: &str, yaml: &str) -> String {
    let mut lines = raw.lines().skip_while(|l| l.trim_start().starts_with('>'));
    let Some(first) = lines.clone().find(|l| !l.trim().is_empty()) else {
        return yaml.trim().to_owned();
    };
    // the source of a block may begin behind the indentation of its first line
    let body: Vec<&str> = lines.by_ref().collect();
    let indent = |l: &str| l.len() - l.trim_start_matches(' ').len();
    let usual = body.iter().skip(1).filter(|l| !l.trim().is_empty()).map(|l| indent(l));
    let usual = usual.min().unwrap_or_else(|| indent(first));
    let deeper = body.iter().skip(1).any(|l| !l.trim().is_empty() && indent(l) > usual);
    if deeper {
        return yaml.trim_end().to_owned();
    }
    join(body.into_iter().map(str::trim))
}

/// Joins trimmed lines; a blank line ends a paragraph.
fn join<'a>(lines: impl Iterator<Item = &'a str>) -> String {
    let mut out = String::new();
    let mut blank = false;
    for line in lines {
        if line.is_empty() {
            blank = true;
            continue;
        }
        if blank && !out.is_empty() {
            out.push('\n');
        } else if let (Some(a), Some(b)) = (out.chars().last(), line.chars().next())
            && !(is_wide(a) || is_wide(b))
        {
            out.push(' ');
        }
        blank = false;
        out.push_str(line);
    }
    out
}

/// Han characters, full-width forms and the punctuation of Chinese text.
fn is_wide(c: char) -> bool {
    matches!(c as u32, 0x2E80..=0xA4CF | 0xF900..=0xFAFF | 0xFE30..=0xFE4F
        | 0xFF00..=0xFFEF | 0x20000..=0x3FFFF)
        || "“”‘’—…·《》〈〉、。".contains(c)
}

#[cfg(test)]
mod tests {
    use crate::yaml::tree::Tree;

    fn value(yaml: &str) -> String {
        let (tree, faults) = Tree::parse(yaml);
        assert!(faults.is_empty(), "{faults:?}");
        tree.scalar(tree.roots[0]).unwrap().to_owned()
    }

    #[test]
    fn chinese_lines_join_without_a_blank() {
        assert_eq!(
            value("面向基层\n开展科普，\n服务群众\n"),
            "面向基层开展科普，服务群众"
        );
        assert_eq!(value("'面向\n  基层''的'\n"), "面向基层'的");
        assert_eq!(value("\"面向\n  基层\"\n"), "面向基层");
    }

    #[test]
    fn latin_words_keep_one() {
        assert_eq!(value("open\n  data\n"), "open data");
        assert_eq!(value("使用 LED\n显示屏\n"), "使用 LED显示屏");
    }

    #[test]
    fn blank_lines_are_paragraphs() {
        assert_eq!(value("甲\n\n乙\n丙\n"), "甲\n乙丙");
        assert_eq!(value(">\n  甲\n  乙\n\n  丙\n"), "甲乙\n丙");
        assert_eq!(value(">-\r\n  甲\r\n  乙\r\n"), "甲乙");
    }

    #[test]
    fn literal_lines_stay() {
        assert_eq!(value("|\n  甲\n  乙\n"), "甲\n乙");
    }
}
