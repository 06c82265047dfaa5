//! What stands around the content of pages: the catalog, the pages' own entries, notes.
//! All of it is what the program writes, or harmless; the rest is told.

use super::budget::{PdfBudget, PdfFault};
use super::drawn::DrawnArea;
use lopdf::{Dictionary, Document, Object, ObjectId};
use std::collections::BTreeSet;

/// Deepest nesting of the tree of pages.
const MAX_DEPTH: usize = 16;
/// Most pages; a text of five hundred projects has a thousand.
const MAX_PAGES: usize = 5_000;

/// Entries of the catalog that show nothing by themselves.
const CATALOG: &[&str] = &[
    "Type",
    "Version",
    "Extensions",
    "Pages",
    "PageLabels",
    "Names",
    "Dests",
    "ViewerPreferences",
    "PageLayout",
    "PageMode",
    "Outlines",
    "Metadata",
    "StructTreeRoot",
    "MarkInfo",
    "Lang",
    "OutputIntents",
    "AF",
    "PieceInfo",
];
/// Entries of a page.
const PAGE: &[&str] = &[
    "Type",
    "Parent",
    "Resources",
    "MediaBox",
    "CropBox",
    "BleedBox",
    "TrimBox",
    "ArtBox",
    "Contents",
    "StructParents",
    "Tabs",
    "Annots",
    "Rotate",
    "LastModified",
    "PieceInfo",
    "ID",
    "Group",
];
/// Entries of a link.
const LINK: &[&str] = &[
    "Type",
    "Subtype",
    "Rect",
    "Border",
    "A",
    "Dest",
    "F",
    "H",
    "StructParent",
    "Contents",
    "NM",
    "M",
    "P",
];

/// A page.
#[derive(Debug, Clone, Copy)]
pub struct PageFrame<'a> {
    /// Its object.
    pub id: ObjectId,
    /// Its dictionary.
    pub dict: &'a Dictionary,
    /// Its resources, perhaps those of all pages.
    pub resources: Option<&'a Dictionary>,
    media: Option<&'a Object>,
    crop: Option<&'a Object>,
    rotation: Option<&'a Object>,
}

/// The pages in order.
///
/// # Errors
/// A tree that is none, or too large.
pub fn pages<'a>(
    pdf: &'a Document,
    budget: &PdfBudget,
) -> Result<Vec<PageFrame<'a>>, PdfFault> {
    let root =
        pdf.catalog().and_then(|c| c.get(b"Pages")).map_err(|_| PdfFault::Broken)?;
    let mut pages = Vec::new();
    let around = PageFrame {
        id: (0, 0),
        dict: pdf.catalog().map_err(|_| PdfFault::Broken)?,
        resources: None,
        media: None,
        crop: None,
        rotation: None,
    };
    Walk { pdf, budget, seen: BTreeSet::new(), pages: &mut pages }
        .node(root, around, 0)?;
    Ok(pages)
}

struct Walk<'a, 'b> {
    pdf: &'a Document,
    budget: &'b PdfBudget,
    seen: BTreeSet<ObjectId>,
    pages: &'b mut Vec<PageFrame<'a>>,
}

impl<'a> Walk<'a, '_> {
    fn node(
        &mut self,
        object: &'a Object,
        above: PageFrame<'a>,
        depth: usize,
    ) -> Result<(), PdfFault> {
        let id = object.as_reference().map_err(|_| PdfFault::Broken)?;
        self.budget.objects(1)?;
        // a page that is in the tree twice is drawn twice
        if depth > MAX_DEPTH || !self.seen.insert(id) || self.pages.len() >= MAX_PAGES {
            return Err(PdfFault::Broken);
        }
        let dict = self.pdf.get_dictionary(id).map_err(|_| PdfFault::Broken)?;
        let own = |key: &[u8]| dict.get_deref(key, self.pdf).ok();
        let node = PageFrame {
            id,
            dict,
            resources: own(b"Resources")
                .and_then(|r| r.as_dict().ok())
                .or(above.resources),
            media: own(b"MediaBox").or(above.media),
            crop: own(b"CropBox").or(above.crop),
            rotation: own(b"Rotate").or(above.rotation),
        };
        let Some(Object::Array(kids)) = own(b"Kids") else {
            self.pages.push(node);
            return Ok(());
        };
        kids.iter().try_for_each(|kid| self.node(kid, node, depth + 1))
    }
}

