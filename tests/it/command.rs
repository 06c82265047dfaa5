//! The command through its real binary.

use crate::support::{repository, shared};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use tempfile::{TempDir, tempdir};

pub fn jixiao(args: &[&str], folder: &Path) -> Output {
    Command::new(env!("CARGO_BIN_EXE_jixiao"))
        .args(args)
        .current_dir(folder)
        .env_remove("NO_COLOR")
        .env_remove("SOURCE_DATE_EPOCH")
        .output()
        .unwrap()
}

pub fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

pub fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// A folder with a fresh example in 部门.
pub fn started() -> TempDir {
    let folder = tempdir().unwrap();
    let output = jixiao(&["init", "部门"], folder.path());
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    folder
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<_> =
        entries.map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn three_steps_give_both_files() {
    let folder = started();
    let check = jixiao(&["check", "部门"], folder.path());
    assert_eq!(check.status.code(), Some(0), "{}", stdout(&check));
    assert!(stderr(&check).contains("没有问题"));
    let build = jixiao(&["build", "部门", "-o", "输出"], folder.path());
    assert_eq!(build.status.code(), Some(0), "{}", stderr(&build));
    let title = "示例市科学技术协会2026年部门预算绩效文本";
    assert_eq!(
        names(&folder.path().join("输出")),
        [format!("{title}.docx"), format!("{title}.pdf")]
    );
}

#[test]
fn every_profile_starts() {
    for profile in jixiao::yaml::load::profile::built_in_names() {
        let folder = tempdir().unwrap();
        jixiao(&["init", "甲", "--profile", profile], folder.path());
        let output = jixiao(&["build", "甲", "-o", "乙"], folder.path());
        assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    }
}

#[test]
fn only_one_kind_when_asked() {
    let folder = started();
    jixiao(&["build", "部门", "-o", "乙", "--only", "pdf"], folder.path());
    let made = names(&folder.path().join("乙"));
    assert!(made.len() == 1 && made[0].ends_with(".pdf"), "{made:?}");
}

#[test]
fn two_processes_give_the_same_bytes() {
    let folder = started();
    for out in ["甲", "乙"] {
        jixiao(&["build", "部门", "-o", out], folder.path());
    }
    for name in names(&folder.path().join("甲")) {
        let read = |out: &str| fs::read(folder.path().join(out).join(&name)).unwrap();
        assert!(read("甲") == read("乙"), "{name}");
    }
}

/// Every file below a folder, by its path in it.
fn files_below(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut files = BTreeMap::new();
    for name in names(folder) {
        let path = folder.join(&name);
        match path.is_dir() {
            true => {
                let below = files_below(&path).into_iter();
                files.extend(below.map(|(p, b)| (Path::new(&name).join(p), b)));
            }
            false => {
                files.insert(PathBuf::from(&name), fs::read(&path).unwrap());
            }
        }
    }
    files
}

#[test]
fn one_worker_and_many_give_the_same_bytes() {
    let (folder, examples) = (tempdir().unwrap(), repository("data/examples"));
    let examples = examples.to_str().unwrap();
    for jobs in ["1", "7"] {
        let args = ["build", examples, "-o", jobs, "--jobs", jobs];
        let output = jixiao(&args, folder.path());
        assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    }
    let made = |jobs| files_below(&folder.path().join(jobs));
    assert!(made("1").len() >= 6);
    assert!(made("1") == made("7"));
}

/// On Linux `taskset` leaves a process one core, so that it makes no threads of its own.
#[test]
fn one_core_and_all_give_the_same_bytes() {
    let folder = started();
    let alone = Command::new("taskset")
        .args(["-c", "0", env!("CARGO_BIN_EXE_jixiao"), "build", "部门", "-o", "甲"])
        .current_dir(folder.path())
        .env_remove("SOURCE_DATE_EPOCH")
        .output();
    let Some(alone) = alone.ok().filter(|output| output.status.success()) else {
        eprintln!("没有 taskset，略过：一个核和多个核的比较");
        return;
    };
    assert!(stderr(&alone).contains("写好"), "{}", stderr(&alone));
    jixiao(&["build", "部门", "-o", "乙"], folder.path());
    let made = |out| files_below(&folder.path().join(out));
    assert!(made("甲") == made("乙"));
}

/// `jixiao` with SOURCE_DATE_EPOCH.
fn dated(seconds: &str, args: &[&str], folder: &Path) -> Output {
    Command::new(env!("CARGO_BIN_EXE_jixiao"))
        .args(args)
        .current_dir(folder)
        .env("SOURCE_DATE_EPOCH", seconds)
        .output()
        .unwrap()
}

#[test]
fn files_take_their_date_from_the_environment() {
    let folder = started();
    let build = ["build", "部门", "-o", "乙"];
    let output = dated("1735689600", &build, folder.path());
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let made = folder.path().join("乙").join("示例市科学技术协会2026年部门预算绩效文本");
    let pdf = fs::read(made.with_extension("pdf")).unwrap();
    let date = b"<xmp:CreateDate>2025-01-01T00:00:00Z</xmp:CreateDate>";
    assert!(pdf.windows(date.len()).any(|w| w == date));
    let docx = fs::File::open(made.with_extension("docx")).unwrap();
    let mut docx = zip::ZipArchive::new(docx).unwrap();
    let core =
        std::io::read_to_string(docx.by_name("docProps/core.xml").unwrap()).unwrap();
    assert!(core.contains("2025-01-01T00:00:00Z"), "{core}");

    for wrong in ["昨天", "-1", "253402300800"] {
        let output = dated(wrong, &build, folder.path());
        assert_eq!(output.status.code(), Some(2));
        assert!(
            stderr(&output).contains(&format!("“{wrong}”不对")),
            "{}",
            stderr(&output)
        );
    }
}

#[test]
fn the_attached_yaml_builds_the_same_text() {
    let folder = started();
    let build = |from: &str, to: &str| {
        let args = ["build", from, "-o", to, "--only", "pdf", "--pdf-standard", "a-3a"];
        let output = jixiao(&args, folder.path());
        assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
        let name = names(&folder.path().join(to)).remove(0);
        fs::read(folder.path().join(to).join(name)).unwrap()
    };
    let first = build("部门", "甲");
    let pdf = lopdf::Document::load_mem(&first).unwrap();
    let mut streams = pdf.objects.values().filter_map(|o| o.as_stream().ok());
    let attached = streams.find(|s| s.dict.has_type(b"EmbeddedFile")).unwrap();
    let yaml = attached.decompressed_content().unwrap();
    fs::write(folder.path().join("取出.yaml"), yaml).unwrap();
    assert!(first == build("取出.yaml", "乙"));
}

/// Replaces a piece of a file of the fresh example.
fn spoil(folder: &TempDir, file: &str, from: &str, to: &str) {
    let path = folder.path().join("部门").join(file);
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.contains(from), "{from}");
    fs::write(&path, text.replacen(from, to, 1)).unwrap();
}

