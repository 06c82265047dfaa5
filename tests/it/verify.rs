//! `jixiao verify`: a file that was edited is caught, one that was not is not.

mod edits;
mod library;
mod package;
mod pdf;
mod several;
mod write_back;

use crate::command::{jixiao, started, stderr, stdout};
use package::{docx, edit, row_with};
use serde_json::Value;
use std::fs;
use std::path::Path;

const DOCUMENT: &str = "word/document.xml";
const PROOF: &str = "customXml/item1.xml";

/// What `verify --format json` says of a file, and the exit code.
fn verified(folder: &Path, args: &[&str]) -> (Value, Option<i32>) {
    let output = jixiao(&[&["verify", "--format", "json"], args].concat(), folder);
    let report = serde_json::from_str(&stdout(&output));
    let report = report.unwrap_or_else(|_| panic!("{}", stderr(&output)));
    (report, output.status.code())
}

/// The changes as `kind place: old → new`.
fn changes(report: &Value) -> Vec<String> {
    let text = |change: &Value, key: &str| change[key].as_str().unwrap().to_owned();
    let tell = |c: &Value| {
        let [kind, place, old, new] = ["kind", "place", "old", "new"].map(|k| text(c, k));
        format!("{kind} {place}: {old} → {new}")
    };
    report["changes"].as_array().unwrap().iter().map(tell).collect()
}

#[test]
fn an_untouched_file_verifies() {
    let folder = started();
    let built = docx(&folder);
    let file = built.to_str().unwrap();
    let (report, code) = verified(folder.path(), &[file]);
    assert_eq!(code, Some(0), "{report}");
    assert_eq!(report["proof"], "genuine");
    let (report, code) = verified(folder.path(), &[file, "--against", "部门"]);
    assert_eq!(code, Some(0), "{report}");
    let told = jixiao(&["verify", file], folder.path());
    assert_eq!(stdout(&told), "");
    assert!(stderr(&told).contains("文字与 YAML 一致"), "{}", stderr(&told));
}

#[test]
fn a_form_of_the_departments_own_is_looked_for_in_its_folder() {
    let folder = tempfile::tempdir().unwrap();
    let run = |args: &[&str]| jixiao(args, folder.path());
    run(&["profile", "new", "我市", "--from", "tianjin"]);
    run(&["init", "甲局", "--profile", "我市"]);
    let built = run(&["build", "甲局", "-o", "出"]);
    assert_eq!(built.status.code(), Some(0), "{}", stderr(&built));
    for entry in std::fs::read_dir(folder.path().join("出")).unwrap() {
        let file = entry.unwrap().path();
        let file = file.to_str().unwrap();
        let alone = run(&["verify", file]);
        assert_eq!(alone.status.code(), Some(2));
        let told = stderr(&alone);
        assert!(told.contains("“../我市”") && told.contains("加 --against"), "{told}");
        let beside = run(&["verify", file, "--against", "甲局"]);
        assert_eq!(beside.status.code(), Some(0), "{}", stderr(&beside));
    }
}

/// Three cells of a table changed, one of them to `basis`, a row added, one removed.
pub fn edited_table(xml: &str, basis: &str) -> String {
    let xml = xml
        .replacen(">≥4次<", ">≥6次<", 1)
        .replacen(">会议签到表<", &format!(">{basis}<"), 1)
        .replacen("用于场地租赁、资料印刷和食宿", "用于场地租赁和资料印刷", 1);
    let row = row_with(&xml, "会议完成时间").to_owned();
    let added = row
        .replace("会议完成时间", "会议通知时间")
        .replace("全部会议开完的时间", "会前发出通知的天数")
        .replace("2026年12月底前", "≥7天");
    let removed = row_with(&xml, "会议费支出").to_owned();
    xml.replacen(&row, &format!("{row}{added}"), 1).replacen(&removed, "", 1)
}

#[test]
fn every_edit_of_a_table_is_caught_with_its_place() {
    let folder = started();
    let built = docx(&folder);
    edit(&built, DOCUMENT, |xml| edited_table(xml, "签到表和照片"));
    let file = built.to_str().unwrap();
    let expected = [
        "changed 1.会议费绩效目标表，预算规模及资金用途: 召开理事会2次、年度工作会议1次、\
         学会工作座谈会1次，用于场地租赁、资料印刷和食宿。 → 召开理事会2次、年度工作会议1次、\
         学会工作座谈会1次，用于场地租赁和资料印刷。",
        "changed 1.会议费绩效目标表，会议次数，指标值: ≥4次 → ≥6次",
        "changed 1.会议费绩效目标表，参会率，指标值确定依据: 会议签到表 → 签到表和照片",
        "removed 1.会议费绩效目标表: 产出指标｜成本指标｜会议费支出｜全年会议费控制数｜\
         ≤5.00万元｜预算批复 → ",
        "added 1.会议费绩效目标表:  → 产出指标｜时效指标｜会议通知时间｜会前发出通知的天数｜\
         ≥7天｜年度工作计划",
    ];
    let (report, code) = verified(folder.path(), &[file]);
    assert_eq!(code, Some(1));
    assert_eq!(changes(&report), expected);
    let (report, code) = verified(folder.path(), &[file, "--against", "部门"]);
    assert_eq!(code, Some(1));
    assert_eq!(changes(&report), expected);
    let change = &report["changes"][1];
    assert_eq!(change["file"], "部门/项目/01-会议费.yaml");
    assert_eq!(
        (change["line"].as_u64(), change["column"].as_u64()),
        (Some(21), Some(14))
    );
}

