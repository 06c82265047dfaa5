//! What is drawn on a page → its content stream (ISO 32000-1, 7.8.2).
//!
//! printpdf has operators of its own for this; as objects they cost more time than the
//! rest of a page together.

use super::deflate::Deflater;
use super::pen::Pen;
use super::structure::type_name;
use super::subset::Subsets;
use super::syntax::{decimal, literal};
use crate::layout::RULE;
use crate::pages::{Artifact, DisplayList, DrawnText, Owner, Stroke};
use lopdf::Stream;
use rayon::prelude::*;
use std::fmt::Display;

/// The content streams of all pages, deflated.
pub fn streams(list: &DisplayList, subsets: &Subsets) -> Vec<Stream> {
    let height = list.sheet.height();
    let pages = list.pages.par_iter();
    let made = pages.map_init(Deflater::default, |deflater, page| {
        let mut out = Vec::new();
        strokes(&page.strokes, height, &mut out);
        text(&page.texts, subsets, height, &mut out);
        deflater.stream(out)
    });
    made.collect()
}

/// The strokes of a page, as one path (ISO 32000-1, 8.5.2).
fn strokes(strokes: &[Stroke], height: f32, out: &mut Vec<u8>) {
    if strokes.is_empty() {
        return;
    }
    begin(Owner::Artifact(Artifact::Layout), out);
    decimal(f64::from(RULE), out);
    out.extend(b" w\n");
    for stroke in strokes {
        for ((x, y), operator) in [(stroke.from, b"m\n"), (stroke.to, b"l\n")] {
            for length in [x, height - y] {
                decimal(f64::from(length), out);
                out.push(b' ');
            }
            out.extend(operator);
        }
    }
    out.extend(b"S\n");
    end(out);
}

fn text(texts: &[DrawnText], subsets: &Subsets, height: f32, out: &mut Vec<u8>) {
    out.extend(b"BT\n");
    let mut pen = Pen::new(subsets, height);
    for text in texts {
        begin(text.owner, out);
        pen.lines(text.lines, out);
        end(out);
    }
    out.extend(b"ET\n");
}

/// Begins marked content (ISO 32000-1, 14.6).
fn begin(owner: Owner, out: &mut Vec<u8>) {
    let mut open = |tag: &str, properties: &dyn Display| {
        out.extend(format!("/{tag}<<{properties}>>BDC\n").into_bytes());
    };
    match owner {
        Owner::Element { number, tag } => {
            open(type_name(tag), &format_args!("/MCID {number}"));
        }
        Owner::Artifact(Artifact::Layout) => open("Artifact", &"/Type/Layout"),
        Owner::Artifact(Artifact::Pagination) => open("Artifact", &"/Type/Pagination"),
        Owner::Artifact(Artifact::Footer) => {
            open("Artifact", &"/Type/Pagination/Subtype/Footer");
        }
    }
}

/// Begins a span that reads as `text` (ISO 32000-1, 14.9.4).
pub fn begin_named(text: &str, out: &mut Vec<u8>) {
    let units = text.encode_utf16().flat_map(u16::to_be_bytes);
    let text: Vec<u8> = [0xFE, 0xFF].into_iter().chain(units).collect();
    out.extend(b"/Span<</ActualText");
    literal(&text, out);
    out.extend(b">>BDC\n");
}

/// Ends marked content.
pub fn end(out: &mut Vec<u8>) {
    out.extend(b"EMC\n");
}