#[test]
fn errors_stop_a_build_before_anything_is_written() {
    let folder = started();
    spoil(&folder, "项目/01-会议费.yaml", "预算数: 5.00", "预算数: 6.00");
    let output = jixiao(&["build", "部门", "-o", "乙"], folder.path());
    assert_eq!(output.status.code(), Some(1));
    assert!(stdout(&output).contains("A101"));
    assert!(!folder.path().join("乙").exists());
    let anyway = jixiao(&["build", "部门", "-o", "乙", "--allow-errors"], folder.path());
    assert_eq!(anyway.status.code(), Some(0), "{}", stderr(&anyway));
    assert_eq!(names(&folder.path().join("乙")).len(), 2);
}

#[test]
fn json_names_file_line_and_column() {
    let folder = started();
    spoil(&folder, "项目/01-会议费.yaml", "预算数: 5.00", "预算数: 6.00");
    let output = jixiao(&["check", "部门", "--format", "json"], folder.path());
    let report: Value = serde_json::from_str(&stdout(&output)).unwrap();
    let finding = &report["diagnostics"][0];
    assert_eq!(finding["code"], "A101");
    assert_eq!(finding["severity"], "error");
    assert_eq!(finding["file"], "部门/项目/01-会议费.yaml");
    assert_eq!(
        (finding["line"].as_u64(), finding["column"].as_u64()),
        (Some(6), Some(8))
    );
    assert_eq!(finding["end_column"], 12);
    assert!(finding["help"].as_str().unwrap().contains("5.00"));
    assert_eq!(report["summary"]["errors"], 1);
    assert_eq!(report["summary"]["files"], 3);
}

