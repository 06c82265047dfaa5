//! ToUnicode: which text a code reads as (ISO 32000-1, 9.10.3).

use super::budget::{PdfBudget, PdfFault};
use super::lexer::{Lexer, Token};
use lopdf::Object;
use std::collections::BTreeMap;

/// Texts by their codes, which have two bytes.
pub type Codes = BTreeMap<u16, String>;

/// Reads a map.
///
/// # Errors
/// One that is broken, has codes of another length, or reads a code in two ways.
pub fn read(bytes: &[u8], budget: &PdfBudget) -> Result<Codes, PdfFault> {
    let mut lexer = Lexer::new(bytes, 0, budget);
    let mut codes = Codes::new();
    let mut operands: Vec<Object> = Vec::new();
    loop {
        match lexer.token()? {
            Token::End => return Ok(codes),
            Token::Object(object) => operands.push(object),
            Token::Word(b"endbfchar") => {
                for pair in operands.chunks_exact(2) {
                    put(&mut codes, code(&pair[0])?, text(&pair[1])?)?;
                }
                operands.clear();
            }
            Token::Word(b"endbfrange") => {
                for range in operands.chunks_exact(3) {
                    put_range(&mut codes, range, budget)?;
                }
                operands.clear();
            }
            Token::Word(_) => operands.clear(),
        }
    }
}

fn put(codes: &mut Codes, code: u16, text: String) -> Result<(), PdfFault> {
    match codes.insert(code, text.clone()) {
        Some(other) if other != text => Err(PdfFault::Broken),
        _ => Ok(()),
    }
}

fn put_range(
    codes: &mut Codes,
    range: &[Object],
    budget: &PdfBudget,
) -> Result<(), PdfFault> {
    let (first, last) = (code(&range[0])?, code(&range[1])?);
    budget.objects(usize::from(last.saturating_sub(first)))?;
    for (i, code) in (first..=last).enumerate() {
        let text = match &range[2] {
            Object::Array(texts) => text(texts.get(i).ok_or(PdfFault::Broken)?)?,
            first => following(&text(first)?, i)?,
        };
        put(codes, code, text)?;
    }
    Ok(())
}

/// The text whose last character comes `i` behind that of `text`.
fn following(text: &str, i: usize) -> Result<String, PdfFault> {
    let mut chars: Vec<char> = text.chars().collect();
    let last = chars.last_mut().ok_or(PdfFault::Broken)?;
    let next = u32::try_from(i).ok().and_then(|i| char::from_u32(*last as u32 + i));
    *last = next.ok_or(PdfFault::Broken)?;
    Ok(chars.into_iter().collect())
}

fn code(object: &Object) -> Result<u16, PdfFault> {
    match object.as_str() {
        Ok([high, low]) => Ok(u16::from_be_bytes([*high, *low])),
        _ => Err(PdfFault::Broken),
    }
}

fn text(object: &Object) -> Result<String, PdfFault> {
    let bytes = object.as_str().map_err(|_| PdfFault::Broken)?;
    utf16(bytes).ok_or(PdfFault::Broken)
}

/// The text of UTF-16 with the high byte first.
pub fn utf16(bytes: &[u8]) -> Option<String> {
    let units = bytes.chunks(2).map(|p| Some(u16::from_be_bytes([p[0], *p.get(1)?])));
    String::from_utf16(&units.collect::<Option<Vec<u16>>>()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_and_ranges_are_read() {
        let map = b"1 begincodespacerange <0000> <FFFF> endcodespacerange \
            1 beginbfchar <0001> <4E00> endbfchar \
            2 beginbfrange <0002> <0003> <0041> <0004> <0005> [<0030> <D83DDE00>] endbfrange";
        let codes = read(map, &PdfBudget::default()).unwrap();
        let texts: Vec<&str> = codes.values().map(String::as_str).collect();
        assert_eq!(texts, ["一", "A", "B", "0", "😀"]);
        let twice = b"beginbfchar <0001> <4E00> <0001> <4E01> endbfchar";
        assert_eq!(read(twice, &PdfBudget::default()), Err(PdfFault::Broken));
    }
}
