//! Bytes → objects and words (ISO 32000-1, 7.2 and 7.3), within a [`PdfBudget`].

use super::budget::{MAX_DEPTH, PdfBudget, PdfFault};
use lopdf::{Dictionary, Object, StringFormat};

/// What comes next.
#[derive(Debug, Clone, PartialEq)]
pub enum Token<'a> {
    /// An object.
    Object(Object),
    /// A keyword or an operator.
    Word(&'a [u8]),
    /// The end.
    End,
}

/// Reads objects.
pub struct Lexer<'a> {
    bytes: &'a [u8],
    /// Where it stands.
    pub at: usize,
    budget: &'a PdfBudget,
}

impl<'a> Lexer<'a> {
    /// Reads `bytes` from `at`.
    pub fn new(bytes: &'a [u8], at: usize, budget: &'a PdfBudget) -> Lexer<'a> {
        Lexer { bytes, at, budget }
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn skip_blanks(&mut self) {
        while let Some(byte) = self.peek() {
            if byte == b'%' {
                while self.peek().is_some_and(|b| !matches!(b, b'\n' | b'\r')) {
                    self.at += 1;
                }
            } else if is_blank(byte) {
                self.at += 1;
            } else {
                return;
            }
        }
    }

    /// The next object or word.
    ///
    /// # Errors
    /// What breaks the syntax, or costs too much.
    pub fn token(&mut self) -> Result<Token<'a>, PdfFault> {
        self.nested(0)
    }

    /// The next object, with references.
    ///
    /// # Errors
    /// As [`Lexer::token`]; a word.
    pub fn object(&mut self) -> Result<Object, PdfFault> {
        let Token::Object(first) = self.token()? else { return Err(PdfFault::Broken) };
        let Object::Integer(number) = first else { return Ok(first) };
        let back = self.at;
        if let Ok(Token::Object(Object::Integer(generation))) = self.token()
            && let Ok(Token::Word(b"R")) = self.token()
        {
            return reference(number, generation);
        }
        self.at = back;
        Ok(Object::Integer(number))
    }

    fn nested(&mut self, depth: usize) -> Result<Token<'a>, PdfFault> {
        if depth > MAX_DEPTH {
            return Err(PdfFault::TooLarge);
        }
        self.budget.objects(1)?;
        self.skip_blanks();
        let Some(byte) = self.peek() else { return Ok(Token::End) };
        let next = self.bytes.get(self.at + 1).copied();
        let object = match (byte, next) {
            (b'/', _) => Object::Name(self.name()?),
            (b'(', _) => Object::String(self.literal()?, StringFormat::Literal),
            (b'<', Some(b'<')) => {
                self.at += 2;
                Object::Dictionary(dictionary(self.items(b">>", depth)?)?)
            }
            (b'<', _) => Object::String(self.hexadecimal()?, StringFormat::Hexadecimal),
            (b'[', _) => {
                self.at += 1;
                Object::Array(self.items(b"]", depth)?)
            }
            (b'0'..=b'9' | b'+' | b'-' | b'.', _) => self.number()?,
            _ => return self.word(),
        };
        Ok(Token::Object(object))
    }

    /// The items up to `end`; three that make a reference are one.
    fn items(&mut self, end: &[u8], depth: usize) -> Result<Vec<Object>, PdfFault> {
        let mut items = Vec::new();
        loop {
            match self.nested(depth + 1)? {
                Token::Object(object) => items.push(object),
                Token::Word(b"R") => {
                    let generation = items.pop().and_then(|o| o.as_i64().ok());
                    let number = items.pop().and_then(|o| o.as_i64().ok());
                    let both = number.zip(generation).ok_or(PdfFault::Broken)?;
                    items.push(reference(both.0, both.1)?);
                }
                Token::Word(word) if word == end => return Ok(items),
                _ => return Err(PdfFault::Broken),
            }
        }
    }

    fn word(&mut self) -> Result<Token<'a>, PdfFault> {
        let start = self.at;
        match self.bytes[start] {
            b']' | b'{' | b'}' => self.at += 1,
            b'>' if self.bytes.get(start + 1) == Some(&b'>') => self.at += 2,
            byte if is_delimiter(byte) => return Err(PdfFault::Broken),
            _ => {
                while self.peek().is_some_and(|b| !is_blank(b) && !is_delimiter(b)) {
                    self.at += 1;
                }
            }
        }
        Ok(match &self.bytes[start..self.at] {
            b"true" => Token::Object(Object::Boolean(true)),
            b"false" => Token::Object(Object::Boolean(false)),
            b"null" => Token::Object(Object::Null),
            word => Token::Word(word),
        })
    }

    fn name(&mut self) -> Result<Vec<u8>, PdfFault> {
        let mut name = Vec::new();
        self.at += 1;
        while let Some(byte) = self.peek().filter(|b| !is_blank(*b) && !is_delimiter(*b))
        {
            self.at += 1;
            if byte != b'#' {
                name.push(byte);
                continue;
            }
            let digits = self.bytes.get(self.at..self.at + 2).ok_or(PdfFault::Broken)?;
            name.push(hex(digits[0])? << 4 | hex(digits[1])?);
            self.at += 2;
        }
        Ok(name)
    }

    fn number(&mut self) -> Result<Object, PdfFault> {
        let start = self.at;
        let is_part = |b: u8| b.is_ascii_digit() || matches!(b, b'+' | b'-' | b'.');
        while self.peek().is_some_and(is_part) {
            self.at += 1;
        }
        let text = std::str::from_utf8(&self.bytes[start..self.at]);
        let text = text.map_err(|_| PdfFault::Broken)?;
        if let Ok(whole) = text.parse() {
            return Ok(Object::Integer(whole));
        }
        text.parse().map(Object::Real).map_err(|_| PdfFault::Broken)
    }

    fn literal(&mut self) -> Result<Vec<u8>, PdfFault> {
        let mut text = Vec::new();
        let mut open = 1;
        self.at += 1;
        loop {
            let byte = self.peek().ok_or(PdfFault::Broken)?;
            self.at += 1;
            match byte {
                b'\\' => self.escape(&mut text)?,
                b')' if open == 1 => return Ok(text),
                b'\r' => {
                    text.push(b'\n');
                    self.at += usize::from(self.peek() == Some(b'\n'));
                }
                _ => {
                    open += usize::from(byte == b'(');
                    open -= usize::from(byte == b')');
                    text.push(byte);
                }
            }
        }
    }

    fn escape(&mut self, text: &mut Vec<u8>) -> Result<(), PdfFault> {
        let byte = self.peek().ok_or(PdfFault::Broken)?;
        self.at += 1;
        match byte {
            b'n' => text.push(b'\n'),
            b'r' => text.push(b'\r'),
            b't' => text.push(b'\t'),
            b'b' => text.push(8),
            b'f' => text.push(12),
            b'\n' => {}
            b'\r' => self.at += usize::from(self.peek() == Some(b'\n')),
            b'0'..=b'7' => {
                let mut value = u32::from(byte - b'0');
                for _ in 0..2 {
                    let Some(digit @ b'0'..=b'7') = self.peek() else { break };
                    value = value * 8 + u32::from(digit - b'0');
                    self.at += 1;
                }
                text.push(value as u8);
            }
            other => text.push(other),
        }
        Ok(())
    }

    fn hexadecimal(&mut self) -> Result<Vec<u8>, PdfFault> {
        let mut digits = Vec::new();
        self.at += 1;
        loop {
            let byte = self.peek().ok_or(PdfFault::Broken)?;
            self.at += 1;
            match byte {
                b'>' => break,
                byte if is_blank(byte) => {}
                byte => digits.push(hex(byte)?),
            }
        }
        let pairs = digits.chunks(2);
        Ok(pairs.map(|p| p[0] << 4 | p.get(1).copied().unwrap_or(0)).collect())
    }
}

