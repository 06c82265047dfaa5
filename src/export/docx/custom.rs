//! `customXml/item1.xml`: the proof of a text.
//!
//! ```xml
//! <proof xmlns="urn:jixiao:proof:1#" sha256="…" xml:space="preserve">YAML</proof>
//! ```

use super::pack::PackagePart;
use crate::proof::{NAMESPACE, Proof};
use quick_xml::escape::partial_escape;

const PROPERTIES: &str = include_str!("../../../templates/docx/custom_props.xml");
const RELATIONS: &str = include_str!("../../../templates/docx/custom_rels.xml");

/// The types of the parts, for the package.
pub(super) const TYPES: &str = concat!(
    r#"  <Override PartName="/customXml/itemProps1.xml" "#,
    r#"ContentType="application/vnd.openxmlformats-officedocument.customXmlProperties+xml"/>"#,
    "\n"
);

/// How the document refers to the proof.
pub(super) const RELATION: &str = concat!(
    r#"  <Relationship Id="proof" "#,
    r#"Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/customXml" "#,
    r#"Target="../customXml/item1.xml"/>"#,
    "\n"
);

/// The parts that hold `proof`.
pub(super) fn parts(proof: &Proof) -> [PackagePart; 3] {
    let part = |name: &str, xml: &str| PackagePart { name: name.into(), xml: xml.into() };
    [
        part("customXml/item1.xml", &item(proof)),
        part("customXml/_rels/item1.xml.rels", RELATIONS),
        part("customXml/itemProps1.xml", PROPERTIES),
    ]
}

/// The YAML holds no character that XML forbids: it is written with escapes.
fn item(proof: &Proof) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
         <proof xmlns=\"{NAMESPACE}\" sha256=\"{}\" xml:space=\"preserve\">{}</proof>",
        proof.digest,
        partial_escape(proof.text.as_str()),
    )
}
