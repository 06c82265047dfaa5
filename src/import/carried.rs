//! The YAML that a file built by this program carries.

use super::note::{Note, NoteKind};
use super::{Imported, Options};
use crate::compose::compose_printout;
use crate::text::source::Sources;
use crate::verify;
use crate::yaml::load::{File, Input, load};

/// What a built file carries.
#[derive(Debug)]
pub struct Carried {
    /// The department as it was when the file was built.
    pub imported: Imported,
    /// In how many places the file shows something else now.
    pub changes: usize,
}

/// The department that a DOCX or PDF carries; None where the file was not built by this
/// program, its YAML was changed, or is of a form that stands in a folder of its own.
pub fn carried(bytes: &[u8], options: &Options) -> Option<Carried> {
    let built = verify::read(bytes).ok()?;
    let proof = built.proof.as_ref().filter(|p| p.is_genuine())?;
    let printed = proof.printed();
    let file =
        File { path: "部门.yaml".into(), bytes: Ok(proof.text.clone().into_bytes()) };
    let input = Input { department: Some(file), ..Input::default() };
    let loaded = load(&input, &mut Sources::default());
    let (mut department, profile) = (loaded.department?, loaded.profile?);
    department.exemptions = printed.exemptions;
    let document = compose_printout(&department, &profile, printed.printout).ok()?;
    let changes = verify::compare(&built, &document, Some(&printed.pages)).len();
    department.exemptions.clear();
    options.apply(&mut department);
    let numbers = (1..=department.projects.len()).collect();
    let note = Note {
        kind: NoteKind::Guess,
        place: None,
        message: "文件是 jixiao 生成的，带着原来的 YAML，照它写出".to_owned(),
    };
    let imported = Imported { department, profile, notes: vec![note], numbers };
    Some(Carried { imported, changes })
}
