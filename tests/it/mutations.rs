//! Broken files: whatever an author or an editor does to them, every finding has a place
//! on character boundaries, and nothing panics.

use crate::support::{EXAMPLES, input, repository};
use jixiao::check::{apply_fixes, examine, examine_project, rule_texts};
use jixiao::diagnostic::{Diagnostic, to_concise, to_github, to_json, to_sarif, to_text};
use jixiao::text::source::{Sources, Span};
use jixiao::yaml;
use jixiao::yaml::load::{File, Input};

/// How many; `MUTATIONS=100000` makes it a longer run.
fn runs() -> usize {
    let wanted = std::env::var_os("MUTATIONS").and_then(|n| n.to_str()?.parse().ok());
    wanted.unwrap_or(3_000)
}

/// What breaks YAML, or this format.
const NASTY: &[&str] = &[
    "：",
    ": ",
    "- ",
    "\t",
    "#",
    " #",
    "\n",
    "\r\n",
    "\r",
    "[",
    "]",
    "{",
    "}",
    "&a ",
    "*a",
    "!!str ",
    "|",
    ">",
    ">=",
    "'",
    "\"",
    "---\n",
    "...\n",
    "? ",
    "%",
    "@",
    "`",
    "<<: ",
    "预算",
    "项目名称: ",
    "  ",
    "指标值：",
    "\u{feff}",
    "\u{2028}",
    "\u{85}",
    "😀",
    "1e999",
    "～",
    ",",
    "null",
    "~",
    "是",
    "\0",
    "# 允许 A101: 因",
    " # 允许 A",
    "100百分比",
    "-1%",
    "99999999999999999999999999999",
    "\u{200b}",
    "\\",
    "\"\\x",
];

/// A generator of the xorshift kind: the same numbers on every run.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % limit.max(1) as u64) as usize
    }

    fn piece<'a>(&mut self, text: &'a [char], longest: usize) -> &'a [char] {
        let start = self.below(text.len());
        let end = (start + self.below(longest)).min(text.len());
        &text[start..end]
    }
}

/// The example files, and whether each is a project alone.
fn seeds() -> Vec<(Vec<char>, bool)> {
    let root = repository("data");
    let paths = EXAMPLES.map(|e| root.join("examples").join(e));
    let mut seeds = Vec::new();
    for path in paths.iter().chain([&root.join("init/hebei")]) {
        let found = input(path, &root);
        let text =
            |f: File| String::from_utf8(f.bytes.unwrap()).unwrap().chars().collect();
        seeds.extend(found.department.map(|f| (text(f), false)));
        seeds.extend(found.projects.into_iter().take(4).map(|f| (text(f), true)));
    }
    let faults = std::fs::read_to_string(repository("tests/cases/ten-faults.yaml"));
    seeds.push((faults.unwrap().chars().collect(), false));
    seeds
}

fn mutate(text: &mut Vec<char>, seeds: &[(Vec<char>, bool)], random: &mut Random) {
    let at = random.below(text.len() + 1);
    match random.below(4) {
        0 => {
            let end = (at + random.below(12)).min(text.len());
            text.drain(at..end);
        }
        1 => {
            let nasty = NASTY[random.below(NASTY.len())];
            text.splice(at..at, nasty.chars());
        }
        2 => {
            let copy = random.piece(text, 60).to_vec();
            text.splice(at..at, copy);
        }
        _ => {
            let other = &seeds[random.below(seeds.len())].0;
            let piece = random.piece(other, 80).to_vec();
            text.splice(at..at, piece);
        }
    }
}

fn findings(text: &str, project: bool) -> (Vec<Diagnostic>, Sources) {
    let mut sources = Sources::default();
    let file = File { path: "甲.yaml".into(), bytes: Ok(text.into()) };
    let loaded = match project {
        true => examine_project(&file, None, &mut sources),
        false => {
            let department = Some(file);
            let input = Input { department, ..Input::default() };
            examine(&input, &mut sources)
        }
    };
    (loaded.diagnostics, sources)
}

fn assert_places(findings: &[Diagnostic], sources: &Sources) {
    for finding in findings {
        let related = finding.related.iter().map(|l| l.span);
        let spans = related.chain([finding.primary.span]);
        for span in spans.chain(finding.fix.iter().map(|f| f.span)) {
            assert!(is_place(span, sources), "{finding:?}");
        }
    }
}

fn is_place(span: Span, sources: &Sources) -> bool {
    !span.is_none() && sources.get(span.file).text.get(span.range()).is_some()
}

#[test]
fn broken_files_never_break_the_program() {
    let seeds = seeds();
    let rules = rule_texts();
    let mut random = Random(0x9E37_79B9_7F4A_7C15);
    for run in 0..runs() {
        let (mut chars, project) = seeds[random.below(seeds.len())].clone();
        for _ in 0..=random.below(6) {
            mutate(&mut chars, &seeds, &mut random);
        }
        let text: String = chars.into_iter().collect();
        let (findings, sources) = findings(&text, project);
        assert_places(&findings, &sources);
        let fixes: Vec<_> = findings.iter().filter_map(|d| d.fix.as_ref()).collect();
        let source = text.strip_prefix('\u{feff}').unwrap_or(&text);
        apply_fixes(source, &fixes);
        if run % 10 == 0 {
            to_text(&findings, &sources, run % 20 == 0);
            to_concise(&findings, &sources);
            to_json(&findings, &sources);
            to_sarif(&findings, &sources, &rules);
            to_github(&findings, &sources);
            let _ = yaml::fmt(&text);
        }
    }
}
