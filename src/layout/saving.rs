//! The fewest characters without which a table takes a page less.
//!
//! Found step by step: of all texts around the table, the one that gets a line shorter,
//! and the table lower, for the fewest characters, loses them; until what stands between
//! two page breaks is laid out on a page less. Then every cut that is not needed is taken
//! back. So the answer is right, though not always the least possible.

use super::flow::Flow;
use super::font::Fonts;
use super::grid::Grid;
use super::paragraph::Setter;
use super::{CELL_PADDING, Section};
use crate::document::{Block, Document, Paragraph, Style, Table};
use crate::text::source::Span;

/// Nobody is asked to shorten more than this.
pub const MOST_CHARACTERS: usize = 40;

/// Texts to shorten so that a page is saved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Saving {
    /// What each text loses.
    pub cuts: Vec<Cut>,
}

/// Characters that a text can do without.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cut {
    /// The YAML of the text.
    pub source: Span,
    /// The text as printed, which may be one of several paragraphs of its YAML.
    pub text: String,
    /// How many of its last characters are too many.
    pub characters: usize,
}

/// A paragraph in a table among blocks: block, row, cell, paragraph.
type Place = (usize, usize, usize, usize);

impl Saving {
    /// All characters together.
    pub fn characters(&self) -> usize {
        self.cuts.iter().map(|cut| cut.characters).sum()
    }
}

impl Cut {
    fn is_of(&self, paragraph: &Paragraph) -> bool {
        paragraph.source == Some(self.source) && paragraph.text == self.text
    }
}

/// What saves a page around the table with this number among those of the body; None
/// where [`MOST_CHARACTERS`] are not enough.
pub fn saving(document: &Document, table: usize, fonts: &Fonts) -> Option<Saving> {
    let setter = Setter::new(fonts, &document.page);
    let blocks = around(&document.body, table)?;
    let wanted = pages(blocks, &setter).checked_sub(1)?;
    let mut cuts: Vec<Cut> = Vec::new();
    loop {
        let shorter = without(blocks, &cuts);
        if pages(&shorter, &setter) <= wanted {
            break;
        }
        let (place, characters) = cheapest(&shorter, &setter)?;
        let original = paragraph_at(blocks, place)?;
        match cuts.iter_mut().find(|cut| cut.is_of(original)) {
            Some(known) => known.characters += characters,
            None => cuts.push(Cut {
                source: original.source?,
                text: original.text.clone(),
                characters,
            }),
        }
        if cuts.iter().map(|cut| cut.characters).sum::<usize>() > MOST_CHARACTERS {
            return None;
        }
    }
    let enough = |cuts: &[Cut]| pages(&without(blocks, cuts), &setter) <= wanted;
    Some(Saving { cuts: needed(cuts, enough) })
}

/// The blocks between the page breaks around a table.
fn around(blocks: &[Block], table: usize) -> Option<&[Block]> {
    let tables = blocks.iter().enumerate().filter(|b| matches!(b.1, Block::Table(_)));
    let (at, _) = tables.clone().nth(table)?;
    let is_break = |block: &Block| *block == Block::PageBreak;
    let start = blocks[..at].iter().rposition(is_break).map_or(0, |i| i + 1);
    let end = blocks[at..].iter().position(is_break).map_or(blocks.len(), |i| at + i);
    Some(&blocks[start..end])
}

fn pages(blocks: &[Block], setter: &Setter) -> usize {
    let mut flow = Flow::new(Section::Body, setter);
    flow.blocks(blocks);
    flow.pages.len()
}

/// The blocks with every text of a cut that much shorter.
fn without(blocks: &[Block], cuts: &[Cut]) -> Vec<Block> {
    let mut blocks = blocks.to_vec();
    for paragraph in blocks.iter_mut().flat_map(paragraphs) {
        if let Some(cut) = cuts.iter().find(|cut| cut.is_of(paragraph)) {
            shorten(&mut paragraph.text, cut.characters);
        }
    }
    blocks
}

fn paragraphs(block: &mut Block) -> Vec<&mut Paragraph> {
    match block {
        Block::Paragraph(paragraph) => vec![paragraph],
        Block::Table(table) => {
            let cells = table.rows.iter_mut().flat_map(|row| &mut row.cells);
            cells.flat_map(|cell| &mut cell.paragraphs).collect()
        }
        Block::PageBreak => Vec::new(),
    }
}

