//! Every form is imported as what was built: generated departments, real texts.

use crate::generate;
use crate::support::{repository, shared};
use jixiao::compose::compose;
use jixiao::document::{Block, Document};
use jixiao::export::docx::docx;
use jixiao::import::{Chosen, Imported, NoteKind, Options, import};
use jixiao::layout::font::{FontSet, Fonts};
use jixiao::layout::layout;
use jixiao::model::profile::Shown;
use jixiao::model::{Department, Field, Profile};
use jixiao::text::source::Sources;
use jixiao::yaml::load::profile::{built_in, built_in_names, load_folder};
use jixiao::yaml::load::{File, Given, Input, ProfileFolder, load};
use jixiao::yaml::save::save;
use proptest::test_runner::{Config, TestError, TestRunner};
use rust_xlsxwriter::{Format, Workbook, Worksheet};

type Files = Vec<(String, String)>;

/// Loads files of a department, by its own profile or by `given`; without fault.
pub fn reload(files: &Files, given: Option<&Given>) -> Department {
    let file = |(path, text): &(String, String)| File {
        path: path.clone(),
        bytes: Ok(text.clone().into_bytes()),
    };
    let input = Input {
        path: "部门".into(),
        department: files.first().map(file),
        projects: files[1..].iter().map(file).collect(),
        profile: given.cloned(),
        ..Input::default()
    };
    let loaded = load(&input, &mut Sources::default());
    let messages: Vec<_> = loaded.diagnostics.iter().map(|d| &d.message).collect();
    assert!(messages.is_empty(), "{messages:?}\n{files:#?}");
    loaded.department.unwrap()
}

fn built(department: &Department, profile: &Profile, fonts: &Fonts) -> Vec<u8> {
    let document = compose(department, profile).unwrap();
    docx(&document, &layout(&document, fonts))
}

/// The files as one text, so that a difference is shown line by line.
fn text(files: &Files) -> String {
    files.iter().map(|(path, text)| format!("== {path}\n{text}")).collect()
}

fn saved(imported: &Imported) -> Files {
    save(&imported.department, &imported.numbers)
}

fn assert_same(wanted: &Files, found: &Files, notes: &Imported) {
    let (wanted, found) = (text(wanted), text(found));
    for (w, f) in wanted.lines().zip(found.lines()) {
        assert_eq!(w, f, "{:#?}\n{wanted}", notes.notes);
    }
    assert_eq!(wanted, found);
}

/// All but the line with 版式: two forms may print the same.
fn behind_profile(files: &Files) -> String {
    text(files).split_once("年度: ").map(|(_, rest)| rest.to_owned()).unwrap()
}

/// Gives each indicator the 描述 that a form prints for it: where there is none, its name.
fn as_printed(department: &mut Department, profile: &Profile) {
    if !profile.shows(Shown::Description) {
        return;
    }
    let overall = match &mut department.overall_table {
        Field::Given(table) => Some(&mut table.value.targets),
        _ => None,
    };
    let projects = department.projects.iter_mut().chain(&mut department.special_funds);
    for project in projects.chain(overall) {
        let Field::Given(rows) = &mut project.indicators else { continue };
        for row in rows.value.iter_mut().filter(|r| r.description.is_absent()) {
            row.description = row.name.clone();
        }
    }
}

/// How many departments are made of each form.
const CASES: u32 = 16;

/// Departments of a profile, saved, built, imported and saved again.
pub fn assert_round_trips(
    chosen: &Chosen,
    given: Option<&Given>,
    fonts: &Fonts,
    cases: u32,
) {
    let profile = &chosen.profile;
    let options = Options { profile: Some(chosen.clone()), ..Options::default() };
    let config = Config { cases, failure_persistence: None, ..Config::default() };
    let test = |mut department: Department| {
        department.profile = Field::of(chosen.name.clone());
        as_printed(&mut department, profile);
        let wanted = save(&department, &[]);
        let bytes = built(&reload(&wanted, given), profile, fonts);
        let imported = import(&bytes, &options).unwrap();
        let unplaced = imported.notes.iter().filter(|n| n.kind == NoteKind::Unplaced);
        assert_eq!(unplaced.count(), 0, "{:#?}", imported.notes);
        assert_same(&wanted, &saved(&imported), &imported);
        if given.is_none() {
            let guessed = saved(&import(&bytes, &Options::default()).unwrap());
            assert_eq!(behind_profile(&guessed), behind_profile(&wanted));
        }
        Ok(())
    };
    let result = TestRunner::new(config).run(&generate::department(profile), test);
    if let Err(TestError::Fail(why, department)) = result {
        panic!("{}: {why}\n{}", chosen.name, text(&save(&department, &[])));
    }
    assert!(result.is_ok(), "{}", chosen.name);
}

#[test]
fn a_department_of_any_form_is_imported_as_it_was_saved() {
    let set = FontSet::embedded();
    let fonts = Fonts::new(&set);
    for name in built_in_names() {
        let profile = built_in(name).unwrap();
        let chosen = Chosen { name: name.to_owned(), profile };
        assert_round_trips(&chosen, None, &fonts, CASES);
    }
}

#[test]
fn a_form_of_ones_own_is_imported_by_its_words() {
    assert_own_form_round_trips("版式");
}

