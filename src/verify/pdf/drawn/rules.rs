//! The rules of a page: paths that are stroked.

use super::{DrawnArea, MAX_PIECES, Reader, is_near, joined, numbers};
use crate::verify::pdf::budget::PdfFault;
use lopdf::Object;

/// Thickest rule, in points.
const THICKEST: f32 = 1.5;

impl Reader<'_> {
    /// Takes an operator of a path.
    pub(super) fn draw(
        &mut self,
        operator: &[u8],
        operands: &[Object],
    ) -> Result<(), PdfFault> {
        match operator {
            b"w" => [self.state.width] = numbers(operands)?,
            b"S" => {
                if self.state.width * self.state.page[0] > THICKEST {
                    self.strange("粗线".to_owned());
                }
                self.drawn.rules.append(&mut self.lines);
                self.path.clear();
            }
            b"n" => {
                self.lines.clear();
                self.path.clear();
            }
            _ => {
                let [x, y] = numbers(operands)?;
                let point = joined([1.0, 1.0, x, y], self.state.page);
                let to = (point[2], point[3]);
                if operator == b"m" {
                    self.path = vec![to];
                } else {
                    let from = self.path.last().copied().ok_or(PdfFault::Broken)?;
                    self.line_to(from, to);
                    self.path = vec![to];
                }
            }
        }
        match self.drawn.rules.len() + self.lines.len() > MAX_PIECES {
            true => Err(PdfFault::TooLarge),
            false => Ok(()),
        }
    }

    fn line_to(&mut self, from: (f32, f32), to: (f32, f32)) {
        if !is_near(from.0, to.0) && !is_near(from.1, to.1) {
            self.strange("斜线".to_owned());
        }
        self.lines.push(DrawnArea {
            left: from.0.min(to.0),
            right: from.0.max(to.0),
            bottom: from.1.min(to.1),
            top: from.1.max(to.1),
        });
    }
}
