//! What `check` and its kin do, through the real binary.

use crate::command::{jixiao, started, stderr, stdout};
use serde_json::Value;
use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;

const PROJECT: &str = "部门/项目/01-会议费.yaml";

/// A fresh example whose first project is changed by `edit`.
fn edited(edit: impl Fn(String) -> String) -> TempDir {
    let folder = started();
    let path = folder.path().join(PROJECT);
    fs::write(&path, edit(fs::read_to_string(&path).unwrap())).unwrap();
    folder
}

#[test]
fn what_only_pages_tell_is_told_on_request() {
    let folder = edited(|text| text.replacen("召开理事会", "召开理事会😀", 1));
    let plain = jixiao(&["check", "部门"], folder.path());
    assert!(!stdout(&plain).contains("F101"));
    let args = ["check", "部门", "--layout", "--format", "concise"];
    let text = stdout(&jixiao(&args, folder.path()));
    assert!(text.contains("01-会议费.yaml:8:12: F101"), "{text}");
}

/// A file with marks, line ends and comments that fixes must keep.
fn awkward() -> TempDir {
    edited(|text| {
        let text = text.replacen("12月底: 100%", "12月底: 100百分比", 1);
        let text = text.replacen("资金用途: ", "资金用途：", 1);
        format!("\u{feff}# 开头\r\n{}# 结尾  \r\n", text.replace('\n', "\r\n"))
    })
}

fn piped(args: &[&str], input: &[u8]) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_jixiao"))
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(input).unwrap();
    child.wait_with_output().unwrap()
}

fn read(folder: &Path) -> String {
    fs::read_to_string(folder.join(PROJECT)).unwrap()
}

#[test]
fn every_format_says_the_same() {
    let folder = awkward();
    let run = |format| jixiao(&["check", "部门", "--format", format], folder.path());
    let concise = stdout(&run("concise"));
    let lines: Vec<_> = concise.lines().collect();
    assert_eq!(lines.len(), 2, "{concise}");
    assert!(lines[0].starts_with("部门/项目/01-会议费.yaml:"), "{concise}");
    let sarif: Value = serde_json::from_str(&stdout(&run("sarif"))).unwrap();
    let results = sarif["runs"][0]["results"].as_array().unwrap();
    let rules = sarif["runs"][0]["tool"]["driver"]["rules"].as_array().unwrap();
    assert_eq!(results.len(), 2);
    for (result, line) in results.iter().zip(&lines) {
        let region = &result["locations"][0]["physicalLocation"]["region"];
        let place = format!(":{}:{}: ", region["startLine"], region["startColumn"]);
        assert!(line.contains(&place), "{line} {region}");
        let rule = &rules[result["ruleIndex"].as_u64().unwrap() as usize];
        assert_eq!(rule["id"], result["ruleId"]);
        assert!(rule["help"]["markdown"].as_str().unwrap().contains("检查什么"));
        assert!(result["fixes"][0]["artifactChanges"].is_array());
    }
    let github = stdout(&run("github"));
    assert!(
        github.lines().all(|l| l.starts_with("::error file=部门/项目/01")),
        "{github}"
    );
}

#[test]
fn findings_are_chosen_by_code_and_family() {
    let folder = awkward();
    let run = |args: &[&str]| {
        let args = [&["check", "部门", "--format", "concise"], args].concat();
        jixiao(&args, folder.path())
    };
    assert_eq!(stdout(&run(&["--select", "S101"])).lines().count(), 1);
    assert_eq!(stdout(&run(&["--ignore", "s110,A"])).lines().count(), 1);
    let none = run(&["--select", "A"]);
    assert_eq!((stdout(&none).as_str(), none.status.code()), ("", Some(0)));
    let unknown = run(&["--select", "S999"]);
    assert_eq!(unknown.status.code(), Some(2));
    assert!(stderr(&unknown).contains("没有代码“S999”，是 S"), "{}", stderr(&unknown));
}

