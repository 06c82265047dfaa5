//! Pages as SVG: what stands on them is what stands on the pages of the PDF.

use super::text::{fonts, unicode};
use super::{ADJUSTMENT, Built, LARGE, PdfOptions, SET, build, name, of, string};
use jixiao::export::svg;
use jixiao::layout::font::Fonts;
use jixiao::pages::display;
use lopdf::content::Content;
use lopdf::{Object, ObjectId};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::collections::BTreeMap;
use ttf_parser::GlyphId;

/// A line of text: where it begins, and its runs by face and size.
#[derive(Debug, Default, PartialEq)]
struct Line {
    x: f32,
    y: f32,
    runs: Vec<(String, f32, String)>,
}

impl Line {
    fn push(&mut self, face: &str, size: f32, text: &str) {
        match self.runs.last_mut() {
            Some(run) if run.0 == face && run.1 == size => run.2.push_str(text),
            _ => self.runs.push((face.to_owned(), size, text.to_owned())),
        }
    }
}

fn number(object: &Object) -> f32 {
    object.as_float().unwrap()
}

/// The lines of a page of the PDF, from the top left.
fn lines_of_pdf(built: &Built, page: ObjectId, height: f32) -> Vec<Line> {
    let maps: BTreeMap<_, _> =
        fonts(built, page).into_iter().map(|(k, f)| (k, unicode(built, f))).collect();
    let content = Content::decode(&built.pdf.get_page_content(page)).unwrap();
    let (mut x, mut y, mut lines) = (0.0, 0.0, Vec::<Line>::new());
    let (mut font, mut size, mut spans) = (String::new(), 0.0, Vec::new());
    for operation in &content.operations {
        let operands = &operation.operands;
        match operation.operator.as_str() {
            "Td" => {
                (x, y) = (x + number(&operands[0]), y + number(&operands[1]));
                lines.push(Line { x, y: height - y, runs: Vec::new() });
            }
            "Tf" => (font, size) = (name(&operands[0]).to_owned(), number(&operands[1])),
            "BDC" => {
                let actual = operands[1].as_dict().unwrap().get(b"ActualText").ok();
                spans.push(actual.map(string));
            }
            "EMC" => _ = spans.pop(),
            "Tj" => {
                let codes = operands[0].as_str().unwrap().chunks(2);
                let code = |c: &[u8]| u16::from_be_bytes([c[0], c[1]]);
                let drawn = codes.map(|c| maps[&font][&code(c)].as_str()).collect();
                let text = spans.iter().rev().find_map(Clone::clone).unwrap_or(drawn);
                lines.last_mut().unwrap().push(&font[1..], size, &text);
            }
            _ => {}
        }
    }
    lines
}

fn value(tag: &BytesStart, key: &str) -> Option<String> {
    let value = tag.try_get_attribute(key).unwrap()?;
    let value = std::str::from_utf8(&value.value).unwrap();
    Some(quick_xml::escape::unescape(value).unwrap().into_owned())
}

/// The lines of a page as SVG.
fn lines_of_svg(svg: &str) -> Vec<Line> {
    let mut reader = Reader::from_str(svg);
    let (mut lines, mut open) = (Vec::<Line>::new(), Vec::<(String, f32)>::new());
    let mut meant = None;
    loop {
        match reader.read_event().unwrap() {
            Event::Start(tag) if matches!(tag.name().0, b"text" | b"tspan") => {
                let at = |key| value(&tag, key).map(|v| v.parse::<f32>().unwrap());
                if tag.name().0 == b"text" {
                    let (x, y) = (at("x").unwrap(), at("y").unwrap());
                    lines.push(Line { x, y, runs: Vec::new() });
                }
                let outer = open.last().cloned();
                let face = value(&tag, "font-family")
                    .map(|family| family.strip_prefix("jixiao-").unwrap().to_owned())
                    .or(outer.as_ref().map(|(face, _)| face.clone()));
                let size = at("font-size").or(outer.map(|(_, size)| size));
                open.push((face.unwrap(), size.unwrap()));
                meant = value(&tag, "data-meant");
            }
            Event::End(tag) if matches!(tag.name().0, b"text" | b"tspan") => {
                open.pop();
            }
            Event::Text(_) | Event::GeneralRef(_) if open.is_empty() => {}
            Event::Text(text) => {
                let text = meant.take().unwrap_or(text.decode().unwrap().into_owned());
                let (face, size) = open.last().unwrap();
                lines.last_mut().unwrap().push(face, *size, &text);
            }
            Event::GeneralRef(reference) => {
                let text = format!("&{};", reference.decode().unwrap());
                let text = quick_xml::escape::unescape(&text).unwrap();
                let (face, size) = open.last().unwrap();
                lines.last_mut().unwrap().push(face, *size, &text);
            }
            Event::Eof => return lines,
            _ => {}
        }
    }
}

/// Compares every page; gives how many lines there were.
fn assert_same_pages(built: &Built) -> usize {
    let list = display(&built.layout);
    let pages = svg::pages(&list);
    assert_eq!(pages.len(), built.pages().len());
    let mut count = 0;
    for (svg, id) in pages.iter().zip(built.pages()) {
        let wanted = lines_of_pdf(built, id, list.sheet.height());
        let found = lines_of_svg(svg);
        assert_eq!(found.len(), wanted.len());
        for (found, wanted) in found.iter().zip(&wanted) {
            assert_eq!(found.runs, wanted.runs);
            // both round to hundredths, the PDF from the other side
            let near = |a: f32, b: f32| (a - b).abs() < 0.015;
            assert!(near(found.x, wanted.x), "{found:?} {wanted:?}");
            assert!(near(found.y, wanted.y), "{found:?} {wanted:?}");
            count += 1;
        }
    }
    count
}

