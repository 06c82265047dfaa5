//! 退回修改意见: what a bureau sends back with a text, from its findings.

use crate::diagnostic::{Diagnostic, Severity};
use crate::document::{
    Block, Document, DocumentDate, ListPart, PageSetup, Paragraph, Style,
};
use crate::model::{Department, Project};
use crate::text::source::Span;

/// Headings of the opinion by weight, the worst first.
const WEIGHTS: [(Severity, &str); 2] =
    [(Severity::Error, "必须改正"), (Severity::Warning, "请核实，确有理由的写明理由")];

/// The findings of a department as an opinion: errors, then warnings, each with the project
/// that it is about, what is wrong, and the way out. Notes are left out. No cover and no
/// 目录.
pub fn compose_returned(department: &Department, findings: &[Diagnostic]) -> Document {
    let year = department.year.value();
    let title = format!(
        "{}{}部门预算绩效文本退回修改意见",
        department.name.text(),
        year.map_or(String::new(), |y| format!("{y}年"))
    );
    let mut body = vec![paragraph(Style::TableTitle, &title)];
    let mut part = 0;
    for (severity, heading) in WEIGHTS {
        let list: Vec<_> = findings.iter().filter(|d| d.severity == severity).collect();
        if list.is_empty() {
            continue;
        }
        let number = ["一", "二"][part];
        part += 1;
        let heading = format!("{number}、{heading}（{}处）", list.len());
        body.push(paragraph(Style::Section, &heading));
        for (i, finding) in list.into_iter().enumerate() {
            body.extend(item(department, i + 1, finding));
        }
    }
    if part == 0 {
        body.push(paragraph(Style::Body, "没有要退回修改的问题。"));
    }
    Document {
        title,
        author: department.reviewer.text().to_owned(),
        date: year.map_or(DocumentDate::default(), |y| DocumentDate::of_year(y.0)),
        page: PageSetup::default(),
        cover: Vec::new(),
        contents_title: String::new(),
        body,
    }
}

/// A numbered finding and its ways out.
fn item(department: &Department, number: usize, finding: &Diagnostic) -> Vec<Block> {
    let about = project_at(department, finding.primary.span)
        .map_or(String::new(), |p| format!("项目“{}”：", p.name.text()));
    let said = |text: &str| text.trim_end_matches('。').to_owned();
    let first = format!("{number}．{about}{}。", said(&finding.message));
    let mut blocks = vec![listed(&first, ListPart::Item)];
    for help in &finding.help {
        blocks.push(listed(&format!("{}。", said(help)), ListPart::Rest));
    }
    blocks
}

/// The project that a place lies in: of its file, the last one that begins before it.
fn project_at(department: &Department, at: Span) -> Option<&Project> {
    let here = department.projects.iter().filter(|p| p.span.file == at.file);
    here.filter(|p| !at.is_none() && p.span.start <= at.start)
        .max_by_key(|p| p.span.start)
}

fn paragraph(style: Style, text: &str) -> Block {
    Block::Paragraph(Paragraph::new(style, text))
}

fn listed(text: &str, list: ListPart) -> Block {
    // a document's paragraph is one line
    let text = text.replace(['\n', '\r'], " ");
    Block::Paragraph(Paragraph { list, ..Paragraph::new(Style::Body, text) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::examine;
    use crate::text::source::Sources;
    use crate::yaml::load::{File, Input};

    fn texts(yaml: &str) -> Vec<String> {
        let file = File { path: "部门.yaml".into(), bytes: Ok(yaml.into()) };
        let input = Input { department: Some(file), ..Input::default() };
        let loaded = examine(&input, &mut Sources::default());
        let document = compose_returned(&loaded.department.unwrap(), &loaded.diagnostics);
        let text = |b: Block| match b {
            Block::Paragraph(p) => p.text,
            _ => String::new(),
        };
        document.body.into_iter().map(text).collect()
    }

    #[test]
    fn errors_come_first_and_name_their_project() {
        let sound = include_str!("../../data/examples/澄湖区文化馆.yaml");
        assert_eq!(texts(sound)[1], "没有要退回修改的问题。");
        let amount = sound.lines().find(|l| l.contains("预算数:")).unwrap();
        let broken = sound.replacen(amount, &format!("{amount}99"), 1);
        let all = texts(&broken);
        assert!(all[1].starts_with("一、必须改正"), "{all:?}");
        assert!(all[2].starts_with("1．项目“") && all[2].ends_with('。'), "{all:?}");
    }
}
