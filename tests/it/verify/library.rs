//! Properties of verification, through the library.

use crate::support::{EXAMPLES, examined, repository};
use jixiao::compose::compose;
use jixiao::export::docx::proven;
use jixiao::export::pdf::{Attachment, PdfOptions, pdf};
use jixiao::layout::font::{FontSet, Fonts};
use jixiao::layout::layout;
use jixiao::load::{File, Input, load};
use jixiao::proof::Proof;
use jixiao::source::Sources;
use jixiao::verify::{compare, read};

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
            pdf(&document, &layout, &fonts, &options).unwrap(),
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
        pdf(&document, &layout, &fonts, &PdfOptions::default()).unwrap(),
    ];
    let mut seed = 1_u64;
    let mut random = |below: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        (seed >> 33) as usize % below
    };
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
