//! A page's content → what is drawn on it: pieces of text with their places and marks,
//! and rules (ISO 32000-1, 8 and 9).
//!
//! The program writes black upright text and thin black rules, each of them marked. All
//! else is told: what cannot be judged must not pass.

mod rules;

use super::budget::{PdfBudget, PdfFault};
use super::glyphs::{Font, may_stand};
use super::lexer::{Lexer, Token};
use super::marks::{self, Marked, OpenMark};
use crate::layout::font::Fonts;
use lopdf::{Dictionary, Object};
use std::collections::BTreeMap;

/// Most bytes of a page's content.
pub const MAX_CONTENT: usize = 2 << 20;
/// Most pieces of text, and most rules, of a page.
const MAX_PIECES: usize = 20_000;
/// Deepest nesting of saved states.
const MAX_SAVED: usize = 32;
/// Smallest and largest text that the program prints, with room, in points.
const SIZES: std::ops::RangeInclusive<f32> = 4.0..=80.0;

/// A rectangle in points, from the lower left of the page.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct DrawnArea {
    pub left: f32,
    pub right: f32,
    pub bottom: f32,
    pub top: f32,
}

/// Text that was shown at once.
#[derive(Debug, Clone)]
pub struct DrawnPiece {
    /// What is seen.
    pub text: String,
    /// The middle of its characters: what nothing may be drawn over.
    pub core: DrawnArea,
}

/// What is drawn on a page.
#[derive(Debug, Default)]
pub struct Drawn {
    /// Marked content, in order.
    pub marks: Vec<Marked>,
    /// Texts but blank ones.
    pub pieces: Vec<DrawnPiece>,
    /// Rules.
    pub rules: Vec<DrawnArea>,
    /// What the program does not draw, in words.
    pub strange: Vec<String>,
}

/// What a page is read with.
pub struct Tools<'a> {
    /// Its fonts by their names.
    pub fonts: BTreeMap<Vec<u8>, &'a Font>,
    /// The faces of the program.
    pub faces: &'a Fonts<'a>,
    /// Its named properties.
    pub properties: BTreeMap<Vec<u8>, Dictionary>,
    /// What it may cost.
    pub budget: &'a PdfBudget,
}

/// A matrix that moves and stretches upright: x scale, y scale, x, y.
type Matrix = [f32; 4];

const STILL: Matrix = [1.0, 1.0, 0.0, 0.0];

/// `first`, then `then`.
fn joined(first: Matrix, then: Matrix) -> Matrix {
    [
        first[0] * then[0],
        first[1] * then[1],
        first[2] * then[0] + then[2],
        first[3] * then[1] + then[3],
    ]
}

#[derive(Clone)]
struct State<'a> {
    page: Matrix,
    font: Option<&'a Font>,
    size: f32,
    spacing: f32,
    leading: f32,
    width: f32,
}

struct Reader<'a> {
    tools: &'a Tools<'a>,
    drawn: Drawn,
    state: State<'a>,
    saved: Vec<State<'a>>,
    line: Matrix,
    text: Matrix,
    open: Vec<OpenMark>,
    path: Vec<(f32, f32)>,
    lines: Vec<DrawnArea>,
}

/// Reads the content of a page.
///
/// # Errors
/// What breaks the syntax or costs too much.
pub fn read(content: &[u8], tools: &Tools) -> Result<Drawn, PdfFault> {
    let state = State {
        page: STILL,
        font: None,
        size: 0.0,
        spacing: 0.0,
        leading: 0.0,
        width: 1.0,
    };
    let mut reader = Reader {
        tools,
        drawn: Drawn::default(),
        state,
        saved: Vec::new(),
        line: STILL,
        text: STILL,
        open: Vec::new(),
        path: Vec::new(),
        lines: Vec::new(),
    };
    let mut lexer = Lexer::new(content, 0, tools.budget);
    let mut operands: Vec<Object> = Vec::new();
    loop {
        match lexer.token()? {
            Token::Object(object) => operands.push(object),
            Token::Word(operator) => {
                reader.take(operator, &operands)?;
                operands.clear();
            }
            Token::End => break,
        }
    }
    if !reader.open.is_empty() || !reader.saved.is_empty() {
        return Err(PdfFault::Broken);
    }
    Ok(reader.drawn)
}

fn numbers<const N: usize>(operands: &[Object]) -> Result<[f32; N], PdfFault> {
    let mut out = [0.0; N];
    if operands.len() != N {
        return Err(PdfFault::Broken);
    }
    for (to, from) in out.iter_mut().zip(operands) {
        *to = from.as_float().ok().filter(|n| n.abs() < 1e6).ok_or(PdfFault::Broken)?;
    }
    Ok(out)
}

