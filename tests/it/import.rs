//! Import of the real texts in ../shared, cell by cell against their golden records.

use crate::import_forms::reload;
use jixiao::import::{Imported, Options, Refusal, import};
use jixiao::model::profile::Role;
use jixiao::model::{Field, Indicator, Money, MoneyUnit, Passage, Project};
use jixiao::yaml::load::profile::built_in;
use jixiao::yaml::save::save;
use serde_json::Value;
use std::path::{Path, PathBuf};

/// The folder of real texts, where it is there.
fn shared() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared");
    if !folder.join("docx").is_dir() {
        eprintln!("没有 ../shared，不核对真实文本");
        return None;
    }
    Some(folder)
}

/// Every real text: its name, its golden record and what the import gives.
fn texts() -> Vec<(String, Value, Imported)> {
    let Some(shared) = shared() else { return Vec::new() };
    let files = std::fs::read_dir(shared.join("docx")).unwrap();
    let mut paths: Vec<_> = files.map(|f| f.unwrap().path()).collect();
    paths.retain(|p| p.extension().is_some_and(|e| e == "docx"));
    paths.sort();
    assert!(!paths.is_empty());
    let text = |path: &PathBuf| {
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let golden = shared.join(format!("golden/{name}.json"));
        let golden: Value =
            serde_json::from_str(&std::fs::read_to_string(golden).unwrap()).unwrap();
        let profile = golden["profile"].as_str().unwrap();
        let bytes = std::fs::read(path).unwrap();
        let imported = import(&bytes, &Options::new(profile)).unwrap();
        (name, golden, imported)
    };
    paths.iter().map(text).collect()
}

fn tight(text: &str) -> String {
    text.split_whitespace().collect()
}

/// Compares found texts with golden ones and counts.
#[derive(Default)]
struct Comparison {
    cells: usize,
    differences: Vec<String>,
}

impl Comparison {
    fn same(&mut self, place: &str, found: &str, golden: &Value) {
        let Some(golden) = golden.as_str() else { return };
        self.cells += 1;
        if tight(found) != tight(golden) {
            self.differences.push(format!("{place}: {found:?} is not {golden:?}"));
        }
    }

    fn project(&mut self, name: &str, number: usize, found: &Project, golden: &Value) {
        let place = |what: &str| format!("{name} {number} {what}");
        self.same(&place("n"), &number.to_string(), &golden["n"].to_string().into());
        self.same(&place("unit"), found.unit.text(), &golden["unit_code"]);
        let code = found.code.value().map_or("", |c| c.as_str());
        self.same(&place("code"), code, &golden["code"]);
        self.same(&place("name"), found.name.text(), &golden["name"]);
        self.same(&place("purpose"), found.purpose.text(), &golden["purpose"]);
        let budget = found.budget.value().expect("a budget");
        let form = built_in("hebei").unwrap().funds;
        let amounts =
            [("budget", Role::Total), ("fiscal", Role::Fiscal), ("other", Role::Other)];
        for (key, role) in amounts {
            self.money(&place(key), budget.by_role(&form, role), &golden[key]);
        }
        self.plan(&place("plan"), found, &golden["plan"]);
        self.goals(&place("goal"), found, golden["goals"].as_array().unwrap());
        let rows = found.indicators.value().expect("indicators");
        let golden = golden["indicators"].as_array().unwrap();
        self.same(
            &place("rows"),
            &rows.len().to_string(),
            &golden.len().to_string().into(),
        );
        for (i, (row, golden)) in rows.iter().zip(golden).enumerate() {
            self.indicator(&place(&format!("row {}", i + 1)), row, golden);
        }
    }

    fn money(&mut self, place: &str, found: &Field<Money>, golden: &Value) {
        let golden = golden.as_str().filter(|g| !g.is_empty());
        self.cells += 1;
        let golden: Option<Money> =
            golden.map(|g| Money::parse(g, MoneyUnit::WAN).unwrap());
        if found.value() != golden.as_ref() {
            self.differences.push(format!("{place}: {found:?} is not {golden:?}"));
        }
    }

