//! Streams → the bytes that they stand for (ISO 32000-1, 7.4), within a [`PdfBudget`].

use super::budget::{PdfBudget, PdfFault};
use super::lexer::is_blank;
use flate2::read::ZlibDecoder;
use lopdf::{Dictionary, Document, Object, Stream};
use std::io::Read;

/// Most filters of a stream.
const MAX_FILTERS: usize = 4;

/// The bytes of a stream, of which there may be `most`; `pdf` has the objects that its
/// filters refer to.
///
/// # Errors
/// A filter that is not known or does not fit; more bytes than allowed.
pub fn unpack(
    stream: &Stream,
    pdf: &Document,
    most: usize,
    budget: &PdfBudget,
) -> Result<Vec<u8>, PdfFault> {
    let filters = list(&stream.dict, b"Filter", pdf);
    let parameters = list(&stream.dict, b"DecodeParms", pdf);
    if filters.len() > MAX_FILTERS || stream.dict.has(b"F") {
        return Err(PdfFault::Broken);
    }
    let mut bytes = stream.content.clone();
    for (i, filter) in filters.iter().enumerate() {
        let most = most.min(budget.bytes_left());
        bytes = match filter.as_name().map_err(|_| PdfFault::Broken)? {
            b"FlateDecode" | b"Fl" => {
                let bytes = inflate(&bytes, most)?;
                let parameters = parameters.get(i).and_then(|p| p.as_dict().ok());
                parameters.map_or(Ok(bytes.clone()), |p| unpredict(&bytes, p))?
            }
            b"ASCIIHexDecode" | b"AHx" => hexadecimal(&bytes)?,
            b"ASCII85Decode" | b"A85" => base85(&bytes)?,
            _ => return Err(PdfFault::Broken),
        };
        budget.bytes(bytes.len())?;
    }
    if bytes.len() > most { Err(PdfFault::TooLarge) } else { Ok(bytes) }
}

/// The values of a key that has one or several.
fn list<'a>(dict: &'a Dictionary, key: &[u8], pdf: &'a Document) -> Vec<&'a Object> {
    let see = |object: &'a Object| pdf.dereference(object).map_or(object, |(_, o)| o);
    match dict.get(key).map(see) {
        Ok(Object::Array(items)) => items.iter().map(see).collect(),
        Ok(Object::Null) | Err(_) => Vec::new(),
        Ok(item) => vec![item],
    }
}

fn inflate(bytes: &[u8], most: usize) -> Result<Vec<u8>, PdfFault> {
    let mut out = Vec::new();
    let mut reader = ZlibDecoder::new(bytes).take(most as u64 + 1);
    reader.read_to_end(&mut out).map_err(|_| PdfFault::Broken)?;
    if out.len() > most { Err(PdfFault::TooLarge) } else { Ok(out) }
}

/// Undoes PNG's prediction; others are not known.
fn unpredict(bytes: &[u8], parameters: &Dictionary) -> Result<Vec<u8>, PdfFault> {
    let number = |key: &[u8], other| {
        let value = parameters.get(key).and_then(Object::as_i64).unwrap_or(other);
        usize::try_from(value).ok().filter(|v| *v <= 100_000).ok_or(PdfFault::Broken)
    };
    if number(b"Predictor", 1)? == 1 {
        return Ok(bytes.to_vec());
    }
    let bits = number(b"Colors", 1)? * number(b"BitsPerComponent", 8)?;
    let row = (bits * number(b"Columns", 1)?).div_ceil(8);
    let pixel = bits.div_ceil(8);
    if number(b"Predictor", 1)? < 10 || row == 0 || pixel == 0 {
        return Err(PdfFault::Broken);
    }
    let mut above = vec![0; row];
    let mut out = Vec::with_capacity(bytes.len());
    for line in bytes.chunks(row + 1) {
        let mut this = vec![0; row];
        for (i, byte) in line[1..].iter().enumerate() {
            let left = i.checked_sub(pixel);
            let corner = left.map_or(0, |l| above[l]);
            let left = left.map_or(0, |l| this[l]);
            let guess = match line[0] {
                0 => 0,
                1 => left,
                2 => above[i],
                3 => ((u16::from(left) + u16::from(above[i])) / 2) as u8,
                4 => paeth(left, above[i], corner),
                _ => return Err(PdfFault::Broken),
            };
            this[i] = byte.wrapping_add(guess);
        }
        out.extend(&this[..line.len() - 1]);
        above = this;
    }
    Ok(out)
}

