//! The proof of a PDF: its digest stands in the XMP; its YAML there or in an attached file.

use super::budget::{PdfBudget, PdfFault};
use super::filters::unpack;
use crate::proof::{NAMESPACE, Proof};
use crate::word::reference;
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use lopdf::{Dictionary, Document, Object, Stream, dictionary};
use quick_xml::NsReader;
use quick_xml::events::Event;
use quick_xml::name::ResolveResult;

/// Most bytes of the metadata, and of the YAML.
const MAX_TEXT: usize = 16 << 20;

/// The proof; None where the digest or the YAML is not there.
///
/// # Errors
/// One that is broken or too large.
pub fn find(pdf: &Document, budget: &PdfBudget) -> Result<Option<Proof>, PdfFault> {
    let Ok(catalog) = pdf.catalog() else { return Ok(None) };
    let metadata = catalog.get_deref(b"Metadata", pdf).and_then(Object::as_stream);
    let Ok(metadata) = metadata else { return Ok(None) };
    let xmp = unpack(metadata, pdf, MAX_TEXT, budget)?;
    let Some(digest) = property(&xmp, b"sha256") else { return Ok(None) };
    let text = match property(&xmp, b"source") {
        Some(packed) => packed_text(&packed, budget)?,
        None => attached(pdf, catalog, budget)?,
    };
    Ok(text.map(|text| Proof { text, digest }))
}

/// A property of our namespace.
fn property(xmp: &[u8], name: &[u8]) -> Option<String> {
    let mut reader = NsReader::from_reader(xmp);
    let mut found: Option<String> = None;
    loop {
        let (namespace, event) = reader.read_resolved_event().ok()?;
        let ours = matches!(namespace, ResolveResult::Bound(n) if n.as_ref() == NAMESPACE.as_bytes());
        match event {
            Event::Start(e) if ours && e.local_name().as_ref() == name => {
                found = Some(String::new());
            }
            Event::Text(t) => {
                if let Some(found) = &mut found {
                    found.push_str(&t.decode().ok()?);
                }
            }
            Event::GeneralRef(r) => {
                if let Some(found) = &mut found {
                    found.push_str(&reference(&r)?);
                }
            }
            Event::End(_) if found.is_some() => return found,
            Event::Eof => return None,
            _ => {}
        }
    }
}

fn packed_text(packed: &str, budget: &PdfBudget) -> Result<Option<String>, PdfFault> {
    let packed: String = packed.chars().filter(|c| !c.is_whitespace()).collect();
    let Ok(packed) = BASE64_STANDARD.decode(packed) else { return Ok(None) };
    let dict = dictionary! { "Filter" => "FlateDecode" };
    let stream = Stream::new(dict, packed);
    let bytes = unpack(&stream, &Document::new(), MAX_TEXT, budget)?;
    Ok(String::from_utf8(bytes).ok())
}

/// The file that the text says it was made from.
fn attached(
    pdf: &Document,
    catalog: &Dictionary,
    budget: &PdfBudget,
) -> Result<Option<String>, PdfFault> {
    let Some(stream) = source(pdf, catalog) else { return Ok(None) };
    let bytes = unpack(stream, pdf, MAX_TEXT, budget)?;
    Ok(String::from_utf8(bytes).ok())
}

fn source<'a>(pdf: &'a Document, catalog: &'a Dictionary) -> Option<&'a Stream> {
    let files = catalog.get_deref(b"AF", pdf).ok()?.as_array().ok()?;
    files.iter().find_map(|file| {
        let file = pdf.dereference(file).ok()?.1.as_dict().ok()?;
        let kind = file.get_deref(b"AFRelationship", pdf).ok()?.as_name().ok()?;
        let inside = file.get_deref(b"EF", pdf).ok()?.as_dict().ok()?;
        let stream = inside.get_deref(b"F", pdf).ok()?.as_stream().ok()?;
        (kind == b"Source").then_some(stream)
    })
}