    fn plan(&mut self, place: &str, found: &Project, golden: &Value) {
        let Some(golden) = golden.as_array() else { return };
        let plan = found.plan.value().cloned().unwrap_or_default();
        for (month, golden) in ["3月底", "6月底", "10月底", "12月底"].iter().zip(golden)
        {
            let share = plan.iter().find(|m| m.month.value == *month);
            let share = share.and_then(|m| m.percent.value()).map(|p| p.to_string());
            self.same(&format!("{place} {month}"), &share.unwrap_or_default(), golden);
        }
    }

    fn goals(&mut self, place: &str, found: &Project, golden: &[Value]) {
        let printed: Vec<String> = match found.goals.value().expect("goals") {
            Passage::Text(text) => text.lines().map(str::to_owned).collect(),
            Passage::Items(items) => {
                let items = items.iter().enumerate();
                items.map(|(i, goal)| format!("{}.{}", i + 1, goal.value)).collect()
            }
        };
        assert_eq!(printed.len(), golden.len(), "{place}");
        for (found, golden) in printed.iter().zip(golden) {
            self.same(place, found, golden);
        }
    }

    fn indicator(&mut self, place: &str, found: &Indicator, golden: &Value) {
        let description = match &found.description {
            Field::Absent => found.name.text(),
            given => given.text(),
        };
        let cells = [
            ("l1", found.level1.text()),
            ("l2", found.level2.text()),
            ("l3", found.name.text()),
            ("desc", description),
            ("value", found.target.text()),
            ("basis", found.basis.text()),
        ];
        for (key, text) in cells {
            self.same(&format!("{place} {key}"), text, &golden[key]);
        }
    }
}

#[test]
fn every_cell_of_the_real_texts_is_read() {
    let mut all = Comparison::default();
    for (name, golden, imported) in texts() {
        let projects = &imported.department.projects;
        let golden = golden["projects"].as_array().unwrap();
        assert_eq!(projects.len(), golden.len(), "{name}");
        for (i, (project, golden)) in projects.iter().zip(golden).enumerate() {
            all.project(&name, imported.numbers[i], project, golden);
            let unit = imported.department.unit_of(project).expect("its unit");
            all.same(&name, unit.name.text(), &golden["unit_name"]);
        }
    }
    eprintln!("{} cells compared", all.cells);
    assert!(all.differences.is_empty(), "{:#?}", all.differences);
}

/// All texts of 第一部分 in their order.
fn part_one(imported: &Imported) -> String {
    let department = &imported.department;
    let mut out = String::new();
    let items = |field: &Field<Passage<jixiao::model::Item>>| match field.value() {
        Some(Passage::Text(text)) => text.value.clone(),
        Some(Passage::Items(items)) => {
            items.iter().flat_map(|i| [i.title.text(), i.content.text()]).collect()
        }
        None => String::new(),
    };
    out += &items(&department.overall_goals);
    out += &match department.sub_goals.value() {
        Some(Passage::Text(text)) => text.value.clone(),
        Some(Passage::Items(goals)) => goals
            .iter()
            .flat_map(|g| [&g.name, &g.goal, &g.indicators, &g.content])
            .map(|f| f.text())
            .collect(),
        None => String::new(),
    };
    out += &items(&department.safeguards);
    tight(&out)
}

#[test]
fn part_one_of_the_real_texts_is_read_in_order() {
    for (name, golden, imported) in texts() {
        let text = part_one(&imported);
        let mut rest = text.as_str();
        for wanted in golden["narrative"].as_array().unwrap() {
            let wanted = tight(wanted.as_str().unwrap());
            let at = rest.find(&wanted);
            assert!(at.is_some(), "{name}: not found in order: {wanted}");
            rest = &rest[at.unwrap() + wanted.len()..];
        }
        let extract = imported.department.extract.value().copied().unwrap_or(false);
        assert_eq!(extract, text.is_empty(), "{name}");
    }
}

