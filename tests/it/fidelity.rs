//! Four real texts go through import → save → load → compose → layout → export, and every
//! cell of the golden record is in its place in the DOCX and in the PDF.

use crate::support::shared;
use jixiao::check::examine;
use jixiao::compose::compose;
use jixiao::export;
use jixiao::import::{Options, import};
use jixiao::layout::font::{FontSet, Fonts};
use jixiao::layout::{Layout, layout};
use jixiao::pages::display;
use jixiao::text::source::Sources;
use jixiao::yaml::load::{File, Input};
use jixiao::yaml::save::save;
use serde_json::Value;
use std::fs;

const TEXTS: [(&str, &str); 4] = [
    ("beidaihe-kexie-2021", "hebei"),
    ("tangshan-kexie-2023", "hebei"),
    ("tianjin-kexie-2023", "tianjin"),
    ("zhangjiakou-kexie-2025", "hebei"),
];

struct Built {
    layout: Layout,
    docx: Vec<u8>,
    pdf: Vec<u8>,
}

/// Imports a real text, saves and loads it, and builds both files.
fn build(name: &str, profile: &str) -> Option<Built> {
    let bytes = fs::read(shared(&format!("docx/{name}.docx"))?).unwrap();
    let imported = import(&bytes, &Options::new(profile)).unwrap();
    let mut files = save(&imported.department, &imported.numbers).into_iter();
    let mut file =
        || files.next().map(|(path, text)| File { path, bytes: Ok(text.into_bytes()) });
    let department = file();
    let projects = std::iter::from_fn(file).collect();
    let input = Input { path: name.into(), department, projects, ..Input::default() };
    let loaded = examine(&input, &mut Sources::default());
    let shape = loaded.diagnostics.iter().filter(|d| d.code.name.starts_with("S1"));
    assert_eq!(shape.count(), 0, "{name}: what import writes reads back");
    let document = compose(&loaded.department?, &loaded.profile?).unwrap();
    let set = FontSet::embedded();
    let fonts = Fonts::new(&set);
    let layout = layout(&document, &fonts);
    let docx = export::docx::docx(&document, &layout);
    let pdf = export::pdf::pdf(&document, &display(&layout), &fonts, &Default::default())
        .unwrap();
    Some(Built { layout, docx, pdf })
}

fn golden(name: &str) -> Value {
    let path = shared(&format!("golden/{name}.json")).unwrap();
    serde_json::from_slice(&fs::read(path).unwrap()).unwrap()
}

