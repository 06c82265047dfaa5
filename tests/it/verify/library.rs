//! Properties of verification, through the library.

use crate::support::{EXAMPLES, examined, input, repository};
use jixiao::compose::compose;
use jixiao::export::docx::proven;
use jixiao::export::pdf::{Attachment, PdfOptions, pdf};
use jixiao::layout::font::{FontSet, Fonts};
use jixiao::layout::layout;
use jixiao::pages::display;
use jixiao::proof::Proof;
use jixiao::text::source::Sources;
use jixiao::verify::{Change, compare, read};
use jixiao::write_back::write_back;
use jixiao::yaml::load::{File, Input, load, profile};
use std::io::{Cursor, Read, Write};
use zip::write::SimpleFileOptions;

/// Both files of every example show what the YAML that they carry gives, and its place
/// is known of every text of the author's.
#[test]
fn every_example_verifies() {
    let set = FontSet::embedded();
    let fonts = Fonts::new(&set);
    for example in EXAMPLES {
        let (mut loaded, _) = examined(&repository("data/examples").join(example));
        let mut department = loaded.department.take().unwrap();
        department.exemptions = std::mem::take(&mut loaded.exemptions);
        let profile = loaded.profile.unwrap();
        let document = compose(&department, &profile).unwrap();
        let layout = layout(&document, &fonts);
        let proof = Proof::new(&department, &layout);
        let attachment = Some(Attachment {
            name: "部门.yaml".into(),
            description: String::new(),
            text: proof.text.clone(),
        });
        let options = PdfOptions { attachment, ..PdfOptions::default() };
        let files = [
            proven(&document, &layout, &proof),
            pdf(&document, &display(&layout), &fonts, &options).unwrap(),
        ];
        for bytes in files {
            let built = read(&bytes).unwrap();
            let found = built.proof.clone().unwrap();
            assert_eq!(found, proof);
            let document = carried(&found);
            let changes = compare(&built, &document, Some(&found.printed().pages));
            assert_eq!(changes, [], "{example}");
        }
    }
}

/// Every form that the program has can be verified, also where its tables go on over
/// pages and its page numbers and lines above the rests of tables are its own.
#[test]
fn every_form_verifies() {
    let set = FontSet::embedded();
    let fonts = Fonts::new(&set);
    let text = repository("data/examples/云泽市科学技术局/部门.yaml");
    let text = std::fs::read_to_string(text).unwrap();
    let path = repository("data/examples").join(EXAMPLES[0]);
    for form in profile::built_in_names() {
        let mut files = input(&path, &path);
        files.projects.truncate(4);
        let written = text.replace("版式: hebei", &format!("版式: {form}"));
        assert!(form == "hebei" || written != text);
        files.department.as_mut().unwrap().bytes = Ok(written.into_bytes());
        let loaded = load(&files, &mut Sources::default());
        let (department, profile) = (loaded.department.unwrap(), loaded.profile.unwrap());
        let document = compose(&department, &profile).unwrap();
        let layout = layout(&document, &fonts);
        let proof = Proof::new(&department, &layout);
        let pdf =
            pdf(&document, &display(&layout), &fonts, &PdfOptions::default()).unwrap();
        for bytes in [proven(&document, &layout, &proof), pdf] {
            let built = read(&bytes).unwrap();
            let changes = compare(&built, &document, Some(&proof.printed().pages));
            assert_eq!(changes, [], "{form}");
        }
    }
}

/// The document that the YAML of a proof gives.
fn carried(proof: &Proof) -> jixiao::document::Document {
    let bytes = Ok(proof.text.clone().into_bytes());
    let department = Some(File { path: "a".into(), bytes });
    let input = Input { department, ..Input::default() };
    let loaded = load(&input, &mut Sources::default());
    assert_eq!(loaded.diagnostics, []);
    let mut department = loaded.department.unwrap();
    department.exemptions = proof.printed().exemptions;
    compose(&department, &loaded.profile.unwrap()).unwrap()
}

/// The text of a part of a package.
fn document_xml(package: &[u8]) -> String {
    let mut zip = zip::ZipArchive::new(Cursor::new(package)).unwrap();
    std::io::read_to_string(zip.by_name("word/document.xml").unwrap()).unwrap()
}

