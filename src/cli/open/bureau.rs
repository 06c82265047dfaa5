//! Many departments at a glance.

use super::answer::Denial;
use crate::cli::support::files;
use crate::cli::support::find::Targets;
use jixiao::check::examine;
use jixiao::diagnostic::Summary;
use jixiao::summarize::survey;
use jixiao::text::source::Sources;
use rayon::prelude::*;
use serde_json::{Value, json};
use std::path::Path;

/// Every department below `path` with its verdict and sums, in order.
///
/// # Errors
/// A folder that cannot be read.
pub fn view(path: &Path) -> Result<Value, Denial> {
    let targets = Targets::find(&[path.to_owned()])?;
    let rows: Vec<_> = targets.found.par_iter().map(|f| row(&f.path, &f.place)).collect();
    Ok(json!({ "root": files::show(path), "departments": rows }))
}

fn row(path: &Path, place: &str) -> Value {
    let input = match files::read_department(path, None) {
        Ok(input) => input,
        Err(failure) => {
            return json!({ "path": path.to_string_lossy(), "name": place,
                "fault": failure.to_string() });
        }
    };
    let mut sources = Sources::default();
    let loaded = examine(&input, &mut sources);
    let summary = Summary::of(&loaded.diagnostics, &sources);
    let survey = survey(place, &loaded, &sources);
    let projects = loaded.department.as_ref().map_or(0, |d| d.projects.len());
    json!({
        "path": path.to_string_lossy(),
        "name": survey.name,
        "year": survey.year,
        "projects": projects,
        "errors": summary.errors,
        "warnings": summary.warnings,
    })
}
