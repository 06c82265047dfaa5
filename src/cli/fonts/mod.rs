//! `--font-dir`, `--system-fonts`: the user's own fonts by the names they go by.

mod list;
mod search;

pub use list::run;

use crate::cli::args::FontChoice;
use crate::cli::support::files;
use crate::cli::{Failure, say};
use jixiao::layout::font::{FontFile, FontSet, FontSlot};
use jixiao::layout::font_licence::Licence;
use jixiao::layout::font_names;
use search::FoundFont;

/// A face that could play a part.
struct Candidate {
    part: FontSlot,
    /// The place of its name in the table of names; 0 is the best.
    rank: usize,
    face: FontFile,
    found: FoundFont,
    licence: Licence,
}

/// The fonts of a run: for each part the embedded font, or the best-named one of the
/// system, or that of the user's folder. What may not be embedded is told and left out.
pub fn choose(choice: &FontChoice) -> Result<FontSet, Failure> {
    let mut set = FontSet::embedded();
    let faces = search::faces(choice)?;
    let candidates = candidates(&faces);
    let lenders = faces.iter().rev().filter(|(_, face)| face.index == 0);
    for (_, face) in lenders.filter(|(_, face)| Licence::of(face).may_embed()) {
        set.lend(face.clone());
    }
    if let Some(folder) = &choice.font_dir
        && !candidates.iter().any(|c| c.found == FoundFont::Folder)
    {
        let folder = files::show(folder);
        say(&format!("{folder} 里没有认得的公文字体，只借用自带字体里没有的字"));
    }
    for refused in refused(&candidates) {
        say(&refusal(refused));
    }
    for candidate in candidates.into_iter().filter(|c| c.licence.may_embed()) {
        set.prefer(candidate.part, candidate.face);
    }
    Ok(set)
}

/// All faces that could play a part; of each part the best last.
fn candidates(faces: &[(FoundFont, FontFile)]) -> Vec<Candidate> {
    let mut candidates = Vec::new();
    for (found, face) in faces {
        let licence = Licence::of(face);
        let candidate = |(part, rank)| {
            let (face, found) = (face.clone(), *found);
            Candidate { part, rank, face, found, licence }
        };
        candidates.extend(font_names::parts(face).into_iter().map(candidate));
    }
    candidates.sort_by_key(|c| (c.part, c.found, std::cmp::Reverse(c.rank)));
    candidates
}

/// The faces that would have been chosen, were they allowed.
fn refused(candidates: &[Candidate]) -> Vec<&Candidate> {
    let best = |part| candidates.iter().rev().take_while(move |c| c.part >= part);
    let mut refused = Vec::new();
    for part in FontSlot::ALL {
        let of_part = best(part).filter(|c| c.part == part);
        refused.extend(of_part.take_while(|c| !c.licence.may_embed()));
    }
    refused
}

fn refusal(candidate: &Candidate) -> String {
    let Candidate { part, face, licence, .. } = candidate;
    let (part, why) = (part.chinese(), licence.chinese());
    format!("不用字体 {}（{part}）：{why}到 PDF 里", face.name)
}
