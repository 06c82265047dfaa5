//! Department + profile → document, through the profile's templates.

mod adjustment;
mod context;
mod inspect;
mod markup;
mod numbering;
mod report;
mod returned;
mod sample;
mod templates;

pub use inspect::inspect;
pub use returned::compose_returned;
pub use templates::{TemplateFault, embedded as embedded_templates};

use crate::compare::{Comparison, Node};
use crate::document::{Document, DocumentDate, PageSetup};
use crate::model::{Department, Printout, Profile, Year};

/// Composes the document of a department in the form of `profile`.
///
/// # Errors
/// A template that does not render, or renders something that is no document.
pub fn compose(
    department: &Department,
    profile: &Profile,
) -> Result<Document, TemplateFault> {
    let context = context::Context::new(department, profile);
    let markup = templates::render(profile, templates::TEXT, &context)?;
    let parsed = markup::parse(&markup, context.sources())
        .map_err(|faults| TemplateFault::in_markup(&markup, &faults))?;
    Ok(Document {
        cover: parsed.cover,
        contents_title: parsed.contents_title,
        body: parsed.body,
        ..compose_frame(department, profile)
    })
}

/// Composes what is to be printed of a department: its text, or the tables of what came of
/// the targets.
///
/// # Errors
/// As of [`compose`]; and where nothing has been reported yet.
pub fn compose_printout(
    department: &Department,
    profile: &Profile,
    printout: Printout,
) -> Result<Document, TemplateFault> {
    let Some(which) = printout.reports() else { return compose(department, profile) };
    let context = report::Context::new(department, profile, which);
    if context.is_empty() {
        return Err(TemplateFault::said(format!("没有{printout}可排；{REPORTS_ADVICE}")));
    }
    let markup = templates::render(profile, templates::REPORT, &context)?;
    let parsed = markup::parse(&markup, context.sources())
        .map_err(|faults| TemplateFault::in_markup(&markup, &faults))?;
    let text = compose_frame(department, profile);
    Ok(Document {
        title: report::title(department, profile, which),
        cover: parsed.cover,
        contents_title: parsed.contents_title,
        body: parsed.body,
        ..text
    })
}

/// How to come to reports.
const REPORTS_ADVICE: &str =
    "先用 jixiao init 部门文件夹 --自评（或 --监控 月份）建好要填的文件";

/// A document of a department without its blocks.
fn compose_frame(department: &Department, profile: &Profile) -> Document {
    Document {
        title: title(department, profile),
        author: department.name.text().to_owned(),
        date: department
            .year
            .value()
            .map_or(DocumentDate::default(), |y| DocumentDate::of_year(y.0)),
        // a page that cannot be was refused when the profile was read
        page: PageSetup::new(&profile.page).unwrap_or_default(),
        cover: Vec::new(),
        contents_title: String::new(),
        body: Vec::new(),
    }
}

/// Composes the 绩效目标调整对照表 of a comparison in the form of `profile`: no cover and
/// no 目录.
///
/// # Errors
/// As of [`compose`].
pub fn compose_adjustment(
    comparison: &Comparison,
    profile: &Profile,
) -> Result<Document, TemplateFault> {
    let context = adjustment::AdjustmentContext::new(comparison, &profile.money);
    let markup = templates::render(profile, templates::ADJUSTMENT, &context)?;
    let parsed = markup::parse(&markup, context.sources())
        .map_err(|faults| TemplateFault::in_markup(&markup, &faults))?;
    let text = |label| comparison.new.field(label).and_then(Node::text);
    let year = text("年度").and_then(|y| y.parse::<Year>().ok());
    Ok(Document {
        title: adjustment::title(comparison),
        author: text("部门名称").unwrap_or_default().to_owned(),
        date: year.map_or(DocumentDate::default(), |y| DocumentDate::of_year(y.0)),
        page: PageSetup::default(),
        cover: parsed.cover,
        contents_title: parsed.contents_title,
        body: parsed.body,
    })
}

/// 部门名称 + 年度 + 年部门预算绩效文本: the title of the text and the name of its files.
pub fn title(department: &Department, profile: &Profile) -> String {
    let year = department.year.value().map_or(String::new(), |y| format!("{y}年"));
    format!("{}{year}{}", department.name.text(), profile.titles.get("text"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::source::Sources;
    use crate::yaml::load::{File, Input, load, profile};

    #[test]
    fn a_small_department_becomes_blocks() {
        let text = include_str!("../../data/examples/澄湖区文化馆.yaml");
        let file = File { path: "a".into(), bytes: Ok(text.into()) };
        let input = Input { department: Some(file), ..Input::default() };
        let loaded = load(&input, &mut Sources::default());
        assert_eq!(loaded.diagnostics, []);
        let profile = profile::built_in("tianjin").unwrap();
        let document = compose(&loaded.department.unwrap(), &profile).unwrap();
        assert_eq!(document.title, "澄湖区文化馆2026年部门预算绩效文本");
        let tables = document
            .body
            .iter()
            .filter(|b| matches!(b, crate::document::Block::Table(_)));
        assert_eq!(tables.count(), 10);
    }
}
