//! `--digests`: a list of what was built, kept apart from the files: the SHA-256 of the
//! YAML that they carry, and whose it is.

use super::files;
use crate::cli::Failure;
use jixiao::proof::Proof;
use std::collections::BTreeSet;
use std::fs;
use std::io::ErrorKind;
use std::path::Path;

const HEAD: &str = "# jixiao build --digests：所生成文件所带 YAML 的 SHA-256；供 jixiao verify --digests 核对";

/// A line of a list: the digest, and the title of the text.
pub fn line(proof: &Proof, title: &str) -> String {
    format!("{}  {}", proof.digest, title.replace(['\n', '\r'], " "))
}

/// The digests of a list.
///
/// # Errors
/// A list that cannot be read, or holds anything else.
pub fn read(path: &Path) -> Result<BTreeSet<String>, Failure> {
    let text = fs::read_to_string(path).map_err(|e| Failure::io("读取清单", path, &e))?;
    let mut digests = BTreeSet::new();
    for (number, line) in lines(&text) {
        let digest = line.split_whitespace().next().unwrap_or_default();
        if digest.len() != 64 || !digest.bytes().all(|b| b.is_ascii_hexdigit()) {
            let path = files::show(path);
            let why = format!(
                "{path} 第 {} 行不是“SHA-256  标题”；清单由 jixiao build --digests 生成",
                number + 1
            );
            return Err(Failure::new(why));
        }
        digests.insert(digest.to_ascii_lowercase());
    }
    Ok(digests)
}

fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let lines = text.trim_start_matches('\u{feff}').lines().map(str::trim).enumerate();
    lines.filter(|(_, line)| !line.is_empty() && !line.starts_with('#'))
}

/// Adds lines to a list; those that it has stay.
///
/// # Errors
/// A list that cannot be read or written.
pub fn add(path: &Path, new: &[String]) -> Result<(), Failure> {
    let mut text = match fs::read_to_string(path) {
        Ok(text) => text,
        Err(e) if e.kind() == ErrorKind::NotFound => format!("{HEAD}\n"),
        Err(e) => return Err(Failure::io("读取清单", path, &e)),
    };
    if !text.ends_with('\n') {
        text.push('\n');
    }
    for line in new {
        if !text.lines().any(|known| known.trim() == line) {
            text.push_str(line);
            text.push('\n');
        }
    }
    files::commit(vec![files::prepare(path, text.as_bytes())?])
}
