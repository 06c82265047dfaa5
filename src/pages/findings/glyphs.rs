//! Characters that no face has, or that another face had to lend.

use super::within;
use crate::diagnostic::{Diagnostic, codes};
use crate::document::FontRole;
use crate::layout::font::{Fonts, shaped_script};
use crate::layout::{TextRun, is_han};
use crate::pages::DisplayList;
use crate::text::source::{Sources, Span};
use std::collections::BTreeSet;

/// A character that no face has.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Missing {
    source: Span,
    character: char,
}

/// A Han character that the face of its role lacks.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Borrowed {
    source: Span,
    character: char,
    role: FontRole,
    /// The face that lends it.
    face: usize,
}

pub(super) fn findings(
    list: &DisplayList,
    fonts: &Fonts,
    sources: &Sources,
) -> Vec<Diagnostic> {
    let (mut gone, mut lent) = (BTreeSet::new(), BTreeSet::new());
    for text in list.texts() {
        let Some(source) = text.source else { continue };
        let role = text.style.spec(list.sheet).role;
        for run in text.lines.iter().flat_map(|line| &line.runs) {
            let is_home = run.face == fonts.home(role);
            for (character, drawn) in characters(run) {
                if character != drawn {
                    gone.insert(Missing { source, character });
                } else if fonts.is_lender(run.face) || !is_home && is_han(character) {
                    let face = run.face;
                    lent.insert(Borrowed { source, character, role, face });
                }
            }
        }
    }
    let missing = gone.iter().map(|m| missing(m, sources));
    let borrowed = lent.iter().map(|b| borrowed(b, fonts, sources));
    missing.chain(borrowed).collect()
}

/// Each character of a run, and what is drawn for it.
fn characters(run: &TextRun) -> impl Iterator<Item = (char, char)> {
    let meant = run.meant.as_deref().unwrap_or(&run.text);
    meant.chars().zip(run.text.chars())
}

fn missing(missing: &Missing, sources: &Sources) -> Diagnostic {
    let c = missing.character;
    let at = within(missing.source, c.encode_utf8(&mut [0; 4]), sources);
    let code = c as u32;
    if let Some(script) = shaped_script(c) {
        let message = format!("「{c}」（U+{code:04X}）是{script}，印成了〓");
        return codes::F101.finding(at, message).help(format!(
            "{script}的字要连写、叠写，程序还不会排；这里改写成汉字，或者在 Word 文件里补上"
        ));
    }
    let message = format!("字体里没有「{c}」（U+{code:04X}），印成了〓");
    codes::F101.finding(at, message).help(
        "换一个通用的字；一定要用的，把有这个字的字体放进一个文件夹，用 --font-dir 指定",
    )
}

fn borrowed(borrowed: &Borrowed, fonts: &Fonts, sources: &Sources) -> Diagnostic {
    let Borrowed { source, character: c, role, face } = borrowed;
    let font = &fonts.faces[*face].file.name;
    let at = within(*source, c.encode_utf8(&mut [0; 4]), sources);
    let (code, role) = (*c as u32, role.chinese());
    let message =
        format!("{role}字体里没有「{c}」（U+{code:04X}），借用了 {font} 里的字形");
    codes::F103.finding(at, message).help(format!(
        "字形会和旁边的字不一样；介意的，换一个通用的字，或者用 --font-dir 指定有这个字的{role}字体"
    ))
}
