//! Deflating streams.

use flate2::{Compress, Compression, FlushCompress, Status};
use lopdf::{Dictionary, Stream};

/// A compressor that is used again: setting one up costs as much as a page.
pub struct Deflater(Compress);

impl Default for Deflater {
    fn default() -> Self {
        Deflater(Compress::new(Compression::default(), true))
    }
}

impl Deflater {
    /// A stream of `bytes`, deflated where that makes it smaller.
    pub fn stream(&mut self, bytes: Vec<u8>) -> Stream {
        let mut stream = Stream::new(Dictionary::new(), bytes);
        self.pack(&mut stream);
        stream
    }

    /// Deflates a stream where that makes it smaller. Metadata stays plain, as PDF/A asks
    /// (ISO 19005-2, 6.6.2.1), and so does what already has a filter.
    pub fn pack(&mut self, stream: &mut Stream) {
        if stream.dict.has_type(b"Metadata") || stream.dict.has(b"Filter") {
            return;
        }
        let packed = self.deflate(&stream.content);
        if packed.len() + 20 < stream.content.len() {
            stream.dict.set("Filter", "FlateDecode");
            stream.content = packed;
        }
    }

    /// The zlib stream of `bytes`.
    pub fn deflate(&mut self, bytes: &[u8]) -> Vec<u8> {
        self.0.reset();
        let mut out = Vec::with_capacity(bytes.len() / 2 + 64);
        loop {
            let done = self.0.total_in() as usize;
            let status =
                self.0.compress_vec(&bytes[done..], &mut out, FlushCompress::Finish);
            match status {
                Ok(Status::StreamEnd) | Err(_) => return out,
                Ok(_) => out.reserve(bytes.len() / 2 + 64),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read;

    #[test]
    fn what_is_deflated_inflates() {
        let mut deflater = Deflater::default();
        for length in [0, 1, 100, 100_000] {
            let bytes: Vec<u8> =
                (0..length).map(|i: u32| (i.wrapping_mul(i) >> 3) as u8).collect();
            let packed = deflater.deflate(&bytes);
            let mut found = Vec::new();
            flate2::read::ZlibDecoder::new(&packed[..]).read_to_end(&mut found).unwrap();
            assert!(found == bytes, "{length}");
        }
    }
}
