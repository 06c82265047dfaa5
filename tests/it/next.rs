//! `jixiao next` and `jixiao new`: through the command, and over the real texts in
//! ../shared.

use crate::support::{input, repository, shared};
use jixiao::advance::{Advanced, CodeTable, NextWish, advance};
use jixiao::check::examine;
use jixiao::import::{Options, import};
use jixiao::model::{CodeFault, ProjectCode};
use jixiao::text::source::Sources;
use jixiao::yaml::load::{File, Input};
use jixiao::yaml::save::save;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

fn jixiao(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_jixiao")).args(arguments).output().unwrap()
}

fn shown(output: &Output) -> String {
    let (out, err) = (&output.stdout, &output.stderr);
    String::from_utf8_lossy(out).into_owned() + &String::from_utf8_lossy(err)
}

/// The init example as a folder in `folder`.
fn example(folder: &Path) -> String {
    let old = folder.join("旧").to_str().unwrap().to_owned();
    assert!(jixiao(&["init", &old]).status.success());
    old
}

#[test]
fn next_years_folder_keeps_every_comment_and_line() {
    let folder = tempfile::tempdir().unwrap();
    let old = example(folder.path());
    let new = folder.path().join("新");
    let done = jixiao(&["next", &old, "-o", new.to_str().unwrap(), "--年度", "2027"]);
    assert!(done.status.success(), "{}", shown(&done));
    for (path, changed) in [("部门.yaml", 1), ("项目/01-会议费.yaml", 2)] {
        let text = |root: &Path| fs::read_to_string(root.join(path)).unwrap();
        let (before, after) = (text(Path::new(&old)), text(&new));
        let kept: String =
            after.lines().filter(|l| *l != "# 上年").map(|l| format!("{l}\n")).collect();
        let pairs = before.lines().zip(kept.lines()).filter(|(a, b)| a != b);
        assert_eq!(pairs.count(), changed, "{path}");
        assert_eq!(before.lines().count(), kept.lines().count());
    }
    let told = shown(&done);
    assert!(told.contains("项目/01-会议费.yaml:28:"), "{told}");
    assert!(told.contains("2026年12月底前 → 2027年12月底前"), "{told}");
    let again = jixiao(&["next", &old, "-o", new.to_str().unwrap()]);
    assert_eq!(again.status.code(), Some(2));
    assert!(shown(&again).contains("没有动它"), "{}", shown(&again));
    let left: Vec<_> = fs::read_dir(folder.path()).unwrap().collect();
    assert_eq!(left.len(), 2, "{left:?}");
}

#[test]
fn check_then_tells_what_is_left_to_decide() {
    let folder = tempfile::tempdir().unwrap();
    let old = example(folder.path());
    let new = folder.path().join("新").to_str().unwrap().to_owned();
    assert!(jixiao(&["next", &old, "--output", &new]).status.success());
    let found = shown(&jixiao(&["check", &new, "--format", "concise"]));
    let count = |code: &str| found.matches(code).count();
    assert_eq!((count(" S308 "), count(" S309 ")), (2, 4), "{found}");
    assert!(found.contains("6 个") || found.contains("2 个错误，4 个警告"), "{found}");
    let out = folder.path().join("出").to_str().unwrap().to_owned();
    assert_eq!(jixiao(&["build", &new, "-o", &out]).status.code(), Some(1));
    let built = jixiao(&["build", &new, "-o", &out, "--only", "docx", "--allow-errors"]);
    assert!(built.status.success(), "{}", shown(&built));
    let docx = fs::read_dir(&out).unwrap().flatten().map(|e| e.path());
    let docx = docx.into_iter().find(|p| p.extension().is_some_and(|e| e == "docx"));
    let read = import(&fs::read(docx.unwrap()).unwrap(), &Options::new("hebei")).unwrap();
    assert!(read.department.projects.iter().all(|p| p.code.value().is_none()));
    let codes = folder.path().join("编码.csv");
    // as Excel writes it on a Chinese Windows
    let (csv, _, _) =
        encoding_rs::GBK.encode("项目名称,新编码\r\n会议费,A\r\n不在,B\r\n");
    fs::write(&codes, csv).unwrap();
    let filled = jixiao(&["next", &new, "--编码", codes.to_str().unwrap()]);
    let told = shown(&filled);
    assert!(
        told.contains("还是待编：科普活动经费") && told.contains("第 3 行 不在 → B"),
        "{told}"
    );
    let text = fs::read_to_string(Path::new(&new).join("项目/01-会议费.yaml")).unwrap();
    assert!(text.contains("项目编码: A\n"), "{text}");
}