fn paragraph_at(blocks: &[Block], place: Place) -> Option<&Paragraph> {
    let (block, row, cell, paragraph) = place;
    let Block::Table(table) = blocks.get(block)? else { return None };
    table.rows.get(row)?.cells.get(cell)?.paragraphs.get(paragraph)
}

fn shorten(text: &mut String, characters: usize) {
    let count = text.chars().count().saturating_sub(characters);
    let end = text.char_indices().nth(count).map_or(text.len(), |(i, _)| i);
    text.truncate(end);
}

/// The paragraph that makes its table lower for the fewest characters, and these; among
/// equals, the one that makes it the lowest.
fn cheapest(blocks: &[Block], setter: &Setter) -> Option<(Place, usize)> {
    let mut best: Option<(Place, usize, f32)> = None;
    for (b, block) in blocks.iter().enumerate() {
        let Block::Table(table) = block else { continue };
        for ((r, c, p), characters, gain) in candidates(table, setter) {
            let better = best.is_none_or(|(_, fewest, most)| {
                characters < fewest || characters == fewest && gain > most
            });
            if better {
                best = Some(((b, r, c, p), characters, gain));
            }
        }
    }
    best.map(|(place, characters, _)| (place, characters))
}

/// Every paragraph of a table by row, cell and place in it that can get a line shorter:
/// for how many characters, and by how much the table gets lower with it.
fn candidates(
    table: &Table,
    setter: &Setter,
) -> Vec<((usize, usize, usize), usize, f32)> {
    let mut grid = Grid::new(table, setter);
    let mut found = Vec::new();
    for (r, row) in table.rows.iter().enumerate() {
        let cells = row.cells.iter().enumerate().filter(|(_, cell)| !cell.heading);
        for (c, cell) in cells {
            let edges = grid.edges();
            let right = edges[(cell.column + cell.colspan).min(edges.len() - 1)];
            let width = (right - edges[cell.column] - 2.0 * CELL_PADDING).max(1.0);
            for (p, paragraph) in cell.paragraphs.iter().enumerate() {
                let gain = grid.gain(r, c, p);
                if gain > 0.0 && is_prose(paragraph) {
                    let characters = line_less(paragraph, width, setter);
                    found.extend(characters.map(|count| ((r, c, p), count, gain)));
                }
            }
        }
    }
    found
}

/// Whether an author can put a text shorter: not a code, an amount or a 指标值.
fn is_prose(paragraph: &Paragraph) -> bool {
    let digits = || paragraph.text.contains(|c: char| c.is_ascii_digit());
    let fits = match paragraph.style {
        Style::CellText => true,
        Style::CellLabel => !digits(),
        _ => false,
    };
    fits && paragraph.source.is_some()
}

/// The fewest last characters without which a paragraph needs a line less. It keeps at
/// least two.
fn line_less(paragraph: &Paragraph, width: f32, setter: &Setter) -> Option<usize> {
    let room = |characters: usize| {
        let mut shorter = paragraph.clone();
        shorten(&mut shorter.text, characters);
        let broken = setter.break_lines(&shorter, width);
        setter.room(&broken, 0..broken.lines.len())
    };
    let now = room(0);
    let most = paragraph.text.chars().count().saturating_sub(2).min(MOST_CHARACTERS);
    if now < 2 || room(most) >= now {
        return None;
    }
    let (mut few, mut many) = (0, most);
    while many - few > 1 {
        let middle = few.midpoint(many);
        if room(middle) < now { many = middle } else { few = middle }
    }
    Some(many)
}

/// The cuts, each as small as it may be while all together are `enough`.
fn needed(mut cuts: Vec<Cut>, enough: impl Fn(&[Cut]) -> bool) -> Vec<Cut> {
    for i in 0..cuts.len() {
        let whole = cuts[i].characters;
        cuts[i].characters = 0;
        if enough(&cuts) {
            continue;
        }
        cuts[i].characters = whole;
        while cuts[i].characters > 1 {
            cuts[i].characters -= 1;
            if !enough(&cuts) {
                cuts[i].characters += 1;
                break;
            }
        }
    }
    cuts.retain(|cut| cut.characters > 0);
    cuts
}
