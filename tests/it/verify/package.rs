//! Built files, and edits of their parts.

use crate::command::{jixiao, stderr};
use std::fs;
use std::io::{Cursor, Read, Write};
use std::path::{Path, PathBuf};
use tempfile::TempDir;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

const TITLE: &str = "示例市科学技术协会2026年部门预算绩效文本";

/// Builds 部门 and gives the DOCX.
pub fn docx(folder: &TempDir) -> PathBuf {
    built(folder, "输出").with_extension("docx")
}

/// Builds 部门 into the folder `to`; the path of the files without their ending.
pub fn built(folder: &TempDir, to: &str) -> PathBuf {
    let output = jixiao(&["build", "部门", "-o", to], folder.path());
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    folder.path().join(to).join(TITLE)
}

/// Rewrites one part of a package.
pub fn edit(package: &Path, part: &str, change: impl Fn(&str) -> String) {
    let mut archive = ZipArchive::new(Cursor::new(fs::read(package).unwrap())).unwrap();
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let mut found = false;
    for index in 0..archive.len() {
        let mut file = archive.by_index(index).unwrap();
        let mut xml = String::new();
        file.read_to_string(&mut xml).unwrap();
        if file.name() == part {
            let changed = change(&xml);
            assert_ne!(xml, changed, "{part}");
            (xml, found) = (changed, true);
        }
        zip.start_file(file.name(), SimpleFileOptions::default()).unwrap();
        zip.write_all(xml.as_bytes()).unwrap();
    }
    assert!(found, "{part}");
    fs::write(package, zip.finish().unwrap().into_inner()).unwrap();
}

/// The innermost row that holds a text.
pub fn row_with<'x>(xml: &'x str, text: &str) -> &'x str {
    let at = xml.find(text).unwrap_or_else(|| panic!("{text}"));
    let start = xml[..at].rfind("<w:tr>").unwrap();
    let end = at + xml[at..].find("</w:tr>").unwrap() + "</w:tr>".len();
    &xml[start..end]
}
