//! Whatever is done to a built file is told: many kinds of edits, each in places that a
//! seed picks. `EDITS=10` makes ten edits of each kind; one is made without it.

mod of_docx;
mod of_pdf;

use crate::support::{EXAMPLES, examined, repository};
use jixiao::compose::compose;
use jixiao::document::Document;
use jixiao::export::docx::proven;
use jixiao::export::pdf::{Attachment, PdfOptions, pdf};
use jixiao::layout::font::{FontSet, Fonts};
use jixiao::layout::layout;
use jixiao::pages::display;
use jixiao::proof::Proof;
use jixiao::verify::{compare, read};

/// A generator of the xorshift kind: the same numbers on every run.
pub struct Random(u64);

impl Random {
    /// A number below a limit.
    pub fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % limit.max(1) as u64) as usize
    }

    /// One of some items.
    pub fn one<'a, T>(&mut self, items: &'a [T]) -> &'a T {
        &items[self.below(items.len())]
    }
}

/// A kind of edit: what it does, and the edited file.
pub type Edit = (&'static str, fn(&[u8], &mut Random) -> Vec<u8>);

struct Built {
    document: Document,
    pages: Vec<String>,
    docx: Vec<u8>,
    pdf: Vec<u8>,
}

fn build() -> Built {
    let (loaded, _) = examined(&repository("data/examples").join(EXAMPLES[3]));
    let (department, profile) = (loaded.department.unwrap(), loaded.profile.unwrap());
    let document = compose(&department, &profile).unwrap();
    let set = FontSet::embedded();
    let fonts = Fonts::new(&set);
    let layout = layout(&document, &fonts);
    let proof = Proof::new(&department, &layout);
    let attachment = Some(Attachment {
        name: "部门.yaml".into(),
        description: String::new(),
        text: proof.text.clone(),
    });
    let options = PdfOptions { attachment, ..PdfOptions::default() };
    Built {
        pages: proof.printed().pages,
        docx: proven(&document, &layout, &proof),
        pdf: pdf(&document, &display(&layout), &fonts, &options).unwrap(),
        document,
    }
}

/// What is told of a file; None where it is not read at all.
fn told(bytes: &[u8], built: &Built) -> Option<usize> {
    let read = read(bytes).ok()?;
    Some(compare(&read, &built.document, Some(&built.pages)).len())
}

fn assert_told(good: &[u8], built: &Built, edits: &[Edit]) {
    assert_eq!(told(good, built), Some(0));
    let wanted = std::env::var_os("EDITS").and_then(|n| n.to_str()?.parse().ok());
    let rounds = wanted.unwrap_or(1);
    let mut missed = Vec::new();
    for (what, edit) in edits {
        for round in 0..rounds {
            let mut random = Random(0x9E37_79B9_7F4A_7C15 ^ (round << 8 | 1));
            let edited = edit(good, &mut random);
            if told(&edited, built) == Some(0) {
                missed.push((*what, round));
            }
        }
    }
    assert_eq!(missed, [], "of {} kinds", edits.len());
}

#[test]
fn every_edit_of_a_word_file_is_told() {
    let built = build();
    assert!(of_docx::EDITS.len() >= 40);
    assert_told(&built.docx, &built, of_docx::EDITS);
}

#[test]
fn every_edit_of_a_pdf_is_told() {
    let built = build();
    assert_told(&built.pdf, &built, of_pdf::EDITS);
}
