//! What printpdf leaves out: outline, page labels, language, fixed dates, an ID from the
//! content, compression.

use super::PdfFault;
use crate::document::{Document, Page as Paper};
use crate::layout::{Heading, Layout, Section};
use flate2::{Compression, write::ZlibEncoder};
use lopdf::{Dictionary, Object, ObjectId, StringFormat, dictionary};
use sha2::{Digest, Sha256};
use std::io::Write;

/// Finishes the objects and writes the file.
pub fn finish(
    mut objects: lopdf::Document,
    document: &Document,
    layout: &Layout,
) -> Result<Vec<u8>, PdfFault> {
    let fault = |e: lopdf::Error| PdfFault::Save(e.to_string());
    objects.version = "1.7".into();
    objects.binary_mark = vec![0xE2, 0xE3, 0xCF, 0xD3];
    let pages: Vec<ObjectId> = objects.get_pages().into_values().collect();
    tidy_pages(&mut objects, &pages).map_err(fault)?;
    let outline = outline(&mut objects, &pages, &layout.headings);
    let catalog = catalog(&mut objects).map_err(fault)?;
    catalog.set("PageMode", name("UseOutlines"));
    catalog.set("Outlines", outline);
    catalog.set("Lang", Object::string_literal("zh-CN"));
    catalog.set("ViewerPreferences", dictionary! { "DisplayDocTitle" => true });
    catalog.set("PageLabels", page_labels(layout));
    information(&mut objects, document).map_err(fault)?;
    compress(&mut objects);
    identify(&mut objects);
    let mut file = Vec::new();
    objects.save_to(&mut file).map_err(|e| PdfFault::Save(e.to_string()))?;
    Ok(file)
}

fn catalog(objects: &mut lopdf::Document) -> lopdf::Result<&mut Dictionary> {
    let root = objects.trailer.get(b"Root")?.as_reference()?;
    objects.get_object_mut(root)?.as_dict_mut()
}

/// Boxes that only repeat the media box go; links get the print flag.
fn tidy_pages(objects: &mut lopdf::Document, pages: &[ObjectId]) -> lopdf::Result<()> {
    for id in pages {
        let page = objects.get_object_mut(*id)?.as_dict_mut()?;
        page.remove(b"TrimBox");
        page.remove(b"CropBox");
        let Ok(links) = page.get_mut(b"Annots").and_then(Object::as_array_mut) else {
            continue;
        };
        if links.is_empty() {
            page.remove(b"Annots");
            continue;
        }
        for link in links.iter_mut() {
            if let Ok(link) = link.as_dict_mut() {
                link.set("F", 4);
                link.remove(b"C");
            }
        }
    }
    Ok(())
}

/// The nested outline: parts, and under each its sections and tables.
fn outline(
    objects: &mut lopdf::Document,
    pages: &[ObjectId],
    headings: &[Heading],
) -> ObjectId {
    let shown: Vec<&Heading> = headings.iter().filter(|h| h.level <= 2).collect();
    let ids: Vec<ObjectId> = shown.iter().map(|_| objects.new_object_id()).collect();
    let root = objects.new_object_id();
    let (top, children) = nest(&shown);
    for (parent, list) in
        std::iter::once((root, &top)).chain(ids.iter().copied().zip(&children))
    {
        for (place, i) in list.iter().enumerate() {
            let mut item = outline_item(shown[*i], pages);
            item.set("Parent", parent);
            if let Some(before) = place.checked_sub(1) {
                item.set("Prev", ids[list[before]]);
            }
            if let Some(next) = list.get(place + 1) {
                item.set("Next", ids[*next]);
            }
            set_children(&mut item, &children[*i], &ids);
            objects.set_object(ids[*i], item);
        }
    }
    let mut item = dictionary! { "Type" => "Outlines" };
    set_children(&mut item, &top, &ids);
    item.set("Count", shown.len() as i64);
    objects.set_object(root, item);
    root
}