#[test]
fn fields_of_every_type_and_tables_are_imported_as_they_were_saved() {
    assert_own_form_round_trips("字段");
}

/// The same with the form of a file in `tests/cases/import`.
fn assert_own_form_round_trips(name: &str) {
    let set = FontSet::embedded();
    let path = repository(&format!("tests/cases/import/{name}.yaml"));
    let bytes = Ok(std::fs::read(path).unwrap());
    let file = File { path: "版式.yaml".into(), bytes };
    let folder = ProfileFolder { file, templates: Vec::new(), parent: None };
    let mut faults = Vec::new();
    let profile = load_folder(&folder, &mut Sources::default(), &mut faults);
    assert!(faults.is_empty(), "{faults:#?}");
    let chosen = Chosen { name: "../版式".into(), profile: profile.unwrap() };
    let given = Given::Folder(folder);
    assert_round_trips(&chosen, Some(&given), &Fonts::new(&set), CASES);
}

#[test]
fn real_texts_are_the_same_after_another_round() {
    let Some(folder) = shared("docx") else { return };
    let set = FontSet::embedded();
    let fonts = Fonts::new(&set);
    let mut paths: Vec<_> =
        std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
    paths.retain(|p| p.extension().is_some_and(|e| e == "docx"));
    paths.sort();
    assert_eq!(paths.len(), 4);
    for path in paths {
        let tianjin = path.file_name().unwrap().to_string_lossy().contains("tianjin");
        let name = if tianjin { "tianjin" } else { "hebei" };
        let (profile, options) = (built_in(name).unwrap(), Options::new(name));
        let first = import(&std::fs::read(&path).unwrap(), &options).unwrap();
        let wanted = saved(&first);
        let bytes = built(&reload(&wanted, None), &profile, &fonts);
        let again = import(&bytes, &options).unwrap();
        assert_same(&numbered(&wanted), &numbered(&saved(&again)), &again);
    }
}

/// Files by their order: building counts the projects anew, from 1.
fn numbered(files: &Files) -> Files {
    let file = |(i, (_, text)): (usize, &(String, String))| (i.to_string(), text.clone());
    files.iter().enumerate().map(file).collect()
}

/// The tables of a text as an exported workbook has them: a sheet a page break.
fn workbook(document: &Document) -> Vec<u8> {
    let mut book = Workbook::new();
    for part in document.body.split(|b| matches!(b, Block::PageBreak)) {
        if part.iter().any(|b| matches!(b, Block::Table(_))) {
            let sheet = book.add_worksheet();
            let mut row = 0;
            part.iter().for_each(|block| row = write(sheet, row, block));
        }
    }
    book.save_to_buffer().unwrap()
}

/// Writes a block from a row on; the row below it.
fn write(sheet: &mut Worksheet, row: u32, block: &Block) -> u32 {
    match block {
        Block::PageBreak => row,
        Block::Paragraph(p) => {
            put(sheet, [row, 0, row, 5], &p.text);
            row + 1
        }
        Block::Table(table) => {
            for (i, cells) in table.rows.iter().enumerate() {
                for cell in &cells.cells {
                    let (top, left) = (row + i as u32, cell.column as u32);
                    let bottom = top + cell.rowspan as u32 - 1;
                    let texts: Vec<_> =
                        cell.paragraphs.iter().map(|p| &*p.text).collect();
                    let right = left + cell.colspan as u32 - 1;
                    put(sheet, [top, left, bottom, right], &texts.join("\n"));
                }
            }
            row + table.rows.len() as u32
        }
    }
}

/// Writes a text into a cell, or into several merged.
fn put(sheet: &mut Worksheet, [top, left, bottom, right]: [u32; 4], text: &str) {
    let (left, right) = (left as u16, right as u16);
    match top == bottom && left == right {
        true => sheet.write(top, left, text).map(|_| ()).unwrap(),
        false => {
            let format = Format::new();
            sheet
                .merge_range(top, left, bottom, right, text, &format)
                .map(|_| ())
                .unwrap();
        }
    }
}

#[test]
fn the_tables_of_any_form_are_read_from_a_workbook() {
    for name in built_in_names() {
        let profile = built_in(name).unwrap();
        let config =
            Config { cases: CASES, failure_persistence: None, ..Config::default() };
        let test = |mut made: Department| {
            as_printed(&mut made, &profile);
            let made = Department {
                overall_goals: Field::Absent,
                sub_goals: Field::Absent,
                safeguards: Field::Absent,
                special_funds: Vec::new(),
                ..made
            };
            let wanted = save(&made, &[]);
            let document = compose(&reload(&wanted, None), &profile).unwrap();
            let mut found = import(&workbook(&document), &Options::new(name)).unwrap();
            // what a workbook does not say
            let Department { units, overall_table, projects, .. } = found.department;
            found.department = Department { units, overall_table, projects, ..made };
            assert_same(&wanted, &saved(&found), &found);
            let unplaced = found.notes.iter().filter(|n| n.kind == NoteKind::Unplaced);
            assert_eq!(unplaced.count(), 0, "{:#?}", found.notes);
            Ok(())
        };
        let result = TestRunner::new(config).run(&generate::department(&profile), test);
        if let Err(TestError::Fail(why, department)) = result {
            panic!("{name}: {why}\n{}", text(&save(&department, &[])));
        }
        assert!(result.is_ok(), "{name}");
    }
}
