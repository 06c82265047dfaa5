//! The parts of the package; the fixed ones stand under `templates/docx`.

use super::body::body;
use super::pack::PackagePart;
use super::section::{SECTIONS, SectionForm, Side, footer_number};
use super::style::styles;
use super::xml::escape;
use crate::document::Document;
use crate::layout::Layout;

const CONTENT_TYPES: &str = include_str!("../../../templates/docx/content_types.xml");
const PACKAGE_RELS: &str = include_str!("../../../templates/docx/package_rels.xml");
const DOCUMENT_RELS: &str = include_str!("../../../templates/docx/document_rels.xml");
const STYLES: &str = include_str!("../../../templates/docx/styles.xml");
const SETTINGS: &str = include_str!("../../../templates/docx/settings.xml");
const FONT_TABLE: &str = include_str!("../../../templates/docx/font_table.xml");
const CORE: &str = include_str!("../../../templates/docx/core.xml");
const APP: &str = include_str!("../../../templates/docx/app.xml");

/// All parts, in the order of the package.
pub fn parts(document: &Document, layout: &Layout) -> Vec<PackagePart> {
    parts_with(document, layout, "", "")
}

/// The same, naming further parts by their `types` and by `relations` of the document.
pub fn parts_with(
    document: &Document,
    layout: &Layout,
    types: &str,
    relations: &str,
) -> Vec<PackagePart> {
    let mut parts = vec![
        part("[Content_Types].xml", fill(CONTENT_TYPES, &[("more", types)])),
        part("_rels/.rels", PACKAGE_RELS),
        part("word/document.xml", body(layout)),
        part("word/_rels/document.xml.rels", fill(DOCUMENT_RELS, &[("more", relations)])),
        part("word/styles.xml", styles_part(layout)),
        part("word/settings.xml", SETTINGS),
        part("word/fontTable.xml", FONT_TABLE),
    ];
    parts.extend(footers(layout));
    parts.push(part("docProps/core.xml", core(document)));
    parts.push(part("docProps/app.xml", APP));
    parts
}

/// All styles, with the defaults of the document.
pub fn styles_part(layout: &Layout) -> String {
    fill(STYLES, &[("styles", &styles(layout))])
}

fn part(name: impl Into<String>, xml: impl Into<String>) -> PackagePart {
    PackagePart { name: name.into(), xml: xml.into() }
}

fn footers(layout: &Layout) -> impl Iterator<Item = PackagePart> {
    SECTIONS.into_iter().flat_map(move |section| {
        let form = SectionForm::of(section, layout);
        [Side::Odd, Side::Even].map(|side| {
            let number = footer_number(section, side);
            part(format!("word/footer{number}.xml"), form.footer(side))
        })
    })
}

/// The properties of the file.
pub fn core(document: &Document) -> String {
    fill(
        CORE,
        &[
            ("title", &escape(&document.title)),
            ("author", &escape(&document.author)),
            ("date", &document.date.iso()),
        ],
    )
}

/// Replaces each `{{name}}` by its XML.
fn fill(template: &str, values: &[(&str, &str)]) -> String {
    let mut out = String::with_capacity(template.len());
    let mut rest = template;
    while let Some((before, behind)) = rest.split_once("{{") {
        let (name, behind) = behind.split_once("}}").unwrap_or((behind, ""));
        out.push_str(before);
        out.extend(
            values.iter().filter(|(key, _)| *key == name).map(|(_, value)| *value),
        );
        rest = behind;
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fills_placeholders_once() {
        let filled = fill("<a>{{x}}</a>{{y}}", &[("x", "{{y}}"), ("y", "2")]);
        assert_eq!(filled, "<a>{{y}}</a>2");
    }
}