/// The headings at the top, and the headings under each. One of level 2 before any of
/// level 1 stands at the top.
fn nest(headings: &[&Heading]) -> (Vec<usize>, Vec<Vec<usize>>) {
    let mut top = Vec::new();
    let mut children = vec![Vec::new(); headings.len()];
    let mut part: Option<usize> = None;
    for (i, heading) in headings.iter().enumerate() {
        match part {
            Some(part) if heading.level > 1 => children[part].push(i),
            _ => top.push(i),
        }
        if heading.level == 1 {
            part = Some(i);
        }
    }
    (top, children)
}

fn outline_item(heading: &Heading, pages: &[ObjectId]) -> Dictionary {
    dictionary! {
        "Title" => utf16(&heading.text),
        "Dest" => vec![
            Object::Reference(pages[heading.page]),
            name("XYZ"),
            Object::Null,
            Object::Real(Paper::HEIGHT - heading.top),
            Object::Null,
        ],
    }
}

fn set_children(item: &mut Dictionary, children: &[usize], ids: &[ObjectId]) {
    if let (Some(first), Some(last)) = (children.first(), children.last()) {
        item.set("First", ids[*first]);
        item.set("Last", ids[*last]);
        item.set("Count", children.len() as i64);
    }
}

/// Cover without labels, 目录 in roman, body in arabic numbers from 1.
fn page_labels(layout: &Layout) -> Dictionary {
    let first = |s: Section| layout.pages.iter().position(|p| p.section == s);
    let mut numbers = Vec::new();
    let mut add = |section, label: Dictionary| {
        if let Some(index) = first(section) {
            numbers.push(Object::Integer(index as i64));
            numbers.push(Object::Dictionary(label));
        }
    };
    add(Section::Cover, dictionary! {});
    add(Section::Contents, dictionary! { "S" => name("r") });
    add(Section::Body, dictionary! { "S" => name("D") });
    dictionary! { "Nums" => numbers }
}

/// Title, author, and dates that follow from the budget year alone.
fn information(objects: &mut lopdf::Document, document: &Document) -> lopdf::Result<()> {
    let date = format!("D:{:04}0101000000+08'00'", document.year);
    let information = dictionary! {
        "Title" => utf16(&document.title),
        "Author" => utf16(&document.author),
        "Creator" => Object::string_literal("jixiao"),
        "Producer" => Object::string_literal("jixiao"),
        "CreationDate" => Object::string_literal(date.as_str()),
        "ModDate" => Object::string_literal(date.as_str()),
    };
    match objects.trailer.get(b"Info").and_then(Object::as_reference) {
        Ok(id) => {
            objects.set_object(id, information);
        }
        Err(_) => {
            let id = objects.add_object(information);
            objects.trailer.set("Info", id);
        }
    }
    Ok(())
}

/// Deflates every stream that gets smaller by it.
fn compress(objects: &mut lopdf::Document) {
    for object in objects.objects.values_mut() {
        let Object::Stream(stream) = object else { continue };
        if stream.dict.has(b"Filter") {
            continue;
        }
        let mut encoder = ZlibEncoder::new(Vec::new(), Compression::default());
        let packed = encoder.write_all(&stream.content).and_then(|()| encoder.finish());
        if let Ok(packed) = packed
            && packed.len() + 20 < stream.content.len()
        {
            stream.dict.set("Filter", name("FlateDecode"));
            stream.set_content(packed);
        }
    }
}

/// The file's ID: the digest of all its objects.
fn identify(objects: &mut lopdf::Document) {
    let mut digest = Sha256::new();
    for (id, object) in &objects.objects {
        digest.update(id.0.to_be_bytes());
        match object {
            Object::Stream(stream) => digest.update(&stream.content),
            other => digest.update(format!("{other:?}")),
        }
    }
    let id = digest.finalize()[..16].to_vec();
    let id = || Object::String(id.clone(), StringFormat::Hexadecimal);
    objects.trailer.set("ID", vec![id(), id()]);
}

fn name(text: &str) -> Object {
    Object::Name(text.as_bytes().to_vec())
}

/// A text string in UTF-16 (ISO 32000-1, 7.9.2.2).
fn utf16(text: &str) -> Object {
    let mut bytes = vec![0xFE, 0xFF];
    bytes.extend(text.encode_utf16().flat_map(u16::to_be_bytes));
    Object::String(bytes, StringFormat::Hexadecimal)
}
