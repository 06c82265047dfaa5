//! The content of a part, element by element: what in it is not plain text.

use super::property::{HIDDEN, is_on, of_block, of_text};
use super::styles::LookStyles;
use crate::word::attribute;
use quick_xml::NsReader;
use quick_xml::events::{BytesStart, Event};
use quick_xml::name::ResolveResult;
use std::collections::BTreeSet;

/// The namespaces of WordprocessingML.
const WORD: [&[u8]; 2] = [
    b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    b"http://purl.oclc.org/ooxml/wordprocessingml/main",
];
/// Word's own additions, which hold properties.
const ADDED: &[u8] = b"http://schemas.microsoft.com/office/word/";
const COMPATIBILITY: &[u8] =
    b"http://schemas.openxmlformats.org/markup-compatibility/2006";
/// Fields whose results are the text that the program writes for them.
const FIELDS: [&str; 4] = ["PAGE", "TOC", "PAGEREF", "HYPERLINK"];
/// Most things that are told of a part.
const MOST: usize = 40;

/// Elements in which text stands, and elements that show nothing.
const PLAIN: &[&str] = &[
    "document",
    "body",
    "hdr",
    "ftr",
    "p",
    "r",
    "t",
    "tab",
    "br",
    "cr",
    "noBreakHyphen",
    "tbl",
    "tr",
    "tc",
    "tblGrid",
    "sdt",
    "sdtContent",
    "hyperlink",
    "smartTag",
    "customXml",
    "ins",
    "del",
    "moveFrom",
    "moveTo",
    "delText",
    "delInstrText",
    "fldSimple",
    "fldChar",
    "instrText",
    "bookmarkStart",
    "bookmarkEnd",
    "proofErr",
    "permStart",
    "permEnd",
    "commentRangeStart",
    "commentRangeEnd",
    "commentReference",
    "annotationRef",
    "lastRenderedPageBreak",
    "moveFromRangeStart",
    "moveFromRangeEnd",
    "moveToRangeStart",
    "moveToRangeEnd",
    "customXmlInsRangeStart",
    "customXmlInsRangeEnd",
    "customXmlDelRangeStart",
    "customXmlDelRangeEnd",
    "sdtEndPr",
    "smartTagPr",
    "customXmlPr",
];

/// What is read of a part.
pub struct WordPart<'s> {
    styles: &'s LookStyles,
    told: BTreeSet<String>,
    path: Vec<Vec<u8>>,
    /// How many of the open elements were deleted or moved away.
    deleted: usize,
    paragraph: BTreeSet<&'static str>,
    style: Option<String>,
    numbering: Option<String>,
    run: Option<BTreeSet<&'static str>>,
    text: String,
    /// The fields that are open, and whether their result is shown already.
    fields: Vec<(String, bool)>,
    /// What stands outside of fields.
    literal: String,
    numbers: usize,
}

