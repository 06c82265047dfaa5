//! Slips of the pen in a sound department: each is told at its line, in Chinese, without
//! findings that only follow from it, or read right; and no fix loses what was typed.
//!
//! `tests/cases/typing/slips.json` holds them as `[first line, end, new lines]` from 0.

use crate::support::{repository, shared};
use jixiao::check::{apply_fixes, examine};
use jixiao::diagnostic::{Diagnostic, Fix, Severity};
use jixiao::text::source::Sources;
use jixiao::yaml::load::{File, Input, Loaded};
use jixiao::yaml::save::single;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;

/// The words of a parser that people do not read.
const ENGLISH: &[&str] = &[
    "expected",
    "unexpected",
    "found",
    "invalid",
    "mapping",
    "sequence",
    "scalar",
    "token",
    "while",
    "did not",
];

/// How many mutated slips; `MUTATIONS=100000` makes it a longer run.
fn runs() -> usize {
    let wanted = std::env::var_os("MUTATIONS").and_then(|n| n.to_str()?.parse().ok());
    wanted.unwrap_or(300)
}

const DEPARTMENT: &str = "部门.yaml";
const PROJECTS: [&str; 2] = ["项目/01-会议费.yaml", "项目/02-科普活动经费.yaml"];

type Files = BTreeMap<String, String>;

fn department() -> Files {
    let root = repository("data/init/hebei");
    let names = std::iter::once(DEPARTMENT).chain(PROJECTS);
    names
        .map(|n| {
            (n.to_owned(), fs::read_to_string(root.join(n)).unwrap().replace('\r', ""))
        })
        .collect()
}

/// A slip of the list: its file as changed, and the lines it touches.
fn slipped(case: &Value) -> (Files, String, BTreeSet<usize>) {
    let mut files = department();
    let name = case["file"].as_str().unwrap().to_owned();
    let mut lines: Vec<String> = files[&name].split('\n').map(str::to_owned).collect();
    let (mut touched, mut shift) = (BTreeSet::new(), 0_isize);
    for edit in case["lines"].as_array().unwrap() {
        let at = |i: usize| edit[i].as_u64().unwrap() as isize;
        let new: Vec<String> = edit[2]
            .as_array()
            .unwrap()
            .iter()
            .map(|l| l.as_str().unwrap().into())
            .collect();
        let start = (at(0) + shift) as usize;
        touched.extend(start + 1..=start + 1 + new.len().max(1));
        shift += new.len() as isize - (at(1) - at(0));
        lines.splice(start..start + (at(1) - at(0)) as usize, new);
    }
    let end = if case["crlf"] == true { "\r\n" } else { "\n" };
    files.insert(name.clone(), lines.join(end));
    (files, name, touched)
}

fn examined(files: &Files) -> (Loaded, Sources) {
    let file = |name: &str| File {
        path: name.to_owned(),
        bytes: Ok(files[name].clone().into_bytes()),
    };
    let input = Input {
        path: "部门".into(),
        department: Some(file(DEPARTMENT)),
        projects: PROJECTS.iter().map(|n| file(n)).collect(),
        ..Input::default()
    };
    let mut sources = Sources::default();
    (examine(&input, &mut sources), sources)
}

fn place(finding: &Diagnostic, sources: &Sources) -> (String, usize) {
    let source = sources.get(finding.primary.span.file);
    (source.path.clone(), source.position(finding.primary.span.range().start).line)
}

/// What is wrong with what is said of a slip.
fn fault(case: &Value) -> Option<String> {
    let (files, name, touched) = slipped(case);
    let (loaded, sources) = examined(&files);
    let found = &loaded.diagnostics;
    let said: Vec<_> = found
        .iter()
        .map(|d| format!("{} {:?} {}", d.code, place(d, &sources), d.message))
        .collect();
    let is_here = |d: &&Diagnostic| {
        let (path, line) = place(d, &sources);
        path == name && touched.contains(&line)
    };
    let here = found.iter().filter(is_here).count();
    let english = |d: &Diagnostic| {
        let text = format!("{} {} {}", d.message, d.primary.text, d.help.join(" "));
        ENGLISH.iter().any(|e| text.split(' ').any(|w| w == *e))
    };
    let good = match case["want"].as_str().unwrap() {
        "read" => found.iter().all(|d| d.severity != Severity::Error),
        _ => here > 0 && found.len() - here <= 1 && !found.iter().any(english),
    };
    (!good).then(|| format!("{}: {said:#?} {touched:?}", case["name"]))
}

