//! The body in shares, on all cores. What stands behind a page break depends on nothing in
//! front of it but the numbers of pages, headings and tables; these are put right when
//! the shares are joined, so that the pages do not depend on how many shares there were.

use super::flow::Flow;
use super::font::Fonts;
use super::paragraph::Setter;
use super::{Piece, Section};
use crate::document::{Block, PageSetup};
use rayon::prelude::*;
use std::ops::Range;

/// Most shares; smaller ones cost more than they save.
const MOST_SHARES: usize = 8;

/// Lays out the blocks of the body.
pub fn body(
    blocks: &[Block],
    fonts: &Fonts,
    page: &PageSetup,
    shares_wanted: usize,
) -> Filled {
    let share = |range: Range<usize>| {
        let setter = Setter::new(fonts, page);
        let mut flow = Flow::new(Section::Body, &setter);
        flow.blocks(&blocks[range]);
        flow.filled()
    };
    let shares = shares(blocks, shares_wanted).into_par_iter().map(share);
    let mut done = shares.collect::<Vec<_>>().into_iter();
    let mut whole = done.next().unwrap_or_default();
    done.for_each(|filled| whole.append(filled));
    whole
}

/// How many shares keep all cores busy.
pub fn count() -> usize {
    rayon::current_num_threads().min(MOST_SHARES)
}

/// Ranges of blocks that each begin behind a page break and take about as long.
fn shares(blocks: &[Block], count: usize) -> Vec<Range<usize>> {
    let cost = |block: &Block| match block {
        Block::Table(table) => table.rows.len(),
        _ => 1,
    };
    let total: usize = blocks.iter().map(cost).sum();
    let (mut shares, mut start, mut sum) = (Vec::new(), 0, 0);
    for (i, block) in blocks.iter().enumerate() {
        sum += cost(block);
        let enough = sum * count >= total * (shares.len() + 1);
        // a break behind nothing, or behind another one, makes no page
        let breaks = *block == Block::PageBreak
            && i.checked_sub(1).is_some_and(|before| blocks[before] != Block::PageBreak);
        if enough && breaks {
            shares.push(start..i);
            start = i + 1;
        }
    }
    shares.push(start..blocks.len());
    shares
}

/// The pages of a section that is done.
#[derive(Debug, Default, PartialEq)]
pub struct Filled {
    /// The pages.
    pub pages: Vec<super::Page>,
    /// The headings; their page counts within the section.
    pub headings: Vec<super::Heading>,
    /// How many tables stand on them.
    pub tables: usize,
}

impl Filled {
    /// Puts the pages of `next` behind these.
    fn append(&mut self, next: Filled) {
        let (pages, headings) = (self.pages.len(), self.headings.len());
        let moved = |mut heading: super::Heading| {
            heading.page += pages;
            heading.number += pages;
            heading
        };
        self.headings.extend(next.headings.into_iter().map(moved));
        for mut page in next.pages {
            page.number += pages;
            page.pieces.iter_mut().for_each(|p| renumber(p, headings, self.tables));
            self.pages.push(page);
        }
        self.tables += next.tables;
    }
}

fn renumber(piece: &mut Piece, headings: usize, tables: usize) {
    match piece {
        Piece::Paragraph(paragraph) => {
            paragraph.heading = paragraph.heading.map(|h| h + headings);
        }
        Piece::Table(table) => table.table += tables,
        Piece::Entry(entry) => entry.heading += headings,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Paragraph, Style};
    use crate::layout::font::FontSet;

    fn sample() -> Vec<Block> {
        let paragraph = |style, n| {
            Block::Paragraph(Paragraph::new(style, format!("第{n}项\u{1f600}").repeat(n)))
        };
        let mut blocks = vec![Block::PageBreak, paragraph(Style::Part, 1)];
        for n in 1..40 {
            blocks.extend([Block::PageBreak, Block::PageBreak]);
            blocks.extend([paragraph(Style::Section, 2), paragraph(Style::Body, n * n)]);
        }
        blocks.push(Block::PageBreak);
        blocks
    }

    #[test]
    fn the_pages_do_not_depend_on_the_shares() {
        let (set, page) = (FontSet::embedded(), PageSetup::default());
        let fonts = Fonts::new(&set);
        let blocks = sample();
        let alone = body(&blocks, &fonts, &page, 1);
        assert!(alone.pages.len() > 60);
        for count in [2, 3, 7, 1000] {
            assert!(shares(&blocks, count).len() > 1);
            assert!(body(&blocks, &fonts, &page, count) == alone, "{count}");
        }
    }

    #[test]
    fn nothing_is_one_empty_page() {
        let (set, page) = (FontSet::embedded(), PageSetup::default());
        let filled = body(&[], &Fonts::new(&set), &page, 4);
        assert_eq!(filled.pages.len(), 1);
    }
}
