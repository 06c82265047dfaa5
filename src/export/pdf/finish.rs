//! What printpdf leaves out: structure, outline, page labels, language, metadata, the
//! colours meant, an attached source.

use super::outline::outline;
use super::structure::structure;
use super::written::Written;
use super::{Attachment, PdfFault, PdfOptions, Standard, xmp};
use crate::document::Document;
use crate::layout::Section;
use crate::pages::DisplayList;
use lopdf::{Dictionary, Object, ObjectId, Stream, StringFormat, dictionary};

/// sRGB; `data/color/README.md` says where it comes from.
const SRGB: &[u8] = include_bytes!("../../../data/color/sRGB.icc");

/// A file's objects with nothing left out but what pages and fonts are filled with.
pub struct Finished {
    /// The objects.
    pub objects: lopdf::Document,
    /// The structure elements, which are objects of the same file.
    pub structure: Written,
    /// The numbers of the content streams, by page.
    pub contents: Vec<u32>,
}

/// Adds to the objects what printpdf left out.
///
/// # Errors
/// Objects that printpdf does not make.
pub fn finish(
    mut objects: lopdf::Document,
    document: &Document,
    list: &DisplayList,
    options: &PdfOptions,
) -> Result<Finished, PdfFault> {
    complete(&mut objects, document, list, options)
        .map(|(structure, contents)| Finished { objects, structure, contents })
        .map_err(|e| PdfFault::Save(e.to_string()))
}

fn complete(
    objects: &mut lopdf::Document,
    document: &Document,
    list: &DisplayList,
    options: &PdfOptions,
) -> lopdf::Result<(Written, Vec<u32>)> {
    let pages: Vec<ObjectId> = objects.get_pages().into_values().collect();
    let contents = tidy_pages(objects, &pages)?;
    let (structure, written) = structure(objects, &pages, list)?;
    let outline = outline(objects, &pages, list);
    let packet = xmp::packet(document, options).into_bytes();
    let metadata = dictionary! { "Type" => "Metadata", "Subtype" => "XML" };
    let metadata = objects.add_object(Stream::new(metadata, packet));
    let colours = objects.add_object(Stream::new(dictionary! { "N" => 3 }, SRGB.into()));
    let attachment = options.attachment.as_ref();
    let attached = attachment
        .filter(|_| options.standard != Standard::A2a)
        .map(|a| attach(objects, a, document));
    information(objects, document)?;

    let root = objects.trailer.get(b"Root")?.as_reference()?;
    let catalog = objects.get_object_mut(root)?.as_dict_mut()?;
    catalog.set("Lang", Object::string_literal("zh-CN"));
    catalog.set("MarkInfo", dictionary! { "Marked" => true });
    catalog.set("StructTreeRoot", structure);
    catalog.set("Metadata", metadata);
    catalog.set("OutputIntents", vec![Object::Dictionary(output_intent(colours))]);
    catalog.set("ViewerPreferences", dictionary! { "DisplayDocTitle" => true });
    catalog.set("PageLabels", page_labels(list));
    if let Some(outline) = outline {
        catalog.set("PageMode", name("UseOutlines"));
        catalog.set("Outlines", outline);
    }
    if let Some((file, key)) = attached {
        let files = dictionary! { "Names" => vec![key, Object::Reference(file)] };
        catalog.set("Names", dictionary! { "EmbeddedFiles" => files });
        catalog.set("AF", vec![Object::Reference(file)]);
    }
    Ok((written, contents))
}

/// Boxes that only repeat the media box go, and so do empty contents, which are given
/// back by number; links get the print flag.
fn tidy_pages(
    objects: &mut lopdf::Document,
    pages: &[ObjectId],
) -> lopdf::Result<Vec<u32>> {
    let mut contents = Vec::with_capacity(pages.len());
    for id in pages {
        let page = objects.get_object_mut(*id)?.as_dict_mut()?;
        page.remove(b"TrimBox");
        page.remove(b"CropBox");
        let content = page.get(b"Contents")?.as_reference()?;
        contents.push(content.0);
        objects.objects.remove(&content);
        let page = objects.get_object_mut(*id)?.as_dict_mut()?;
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
    Ok(contents)
}

/// Cover without labels, 目录 in roman, body in arabic numbers from 1.
fn page_labels(list: &DisplayList) -> Dictionary {
    let first = |s: Section| list.pages.iter().position(|p| p.section == s);
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

/// The document information; XMP says the same.
fn information(objects: &mut lopdf::Document, document: &Document) -> lopdf::Result<()> {
    let date = document.date.pdf();
    let information = dictionary! {
        "Title" => utf16(&document.title),
        "Author" => utf16(&document.author),
        "Creator" => Object::string_literal("jixiao"),
        "Producer" => Object::string_literal("jixiao"),
        "CreationDate" => Object::string_literal(date.as_str()),
        "ModDate" => Object::string_literal(date.as_str()),
    };
    let id = objects.trailer.get(b"Info")?.as_reference()?;
    objects.set_object(id, information);
    Ok(())
}

fn output_intent(profile: ObjectId) -> Dictionary {
    dictionary! {
        "Type" => "OutputIntent",
        "S" => name("GTS_PDFA1"),
        "OutputConditionIdentifier" => Object::string_literal("sRGB"),
        "Info" => Object::string_literal("sRGB IEC61966-2.1"),
        "RegistryName" => Object::string_literal("http://www.color.org"),
        "DestOutputProfile" => profile,
    }
}

/// Adds a file that this one was made from (ISO 19005-3, 6.8); the object that names it,
/// and its key among the embedded files.
fn attach(
    objects: &mut lopdf::Document,
    attachment: &Attachment,
    document: &Document,
) -> (ObjectId, Object) {
    let bytes = attachment.text.clone().into_bytes();
    let date = Object::string_literal(document.date.pdf());
    let stream = dictionary! {
        "Type" => "EmbeddedFile",
        "Subtype" => name("application/yaml"),
        "Params" => dictionary! { "Size" => bytes.len() as i64, "ModDate" => date },
    };
    let stream = objects.add_object(Stream::new(stream, bytes));
    let file = objects.add_object(dictionary! {
        "Type" => "Filespec",
        "F" => utf16(&attachment.name),
        "UF" => utf16(&attachment.name),
        "Desc" => utf16(&attachment.description),
        "AFRelationship" => name("Source"),
        "EF" => dictionary! { "F" => stream, "UF" => stream },
    });
    (file, utf16(&attachment.name))
}

/// A name object.
pub fn name(text: &str) -> Object {
    Object::Name(text.as_bytes().to_vec())
}

/// A text string in UTF-16 (ISO 32000-1, 7.9.2.2).
pub fn utf16(text: &str) -> Object {
    let mut bytes = vec![0xFE, 0xFF];
    bytes.extend(text.encode_utf16().flat_map(u16::to_be_bytes));
    Object::String(bytes, StringFormat::Hexadecimal)
}
