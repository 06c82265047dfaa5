//! The templates and their engine.

use super::markup::MarkupFault;
use super::numbering::{apart, numbered};
use crate::model::Profile;
use crate::text::source::FileId;
use serde::Serialize;
use std::fmt;
use tera::{Kwargs, State, Tera, TeraResult};

macro_rules! embedded {
    ($($name:literal)*) => {
        &[$(($name, include_str!(concat!("../../templates/", $name)))),*]
    };
}

/// The templates in the program, by folder and name.
const EMBEDDED: &[(&str, &str)] = embedded![
    "common/text.xml"
    "common/cover.xml"
    "common/part-one.xml"
    "common/passage.xml"
    "common/overall-table.xml"
    "common/title.xml"
    "common/table.xml"
    "common/funds.xml"
    "common/goals.xml"
    "common/indicators.xml"
    "common/header.xml"
    "common/sheet.xml"
    "common/lines.xml"
    "common/own-table.xml"
    "common/own-rows.xml"
    "common/rows.xml"
    "common/list.xml"
    "common/exemptions.xml"
    "common/report.xml"
    "common/adjustment.xml"
    "common/adjustment-rows.xml"
    "common/adjustment-list.xml"
];

/// The folder that a profile's own templates go by; no other can have this name.
const OWN: &str = ":own";

/// The template that makes the whole text.
pub(super) const TEXT: &str = "text.xml";
/// The template that makes the tables of 自评 and 监控.
pub(super) const REPORT: &str = "report.xml";
/// The template that makes the 绩效目标调整对照表.
pub(super) const ADJUSTMENT: &str = "adjustment.xml";
/// What the names of its templates begin with; they know other values than the text's.
const OF_ADJUSTMENT: &str = "adjustment";

/// Why the templates of a profile give no document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TemplateFault(String);

impl TemplateFault {
    /// A fault that is no template's: why nothing can be composed.
    pub(super) fn said(why: String) -> Self {
        TemplateFault(why)
    }

    /// A fault in what the templates gave, shown with the line it stands in.
    pub(super) fn in_markup(markup: &str, faults: &[MarkupFault]) -> Self {
        let Some(fault) = faults.first() else { return TemplateFault(String::new()) };
        let before = &markup[..markup.floor_char_boundary(fault.at)];
        let start = before.rfind('\n').map_or(0, |i| i + 1);
        let line = markup[start..].lines().next().unwrap_or_default().trim();
        TemplateFault(format!("{}；模板给出的这一行：{line}", fault.message))
    }
}

impl fmt::Display for TemplateFault {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "模板有误：{}", self.0)
    }
}

impl std::error::Error for TemplateFault {}

impl From<tera::Error> for TemplateFault {
    fn from(error: tera::Error) -> Self {
        let mut message = error.to_string();
        let mut cause = std::error::Error::source(&error);
        while let Some(inner) = cause {
            message.push_str(&format!("：{inner}"));
            cause = inner.source();
        }
        TemplateFault(message)
    }
}

/// A template and where it comes from.
#[derive(Clone)]
pub struct Template {
    /// Folder and name, as the engine knows it.
    pub name: String,
    /// Its file, if it is one of the profile's own.
    pub file: Option<FileId>,
    /// The text.
    pub text: String,
    /// Whether the text was taken out.
    pub is_blank: bool,
}

/// The templates of a profile's text: its own, and those of the program.
pub fn of(profile: &Profile) -> Vec<Template> {
    let own = profile.own_templates.iter().map(|t| Template {
        name: format!("{OWN}/{}", t.name),
        file: Some(t.file),
        text: t.text.clone(),
        is_blank: false,
    });
    let embedded = EMBEDDED.iter().map(|(name, text)| Template {
        name: (*name).to_owned(),
        file: None,
        text: (*text).to_owned(),
        is_blank: false,
    });
    let of_text =
        |t: &Template| !t.name.contains(OF_ADJUSTMENT) && !t.name.ends_with(REPORT);
    own.chain(embedded).filter(of_text).collect()
}

/// The names and texts of the program's templates.
pub fn embedded() -> impl Iterator<Item = (&'static str, &'static str)> {
    let bare = |path: &'static str| path.rsplit('/').next().unwrap_or(path);
    EMBEDDED.iter().map(move |(path, text)| (bare(path), *text))
}

/// Those among them that make the 绩效目标调整对照表.
pub fn embedded_of_adjustment() -> impl Iterator<Item = (&'static str, &'static str)> {
    embedded().filter(|(name, _)| name.starts_with(OF_ADJUSTMENT))
}

/// Renders the template `entry` of a profile into markup.
pub(super) fn render(
    profile: &Profile,
    entry: &str,
    context: &impl Serialize,
) -> Result<String, TemplateFault> {
    let own: Vec<_> = profile
        .own_templates
        .iter()
        .map(|t| (format!("{OWN}/{}", t.name), t.text.as_str()))
        .collect();
    let own = own.iter().map(|(name, text)| (name.as_str(), *text));
    let texts: Vec<_> = own.chain(EMBEDDED.iter().copied()).collect();
    Ok(render_texts(&texts, profile, entry, context)?)
}

/// Renders with other texts of the templates.
pub fn render_with(
    templates: &[Template],
    profile: &Profile,
    context: &impl Serialize,
) -> Result<String, tera::Error> {
    let texts = templates.iter().map(|t| (t.name.as_str(), t.text.as_str()));
    render_texts(&texts.collect::<Vec<_>>(), profile, TEXT, context)
}

fn render_texts(
    texts: &[(&str, &str)],
    profile: &Profile,
    entry: &str,
    context: &impl Serialize,
) -> Result<String, tera::Error> {
    let engine = engine(profile, texts)?;
    let context = tera::Context::from_serialize(context)?;
    engine.render(entry, &context)
}

fn engine(profile: &Profile, texts: &[(&str, &str)]) -> Result<Tera, tera::Error> {
    let mut engine = Tera::new();
    let folders =
        std::iter::once(OWN).chain(profile.templates.iter().map(String::as_str));
    engine.set_fallback_prefixes(folders.map(|t| format!("{t}/")))?;
    engine.autoescape_on([".xml"]);
    let patterns = profile.numbering.clone();
    engine.register_function(
        "number",
        move |args: Kwargs, _: &State| -> TeraResult<String> {
            let level: usize = args.must_get("level")?;
            let n: usize = args.must_get("n")?;
            let pattern = level.checked_sub(1).and_then(|i| patterns.get(i));
            let pattern = pattern.ok_or_else(|| {
                tera::Error::message(format!("版式的“编号”没有第 {level} 级"))
            })?;
            Ok(numbered(pattern, n))
        },
    );
    engine.register_function("apart", |args: Kwargs, _: &State| -> TeraResult<String> {
        let no: String = args.must_get("no")?;
        let text: String = args.must_get("text")?;
        Ok(apart(&no, &text).to_owned())
    });
    engine.add_raw_templates(texts.iter().copied())?;
    Ok(engine)
}
