//! Several files at once: each has a verdict, and one that cannot be read costs only
//! itself.

use super::package::{built, docx, edit};
use super::{DOCUMENT, verified};
use crate::command::{jixiao, started, stderr, stdout};
use std::fs;
use tempfile::TempDir;

/// Builds twice; the second DOCX is edited. Good DOCX, good PDF, edited DOCX.
fn three() -> (TempDir, [String; 3]) {
    let folder = started();
    let good = docx(&folder);
    let edited = built(&folder, "改过").with_extension("docx");
    edit(&edited, DOCUMENT, |xml| xml.replacen(">≥4次<", ">≥6次<", 1));
    let shown = |path: &std::path::Path| {
        path.strip_prefix(folder.path()).unwrap().to_str().unwrap().to_owned()
    };
    let files = [shown(&good), shown(&good.with_extension("pdf")), shown(&edited)];
    (folder, files)
}

#[test]
fn each_file_has_its_verdict_and_all_have_one() {
    let (folder, [word, pdf, edited]) = three();
    let good = jixiao(&["verify", &word, &pdf, &word], folder.path());
    assert_eq!((good.status.code(), stdout(&good)), (Some(0), String::new()));
    assert_eq!(
        stderr(&good),
        format!(
            "{word}：文字与 YAML 一致\n{pdf}：文字与 YAML 一致\n核对了 2 个文件：2 个一致\n"
        )
    );
    let mixed = jixiao(&["verify", &edited, &word], folder.path());
    assert_eq!(mixed.status.code(), Some(1));
    let told = stdout(&mixed);
    assert!(told.starts_with(&format!("━━ {edited}\n\n改  1.会议费")), "{told}");
    assert!(!told.contains(&word), "{told}");
    assert_eq!(
        stderr(&mixed),
        format!(
            "{edited}：1 处文字改过\n{word}：文字与 YAML 一致\n\
             核对了 2 个文件：1 个一致，1 个不一致或证明不了\n"
        )
    );
}

#[test]
fn one_that_cannot_be_read_costs_only_itself() {
    let (folder, [word, _, edited]) = three();
    fs::write(folder.path().join("文.docx"), "text").unwrap();
    let files = ["没有.docx", "文.docx", &edited, &word];
    let output = jixiao(&[&["verify"], &files[..]].concat(), folder.path());
    assert_eq!(output.status.code(), Some(2));
    let told = stderr(&output);
    for line in [
        "没有.docx：没有核对：读取 没有.docx 失败：没有这个文件或文件夹\n",
        "文.docx：没有核对：文.docx 不能核对：",
        "核对了 4 个文件：1 个一致，1 个不一致或证明不了，2 个没有核对\n",
        "jixiao：有 2 个文件没有核对，原因见上面\n",
    ] {
        assert!(told.contains(line), "{told}");
    }
    let (report, code) = verified(folder.path(), &files);
    assert_eq!(code, Some(2));
    assert_eq!(report["files"][1]["verified"], false);
    let why = report["files"][1]["failure"].as_str().unwrap();
    assert!(why.contains("不能核对"), "{why}");
    assert_eq!(report["summary"]["failed"], 2);
}

/// What is said of a file does not depend on the others.
#[test]
fn json_lists_what_each_file_gives_alone() {
    let (folder, [word, pdf, edited]) = three();
    for against in [&[][..], &["--against", "部门"]] {
        let files = [word.as_str(), &pdf, &edited];
        let (all, code) = verified(folder.path(), &[&files, against].concat());
        assert_eq!(code, Some(1));
        let alone =
            files.map(|file| verified(folder.path(), &[&[file], against].concat()));
        let alone: Vec<_> = alone.into_iter().map(|(report, _)| report).collect();
        assert_eq!(all["files"].as_array().unwrap(), &alone);
        let summary =
            serde_json::json!({"files": 3, "verified": 2, "different": 1, "failed": 0});
        assert_eq!(all["summary"], summary);
    }
}

#[test]
fn edits_of_several_files_are_not_written_back() {
    let (folder, [word, _, edited]) = three();
    for option in ["--write-back", "--diff"] {
        let args = ["verify", &word, &edited, "--against", "部门", option];
        let output = jixiao(&args, folder.path());
        assert_eq!(output.status.code(), Some(2));
        let told = stderr(&output);
        assert!(
            told.contains(&format!("{option} 一次只认一个文件，这里写了 2 个")),
            "{told}"
        );
    }
}

#[test]
fn a_folder_that_is_no_department_is_told_once() {
    let (folder, [word, pdf, _]) = three();
    let output = jixiao(&["verify", &word, &pdf, "--against", "输出"], folder.path());
    assert_eq!((output.status.code(), stdout(&output)), (Some(2), String::new()));
    assert_eq!(stderr(&output).matches("--against").count(), 1, "{}", stderr(&output));
}
