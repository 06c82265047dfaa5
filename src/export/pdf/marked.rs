//! What is drawn on the pages, in order, each piece of it marked: content of a structure
//! element, or an artifact.

use super::table_tags::Mark;
use super::tags::Tagger;
use crate::layout::{Layout, Line, Page, Piece, PlacedEntry, PlacedTable};

/// Text drawn on a page.
pub struct Content<'a> {
    /// What it belongs to.
    pub owner: Owner,
    /// Its lines.
    pub lines: &'a [Line],
}

/// What marked content belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Owner {
    /// A structure element.
    Element {
        /// The number of the content on its page.
        number: i64,
        /// The name of the element's type.
        name: &'static str,
    },
    /// Nothing: it is no part of the text (ISO 32000-1, 14.8.2.2).
    Artifact(Artifact),
}

/// What content is that belongs to nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Artifact {
    /// A help for the eye.
    Layout,
    /// Something that is there because pages end.
    Pagination,
    /// The line below the text of a page.
    Footer,
}

/// Marks the text of every page and builds the structure it belongs to.
pub fn mark<'a>(layout: &'a Layout, tagger: &mut Tagger) -> Vec<Vec<Content<'a>>> {
    let pages = layout.pages.iter();
    let marked = pages.map(|page| {
        tagger.begin_page(page.section);
        mark_page(page, tagger)
    });
    let marked = marked.collect();
    tagger.simplify();
    marked
}

fn mark_page<'a>(page: &'a Page, tagger: &mut Tagger) -> Vec<Content<'a>> {
    let mut contents = Vec::new();
    for piece in &page.pieces {
        match piece {
            Piece::Paragraph(paragraph) => {
                let owner = match paragraph.style.is_continuation() {
                    true => Owner::Artifact(Artifact::Pagination),
                    false => {
                        let element = tagger.paragraph(paragraph);
                        tagger.mark(element)
                    }
                };
                contents.push(Content { owner, lines: &paragraph.lines });
            }
            Piece::Entry(entry) => mark_entry(entry, tagger, &mut contents),
            Piece::Table(table) => mark_table(table, tagger, &mut contents),
        }
    }
    if let Some(footer) = &page.footer {
        let owner = Owner::Artifact(Artifact::Footer);
        contents.push(Content { owner, lines: &footer.lines });
    }
    contents
}

/// A line of the 目录: title and number belong to the link, the dots to nobody.
fn mark_entry<'a>(
    entry: &'a PlacedEntry,
    tagger: &mut Tagger,
    contents: &mut Vec<Content<'a>>,
) {
    let link = tagger.entry(entry);
    contents.push(Content { owner: tagger.mark(link), lines: &entry.title.lines });
    let one = std::slice::from_ref;
    if let Some(leader) = &entry.leader {
        let owner = Owner::Artifact(Artifact::Layout);
        contents.push(Content { owner, lines: one(leader) });
    }
    if let Some(number) = &entry.number {
        contents.push(Content { owner: tagger.mark(link), lines: one(number) });
    }
}

fn mark_table<'a>(
    table: &'a PlacedTable,
    tagger: &mut Tagger,
    contents: &mut Vec<Content<'a>>,
) {
    let marks = tagger.table(table);
    let cells = table.rows.iter().flat_map(|r| &r.cells);
    for (cell, mark) in cells.zip(marks) {
        for paragraph in &cell.paragraphs {
            let owner = match mark {
                Mark::Again => Owner::Artifact(Artifact::Pagination),
                Mark::Cell(element) => {
                    let element = tagger.cell_paragraph(element, paragraph);
                    tagger.mark(element)
                }
            };
            contents.push(Content { owner, lines: &paragraph.lines });
        }
    }
}