#[test]
fn the_head_of_the_real_texts_is_read_or_guessed() {
    for (name, _, imported) in texts() {
        let year = imported.department.year.value().expect("a year").to_string();
        assert!(name.ends_with(&year), "{name}: {year}");
        let department = imported.department.name.text();
        let unit = imported.department.units[0].name.text();
        assert!(unit.starts_with(department) && !department.ends_with("本级"));
        let unplaced: Vec<_> = imported
            .notes
            .iter()
            .filter(|n| n.kind == jixiao::import::NoteKind::Unplaced)
            .collect();
        assert!(unplaced.is_empty(), "{name}: {unplaced:?}");
    }
}

#[test]
fn real_texts_are_saved_and_read_back_the_same() {
    for (name, _, imported) in texts() {
        let saved = save(&imported.department, &imported.numbers);
        assert_eq!(saved.len(), imported.department.projects.len() + 1);
        let mut names: Vec<_> = saved[1..].iter().map(|f| f.0.clone()).collect();
        names.sort();
        assert!(names.iter().eq(saved[1..].iter().map(|f| &f.0)), "{name}: {names:?}");
        let again = save(&reload(&saved, None), &imported.numbers);
        for (first, second) in saved.iter().zip(&again) {
            assert_eq!(first, second, "{name}");
        }
    }
}

#[test]
fn what_is_no_word_file_is_refused_with_a_reason() {
    let refusal = |bytes: &[u8]| import(bytes, &Options::new("hebei")).unwrap_err();
    assert_eq!(refusal(b""), Refusal::NotZip);
    assert_eq!(refusal("不是压缩文件".as_bytes()), Refusal::NotZip);
    let encrypted = refusal(&[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]);
    assert!(encrypted.to_string().starts_with("文件加了密码，或是旧版 .doc"));
    assert_eq!(refusal(b"PK\x03\x04 cut short"), Refusal::Damaged);
}

#[test]
fn a_real_text_cut_anywhere_is_refused_without_a_panic() {
    let Some(shared) = shared() else { return };
    let bytes = std::fs::read(shared.join("docx/beidaihe-kexie-2021.docx")).unwrap();
    for end in (0..bytes.len()).step_by(97) {
        let refusal = import(&bytes[..end], &Options::new("hebei")).unwrap_err();
        assert!(matches!(refusal, Refusal::NotZip | Refusal::Damaged), "{refusal:?}");
    }
}

/// The texts of a document's blocks, which must survive export and import.
fn printed(document: &jixiao::document::Document) -> Vec<String> {
    use jixiao::document::Block;
    let mut texts = vec![document.title.clone()];
    for block in document.cover.iter().chain(&document.body) {
        match block {
            Block::PageBreak => {}
            Block::Paragraph(p) => texts.push(p.text.clone()),
            Block::Table(t) => {
                let cells = t.rows.iter().flat_map(|r| &r.cells);
                texts.extend(cells.flat_map(|c| &c.paragraphs).map(|p| p.text.clone()));
            }
        }
    }
    texts
}

#[test]
fn a_text_that_was_built_imports_as_what_it_was() {
    use jixiao::layout::font::{FontSet, Fonts};
    let set = FontSet::embedded();
    for example in crate::support::EXAMPLES {
        let path = crate::support::repository("data/examples").join(example);
        let form = crate::support::examined(&path).0.profile.unwrap();
        let document = crate::support::document(example);
        let layout = jixiao::layout::layout(&document, &Fonts::new(&set));
        let docx = jixiao::export::docx::docx(&document, &layout);
        let imported = import(&docx, &Options::new(&form.name)).unwrap();
        let again = jixiao::compose::compose(&imported.department, &form).unwrap();
        let (wanted, found) = (printed(&document), printed(&again));
        for (w, f) in wanted.iter().zip(&found) {
            assert_eq!(w, f, "{example}");
        }
        assert_eq!(wanted.len(), found.len(), "{example}");
        let unplaced = imported
            .notes
            .iter()
            .filter(|n| n.kind == jixiao::import::NoteKind::Unplaced);
        assert_eq!(unplaced.count(), 0, "{example}");
    }
}
