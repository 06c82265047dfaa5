//! Files that are not read are told by name, through the command.

use crate::command::{jixiao, stderr, stdout};
use crate::support::repository;
use std::fs;
use std::path::Path;

/// The sample department in a folder of its own.
fn department() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("某局");
    fs::create_dir_all(root.join("项目")).unwrap();
    let from = repository("data/init/hebei");
    for name in ["部门.yaml", "项目/01-会议费.yaml", "项目/02-科普活动经费.yaml"]
    {
        fs::copy(from.join(name), root.join(name)).unwrap();
    }
    folder
}

/// What is said of the department, and the exit code.
fn said(folder: &Path) -> (String, Option<i32>) {
    let run = jixiao(&["check", "某局", "--format", "concise"], folder);
    (stdout(&run), run.status.code())
}

fn moved(to: &str) -> (String, Option<i32>) {
    let folder = department();
    let root = folder.path().join("某局");
    let to = root.join(to);
    fs::create_dir_all(to.parent().unwrap()).unwrap();
    fs::rename(root.join("项目/02-科普活动经费.yaml"), to).unwrap();
    said(folder.path())
}

#[test]
fn a_project_that_is_not_read_is_an_error_by_name() {
    for to in [
        "项目/02-科普活动经费.yaml.txt",
        "项目/02-科普活动经费.txt",
        "项目/02-科普活动经费.docx",
        "项目/02-科普活动经费。yaml",
        "项目/02-科普活动经费yaml",
        "项目/科普/02-科普活动经费.yaml",
        "项目/科普/第二批/02.yaml",
        "02-科普活动经费.yaml",
        "科普.yaml",
        "项目资料/02-科普活动经费.yaml",
    ] {
        let (found, code) = moved(to);
        let of_file: Vec<_> = found.lines().filter(|l| l.contains("S117")).collect();
        assert!(of_file.len() == 1 && of_file[0].contains(to), "{to}: {found}");
        assert_eq!(code, Some(1), "{to}");
    }
}

#[test]
fn other_names_that_are_read_are_silent() {
    for to in ["项目/02-科普活动经费.YAML", "项目/02.yml", "项目/02 副本.yaml"]
    {
        assert_eq!(moved(to), (String::new(), Some(0)), "{to}");
    }
}

#[test]
fn what_is_no_project_is_a_note_and_hidden_files_are_none() {
    for (name, count) in [
        ("项目/照片.jpg", 1),
        ("项目/附件/通知.pdf", 1),
        ("项目/01-会议费.yaml.bak", 1),
        ("项目/.02.yaml.swp", 0),
        ("项目/~$02.docx", 0),
        ("说明.docx", 0),
        ("Thumbs.db", 0),
    ] {
        let folder = department();
        let path = folder.path().join("某局").join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, "甲").unwrap();
        let (found, code) = said(folder.path());
        assert_eq!(found.matches("S118").count(), count, "{name}: {found}");
        assert_eq!((found.lines().count(), code), (count, Some(0)), "{name}: {found}");
    }
}

#[test]
fn what_was_meant_as_the_department_is_named() {
    for name in ["部门.yaml.txt", "部门 .yaml", "部门。yaml", "部门.txt", "某局.yaml"]
    {
        let folder = department();
        let root = folder.path().join("某局");
        fs::rename(root.join("部门.yaml"), root.join(name)).unwrap();
        let (found, code) = said(folder.path());
        assert!(found.contains("S113") && found.contains(name), "{name}: {found}");
        assert_eq!((found.lines().count(), code), (1, Some(1)), "{name}: {found}");
    }
}

#[test]
fn capitals_and_the_folder_of_projects_are_understood() {
    let folder = department();
    let root = folder.path().join("某局");
    fs::rename(root.join("部门.yaml"), root.join("部门.YML")).unwrap();
    assert_eq!(said(folder.path()), (String::new(), Some(0)));
    let inside = jixiao(&["check", "某局/项目"], folder.path());
    assert!(stdout(&inside).contains("上一层"), "{}", stdout(&inside));
    let run = jixiao(&["build", "某局", "-o", "出"], folder.path());
    assert_eq!(run.status.code(), Some(0), "{}", stderr(&run));
}

#[test]
fn a_copy_that_import_put_aside_is_no_department() {
    let folder = department();
    let (from, to) = (folder.path().join("某局"), folder.path().join("某局.旧1"));
    fs::create_dir(&to).unwrap();
    fs::copy(from.join("部门.yaml"), to.join("部门.yaml")).unwrap();
    let run = jixiao(&["check", ".", "--format", "concise"], folder.path());
    assert_eq!(run.status.code(), Some(0), "{}{}", stdout(&run), stderr(&run));
    assert!(!stderr(&run).contains("旧1"), "{}", stderr(&run));
}
