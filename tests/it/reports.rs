//! 自评 and 监控 through the command: laid out, checked, built, verified, summed up.

use crate::support::repository;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

const EXAMPLE: &str = "data/examples/湖西县科学技术协会";

fn jixiao(args: &[&str], folder: &Path) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_jixiao"));
    command.args(args).current_dir(folder).env("NO_COLOR", "1");
    command.output().unwrap()
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        match entry.path().is_dir() {
            true => copy(&entry.path(), &target),
            false => drop(fs::copy(entry.path(), &target).unwrap()),
        }
    }
}

#[test]
fn files_are_laid_out_and_never_overwritten() {
    let folder = tempfile::tempdir().unwrap();
    copy(&repository("data/init/hebei"), &folder.path().join("部门"));
    assert!(jixiao(&["init", "部门", "--自评"], folder.path()).status.success());
    let path = folder.path().join("部门/自评/01-会议费.yaml");
    let text = fs::read_to_string(&path).unwrap();
    for part in ["指标: 会议次数", "# 指标值 ≥4次", "全年预算数: 5.00"] {
        assert!(text.contains(part), "{part}\n{text}");
    }
    let points = text.lines().filter_map(|l| l.trim().strip_prefix("分值: "));
    assert_eq!(points.map(|p| p.parse::<u32>().unwrap()).sum::<u32>(), 90);
    fs::write(&path, text.replacen("完成值:  ", "完成值: 5次 ", 1)).unwrap();
    let kept = fs::read(&path).unwrap();
    assert!(jixiao(&["init", "部门", "--自评"], folder.path()).status.success());
    assert_eq!(fs::read(&path).unwrap(), kept);
    let checked = jixiao(&["check", "部门", "--format", "concise"], folder.path());
    let found = String::from_utf8(checked.stdout).unwrap();
    assert!(found.lines().all(|l| l.contains(" Z207 ")), "{found}");
}

#[test]
fn what_is_built_is_verified_and_imported_back() {
    let folder = tempfile::tempdir().unwrap();
    copy(&repository(EXAMPLE), &folder.path().join("部门"));
    for table in ["自评", "监控"] {
        let built = jixiao(&["build", "部门", "--表", table, "-o", table], folder.path());
        assert!(built.status.success(), "{built:?}");
        for entry in fs::read_dir(folder.path().join(table)).unwrap() {
            let path = entry.unwrap().path();
            let path = path.to_str().unwrap();
            let verified = jixiao(&["verify", path, "--against", "部门"], folder.path());
            assert!(verified.status.success(), "{verified:?}");
            if path.ends_with(".docx") {
                let back = format!("{table}读回");
                let read = jixiao(&["import", path, "-o", &back], folder.path());
                assert!(read.status.success(), "{read:?}");
                let again = jixiao(&["check", &back], folder.path());
                assert!(again.status.success(), "{again:?}");
                assert!(folder.path().join(&back).join("监控/2026-07").is_dir());
                assert!(folder.path().join(&back).join("自评").is_dir());
            }
        }
    }
}

#[test]
fn a_text_of_targets_stays_what_it_was_when_reports_are_added() {
    let folder = tempfile::tempdir().unwrap();
    copy(&repository(EXAMPLE), &folder.path().join("部门"));
    assert!(jixiao(&["build", "部门", "-o", "有"], folder.path()).status.success());
    fs::remove_dir_all(folder.path().join("部门/自评")).unwrap();
    fs::remove_dir_all(folder.path().join("部门/监控")).unwrap();
    assert!(jixiao(&["build", "部门", "-o", "无"], folder.path()).status.success());
    let name = "湖西县科学技术协会2026年部门预算绩效文本.docx";
    let read = |of: &str| fs::read(folder.path().join(of).join(name)).unwrap();
    assert_eq!(read("有"), read("无"));
}

#[test]
fn a_summary_tells_scores_and_conclusions() {
    let folder = tempfile::tempdir().unwrap();
    copy(&repository(EXAMPLE), &folder.path().join("部门"));
    assert!(jixiao(&["summary", "部门", "-o", "汇总"], folder.path()).status.success());
    let page = fs::read_to_string(folder.path().join("汇总/汇总.html")).unwrap();
    assert!(page.contains("自评和监控") && page.contains("优 2"), "{page}");
    assert!(page.contains("98.26") && page.contains("99.68"), "{page}");
}
