//! The directory of the zip package: one part under one name.

use std::collections::BTreeSet;

const END: &[u8] = b"PK\x05\x06";
const ENTRY: &[u8] = b"PK\x01\x02";
const LOCAL: &[u8] = b"PK\x03\x04";

/// Parts that have one name, and entries that two readers may take for different ones, in
/// words.
pub fn strange(bytes: &[u8]) -> Vec<String> {
    let mut told = Vec::new();
    let from = bytes.len().saturating_sub(0x1_0000 + 22);
    let ends: Vec<usize> = places(&bytes[from..], END).map(|at| from + at).collect();
    let [end] = ends[..] else {
        return vec!["包的目录不止一份，不同软件会读成两样".to_owned()];
    };
    let number = |at: usize, count: usize| -> usize {
        let found = bytes.get(at..at + count).unwrap_or_default();
        found.iter().rev().fold(0, |n, b| n << 8 | usize::from(*b))
    };
    let mut at = number(end + 16, 4);
    let mut names = BTreeSet::new();
    while bytes.get(at..).is_some_and(|rest| rest.starts_with(ENTRY)) {
        let (name, extra, comment) =
            (number(at + 28, 2), number(at + 30, 2), number(at + 32, 2));
        let raw = bytes.get(at + 46..at + 46 + name).unwrap_or_default();
        let local = number(at + 42, 4);
        let header = bytes.get(local..).unwrap_or_default();
        let same = header.starts_with(LOCAL)
            && bytes.get(local + 30..local + 30 + number(local + 26, 2)) == Some(raw);
        let shown = String::from_utf8_lossy(raw).replace('\\', "/");
        if !same {
            told.push(format!("包里的 {shown} 前后两个名字不同"));
        }
        let name_as_found = shown.trim_start_matches('/').to_lowercase();
        if !names.insert(name_as_found) {
            told.push(format!("包里不止一个 {shown}，不同软件会读成两样"));
        }
        at += 46 + name + extra + comment;
    }
    told
}

fn places<'a>(bytes: &'a [u8], what: &'a [u8]) -> impl Iterator<Item = usize> + 'a {
    bytes.windows(what.len()).enumerate().filter(move |(_, w)| *w == what).map(|(i, _)| i)
}
