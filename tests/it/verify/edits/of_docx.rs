//! Edits of a Word file.

use super::{Edit, Random};
use std::io::{Cursor, Read, Write};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

const DOCUMENT: &str = "word/document.xml";
const STYLES: &str = "word/styles.xml";
const RELATIONS: &str = "word/_rels/document.xml.rels";
const OFFICE: &str =
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// The kinds.
pub const EDITS: &[Edit] = &[
    ("a character changed", |b, r| text(b, r, |t| format!("改{}", tail(t)))),
    ("a character removed", |b, r| text(b, r, |t| tail(t).to_owned())),
    ("a character added", |b, r| text(b, r, |t| format!("{t}9"))),
    ("two characters exchanged", |b, r| text(b, r, turned)),
    ("a full-width form", |b, r| text(b, r, |t| t.replacen(|_| true, "９", 1))),
    ("a mark of direction", |b, r| text(b, r, |t| format!("\u{202E}{t}"))),
    ("two runs exchanged", |b, r| document(b, |x| exchanged(x, "w:r", r))),
    ("two rows exchanged", |b, r| document(b, |x| exchanged(x, "w:tr", r))),
    ("a row removed", |b, r| element(b, r, "w:tr", |_| String::new())),
    ("a row twice", |b, r| element(b, r, "w:tr", |e| format!("{e}{e}"))),
    ("a cell removed", |b, r| element(b, r, "w:tc", |_| String::new())),
    ("a run twice", |b, r| run(b, r, |e| format!("{e}{e}"))),
    ("hidden", |b, r| property(b, r, "<w:vanish/>")),
    ("hidden text added", |b, r| {
        run(b, r, |e| format!("{e}<w:r><w:rPr><w:vanish/></w:rPr><w:t>9</w:t></w:r>"))
    }),
    ("white", |b, r| property(b, r, r#"<w:color w:val="FFFFFF"/>"#)),
    ("in the colour of the paper", |b, r| {
        property(b, r, r#"<w:color w:val="000000" w:themeColor="background1"/>"#)
    }),
    ("tiny", |b, r| property(b, r, r#"<w:sz w:val="2"/>"#)),
    ("struck", |b, r| property(b, r, "<w:strike/>")),
    ("struck twice", |b, r| property(b, r, r#"<w:dstrike w:val="true"/>"#)),
    ("in a font of signs", |b, r| {
        property(b, r, r#"<w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/>"#)
    }),
    ("from right to left", |b, r| property(b, r, "<w:rtl/>")),
    ("raised", |b, r| property(b, r, r#"<w:position w:val="900"/>"#)),
    ("flattened", |b, r| property(b, r, r#"<w:w w:val="1"/>"#)),
    ("pressed together", |b, r| property(b, r, r#"<w:spacing w:val="-400"/>"#)),
    ("superscript", |b, r| property(b, r, r#"<w:vertAlign w:val="superscript"/>"#)),
    ("on black", |b, r| property(b, r, r#"<w:shd w:val="clear" w:fill="000000"/>"#)),
    ("a symbol", |b, r| {
        run(b, r, |e| format!(r#"{e}<w:r><w:sym w:font="Symbol" w:char="F039"/></w:r>"#))
    }),
    ("another branch", |b, r| {
        run(b, r, |e| {
            format!(
                r#"<mc:AlternateContent xmlns:mc="{0}"><mc:Choice xmlns:x="urn:x" Requires="x">{e}</mc:Choice><mc:Fallback><w:r><w:t>9</w:t></w:r></mc:Fallback></mc:AlternateContent>"#,
                "http://schemas.openxmlformats.org/markup-compatibility/2006"
            )
        })
    }),
    ("a picture", |b, r| run(b, r, |e| format!("{e}<w:r><w:drawing/></w:r>"))),
    ("a box", |b, r| {
        run(b, r, |e| {
            format!(
                "{e}<w:r><w:pict><w:txbxContent><w:p/></w:txbxContent></w:pict></w:r>"
            )
        })
    }),
    ("text of another namespace", |b, r| {
        run(b, r, |e| e.replacen("<w:t", r#"<x:t xmlns:x="urn:x"/><w:t"#, 1))
    }),
    ("characters of another namespace", |b, r| {
        run(b, r, |e| {
            let e = e.replacen("<w:t", r#"<x:t xmlns:x="urn:x""#, 1);
            e.replacen("</w:t>", "</x:t>", 1)
        })
    }),
    ("a field", |b, r| {
        run(b, r, |e| format!(r#"<w:fldSimple w:instr=" QUOTE 9 ">{e}</w:fldSimple>"#))
    }),
    ("a bound control", |b, r| {
        run(b, r, |e| {
            format!(
                r#"<w:sdt><w:sdtPr><w:dataBinding w:xpath="/a"/></w:sdtPr><w:sdtContent>{e}</w:sdtContent></w:sdt>"#
            )
        })
    }),
    ("a direction", |b, r| run(b, r, |e| format!(r#"<w:bdo w:val="rtl">{e}</w:bdo>"#))),
    ("ruby", |b, r| {
        run(b, r, |e| {
            format!(
                "<w:r><w:ruby><w:rt>{e}</w:rt><w:rubyBase>{e}</w:rubyBase></w:ruby></w:r>"
            )
        })
    }),
    ("a tracked deletion", |b, r| {
        run(b, r, |e| {
            let gone = e.replace("w:t>", "w:delText>").replace("<w:t ", "<w:delText ");
            format!(r#"<w:del w:id="1" w:author="a">{gone}</w:del>"#)
        })
    }),
    ("a tracked insertion", |b, r| {
        run(b, r, |e| format!(r#"{e}<w:ins w:id="1" w:author="a">{e}</w:ins>"#))
    }),
    ("a note", |b, r| {
        run(b, r, |e| format!(r#"{e}<w:r><w:footnoteReference w:id="2"/></w:r>"#))
    }),
    ("a list", |b, r| {
        let b = paragraph(
            b,
            r,
            r#"<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>"#,
        );
        numbered(&b)
    }),
    ("a list of a style", |b, _| {
        let pr = r#"<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr>"#;
        numbered(&part(b, STYLES, |x| x.replace("<w:pPr>", pr)))
    }),
    ("hidden by a style", |b, _| {
        part(b, STYLES, |x| x.replacen("<w:rPr>", "<w:rPr><w:vanish/>", 3))
    }),
    ("white by a style", |b, _| {
        let white = r#"<w:rPr><w:color w:val="FEFEFE"/>"#;
        part(b, STYLES, |x| x.replace("<w:rPr>", white))
    }),
    ("a frame", |b, r| paragraph(b, r, r#"<w:framePr w:x="9" w:y="9"/>"#)),
    ("a low line", |b, r| {
        paragraph(b, r, r#"<w:spacing w:line="1" w:lineRule="exact"/>"#)
    }),
    ("a hidden row", |b, r| {
        element(b, r, "w:trPr", |e| e.replacen("<w:trPr>", "<w:trPr><w:hidden/>", 1))
    }),
    ("a low row", |b, r| {
        element(b, r, "w:trPr", |e| {
            let low = r#"<w:trPr><w:trHeight w:val="1" w:hRule="exact"/>"#;
            e.replacen("<w:trPr>", low, 1)
        })
    }),
    ("a floating table", |b, r| {
        element(b, r, "w:tblPr", |e| {
            e.replacen("</w:tblPr>", r#"<w:tblpPr w:tblpX="9"/></w:tblPr>"#, 1)
        })
    }),
    ("another first page", |b, r| {
        element(b, r, "w:sectPr", |e| {
            e.replacen("</w:sectPr>", r#"<w:pgNumType w:start="7"/></w:sectPr>"#, 1)
        })
    }),
    ("a header", |b, _| header(b)),
    ("a footer", |b, r| footer(b, r)),
    ("another main part", |b, _| {
        part(b, "_rels/.rels", |x| {
            let added = format!(
                r#"<Relationship Id="z" Type="{OFFICE}/officeDocument" Target="word/b.xml"/></Relationships>"#
            );
            x.replacen("</Relationships>", &added, 1)
        })
    }),
    ("a part in other letters", |b, r| {
        let mut parts = unzip(b);
        let changed = text(b, r, |t| format!("{t}9"));
        let other = unzip(&changed).into_iter().find(|p| p.0 == DOCUMENT).unwrap();
        parts.insert(r.below(3), ("word/Document.xml".into(), other.1));
        zip(&parts)
    }),
    ("a part twice", |b, r| {
        let mut parts = unzip(b);
        parts.insert(r.below(3), ("word/documenu.xml".into(), b"<a/>".to_vec()));
        let mut bytes = zip(&parts);
        replace(&mut bytes, b"word/documenu.xml", DOCUMENT.as_bytes());
        bytes
    }),
];

fn tail(text: &str) -> &str {
    let mut chars = text.chars();
    chars.next();
    chars.as_str()
}

fn turned(text: &str) -> String {
    let turned: String = text.chars().rev().collect();
    if turned == text { format!("{text}{text}") } else { turned }
}

fn replace(bytes: &mut [u8], from: &[u8], to: &[u8]) {
    let mut at = 0;
    while let Some(found) = bytes[at..].windows(from.len()).position(|w| w == from) {
        bytes[at + found..at + found + to.len()].copy_from_slice(to);
        at += found + to.len();
    }
}

fn unzip(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut parts = Vec::new();
    for index in 0..archive.len() {
        let mut file = archive.by_index(index).unwrap();
        let mut content = Vec::new();
        file.read_to_end(&mut content).unwrap();
        parts.push((file.name().to_owned(), content));
    }
    parts
}

fn zip(parts: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        zip.start_file(name.as_str(), SimpleFileOptions::default()).unwrap();
        zip.write_all(content).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn part(bytes: &[u8], name: &str, change: impl FnOnce(&str) -> String) -> Vec<u8> {
    let mut parts = unzip(bytes);
    let part = parts.iter_mut().find(|p| p.0 == name).unwrap();
    let xml = String::from_utf8(std::mem::take(&mut part.1)).unwrap();
    let changed = change(&xml);
    assert_ne!(xml, changed, "{name}");
    part.1 = changed.into_bytes();
    zip(&parts)
}

fn document(bytes: &[u8], change: impl FnOnce(&str) -> String) -> Vec<u8> {
    part(bytes, DOCUMENT, change)
}

/// The innermost elements of a name.
fn elements<'x>(xml: &'x str, name: &str) -> Vec<&'x str> {
    let (open, close) = (format!("<{name}>"), format!("</{name}>"));
    let pieces = xml.match_indices(&close).filter_map(|(at, _)| {
        let start = xml[..at].rfind(&open)?;
        Some(&xml[start..at + close.len()])
    });
    pieces.collect()
}

/// The same with another element where `old` stands.
fn put(xml: &str, old: &str, new: &str) -> String {
    let at = old.as_ptr() as usize - xml.as_ptr() as usize;
    [&xml[..at], new, &xml[at + old.len()..]].concat()
}

fn element(
    bytes: &[u8],
    random: &mut Random,
    name: &str,
    change: impl FnOnce(&str) -> String,
) -> Vec<u8> {
    document(bytes, |xml| {
        let element = *random.one(&elements(xml, name));
        put(xml, element, &change(element))
    })
}

/// The runs that print more than one character.
fn runs(xml: &str) -> Vec<&str> {
    let mut runs = elements(xml, "w:r");
    runs.retain(|run| content(run).is_some_and(|t| t.chars().count() > 1));
    runs
}

fn content(run: &str) -> Option<&str> {
    let text = run.split_once("<w:t")?.1.split_once('>')?.1.split_once("</w:t>")?.0;
    (!text.contains('&') && !text.trim().is_empty()).then_some(text)
}

fn run(
    bytes: &[u8],
    random: &mut Random,
    change: impl FnOnce(&str) -> String,
) -> Vec<u8> {
    document(bytes, |xml| {
        let run = *random.one(&runs(xml));
        put(xml, run, &change(run))
    })
}

fn text(
    bytes: &[u8],
    random: &mut Random,
    change: impl FnOnce(&str) -> String,
) -> Vec<u8> {
    run(bytes, random, |run| {
        let text = content(run).unwrap();
        put(run, text, &change(text))
    })
}

fn property(bytes: &[u8], random: &mut Random, property: &str) -> Vec<u8> {
    run(bytes, random, |run| match run.contains("<w:rPr>") {
        true => run.replacen("</w:rPr>", &format!("{property}</w:rPr>"), 1),
        false => run.replacen("<w:r>", &format!("<w:r><w:rPr>{property}</w:rPr>"), 1),
    })
}

/// A paragraph that prints something gets a property.
fn paragraph(bytes: &[u8], random: &mut Random, property: &str) -> Vec<u8> {
    document(bytes, |xml| {
        let mut all = elements(xml, "w:p");
        all.retain(|p| p.contains("<w:pPr>") && !runs(p).is_empty());
        let paragraph = *random.one(&all);
        let close = format!("{property}</w:pPr>");
        put(xml, paragraph, &paragraph.replacen("</w:pPr>", &close, 1))
    })
}

fn exchanged(xml: &str, name: &str, random: &mut Random) -> String {
    let mut all = match name {
        "w:r" => runs(xml),
        name => elements(xml, name),
    };
    all.retain(|e| !e.contains("<w:vMerge"));
    let first = *random.one(&all[..all.len() / 2]);
    let words = |e: &str| runs(e).iter().filter_map(|r| content(r)).collect::<String>();
    let others = all[all.len() / 2..].iter();
    let second = others.copied().find(|e| words(e) != words(first)).unwrap();
    let xml = put(xml, second, first);
    let at = xml.find(first).unwrap();
    [&xml[..at], second, &xml[at + first.len()..]].concat()
}

/// Adds a part with its relation.
fn with_part(bytes: &[u8], kind: &str, xml: &str) -> Vec<u8> {
    let bytes = part(bytes, RELATIONS, |x| {
        let added = format!(
            r#"<Relationship Id="new" Type="{OFFICE}/{kind}" Target="new.xml"/></Relationships>"#
        );
        x.replacen("</Relationships>", &added, 1)
    });
    let mut parts = unzip(&bytes);
    parts.push(("word/new.xml".into(), xml.as_bytes().to_vec()));
    zip(&parts)
}

const NAMESPACE: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

fn numbered(bytes: &[u8]) -> Vec<u8> {
    let xml = format!(
        r#"<w:numbering xmlns:w="{NAMESPACE}"><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>"#
    );
    with_part(bytes, "numbering", &xml)
}

fn header(bytes: &[u8]) -> Vec<u8> {
    let xml = format!(
        r#"<w:hdr xmlns:w="{NAMESPACE}"><w:p><w:r><w:t>已批准</w:t></w:r></w:p></w:hdr>"#
    );
    with_part(bytes, "header", &xml)
}

/// The page number is typed in, or stands beside other words.
fn footer(bytes: &[u8], random: &mut Random) -> Vec<u8> {
    let names: Vec<String> = unzip(bytes)
        .into_iter()
        .filter(|p| {
            p.0.starts_with("word/footer") && p.1.windows(4).any(|w| w == b"PAGE")
        })
        .map(|p| p.0)
        .collect();
    let name = random.one(&names).clone();
    let word = *random.one(&["改", "9", "共9页"]);
    part(bytes, &name, |x| {
        x.replacen("</w:p>", &format!("<w:r><w:t>{word}</w:t></w:r></w:p>"), 1)
    })
}
