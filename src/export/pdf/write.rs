//! Objects → file: streams deflated, other objects packed into object streams, a
//! deflated cross-reference stream (ISO 32000-1, 7.5.7 and 7.5.8). lopdf would leave the
//! latter plain, 7 bytes for each of thousands of objects.

use super::syntax::{self, compact, object};
use flate2::{Compression, write::ZlibEncoder};
use lopdf::{Dictionary, Document, Object, Stream, dictionary};
use sha2::{Digest, Sha256};
use std::io::Write;

/// How many objects an object stream holds.
const PACKED: usize = 500;
/// Bytes of an entry of the cross-reference stream: kind, place, index.
const WIDTHS: [usize; 3] = [1, 4, 2];

/// The bytes of the file. Its ID is a digest of what stands in front of the
/// cross-references.
pub fn write(mut objects: Document) -> Vec<u8> {
    let mut file = File::new(objects.max_id as usize + 1);
    let mut plain = Vec::new();
    let contents = contents(&objects);
    for (id, item) in std::mem::take(&mut objects.objects) {
        match item {
            Object::Stream(mut stream) => {
                if contents.contains(&id) {
                    stream.set_content(compact(&stream.content));
                }
                file.stream(id.0, stream);
            }
            other => plain.push((id.0, other)),
        }
    }
    for packed in plain.chunks(PACKED) {
        file.object_stream(packed);
    }
    file.finish(objects.trailer)
}

/// The content streams of the pages.
fn contents(objects: &Document) -> std::collections::BTreeSet<lopdf::ObjectId> {
    let pages = objects.objects.values().filter_map(|o| o.as_dict().ok());
    pages.filter_map(|d| d.get(b"Contents").ok()?.as_reference().ok()).collect()
}

/// A file while it is written.
struct File {
    bytes: Vec<u8>,
    /// By object number: kind, place, index.
    entries: Vec<[u32; 3]>,
}

impl File {
    fn new(count: usize) -> File {
        let mut bytes = b"%PDF-1.7\n%".to_vec();
        bytes.extend([0xE2, 0xE3, 0xCF, 0xD3, b'\n']);
        // the free objects form a list that ends where it begins
        let mut entries = vec![[0, 0, 0]; count];
        entries[0] = [0, 0, 0xFFFF];
        File { bytes, entries }
    }

    /// Writes a stream, deflated where that makes it smaller.
    fn stream(&mut self, id: u32, mut stream: Stream) {
        let metadata = stream.dict.has_type(b"Metadata");
        if !metadata && !stream.dict.has(b"Filter") {
            let packed = deflate(&stream.content);
            if packed.len() + 20 < stream.content.len() {
                stream.dict.set("Filter", "FlateDecode");
                stream.content = packed;
            }
        }
        stream.dict.set("Length", stream.content.len() as i64);
        self.entries[id as usize] = [1, self.bytes.len() as u32, 0];
        self.bytes.extend(format!("{id} 0 obj\n").into_bytes());
        syntax::dictionary(&stream.dict, &mut self.bytes);
        self.bytes.extend(b"stream\n");
        self.bytes.extend(&stream.content);
        self.bytes.extend(b"\nendstream\nendobj\n");
    }

    /// Writes objects into an object stream.
    fn object_stream(&mut self, objects: &[(u32, Object)]) {
        let stream = self.new_id();
        let (mut places, mut body) = (String::new(), Vec::new());
        for (index, (id, item)) in objects.iter().enumerate() {
            places.push_str(&format!("{id} {} ", body.len()));
            object(item, &mut body);
            body.push(b'\n');
            self.entries[*id as usize] = [2, stream, index as u32];
        }
        let header = dictionary! {
            "Type" => "ObjStm",
            "N" => objects.len() as i64,
            "First" => places.len() as i64,
        };
        let content = [places.into_bytes(), body].concat();
        self.stream(stream, Stream::new(header, content));
    }

    fn new_id(&mut self) -> u32 {
        self.entries.push([0, 0, 0]);
        self.entries.len() as u32 - 1
    }

    /// Writes the cross-reference stream and the end.
    fn finish(mut self, trailer: Dictionary) -> Vec<u8> {
        let digest = Sha256::digest(&self.bytes)[..16].to_vec();
        let digest = || Object::String(digest.clone(), lopdf::StringFormat::Hexadecimal);
        let id = self.new_id();
        let start = self.bytes.len();
        self.entries[id as usize] = [1, start as u32, 0];
        let columns: usize = WIDTHS.iter().sum();
        let mut header = dictionary! {
            "Type" => "XRef",
            "Size" => self.entries.len() as i64,
            "W" => WIDTHS.map(|w| Object::Integer(w as i64)).to_vec(),
            "ID" => vec![digest(), digest()],
            "Filter" => "FlateDecode",
            "DecodeParms" => dictionary! { "Predictor" => 12, "Columns" => columns as i64 },
        };
        for key in ["Root", "Info"] {
            if let Ok(value) = trailer.get(key.as_bytes()) {
                header.set(key, value.clone());
            }
        }
        let content = deflate(&rows(&self.entries));
        self.stream(id, Stream::new(header, content));
        self.bytes.extend(format!("startxref\n{start}\n%%EOF\n").into_bytes());
        self.bytes
    }
}

/// The entries as rows, each the difference to the one above (PNG's filter Up).
fn rows(entries: &[[u32; 3]]) -> Vec<u8> {
    let mut rows = Vec::new();
    let mut above = Vec::new();
    for entry in entries {
        let mut row = Vec::new();
        for (value, width) in entry.iter().zip(WIDTHS) {
            row.extend(&value.to_be_bytes()[4 - width..]);
        }
        above.resize(row.len(), 0);
        rows.push(2);
        rows.extend(
            row.iter().zip(&above).map(|(new, old): (&u8, &u8)| new.wrapping_sub(*old)),
        );
        above = row;
    }
    rows
}

fn deflate(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::default());
    match encoder.write_all(bytes).and_then(|()| encoder.finish()) {
        Ok(packed) => packed,
        // memory takes every write
        Err(error) => unreachable!("{error}"),
    }
}