#[test]
fn strict_counts_warnings() {
    let folder = edited(|text| text + "# 允许 A101: 试一试\n");
    let run = |args: &[&str]| {
        jixiao(&[&["check", "部门"], args].concat(), folder.path()).status.code()
    };
    assert_eq!(run(&[]), Some(0));
    assert_eq!(run(&["--strict"]), Some(1));
    assert_eq!(run(&["--strict", "--ignore", "E"]), Some(0));
}

#[test]
fn fixes_touch_nothing_else() {
    let folder = awkward();
    let before = read(folder.path());
    let shown = jixiao(&["check", "部门", "--diff"], folder.path());
    assert_eq!(read(folder.path()), before, "--diff writes nothing");
    let diff = stdout(&shown);
    assert!(diff.starts_with("--- 部门/项目/01-会议费.yaml"), "{diff}");
    assert!(diff.contains("+资金用途: "), "{diff}");
    let fixed = jixiao(&["check", "部门", "--fix"], folder.path());
    assert_eq!(fixed.status.code(), Some(0), "{}{}", stdout(&fixed), stderr(&fixed));
    let expected =
        before.replace("100百分比", "100%").replace("资金用途：", "资金用途: ");
    assert_eq!(read(folder.path()), expected);
    assert!(stderr(&fixed).contains("改好了 2 处"));
}

#[test]
fn what_changes_the_meaning_needs_a_word() {
    let folder = edited(|text| text.replacen("12月底: 100%", "12月底: 10000%", 1));
    let before = read(folder.path());
    let run = |args: &[&str]| {
        jixiao(&[&["check", "部门", "--fix"], args].concat(), folder.path())
    };
    assert_eq!(run(&[]).status.code(), Some(1));
    assert_eq!(read(folder.path()), before);
    assert_eq!(run(&["--unsafe-fixes"]).status.code(), Some(0));
    assert_eq!(read(folder.path()), before.replace("10000%", "100%"));
    let alone = jixiao(&["check", "部门", "--unsafe-fixes"], folder.path());
    assert_eq!(alone.status.code(), Some(2));
}

#[test]
fn standard_input_is_a_department_or_a_project() {
    let folder = started();
    let project = read(folder.path());
    let whole = piped(&["check", "-"], project.as_bytes());
    assert_eq!(whole.status.code(), Some(0), "{}", stdout(&whole));
    let broken = project.replacen("100%", "90%", 1);
    let args = ["check", "-", "--stdin-filename", "甲.yaml", "--format", "concise"];
    let found = stdout(&piped(&args, broken.as_bytes()));
    assert!(found.starts_with("甲.yaml:") && found.contains(" A203 "), "{found}");
    let single = include_str!("../../data/examples/澄湖区文化馆.yaml");
    assert_eq!(piped(&["check", "-"], single.as_bytes()).status.code(), Some(0));
    assert_eq!(piped(&["check", "-", "--fix"], b"").status.code(), Some(2));
}

#[test]
fn a_file_is_known_by_its_keys_however_they_are_quoted() {
    let folder = started();
    let project = read(folder.path()).replacen("项目名称:", "\"项目名称\":", 1);
    let whole = piped(&["check", "-"], project.as_bytes());
    assert_eq!(whole.status.code(), Some(0), "{}", stdout(&whole));
    let single = include_str!("../../data/examples/澄湖区文化馆.yaml");
    let quoted = single.replacen("部门名称:", "'部门名称':", 1);
    assert_ne!(quoted, single);
    fs::create_dir(folder.path().join("各局")).unwrap();
    fs::write(folder.path().join("各局/文化馆.yaml"), quoted).unwrap();
    let found = jixiao(&["check", "各局"], folder.path());
    assert_eq!(found.status.code(), Some(0), "{}", stderr(&found));
    assert!(!stdout(&found).contains("没有找到"), "{}", stdout(&found));
}

