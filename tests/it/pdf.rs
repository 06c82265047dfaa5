//! A built PDF, read back with lopdf: what PDF/A-2a and PDF/UA-1 ask for, item by item.

mod structure;
mod svg;
mod text;

use crate::support::{EXAMPLES, adjustment, document};
use jixiao::document::{
    Block, Document as Text, DocumentDate, PageSetup, Paragraph, Style,
};
use jixiao::export::pdf::{Attachment, PdfOptions, Standard, pdf};
use jixiao::layout::font::{FontSet, Fonts};
use jixiao::layout::{Layout, layout};
use jixiao::pages::display;
use lopdf::{Dictionary, Document, Object, ObjectId};
use std::sync::LazyLock;

static SET: LazyLock<FontSet> = LazyLock::new(FontSet::embedded);
static LARGE: LazyLock<Built> =
    LazyLock::new(|| build(&document(EXAMPLES[0]), &PdfOptions::default()));

/// A text without cover and 目录.
static ADJUSTMENT: LazyLock<Built> =
    LazyLock::new(|| build(&adjustment(), &PdfOptions::default()));

/// A PDF, and what it was made from.
pub struct Built {
    text: Text,
    layout: Layout,
    bytes: Vec<u8>,
    pdf: Document,
}

fn build(text: &Text, options: &PdfOptions) -> Built {
    let fonts = Fonts::new(&SET);
    let layout = layout(text, &fonts);
    let bytes = pdf(text, &display(&layout), &fonts, options).unwrap();
    let pdf = Document::load_mem(&bytes).unwrap();
    Built { text: text.clone(), layout, bytes, pdf }
}

/// A text of some paragraphs.
fn of(paragraphs: &[&str]) -> Text {
    let block = |text: &&str| Block::Paragraph(Paragraph::new(Style::Body, *text));
    Text {
        title: "甲 & 乙<试排>".into(),
        author: "某局".into(),
        date: DocumentDate::of_year(2026),
        page: PageSetup::default(),
        cover: vec![Block::Paragraph(Paragraph::new(Style::CoverTitle, "试排"))],
        contents_title: "目录".into(),
        body: paragraphs.iter().map(block).collect(),
    }
}

impl Built {
    /// What an object refers to, or itself.
    fn see<'a>(&'a self, object: &'a Object) -> &'a Object {
        self.pdf.dereference(object).unwrap().1
    }

    fn get<'a>(&'a self, dictionary: &'a Dictionary, key: &str) -> &'a Object {
        self.see(dictionary.get(key.as_bytes()).unwrap_or_else(|_| panic!("{key}")))
    }

    fn dictionary<'a>(&'a self, of: &'a Dictionary, key: &str) -> &'a Dictionary {
        self.get(of, key).as_dict().unwrap()
    }

    fn list<'a>(&'a self, of: &'a Dictionary, key: &str) -> &'a [Object] {
        self.get(of, key).as_array().unwrap()
    }

    fn catalog(&self) -> &Dictionary {
        self.pdf.catalog().unwrap()
    }

    fn pages(&self) -> Vec<ObjectId> {
        self.pdf.get_pages().into_values().collect()
    }

    fn xmp(&self) -> String {
        let metadata = self.get(self.catalog(), "Metadata").as_stream().unwrap();
        assert!(!metadata.dict.has(b"Filter"), "XMP stands in the clear");
        String::from_utf8(metadata.content.clone()).unwrap()
    }
}

fn string(object: &Object) -> String {
    lopdf::decode_text_string(object).unwrap()
}

fn name(object: &Object) -> &str {
    std::str::from_utf8(object.as_name().unwrap()).unwrap()
}

/// The text between `<tag>` and `</tag>`.
fn element<'a>(xml: &'a str, tag: &str) -> Option<&'a str> {
    let (_, behind) = xml.split_once(&format!("<{tag}>"))?;
    Some(behind.split_once(&format!("</{tag}>"))?.0)
}

#[test]
fn the_catalog_says_what_the_file_is() {
    let built = &*LARGE;
    let catalog = built.catalog();
    assert_eq!(string(built.get(catalog, "Lang")), "zh-CN");
    let marked = built.dictionary(catalog, "MarkInfo").get(b"Marked").unwrap();
    assert!(marked.as_bool().unwrap());
    let shown = built.dictionary(catalog, "ViewerPreferences").get(b"DisplayDocTitle");
    assert!(shown.unwrap().as_bool().unwrap());
    assert_eq!(name(built.get(catalog, "PageMode")), "UseOutlines");
    let intent = built.see(&built.list(catalog, "OutputIntents")[0]).as_dict().unwrap();
    assert_eq!(name(built.get(intent, "S")), "GTS_PDFA1");
    let profile = built.get(intent, "DestOutputProfile").as_stream().unwrap();
    let profile = profile.decompressed_content().unwrap_or(profile.content.clone());
    assert_eq!(&profile[36..40], b"acsp");
    let id = built.pdf.trailer.get(b"ID").unwrap().as_array().unwrap();
    assert_eq!(id[0].as_str().unwrap().len(), 16);
    assert!(!built.pdf.trailer.has(b"Encrypt"));
}

