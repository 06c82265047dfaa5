//! `{{…}}` in a template. A program may have spread one over several runs.

use super::fault::WordTemplateFault;
use crate::word::xml::{XmlElement, XmlNode};
use std::ops::Range;

/// 正文
pub const BODY: &str = "正文";
/// 目录
pub const CONTENTS: &str = "目录";

/// What stands for a marker in running text, by its name.
pub type Values<'a> = [(&'a str, &'a str)];

/// The marker that a paragraph consists of; None where it has other text.
pub fn alone(paragraph: &XmlElement) -> Option<&'static str> {
    let text = paragraph.text();
    let name = text.trim().strip_prefix("{{")?.strip_suffix("}}")?.trim();
    [BODY, CONTENTS].into_iter().find(|known| *known == name)
}

/// Fills the markers in all paragraphs below an element.
///
/// # Errors
/// A marker that has no value.
pub fn fill(element: &mut XmlElement, values: &Values) -> Result<(), WordTemplateFault> {
    if element.name == "w:p" {
        fill_paragraph(element, values)?;
    }
    element.elements_mut().try_for_each(|child| fill(child, values))
}

/// Fills the markers in a paragraph's own text; text boxes in it have paragraphs of
/// their own.
fn fill_paragraph(
    paragraph: &mut XmlElement,
    values: &Values,
) -> Result<(), WordTemplateFault> {
    let mut runs = Vec::new();
    own_texts(paragraph, &mut |text| runs.push(text.own_text()));
    let whole = runs.concat();
    if !whole.contains("{{") {
        return Ok(());
    }
    // from the last on, so that the places of the others stay right
    for (range, name) in markers(&whole).into_iter().rev() {
        let value = values.iter().find(|(known, _)| *known == name);
        let value = value.ok_or_else(|| match name {
            BODY => WordTemplateFault::Misplaced(BODY),
            CONTENTS => WordTemplateFault::Misplaced(CONTENTS),
            other => WordTemplateFault::Unknown(other.to_owned()),
        })?;
        replace(&mut runs, range, value.1);
    }
    let mut runs = runs.into_iter();
    own_texts_mut(paragraph, &mut |text| {
        if let Some(new) = runs.next().filter(|new| *new != text.own_text()) {
            text.set_text(&new);
        }
    });
    Ok(())
}

/// The places and names of the markers in a text.
fn markers(text: &str) -> Vec<(Range<usize>, &str)> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(start) = text[from..].find("{{").map(|at| from + at) {
        let Some(length) = text[start..].find("}}") else { break };
        let end = start + length + 2;
        found.push((start..end, text[start + 2..end - 2].trim()));
        from = end;
    }
    found
}

/// Puts `value` in place of a range of the runs' whole text, into the run where it begins.
fn replace(runs: &mut [String], range: Range<usize>, value: &str) {
    let mut offset = 0;
    let mut value = Some(value);
    for run in runs {
        let end = offset + run.len();
        let (from, to) = (range.start.max(offset), range.end.min(end));
        if from < to {
            let cut = from - offset..to - offset;
            run.replace_range(cut, value.take().unwrap_or_default());
        }
        offset = end;
    }
}

/// Calls `each` on every `w:t` of a paragraph, but not of the paragraphs inside it.
fn own_texts(element: &XmlElement, each: &mut dyn FnMut(&XmlElement)) {
    for child in element.elements().filter(|child| child.name != "w:p") {
        if child.name == "w:t" {
            each(child);
        }
        own_texts(child, each);
    }
}

fn own_texts_mut(element: &mut XmlElement, each: &mut dyn FnMut(&mut XmlElement)) {
    for child in element.elements_mut().filter(|child| child.name != "w:p") {
        if child.name == "w:t" {
            each(child);
        }
        own_texts_mut(child, each);
    }
}

/// Where the paragraphs that are markers stand among the blocks of the main text: 目录,
/// if it is there, and 正文.
///
/// # Errors
/// A marker that is missing, there twice, or in the wrong order.
pub fn places(body: &XmlElement) -> Result<(Option<usize>, usize), WordTemplateFault> {
    let mut found: Vec<(&'static str, usize)> = Vec::new();
    for (index, node) in body.nodes.iter().enumerate() {
        let XmlNode::Element(block) = node else { continue };
        if let Some(marker) = Some(block).filter(|b| b.name == "w:p").and_then(alone) {
            if found.iter().any(|(known, _)| *known == marker) {
                return Err(WordTemplateFault::Twice(marker));
            }
            found.push((marker, index));
        }
    }
    let place = |marker| found.iter().find(|f| f.0 == marker).map(|f| f.1);
    match (place(CONTENTS), place(BODY)) {
        (_, None) if body.text().contains(BODY) && body.text().contains("{{") => {
            Err(WordTemplateFault::Misplaced(BODY))
        }
        (_, None) => Err(WordTemplateFault::Missing(BODY)),
        (Some(contents), Some(text)) if contents > text => {
            Err(WordTemplateFault::ContentsBehindBody)
        }
        (contents, Some(text)) => Ok((contents, text)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::word::xml::XmlTree;

    fn filled(xml: &str) -> Result<String, WordTemplateFault> {
        let mut tree = XmlTree::parse(xml.as_bytes()).unwrap();
        fill(&mut tree.root, &[("部门", "甲局&乙局"), ("年度", "2026")])?;
        Ok(String::from_utf8(tree.write()).unwrap())
    }

    #[test]
    fn markers_spread_over_runs_are_filled() {
        let xml = "<w:p><w:r><w:t>关于{</w:t></w:r><w:r><w:rPr><w:b/></w:rPr>\
            <w:t>{部</w:t></w:r><w:proofErr/><w:r><w:t>门 }}的{{年度}}年</w:t></w:r></w:p>";
        let kept = " xml:space=\"preserve\"";
        let wanted = format!(
            "<w:p><w:r><w:t{kept}>关于甲局&amp;乙局</w:t></w:r><w:r><w:rPr><w:b/></w:rPr>\
            <w:t{kept}></w:t></w:r><w:proofErr/><w:r><w:t{kept}>的2026年</w:t></w:r></w:p>"
        );
        assert_eq!(filled(xml), Ok(wanted));
    }

    #[test]
    fn text_boxes_have_paragraphs_of_their_own() {
        let xml = "<w:p><w:r><w:t>{{</w:t></w:r><w:r><w:pict><w:p><w:r><w:t>{{年度}}\
            </w:t></w:r></w:p></w:pict></w:r><w:r><w:t>年度}}</w:t></w:r></w:p>";
        let texts = XmlTree::parse(filled(xml).unwrap().as_bytes()).unwrap().root.text();
        assert_eq!(texts, "20262026");
    }

    #[test]
    fn other_braces_stay_and_other_markers_are_told() {
        let open = "<w:p><w:t>{a} }} {{</w:t></w:p>";
        assert_eq!(filled(open).as_deref(), Ok(open));
        let unknown = Err(WordTemplateFault::Unknown("单位".into()));
        assert_eq!(filled("<w:p><w:t>{{单位}}</w:t></w:p>"), unknown);
        let misplaced = Err(WordTemplateFault::Misplaced("正文"));
        assert_eq!(filled("<w:p><w:t>见{{正文}}</w:t></w:p>"), misplaced);
    }
}
