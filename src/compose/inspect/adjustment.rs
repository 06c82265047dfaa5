//! The templates of the 绩效目标调整对照表, tried on two versions of the sample department.

use super::super::templates::{ADJUSTMENT, REPORT, Template, embedded_of_adjustment};
use super::super::{adjustment::AdjustmentContext, sample};
use super::{add_news, fields, rendered, syntax};
use crate::compare::{Comparison, outline};
use crate::diagnostic::Diagnostic;
use crate::model::Profile;
use crate::text::source::Sources;

/// Adds everything that is wrong with them to what was `found` in the text's templates,
/// `of_text`, which they may include.
pub fn inspect(
    profile: &Profile,
    of_text: &[Template],
    sources: &mut Sources,
    found: &mut Vec<Diagnostic>,
) {
    let versions = sample::versions(profile);
    let [old, new] = versions.each_ref().map(|version| outline(version, profile));
    let context = AdjustmentContext::new(&Comparison::of(&old, &new), &profile.money);
    let mut templates = templates(profile, of_text);
    found.extend(syntax(&mut templates, sources));
    let values = serde_json::to_value(&context).unwrap_or_default();
    found.extend(fields::unknown(&templates, &values, sources));
    templates.push(entry());
    templates.extend_from_slice(of_text);
    add_news(found, rendered(&mut templates, profile, &context, sources));
}

/// The profile's own, which no text uses, and those of the program that they leave. They
/// go by their bare names, which the engine tries first.
fn templates(profile: &Profile, of_text: &[Template]) -> Vec<Template> {
    let is_of_text = |file| of_text.iter().any(|t| t.file == Some(file));
    let own =
        profile.own_templates.iter().filter(|t| !is_of_text(t.file) && t.name != REPORT);
    let mut templates: Vec<_> = own
        .map(|t| Template { file: Some(t.file), ..template(&t.name, &t.text) })
        .collect();
    for (name, text) in embedded_of_adjustment() {
        if !templates.iter().any(|own| own.name == name) {
            templates.push(template(name, text));
        }
    }
    templates
}

/// Leads to them from where rendering begins.
fn entry() -> Template {
    template("text.xml", &format!("{{% include \"{ADJUSTMENT}\" %}}"))
}

fn template(name: &str, text: &str) -> Template {
    Template { name: name.into(), file: None, text: text.into(), is_blank: false }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::yaml::load::profile::{built_in, built_in_names};
    use serde_json::Value;

    /// Without an item in every list, what is behind it would not be tried.
    #[test]
    fn the_sample_fills_every_list() {
        for name in built_in_names() {
            let profile = built_in(name).unwrap();
            let versions = sample::versions(&profile);
            let [old, new] = versions.each_ref().map(|v| outline(v, &profile));
            let context =
                AdjustmentContext::new(&Comparison::of(&old, &new), &profile.money);
            let values = serde_json::to_value(&context).unwrap();
            for list in ["years", "sums", "projects", "department", "changed"] {
                assert_ne!(
                    values[list].as_array().map_or(0, Vec::len),
                    0,
                    "{name} {list}"
                );
            }
            assert_eq!(values["changed"].as_array().unwrap().len(), 1, "{name}");
            assert!(values["changed"][0]["note"].is_string(), "{name}");
            for list in ["added", "removed"] {
                assert_eq!(values[list].as_array().unwrap().len(), 1, "{name} {list}");
            }
            assert_eq!(values["has_codes"], Value::Bool(profile.has_code), "{name}");
            let rows = |list: &Value| list.as_array().unwrap().clone();
            let rows = [rows(&values["department"]), rows(&values["changed"][0]["rows"])];
            let has = |key: &str, is: fn(&Value) -> bool| {
                assert!(rows.iter().flatten().any(|row| is(&row[key])), "{name} {key}");
            };
            has("name", Value::is_string);
            has("name", Value::is_null);
            has("is_amount", |v| *v == Value::Bool(true));
            has("is_amount", |v| *v == Value::Bool(false));
        }
    }
}
