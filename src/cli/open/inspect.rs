//! 核对: an edited Word file beside the text that is open, its changes one by one.

use super::answer::Denial;
use super::view::ShownPages;
use jixiao::proof::Proof;
use jixiao::verify;
use jixiao::write_back::proposals;
use jixiao::yaml::edit::{self, Action, Address, Edit, Step, Value};
use jixiao::yaml::load::Input;
use serde_json::{Value as Json, json};

/// What was changed in the file `bytes`: what can be taken over, as edits that the page may
/// wish for, and what can only be made by hand.
///
/// # Errors
/// A file that is no Word file of this program's, or was made from another text.
pub fn look(shown: &ShownPages, bytes: &[u8]) -> Result<Json, Denial> {
    if bytes.starts_with(b"%PDF") {
        return Err(Denial::new(
            "PDF 里的改动收不回来；请拿改过的 Word 文件（.docx）来核对",
        ));
    }
    let built = verify::read(bytes).map_err(|why| Denial::new(why.to_string()))?;
    let proof = built.proof.as_ref();
    if proof.is_some_and(|p| !p.is_genuine()) {
        return Err(Denial::new(
            "文件所带的 YAML 与它的摘要不符，是伪造或损坏的，不能收",
        ));
    }
    let printed = proof.map(Proof::printed).unwrap_or_default();
    let (edits, left) = proposals(&shown.input, bytes, &printed)
        .map_err(|why| Denial::new(why.to_string()))?;
    let edits: Vec<_> = edits.iter().map(|e| wish(&shown.input, e)).collect();
    let left: Vec<_> = left
        .iter()
        .map(|c| json!({ "place": c.place.to_string(), "old": c.old, "new": c.new }))
        .collect();
    Ok(json!({ "edits": edits, "left": left, "proven": proof.is_some() }))
}

/// An edit as the page shows it and wishes for it.
fn wish(input: &Input, edit: &Edit) -> Json {
    let old = edit::read(input, &edit.at).map_or(Json::Null, |v| plain(&v));
    let (deed, new) = match &edit.action {
        Action::Set(value) => {
            (json!({ "do": "set", "value": plain(value) }), plain(value))
        }
        Action::Clear | Action::Blank => {
            (json!({ "do": "set", "value": "" }), Json::Null)
        }
        // write_back proposes none
        Action::Note(comment) => (Json::Null, json!(comment)),
        Action::Insert(value) => {
            (json!({ "do": "insert", "value": plain(value) }), plain(value))
        }
        Action::Remove => (json!({ "do": "remove" }), Json::Null),
        Action::MoveTo(to) => (json!({ "do": "move", "to": to }), json!(to + 1)),
        Action::Rename(name) => (json!({ "do": "rename", "to": name }), json!(name)),
    };
    let mut wished = deed;
    wished["at"] = json!(edit.at);
    if let (Json::String(saw), Action::Set(_) | Action::Clear) = (&old, &edit.action) {
        wished["saw"] = json!(saw);
    }
    let is_new = matches!(edit.action, Action::Insert(_));
    let old = if is_new { Json::Null } else { old };
    json!({ "place": place(input, &edit.at), "old": old, "new": new, "wish": wished })
}

/// Where an edit is made, the project by its name.
fn place(input: &Input, at: &Address) -> String {
    let ([Step::Key(projects), Step::Item(index)]
    | [Step::Key(projects), Step::Item(index), ..]) = at.steps()
    else {
        return at.to_string();
    };
    let name = Address::project(*index).then("项目名称");
    let name = edit::read(input, &name).ok().and_then(|v| v.as_text().map(str::to_owned));
    let rest: Address = at.steps()[2..].iter().cloned().collect();
    match name.filter(|_| projects == "项目") {
        Some(name) => format!("{name}：{rest}"),
        None => at.to_string(),
    }
}

fn plain(value: &Value) -> Json {
    match value {
        Value::Text(text) => json!(text),
        Value::List(items) => items.iter().map(plain).collect(),
        Value::Map(entries) => {
            Json::Object(entries.iter().map(|(k, v)| (k.clone(), plain(v))).collect())
        }
    }
}