fn tight(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// The golden text under a key, without blanks; None for null.
fn want(value: &Value, key: &str) -> Option<String> {
    value[key].as_str().map(tight)
}

/// The number a goal of the golden record may begin with is the program's own.
fn unnumbered(goal: &str) -> String {
    let digits = goal.trim_start_matches(|c: char| c.is_ascii_digit());
    let rest = digits.strip_prefix(['.', '、']).filter(|_| digits.len() < goal.len());
    tight(rest.unwrap_or(goal))
}

/// The rows of each project's tables as their cells' texts, from the DOCX.
fn docx_rows(bytes: &[u8]) -> Vec<(String, Vec<Vec<String>>)> {
    use docx_rs::{DocumentChild, TableChild, TableRowChild};
    let mut projects: Vec<(String, Vec<Vec<String>>)> = Vec::new();
    for child in docx_rs::read_docx(bytes).unwrap().document.children {
        match child {
            DocumentChild::Paragraph(p) => {
                let text = tight(&p.raw_text());
                let title = text.ends_with("绩效目标表")
                    && text.starts_with(|c: char| c.is_ascii_digit());
                if title {
                    projects.push((text, Vec::new()));
                }
            }
            DocumentChild::Table(table) => {
                let Some((_, rows)) = projects.last_mut() else { continue };
                for TableChild::TableRow(row) in &table.rows {
                    let cell = |TableRowChild::TableCell(c): &TableRowChild| cell_text(c);
                    rows.push(row.cells.iter().map(cell).collect());
                }
            }
            _ => {}
        }
    }
    projects
}

fn cell_text(cell: &docx_rs::TableCell) -> String {
    let text = |c: &docx_rs::TableCellContent| match c {
        docx_rs::TableCellContent::Paragraph(p) => tight(&p.raw_text()),
        _ => String::new(),
    };
    cell.children.iter().map(text).collect()
}

#[test]
fn every_cell_is_in_its_place_in_the_docx() {
    for (name, profile) in TEXTS {
        let Some(built) = build(name, profile) else { return };
        let found = docx_rows(&built.docx);
        let golden = golden(name);
        let projects = golden["projects"].as_array().unwrap();
        assert_eq!(found.len(), projects.len(), "{name}");
        for (project, (title, rows)) in projects.iter().zip(&found) {
            let wanted =
                format!("{}.{}", project["n"], project["title"].as_str().unwrap());
            assert_eq!(*title, tight(&wanted), "{name}");
            check_project(project, rows, &format!("{name} {title}"));
        }
    }
}

fn check_project(project: &Value, rows: &[Vec<String>], at: &str) {
    let cells: Vec<&String> = rows.iter().flatten().collect();
    let all: String = cells.iter().map(|c| c.as_str()).collect();
    let after = |label: &str| {
        let place = cells.iter().position(|c| *c == label);
        place.and_then(|i| cells.get(i + 1)).map(|c| c.as_str())
    };
    assert_eq!(after("项目名称"), want(project, "name").as_deref(), "{at}");
    if let Some(code) = want(project, "code") {
        assert_eq!(after("项目编码"), Some(code.as_str()), "{at}");
    }
    for (label, key) in
        [("预算数", "budget"), ("其中：财政资金", "fiscal"), ("其他资金", "other")]
    {
        assert_eq!(after(label).unwrap(), want(project, key).unwrap(), "{at} {label}");
    }
    let unit = want(project, "unit_code").unwrap() + &want(project, "unit_name").unwrap();
    assert!(cells.iter().any(|c| **c == unit), "{at}: {unit}");
    // a long cell is cut by a page's end, behind which the label is printed again
    let joined = all.replace("绩效目标", "");
    let mut texts = vec![want(project, "purpose").unwrap()];
    texts.extend(
        project["goals"]
            .as_array()
            .unwrap()
            .iter()
            .map(|g| unnumbered(g.as_str().unwrap())),
    );
    for text in texts {
        assert!(joined.contains(&text.replace("绩效目标", "")), "{at}: {text}");
    }
    check_plan(project, rows, at);
    check_indicators(project, rows, at);
}

fn check_plan(project: &Value, rows: &[Vec<String>], at: &str) {
    let Some(plan) = project["plan"].as_array() else { return };
    let months = rows.iter().position(|r| r.iter().any(|c| c == "3月底")).unwrap();
    let cells = &rows[months + 1][1..];
    for (cell, wanted) in cells.iter().zip(plan) {
        if let Some(wanted) = wanted.as_str() {
            assert_eq!(*cell, tight(wanted), "{at}");
        }
    }
}

/// The golden rows stand in the same order, each under its 一级指标.
fn check_indicators(project: &Value, rows: &[Vec<String>], at: &str) {
    let indicators = project["indicators"].as_array().unwrap();
    let mut level1 = String::new();
    let mut next = 0;
    for row in rows.iter().filter(|r| r.len() > 4 && r[0] != "一级指标") {
        let Some(indicator) = indicators.get(next) else { break };
        if !row[0].is_empty() {
            level1.clone_from(&row[0]);
        }
        let keys = ["l2", "l3", "desc", "value", "basis"];
        let wanted: Vec<String> =
            keys.iter().filter_map(|k| want(indicator, k)).collect();
        if row.ends_with(&wanted) && want(indicator, "l1").as_ref() == Some(&level1) {
            next += 1;
        }
    }
    assert_eq!(next, indicators.len(), "{at}: row {next} is missing or out of order");
}

#[test]
fn the_contents_name_the_real_pages() {
    for (name, profile) in TEXTS {
        let Some(built) = build(name, profile) else { return };
        let projects = golden(name)["projects"].as_array().unwrap().len();
        let mut listed = 0;
        for piece in built.layout.pages.iter().flat_map(|p| &p.pieces) {
            let jixiao::layout::Piece::Entry(entry) = piece else { continue };
            let heading = &built.layout.headings[entry.heading];
            let page = &built.layout.pages[heading.page];
            listed += usize::from(heading.text.ends_with("绩效目标表"));
            if let Some(label) = &entry.label {
                assert_eq!(*label, page.number.to_string(), "{name} {}", heading.text);
            }
            let there = page.pieces.iter().any(|p| {
                matches!(p, jixiao::layout::Piece::Paragraph(p)
                    if p.heading == Some(entry.heading))
            });
            assert!(there, "{name} {}", heading.text);
        }
        assert_eq!(listed, projects, "{name}");
    }
}

/// The text of each page, as ToUnicode gives it.
fn pdf_pages(bytes: &[u8]) -> Vec<String> {
    let pdf = lopdf::Document::load_mem(bytes).unwrap();
    let pages = pdf.get_pages();
    pages.keys().map(|n| tight(&pdf.extract_text(&[*n]).unwrap())).collect()
}

#[test]
fn every_text_can_be_extracted_from_the_pdf() {
    for (name, profile) in TEXTS {
        let Some(built) = build(name, profile) else { return };
        let pages = pdf_pages(&built.pdf);
        assert_eq!(pages.len(), built.layout.pages.len(), "{name}");
        let golden = golden(name);
        for heading in &built.layout.headings {
            assert!(pages[heading.page].contains(&tight(&heading.text)), "{name}");
        }
        for project in golden["projects"].as_array().unwrap() {
            let title = tight(&format!(
                "{}.{}",
                project["n"],
                project["title"].as_str().unwrap()
            ));
            let headings = &built.layout.headings;
            let first = headings.iter().find(|h| tight(&h.text) == title).unwrap().page;
            let last = headings.iter().map(|h| h.page).find(|p| *p > first);
            let text = pages[first..last.unwrap_or(pages.len())].concat();
            for indicator in project["indicators"].as_array().unwrap() {
                for key in ["l3", "desc", "value", "basis"] {
                    let Some(cell) = want(indicator, key) else { continue };
                    assert!(text.contains(&cell), "{name} {title}: {cell}");
                }
            }
        }
    }
}
