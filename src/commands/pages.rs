//! From a loaded department to its pages, and what only these tell.

use super::{Failure, fonts};
use jixiao::check::weigh;
use jixiao::compose;
use jixiao::diagnostic::Diagnostic;
use jixiao::document::Document;
use jixiao::layout::font::Fonts;
use jixiao::layout::{self, Layout};
use jixiao::load::Loaded;
use jixiao::source::Sources;

/// The document of a department; None where its files could not be read.
pub fn document(loaded: &Loaded) -> Result<Option<Document>, Failure> {
    let (Some(department), Some(profile)) = (&loaded.department, &loaded.profile) else {
        return Ok(None);
    };
    compose::compose(department, profile)
        .map(Some)
        .map_err(|fault| Failure::new(fault.to_string()))
}

/// The findings of a layout, with the weights of the department's profile.
pub fn findings(loaded: &Loaded, layout: &Layout, sources: &Sources) -> Vec<Diagnostic> {
    let mut findings = layout::findings(layout, sources);
    weigh(&mut findings, loaded.profile.as_ref());
    findings
}

/// Lays out a department for its findings alone.
pub fn examine(loaded: &Loaded, sources: &Sources) -> Result<Vec<Diagnostic>, Failure> {
    let Some(document) = document(loaded)? else { return Ok(Vec::new()) };
    let set = fonts::choose(None)?;
    let layout = layout::layout(&document, &Fonts::new(&set));
    Ok(findings(loaded, &layout, sources))
}
