//! A new project in a department.

use crate::model::Profile;
use crate::text::source::Sources;
use crate::yaml::edit::{Address, Changes, Edit, EditFault, FileChange, Value, edit};
use crate::yaml::format::PROJECT_NAME;
use crate::yaml::load::{Input, load};
use crate::yaml::save::blank_project;

/// Adds a project behind the last: a file with the next number and every field of the
/// form, or, in a department of one file, an item of its list with unit and name.
///
/// # Errors
/// As the edit says.
pub fn add_project(
    input: &Input,
    form: &Profile,
    unit: &str,
    name: &str,
) -> Result<Changes, EditFault> {
    let count = match input.projects.len() {
        0 => load(input, &mut Sources::default())
            .department
            .map_or(0, |d| d.projects.len()),
        count => count,
    };
    let project = Value::map([("单位", unit), (PROJECT_NAME, name)]);
    let mut changes = edit(input, &[Edit::insert(Address::project(count), project)])?;
    for change in &mut changes.0 {
        if let FileChange::Create { bytes, .. } = change {
            let newline = if bytes.ends_with(b"\r\n") { "\r\n" } else { "\n" };
            let text = blank_project(form, unit, name).replace('\n', newline);
            *bytes = text.into_bytes();
        }
    }
    Ok(changes)
}
