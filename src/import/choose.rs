//! Which of the program's profiles fits a file best.

use super::block::ImportTable;
use super::labels;
use super::note::Notes;
use super::options::Chosen;
use super::text::tight;
use crate::model::Profile;
use crate::yaml::load::profile::{USUAL, built_in, built_in_names};
use std::collections::BTreeSet;

/// Longest text that can be a label, in characters.
const LONGEST: usize = 30;

/// The profile whose labels and those of `tables` have most in common; of equals the one
/// that most departments use.
pub fn choose(tables: &[&ImportTable], notes: &mut Notes) -> Option<Chosen> {
    let words = words(tables);
    let mut names = built_in_names();
    names.sort_by_key(|name| *name != USUAL);
    let forms: Vec<_> = names.into_iter().filter_map(built_in).map(candidate).collect();
    let known: BTreeSet<&String> =
        forms.iter().flat_map(|f| &f.1).filter(|w| words.contains(*w)).collect();
    let fit = |own: &BTreeSet<String>| {
        let common = own.intersection(&words).count();
        // how many of its labels are there, and how many of those there are its own
        2_000 * common / (own.len() + known.len()).max(1)
    };
    let best = forms.iter().rev().max_by_key(|f| fit(&f.1))?;
    let (profile, own) = best;
    if !known.is_empty() {
        let (name, about) = (&profile.name, &profile.about);
        let common = own.intersection(&words).count();
        notes.guess(format!(
            "没有用 --profile 指定版式，表里的栏目与 {name}（{about}）最相近\
             （它的 {} 个栏目里有 {common} 个），按它读",
            own.len()
        ));
    }
    Some(Chosen { name: profile.name.clone(), profile: profile.clone() })
}

/// A profile with the words that its tables print.
fn candidate(profile: Profile) -> (Profile, BTreeSet<String>) {
    let mut words: BTreeSet<String> = labels::printed(&profile).into_iter().collect();
    words.extend(profile.levels.iter().map(|l| tight(&l.name)));
    (profile, words)
}

/// The short texts of all cells.
fn words(tables: &[&ImportTable]) -> BTreeSet<String> {
    let rows = tables.iter().flat_map(|t| &t.rows);
    let cells = rows.flat_map(|r| &r.cells).filter(|c| !c.repeated);
    let texts = cells.map(|c| tight(&c.text()));
    texts.filter(|t| !t.is_empty() && t.chars().count() <= LONGEST).collect()
}
