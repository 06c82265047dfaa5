//! What a sheet holds besides the texts of its cells.

use super::sheet::letters;
use crate::import::note::{NoteKind, Notes};
use crate::import::text::{excerpt, tight};
use crate::word::xml::XmlTree;
use crate::word::{Package, Refusal};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::collections::BTreeSet;

/// What a sheet holds besides cells, and which of them a reader does not see.
#[derive(Debug, Default)]
pub struct Around {
    /// Hidden rows, from 0.
    hidden_rows: BTreeSet<u32>,
    /// Hidden columns, first and last, from 0.
    hidden_columns: Vec<(u32, u32)>,
    /// Whether rows are hidden by a filter.
    filtered: bool,
    /// The texts of its header and footer.
    margin: String,
    /// Comments, each with its cell.
    comments: Vec<(String, String)>,
    pictures: usize,
    objects: usize,
    /// Texts of boxes and shapes.
    shapes: String,
}

/// Reads what is around the cells of the sheet called `name`.
///
/// # Errors
///
/// What is wrong with a part.
pub fn read(package: &mut Package, name: &str) -> Result<Around, Refusal> {
    let mut around = Around::default();
    let Some(path) = path_of(package, name)? else { return Ok(around) };
    if let Some(xml) = package.part(&path)? {
        around.scan(&xml);
    }
    for relation in package.related(&path)? {
        let kind = relation.kind.as_str();
        if !matches!(kind, "comments" | "drawing" | "oleObject" | "package") {
            continue;
        }
        if matches!(kind, "oleObject" | "package") {
            around.objects += 1;
            continue;
        }
        let Some(xml) = package.part(&relation.target)? else { continue };
        let tree = XmlTree::parse(&xml)?;
        match kind {
            "comments" => around.comments(&tree),
            _ => around.drawing(&tree),
        }
    }
    Ok(around)
}

/// The part of the sheet called `name`.
fn path_of(package: &mut Package, name: &str) -> Result<Option<String>, Refusal> {
    let main = package.main.clone();
    let Some(book) = package.part(&main)? else { return Ok(None) };
    let tree = XmlTree::parse(&book)?;
    let mut id = None;
    tree.root.walk(&mut |e| {
        if e.local() == "sheet" && e.local_attribute("name").as_deref() == Some(name) {
            id = id
                .take()
                .or_else(|| e.attribute("r:id").or_else(|| e.local_attribute("id")));
        }
    });
    let related = package.related(&main)?;
    Ok(related.into_iter().find(|r| Some(&r.id) == id.as_ref()).map(|r| r.target))
}

impl Around {
    /// Finds hidden rows and columns, and headers, as far as the part can be read.
    fn scan(&mut self, xml: &[u8]) {
        let mut reader = Reader::from_reader(xml);
        let mut row = 0;
        let mut in_margin = false;
        while let Ok(event) = reader.read_event() {
            match event {
                Event::Start(e) | Event::Empty(e) => {
                    let name = e.local_name();
                    let name = name.as_ref();
                    in_margin = name.ends_with(b"Header") || name.ends_with(b"Footer");
                    self.element(name, &e, &mut row);
                }
                Event::End(_) => in_margin = false,
                Event::Text(t) if in_margin => {
                    self.margin.extend(t.decode().iter().map(|t| without_codes(t)));
                }
                Event::Eof => break,
                _ => {}
            }
        }
    }

    fn element(&mut self, name: &[u8], element: &BytesStart, row: &mut u32) {
        let number = |key| attribute(element, key).and_then(|v| v.parse::<u32>().ok());
        let hidden =
            || matches!(attribute(element, b"hidden").as_deref(), Some("1" | "true"));
        match name {
            b"row" => {
                *row = number(b"r").unwrap_or(*row + 1);
                if hidden() {
                    self.hidden_rows.insert(row.saturating_sub(1));
                }
            }
            b"col" if hidden() => {
                if let (Some(first), Some(last)) = (number(b"min"), number(b"max")) {
                    self.hidden_columns
                        .push((first.saturating_sub(1), last.saturating_sub(1)));
                }
            }
            b"filterColumn" => self.filtered = true,
            _ => {}
        }
    }

    fn comments(&mut self, tree: &XmlTree) {
        tree.root.walk(&mut |e| {
            if e.local() == "comment" {
                let cell = e.local_attribute("ref").unwrap_or_default();
                self.comments.push((cell, e.all_text()));
            }
        });
    }