#[test]
fn carets_stand_under_chinese() {
    let folder = started();
    spoil(&folder, "项目/01-会议费.yaml", "资金用途:", "资金用处:");
    let text = stdout(&jixiao(&["check", "部门"], folder.path()));
    let lines: Vec<&str> = text.lines().collect();
    let caret = lines.iter().position(|l| l.contains("^^^^^^^^")).unwrap();
    let width = |text: &str| {
        text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum::<usize>()
    };
    let (line, marks) = (lines[caret - 1], lines[caret]);
    let before = &line[..line.find("资金用处").unwrap()];
    assert_eq!(width(before), marks.find('^').unwrap(), "{text}");
}

#[test]
fn windows_line_ends_and_a_mark_make_no_difference() {
    let folder = started();
    let path = folder.path().join("部门/项目/02-科普活动经费.yaml");
    let text = fs::read_to_string(&path).unwrap();
    jixiao(&["build", "部门", "-o", "甲"], folder.path());
    fs::write(&path, format!("\u{feff}{}", text.replace('\n', "\r\n"))).unwrap();
    let output = jixiao(&["build", "部门", "-o", "乙"], folder.path());
    assert_eq!(output.status.code(), Some(0), "{}", stdout(&output));
    for name in names(&folder.path().join("甲")) {
        let read = |out: &str| fs::read(folder.path().join(out).join(&name)).unwrap();
        assert!(read("甲") == read("乙"), "{name}");
    }
}

#[test]
fn hostile_files_are_findings() {
    let folder = tempdir().unwrap();
    let deep = "{a: ".repeat(100_000);
    let cases: [(&str, &[u8], &str); 5] = [
        ("GBK", b"\xB2\xBF\xC3\xC5: 1\n", "S102"),
        ("UTF-16", b"\xFF\xFE\x30\x57", "S102"),
        ("空", b"", "S104"),
        ("深", deep.as_bytes(), "S103"),
        ("零", b"\0\0\0", "S1"),
    ];
    for (name, bytes, code) in cases {
        let file = format!("{name}.yaml");
        fs::write(folder.path().join(&file), bytes).unwrap();
        let output = jixiao(&["check", &file], folder.path());
        assert_eq!(output.status.code(), Some(1), "{name}: {}", stderr(&output));
        assert!(stdout(&output).contains(code), "{name}: {}", stdout(&output));
    }
}

#[test]
fn a_file_of_faults_alone_is_told_in_part() {
    let folder = tempdir().unwrap();
    fs::write(folder.path().join("乱.yaml"), "a: 1\n".repeat(400_000)).unwrap();
    let output = jixiao(&["check", "乱.yaml"], folder.path());
    assert_eq!(output.status.code(), Some(1));
    let text = stdout(&output);
    assert!(text.contains("没有列出"), "{}", &text[..200]);
    assert!(text.lines().count() < 10_000);
}

