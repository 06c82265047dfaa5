//! A bureau's own Word file as the frame of a text.

use crate::command::{jixiao, started, stderr};
use crate::docx::lint::lint;
use crate::docx::tree::{Element, part};
use crate::support::{EXAMPLES, document};
use jixiao::document::{Document, PageNumber, Style};
use jixiao::export::docx::template::{Markers, WordTemplate};
use jixiao::layout::font::{FontSet, Fonts};
use jixiao::layout::{Layout, layout};
use proptest::prelude::*;
use std::fs;
use std::io::{Cursor, Read, Write};

const W: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
    xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";
const REL: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const WORD: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";

/// A Word file with a body, styles and a header.
struct Frame<'a> {
    body: &'a str,
    styles: &'a str,
    header: &'a str,
}

/// A heading numbered by Word, with a style id and a bookmark that are also ours.
const FRAME: Frame = Frame {
    body: r#"<w:p><w:pPr><w:pStyle w:val="Body"/></w:pPr><w:r><w:t>{{部</w:t></w:r><w:r><w:t>门}}材料</w:t></w:r></w:p>
        <w:p><w:r><w:br w:type="page"/></w:r></w:p>
        <w:p><w:bookmarkStart w:id="7" w:name="_Toc000000001"/><w:r><w:t>目　录</w:t></w:r><w:bookmarkEnd w:id="7"/></w:p>
        <w:p><w:r><w:t>{{目录}}</w:t></w:r></w:p>
        <w:p><w:r><w:br w:type="page"/></w:r></w:p>
        <w:p><w:r><w:t xml:space="preserve"> {{ 正文 }} </w:t></w:r></w:p>
        <w:p><w:r><w:t>附：{{年度}}年说明</w:t></w:r></w:p>
        <w:sectPr><w:headerReference w:type="default" r:id="top"/><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1701" w:right="1418" w:bottom="1418" w:left="1418" w:header="851" w:footer="992" w:gutter="0"/><w:pgNumType w:fmt="numberInDash"/><w:cols w:space="425"/><w:titlePg/></w:sectPr>"#,
    styles: r#"<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="21"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after="160" w:line="259" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>
        <w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>
        <w:style w:type="paragraph" w:styleId="1"><w:name w:val="Heading 1"/><w:basedOn w:val="a"/><w:pPr><w:pageBreakBefore/><w:numPr><w:numId w:val="1"/></w:numPr><w:spacing w:before="240" w:after="120" w:line="600" w:lineRule="exact"/><w:jc w:val="center"/><w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:sz w:val="40"/></w:rPr></w:style>
        <w:style w:type="paragraph" w:customStyle="1" w:styleId="Body"><w:name w:val="单位名称样式"/><w:basedOn w:val="a"/></w:style>"#,
    header: r#"<w:p><w:r><w:pict><w:p><w:r><w:t>{{年度}}</w:t></w:r></w:p></w:pict></w:r><w:r><w:t>{{部门}}</w:t></w:r></w:p>"#,
};

/// Bytes that are no XML, as a picture's.
const PICTURE: &[u8] = &[0x89, 0x50, 0, 0xFF, b'{', b'{'];

