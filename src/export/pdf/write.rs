//! Objects → file: streams deflated, other objects packed into object streams, a
//! deflated cross-reference stream (ISO 32000-1, 7.5.7 and 7.5.8). lopdf would leave the
//! latter plain, 7 bytes for each of thousands of objects.

use super::deflate::{Deflater, deflate_all};
use super::syntax::{self, compact, object};
use lopdf::{Dictionary, Document, Object, Stream, dictionary};
use sha2::{Digest, Sha256};

/// How many objects an object stream holds.
const PACKED: usize = 500;
/// Bytes of an entry of the cross-reference stream: kind, place, index.
const WIDTHS: [usize; 3] = [1, 4, 2];

/// The bytes of the file. Its ID is a digest of what stands in front of the
/// cross-references.
pub fn write(mut objects: Document) -> Vec<u8> {
    let mut file = File::new(objects.max_id as usize + 1);
    let (mut streams, mut plain) = (Vec::new(), Vec::new());
    let contents = contents(&objects);
    for (id, item) in std::mem::take(&mut objects.objects) {
        match item {
            Object::Stream(mut stream) => {
                if contents.contains(&id) {
                    stream.set_content(compact(&stream.content));
                }
                streams.push((id.0, stream));
            }
            other => plain.push((id.0, other)),
        }
    }
    for packed in plain.chunks(PACKED) {
        streams.push(file.object_stream(packed));
    }
    deflate_all(&mut streams);
    for (id, stream) in streams {
        file.stream(id, stream);
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

    /// Writes a stream as it is.
    fn stream(&mut self, id: u32, mut stream: Stream) {
        stream.dict.set("Length", stream.content.len() as i64);
        self.entries[id as usize] = [1, self.bytes.len() as u32, 0];
        self.bytes.extend(format!("{id} 0 obj\n").into_bytes());
        syntax::dictionary(&stream.dict, &mut self.bytes);
        self.bytes.extend(b"stream\n");
        self.bytes.extend(&stream.content);
        self.bytes.extend(b"\nendstream\nendobj\n");
    }

    /// An object stream of `objects`, with its number.
    fn object_stream(&mut self, objects: &[(u32, Object)]) -> (u32, Stream) {
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
        (stream, Stream::new(header, content))
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
        let content = Deflater::default().deflate(&rows(&self.entries));
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