fn is_near(a: f32, b: f32) -> bool {
    (a - b).abs() < 0.001
}

impl<'a> Reader<'a> {
    fn take(&mut self, operator: &[u8], operands: &[Object]) -> Result<(), PdfFault> {
        match operator {
            b"q" | b"Q" | b"cm" => self.save(operator, operands),
            b"BMC" | b"BDC" | b"EMC" => self.mark(operator, operands),
            b"BT" | b"ET" | b"Td" | b"TD" | b"Tm" | b"T*" => {
                self.place(operator, operands)
            }
            b"Tf" | b"Tc" | b"TL" => self.set(operator, operands),
            b"Tj" | b"TJ" | b"'" => self.show_all(operator, operands),
            b"w" | b"m" | b"l" | b"S" | b"n" => self.draw(operator, operands),
            _ => {
                self.other(operator, operands);
                Ok(())
            }
        }
    }

    fn strange(&mut self, what: String) {
        // a page of nothing else need not be told in full
        if self.drawn.strange.len() < 20 && !self.drawn.strange.contains(&what) {
            self.drawn.strange.push(what);
        }
    }

    /// Operators that may stand where they change nothing.
    fn other(&mut self, operator: &[u8], operands: &[Object]) {
        let values: Vec<f32> =
            operands.iter().filter_map(|o| o.as_float().ok()).collect();
        let is = |wanted: &[f32]| values == wanted && values.len() == operands.len();
        let is_harmless = match operator {
            b"g" | b"G" => is(&[0.0]),
            b"rg" | b"RG" => is(&[0.0; 3]),
            b"k" | b"K" => is(&[0.0, 0.0, 0.0, 1.0]),
            b"Tr" | b"Ts" | b"Tw" => is(&[0.0]),
            b"Tz" => is(&[100.0]),
            b"J" | b"j" | b"M" | b"i" | b"ri" => true,
            b"d" => matches!(operands, [Object::Array(gaps), _] if gaps.is_empty()),
            _ => false,
        };
        if !is_harmless {
            let name = String::from_utf8_lossy(operator).into_owned();
            let what = match operator {
                b"Do" | b"BI" => "图片或另外的图层".to_owned(),
                b"g" | b"rg" | b"k" | b"sc" | b"scn" | b"G" | b"RG" | b"K" => {
                    format!("别的颜色（{name}）")
                }
                b"Tr" => "看不见或描边的文字（Tr）".to_owned(),
                b"W" | b"W*" => "遮住一部分页面的剪裁（W）".to_owned(),
                b"f" | b"F" | b"f*" | b"b" | b"B" | b"b*" | b"B*" => {
                    format!("填色的图形（{name}）")
                }
                _ => format!("本程序不写的指令（{name}）"),
            };
            self.strange(what);
        }
    }

    fn save(&mut self, operator: &[u8], operands: &[Object]) -> Result<(), PdfFault> {
        match operator {
            b"q" if self.saved.len() < MAX_SAVED => self.saved.push(self.state.clone()),
            b"q" => return Err(PdfFault::TooLarge),
            b"Q" => self.state = self.saved.pop().ok_or(PdfFault::Broken)?,
            _ => {
                let matrix = self.matrix(operands)?;
                self.state.page = joined(matrix, self.state.page);
            }
        }
        Ok(())
    }

    /// A matrix; one that turns or mirrors is told.
    fn matrix(&mut self, operands: &[Object]) -> Result<Matrix, PdfFault> {
        let [a, b, c, d, x, y] = numbers(operands)?;
        if !is_near(b, 0.0) || !is_near(c, 0.0) || a <= 0.0 || !is_near(a, d) {
            self.strange("转过、翻过或拉长的内容".to_owned());
        }
        Ok([a, d, x, y])
    }

    fn mark(&mut self, operator: &[u8], operands: &[Object]) -> Result<(), PdfFault> {
        if operator == b"EMC" {
            let open = self.open.pop().ok_or(PdfFault::Broken)?;
            let faces = self.tools.faces;
            if let OpenMark::Actual { drawn, meant } = open
                && !marks::may_read(&drawn, &meant, |a, b| may_stand(a, b, faces))
            {
                self.strange(format!("文字“{drawn}”，复制、朗读出来却是“{meant}”"));
            }
            return Ok(());
        }
        let open = OpenMark::read(operands, &self.tools.properties, &self.open);
        let open = match open {
            Ok(open) => open,
            Err(what) => {
                self.strange(what);
                OpenMark::Other
            }
        };
        if let OpenMark::Number(number) = open {
            self.drawn.marks.push(Marked::new(Some(number)));
        } else if open == OpenMark::Artifact {
            self.drawn.marks.push(Marked::new(None));
        }
        if self.open.len() >= MAX_SAVED || self.drawn.marks.len() > MAX_PIECES {
            return Err(PdfFault::TooLarge);
        }
        self.open.push(open);
        Ok(())
    }

