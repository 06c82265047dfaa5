//! A JSON document around one list that is written piece by piece, so that the findings
//! of many departments need not wait for each other in memory.

use serde::Serialize;

/// What stands before and behind the items of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Frame {
    before: String,
    after: String,
    depth: usize,
}

/// Blanks of one level, as `serde_json` prints them.
const INDENT: &str = "  ";

impl Frame {
    /// The frame of a document whose list `key` is empty and `depth` levels deep.
    pub(super) fn new(document: &impl Serialize, key: &str, depth: usize) -> Frame {
        let text = serde_json::to_string_pretty(document).unwrap_or_default();
        let (before, after) =
            text.split_once(&format!("\"{key}\": []")).unwrap_or((&text, ""));
        Frame { before: format!("{before}\"{key}\": ["), after: after.to_owned(), depth }
    }

    /// The text before the first item.
    pub fn before(&self) -> &str {
        &self.before
    }

    /// What stands before a piece of items that is not empty.
    pub fn joint(is_first: bool) -> &'static str {
        if is_first { "\n" } else { ",\n" }
    }

    /// The text behind the last item; an empty list closes on its own line.
    pub fn after(&self, is_empty: bool) -> String {
        let end = if is_empty {
            String::new()
        } else {
            format!("\n{}", INDENT.repeat(self.depth))
        };
        format!("{end}]{}", self.after)
    }

    /// The whole document around the pieces.
    pub(super) fn around(&self, items: &str) -> String {
        let joint = if items.is_empty() { "" } else { Frame::joint(true) };
        format!("{}{joint}{items}{}", self.before, self.after(items.is_empty()))
    }
}

/// Items of a list `depth` levels deep, without what stands around them.
pub(super) fn items<T: Serialize>(
    items: impl Iterator<Item = T>,
    depth: usize,
) -> String {
    let indent = INDENT.repeat(depth + 1);
    let item = |item: T| {
        // a line break never stands inside a string of JSON
        let text = serde_json::to_string_pretty(&item).unwrap_or_default();
        format!("{indent}{}", text.replace('\n', &format!("\n{indent}")))
    };
    items.map(item).collect::<Vec<_>>().join(",\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    #[test]
    fn pieces_make_the_document_that_is_written_at_once() {
        let list = json!([{"一": ["\"x\": []"]}, {"二": {"三": 3}}]);
        for count in 0..=2 {
            let part = &list.as_array().unwrap()[..count];
            let whole = json!({"x": {"list": part, "z": "\"list\": []"}});
            let empty = json!({"x": {"list": [], "z": "\"list\": []"}});
            let frame = Frame::new(&empty, "list", 2);
            let text = frame.around(&items(part.iter(), 2));
            assert_eq!(text, serde_json::to_string_pretty(&whole).unwrap());
            let read: Value = serde_json::from_str(&text).unwrap();
            assert_eq!(read, whole);
        }
    }
}
