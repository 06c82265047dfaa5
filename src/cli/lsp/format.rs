//! Setting a file right, and edits of files as editors take them.

use super::library::Library;
use super::text::{edit, uri_of};
use jixiao::yaml;
use jixiao::yaml::edit::Changes;
use jixiao::yaml::load::Input;
use lsp_types::{DocumentFormattingParams, TextEdit, Url, WorkspaceEdit};
use std::collections::HashMap;
use std::path::Path;

/// The edits that set a file right.
///
/// # Errors
/// A file that is no YAML.
pub fn format(
    library: &mut Library,
    params: &DocumentFormattingParams,
) -> Result<Option<Vec<TextEdit>>, String> {
    let Some(text) = library.text(&params.text_document.uri) else { return Ok(None) };
    let tidied = yaml::fmt(text).map_err(|fault| fault.to_string())?;
    Ok(Some(edit(text, &tidied).into_iter().collect()))
}

/// What changes of files are in the editor.
///
/// # Errors
/// Files that are not as they were.
pub fn edits(input: &Input, changes: &Changes) -> Result<WorkspaceEdit, String> {
    let after = changes.apply(input).map_err(|fault| fault.to_string())?;
    let mut all: HashMap<Url, Vec<TextEdit>> = HashMap::new();
    let files = |i: &Input| -> Vec<(String, Vec<u8>)> {
        let all = i.department.iter().chain(&i.projects);
        all.filter_map(|f| Some((f.path.clone(), f.bytes.clone().ok()?))).collect()
    };
    for ((path, old), (_, new)) in files(input).into_iter().zip(files(&after)) {
        let (Some(old), Some(new)) = (yaml::text_of(&old), yaml::text_of(&new)) else {
            continue;
        };
        if let (Some(edit), Some(uri)) = (edit(old, new), uri_of(Path::new(&path))) {
            all.insert(uri, vec![edit]);
        }
    }
    Ok(WorkspaceEdit { changes: Some(all), ..WorkspaceEdit::default() })
}
