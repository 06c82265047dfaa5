//! What is said of text that is not where it is read.

use super::marks::Marked;

/// Of a mark.
pub fn misplaced(page: usize, mark: &Marked) -> String {
    misplaced_text(page, &mark.text)
}

/// Of a text.
pub fn misplaced_text(page: usize, text: &str) -> String {
    format!("第 {} 页：挪了位置的文字“{text}”", page + 1)
}
