//! Edits of a department's files, written in their places.

use crate::cli::Failure;
use crate::cli::support::files;
use jixiao::yaml::edit::{Changes, FileChange};
use jixiao::yaml::load::Input;
use std::path::Path;

/// Writes changed and new files, all or none; files are neither removed nor renamed.
pub fn write(changes: &Changes, input: &Input) -> Result<(), Failure> {
    let after = changes.apply(input).map_err(|fault| Failure::new(fault.to_string()))?;
    let mut pending = Vec::new();
    for change in &changes.0 {
        let path = Path::new(change.path());
        match change {
            FileChange::Create { .. } if path.exists() => {
                let shown = files::show(path);
                return Err(Failure::new(format!("{shown} 已经有了，没有动它")));
            }
            FileChange::Create { bytes, .. } => {
                files::make_folder(path.parent().unwrap_or(path))?;
                pending.push(files::prepare(path, bytes)?);
            }
            _ => {
                let all = after.department.iter().chain(&after.projects);
                for file in all.filter(|f| f.path == change.path()) {
                    let bytes = file.bytes.as_deref().unwrap_or_default();
                    pending.push(files::replace(path, bytes)?);
                }
            }
        }
    }
    files::commit(pending)
}