#[test]
fn xmp_and_information_agree() {
    let built = build(&of(&["内容"]), &PdfOptions::default());
    let xmp = built.xmp();
    assert_eq!(element(&xmp, "pdfaid:part"), Some("2"));
    assert_eq!(element(&xmp, "pdfaid:conformance"), Some("A"));
    assert_eq!(element(&xmp, "pdfuaid:part"), Some("1"));
    assert!(xmp.contains("<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>"));
    assert!(xmp.contains("甲 &amp; 乙&lt;试排&gt;</rdf:li>"));
    assert_eq!(element(&xmp, "xmp:CreateDate"), Some("2026-01-01T00:00:00Z"));
    let info = built.pdf.trailer.get(b"Info").unwrap().as_reference().unwrap();
    let info = built.pdf.get_dictionary(info).unwrap();
    assert_eq!(string(built.get(info, "Title")), built.text.title);
    assert_eq!(string(built.get(info, "Author")), "某局");
    for key in ["CreationDate", "ModDate"] {
        assert_eq!(string(built.get(info, key)), "D:20260101000000Z");
    }
    for (key, tag) in [("Creator", "xmp:CreatorTool"), ("Producer", "pdf:Producer")] {
        assert_eq!(Some(&*string(built.get(info, key))), element(&xmp, tag));
    }
}

#[test]
fn the_source_is_attached_for_a_3a_alone() {
    let attachment = Attachment {
        name: "部门.yaml".into(),
        description: "数据".into(),
        text: "年度: 2026\n".into(),
    };
    let with = |standard| {
        let attachment = Some(attachment.clone());
        build(&of(&["内容"]), &PdfOptions { standard, attachment })
    };
    let built = with(Standard::A3a);
    assert_eq!(element(&built.xmp(), "pdfaid:part"), Some("3"));
    let file = built.see(&built.list(built.catalog(), "AF")[0]).as_dict().unwrap();
    assert_eq!(name(built.get(file, "AFRelationship")), "Source");
    assert_eq!(string(built.get(file, "UF")), "部门.yaml");
    let stream = built.get(built.dictionary(file, "EF"), "F").as_stream().unwrap();
    assert_eq!(name(built.get(&stream.dict, "Subtype")), "application/yaml");
    assert_eq!(stream.content, attachment.text.as_bytes());
    let names = built.dictionary(built.catalog(), "Names");
    let files = built.list(built.dictionary(names, "EmbeddedFiles"), "Names");
    assert_eq!(string(&files[0]), "部门.yaml");

    let built = with(Standard::A2a);
    assert!(!built.catalog().has(b"AF") && !built.catalog().has(b"Names"));
    let built = with(Standard::None);
    assert_eq!(element(&built.xmp(), "pdfaid:part"), None);
    assert_eq!(element(&built.xmp(), "pdfuaid:part"), Some("1"));
}

#[test]
fn pages_are_labelled_and_outlined() {
    let built = &*LARGE;
    let labels = built.list(built.dictionary(built.catalog(), "PageLabels"), "Nums");
    let styles = labels.chunks(2).map(|l| {
        let style = l[1].as_dict().unwrap().get(b"S").map(name).unwrap_or("");
        (l[0].as_i64().unwrap() as usize, style)
    });
    let body = built.layout.headings[0].page;
    assert_eq!(styles.collect::<Vec<_>>(), [(0, ""), (1, "r"), (body, "D")]);

    let pages = built.pages();
    let mut wanted = built.layout.headings.iter().filter(|h| h.level <= 2);
    let mut check = |item: &Dictionary, level| {
        let heading = wanted.next().unwrap();
        assert_eq!(
            (string(built.get(item, "Title")), level),
            (heading.text.clone(), heading.level)
        );
        let page = built.list(item, "Dest")[0].as_reference().unwrap();
        assert_eq!(page, pages[heading.page]);
    };
    let outline = built.dictionary(built.catalog(), "Outlines");
    for part in chain(built, outline) {
        check(part, 1);
        chain(built, part).iter().for_each(|item| check(item, 2));
    }
    assert!(wanted.next().is_none());
}

/// The outline items under one.
fn chain<'a>(built: &'a Built, parent: &'a Dictionary) -> Vec<&'a Dictionary> {
    let mut items = Vec::new();
    let mut next = parent.get(b"First").ok();
    while let Some(reference) = next {
        let item = built.see(reference).as_dict().unwrap();
        items.push(item);
        next = item.get(b"Next").ok();
    }
    items
}

#[test]
fn without_a_front_pages_begin_with_one() {
    let built = &*ADJUSTMENT;
    let labels = built.list(built.dictionary(built.catalog(), "PageLabels"), "Nums");
    assert_eq!(labels.len(), 2);
    assert_eq!(labels[0].as_i64().unwrap(), 0);
    assert!(built.pages().len() > 8);
    assert!(built.layout.pages.iter().all(|p| p.footer.is_some()));
    let items = chain(built, built.dictionary(built.catalog(), "Outlines"));
    assert_eq!(items.len(), 1);
    let title = string(built.get(items[0], "Title"));
    assert_eq!(built.text.author.clone() + &title, built.text.title);
    let titles = chain(built, items[0]);
    assert_eq!(string(built.get(titles[0], "Title")), "一、调整概况");
}

#[test]
fn the_file_is_packed() {
    let built = &*LARGE;
    assert!(built.bytes.starts_with(b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n"));
    let count =
        |what: &[u8]| built.bytes.windows(what.len()).filter(|w| *w == what).count();
    assert_eq!(count(b"/Type/XRef"), 1);
    assert_eq!(count(b"/Type/StructElem"), 0, "all in object streams");
    assert!(built.bytes.len() < 850_000, "{} bytes", built.bytes.len());
}

#[test]
fn the_same_arguments_give_the_same_bytes() {
    let make = || build(&document(EXAMPLES[1]), &PdfOptions::default()).bytes;
    let first = make();
    assert!(first == make(), "twice in one thread");
    let others = [std::thread::spawn(make), std::thread::spawn(make)];
    for other in others {
        assert!(first == other.join().unwrap(), "in another thread");
    }
}
