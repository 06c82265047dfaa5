//! Which parts belong to the main one, and as what (ECMA-376-2, 9.3).

use crate::word::attribute;
use quick_xml::Reader;
use quick_xml::events::Event;

/// Parts that show nothing by themselves, or what this module reads.
const KNOWN: &[&str] = &[
    "styles",
    "stylesWithEffects",
    "settings",
    "webSettings",
    "fontTable",
    "theme",
    "numbering",
    "footnotes",
    "endnotes",
    "header",
    "footer",
    "customXml",
    "comments",
    "commentsExtended",
    "commentsIds",
    "commentsExtensible",
    "people",
    "hyperlink",
    "glossaryDocument",
    "documenttasks",
];

/// The relations of the main part.
#[derive(Debug, Default)]
pub struct Relations {
    /// Kind and path.
    parts: Vec<(String, String)>,
    /// What belongs to it but should not, in words.
    pub strange: Vec<String>,
}

fn each(xml: &[u8], mut take: impl FnMut(String, String, bool)) {
    let mut reader = Reader::from_reader(xml);
    while let Ok(event) = reader.read_event() {
        match event {
            Event::Start(e) | Event::Empty(e) => {
                let (kind, target) = (attribute(&e, b"Type"), attribute(&e, b"Target"));
                if let (Some(kind), Some(target)) = (kind, target) {
                    let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
                    let mode = attribute(&e, b"TargetMode");
                    take(kind, target, mode.as_deref() == Some("External"));
                }
            }
            Event::Eof => break,
            _ => {}
        }
    }
}

/// What is wrong with the relations of a package: it has one main part.
pub fn of_package(xml: &[u8]) -> Vec<String> {
    let mut count = 0;
    each(xml, |kind, _, _| count += usize::from(kind == "officeDocument"));
    match count {
        0 | 1 => Vec::new(),
        _ => vec!["包里不止一份正文，不同软件会读成两样".to_owned()],
    }
}

impl Relations {
    /// Reads the relations of a part in `folder`.
    pub fn read(xml: &[u8], folder: &str) -> Relations {
        let mut relations = Relations::default();
        each(xml, |kind, target, is_external| {
            if is_external {
                if kind != "hyperlink" && kind != "attachedTemplate" {
                    let told = format!("正文引用文件之外的 {target}（{kind}）");
                    relations.strange.push(told);
                }
                return;
            }
            if !KNOWN.contains(&&*kind) {
                let what = match &*kind {
                    "image" => "图片".to_owned(),
                    "aFChunk" => "嵌在里面的另一份文件".to_owned(),
                    _ => format!("本程序不写的部件（{kind}）"),
                };
                relations.strange.push(what);
            }
            let path = match target.strip_prefix('/') {
                Some(path) => path.to_owned(),
                None => format!("{folder}/{}", target.trim_start_matches("./")),
            };
            relations.parts.push((kind, path));
        });
        for kind in ["styles", "settings", "numbering", "footnotes", "endnotes"] {
            if relations.parts.iter().filter(|p| p.0 == kind).count() > 1 {
                relations.strange.push(format!("不止一个部件 {kind}"));
            }
        }
        relations
    }

    /// The path of the part of a kind.
    pub fn one(&self, kind: &str) -> Option<&str> {
        self.parts.iter().find(|p| p.0 == kind).map(|p| p.1.as_str())
    }

    /// Headers and footers: kind and path.
    pub fn margins(&self) -> impl Iterator<Item = (&str, &str)> {
        let margins = self.parts.iter().filter(|p| p.0 == "header" || p.0 == "footer");
        margins.map(|(kind, path)| (kind.as_str(), path.as_str()))
    }
}
