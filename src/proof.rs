//! What a built file carries, so that it can be told later whether its text was changed:
//! the department's YAML as one file, and the SHA-256 of that.
//!
//! Behind the YAML stand comments with what was printed beside it:
//!
//! ```yaml
//! # 以下由程序写入，供 jixiao verify 核对
//! # 程序: jixiao 0.1.0
//! # 目录页码: 1 1 2
//! # 附录: {"项目":"会议费","代码":"A103","事项":"…","理由":"…"}
//! ```

use crate::layout::{Layout, Piece, PlacedEntry};
use crate::model::{Department, Exemption, Printout};
use crate::text::source::{Span, Spanned};
use crate::yaml::save;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::fmt::Write;

/// The namespace of what is carried, in DOCX and in PDF.
pub const NAMESPACE: &str = "urn:jixiao:proof:1#";

const HEAD: &str = "# 以下由程序写入，供 jixiao verify 核对";
const PROGRAM: &str = "# 程序: ";
const PAGES: &str = "# 目录页码: ";
const APPENDIX: &str = "# 附录: ";
const TABLE: &str = "# 表: ";

/// The program that makes files, with its version.
pub const THIS_PROGRAM: &str = concat!("jixiao ", env!("CARGO_PKG_VERSION"));

/// What a built file carries.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proof {
    /// The YAML and the comments behind it.
    pub text: String,
    /// The digest that the file names: 64 hexadecimal digits.
    pub digest: String,
}

/// What was printed beside the YAML.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Printed {
    /// The program that made the file.
    pub program: String,
    /// The page numbers in the 目录, in the order of its lines.
    pub pages: Vec<String>,
    /// Which tables it shows.
    pub printout: Printout,
    /// The lines of the appendix.
    pub exemptions: Vec<Exemption>,
}

/// A line of the appendix.
#[derive(Serialize, Deserialize)]
struct Line {
    #[serde(rename = "项目")]
    project: String,
    #[serde(rename = "代码")]
    code: String,
    #[serde(rename = "事项")]
    title: String,
    #[serde(rename = "理由")]
    reason: String,
}

impl Proof {
    /// The proof of a department whose text was laid out as `layout`.
    pub fn new(department: &Department, layout: &Layout) -> Proof {
        Proof::of(department, layout, Printout::Targets)
    }

    /// The proof of a department of which these tables were laid out as `layout`.
    pub fn of(department: &Department, layout: &Layout, printout: Printout) -> Proof {
        let mut text = match printout {
            Printout::Targets => save::single(&department.targets_alone()),
            _ => save::single(department),
        };
        let pages: Vec<_> =
            entries(layout).filter_map(|e| page_number(e, layout)).collect();
        let _ = write!(text, "\n{HEAD}\n{PROGRAM}{THIS_PROGRAM}\n");
        let _ = writeln!(text, "{PAGES}{}", pages.join(" "));
        if printout != Printout::Targets {
            let _ = writeln!(text, "{TABLE}{printout}");
        }
        for exemption in &department.exemptions {
            let _ = writeln!(text, "{APPENDIX}{}", line(exemption));
        }
        let digest = digest(&text);
        Proof { text, digest }
    }

    /// Whether the digest is that of the text.
    pub fn is_genuine(&self) -> bool {
        digest(&self.text).eq_ignore_ascii_case(self.digest.trim())
    }

    /// The YAML alone.
    pub fn yaml(&self) -> &str {
        self.text.rsplit_once(HEAD).map_or(&self.text, |(yaml, _)| yaml.trim_end())
    }

    /// What the comments behind the YAML say.
    pub fn printed(&self) -> Printed {
        let mut printed = Printed::default();
        let Some((_, notes)) = self.text.rsplit_once(HEAD) else { return printed };
        for note in notes.lines() {
            if let Some(program) = note.strip_prefix(PROGRAM) {
                printed.program = program.to_owned();
            } else if let Some(pages) = note.strip_prefix(PAGES.trim_end()) {
                printed.pages = pages.split_whitespace().map(str::to_owned).collect();
            } else if let Some(table) = note.strip_prefix(TABLE) {
                printed.printout = table.parse().unwrap_or_default();
            } else if let Some(json) = note.strip_prefix(APPENDIX) {
                printed.exemptions.extend(exemption(json));
            }
        }
        printed
    }
}

/// The SHA-256 of a text in UTF-8.
pub fn digest(text: &str) -> String {
    Sha256::digest(text.as_bytes()).iter().fold(String::new(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

fn entries(layout: &Layout) -> impl Iterator<Item = &PlacedEntry> {
    layout.pages.iter().flat_map(|page| &page.pieces).filter_map(|piece| match piece {
        Piece::Entry(entry) => Some(entry),
        _ => None,
    })
}

/// The number that a line of the 目录 ends with.
fn page_number(entry: &PlacedEntry, layout: &Layout) -> Option<String> {
    entry.number.as_ref()?;
    let heading = || Some(layout.headings.get(entry.heading)?.number.to_string());
    entry.label.clone().or_else(heading)
}

/// JSON without a character that XML or YAML would not keep.
fn line(exemption: &Exemption) -> String {
    let line = Line {
        project: exemption.project.clone(),
        code: exemption.code.clone(),
        title: exemption.title.clone(),
        reason: exemption.reason.value.clone(),
    };
    let json = serde_json::to_string(&line).unwrap_or_default();
    json.chars().fold(String::new(), |mut out, c| {
        match save::is_special(c) {
            true => _ = write!(out, "\\u{:04x}", c as u32),
            false => out.push(c),
        }
        out
    })
}

fn exemption(json: &str) -> Option<Exemption> {
    let line: Line = serde_json::from_str(json).ok()?;
    Some(Exemption {
        project: line.project,
        code: line.code,
        title: line.title,
        reason: Spanned::new(line.reason, Span::NONE),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Field;

    fn layout() -> Layout {
        Layout { sheet: Default::default(), pages: Vec::new(), headings: Vec::new() }
    }

    fn department() -> Department {
        let reason = Spanned::new("结转\u{85}二 # 年".to_owned(), Span::NONE);
        Department {
            name: Field::of("示例市某局".to_owned()),
            exemptions: vec![Exemption {
                project: "会议费".into(),
                code: "A103".into(),
                title: "成本".into(),
                reason,
            }],
            ..Department::default()
        }
    }

    #[test]
    fn what_was_printed_is_read_back() {
        let department = department();
        let proof = Proof::new(&department, &layout());
        assert!(proof.is_genuine());
        assert_eq!(proof.yaml(), save::single(&department).trim_end());
        assert!(!proof.text.contains('\u{85}'));
        let printed = proof.printed();
        assert_eq!(printed.exemptions, department.exemptions);
        assert_eq!(printed.program, THIS_PROGRAM);
        assert_eq!(printed.pages, Vec::<String>::new());
    }

    #[test]
    fn a_changed_text_is_not_genuine() {
        let mut proof = Proof::new(&department(), &layout());
        proof.text.push(' ');
        assert!(!proof.is_genuine());
    }

    #[test]
    fn the_digest_is_sha_256() {
        let empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
        assert_eq!(digest(""), empty);
    }
}
