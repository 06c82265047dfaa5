//! Projects that do not go on.

use super::tables::{KnownProject, KnownProjects};
use super::{AdvanceRefusal, AdvanceReport, Old};
use std::collections::BTreeSet;

/// Most names that a refusal proposes.
const MOST: usize = 3;

/// The projects that are meant, as indexes.
pub fn chosen(
    tables: &KnownProjects,
    named: &[String],
) -> Result<BTreeSet<usize>, AdvanceRefusal> {
    named
        .iter()
        .map(|n| n.trim())
        .filter(|n| !n.is_empty())
        .map(|n| one(tables, n))
        .collect()
}

fn one(tables: &KnownProjects, named: &str) -> Result<usize, AdvanceRefusal> {
    let is = |tell: &dyn Fn(&KnownProject) -> bool| -> Vec<usize> {
        let all = tables.projects.iter().enumerate();
        all.filter(|(_, t)| tell(t)).map(|(i, _)| i).collect()
    };
    let number = named.parse::<usize>().ok();
    let ways = [
        is(&|t| t.code.as_deref().is_some_and(|c| c.eq_ignore_ascii_case(named))),
        is(&|t| tight(&t.name) == tight(named)),
        is(&|t| number == Some(t.number)),
    ];
    let found = ways.into_iter().find(|w| !w.is_empty()).unwrap_or_default();
    match found.as_slice() {
        [one] => Ok(*one),
        [] => Err(AdvanceRefusal::NoSuchProject(named.to_owned(), near(tables, named))),
        several => {
            let told = |i: &usize| {
                let t = &tables.projects[*i];
                format!("{:02} {}", t.number, t.name)
            };
            Err(AdvanceRefusal::Several(
                named.to_owned(),
                several.iter().map(told).collect(),
            ))
        }
    }
}

/// The names that hold what was written, or are most like it.
fn near(tables: &KnownProjects, named: &str) -> Vec<String> {
    let wanted = tight(named);
    let like = |t: &&KnownProject| {
        let name = tight(&t.name);
        name.contains(&wanted) || strsim::normalized_levenshtein(&name, &wanted) >= 0.5
    };
    tables.projects.iter().filter(like).take(MOST).map(|t| t.name.clone()).collect()
}

/// A name without blanks.
pub fn tight(text: &str) -> String {
    text.split_whitespace().collect()
}

/// Tells what goes, and where part one or the department's table still names it.
pub fn tell(
    old: &Old,
    tables: &KnownProjects,
    gone: &BTreeSet<usize>,
    report: &mut AdvanceReport,
) {
    for index in gone {
        let name = &tables.projects[*index].name;
        report.left_out.push(name.clone());
        let named = old.texts.iter().filter(|t| {
            tight(&t.text) == tight(name)
                && !tables.projects.iter().any(|p| p.holds(&t.at))
        });
        report.still_named.extend(named.map(|t| (name.clone(), t.at.clone())));
    }
}