fn file(frame: &Frame) -> Vec<u8> {
    let types = format!(
        r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="{WORD}.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="{WORD}.styles+xml"/><Override PartName="/word/numbering.xml" ContentType="{WORD}.numbering+xml"/><Override PartName="/word/header1.xml" ContentType="{WORD}.header+xml"/></Types>"#
    );
    let rels = |list: &[(&str, &str, &str)]| {
        let rel = |(id, kind, target): &(&str, &str, &str)| {
            format!(r#"<Relationship Id="{id}" Type="{REL}/{kind}" Target="{target}"/>"#)
        };
        let list: String = list.iter().map(rel).collect();
        format!(
            r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{list}</Relationships>"#
        )
    };
    let numbering = format!(
        r#"<w:numbering {W}><w:abstractNum w:abstractNumId="0"/><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>"#
    );
    let parts = [
        ("[Content_Types].xml", types),
        ("_rels/.rels", rels(&[("a", "officeDocument", "word/document.xml")])),
        (
            "word/document.xml",
            format!("<w:document {W}><w:body>{}</w:body></w:document>", frame.body),
        ),
        (
            "word/_rels/document.xml.rels",
            rels(&[
                ("s", "styles", "styles.xml"),
                ("n", "numbering", "numbering.xml"),
                ("top", "header", "header1.xml"),
            ]),
        ),
        ("word/styles.xml", format!("<w:styles {W}>{}</w:styles>", frame.styles)),
        ("word/numbering.xml", numbering),
        ("word/header1.xml", format!("<w:hdr {W}>{}</w:hdr>", frame.header)),
    ];
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    for (name, text) in &parts {
        zip.start_file(*name, options).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// An example in a frame: its layout and the file.
fn framed(frame: &[u8]) -> (Layout, Vec<u8>) {
    let template = WordTemplate::read(frame).unwrap();
    let plain = document(EXAMPLES[1]);
    let page = template.page(plain.page.number()).unwrap();
    let document = Document { page, ..plain };
    let set = FontSet::embedded();
    let layout = layout(&document, &Fonts::new(&set));
    let markers = Markers { department: "甲局".into(), year: "2026".into() };
    let docx = template.docx(&document, &layout, &markers).unwrap();
    (layout, docx)
}

fn blocks(docx: &[u8]) -> Vec<Element> {
    part(docx, "word/document.xml").children.remove(0).children
}

fn style_of(paragraph: &Element) -> &str {
    paragraph.at(&["w:pPr", "w:pStyle"]).map_or("", Element::value)
}

/// The bytes of a part.
fn bytes(docx: &[u8], name: &str) -> Vec<u8> {
    let mut zip = zip::ZipArchive::new(Cursor::new(docx)).unwrap();
    let mut bytes = Vec::new();
    zip.by_name(name).unwrap().read_to_end(&mut bytes).unwrap();
    bytes
}

#[test]
fn a_framed_text_passes_the_lint() {
    let (_, docx) = framed(&file(&FRAME));
    // the frame itself ends with a paragraph of its own
    assert_eq!(lint(&docx), Vec::<String>::new());
}

#[test]
fn what_is_not_the_text_stays() {
    let frame = file(&FRAME);
    let mut zip = zip::ZipWriter::new_append(Cursor::new(frame)).unwrap();
    zip.start_file("word/media/a.png", zip::write::SimpleFileOptions::default()).unwrap();
    zip.write_all(PICTURE).unwrap();
    let frame = zip.finish().unwrap().into_inner();
    let (_, docx) = framed(&frame);
    for name in [
        "[Content_Types].xml",
        "word/numbering.xml",
        "word/_rels/document.xml.rels",
        "word/media/a.png",
    ] {
        assert_eq!(bytes(&docx, name), bytes(&frame, name), "{name}");
    }
    assert_eq!(part(&docx, "word/header1.xml").printed(), "2026甲局");
    let blocks = blocks(&docx);
    let first = &blocks[0];
    assert_eq!((style_of(first), first.printed().as_str()), ("Body", "甲局材料"));
    let note = blocks.iter().rev().find(|b| b.name == "w:p").unwrap();
    assert_eq!(note.printed(), "附：2026年说明");
    let text: String = blocks.iter().map(Element::printed).collect();
    assert!(!text.contains("{{") && text.matches("目　录").count() == 1, "one heading");
}

#[test]
fn the_text_begins_a_section_numbered_from_one() {
    let (layout, docx) = framed(&file(&FRAME));
    let blocks = blocks(&docx);
    let ended: Vec<usize> = (0..blocks.len())
        .filter(|i| blocks[*i].at(&["w:pPr", "w:sectPr"]).is_some())
        .collect();
    assert_eq!(ended.len(), 1, "what stood before the text has a section of its own");
    let last = &blocks[ended[0]];
    assert!(last.all().iter().all(|e| e.name != "w:br"), "and no empty page at its end");
    assert_eq!(blocks[ended[0] + 1].printed(), layout.headings[0].text);
    let own = blocks.last().unwrap();
    assert_eq!(own.at(&["w:type"]).map(Element::value), Some("nextPage"));
    let number = own.child("w:pgNumType").unwrap();
    assert_eq!(number.attribute("w:start"), Some("1"));
    assert_eq!(number.attribute("w:fmt"), Some("numberInDash"));
    assert!(own.child("w:titlePg").is_none() && own.child("w:headerReference").is_some());
    let listed = layout
        .headings
        .iter()
        .filter(|h| h.contents == jixiao::document::InContents::WithPage);
    let fields = part(&docx, "word/document.xml");
    let links: Vec<String> = fields
        .all()
        .into_iter()
        .filter(|e| e.name == "w:hyperlink")
        .map(|link| link.printed())
        .collect();
    for heading in listed {
        let line = format!("{}{}", heading.text, heading.number);
        assert!(links.contains(&line), "{line} in {links:?}");
    }
}

#[test]
fn styles_of_the_frame_are_used_and_others_added() {
    let (layout, docx) = framed(&file(&FRAME));
    let part_style = Style::Part.spec(&layout.sheet);
    assert_eq!((part_style.size, part_style.pitch), (20.0, 30.0));
    assert_eq!((part_style.above, part_style.below), (12.0, 6.0));
    let blocks = blocks(&docx);
    let heading = blocks.iter().find(|b| style_of(b) == "1").unwrap();
    let properties = heading.child("w:pPr").unwrap();
    let value = |path: &[&str]| properties.at(path).map(Element::value);
    assert_eq!(value(&["w:numPr", "w:numId"]), Some("0"), "we number");
    assert_eq!(value(&["w:pageBreakBefore"]), Some("0"), "we break pages");
    let spacing = properties.child("w:spacing").unwrap();
    assert_eq!(spacing.attribute("w:line"), Some("600"));
    let styles = part(&docx, "word/styles.xml");
    let name = |id: &str| {
        let mut styles = styles.named("w:style");
        let style = styles.find(|s| s.attribute("w:styleId") == Some(id));
        style.and_then(|s| s.child("w:name")).map(Element::value)
    };
    assert_eq!(name("Body"), Some("单位名称样式"), "theirs");
    assert_eq!(name("BodyJx1"), Some("公文正文"), "ours, under another id");
    let used = blocks.iter().filter(|b| style_of(b) == "BodyJx1").count();
    assert!(used > 0);
    let count = |wanted: &str| {
        let names = styles.named("w:style").filter_map(|s| s.child("w:name"));
        names.filter(|n| n.value().eq_ignore_ascii_case(wanted)).count()
    };
    assert_eq!((count("heading 1"), count("Normal")), (1, 1));
}

#[test]
fn the_page_is_that_of_the_section() {
    let wide = FRAME.body.replace(
        r#"<w:pgSz w:w="11906" w:h="16838"/>"#,
        r#"<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>"#,
    );
    let (layout, docx) = framed(&file(&Frame { body: &wide, ..FRAME }));
    let sheet = &layout.sheet;
    assert_eq!((sheet.width(), sheet.height()), (841.9, 595.3));
    assert!((sheet.left() - 70.9).abs() < 0.1 && (sheet.top() - 85.0).abs() < 0.1);
    for size in part(&docx, "word/document.xml").all() {
        if size.name == "w:pgSz" {
            assert_eq!(size.attribute("w:w"), Some("16838"));
        }
    }
}

#[test]
fn the_same_frame_gives_the_same_bytes() {
    let frame = file(&FRAME);
    assert!(framed(&frame).1 == framed(&frame).1);
}

/// What is told of a frame.
fn told(body: &str, header: &str) -> String {
    let frame = Frame { body, header, ..FRAME };
    WordTemplate::read(&file(&frame))
        .map_or_else(|fault| fault.to_string(), |_| "".into())
}

#[test]
fn what_is_wrong_with_a_frame_is_told() {
    let p = |text: &str| format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>");
    let text = p("{{正文}}");
    let header = FRAME.header;
    assert_eq!(told(&text, header), "");
    assert!(told(&p("甲"), header).contains("没有 {{正文}}"));
    assert!(told(&text.repeat(2), header).contains("两处 {{正文}}"));
    assert!(told(&p("见{{正文}}"), header).contains("单独占一段"));
    let table = format!("<w:tbl><w:tr><w:tc>{text}</w:tc></w:tr></w:tbl>");
    assert!(told(&table, header).contains("单独占一段"));
    assert!(told(&text, &text).contains("单独占一段"));
    assert!(told(&(text.clone() + &p("{{单位}}")), header).contains("{{单位}} 不认得"));
    assert!(told(&text, &p("{{单 位}}")).contains("{{单 位}} 不认得"));
    assert!(told(&(text.clone() + &p("{{目录}}")), header).contains("移到前面"));
    let columns = r#"<w:sectPr><w:cols w:num="2"/></w:sectPr>"#;
    assert!(told(&(text.clone() + columns), header).contains("分了 2 栏"));
    let narrow = r#"<w:sectPr><w:pgSz w:w="6000" w:h="9000"/></w:sectPr>"#;
    assert!(told(&(text + narrow), header).contains("至少要 90"));
    let read = |bytes: &[u8]| WordTemplate::read(bytes).unwrap_err().to_string();
    assert!(read(b"\xD0\xCF\x11\xE0").contains("旧版 .doc"));
    assert!(read(b"%PDF-1.7").contains("不是 Word 文件"));
    assert!(read(&file(&FRAME)[..900]).contains("损坏"));
    assert!(
        WordTemplate::read(&file(&FRAME)).unwrap().page(&PageNumber::default()).is_ok()
    );
}

#[test]
fn the_command_takes_a_frame() {
    let folder = started();
    fs::write(folder.path().join("模板.docx"), file(&FRAME)).unwrap();
    let args = ["build", "部门", "-o", "输出", "--template", "模板.docx"];
    let built = jixiao(&args, folder.path());
    assert_eq!(built.status.code(), Some(0), "{}", stderr(&built));
    let title = "示例市科学技术协会2026年部门预算绩效文本";
    let docx = fs::read(folder.path().join(format!("输出/{title}.docx"))).unwrap();
    assert_eq!(part(&docx, "word/header1.xml").printed(), "2026示例市科学技术协会");
    assert!(folder.path().join(format!("输出/{title}.pdf")).exists());

    fs::write(folder.path().join("模板.docx"), "甲").unwrap();
    let refused = jixiao(&args, folder.path());
    assert_eq!(refused.status.code(), Some(2));
    assert!(stderr(&refused).contains("模板 模板.docx 不是 Word 文件"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// Whatever a frame holds, it is read or refused, and what is read can be filled.
    #[test]
    fn no_frame_ends_the_program(
        cuts in prop::collection::vec((0usize..6000, 0usize..40, "[<>/w:a-z0-9\"={}正文-]{0,12}"), 1..4),
        in_styles in any::<bool>(),
    ) {
        let (mut body, mut styles) = (FRAME.body.to_owned(), FRAME.styles.to_owned());
        let text = if in_styles { &mut styles } else { &mut body };
        for (at, length, new) in cuts {
            let start = text.floor_char_boundary(at % text.len().max(1));
            let end = text.floor_char_boundary((start + length).min(text.len()));
            text.replace_range(start..end, &new);
        }
        let frame = file(&Frame { body: &body, styles: &styles, ..FRAME });
        if WordTemplate::read(&frame).is_ok() {
            let (layout, docx) = framed(&frame);
            prop_assert!(!layout.pages.is_empty() && docx.starts_with(b"PK"));
        }
    }
}
