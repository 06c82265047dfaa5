//! Advice on how to save a page is true: laid out without the characters it names, the
//! document is a page shorter, and with one of them more it is not.

use crate::support::{examined, repository};
use jixiao::compose::compose;
use jixiao::document::{Block, Document, Paragraph};
use jixiao::layout::font::{FontSet, Fonts};
use jixiao::layout::{Cut, Piece, Saving, Section, layout, saving};

fn sample() -> Document {
    let (loaded, _) = examined(&repository("tests/cases/rules/F102/bad.yaml"));
    compose(&loaded.department.unwrap(), &loaded.profile.unwrap()).unwrap()
}

/// The document without the characters of `cuts`.
fn without(document: &Document, cuts: &[Cut]) -> Document {
    let mut shorter = document.clone();
    let cut = |paragraph: &mut Paragraph| {
        for cut in cuts {
            if paragraph.source == Some(cut.source) && paragraph.text == cut.text {
                let kept = paragraph.text.chars().count() - cut.characters;
                paragraph.text = paragraph.text.chars().take(kept).collect();
                return;
            }
        }
    };
    for block in &mut shorter.body {
        match block {
            Block::Paragraph(paragraph) => cut(paragraph),
            Block::Table(table) => {
                let cells = table.rows.iter_mut().flat_map(|row| &mut row.cells);
                cells.flat_map(|cell| &mut cell.paragraphs).for_each(cut);
            }
            Block::PageBreak => {}
        }
    }
    shorter
}

fn pages(document: &Document, fonts: &Fonts) -> usize {
    layout(document, fonts).pages.len()
}

/// The saving for each table that stands on several pages.
fn savings(document: &Document, fonts: &Fonts) -> Vec<Saving> {
    let layout = layout(document, fonts);
    let body = layout.pages.iter().filter(|p| p.section == Section::Body);
    let mut tables: Vec<usize> = body
        .flat_map(|page| &page.pieces)
        .filter_map(|piece| match piece {
            Piece::Table(table) => Some(table.table),
            _ => None,
        })
        .collect();
    let repeated = tables.windows(2).filter(|pair| pair[0] == pair[1]).map(|p| p[0]);
    tables = repeated.collect();
    tables.dedup();
    tables.into_iter().filter_map(|table| saving(document, table, fonts)).collect()
}

#[test]
fn without_the_named_characters_it_is_a_page_less() {
    let set = FontSet::embedded();
    let fonts = Fonts::new(&set);
    let document = sample();
    let savings = savings(&document, &fonts);
    assert_eq!(savings.len(), 1);
    let saving = &savings[0];
    assert!(saving.characters() > 0);
    let before = pages(&document, &fonts);
    assert_eq!(pages(&without(&document, &saving.cuts), &fonts), before - 1);
    for i in 0..saving.cuts.len() {
        let mut fewer = saving.cuts.clone();
        fewer[i].characters -= 1;
        assert_eq!(pages(&without(&document, &fewer), &fonts), before, "{fewer:?}");
    }
}
