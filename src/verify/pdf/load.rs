//! Bytes → the objects of a PDF that can be reached from its catalog (ISO 32000-1, 7.5).
//!
//! lopdf unpacks every object stream before anything can be bounded, and mends what is
//! broken in ways of its own. Here everything is bounded by one [`PdfBudget`], and a file
//! that readers might read in different ways is refused.

use super::budget::{MAX_FILE, PdfBudget, PdfFault};
use super::filters::unpack;
use super::lexer::{Lexer, Token};
use lopdf::{Dictionary, Document, Object, ObjectId, Stream};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// Most sections of cross-references: one for every time that a file was saved.
const MAX_SECTIONS: usize = 64;
/// How far from the end the last cross-references are named.
const TAIL: usize = 2048;
/// Greatest number of an object.
const MAX_NUMBER: u32 = 1 << 23;

/// Where an object is.
#[derive(Debug, Clone, Copy)]
enum Place {
    Free,
    At(usize),
    /// In an object stream.
    In(u32),
}

/// Reads a file.
///
/// # Errors
/// A [`PdfFault`].
pub fn load(bytes: &[u8], budget: &PdfBudget) -> Result<Document, PdfFault> {
    if bytes.len() > MAX_FILE {
        return Err(PdfFault::TooLarge);
    }
    let mut file = File {
        bytes,
        budget,
        places: BTreeMap::new(),
        packed: BTreeMap::new(),
        none: Document::new(),
    };
    let trailer = file.sections()?;
    if trailer.has(b"Encrypt") {
        return Err(PdfFault::Encrypted);
    }
    let mut pdf = Document::new();
    for key in [&b"Root"[..], b"Info"] {
        if let Ok(value) = trailer.get(key) {
            pdf.trailer.set(key, value.clone());
        }
    }
    file.reach(&mut pdf)?;
    Ok(pdf)
}

/// The objects of an unpacked object stream: where each begins.
struct Packed {
    bytes: Vec<u8>,
    begins: BTreeMap<u32, usize>,
}

struct File<'a> {
    bytes: &'a [u8],
    budget: &'a PdfBudget,
    places: BTreeMap<u32, Place>,
    packed: BTreeMap<u32, Rc<Packed>>,
    /// A document without objects: what cross-references need to be read at all refers
    /// to nothing.
    none: Document,
}