/// The package with another document.
fn with_document(package: &[u8], xml: &str) -> Vec<u8> {
    let mut zip = zip::ZipArchive::new(Cursor::new(package)).unwrap();
    let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..zip.len() {
        let mut file = zip.by_index(index).unwrap();
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).unwrap();
        if file.name() == "word/document.xml" {
            bytes = xml.as_bytes().to_vec();
        }
        out.start_file(file.name(), SimpleFileOptions::default()).unwrap();
        out.write_all(&bytes).unwrap();
    }
    out.finish().unwrap().into_inner()
}

/// Whatever cells are edited, all that the author wrote comes back, and what is not
/// the author's is told: nothing is dropped, and nothing else is touched.
#[test]
fn any_edited_cells_come_back_or_are_told() {
    let set = FontSet::embedded();
    let fonts = Fonts::new(&set);
    for example in EXAMPLES {
        let path = repository("data/examples").join(example);
        let files = input(&path, path.parent().unwrap());
        let (loaded, _) = examined(&path);
        let department = loaded.department.unwrap();
        let document = compose(&department, &loaded.profile.unwrap()).unwrap();
        let layout = layout(&document, &fonts);
        let proof = Proof::new(&department, &layout);
        let good = proven(&document, &layout, &proof);
        let xml = document_xml(&good);
        let texts: Vec<usize> = xml.match_indices("</w:t>").map(|(at, _)| at).collect();
        let mut random = random(example.len() as u64);
        let rounds = if files.projects.len() > 20 { 2 } else { 5 };
        for _ in 0..rounds {
            let mut edited = xml.clone();
            let mut places: Vec<_> = (0..4).map(|_| texts[random(texts.len())]).collect();
            places.sort_unstable();
            places.dedup();
            for at in places.into_iter().rev() {
                edited.insert_str(at, ["改", "：乙", " #丙", "丁, {"][random(4)]);
            }
            let bytes = with_document(&good, &edited);
            let built = read(&bytes).unwrap();
            let wanted = compare(&built, &document, Some(&proof.printed().pages));
            assert_ne!(wanted, []);
            match write_back(&files, &bytes, &proof.printed()) {
                // a value of which the file makes no sense, such as 5.00改
                Err(fault) => assert!(fault.0.contains("读"), "{example}: {fault}"),
                Ok(written) => {
                    for change in &written.left {
                        let known =
                            |w: &&Change| w.old == change.old && w.new == change.new;
                        assert!(wanted.iter().any(|w| known(&w)), "{change:?}");
                    }
                    let left = written.left.iter().filter(|c| is_a_text(c)).count();
                    // an edited label may make other cells unreadable
                    let labels = wanted.iter().any(|c| c.source.is_none());
                    assert!(left == 0 || labels, "{example}: {:#?}", written.left);
                }
            }
        }
    }
}

/// Whether a change is in a cell of an indicator where any text can stand.
fn is_a_text(change: &Change) -> bool {
    let columns = ["，三级指标", "，绩效指标描述", "，指标值确定依据"];
    change.source.is_some() && columns.iter().any(|c| change.place.ends_with(c))
}

fn random(seed: u64) -> impl FnMut(usize) -> usize {
    let mut seed = seed;
    move |below: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        (seed >> 33) as usize % below
    }
}

#[test]
fn no_bytes_make_it_panic() {
    let (loaded, _) = examined(&repository("data/examples").join(EXAMPLES[1]));
    let department = loaded.department.unwrap();
    let document = compose(&department, &loaded.profile.unwrap()).unwrap();
    let set = FontSet::embedded();
    let fonts = Fonts::new(&set);
    let layout = layout(&document, &fonts);
    let proof = Proof::new(&department, &layout);
    let files = [
        proven(&document, &layout, &proof),
        pdf(&document, &display(&layout), &fonts, &PdfOptions::default()).unwrap(),
    ];
    let mut random = random(1);
    for bytes in files {
        for _ in 0..30 {
            let mut bytes = bytes.clone();
            for _ in 0..3 {
                let at = random(bytes.len());
                bytes[at] = random(256) as u8;
            }
            if let Ok(built) = read(&bytes) {
                compare(&built, &document, None);
            }
        }
    }
}
