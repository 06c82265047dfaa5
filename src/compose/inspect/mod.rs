//! A profile's own templates → everything that is wrong with them, with file and line.
//!
//! 1. [`syntax`]: each template by itself.
//! 2. [`fields`]: every name in it, against what there is.
//! 3. The whole text of a sample department, rendered with marks that lead from a tag of
//!    the markup back to its template ([`marks`]).
//! 4. [`adjustment`]: the same with the templates of the 绩效目标调整对照表.

mod adjustment;
mod fields;
mod marks;
mod tags;

use super::templates::{self, Template};
use super::{context::Context, markup, sample};
use crate::diagnostic::{Diagnostic, codes};
use crate::model::Profile;
use crate::text::source::{Sources, Span};
use serde::Serialize;
use std::collections::BTreeSet;
use std::ops::Range;
use tera::ErrorKind;

/// Most faults of rendering that are looked for, one behind the other.
const MAX_FAULTS: usize = 50;

/// Everything that is wrong with the templates of a profile, tried on a sample
/// department that fills every field.
pub fn inspect(profile: &Profile, sources: &mut Sources) -> Vec<Diagnostic> {
    let department = sample::department(profile);
    let context = Context::new(&department, profile);
    let mut templates = templates::of(profile);
    let mut found = syntax(&mut templates, sources);
    let full = sample::full(profile);
    let filled = Context::new(&sample::department(&full), &full);
    let values = serde_json::to_value(&filled).unwrap_or_default();
    found.extend(fields::unknown(&templates, &values, sources));
    let of_text = templates.clone();
    let rendered = rendered(&mut templates, profile, &context, sources);
    add_news(&mut found, rendered);
    adjustment::inspect(profile, &of_text, sources, &mut found);
    found
}

/// Adds what has not been told: a name that is not there does not render either.
fn add_news(found: &mut Vec<Diagnostic>, rendered: Vec<Diagnostic>) {
    let told: Vec<_> = found.iter().map(|d| d.primary.span).collect();
    let news = |d: &Diagnostic| !told.iter().any(|t| touch(*t, d.primary.span));
    found.extend(rendered.into_iter().filter(news));
}

fn touch(a: Span, b: Span) -> bool {
    a.file == b.file && a.start < b.end && b.start < a.end
}

/// The place of a template's bytes; one of the program's is added to the sources first.
fn place(template: &Template, range: Range<usize>, sources: &mut Sources) -> Span {
    let file = template.file.unwrap_or_else(|| {
        sources.add(format!("（自带）{}", template.name), template.text.as_str())
    });
    let end = range.end.min(template.text.len());
    Span::new(file, range.start.min(end)..end)
}

/// The syntax errors of each template. A faulty one is blank from then on.
fn syntax(templates: &mut [Template], sources: &mut Sources) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for template in templates {
        let mut engine = tera::Tera::new();
        let result = engine.add_raw_template("x", &template.text);
        let Err(error) = result else { continue };
        let ErrorKind::SyntaxError(report) = error.kind() else { continue };
        let span = place(template, report.span().range.clone(), sources);
        let message = format!("模板语法有误：{}", chinese(report.message()));
        found.push(codes::P101.finding(span, message).help(PAIRS));
        template.text = " ".repeat(template.text.len());
        template.is_blank = true;
    }
    found
}

/// The way out of most errors of syntax.
const PAIRS: &str = "看看 {% %}、{{ }} 是不是成对，for、if 后面有没有 endfor、endif";

/// What the engine says, in the words of its readers.
fn chinese(message: &str) -> String {
    let known = [
        ("Unexpected end of input", "到文件末尾还没有结束"),
        ("Found", "遇到了"),
        (" but expected", "，这里应是"),
        ("is not defined", "没有定义"),
        ("Variable", "变量"),
        ("Field", "字段"),
        ("Unknown filter", "没有这个过滤器"),
        ("expected one of", "这里应是其中之一"),
        ("expected", "这里应是"),
        ("found", "现在是"),
    ];
    let message =
        message.split(". Available").next().unwrap_or(message).trim_end_matches('.');
    known.iter().fold(message.to_owned(), |text, (from, to)| text.replace(from, to))
}

/// What only the text of a sample department tells.
fn rendered(
    templates: &mut [Template],
    profile: &Profile,
    context: &impl Serialize,
    sources: &mut Sources,
) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for _ in 0..MAX_FAULTS {
        let (marked, marks) = marks::mark(templates);
        match templates::render_with(&marked, profile, context) {
            Ok(text) => {
                let faults = markup::parse(&text, &[]).err().unwrap_or_default();
                for fault in faults {
                    found.push(in_markup(&fault, &marks, templates, sources));
                }
                break;
            }
            Err(_) => match failing(templates, profile, context, sources) {
                Some(finding) => found.push(finding),
                None => break,
            },
        }
    }
    // a row that is printed many times is wrong once
    let mut seen = BTreeSet::new();
    found.retain(|d| seen.insert(d.primary.span));
    found
}

/// The error of rendering, whose expression is blank from then on.
fn failing(
    templates: &mut [Template],
    profile: &Profile,
    context: &impl Serialize,
    sources: &mut Sources,
) -> Option<Diagnostic> {
    let error = templates::render_with(templates, profile, context).err()?;
    let (ErrorKind::RenderingError(report) | ErrorKind::SyntaxError(report)) =
        error.kind()
    else {
        return Some(without_place(&error, templates, sources));
    };
    let named = |t: &&mut Template| t.name == report.filename();
    let template = templates.iter_mut().find(named)?;
    let range = report.span().range.clone();
    let span = place(template, range.clone(), sources);
    let message = format!("模板排不出来：{}", chinese(report.message()));
    let finding = codes::P101.finding(span, message);
    // what cannot be taken out ends the search
    let tag =
        tags::tags(&template.text).into_iter().find(|t| t.range.contains(&range.start));
    let tag = tag.filter(|t| t.is_output)?;
    template.text.replace_range(tag.range.clone(), &" ".repeat(tag.range.len()));
    Some(finding)
}

/// An error that the engine has no place for, such as a missing include.
fn without_place(
    error: &tera::Error,
    templates: &[Template],
    sources: &mut Sources,
) -> Diagnostic {
    let text = error.to_string();
    let near = templates.iter().find(|t| t.file.is_some());
    let span = near.map_or(Span::NONE, |t| place(t, 0..0, sources));
    let missing = match error.kind() {
        ErrorKind::TemplateNotFound(name) => format!("没有模板 {name}"),
        _ => chinese(&text),
    };
    codes::P101.finding(span, format!("模板排不出来：{missing}"))
}

/// A fault of the markup, at the tag in its template.
fn in_markup(
    fault: &markup::MarkupFault,
    marks: &[marks::TemplatePlace],
    templates: &[Template],
    sources: &mut Sources,
) -> Diagnostic {
    let mark = fault.mark.and_then(|m| marks.get(m));
    let place = match mark {
        Some(mark) => {
            let template = &templates[mark.template];
            let rest = &template.text[mark.at..];
            let end = rest.find(['>', '\n']).map_or(rest.len(), |i| i + 1);
            place(template, mark.at..mark.at + end, sources)
        }
        None => templates.first().map_or(Span::NONE, |t| place(t, 0..0, sources)),
    };
    codes::P103.finding(place, fault.message.clone())
}
