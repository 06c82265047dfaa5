//! Objects → file: streams, object streams, a deflated cross-reference stream (ISO
//! 32000-1, 7.5.7 and 7.5.8). lopdf would leave the latter plain, 7 bytes for each of
//! thousands of objects.

use super::deflate::Deflater;
use super::finish::Finished;
use super::syntax;
use super::written::{ObjectStream, Written};
use lopdf::{Dictionary, Object, Stream, dictionary};
use rayon::prelude::*;
use sha2::{Digest, Sha256};

/// Bytes of an entry of the cross-reference stream: kind, place, index.
const WIDTHS: [usize; 3] = [1, 4, 2];

/// A file whose objects have the form in which they are written.
pub struct Packed {
    /// The streams by number; those of pages and fonts may have to be put in yet.
    pub streams: Vec<(u32, Stream)>,
    /// The numbers of the content streams, by page.
    pub contents: Vec<u32>,
    object_streams: Vec<ObjectStream>,
    /// The greatest number of an object.
    last: u32,
    trailer: Dictionary,
}

/// Packs what is finished. `is_later` tells the streams that are to be put in.
pub fn pack(finished: Finished, is_later: impl Fn(&Stream) -> bool + Sync) -> Packed {
    let Finished { mut objects, structure, contents } = finished;
    let (mut streams, mut written) = (Vec::new(), Written::default());
    for ((number, _), item) in std::mem::take(&mut objects.objects) {
        match item {
            Object::Stream(stream) => streams.push((number, stream)),
            other => written.add_object(number, &other),
        }
    }
    let packed = streams.par_iter_mut().map(|(_, stream)| stream);
    packed
        .filter(|stream| !is_later(stream))
        .for_each_init(Deflater::default, |deflater, stream| deflater.pack(stream));
    let mut object_streams = written.object_streams();
    object_streams.extend(structure.object_streams());
    Packed {
        streams,
        contents,
        object_streams,
        last: objects.max_id,
        trailer: objects.trailer,
    }
}

impl Packed {
    /// Puts in the content streams, page by page.
    pub fn put_contents(&mut self, contents: Vec<Stream>) {
        self.streams.extend(self.contents.drain(..).zip(contents));
    }

    /// The bytes of the file. Its ID is a digest of what stands in front of the
    /// cross-references.
    pub fn write(self) -> Vec<u8> {
        let streams = self.streams.iter().map(|(_, stream)| stream);
        let packed = self.object_streams.iter().map(|packed| &packed.stream);
        let length: usize = streams.chain(packed).map(|s| s.content.len() + 150).sum();
        let mut file = File::new(self.last as usize + 1, length);
        for (number, stream) in self.streams {
            file.stream(number, stream);
        }
        for ObjectStream { numbers, stream } in self.object_streams {
            let number = file.new_number();
            for (index, packed) in numbers.into_iter().enumerate() {
                file.entries[packed as usize] = [2, number, index as u32];
            }
            file.stream(number, stream);
        }
        file.finish(self.trailer)
    }
}

/// A file while it is written.
struct File {
    bytes: Vec<u8>,
    /// By object number: kind, place, index.
    entries: Vec<[u32; 3]>,
}

impl File {
    /// The beginning of a file with `count` objects that will be about `length` bytes
    /// long.
    fn new(count: usize, length: usize) -> File {
        let mut bytes = Vec::with_capacity(length + count);
        bytes.extend(b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n");
        // the free objects form a list that ends where it begins
        let mut entries = vec![[0, 0, 0]; count];
        entries[0] = [0, 0, 0xFFFF];
        File { bytes, entries }
    }

    /// Writes a stream as it is.
    fn stream(&mut self, number: u32, mut stream: Stream) {
        stream.dict.set("Length", stream.content.len() as i64);
        self.entries[number as usize] = [1, self.bytes.len() as u32, 0];
        self.bytes.extend(format!("{number} 0 obj\n").into_bytes());
        syntax::dictionary(&stream.dict, &mut self.bytes);
        self.bytes.extend(b"stream\n");
        self.bytes.extend(&stream.content);
        self.bytes.extend(b"\nendstream\nendobj\n");
    }

    fn new_number(&mut self) -> u32 {
        self.entries.push([0, 0, 0]);
        self.entries.len() as u32 - 1
    }

    /// Writes the cross-reference stream and the end.
    fn finish(mut self, trailer: Dictionary) -> Vec<u8> {
        let digest = Sha256::digest(&self.bytes)[..16].to_vec();
        let digest = || Object::String(digest.clone(), lopdf::StringFormat::Hexadecimal);
        let number = self.new_number();
        let start = self.bytes.len();
        self.entries[number as usize] = [1, start as u32, 0];
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
        self.stream(number, Stream::new(header, content));
        self.bytes.extend(format!("startxref\n{start}\n%%EOF\n").into_bytes());
        self.bytes
    }
}

/// The entries as rows, each the difference to the one above (PNG's filter Up).
fn rows(entries: &[[u32; 3]]) -> Vec<u8> {
    let mut rows = Vec::with_capacity(entries.len() * 8);
    let mut above = [0; 7];
    for [kind, place, index] in entries {
        let [a, b, c, d] = place.to_be_bytes();
        let [.., e, f] = index.to_be_bytes();
        let row = [*kind as u8, a, b, c, d, e, f];
        rows.push(2);
        rows.extend(row.iter().zip(above).map(|(new, old)| new.wrapping_sub(old)));
        above = row;
    }
    rows
}