#[test]
fn a_huge_file_is_not_read() {
    let folder = tempdir().unwrap();
    let file = fs::File::create(folder.path().join("大.yaml")).unwrap();
    file.set_len(200 << 20).unwrap();
    let output = jixiao(&["check", "大.yaml"], folder.path());
    assert_eq!(output.status.code(), Some(1));
    assert!(stdout(&output).contains("200 MB"), "{}", stdout(&output));
}

#[test]
fn wrong_use_is_told_in_chinese() {
    let folder = tempdir().unwrap();
    let cases: [(&[&str], &str); 7] = [
        (&["check", "没有"], "没有这个文件"),
        (&["check"], "缺少"),
        (&["bulid", "甲"], "bulid"),
        (&["check", "甲", "--format", "xml"], "human"),
        (&["build", "甲"], "缺少"),
        (&["init", "甲", "--profile", "hebie"], "hebei"),
        (&["import", "没有.docx", "-o", "甲"], "没有这个文件"),
    ];
    for (args, part) in cases {
        let output = jixiao(args, folder.path());
        assert_eq!(output.status.code(), Some(2), "{args:?}");
        assert!(stderr(&output).contains(part), "{args:?}: {}", stderr(&output));
    }
}

#[test]
fn a_place_that_cannot_be_written_is_told() {
    let folder = started();
    fs::write(folder.path().join("挡"), "").unwrap();
    let output = jixiao(&["build", "部门", "-o", "挡/里面"], folder.path());
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("挡"), "{}", stderr(&output));
}

#[test]
fn existing_files_are_not_touched() {
    let folder = started();
    let again = jixiao(&["init", "部门"], folder.path());
    assert_eq!(again.status.code(), Some(2));
    let word = repository("README.md");
    let word = word.to_str().unwrap();
    let import = jixiao(&["import", word, "-o", "部门"], folder.path());
    assert_eq!(import.status.code(), Some(2));
    assert!(stderr(&import).contains("--force"));
}

#[test]
fn a_file_that_is_no_word_file_is_refused() {
    let folder = tempdir().unwrap();
    let locked = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 and more";
    for (name, bytes, part) in [
        ("锁.docx", locked.as_slice(), "密码"),
        ("文.docx", b"text".as_slice(), "不能导入"),
        ("断.docx", b"PK\x03\x04\x14\0\0\0".as_slice(), "不能导入"),
    ] {
        fs::write(folder.path().join(name), bytes).unwrap();
        let output = jixiao(&["import", name, "-o", "乙"], folder.path());
        assert_eq!(output.status.code(), Some(1), "{name}");
        assert!(stderr(&output).contains(part), "{name}: {}", stderr(&output));
        assert!(!folder.path().join("乙").exists());
    }
}

#[test]
fn an_import_can_be_checked_and_built() {
    let Some(word) = shared("docx/zhangjiakou-kexie-2025.docx") else { return };
    let folder = tempdir().unwrap();
    let set = "审核单位=示例市财政局";
    let args = ["import", word.to_str().unwrap(), "-o", "甲", "--set", set];
    let output = jixiao(&args, folder.path());
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let department = fs::read_to_string(folder.path().join("甲/部门.yaml")).unwrap();
    assert!(department.contains("审核单位: 示例市财政局"));
    assert_eq!(names(&folder.path().join("甲/项目")).len(), 26);
    let check = jixiao(&["check", "甲"], folder.path());
    assert_eq!(check.status.code(), Some(1));
    assert!(stdout(&check).contains("6000%"));
    let build = jixiao(&["build", "甲", "-o", "乙", "--allow-errors"], folder.path());
    assert_eq!(build.status.code(), Some(0), "{}", stderr(&build));
}

#[test]
fn help_is_chinese() {
    let folder = tempdir().unwrap();
    for args in [&["--help"][..], &["build", "--help"], &["import", "-h"]] {
        let text = stdout(&jixiao(args, folder.path()));
        assert!(text.contains("用法"), "{text}");
        for english in ["Usage", "Options", "Arguments", "Print help", "default"] {
            assert!(!text.contains(english), "{english}: {text}");
        }
    }
}
