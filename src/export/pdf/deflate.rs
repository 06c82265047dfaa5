//! Deflating streams, on all cores. The bytes do not depend on how many there are.

use flate2::{Compress, Compression, FlushCompress, Status};
use lopdf::Stream;
use std::cmp::Reverse;

/// Most threads that deflate at once.
const MAX_THREADS: usize = 8;

/// Deflates each stream where that makes it smaller. Metadata stays plain, as PDF/A asks
/// (ISO 19005-2, 6.6.2.1), and so does what already has a filter.
pub fn deflate_all(streams: &mut [(u32, Stream)]) {
    let mut open: Vec<&mut Stream> = streams
        .iter_mut()
        .map(|(_, stream)| stream)
        .filter(|s| !s.dict.has_type(b"Metadata") && !s.dict.has(b"Filter"))
        .collect();
    // the largest first, dealt out in turn, so that no thread waits long for another
    open.sort_by_key(|s| Reverse(s.content.len()));
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let threads = threads.min(MAX_THREADS);
    let mut hands: Vec<Vec<&mut Stream>> = (0..threads).map(|_| Vec::new()).collect();
    for (i, stream) in open.into_iter().enumerate() {
        hands[i % threads].push(stream);
    }
    std::thread::scope(|scope| {
        for hand in hands {
            scope.spawn(move || {
                let mut deflater = Deflater::default();
                hand.into_iter().for_each(|stream| deflater.stream(stream));
            });
        }
    });
}

/// A compressor that is used again: setting one up costs as much as a page.
pub struct Deflater(Compress);

impl Default for Deflater {
    fn default() -> Self {
        Deflater(Compress::new(Compression::default(), true))
    }
}

impl Deflater {
    fn stream(&mut self, stream: &mut Stream) {
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