#[test]
fn nothing_that_is_printed_can_be_edited_unseen() {
    for (part, from, to, place) in [
        (DOCUMENT, "市财政局审核", "市审计局审核", "封面"),
        (DOCUMENT, "<w:t>目</w:t>", "<w:t>总目</w:t>", "目录"),
        (DOCUMENT, ">4</w:t>", ">9</w:t>", "目录"),
        (DOCUMENT, "一、总体", "壹、总体", "目录"),
        (DOCUMENT, "面向青少年", "面向儿童", "（二）提高全民科学素质"),
        (DOCUMENT, "绩效目标：按计划", "目标：按计划", "（一）会议费"),
        (DOCUMENT, "单位：万元", "单位：元", "1.会议费绩效目标表"),
        (DOCUMENT, "指标值确定依据", "依据", "1.会议费绩效目标表"),
        (DOCUMENT, ">产出指标<", ">产出<", "1.会议费绩效目标表，会议次数，一级指标"),
        (DOCUMENT, "1.按计划召开", "一、按计划召开", "1.会议费绩效目标表，绩效目标"),
        (
            DOCUMENT,
            "13990126P005101100015",
            "13990126P005101100016",
            "1.会议费绩效目标表，项目编码",
        ),
        ("word/footer5.xml", "— </w:t>", "第 </w:t>", "正文之外"),
    ] {
        let folder = started();
        let built = docx(&folder);
        edit(&built, part, |xml| {
            assert!(xml.contains(from), "{from}");
            xml.replacen(from, to, 1)
        });
        let (report, code) = verified(folder.path(), &[built.to_str().unwrap()]);
        let changes = report["changes"].as_array().unwrap();
        assert_eq!(code, Some(1), "{from}: {report}");
        assert!(changes[0]["place"].as_str().unwrap().starts_with(place), "{report}");
        assert_eq!(changes.len(), 1, "{report}");
    }
}

#[test]
fn tracked_changes_count() {
    let folder = started();
    let built = docx(&folder);
    edit(&built, DOCUMENT, |xml| {
        let at = xml.find(">≥4次<").unwrap();
        let start = xml[..at].rfind("<w:r>").unwrap();
        let end = at + xml[at..].find("</w:r>").unwrap() + "</w:r>".len();
        let run = xml[start..end].to_owned();
        let new = run.replace("≥4次", "≥8次");
        let old = run.replace("w:t>", "w:delText>").replace("<w:t ", "<w:delText ");
        let tracked = format!("<w:del>{old}</w:del><w:ins>{new}</w:ins>");
        xml.replacen(&run, &tracked, 1)
    });
    let (report, _) = verified(folder.path(), &[built.to_str().unwrap()]);
    assert_eq!(
        changes(&report),
        ["changed 1.会议费绩效目标表，会议次数，指标值: ≥4次 → ≥8次"]
    );
}

#[test]
fn a_forged_digest_or_text_is_told() {
    for forge in [
        (|xml: &str| xml.replacen("sha256=\"", "sha256=\"0", 1)) as fn(&str) -> String,
        |xml| xml.replacen("≥4次", "≥5次", 1),
        |xml| xml.replacen("目录页码: 1", "目录页码: 2", 1),
    ] {
        let folder = started();
        let built = docx(&folder);
        edit(&built, PROOF, forge);
        let file = built.to_str().unwrap();
        for args in [&[file][..], &[file, "--against", "部门"]] {
            let (report, code) = verified(folder.path(), args);
            assert_eq!((code, &report["proof"]), (Some(1), &Value::from("forged")));
            let told = jixiao(&[&["verify"], args].concat(), folder.path());
            assert!(stderr(&told).contains("伪造"), "{}", stderr(&told));
        }
    }
}

#[test]
fn a_file_that_lost_its_proof_can_be_held_against_the_folder() {
    let folder = started();
    let built = docx(&folder);
    edit(&built, PROOF, |_| "<other/>".to_owned());
    let file = built.to_str().unwrap();
    let (report, code) = verified(folder.path(), &[file]);
    assert_eq!((code, &report["proof"]), (Some(1), &Value::from("missing")));
    let told = jixiao(&["verify", file], folder.path());
    assert!(stderr(&told).contains("--against"), "{}", stderr(&told));
    let (report, code) = verified(folder.path(), &[file, "--against", "部门"]);
    assert_eq!(code, Some(0), "{report}");
    edit(&built, DOCUMENT, |xml| xml.replacen(">≥4次<", ">≥6次<", 1));
    let (report, code) = verified(folder.path(), &[file, "--against", "部门"]);
    assert_eq!((code, changes(&report).len()), (Some(1), 1), "{report}");
}