impl PageFrame<'_> {
    /// Its sheet.
    ///
    /// # Errors
    /// One that is no rectangle.
    pub fn sheet(&self, pdf: &Document) -> Result<DrawnArea, PdfFault> {
        area(self.media.ok_or(PdfFault::Broken)?, pdf)
    }

    /// What of its entries changes what is seen, in words.
    pub fn strange(&self, pdf: &Document) -> Vec<String> {
        let mut told = unknown(self.dict, PAGE, "页面");
        let sheet = self.sheet(pdf).ok();
        let crop = self.crop.map(|crop| area(crop, pdf).ok());
        if crop.is_some_and(|crop| crop != sheet) {
            told.push("裁掉一部分的页面（CropBox）".into());
        }
        if self.rotation.is_some_and(|r| !r.as_i64().is_ok_and(|r| r % 360 == 0)) {
            told.push("转过的页面（Rotate）".into());
        }
        told.extend(notes(self.dict, pdf));
        told
    }
}

fn area(object: &Object, pdf: &Document) -> Result<DrawnArea, PdfFault> {
    let items = object.as_array().map_err(|_| PdfFault::Broken)?;
    let number = |o: &Object| pdf.dereference(o).ok().and_then(|d| d.1.as_float().ok());
    let numbers: Option<Vec<f32>> = items.iter().map(number).collect();
    match numbers.as_deref() {
        Some(&[a, b, c, d]) => Ok(DrawnArea {
            left: a.min(c),
            right: a.max(c),
            bottom: b.min(d),
            top: b.max(d),
        }),
        _ => Err(PdfFault::Broken),
    }
}

fn unknown(dict: &Dictionary, known: &[&str], what: &str) -> Vec<String> {
    let keys = dict.iter().map(|(key, _)| String::from_utf8_lossy(key).into_owned());
    let keys = keys.filter(|key| !known.contains(&&**key));
    keys.map(|key| format!("{what}里本程序不写的 {key}")).collect()
}

/// Notes and fields on a page; the invisible links of the 目录 are none.
fn notes(page: &Dictionary, pdf: &Document) -> Vec<String> {
    let mut told = Vec::new();
    let Ok(Object::Array(notes)) = page.get_deref(b"Annots", pdf) else { return told };
    for note in notes {
        let note = pdf.dereference(note).ok().and_then(|n| n.1.as_dict().ok());
        let Some(note) = note else { continue };
        let kind = note.get_deref(b"Subtype", pdf).and_then(Object::as_name);
        let kind = kind.unwrap_or(b"?");
        if kind == b"Link" && is_plain(note, pdf) {
            continue;
        }
        let text = note.get_deref(b"Contents", pdf).and_then(lopdf::decode_text_string);
        let (kind, text) = (String::from_utf8_lossy(kind), text.unwrap_or_default());
        told.push(format!("批注（{kind}）{text}"));
    }
    told
}

/// Whether a link draws nothing and leads to a place in the file.
fn is_plain(link: &Dictionary, pdf: &Document) -> bool {
    let border = match link.get_deref(b"Border", pdf) {
        Ok(Object::Array(items)) => {
            items.iter().all(|n| n.as_float().is_ok_and(|n| n == 0.0))
        }
        _ => false,
    };
    let inside = match link.get_deref(b"A", pdf) {
        Ok(Object::Dictionary(action)) => is_inside(action, pdf),
        _ => true,
    };
    border && inside && unknown(link, LINK, "").is_empty()
}

fn is_inside(action: &Dictionary, pdf: &Document) -> bool {
    let kind = action.get_deref(b"S", pdf).and_then(Object::as_name);
    kind.is_ok_and(|kind| kind == b"GoTo") && !action.has(b"Next")
}

/// What of the catalog changes what is seen, or acts by itself, in words.
pub fn catalog(pdf: &Document) -> Vec<String> {
    let Ok(catalog) = pdf.catalog() else { return Vec::new() };
    let mut told = unknown(catalog, CATALOG, "文件");
    if let Ok(Object::Dictionary(names)) = catalog.get_deref(b"Names", pdf) {
        told.extend(unknown(names, &["Dests", "EmbeddedFiles"], "文件的名称表"));
    }
    told
}