    fn place(&mut self, operator: &[u8], operands: &[Object]) -> Result<(), PdfFault> {
        let [x, y] = match operator {
            b"BT" | b"ET" => {
                (self.line, self.text) = (STILL, STILL);
                return Ok(());
            }
            b"Tm" => {
                self.line = self.matrix(operands)?;
                self.text = self.line;
                return Ok(());
            }
            b"T*" => [0.0, -self.state.leading],
            _ => numbers(operands)?,
        };
        if operator == b"TD" {
            self.state.leading = -y;
        }
        self.line = joined([1.0, 1.0, x, y], self.line);
        self.text = self.line;
        Ok(())
    }

    fn set(&mut self, operator: &[u8], operands: &[Object]) -> Result<(), PdfFault> {
        match operator {
            b"Tc" => [self.state.spacing] = numbers(operands)?,
            b"TL" => [self.state.leading] = numbers(operands)?,
            _ => {
                let [name, size] = operands else { return Err(PdfFault::Broken) };
                let name = name.as_name().map_err(|_| PdfFault::Broken)?;
                self.state.font = self.tools.fonts.get(name).copied();
                [self.state.size] = numbers(std::slice::from_ref(size))?;
            }
        }
        Ok(())
    }

    fn show_all(&mut self, operator: &[u8], operands: &[Object]) -> Result<(), PdfFault> {
        if operator == b"'" {
            self.place(b"T*", &[])?;
        }
        match operands {
            [Object::Array(items)] if operator == b"TJ" => {
                for item in items {
                    match item {
                        Object::String(codes, _) => self.show(codes)?,
                        other => {
                            let [back] = numbers(std::slice::from_ref(other))?;
                            self.text[2] -=
                                back / 1000.0 * self.state.size * self.text[0];
                        }
                    }
                }
                Ok(())
            }
            [Object::String(codes, _)] if operator != b"TJ" => self.show(codes),
            _ => Err(PdfFault::Broken),
        }
    }

    fn show(&mut self, codes: &[u8]) -> Result<(), PdfFault> {
        let font = self.state.font.ok_or(PdfFault::Broken)?;
        let from = joined(self.text, self.state.page);
        let size = self.state.size * from[1];
        let mut seen = String::new();
        self.tools.budget.objects(codes.len() / 2)?;
        for code in codes.chunks(2) {
            let &[high, low] = code else { return Err(PdfFault::Broken) };
            let code = u16::from_be_bytes([high, low]);
            seen.push(font.text(code).unwrap_or('\u{FFFD}'));
            let advance = font.advance(code) * self.state.size;
            if advance > 0.0 && self.state.spacing < advance * -0.4 {
                self.strange("挤在一起的文字（Tc）".to_owned());
            }
            self.text[2] += (advance + self.state.spacing) * self.text[0];
        }
        let to = joined(self.text, self.state.page)[2];
        let place = DrawnArea {
            left: from[2],
            right: to,
            bottom: from[3] - 0.12 * size,
            top: from[3] + 0.88 * size,
        };
        self.add(&seen, place, size)
    }

    /// Adds text that was shown.
    fn add(&mut self, seen: &str, place: DrawnArea, size: f32) -> Result<(), PdfFault> {
        let is_blank = seen.chars().all(char::is_whitespace);
        let mut read = seen.to_owned();
        for open in self.open.iter_mut().rev() {
            if let OpenMark::Actual { drawn, meant } = open {
                drawn.push_str(seen);
                // what a span reads as counts once
                read = if drawn == seen { meant.clone() } else { String::new() };
            }
        }
        let is_marked = self
            .open
            .iter()
            .any(|o| matches!(o, OpenMark::Number(_) | OpenMark::Artifact));
        match self.drawn.marks.last_mut().filter(|_| is_marked) {
            Some(mark) => mark.add(&read, place, size, is_blank),
            None if !is_blank => self.strange(format!("没有标记的文字“{seen}”")),
            None => {}
        }
        if is_blank {
            return Ok(());
        }
        if !SIZES.contains(&size) || place.right <= place.left {
            self.strange(format!("小到看不清或大得出奇的文字“{seen}”"));
        }
        let core = DrawnArea {
            left: place.left + 0.1 * size,
            right: place.right - 0.1 * size,
            bottom: place.bottom + 0.22 * size,
            top: place.top - 0.22 * size,
        };
        self.drawn.pieces.push(DrawnPiece { text: seen.to_owned(), core });
        match self.drawn.pieces.len() > MAX_PIECES {
            true => Err(PdfFault::TooLarge),
            false => Ok(()),
        }
    }
}