    fn drawing(&mut self, tree: &XmlTree) {
        tree.root.walk(&mut |e| match e.local() {
            "pic" | "graphicFrame" => self.pictures += 1,
            "t" => self.shapes.push_str(&e.own_text()),
            _ => {}
        });
    }

    /// Tells of it. `used` are the places with texts.
    pub fn note<'c>(
        &self,
        sheet: &str,
        used: impl Iterator<Item = &'c (u32, u32)> + Clone,
        notes: &mut Notes,
    ) {
        self.note_hidden(sheet, used, notes);
        let mut tell = |message: String| {
            notes.add(NoteKind::Unplaced, None, format!("工作表“{sheet}”{message}"));
        };
        for (cell, text) in &self.comments {
            tell(format!("{cell} 的批注「{}」没有用上", excerpt(text.trim())));
        }
        if !tight(&self.shapes).is_empty() {
            let text = excerpt(self.shapes.trim());
            tell(format!("文本框或图形里的「{text}」没有用上"));
        }
        if self.pictures > 0 {
            let count = self.pictures;
            tell(format!("有 {count} 个图片或图表没有读，里面的字要手工录入"));
        }
        if self.objects > 0 {
            let count = self.objects;
            tell(format!("有 {count} 个嵌入的对象没有读，里面的内容要手工录入"));
        }
        if !tight(&self.margin).chars().all(|c| c.is_numeric() || "第页共-—/".contains(c))
        {
            let text = excerpt(self.margin.trim());
            tell(format!("的页眉、页脚「{text}」没有用上"));
        }
    }

    fn note_hidden<'c>(
        &self,
        sheet: &str,
        used: impl Iterator<Item = &'c (u32, u32)> + Clone,
        notes: &mut Notes,
    ) {
        let rows: BTreeSet<u32> =
            used.clone().map(|p| p.0).filter(|r| self.hidden_rows.contains(r)).collect();
        if !rows.is_empty() {
            let numbers: Vec<_> = rows.iter().map(|r| (r + 1).to_string()).collect();
            let why = if self.filtered { "筛选掉或隐藏" } else { "隐藏" };
            notes.guess(format!(
                "工作表“{sheet}”第 {} 行是{why}的，也读了；不要的请删去",
                numbers.join("、")
            ));
        }
        let hidden = |c: &u32| self.hidden_columns.iter().any(|(a, b)| a <= c && c <= b);
        let columns: BTreeSet<u32> = used.map(|p| p.1).filter(hidden).collect();
        if !columns.is_empty() {
            let names: Vec<_> = columns.iter().map(|c| letters(*c)).collect();
            notes.guess(format!(
                "工作表“{sheet}”{} 列是隐藏的，也读了；不要的请删去",
                names.join("、")
            ));
        }
    }
}

fn attribute(element: &BytesStart, name: &[u8]) -> Option<String> {
    let mut all = element.attributes().flatten();
    let found = all.find(|a| a.key.local_name().as_ref() == name)?;
    std::str::from_utf8(&found.value).ok().map(str::to_owned)
}

/// A header without the codes that Excel fills, such as &P.
fn without_codes(text: &str) -> String {
    let mut out = String::new();
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '&' => match chars.next() {
                Some('"') => {
                    chars.by_ref().find(|c| *c == '"');
                }
                Some(d) if d.is_ascii_digit() => {
                    while chars.next_if(char::is_ascii_digit).is_some() {}
                }
                _ => {}
            },
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hidden_rows_columns_and_headers_are_found() {
        let mut around = Around::default();
        around.scan(
            "<worksheet><cols><col min=\"3\" max=\"4\" hidden=\"1\"/></cols><sheetData>\
             <row r=\"5\" hidden=\"1\"/><row r=\"6\" hidden=\"0\"/></sheetData>\
             <headerFooter><oddHeader>甲局</oddHeader></headerFooter></worksheet>"
                .as_bytes(),
        );
        let mut notes = Notes::default();
        around.note("表", [(4, 2), (5, 0)].iter(), &mut notes);
        let told: Vec<_> = notes.0.iter().map(|n| n.message.as_str()).collect();
        assert_eq!(
            told,
            [
                "工作表“表”第 5 行是隐藏的，也读了；不要的请删去",
                "工作表“表”C 列是隐藏的，也读了；不要的请删去",
                "工作表“表”的页眉、页脚「甲局」没有用上",
            ]
        );
        assert_eq!(without_codes("&C&\"宋体,常规\"&12第 &P 页"), "第  页");
    }
}
