//! Codes and Latin words that a line's end had to cut.

use super::within;
use crate::diagnostic::{Diagnostic, codes};
use crate::pages::{DisplayList, DrawnText};
use crate::text::source::Sources;

pub(super) fn findings(list: &DisplayList, sources: &Sources) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    for text in list.texts() {
        let Some(span) = text.source else { continue };
        for (before, behind) in cuts(text) {
            let word = format!("{before}{behind}");
            let message = format!("“{word}”一行排不下，在“{before}”后面断开了");
            let at = within(span, &word, sources);
            findings.push(codes::F105.finding(at, message).help(
                "缩短这一串字母和数字，或者在可以断开的地方加空格；没法缩短的，可以不管",
            ));
        }
    }
    findings
}

/// The words that the ends of lines cut: their parts before and behind the end.
fn cuts(drawn: &DrawnText) -> Vec<(String, String)> {
    let text: Vec<char> = drawn.text.chars().filter(|c| !c.is_control()).collect();
    let mut cuts = Vec::new();
    let mut end = 0;
    for line in drawn.lines {
        end += line.runs.iter().map(|run| run.text.chars().count()).sum::<usize>();
        let (before, behind) = text.split_at(end.min(text.len()));
        if let (Some(a), Some(b)) = (before.last(), behind.first())
            && a.is_ascii_alphanumeric()
            && b.is_ascii_alphanumeric()
        {
            let head = before.iter().rev().take_while(|c| c.is_ascii_graphic()).count();
            let tail = behind.iter().take_while(|c| c.is_ascii_graphic());
            cuts.push((before[end - head..].iter().collect(), tail.collect()));
        }
        // blanks at a line's end are not drawn
        end += behind.iter().take_while(|c| matches!(c, ' ' | '\u{3000}')).count();
    }
    cuts
}