fn slips() -> Vec<Value> {
    let path = repository("tests/cases/typing/slips.json");
    serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

#[test]
fn slips_are_told_where_they_are_or_read_right() {
    let cases = slips();
    assert!(cases.len() >= 40);
    let faults: Vec<_> = cases.iter().filter_map(fault).collect();
    assert!(
        faults.is_empty(),
        "{} of {}\n{}",
        faults.len(),
        cases.len(),
        faults.join("\n")
    );
}

#[test]
fn slips_of_the_shared_list_are_told_too() {
    let Some(path) = shared("cases/typing/cases.json") else { return };
    let cases: Vec<Value> =
        serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
    // other encodings and names are tried through the command
    let plain = |c: &&Value| c["encoding"].is_null() && c["rename"].is_null();
    let faults: Vec<_> = cases.iter().filter(plain).filter_map(fault).collect();
    assert!(faults.is_empty(), "{}\n{}", faults.len(), faults.join("\n"));
}

/// The letters and digits of a text, each with how often it stands there.
fn letters(text: &str) -> BTreeMap<char, usize> {
    let mut counts = BTreeMap::new();
    for c in text.chars().filter(|c| c.is_alphanumeric()) {
        *counts.entry(c).or_default() += 1;
    }
    counts
}

/// Applies the safe fixes round after round; what was said of those applied, and whether
/// it came to an end.
fn settled(files: &mut Files) -> (String, bool) {
    let mut said = String::new();
    for _ in 0..12 {
        let (loaded, sources) = examined(files);
        let safe = |d: &&Diagnostic| d.fix.as_ref().is_some_and(|f| f.safe);
        let findings: Vec<_> = loaded.diagnostics.iter().filter(safe).collect();
        let mut count = 0;
        for (name, text) in files.iter_mut() {
            let here = |f: &&Fix| sources.get(f.span.file).path == *name;
            let fixes: Vec<&Fix> =
                findings.iter().filter_map(|d| d.fix.as_ref()).filter(here).collect();
            let body = text.strip_prefix('\u{feff}').unwrap_or(text);
            let (fixed, applied) = apply_fixes(body, &fixes);
            count += applied;
            if applied > 0 {
                *text = fixed;
            }
        }
        findings.iter().for_each(|d| said.push_str(&d.message));
        if count == 0 {
            return (said, true);
        }
    }
    (said, false)
}

/// Fails where fixing loses a letter that no applied fix has named, or does not settle.
fn assert_nothing_is_lost(files: &Files, what: &str) {
    let mut fixed = files.clone();
    let (said, ends) = settled(&mut fixed);
    assert!(ends, "{what}: fixes do not settle\n{files:#?}\n{fixed:#?}");
    for (name, text) in files {
        let after = letters(&fixed[name]);
        for (c, count) in letters(text) {
            let kept = after.get(&c).copied().unwrap_or(0);
            assert!(
                kept >= count || said.contains(c),
                "{what}: 「{c}」 is lost\n{said}\n{text}\n{}",
                fixed[name]
            );
        }
    }
}

#[test]
fn fixes_lose_nothing_and_give_what_was_read() {
    for case in slips() {
        let (files, _, _) = slipped(&case);
        let what = case["name"].to_string();
        assert_nothing_is_lost(&files, &what);
        let (before, _) = examined(&files);
        let by_typing = |d: &Diagnostic| {
            matches!(d.code.name, "S101" | "S116")
                && d.fix.as_ref().is_some_and(|f| f.safe)
        };
        if !before.diagnostics.iter().all(by_typing) {
            continue;
        }
        let mut fixed = files.clone();
        settled(&mut fixed);
        let (after, _) = examined(&fixed);
        let is_typing = |d: &Diagnostic| matches!(d.code.name, "S101" | "S115" | "S116");
        assert!(
            !after.diagnostics.iter().any(is_typing),
            "{what}: {:?}",
            after.diagnostics
        );
        assert_eq!(
            single(&before.department.unwrap()),
            single(&after.department.unwrap()),
            "{what}"
        );
    }
}

#[test]
fn two_misspelt_funds_do_not_become_one() {
    let mut files = department();
    let text = files.get_mut(PROJECTS[0]).unwrap();
    *text = text.replace("  财政资金: 5.00", "  财政资全: 5.00\n  财政资进: 0.00");
    let (loaded, sources) = examined(&files);
    let here = |d: &&Diagnostic| place(d, &sources).0 == PROJECTS[0];
    let fixes: Vec<&Fix> =
        loaded.diagnostics.iter().filter(here).filter_map(|d| d.fix.as_ref()).collect();
    let (fixed, count) = apply_fixes(&files[PROJECTS[0]], &fixes);
    assert!(count > 0);
    assert_eq!(fixed.matches("  财政资金:").count(), 1, "{fixed}");
}

/// A generator of the xorshift kind: the same numbers on every run.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % limit.max(1) as u64) as usize
    }
}

/// What a second slip on the same lines puts in.
const MORE: &[&str] = &[
    "：",
    "，",
    "｛",
    "｝",
    "“",
    "\"",
    "'",
    "[",
    "]",
    "{",
    "}",
    ">",
    ">=",
    "&",
    "*",
    "@",
    "%",
    "- ",
    "-",
    "·",
    "1. ",
    "（2）",
    " ",
    "\t",
    "　",
    "\u{a0}",
    "\u{200b}",
    "#",
    " #",
    "// ",
    "\n",
    "\r\n",
    ": ",
    ":",
    ",",
    "⽤",
    "指标",
    "资金用途：",
];

#[test]
fn fixes_of_mutated_slips_lose_nothing() {
    let cases = slips();
    let mut random = Random(0x2545_F491_4F6C_DD1D);
    for run in 0..runs() {
        let case = &cases[random.below(cases.len())];
        let (mut files, name, touched) = slipped(case);
        let text = files.get_mut(&name).unwrap();
        let lines: Vec<usize> = touched.into_iter().collect();
        let line = lines[random.below(lines.len())];
        let starts: Vec<usize> = std::iter::once(0)
            .chain(text.match_indices('\n').map(|(i, _)| i + 1))
            .collect();
        let start = starts[(line - 1).min(starts.len() - 1)];
        let length = text[start..].find('\n').unwrap_or(text.len() - start);
        let at = text.floor_char_boundary(start + random.below(length + 1));
        text.insert_str(at, MORE[random.below(MORE.len())]);
        assert_nothing_is_lost(&files, &format!("run {run} of {}", case["name"]));
    }
}
