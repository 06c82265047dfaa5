//! The files to hand in: the same bytes that `jixiao build` writes.

use super::answer::Denial;
use super::desk::fonts;
use super::view::ShownPages;
use crate::cli::build;
use crate::cli::support::files;
use jixiao::check::examine;
use jixiao::compose::compose_returned;
use jixiao::export::docx::docx;
use jixiao::layout::layout;
use jixiao::text::source::Sources;
use serde::Deserialize;
use serde_json::{Value, json};
use std::path::PathBuf;

/// The kind of a Word file, for the browser.
pub const DOCX: &str =
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

/// Where the files are to be written.
#[derive(Deserialize)]
pub struct DeliverWish {
    /// The folder; left out, 输出 in the department's.
    to: Option<PathBuf>,
    /// Whether errors are no reason to write nothing.
    #[serde(default)]
    anyway: bool,
}

/// A made file.
pub struct Made {
    /// What it is, for the browser.
    pub kind: &'static str,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// Makes one file, `docx` or `pdf`.
///
/// # Errors
/// A department that has no pages yet.
pub fn file(shown: &ShownPages, kind: &str) -> Result<Made, Denial> {
    let (_, kind, bytes) = make(shown, kind)?;
    Ok(Made { kind, bytes })
}

/// Writes both files; what was written.
///
/// # Errors
/// Errors among the findings, a folder that cannot be written, a file held open.
pub fn write(shown: &ShownPages, wish: &DeliverWish) -> Result<Value, Denial> {
    let errors = shown.errors();
    if errors > 0 && !wish.anyway {
        return Err(Denial::new(format!("还有 {errors} 个错误，没有生成文件；改好再来")));
    }
    let beside =
        if shown.root.is_dir() { Some(&*shown.root) } else { shown.root.parent() };
    let folder = wish.to.clone().or_else(|| Some(beside?.join("输出")));
    let folder = folder.ok_or_else(|| Denial::new("不知道写到哪个文件夹"))?;
    let made = ["docx", "pdf"].map(|kind| make(shown, kind));
    files::make_folder(&folder)?;
    let (mut pending, mut written) = (Vec::new(), Vec::new());
    for file in made {
        let (name, _, bytes) = file?;
        let path = folder.join(name);
        written.push(json!({ "path": files::show(&path), "size": bytes.len() }));
        pending.push(files::prepare(&path, &bytes)?);
    }
    files::commit(pending)?;
    Ok(json!({ "files": written, "errors": errors }))
}

/// Name, kind and bytes of a file.
fn make(
    shown: &ShownPages,
    kind: &str,
) -> Result<(String, &'static str, Vec<u8>), Denial> {
    let unmade = || Denial::new("文件还读不出来，没有东西可排；先改好列出的问题");
    let (document, layout) = shown.set.as_ref().ok_or_else(unmade)?;
    let department = shown.loaded.department.as_ref().ok_or_else(unmade)?;
    let (kind, bytes) = match kind {
        "docx" => (DOCX, build::plain_docx(document, layout, department)),
        "pdf" => {
            ("application/pdf", build::plain_pdf(document, layout, fonts(), department)?)
        }
        _ => return Err(Denial::missing("只有 docx 和 pdf")),
    };
    let ending = if kind == "application/pdf" { "pdf" } else { "docx" };
    let name = jixiao::yaml::save::file_name(&document.title);
    Ok((format!("{name}.{ending}"), kind, bytes))
}

/// 退回修改意见 of a department's findings, as a Word file.
///
/// # Errors
/// A department that cannot be read.
pub fn returned(root: &std::path::Path) -> Result<Vec<u8>, Denial> {
    let input = files::read_department(root, None)?;
    let loaded = examine(&input, &mut Sources::default());
    let unread = || Denial::new("部门.yaml 还读不出来，先让填报的人改好");
    let department = loaded.department.as_ref().ok_or_else(unread)?;
    let document = compose_returned(department, &loaded.diagnostics);
    Ok(docx(&document, &layout(&document, fonts())))
}
