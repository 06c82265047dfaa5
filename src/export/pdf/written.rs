//! Objects that are no streams in the form in which they are written, and object streams
//! of them (ISO 32000-1, 7.5.7).

use super::deflate::Deflater;
use super::syntax::{integer, object};
use lopdf::{Object, Stream};
use rayon::prelude::*;

/// How many objects an object stream holds.
const PACKED: usize = 500;

/// Objects as they are written, one behind the other.
#[derive(Default)]
pub struct Written {
    bytes: Vec<u8>,
    /// The number of each object, and where it begins.
    begins: Vec<(u32, usize)>,
}

/// An object stream.
pub struct ObjectStream {
    /// The numbers of the objects in it.
    pub numbers: Vec<u32>,
    /// What it is written as.
    pub stream: Stream,
}

impl Written {
    /// Adds the object with a number: what `write` writes.
    pub fn add(&mut self, number: u32, write: impl FnOnce(&mut Vec<u8>)) {
        self.begins.push((number, self.bytes.len()));
        write(&mut self.bytes);
        self.bytes.push(b'\n');
    }

    /// Adds an object.
    pub fn add_object(&mut self, number: u32, item: &Object) {
        self.add(number, |out| object(item, out));
    }

    /// The object streams of all objects, deflated.
    pub fn object_streams(&self) -> Vec<ObjectStream> {
        let parts = self.begins.par_chunks(PACKED).enumerate();
        let streams = parts.map_init(Deflater::default, |deflater, (i, objects)| {
            let next = self.begins.get((i + 1) * PACKED);
            let end = next.map_or(self.bytes.len(), |(_, begin)| *begin);
            self.object_stream(objects, end, deflater)
        });
        streams.collect()
    }

    /// The object stream of `objects`, the last of which ends at `end`.
    fn object_stream(
        &self,
        objects: &[(u32, usize)],
        end: usize,
        deflater: &mut Deflater,
    ) -> ObjectStream {
        let start = objects.first().map_or(end, |(_, begin)| *begin);
        let mut content = Vec::new();
        for (number, begin) in objects {
            integer(i64::from(*number), &mut content);
            content.push(b' ');
            integer((begin - start) as i64, &mut content);
            content.push(b' ');
        }
        let first = content.len() as i64;
        content.extend(&self.bytes[start..end]);
        let mut stream = deflater.stream(content);
        stream.dict.set("Type", "ObjStm");
        stream.dict.set("N", objects.len() as i64);
        stream.dict.set("First", first);
        ObjectStream {
            numbers: objects.iter().map(|(number, _)| *number).collect(),
            stream,
        }
    }
}