#[test]
fn exemptions_silence_and_are_listed_for_the_reviewer() {
    let folder = edited(|text| {
        let line = text.lines().find(|l| l.contains("12月底: 100%")).unwrap();
        let eased = line.replace("12月底: 100%", "12月底: 90%");
        text.replace(line, &format!("{eased} # 允许 A203: 尾款下年支付，已报备"))
    });
    let check = jixiao(&["check", "部门", "--strict"], folder.path());
    assert_eq!(check.status.code(), Some(0), "{}", stdout(&check));
    let pages = |args: &[&str]| {
        let args = [&["build", "部门", "-o", "出", "--only", "docx"], args].concat();
        let built = jixiao(&args, folder.path());
        assert_eq!(built.status.code(), Some(0), "{}", stderr(&built));
        let line = stderr(&built).lines().find(|l| l.contains("页")).map(str::to_owned);
        line.unwrap()
    };
    assert_ne!(pages(&[]), pages(&["--with-exemptions"]));
}

#[test]
fn rules_explain_themselves() {
    let run = |args: &[&str]| jixiao(&[&["explain"], args].concat(), Path::new("."));
    assert!(stdout(&run(&["a101"])).contains("为什么："));
    let family = stdout(&run(&["E"]));
    assert!(family.contains("E101") && !family.contains("S101"), "{family}");
    assert!(stdout(&run(&[])).contains("S101  错误  YAML 写法有误"));
    assert_eq!(run(&["X1"]).status.code(), Some(2));
}

#[test]
fn shells_get_completions() {
    let script = stdout(&jixiao(&["completions", "bash"], Path::new(".")));
    assert!(script.contains("jixiao") && script.contains("--stdin-filename"));
}

#[test]
fn files_are_set_right_and_stay_so() {
    let folder = edited(|text| text.replacen("项目名称: ", "项目名称:    ", 1));
    let run = |args: &[&str]| jixiao(&[&["fmt", "部门"], args].concat(), folder.path());
    let before = read(folder.path());
    let check = run(&["--check"]);
    assert_eq!(check.status.code(), Some(1), "{}", stderr(&check));
    assert_eq!(stdout(&check), format!("{PROJECT}\n"));
    assert_eq!(read(folder.path()), before);
    assert_eq!(run(&[]).status.code(), Some(0));
    assert_eq!(read(folder.path()), before.replace("项目名称:    ", "项目名称: "));
    assert_eq!(run(&["--check"]).status.code(), Some(0));
}

#[test]
fn our_own_files_are_in_their_usual_form() {
    let data = crate::support::repository("data");
    let paths = ["init/hebei", "init/tianjin"].map(str::to_owned);
    let examples = crate::support::EXAMPLES.map(|e| format!("examples/{e}"));
    for path in paths.iter().chain(&examples) {
        let check = jixiao(&["fmt", "--check", path], &data);
        assert_eq!(check.status.code(), Some(0), "{}{}", stdout(&check), stderr(&check));
    }
}

#[test]
fn the_schema_is_printed() {
    let schema = stdout(&jixiao(&["schema"], Path::new(".")));
    let schema: Value = serde_json::from_str(&schema).unwrap();
    assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
}

#[test]
fn the_normal_form_of_a_value_is_a_safe_fix() {
    let folder = edited(|text| text.replacen("指标值: ≥90%", "指标值: ≥90百分比", 1));
    let before = read(folder.path());
    assert!(before.contains("90百分比"), "{before}");
    jixiao(&["check", "部门", "--fix"], folder.path());
    assert_eq!(read(folder.path()), before.replace("90百分比", "90%"));
}

#[test]
fn many_findings_of_one_rule_are_grouped_for_people_alone() {
    let folder = edited(|text| text.replace("指标值: ", "指标直: "));
    let run = |args: &[&str]| jixiao(&[&["check", "部门"], args].concat(), folder.path());
    let (grouped, all) = (stdout(&run(&[])), stdout(&run(&["--all"])));
    let count = |text: &str| text.matches("没有「指标直」这一项").count();
    assert!(count(&all) > 5, "{all}");
    assert_eq!(count(&grouped), 3, "{grouped}");
    let left = format!("还有 {} 处没有列出：", count(&all) - 3);
    assert!(grouped.contains(&left) && grouped.contains("--all"), "{grouped}");
    let concise = stdout(&run(&["--format", "concise"]));
    assert_eq!(count(&concise), count(&all));
}
