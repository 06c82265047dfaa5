//! Fonts, and the text that can be taken out.

use super::{ADJUSTMENT, Built, LARGE, PdfOptions, build, name, of};
use jixiao::layout::{Line, Page, Piece};
use lopdf::content::Content;
use lopdf::{Dictionary, Object, ObjectId};
use std::collections::BTreeMap;

/// What each code of a font stands for.
pub fn unicode(built: &Built, font: &Dictionary) -> BTreeMap<u16, String> {
    let stream = built.get(font, "ToUnicode").as_stream().unwrap();
    let text = stream.decompressed_content().unwrap_or(stream.content.clone());
    let text = String::from_utf8(text).unwrap();
    let hex = |t: &str| {
        let digits = t.trim_matches(['<', '>']).as_bytes().chunks(4);
        let unit = |d: &[u8]| u16::from_str_radix(std::str::from_utf8(d).unwrap(), 16);
        digits.map(|d| unit(d).unwrap()).collect::<Vec<u16>>()
    };
    let blocks = text.split("beginbfchar").skip(1);
    let lines = blocks.flat_map(|b| b.split("endbfchar").next().unwrap().lines());
    let pair = |line: &str| {
        let (code, units) = line.split_once("> <")?;
        Some((hex(code)[0], String::from_utf16(&hex(units)).unwrap()))
    };
    lines.filter_map(pair).collect()
}

pub fn fonts(built: &Built, page: ObjectId) -> Vec<(String, &Dictionary)> {
    let page = built.pdf.get_dictionary(page).unwrap();
    let fonts = built.dictionary(built.dictionary(page, "Resources"), "Font");
    let font = |(key, font): (&Vec<u8>, &'_ Object)| {
        (String::from_utf8(key.clone()).unwrap(), font.as_reference().unwrap())
    };
    let ids: Vec<_> = fonts.iter().map(font).collect();
    ids.into_iter()
        .map(|(key, id)| (key, built.pdf.get_dictionary(id).unwrap()))
        .collect()
}

/// The text of a page as a reader takes it out.
fn extracted(built: &Built, page: ObjectId) -> String {
    let maps: BTreeMap<_, _> =
        fonts(built, page).into_iter().map(|(k, f)| (k, unicode(built, f))).collect();
    let content = Content::decode(&built.pdf.get_page_content(page)).unwrap();
    let (mut font, mut text, mut spans) = (String::new(), String::new(), Vec::new());
    for operation in &content.operations {
        let operands = &operation.operands;
        match operation.operator.as_str() {
            "Tf" => font = name(&operands[0]).to_owned(),
            "BDC" => {
                let properties = operands[1].as_dict().unwrap();
                let actual = properties.get(b"ActualText").ok().map(super::string);
                text.push_str(actual.as_deref().unwrap_or(""));
                spans.push(actual.is_some());
            }
            "EMC" => _ = spans.pop(),
            "Tj" if !spans.contains(&true) => {
                let codes = operands[0].as_str().unwrap().chunks(2);
                let code = |c: &[u8]| u16::from_be_bytes([c[0], c[1]]);
                text.extend(codes.map(|c| maps[&font][&code(c)].as_str()));
            }
            _ => {}
        }
    }
    text
}

/// The text of a page as it was meant.
fn meant(page: &Page) -> String {
    let mut text = String::new();
    let mut add = |line: &Line| {
        for run in &line.runs {
            text.push_str(run.meant.as_deref().unwrap_or(&run.text));
        }
    };
    for piece in &page.pieces {
        match piece {
            Piece::Paragraph(p) => p.lines.iter().for_each(&mut add),
            Piece::Entry(e) => {
                e.title.lines.iter().chain(&e.leader).chain(&e.number).for_each(&mut add);
            }
            Piece::Table(t) => {
                let cells = t.rows.iter().flat_map(|r| &r.cells);
                let paragraphs = cells.flat_map(|c| &c.paragraphs);
                paragraphs.flat_map(|p| &p.lines).for_each(&mut add);
            }
        }
    }
    page.footer.iter().flat_map(|f| &f.lines).for_each(&mut add);
    text
}