impl<'a> File<'a> {
    fn lexer(&self, at: usize) -> Lexer<'a> {
        Lexer::new(self.bytes, at, self.budget)
    }

    /// Reads all cross-references, the newest first; the newest trailer.
    fn sections(&mut self) -> Result<Dictionary, PdfFault> {
        let from = self.bytes.len().saturating_sub(TAIL);
        let word = b"startxref";
        let found = self.bytes[from..].windows(word.len()).rposition(|w| w == word);
        let at = from + found.ok_or(PdfFault::Broken)? + word.len();
        let mut next = Some(offset(&self.lexer(at).object()?)?);
        let mut seen = BTreeSet::new();
        let mut newest = None;
        while let Some(at) = next {
            if !seen.insert(at) || seen.len() > MAX_SECTIONS || at >= self.bytes.len() {
                return Err(PdfFault::Broken);
            }
            let trailer = self.section(at)?;
            if let Ok(hybrid) = trailer.get(b"XRefStm") {
                self.stream_section(offset(hybrid)?)?;
            }
            next = trailer.get(b"Prev").ok().map(offset).transpose()?;
            newest.get_or_insert(trailer);
        }
        newest.ok_or(PdfFault::Broken)
    }

    fn section(&mut self, at: usize) -> Result<Dictionary, PdfFault> {
        let mut lexer = self.lexer(at);
        if lexer.token()? != Token::Word(b"xref") {
            return self.stream_section(at);
        }
        loop {
            let first = match lexer.token()? {
                Token::Object(first) => offset(&first)?,
                Token::Word(b"trailer") => break,
                _ => return Err(PdfFault::Broken),
            };
            let count = offset(&lexer.object()?)?;
            for number in first..first.saturating_add(count) {
                let place = offset(&integer(&mut lexer)?)?;
                integer(&mut lexer)?;
                let place = match lexer.token()? {
                    Token::Word(b"n") => Place::At(place),
                    Token::Word(b"f") => Place::Free,
                    _ => return Err(PdfFault::Broken),
                };
                self.put(number, place)?;
            }
        }
        match lexer.object()? {
            Object::Dictionary(trailer) => Ok(trailer),
            _ => Err(PdfFault::Broken),
        }
    }

    /// What is older does not replace what is newer.
    fn put(&mut self, number: usize, place: Place) -> Result<(), PdfFault> {
        let number = u32::try_from(number).ok().filter(|n| *n < MAX_NUMBER);
        self.places.entry(number.ok_or(PdfFault::TooLarge)?).or_insert(place);
        Ok(())
    }

    fn stream_section(&mut self, at: usize) -> Result<Dictionary, PdfFault> {
        let (_, Object::Stream(stream)) = self.indirect(at)? else {
            return Err(PdfFault::Broken);
        };
        let bytes = unpack(&stream, &self.none, usize::MAX >> 1, self.budget)?;
        let dict = stream.dict;
        let numbers = |key: &[u8]| {
            let items = dict.get(key).and_then(Object::as_array).ok()?;
            items.iter().map(|n| offset(n).ok()).collect::<Option<Vec<usize>>>()
        };
        let widths = numbers(b"W").filter(|w| w.len() == 3).ok_or(PdfFault::Broken)?;
        let size = dict.get(b"Size").map_err(|_| PdfFault::Broken).and_then(offset)?;
        let index = numbers(b"Index").unwrap_or(vec![0, size]);
        let length: usize = widths.iter().sum();
        if widths.iter().any(|w| *w > 8) || length == 0 {
            return Err(PdfFault::Broken);
        }
        let mut rows = bytes.chunks_exact(length);
        for range in index.chunks_exact(2) {
            for number in range[0]..range[0].saturating_add(range[1]) {
                self.budget.objects(1)?;
                let row = rows.next().ok_or(PdfFault::Broken)?;
                self.put(number, entry(row, &widths)?)?;
            }
        }
        Ok(dict)
    }

    /// The object that begins at a place, with its number.
    fn indirect(&mut self, at: usize) -> Result<(ObjectId, Object), PdfFault> {
        let mut lexer = self.lexer(at);
        let number = offset(&integer(&mut lexer)?)? as u32;
        let generation = offset(&integer(&mut lexer)?)? as u16;
        if lexer.token()? != Token::Word(b"obj") {
            return Err(PdfFault::Broken);
        }
        let object = lexer.object()?;
        let id = (number, generation);
        match (lexer.token()?, object) {
            (Token::Word(b"endobj"), object) => Ok((id, object)),
            (Token::Word(b"stream"), Object::Dictionary(dict)) => {
                Ok((id, Object::Stream(self.stream(dict, lexer.at)?)))
            }
            _ => Err(PdfFault::Broken),
        }
    }

    /// The stream whose bytes begin behind the line that ends at `at`.
    fn stream(&mut self, dict: Dictionary, at: usize) -> Result<Stream, PdfFault> {
        let start = match self.bytes.get(at..) {
            Some([b'\r', b'\n', ..]) => at + 2,
            Some([b'\n', ..]) => at + 1,
            _ => return Err(PdfFault::Broken),
        };
        let length = match dict.get(b"Length").map_err(|_| PdfFault::Broken)? {
            Object::Reference((number, _)) => self.length(*number)?,
            direct => offset(direct)?,
        };
        let end = start.checked_add(length).ok_or(PdfFault::Broken)?;
        let content = self.bytes.get(start..end).ok_or(PdfFault::Broken)?;
        if self.lexer(end).token()? != Token::Word(b"endstream") {
            return Err(PdfFault::Broken);
        }
        Ok(Stream::new(dict, content.to_vec()))
    }

    /// A length that is an object of its own.
    fn length(&mut self, number: u32) -> Result<usize, PdfFault> {
        let Some(Place::At(at)) = self.places.get(&number).copied() else {
            return Err(PdfFault::Broken);
        };
        let mut lexer = self.lexer(at);
        let found = offset(&integer(&mut lexer)?)?;
        integer(&mut lexer)?;
        if found != number as usize || lexer.token()? != Token::Word(b"obj") {
            return Err(PdfFault::Broken);
        }
        offset(&integer(&mut lexer)?)
    }

    /// Reads all objects that can be reached.
    fn reach(&mut self, pdf: &mut Document) -> Result<(), PdfFault> {
        let mut open: Vec<ObjectId> = Vec::new();
        pdf.trailer.iter().for_each(|(_, object)| references(object, &mut open));
        while let Some(id) = open.pop() {
            if pdf.objects.contains_key(&id) {
                continue;
            }
            let object = self.object(id)?;
            references(&object, &mut open);
            pdf.objects.insert(id, object);
        }
        Ok(())
    }

    /// The object of a number; one that is not there is null.
    fn object(&mut self, id: ObjectId) -> Result<Object, PdfFault> {
        match self.places.get(&id.0).copied() {
            None | Some(Place::Free) => Ok(Object::Null),
            Some(Place::At(at)) => match self.indirect(at)? {
                (found, object) if found == id => Ok(object),
                _ => Err(PdfFault::Broken),
            },
            Some(Place::In(container)) => {
                let packed = self.packed(container)?;
                let at = *packed.begins.get(&id.0).ok_or(PdfFault::Broken)?;
                Lexer::new(&packed.bytes, at, self.budget).object()
            }
        }
    }

    fn packed(&mut self, container: u32) -> Result<Rc<Packed>, PdfFault> {
        if let Some(packed) = self.packed.get(&container) {
            return Ok(packed.clone());
        }
        let Some(Place::At(at)) = self.places.get(&container).copied() else {
            return Err(PdfFault::Broken);
        };
        let ((number, _), Object::Stream(stream)) = self.indirect(at)? else {
            return Err(PdfFault::Broken);
        };
        if number != container || stream.dict.has(b"Extends") {
            return Err(PdfFault::Broken);
        }
        let bytes = unpack(&stream, &self.none, usize::MAX >> 1, self.budget)?;
        let number = |key: &[u8]| {
            stream.dict.get(key).map_err(|_| PdfFault::Broken).and_then(offset)
        };
        let (count, first) = (number(b"N")?, number(b"First")?);
        let mut begins = BTreeMap::new();
        let mut lexer = Lexer::new(&bytes, 0, self.budget);
        for _ in 0..count {
            let number = offset(&integer(&mut lexer)?)? as u32;
            let begin = offset(&integer(&mut lexer)?)?.saturating_add(first);
            if begins.insert(number, begin).is_some() {
                return Err(PdfFault::Broken);
            }
        }
        let packed = Rc::new(Packed { bytes, begins });
        self.packed.insert(container, packed.clone());
        Ok(packed)
    }
}