fn paeth(left: u8, above: u8, corner: u8) -> u8 {
    let (a, b, c) = (i16::from(left), i16::from(above), i16::from(corner));
    let guess = a + b - c;
    let far = |x: i16| (guess - x).abs();
    match (far(a), far(b), far(c)) {
        (x, y, z) if x <= y && x <= z => left,
        (_, y, z) if y <= z => above,
        _ => corner,
    }
}

fn hexadecimal(bytes: &[u8]) -> Result<Vec<u8>, PdfFault> {
    let digits = bytes.iter().take_while(|b| **b != b'>').filter(|b| !is_blank(**b));
    let digits: Option<Vec<u32>> = digits.map(|b| char::from(*b).to_digit(16)).collect();
    let digits = digits.ok_or(PdfFault::Broken)?;
    let pairs = digits.chunks(2);
    Ok(pairs.map(|p| (p[0] << 4 | p.get(1).unwrap_or(&0)) as u8).collect())
}

fn base85(bytes: &[u8]) -> Result<Vec<u8>, PdfFault> {
    let mut out = Vec::new();
    let mut group: Vec<u8> = Vec::new();
    let digits = bytes.iter().take_while(|b| **b != b'~').filter(|b| !is_blank(**b));
    for byte in digits {
        match byte {
            b'z' if group.is_empty() => out.extend([0; 4]),
            b'!'..=b'u' => group.push(byte - b'!'),
            _ => return Err(PdfFault::Broken),
        }
        if group.len() == 5 {
            out.extend(quad(&group)?);
            group.clear();
        }
    }
    if !group.is_empty() {
        let count = group.len() - 1;
        group.resize(5, 84);
        out.extend(&quad(&group)?[..count]);
    }
    Ok(out)
}

fn quad(digits: &[u8]) -> Result<[u8; 4], PdfFault> {
    let value = digits.iter().fold(0_u64, |sum, d| sum * 85 + u64::from(*d));
    u32::try_from(value).map(u32::to_be_bytes).map_err(|_| PdfFault::Broken)
}

#[cfg(test)]
mod tests {
    use super::*;
    use lopdf::dictionary;
    use std::io::Write;

    fn deflated(bytes: &[u8]) -> Vec<u8> {
        let mut out = flate2::write::ZlibEncoder::new(Vec::new(), Default::default());
        out.write_all(bytes).unwrap();
        out.finish().unwrap()
    }

    fn unpacked(dict: Dictionary, bytes: Vec<u8>) -> Result<Vec<u8>, PdfFault> {
        let pdf = Document::new();
        unpack(&Stream::new(dict, bytes), &pdf, 1_000, &PdfBudget::default())
    }

    #[test]
    fn filters_are_undone() {
        let flate = dictionary! { "Filter" => "FlateDecode" };
        assert_eq!(unpacked(flate, deflated(b"abc")).unwrap(), b"abc");
        let hex = dictionary! { "Filter" => "AHx" };
        assert_eq!(unpacked(hex, b"61 62 6>".to_vec()).unwrap(), b"ab`");
        let ascii = dictionary! { "Filter" => "ASCII85Decode" };
        assert_eq!(unpacked(ascii, b"9jqo^~>".to_vec()).unwrap(), b"Man ");
    }

    #[test]
    fn rows_are_the_difference_to_the_one_above() {
        let parameters = dictionary! { "Predictor" => 12, "Columns" => 2 };
        let dict = dictionary! { "Filter" => "FlateDecode", "DecodeParms" => parameters };
        let rows = deflated(&[2, 1, 2, 2, 1, 1]);
        assert_eq!(unpacked(dict, rows).unwrap(), [1, 2, 2, 3]);
    }

    #[test]
    fn bombs_are_refused() {
        let flate = || dictionary! { "Filter" => "FlateDecode" };
        let bomb = deflated(&vec![0; 1 << 20]);
        assert_eq!(unpacked(flate(), bomb.clone()), Err(PdfFault::TooLarge));
        let twice = dictionary! { "Filter" => vec!["Fl".into(), "Fl".into()] };
        assert_eq!(unpacked(twice, deflated(&bomb)), Err(PdfFault::TooLarge));
        assert_eq!(unpacked(flate(), b"abc".to_vec()), Err(PdfFault::Broken));
    }
}
