//! What the user does to the text, as steps.

use super::answer::Denial;
use super::desk::changed;
use super::record::{RecordedChange, UndoStep};
use super::view::ShownPages;
use jixiao::check::apply_fixes;
use jixiao::diagnostic::Fix;
use jixiao::yaml;
use jixiao::yaml::edit::{Address, Edit, EditFault, Value};
use jixiao::yaml::load::Input;
use serde::Deserialize;
use serde_json::Value as Json;
use std::collections::BTreeMap;
use std::path::PathBuf;

/// Findings that are to be mended.
#[derive(Deserialize)]
pub struct FixWish {
    /// What the page showed.
    revision: u64,
    /// Which of its findings; left out, all that can be mended without a question.
    id: Option<usize>,
}

/// The step that mends findings.
///
/// # Errors
/// A page that is not the newest, a finding without a fix.
pub fn fix(shown: &ShownPages, wish: &FixWish) -> Result<UndoStep, Denial> {
    is_newest(shown, wish.revision)?;
    let wanted: Vec<&Fix> = match wish.id {
        Some(id) => {
            shown.findings.get(id).and_then(|d| d.fix.as_ref()).into_iter().collect()
        }
        None => shown
            .findings
            .iter()
            .filter_map(|d| d.fix.as_ref())
            .filter(|f| f.safe)
            .collect(),
    };
    let mut by_file: BTreeMap<_, Vec<&Fix>> = BTreeMap::new();
    for fix in &wanted {
        by_file.entry(fix.span.file).or_default().push(fix);
    }
    let changes = by_file.into_iter().filter_map(|(file, fixes)| {
        let source = shown.sources.get(file);
        let (text, _) = apply_fixes(&source.text, &fixes);
        rewritten(shown, &source.path, &text)
    });
    let changes: Vec<_> = changes.collect();
    if changes.is_empty() {
        return Err(Denial::new("这一处不能自动改，请照提示自己改"));
    }
    let name = match wish.id.and_then(|id| shown.findings.get(id)) {
        Some(finding) => format!("改好 {}", finding.code),
        None => format!("自动改好 {} 处", wanted.len()),
    };
    Ok(UndoStep { name, changes })
}

/// The change that gives a file another text; a byte-order mark stays.
fn rewritten(shown: &ShownPages, path: &str, text: &str) -> Option<RecordedChange> {
    const MARK: &[u8] = b"\xEF\xBB\xBF";
    let mut all = shown.input.department.iter().chain(&shown.input.projects);
    let bytes = all.find(|f| f.path == path)?.bytes.as_ref().ok()?;
    let mark = if bytes.starts_with(MARK) { MARK } else { b"" };
    changed(&shown.input, path, [mark, text.as_bytes()].concat())
}

fn is_newest(shown: &ShownPages, revision: u64) -> Result<(), Denial> {
    match shown.revision == revision {
        true => Ok(()),
        false => Err(Denial::conflict("内容在别处改过；页面已换成新的内容，请看过再改")),
    }
}

/// Edits of fields.
#[derive(Deserialize)]
pub struct EditWish {
    /// What is done, as a button to undo it says.
    name: String,
    /// What is done, all or nothing.
    edits: Vec<WishedEdit>,
}

/// An edit as the page wishes it.
#[derive(Deserialize)]
pub struct WishedEdit {
    at: Address,
    /// What the page showed there; another value is not overwritten.
    saw: Option<String>,
    #[serde(flatten)]
    deed: Deed,
}

/// What is done at an address.
#[derive(Deserialize)]
#[serde(tag = "do", rename_all = "lowercase")]
enum Deed {
    Set {
        value: Json,
    },
    Insert {
        value: Json,
    },
    Remove,
    Move {
        to: usize,
    },
    Rename {
        to: String,
    },
    /// The item once more, in the place of that number.
    Copy {
        to: usize,
    },
}

/// The step that edits fields.
///
/// # Errors
/// As the edits say; a value that is no text, list or map.
pub fn edit(shown: &ShownPages, wish: EditWish) -> Result<UndoStep, Denial> {
    let refused = |fault: EditFault| match fault {
        EditFault::Changed { .. } | EditFault::Overtaken(_) => {
            Denial::conflict(fault.to_string())
        }
        _ => Denial::new(fault.to_string()),
    };
    let edits = wish.edits.into_iter().map(|e| e.edit(&shown.input));
    let edits = edits.collect::<Result<Vec<Edit>, _>>().map_err(refused)?;
    let changes = yaml::edit::edit(&shown.input, &edits).map_err(refused)?;
    let after = changes.apply(&shown.input).map_err(refused)?;
    Ok(UndoStep { name: wish.name, changes: differences(&shown.input, &after) })
}

impl WishedEdit {
    fn edit(self, input: &Input) -> Result<Edit, EditFault> {
        let at = self.at;
        let edit = match self.deed {
            Deed::Copy { to } => copy(input, &at, to)?,
            Deed::Set { value } => Edit::set(at, written(&value)),
            Deed::Insert { value } => Edit::insert(at, written(&value)),
            Deed::Remove => Edit::remove(at),
            Deed::Move { to } => Edit::move_to(at, to),
            Deed::Rename { to } => Edit::rename(at, to),
        };
        Ok(match self.saw {
            Some(saw) => edit.saw(saw),
            None => edit,
        })
    }
}

/// A further item like the one at `at`. A project's code is its own alone, so that of the
/// copy is still to be given.
fn copy(input: &Input, at: &Address, to: usize) -> Result<Edit, EditFault> {
    const OWN: [(&str, &str); 1] = [("项目编码", "待编")];
    let mut value = yaml::edit::read(input, at)?;
    if let Value::Map(entries) = &mut value {
        for (key, text) in entries.iter_mut() {
            if let Some((_, open)) = OWN.iter().find(|own| own.0 == key) {
                *text = Value::from(*open);
            }
        }
    }
    let list = at.split_last().map_or_else(Address::default, |(list, _)| list);
    Ok(Edit::insert(list.then(to), value))
}

/// A value of the page as a value of the format.
fn written(value: &Json) -> Value {
    match value {
        Json::Null => Value::from(""),
        Json::String(text) => Value::from(text.as_str()),
        Json::Array(items) => Value::List(items.iter().map(written).collect()),
        Json::Object(entries) => {
            Value::Map(entries.iter().map(|(k, v)| (k.clone(), written(v))).collect())
        }
        other => Value::from(other.to_string()),
    }
}

/// What becomes of the files of a department.
fn differences(before: &Input, after: &Input) -> Vec<RecordedChange> {
    let all = |input: &Input| -> BTreeMap<String, Vec<u8>> {
        let files = input.department.iter().chain(&input.projects);
        files.filter_map(|f| Some((f.path.clone(), f.bytes.clone().ok()?))).collect()
    };
    let (mut old, new) = (all(before), all(after));
    let change = |path: String, before: Option<Vec<u8>>, after: Option<Vec<u8>>| {
        RecordedChange { path: PathBuf::from(path), before, after }
    };
    let mut changes = Vec::new();
    for (path, bytes) in new {
        let before = old.remove(&path);
        if before.as_ref() != Some(&bytes) {
            changes.push(change(path, before, Some(bytes)));
        }
    }
    changes.extend(old.into_iter().map(|(path, bytes)| change(path, Some(bytes), None)));
    changes
}
