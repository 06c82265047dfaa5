//! Every form is imported as what was built: generated departments, real texts.

use crate::generate;
use crate::support::{repository, shared};
use jixiao::compose::compose;
use jixiao::export::docx::docx;
use jixiao::import::{Chosen, Imported, Kind, Options, import};
use jixiao::layout::font::{FontSet, Fonts};
use jixiao::layout::layout;
use jixiao::load::profile::{built_in, built_in_names, load_folder};
use jixiao::load::{File, Given, Input, ProfileFolder, load};
use jixiao::model::{Department, Field, Profile};
use jixiao::save::save;
use jixiao::source::Sources;
use proptest::test_runner::{Config, TestError, TestRunner};

type Files = Vec<(String, String)>;

/// Loads files of a department, by its own profile or by `given`; without fault.
fn reload(files: &Files, given: Option<&Given>) -> Department {
    let file = |(path, text): &(String, String)| File {
        path: path.clone(),
        bytes: Ok(text.clone().into_bytes()),
    };
    let input = Input {
        path: "部门".into(),
        department: files.first().map(file),
        projects: files[1..].iter().map(file).collect(),
        profile: given.cloned(),
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

/// How many departments are made of each form.
const CASES: u32 = 16;

/// Departments of a profile, saved, built, imported and saved again.
fn assert_round_trips(chosen: &Chosen, given: Option<&Given>, fonts: &Fonts) {
    let profile = &chosen.profile;
    let options = Options { profile: Some(chosen.clone()), ..Options::default() };
    let config = Config { cases: CASES, failure_persistence: None, ..Config::default() };
    let test = |mut department: Department| {
        department.profile = Field::of(chosen.name.clone());
        let wanted = save(&department, &[]);
        let bytes = built(&reload(&wanted, given), profile, fonts);
        let imported = import(&bytes, &options).unwrap();
        let unplaced = imported.notes.iter().filter(|n| n.kind == Kind::Unplaced);
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
        assert_round_trips(&chosen, None, &fonts);
    }
}

#[test]
fn a_form_of_ones_own_is_imported_by_its_words() {
    let set = FontSet::embedded();
    let path = repository("tests/cases/import/版式.yaml");
    let bytes = Ok(std::fs::read(path).unwrap());
    let file = File { path: "版式.yaml".into(), bytes };
    let folder = ProfileFolder { file, templates: Vec::new(), parent: None };
    let mut faults = Vec::new();
    let profile = load_folder(&folder, &mut Sources::default(), &mut faults);
    assert!(faults.is_empty(), "{faults:#?}");
    let chosen = Chosen { name: "../版式".into(), profile: profile.unwrap() };
    let given = Given::Folder(folder);
    assert_round_trips(&chosen, Some(&given), &Fonts::new(&set));
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
