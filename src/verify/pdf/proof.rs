//! The proof of a PDF: its digest stands in the XMP; its YAML there or in an attached file.

use super::MAX_STREAM;
use crate::import::distil::reference;
use crate::proof::{NAMESPACE, Proof};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use flate2::read::ZlibDecoder;
use lopdf::{Dictionary, Document, Object};
use quick_xml::NsReader;
use quick_xml::events::Event;
use quick_xml::name::ResolveResult;
use std::io::Read;

/// The proof; None where the digest or the YAML is not there.
pub fn find(pdf: &Document) -> Option<Proof> {
    let catalog = pdf.catalog().ok()?;
    let metadata = catalog.get_deref(b"Metadata", pdf).ok()?.as_stream().ok()?;
    let xmp = metadata.decompressed_content_with_limit(MAX_STREAM).ok();
    let xmp = xmp.unwrap_or_else(|| metadata.content.clone());
    let digest = property(&xmp, b"sha256")?;
    let text = match property(&xmp, b"source") {
        Some(packed) => unpack(&packed),
        None => attached(pdf, catalog),
    };
    Some(Proof { text: text?, digest })
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

fn unpack(packed: &str) -> Option<String> {
    let packed: String = packed.chars().filter(|c| !c.is_whitespace()).collect();
    let packed = BASE64_STANDARD.decode(packed).ok()?;
    let mut text = String::new();
    let limit = MAX_STREAM as u64;
    ZlibDecoder::new(&packed[..]).take(limit).read_to_string(&mut text).ok()?;
    Some(text)
}

/// The file that the text says it was made from.
fn attached(pdf: &Document, catalog: &Dictionary) -> Option<String> {
    let files = catalog.get_deref(b"AF", pdf).ok()?.as_array().ok()?;
    files.iter().find_map(|file| {
        let file = pdf.dereference(file).ok()?.1.as_dict().ok()?;
        let is_source = file.get(b"AFRelationship").and_then(Object::as_name).ok()?;
        let inside = file.get_deref(b"EF", pdf).ok()?.as_dict().ok()?;
        let stream = inside.get_deref(b"F", pdf).ok()?.as_stream().ok()?;
        let bytes = stream.decompressed_content_with_limit(MAX_STREAM).ok();
        let bytes = bytes.unwrap_or_else(|| stream.content.clone());
        (is_source == b"Source").then(|| String::from_utf8(bytes).ok())?
    })
}
