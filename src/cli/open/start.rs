//! The start page: what was opened lately, and a new text.

use super::answer::Denial;
use super::{App, folders, recent};
use crate::cli::init;
use crate::cli::support::files;
use jixiao::yaml::load::profile;
use serde::Deserialize;
use serde_json::{Value, json};
use std::path::PathBuf;

/// What the start page shows.
pub fn view() -> Value {
    let name = |p: &PathBuf| p.file_name().map(|n| n.to_string_lossy().into_owned());
    let lately: Vec<_> = recent::all()
        .iter()
        .map(|p| json!({ "name": name(p), "path": p.to_string_lossy() }))
        .collect();
    let places: Vec<_> = folders::places()
        .into_iter()
        .map(|(name, path)| json!({ "name": name, "path": path }))
        .collect();
    let forms: Vec<_> = profile::built_in_names()
        .into_iter()
        .filter_map(|name| Some((name, profile::built_in(name)?)))
        .map(|(name, form)| json!({ "name": name, "title": form.about }))
        .collect();
    json!({ "recent": lately, "places": places, "forms": forms })
}

/// A new text as the user wishes it.
#[derive(Deserialize)]
pub struct StartWish {
    /// The folder in which its own folder is made.
    parent: PathBuf,
    /// 部门名称, also the name of its folder.
    department: String,
    /// 年度.
    year: u16,
    /// The form.
    profile: String,
}

/// Makes a new text and gives its folder. Nothing that is there is touched.
///
/// # Errors
/// A name that no folder can have, a folder that holds something, a form that is not there.
pub fn make(app: &App, wish: &StartWish) -> Result<PathBuf, Denial> {
    if app.desk.read_only {
        return Err(Denial::new("现在只能看（--read-only），不能新建"));
    }
    let name = wish.department.trim();
    if name.is_empty() {
        return Err(Denial::new("请写部门名称"));
    }
    let folder =
        wish.parent.join(jixiao::yaml::save::file_name(&format!("{name}{}", wish.year)));
    if folder.exists() {
        let shown = files::show(&folder);
        return Err(Denial::new(format!("{shown} 已经有了，没有动它；换个名称或地方")));
    }
    let texts = init::blank(&wish.profile, name, wish.year)
        .ok_or_else(|| Denial::new(format!("没有“{}”这种版式", wish.profile)))?;
    let mut pending = Vec::new();
    for (path, text) in &texts {
        let path = folder.join(path);
        files::make_folder(path.parent().unwrap_or(&folder))?;
        pending.push(files::prepare(&path, text.as_bytes())?);
    }
    files::commit(pending)?;
    Ok(folder)
}