#[test]
fn codes_come_from_a_workbook() {
    let folder = tempfile::tempdir().unwrap();
    let old = example(folder.path());
    let path = folder.path().join("编码.xlsx");
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    let rows = [
        ["2027年项目编码", "", ""],
        ["原项目编码", "项目名称", "新项目编码"],
        ["13990126P005101100015", "会议费", "13990127P005101100016"],
        ["", "科普活动经费", "13990127P005101100017"],
    ];
    for (i, row) in rows.iter().enumerate() {
        for (j, text) in row.iter().enumerate() {
            sheet.write(i as u32, j as u16, *text).unwrap();
        }
    }
    book.save(&path).unwrap();
    let new = folder.path().join("新").to_str().unwrap().to_owned();
    let arguments =
        ["next", &old, "-o", &new, "--codes", path.to_str().unwrap(), "--zero"];
    let done = jixiao(&arguments);
    assert!(shown(&done).contains("照表填了 2 个"), "{}", shown(&done));
    let text = fs::read_to_string(Path::new(&new).join("项目/01-会议费.yaml")).unwrap();
    assert!(text.contains("项目编码: 13990127P005101100016\n"), "{text}");
    assert!(text.contains("  预算数:\n"), "{text}");
}

#[test]
fn what_is_wrong_with_the_command_is_told_and_nothing_written() {
    let folder = tempfile::tempdir().unwrap();
    let old = example(folder.path());
    let new = folder.path().join("新").to_str().unwrap().to_owned();
    for (arguments, says) in [
        (vec!["next", &old, "-o", &new, "--年度", "2026"], "不在它后面"),
        (vec!["next", &old, "-o", &new, "--年度", "明年"], "四位数字"),
        (vec!["next", &old, "-o", &new, "--不含", "会议"], "「会议费」"),
        (vec!["next", &old], "-o"),
        (vec!["next", &old, "-o", &new, "--编码", "没有.xlsx"], "没有这个文件"),
        (vec!["new", "会议费", &old], "已经有项目"),
        (vec!["new", "甲", &old, "--单位", "9"], "731001"),
    ] {
        let refused = jixiao(&arguments);
        assert_eq!(refused.status.code(), Some(2), "{arguments:?}");
        assert!(shown(&refused).contains(says), "{arguments:?}: {}", shown(&refused));
    }
    assert!(!Path::new(&new).exists());
}

#[test]
fn a_new_project_has_every_field_of_the_form() {
    let folder = tempfile::tempdir().unwrap();
    for profile in jixiao::yaml::load::profile::built_in_names() {
        let old = folder.path().join(profile).to_str().unwrap().to_owned();
        let made = jixiao(&["init", &old, "--profile", profile]);
        assert!(made.status.success(), "{}", shown(&made));
        let before =
            fs::read_dir(Path::new(&old).join("项目")).map_or(0, Iterator::count);
        let unit = jixiao(&["new", "新的: 项目", &old]);
        let shown_unit = shown(&unit);
        let done = match unit.status.success() {
            true => unit,
            // of several units one has to be named
            false => {
                let code = shown_unit.split("哪个：").nth(1).unwrap();
                let code = code.split_whitespace().next().unwrap();
                jixiao(&["new", "新的: 项目", &old, "--unit", code])
            }
        };
        assert!(done.status.success(), "{profile}: {}", shown(&done));
        let files = fs::read_dir(Path::new(&old).join("项目")).unwrap();
        let mut files: Vec<_> = files.map(|f| f.unwrap().path()).collect();
        files.sort();
        assert_eq!(files.len(), before + 1, "{profile}");
        let read = input(Path::new(&old), folder.path());
        let loaded = examine(&read, &mut Sources::default());
        let department = loaded.department.unwrap();
        let project = department.projects.iter().find(|p| p.name.text() == "新的: 项目");
        assert!(project.is_some(), "{profile}");
        // nothing is unknown, misspelt or not printed; what is not filled in is told
        let strange = ["S101", "S107", "S109", "S112", "S206", "S207", "S210"];
        let of_shape: Vec<_> = loaded
            .diagnostics
            .iter()
            .filter(|d| strange.contains(&d.code.name))
            .collect();
        assert!(of_shape.is_empty(), "{profile}: {of_shape:?}");
        assert!(loaded.diagnostics.iter().any(|d| d.code.name == "S111"), "{profile}");
    }
}

#[test]
fn examples_go_on_to_the_next_year_without_findings_of_their_own() {
    for example in crate::support::EXAMPLES {
        let path = repository("data/examples").join(example);
        let old = input(&path, path.parent().unwrap());
        let new = decided(&old);
        let found = findings(&new.1);
        assert!(found.is_empty(), "{example}: {found:?}");
    }
}

