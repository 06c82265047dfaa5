//! What is drawn on a page → its content stream (ISO 32000-1, 7.8.2).
//!
//! printpdf has operators of its own for this; as objects they cost more time than the
//! rest of a page together.

use super::deflate::Deflater;
use super::marked::{Artifact, Content, Owner};
use super::pen::Pen;
use super::rules::rules;
use super::subset::Subsets;
use super::syntax::{decimal, literal};
use crate::layout::{Layout, Page, Piece, RULE};
use lopdf::Stream;
use rayon::prelude::*;
use std::fmt::Display;

/// The content streams of all pages, deflated.
pub fn streams(
    layout: &Layout,
    contents: &[Vec<Content>],
    subsets: &Subsets,
) -> Vec<Stream> {
    let height = layout.sheet.height();
    let pages = layout.pages.par_iter().zip(contents);
    let made = pages.map_init(Deflater::default, |deflater, (page, contents)| {
        let mut out = Vec::new();
        table_rules(page, height, &mut out);
        text(contents, subsets, height, &mut out);
        deflater.stream(out)
    });
    made.collect()
}

/// The rules of all tables of a page, as one path.
fn table_rules(page: &Page, height: f32, out: &mut Vec<u8>) {
    let mut path = Vec::new();
    for piece in &page.pieces {
        if let Piece::Table(table) = piece {
            rules(table, height, &mut path);
        }
    }
    if !path.is_empty() {
        begin(Owner::Artifact(Artifact::Layout), out);
        decimal(f64::from(RULE), out);
        out.extend(b" w\n");
        out.append(&mut path);
        out.extend(b"S\n");
        end(out);
    }
}

fn text(contents: &[Content], subsets: &Subsets, height: f32, out: &mut Vec<u8>) {
    out.extend(b"BT\n");
    let mut pen = Pen::new(subsets, height);
    for content in contents {
        begin(content.owner, out);
        pen.lines(content.lines, out);
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
        Owner::Element { number, name } => open(name, &format_args!("/MCID {number}")),
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