fn assert_exact(built: &Built) {
    for (page, id) in built.layout.pages.iter().zip(built.pages()) {
        assert_eq!(extracted(built, id), meant(page));
    }
}

#[test]
fn text_comes_out_as_it_was_put_in() {
    assert_exact(&LARGE);
    assert_exact(&ADJUSTMENT);
}

#[test]
fn characters_without_a_glyph_of_their_own_keep_their_meaning() {
    // an emoji is in no face; dots on two heights share a glyph of the body's face
    let text = "甲😀乙〓丙 丁\u{A0}戊⽅方⻝食㎡……⋯⋯己";
    let built = build(&of(&[text]), &PdfOptions::default());
    assert_exact(&built);
    let last = built.pages().pop().unwrap();
    let out = extracted(&built, last);
    assert!(out.starts_with(text), "{out}");
    let content = built.pdf.get_page_content(last);
    let named = |text: &[u16]| {
        let units = text.iter().flat_map(|u| u.to_be_bytes());
        let wanted: Vec<u8> = [0xFE, 0xFF].into_iter().chain(units).collect();
        content.windows(wanted.len()).filter(|w| *w == wanted).count()
    };
    assert_eq!(named(&[0xD83D, 0xDE00]), 1);
    assert_eq!(named(&[0x22EF, 0x22EF]), 1);
    assert_eq!(named(&[0x2026]), 0);
}

#[test]
fn embedded_fonts_are_as_described() {
    let built = &*LARGE;
    let found = fonts(built, built.pages()[0]);
    assert_eq!(found.len(), 6);
    for (_, font) in found {
        assert_eq!(name(built.get(font, "Encoding")), "Identity-H");
        let base = name(built.get(font, "BaseFont"));
        let (tag, rest) = base.split_once('+').unwrap();
        assert!(
            tag.len() == 6
                && tag.bytes().all(|b| b.is_ascii_uppercase())
                && !rest.is_empty()
        );
        let inner = built.see(&built.list(font, "DescendantFonts")[0]).as_dict().unwrap();
        assert_eq!(name(built.get(inner, "Subtype")), "CIDFontType2");
        assert_eq!(name(built.get(inner, "CIDToGIDMap")), "Identity");
        assert_eq!(name(built.get(inner, "BaseFont")), base);
        let descriptor = built.dictionary(inner, "FontDescriptor");
        assert_eq!(name(built.get(descriptor, "FontName")), base);
        assert!(built.get(descriptor, "StemV").as_i64().unwrap() > 0);
        let file = built.get(descriptor, "FontFile2").as_stream().unwrap();
        let program = file.decompressed_content().unwrap();
        assert_eq!(
            built.get(&file.dict, "Length1").as_i64().unwrap(),
            program.len() as i64
        );
        widths_agree(built, inner, &program, &unicode(built, font));
    }
}

/// The widths of a font are those of its program, to rounding; each glyph but the first
/// has a character.
fn widths_agree(
    built: &Built,
    font: &Dictionary,
    program: &[u8],
    unicode: &BTreeMap<u16, String>,
) {
    let face = ttf_parser::Face::parse(program, 0).unwrap();
    let list = built.list(font, "W");
    let mut count = 0;
    for group in list.chunks(2) {
        let first = group[0].as_i64().unwrap();
        for (i, width) in group[1].as_array().unwrap().iter().enumerate() {
            let glyph = first as u16 + i as u16;
            let units = face.glyph_hor_advance(ttf_parser::GlyphId(glyph)).unwrap();
            let exact = f32::from(units) * 1000.0 / f32::from(face.units_per_em());
            assert!((width.as_i64().unwrap() as f32 - exact).abs() <= 0.5);
            assert!(!unicode[&glyph].is_empty());
            count += 1;
        }
    }
    assert_eq!(count, unicode.len());
}