/// The objects that an object refers to.
fn references(object: &Object, out: &mut Vec<ObjectId>) {
    let mut all = |dict: &Dictionary| dict.iter().for_each(|(_, o)| references(o, out));
    match object {
        Object::Reference(id) => out.push(*id),
        Object::Array(items) => items.iter().for_each(|o| references(o, out)),
        Object::Dictionary(dict) => all(dict),
        Object::Stream(stream) => all(&stream.dict),
        _ => {}
    }
}

/// The place of an object by a row of a cross-reference stream.
fn entry(row: &[u8], widths: &[usize]) -> Result<Place, PdfFault> {
    let (kind, rest) = row.split_at(widths[0]);
    let value = |bytes: &[u8]| bytes.iter().fold(0_u64, |n, b| n << 8 | u64::from(*b));
    let place = value(&rest[..widths[1]]);
    match if kind.is_empty() { 1 } else { value(kind) } {
        0 => Ok(Place::Free),
        1 => usize::try_from(place).map(Place::At).map_err(|_| PdfFault::Broken),
        2 => u32::try_from(place).map(Place::In).map_err(|_| PdfFault::Broken),
        _ => Err(PdfFault::Broken),
    }
}

fn integer(lexer: &mut Lexer) -> Result<Object, PdfFault> {
    match lexer.token()? {
        Token::Object(found @ Object::Integer(_)) => Ok(found),
        _ => Err(PdfFault::Broken),
    }
}

/// A number that is none below zero.
fn offset(object: &Object) -> Result<usize, PdfFault> {
    let number = object.as_i64().map_err(|_| PdfFault::Broken)?;
    usize::try_from(number).map_err(|_| PdfFault::Broken)
}