impl<'s> WordPart<'s> {
    /// Reads a part.
    pub fn read(xml: &[u8], styles: &'s LookStyles) -> WordPart<'s> {
        let mut part = WordPart {
            styles,
            told: BTreeSet::new(),
            path: Vec::new(),
            deleted: 0,
            paragraph: BTreeSet::new(),
            style: None,
            numbering: None,
            run: None,
            text: String::new(),
            fields: Vec::new(),
            literal: String::new(),
            numbers: 0,
        };
        let mut reader = NsReader::from_reader(xml);
        while let Ok((namespace, event)) = reader.read_resolved_event() {
            let space = match namespace {
                ResolveResult::Bound(space) => space.as_ref().to_vec(),
                _ => Vec::new(),
            };
            match event {
                Event::Start(e) => {
                    part.open(&space, &e);
                    part.path.push(e.local_name().as_ref().to_vec());
                }
                Event::Empty(e) => {
                    part.open(&space, &e);
                    part.path.push(e.local_name().as_ref().to_vec());
                    part.close();
                }
                Event::End(_) => part.close(),
                Event::Text(text) => {
                    part.characters(
                        &text.xml_content(Default::default()).unwrap_or_default(),
                    );
                }
                Event::CData(text) => part.characters(&text.decode().unwrap_or_default()),
                Event::GeneralRef(name) => {
                    let text = crate::word::reference(&name);
                    part.characters(&text.unwrap_or_default());
                }
                Event::Eof => break,
                _ => {}
            }
        }
        part
    }

    /// What is not plain in it, in words.
    pub fn finish(self) -> Vec<String> {
        self.told.into_iter().take(MOST).collect()
    }

    /// What is wrong with the page number of a margin: it is a field, not typed.
    pub fn page_number_fault(&self, kind: &str) -> Option<String> {
        let text = self.literal.trim();
        let is_typed = text.chars().any(|c| c.is_ascii_digit() || c.is_numeric());
        match (kind, text.is_empty() && self.numbers == 0) {
            (_, true) => None,
            ("header", _) => Some(format!("页眉“{text}”")),
            _ if is_typed || self.numbers != 1 => Some(format!("打上去的页脚“{text}”")),
            _ => None,
        }
    }

    fn tell(&mut self, what: String) {
        if self.told.len() < MOST {
            self.told.insert(what);
        }
    }

    fn around(&self) -> &[u8] {
        self.path.last().map_or(b"", |name| name)
    }

    fn open(&mut self, space: &[u8], element: &BytesStart) {
        let name = element.local_name().as_ref().to_vec();
        let is_word = WORD.contains(&space);
        // what a change was before, and what Word keeps for itself
        let inside = |name: &[u8]| self.path.iter().any(|n| n == name);
        if self.path.iter().any(|n| n.ends_with(b"PrChange")) || inside(b"sdtPr") {
            if is_word && name == b"dataBinding" {
                self.tell("与别处数据绑定的内容控件".to_owned());
            }
            return;
        }
        let around = self.around().to_vec();
        let is_property = around.ends_with(b"Pr") || around == b"tblGrid";
        let is_nested = self.path.iter().any(|n| {
            n.ends_with(b"Pr") || n.ends_with(b"PrEx") || n.ends_with(b"Borders")
        });
        match name.as_slice() {
            _ if !is_word => self.foreign(space, &name, is_nested, element),
            b"del" | b"moveFrom" if !is_property => self.deleted += 1,
            _ if is_property || is_nested => self.property(&around, &name, element),
            b"p" => {
                (self.style, self.numbering) = (None, None);
                self.paragraph = self.styles.faults("paragraph", None);
            }
            b"r" => {
                self.text.clear();
                self.run = Some(BTreeSet::new());
            }
            b"fldChar" => self.field(element),
            b"fldSimple" => {
                let code = attribute(element, b"instr").unwrap_or_default();
                self.fields.push((code, true));
                self.check_field();
            }
            name if name.ends_with(b"Pr") || name.ends_with(b"PrEx") => {}
            name => {
                let name = String::from_utf8_lossy(name);
                if !PLAIN.contains(&&*name) {
                    self.unknown(&name);
                }
            }
        }
    }

    fn unknown(&mut self, name: &str) {
        let what = match name {
            "drawing" | "pict" | "object" => "图片、图形或嵌入的对象".to_owned(),
            "altChunk" | "subDoc" => "嵌在里面的另一份文件".to_owned(),
            "footnoteReference" | "endnoteReference" => "脚注或尾注".to_owned(),
            "ruby" => "拼音".to_owned(),
            "sym" => "符号".to_owned(),
            "background" => "页面底色".to_owned(),
            "bdo" | "dir" => "改了方向的文字".to_owned(),
            _ => format!("本程序不写的内容（{name}）"),
        };
        self.tell(what);
    }

    /// An element of another namespace: properties may be of Word's own, the rest is not
    /// plain text.
    fn foreign(
        &mut self,
        space: &[u8],
        name: &[u8],
        is_nested: bool,
        element: &BytesStart,
    ) {
        let name_shown = String::from_utf8_lossy(name).into_owned();
        if space == COMPATIBILITY {
            self.tell(
                "有两种样子的内容（AlternateContent），不同软件显示不同".to_owned(),
            );
        } else if is_nested && space.starts_with(ADDED) {
            let fault = of_text(name, element);
            if let (Some(fault), Some(run)) = (fault, &mut self.run) {
                run.insert(fault);
            }
        } else {
            self.tell(format!("Word 不认得或另外显示的内容（{name_shown}）"));
        }
    }

    fn property(&mut self, around: &[u8], name: &[u8], element: &BytesStart) {
        let value = || attribute(element, b"val");
        let is_mark = self.path.iter().any(|n| n == b"pPr");
        match (name, &mut self.run) {
            (b"pStyle", _) => {
                self.style = value();
                self.paragraph = self.styles.faults("paragraph", self.style.as_deref());
            }
            (b"numId", _) => self.numbering = value(),
            (b"rStyle", Some(run)) => {
                run.extend(self.styles.faults("character", value().as_deref()));
            }
            (b"tblStyle", _) => {
                let faults = self.styles.faults("table", value().as_deref());
                faults
                    .into_iter()
                    .for_each(|fault| self.tell(format!("{fault}（表的样式）")));
            }
            (b"vanish", _) if is_mark && is_on(element) => {
                self.tell("藏起来的段落标记".to_owned());
            }
            (b"vanish", _) if !is_on(element) => {
                self.paragraph.remove(HIDDEN);
            }
            _ if around == b"rPr" && is_mark => {}
            (_, Some(run)) if around == b"rPr" => run.extend(of_text(name, element)),
            _ => {
                let fault = of_block(around, name, element);
                match (around, fault) {
                    // a paragraph without text may be as low as it likes
                    (b"pPr", Some(fault)) => _ = self.paragraph.insert(fault),
                    (_, Some(fault)) => self.tell(fault.to_owned()),
                    _ => {}
                }
            }
        }
    }

    fn field(&mut self, element: &BytesStart) {
        match attribute(element, b"fldCharType").as_deref() {
            Some("begin") => self.fields.push((String::new(), false)),
            Some("separate") => {
                self.check_field();
                if let Some(field) = self.fields.last_mut() {
                    field.1 = true;
                }
            }
            _ => {
                if self.fields.last().is_some_and(|field| !field.1) {
                    self.check_field();
                }
                self.fields.pop();
            }
        }
    }

    fn check_field(&mut self) {
        let Some((code, _)) = self.fields.last() else { return };
        let name = code.split_whitespace().next().unwrap_or_default().to_uppercase();
        self.numbers += usize::from(name == "PAGE");
        if !FIELDS.contains(&&*name) {
            self.tell(format!("会自己变的域（{}）", code.trim()));
        }
    }

    fn characters(&mut self, text: &str) {
        match self.around() {
            b"instrText" => {
                if let Some(field) = self.fields.last_mut().filter(|f| !f.1) {
                    field.0.push_str(text);
                }
            }
            b"t" if self.deleted == 0 => {
                self.text.push_str(text);
                if self.fields.is_empty() {
                    self.literal.push_str(text);
                }
            }
            _ => {}
        }
    }

    fn close(&mut self) {
        let Some(name) = self.path.pop() else { return };
        let is_property = self.around().ends_with(b"Pr");
        match name.as_slice() {
            b"del" | b"moveFrom" if !is_property => {
                self.deleted = self.deleted.saturating_sub(1);
            }
            b"fldSimple" => _ = self.fields.pop(),
            b"pPr" => {
                let numbered = match &self.numbering {
                    Some(numbering) => self.styles.prints(numbering),
                    None => self.styles.is_numbered(self.style.as_deref()),
                };
                if numbered && !self.path.iter().any(|n| n.ends_with(b"PrChange")) {
                    self.tell("自动编号".to_owned());
                }
            }
            b"r" => self.end_run(),
            _ => {}
        }
    }

    fn end_run(&mut self) {
        let run = self.run.take().unwrap_or_default();
        let text = std::mem::take(&mut self.text);
        if text.trim().is_empty() {
            return;
        }
        let faults: BTreeSet<_> = run.union(&self.paragraph).copied().collect();
        for fault in faults {
            self.tell(format!("{fault}“{text}”"));
        }
    }
}