/// Imports of the real texts, as they are saved.
fn real_texts() -> Vec<(String, Input)> {
    let Some(folder) = shared("docx") else { return Vec::new() };
    let mut paths: Vec<_> =
        fs::read_dir(folder).unwrap().map(|f| f.unwrap().path()).collect();
    paths.retain(|p| p.extension().is_some_and(|e| e == "docx"));
    paths.sort();
    let text = |path: &std::path::PathBuf| {
        let read = import(&fs::read(path).unwrap(), &Options::default()).unwrap();
        let file = |(path, text): (String, String)| File {
            path: format!("旧/{path}"),
            bytes: Ok(text.into_bytes()),
        };
        let mut files = save(&read.department, &read.numbers).into_iter().map(file);
        let department = files.next();
        let projects = files.collect();
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let path = "旧".to_owned();
        (name, Input { path, department, projects, ..Input::default() })
    };
    paths.iter().map(text).collect()
}

/// The next year, its codes filled in and its marks taken away as a person does who has
/// looked at the amounts.
fn decided(old: &Input) -> (Advanced, Input) {
    let advanced = advance(old, &NextWish::default()).unwrap();
    let mut after = advanced.changes.apply(old).unwrap();
    // last year's reports stay with last year's folder
    after.reports.clear();
    let year = advanced.report.years.1 % 100;
    let region = region(old);
    for (i, file) in after.department.iter_mut().chain(&mut after.projects).enumerate() {
        let text = String::from_utf8(file.bytes.clone().unwrap()).unwrap();
        let mut out = String::new();
        for (j, line) in text.split_inclusive('\n').enumerate() {
            if line.trim() == "# 上年" {
                continue;
            }
            let code = code(&region, year, i * 1000 + j);
            out += &line.replace("项目编码: 待编", &format!("项目编码: {code}"));
        }
        file.bytes = Ok(out.into_bytes());
    }
    (advanced, after)
}

/// The region of the first code.
fn region(old: &Input) -> String {
    let files = old.department.iter().chain(&old.projects);
    let texts = files.map(|f| String::from_utf8(f.bytes.clone().unwrap()).unwrap());
    let codes = texts.flat_map(|t| {
        let rest = t.split("项目编码: ").nth(1).map(str::to_owned);
        rest.and_then(|r| r.get(..6).map(str::to_owned))
    });
    codes.into_iter().next().unwrap_or_else(|| "130200".to_owned())
}

/// A sound code of a region and year.
fn code(region: &str, year: u16, number: usize) -> String {
    let body =
        format!("{region}{year:02}P00{:04}1{:04}", number % 10_000, number / 10_000);
    let wrong: ProjectCode = format!("{body}0").parse().unwrap();
    match wrong.fault() {
        Some(CodeFault::Check { expected }) => format!("{body}{expected}"),
        _ => format!("{body}0"),
    }
}

/// How often each rule finds something in each project, by its place in the order.
fn findings(input: &Input) -> BTreeMap<(String, usize), usize> {
    let mut sources = Sources::default();
    let loaded = examine(input, &mut sources);
    let mut found = BTreeMap::new();
    for finding in loaded.diagnostics {
        let path = &sources.get(finding.primary.span.file).path;
        let file = input.projects.iter().position(|p| p.path == *path);
        let place = file.map_or(0, |i| i + 1);
        *found.entry((finding.code.name.to_owned(), place)).or_default() += 1;
    }
    found
}

#[test]
fn real_texts_go_on_to_the_next_year() {
    // every change and every year that was left has been read by eye
    let counts = BTreeMap::from([
        ("beidaihe-kexie-2021", (0, 1, 0)),
        ("tangshan-kexie-2023", (30, 0, 0)),
        ("tianjin-kexie-2023", (4, 1, 0)),
        ("zhangjiakou-kexie-2025", (62, 52, 7)),
    ]);
    for (name, old) in real_texts() {
        let (Advanced { report, .. }, new) = decided(&old);
        let told = (report.moved.len(), report.doubts.len(), report.stays.len());
        assert_eq!(Some(&told), counts.get(name.as_str()), "{name}");
        let before = findings(&old);
        let more: Vec<_> = findings(&new)
            .into_iter()
            .filter(|(at, n)| before.get(at).is_none_or(|b| b < n))
            .collect();
        assert!(more.is_empty(), "{name}: {more:?}");
        let words = [format!("{}年", report.years.0), report.years.0.to_string()];
        let told: Vec<_> = report.doubts.iter().chain(&report.stays).collect();
        for file in new.department.iter().chain(&new.projects) {
            let text = String::from_utf8(file.bytes.clone().unwrap()).unwrap();
            let lines = text.lines().filter(|l| !l.contains("项目编码"));
            for line in lines.filter(|l| words.iter().any(|w| l.contains(w))) {
                let near = |t: &&&jixiao::advance::ToldYear| {
                    let core = t.before.trim_matches('…');
                    line.contains(core)
                };
                assert!(told.iter().any(|t| near(&t)), "{name}: not told: {line}");
            }
        }
    }
}

#[test]
fn a_table_of_codes_may_hold_anything() {
    for text in ["", "\"", ",,,\n,,", "编码,编码\n,", "项目名称,新编码\n\u{0},\u{0}\n"]
    {
        let _ = CodeTable::of_csv(text);
    }
}