#[test]
fn text_stands_where_the_pdf_has_it() {
    assert!(assert_same_pages(&LARGE) > 3000);
    assert!(assert_same_pages(&ADJUSTMENT) > 10);
    let strange = "甲😀乙〓丙 <丁>&\u{A0}“戊”⽅方 ab  c";
    assert_same_pages(&build(&of(&[strange]), &PdfOptions::default()));
}

/// The numbers of a path that are no commands.
fn numbers(path: &str) -> Vec<f32> {
    let numbers = path.split(['M', 'L', ' ']).filter(|n| !n.is_empty());
    numbers.map(|n| n.parse().unwrap()).collect()
}

#[test]
fn strokes_are_those_of_the_pdf() {
    let built = &*LARGE;
    let list = display(&built.layout);
    let height = list.sheet.height();
    let mut count = 0;
    for (svg, id) in svg::pages(&list).iter().zip(built.pages()) {
        let content = Content::decode(&built.pdf.get_page_content(id)).unwrap();
        let ends = content.operations.iter();
        let ends = ends.filter(|o| matches!(o.operator.as_str(), "m" | "l"));
        let wanted =
            ends.flat_map(|o| [number(&o.operands[0]), height - number(&o.operands[1])]);
        let path = svg.split(" d=\"").nth(1).map_or("", |d| d.split('"').next().unwrap());
        let found = numbers(path);
        let wanted: Vec<f32> = wanted.collect();
        assert_eq!(found.len(), wanted.len());
        assert!(found.iter().zip(&wanted).all(|(a, b)| (a - b).abs() < 0.015));
        count += found.len() / 4;
    }
    assert!(count > 1000);
}

#[test]
fn every_cell_can_be_clicked_and_every_value_names_its_place() {
    let list = display(&LARGE.layout);
    for (page, svg) in list.pages.iter().zip(svg::pages(&list)) {
        assert_eq!(svg.matches(" data-column=\"").count(), page.cells.len());
        let values = page.texts.iter().filter_map(|text| text.source);
        for span in values {
            let (file, range) = (span.file.index(), span.range());
            let at = format!("data-at=\"{file}:{}-{}\"", range.start, range.end);
            assert!(svg.contains(&at), "{at}");
        }
    }
}

#[test]
fn a_cell_without_a_value_names_its_neighbour() {
    let list = display(&LARGE.layout);
    let svg = svg::pages(&list).concat();
    let cells = list.pages.iter().flat_map(|page| &page.cells);
    let empty = cells.filter(|c| !c.heading && c.source.is_none()).count();
    let beside = svg.matches(" data-beside=\"").count();
    assert!(beside <= empty, "{beside} of {empty}");
    // a page that is not there
    assert_eq!(svg::page(&list, list.pages.len()), None);
    assert_eq!(svg::page(&list, 0).as_deref(), svg::pages(&list).first().map(|p| &**p));
}

#[test]
fn lines_of_the_contents_lead_to_their_pages() {
    let list = display(&LARGE.layout);
    let pages = svg::pages(&list);
    let mut count = 0;
    for (page, svg) in list.pages.iter().zip(&pages) {
        for link in &page.links {
            let target = list.headings[link.heading].page + 1;
            assert!(svg.contains(&format!("<a href=\"#page-{target}\">")));
            assert!(pages[target - 1].contains(&format!("id=\"page-{target}\"")));
            count += 1;
        }
    }
    assert!(count > 40);
}

#[test]
fn fonts_for_a_browser_draw_what_was_measured() {
    let fonts = Fonts::new(&SET);
    let list = display(&LARGE.layout);
    let made = svg::web_fonts(&list, &fonts);
    assert_eq!(made.len(), 6);
    assert_eq!(made, svg::web_fonts(&list, &fonts));
    for font in made {
        assert_eq!(font.family, svg::family(font.face));
        let whole = svg::web_font(&fonts, font.face).unwrap();
        assert!(font.bytes.len() * 3 < whole.bytes.len());
        assert_draws(&list, &fonts, &font);
        assert_draws(&list, &fonts, &whole);
    }
    assert_eq!(svg::web_font(&fonts, fonts.faces.len()), None);
}

/// Each character of the pages has a glyph as wide as the layout's, and of its outline.
fn assert_draws(list: &jixiao::pages::DisplayList, fonts: &Fonts, font: &svg::WebFont) {
    let face = ttf_parser::Face::parse(&font.bytes, 0).unwrap();
    let own = fonts.faces[font.face].tables();
    let lines = list.texts().flat_map(|text| text.lines);
    let runs = lines.flat_map(|line| &line.runs).filter(|run| run.face == font.face);
    let pairs = runs.flat_map(|run| run.text.chars().zip(&run.glyphs));
    for (c, glyph) in pairs.collect::<std::collections::BTreeSet<_>>() {
        let found = face.glyph_index(c).unwrap();
        let (of, wanted) = (GlyphId(found.0), GlyphId(*glyph));
        assert_eq!(face.glyph_hor_advance(of), own.glyph_hor_advance(wanted), "{c}");
        assert_eq!(face.glyph_bounding_box(of), own.glyph_bounding_box(wanted), "{c}");
    }
}
