//! A Word file or workbook, dropped on the page, into a new folder of YAML.

use super::App;
use super::answer::Denial;
use crate::cli::support::files;
use jixiao::import::{NoteKind, Options, import};
use jixiao::yaml::save::{file_name, save_as};
use serde::Deserialize;
use serde_json::{Value, json};
use std::path::PathBuf;

/// What is to be imported, and where to.
#[derive(Deserialize)]
pub struct BringWish {
    /// The file's name.
    name: String,
    /// The folder in which a new one is made.
    parent: PathBuf,
}

/// Imports a file; the new folder and the notes.
///
/// # Errors
/// A file that cannot be imported, a folder that cannot be written.
pub fn bring(
    app: &App,
    wish: &BringWish,
    bytes: &[u8],
) -> Result<(PathBuf, Vec<Value>), Denial> {
    if app.desk.read_only {
        return Err(Denial::new("现在只能看（--read-only），不能导入"));
    }
    let imported = import(bytes, &Options::default())
        .map_err(|refusal| Denial::new(format!("{} 不能导入：{refusal}", wish.name)))?;
    let name = wish.name.rsplit_once('.').map_or(wish.name.as_str(), |n| n.0);
    let folder = free(&wish.parent, &file_name(name));
    let form = Some(&imported.profile);
    let mut pending = Vec::new();
    for (path, text) in save_as(&imported.department, &imported.numbers, form) {
        let path = folder.join(path);
        files::make_folder(path.parent().unwrap_or(&folder))?;
        pending.push(files::prepare(&path, text.as_bytes())?);
    }
    files::commit(pending)?;
    let notes = imported.notes.iter().map(|note| {
        json!({
            "kind": note.kind.chinese(),
            "unplaced": note.kind == NoteKind::Unplaced,
            "place": note.place,
            "message": note.message,
        })
    });
    Ok((folder, notes.collect()))
}

/// A folder of that name which is not there yet.
fn free(parent: &std::path::Path, name: &str) -> PathBuf {
    let plain = parent.join(name);
    let numbered = (2..).map(|n| parent.join(format!("{name}（{n}）")));
    let mut all = std::iter::once(plain).chain(numbered);
    all.find(|path| !path.exists()).unwrap_or_else(|| parent.join(name))
}