fn reference(number: i64, generation: i64) -> Result<Object, PdfFault> {
    let number = u32::try_from(number).map_err(|_| PdfFault::Broken)?;
    let generation = u16::try_from(generation).map_err(|_| PdfFault::Broken)?;
    Ok(Object::Reference((number, generation)))
}

/// The dictionary of keys and values that follow each other. Readers differ on which of
/// two equal keys counts, so there may be none.
fn dictionary(items: Vec<Object>) -> Result<Dictionary, PdfFault> {
    let mut dictionary = Dictionary::new();
    let mut items = items.into_iter();
    while let Some(key) = items.next() {
        let (Object::Name(key), Some(value)) = (key, items.next()) else {
            return Err(PdfFault::Broken);
        };
        if dictionary.has(&key) {
            return Err(PdfFault::Broken);
        }
        dictionary.set(key, value);
    }
    Ok(dictionary)
}

/// Whether a byte is white space (ISO 32000-1, table 1).
pub fn is_blank(byte: u8) -> bool {
    matches!(byte, 0 | 9 | 10 | 12 | 13 | 32)
}

fn is_delimiter(byte: u8) -> bool {
    b"()<>[]{}/%".contains(&byte)
}

fn hex(digit: u8) -> Result<u8, PdfFault> {
    let value = char::from(digit).to_digit(16).ok_or(PdfFault::Broken)?;
    Ok(value as u8)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &[u8]) -> Result<Object, PdfFault> {
        Lexer::new(text, 0, &PdfBudget::default()).object()
    }

    #[test]
    fn objects_are_read() {
        let Object::Dictionary(found) =
            read(b"<</A#20b[1 -.5 7 0 R(a\\(\\051(b))<4e0>]>>").unwrap()
        else {
            panic!()
        };
        let items = found.get(b"A b").unwrap().as_array().unwrap();
        assert_eq!(items[0], Object::Integer(1));
        assert_eq!(items[1], Object::Real(-0.5));
        assert_eq!(items[2], Object::Reference((7, 0)));
        assert_eq!(items[3].as_str().unwrap(), b"a()(b)");
        assert_eq!(items[4].as_str().unwrap(), [0x4E, 0]);
    }

    #[test]
    fn what_breaks_the_syntax_or_costs_too_much_is_refused() {
        for text in ["<</A 1/A 2>>", "<</A>>", "[1", "(a", "<0g>", "]", "1.2.3"] {
            assert_eq!(read(text.as_bytes()), Err(PdfFault::Broken), "{text}");
        }
        assert_eq!(read(&b"[".repeat(40)), Err(PdfFault::TooLarge));
        let many = [&b"["[..], &b"0 ".repeat(3_000_001)].concat();
        assert_eq!(read(&many), Err(PdfFault::TooLarge));
    }
}
