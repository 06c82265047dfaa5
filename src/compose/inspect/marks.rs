//! Marks before each tag of the markup, which lead back to its template.

use super::super::templates::Template;
use super::tags::covered;

/// A place in a template.
#[derive(Debug, Clone, Copy)]
pub struct TemplatePlace {
    /// Which of the templates.
    pub template: usize,
    /// The byte of the tag's `<`.
    pub at: usize,
}

/// The templates with a mark `<?at N?>` before each tag, and the place of each N. Where
/// a tag may begin, a processing instruction changes nothing.
pub fn mark(templates: &[Template]) -> (Vec<Template>, Vec<TemplatePlace>) {
    let mut places = Vec::new();
    let mut marked = templates.to_vec();
    for (i, template) in marked.iter_mut().enumerate() {
        let text = std::mem::take(&mut template.text);
        let covered = covered(&text);
        let mut out = String::with_capacity(text.len() * 2);
        let mut from = 0;
        for (at, _) in text.match_indices('<') {
            if covered.iter().any(|r| r.contains(&at)) {
                continue;
            }
            out.push_str(&text[from..at]);
            out.push_str(&format!("<?at {}?>", places.len()));
            places.push(TemplatePlace { template: i, at });
            from = at;
        }
        out.push_str(&text[from..]);
        template.text = out;
    }
    (marked, places)
}
