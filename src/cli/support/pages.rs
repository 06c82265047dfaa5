//! From a loaded department to its pages, and what only these tell.

use crate::cli::Failure;
use jixiao::check::weigh;
use jixiao::compose;
use jixiao::diagnostic::{Diagnostic, Severity};
use jixiao::document::Document;
use jixiao::layout;
use jixiao::layout::font::{FontSet, Fonts};
use jixiao::model::Printout;
use jixiao::model::profile::Weight;
use jixiao::pages::{self, DisplayList};
use jixiao::text::source::Sources;
use jixiao::yaml::load::Loaded;

/// The document of a department; None where its files could not be read.
pub fn document(loaded: &Loaded) -> Result<Option<Document>, Failure> {
    printout(loaded, Printout::Targets)
}

/// What is to be printed of a department; None where its files could not be read.
pub fn printout(
    loaded: &Loaded,
    printout: Printout,
) -> Result<Option<Document>, Failure> {
    let (Some(department), Some(profile)) = (&loaded.department, &loaded.profile) else {
        return Ok(None);
    };
    compose::compose_printout(department, profile, printout)
        .map(Some)
        .map_err(|fault| Failure::new(fault.to_string()))
}

/// The findings of the pages that a build tells, with the weights of the department's
/// profile. Advice on how to save pages, which must be laid out, is for `check --layout`
/// unless the profile gives it weight.
pub fn findings(
    loaded: &Loaded,
    document: &Document,
    list: &DisplayList,
    fonts: &Fonts,
    sources: &Sources,
) -> Vec<Diagnostic> {
    let mut found = pages::findings(list, fonts, sources);
    let severities = loaded.profile.as_ref().map(|profile| &profile.severities);
    let weight = severities.and_then(|severities| severities.get("F102"));
    if matches!(weight, Some(Weight::On(severity)) if *severity > Severity::Info) {
        found.extend(pages::advice(document, list, fonts));
    }
    weigh(&mut found, loaded.profile.as_ref());
    found.retain(|finding| finding.severity > Severity::Info);
    found
}

/// Lays out a department in the fonts of `set` for its findings alone.
pub fn examine(
    loaded: &Loaded,
    set: &FontSet,
    sources: &Sources,
) -> Result<Vec<Diagnostic>, Failure> {
    let Some(document) = document(loaded)? else { return Ok(Vec::new()) };
    let fonts = Fonts::new(set);
    let layout = layout::layout(&document, &fonts);
    let list = pages::display(&layout);
    let mut found = pages::findings(&list, &fonts, sources);
    found.extend(pages::advice(&document, &list, &fonts));
    weigh(&mut found, loaded.profile.as_ref());
    Ok(found)
}
