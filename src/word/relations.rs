//! What a part of a package refers to.

use super::refusal::Refusal;
use super::xml::XmlTree;

/// A reference from one part to another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Relation {
    /// Its name in the part that refers.
    pub id: String,
    /// The last word of its type, such as `styles`; both editions of the format agree on
    /// these words, but not on what stands in front of them.
    pub kind: String,
    /// The path of the part, or an address outside of the package.
    pub target: String,
}

/// The relations that `xml` lists, of a part in `folder`.
///
/// # Errors
///
/// [`Refusal::BrokenXml`].
pub fn relations(xml: &[u8], folder: &str) -> Result<Vec<Relation>, Refusal> {
    let tree = XmlTree::parse(xml)?;
    let relation = |e: &super::xml::XmlElement| {
        let kind = e.attribute("Type")?;
        let target = e.attribute("Target")?.replace('\\', "/");
        let outside = e.attribute("TargetMode").as_deref() == Some("External");
        Some(Relation {
            id: e.attribute("Id").unwrap_or_default(),
            kind: kind.rsplit('/').next().unwrap_or_default().to_owned(),
            target: if outside { target } else { resolve(folder, &target) },
        })
    };
    Ok(tree.root.elements().filter_map(relation).collect())
}

/// `word/_rels/document.xml.rels` of `word/document.xml`.
pub fn relationships_of(part: &str) -> String {
    match part.rsplit_once('/') {
        Some((folder, name)) => format!("{folder}/_rels/{name}.rels"),
        None => format!("_rels/{part}.rels"),
    }
}

/// The path of a part that another in `folder` calls `target`.
pub fn resolve(folder: &str, target: &str) -> String {
    let mut path: Vec<&str> = match target.starts_with('/') {
        true => Vec::new(),
        false => folder.split('/').filter(|step| !step.is_empty()).collect(),
    };
    for step in target.split('/') {
        match step {
            "" | "." => {}
            ".." => _ = path.pop(),
            step => path.push(step),
        }
    }
    path.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_found_from_their_folder() {
        assert_eq!(resolve("word", "styles.xml"), "word/styles.xml");
        assert_eq!(resolve("word", "../custom/a.xml"), "custom/a.xml");
        assert_eq!(resolve("word", "/word/styles.xml"), "word/styles.xml");
        assert_eq!(resolve("", "./document.xml"), "document.xml");
        assert_eq!(relationships_of("word/a.xml"), "word/_rels/a.xml.rels");
        assert_eq!(relationships_of(""), "_rels/.rels");
    }

    #[test]
    fn both_editions_of_the_format_name_the_same_kinds() {
        let list = |start: &str| {
            let xml = format!(
                r#"<Relationships><Relationship Id="a" Type="{start}/relationships/styles" Target="styles.xml"/></Relationships>"#
            );
            relations(xml.as_bytes(), "word").unwrap()
        };
        let usual = list("http://schemas.openxmlformats.org/officeDocument/2006");
        assert_eq!(usual, list("http://purl.oclc.org/ooxml/officeDocument"));
        assert_eq!((&*usual[0].kind, &*usual[0].target), ("styles", "word/styles.xml"));
    }
}