/// The appendix is printed beside the YAML: it is known from the proof, and where that is
/// lost, from the comments in the folder.
#[test]
fn the_appendix_verifies_too() {
    let folder = started();
    let project = folder.path().join("部门/项目/01-会议费.yaml");
    let text = fs::read_to_string(&project).unwrap();
    let spoilt = text
        .replace("  预算数: 5.00", "  # 允许 A101: 含上年结转 1.00 万元\n  预算数: 6.00");
    assert_ne!(text, spoilt);
    fs::write(&project, spoilt).unwrap();
    let args = ["build", "部门", "-o", "输出", "--with-exemptions", "--allow-errors"];
    assert_eq!(jixiao(&args, folder.path()).status.code(), Some(0));
    let files = fs::read_dir(folder.path().join("输出")).unwrap();
    let files: Vec<_> = files.map(|f| f.unwrap().path()).collect();
    for file in &files {
        let (report, code) = verified(folder.path(), &[file.to_str().unwrap()]);
        assert_eq!(code, Some(0), "{report}");
    }
    let docx = files.iter().find(|f| f.extension().is_some_and(|e| e == "docx")).unwrap();
    edit(docx, DOCUMENT, |xml| xml.replacen("含上年结转", "含结转", 1));
    let (report, code) = verified(folder.path(), &[docx.to_str().unwrap()]);
    assert_eq!((code, changes(&report).len()), (Some(1), 1), "{report}");
    edit(docx, DOCUMENT, |xml| xml.replacen("含结转", "含上年结转", 1));
    edit(docx, PROOF, |_| "<other/>".to_owned());
    let (report, code) =
        verified(folder.path(), &[docx.to_str().unwrap(), "--against", "部门"]);
    assert_eq!(code, Some(0), "{report}");
}

#[test]
fn a_file_older_than_its_yaml_is_told() {
    let folder = started();
    let built = docx(&folder);
    let project = folder.path().join("部门/项目/01-会议费.yaml");
    let text = fs::read_to_string(&project).unwrap();
    fs::write(&project, text.replace("指标值: ≥4次", "指标值: ≥5次")).unwrap();
    let file = built.to_str().unwrap();
    assert_eq!(verified(folder.path(), &[file]).1, Some(0));
    let (report, code) = verified(folder.path(), &[file, "--against", "部门"]);
    assert_eq!(code, Some(1));
    assert_eq!(report["changes"].as_array().unwrap().len(), 0, "{report}");
    let stale = report["stale"].as_array().unwrap();
    assert_eq!(stale.len(), 1, "{report}");
    assert_eq!((&stale[0]["old"], &stale[0]["new"]), (&"≥4次".into(), &"≥5次".into()));
    assert_eq!(stale[0]["line"], 21);
}

/// Who edits text, YAML and digest together builds another file: only what is kept apart
/// tells it from the one that was built.
#[test]
fn a_list_kept_apart_tells_a_file_that_was_built_anew() {
    let folder = started();
    let list = ["build", "部门", "-o", "输出", "--digests", "清单.txt"];
    for _ in 0..2 {
        let built = jixiao(&list, folder.path());
        assert_eq!(built.status.code(), Some(0), "{}", stderr(&built));
    }
    let kept = fs::read_to_string(folder.path().join("清单.txt")).unwrap();
    assert_eq!(kept.lines().filter(|line| !line.starts_with('#')).count(), 1, "{kept}");
    let file = package::docx(&folder);
    let args = [file.to_str().unwrap(), "--digests", "清单.txt"];
    let (report, code) = verified(folder.path(), &args);
    assert_eq!((code, &report["listed"]), (Some(0), &Value::from(true)), "{report}");
    let project = folder.path().join("部门/项目/01-会议费.yaml");
    let text = fs::read_to_string(&project).unwrap();
    fs::write(&project, text.replace("指标值: ≥4次", "指标值: ≥5次")).unwrap();
    let forged = package::docx(&folder);
    assert_eq!(verified(folder.path(), &[forged.to_str().unwrap()]).1, Some(0));
    let (report, code) = verified(folder.path(), &args);
    assert_eq!((code, &report["listed"]), (Some(1), &Value::from(false)), "{report}");
    let told = jixiao(&[&["verify"], &args[..]].concat(), folder.path());
    assert!(stderr(&told).contains("不在 --digests 的清单里"), "{}", stderr(&told));
    fs::write(folder.path().join("清单.txt"), "甲").unwrap();
    assert_eq!(
        jixiao(&[&["verify"], &args[..]].concat(), folder.path()).status.code(),
        Some(2)
    );
}

#[test]
fn what_is_no_built_file_is_trouble() {
    let folder = started();
    fs::write(folder.path().join("文.docx"), "text").unwrap();
    for args in [["verify", "文.docx"], ["verify", "部门"], ["verify", "没有.docx"]]
    {
        let output = jixiao(&args, folder.path());
        assert_eq!(output.status.code(), Some(2), "{}", stderr(&output));
    }
}
