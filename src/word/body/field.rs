//! Fields: only what they result in is text.

/// The fields that are open.
#[derive(Debug, Default)]
pub struct Fields {
    /// Of each whether its result has begun.
    open: Vec<bool>,
}

impl Fields {
    /// A field begins: its instruction comes first.
    pub fn begin(&mut self) {
        self.open.push(false);
    }

    /// The result of the innermost field begins.
    pub fn separate(&mut self) {
        if let Some(last) = self.open.last_mut() {
            *last = true;
        }
    }

    /// The innermost field ends.
    pub fn end(&mut self) {
        self.open.pop();
    }

    /// Whether what comes is text: the result of every field around it.
    pub fn shows(&self) -> bool {
        self.open.iter().all(|result| *result)
    }

    /// At a paragraph's end drops the fields whose instruction goes on; whether there were
    /// any. The result of a field may go on over paragraphs, as that of a 目录 does.
    pub fn cut(&mut self) -> bool {
        let whole = self.open.iter().take_while(|result| **result).count();
        let cut = whole < self.open.len();
        self.open.truncate(whole);
        cut
    }
}
