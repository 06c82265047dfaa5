//! The fields of a part of the text, also those that are not written yet, with what is
//! written in each: what a panel shows beside the page.

use super::answer::Denial;
use super::view::ShownPages;
use jixiao::model::profile::{FieldForm, FundForm, Owner};
use jixiao::yaml::edit::{Address, Value, locate, read};
use jixiao::yaml::format::{DEPARTMENT_FILE, Key, PROJECT_FILE, Shape};
use serde::Deserialize;
use serde_json::{Value as Json, json};

/// A printed value that was chosen on the page.
#[derive(Deserialize)]
pub struct FieldSpot {
    /// The file, by its number among the sources.
    file: usize,
    /// Its first byte.
    start: usize,
    /// The byte behind its last.
    end: usize,
}

/// The field that a printed value comes from: its address, and what is written there.
///
/// # Errors
/// A place that is no field.
pub fn at(shown: &ShownPages, spot: &FieldSpot) -> Result<Json, Denial> {
    let gone = || Denial::missing("这里没有可以改的内容");
    let path = shown.sources.paths().nth(spot.file).ok_or_else(gone)?;
    let at = locate(&shown.input, path, spot.start..spot.end).ok_or_else(gone)?;
    let value =
        read(&shown.input, &at).map_err(|fault| Denial::new(fault.to_string()))?;
    Ok(json!({
        "at": at,
        "name": at.to_string(),
        "value": value.as_text(),
        "row": row(shown, &at),
        "choices": choices(shown, &at),
    }))
}

/// The item of a list that an address lies in: its address, its number, and of how many.
fn row(shown: &ShownPages, at: &Address) -> Option<Json> {
    let mut here = at.clone();
    while let Some((list, last)) = here.split_last() {
        if let jixiao::yaml::edit::Step::Item(index) = last {
            // a project is no row: it is handled as a whole
            let value = read(&shown.input, &list).ok().filter(|_| list.steps().len() > 1);
            let count = match value? {
                Value::List(items) => items.len(),
                _ => index + 1,
            };
            return Some(json!({ "at": here, "index": index, "count": count }));
        }
        here = list;
    }
    None
}

/// The words of which a field is one, where these are known.
fn choices(shown: &ShownPages, at: &Address) -> Vec<(String, String)> {
    use jixiao::yaml::edit::Step::Key;
    let department = shown.loaded.department.as_ref();
    let Some(Key(last)) = at.steps().last() else { return Vec::new() };
    match last.as_str() {
        "单位" => department.map_or(Vec::new(), |d| {
            let named = d.units.iter().map(|u| (u.code.text(), u.name.text()));
            named
                .map(|(code, name)| (code.to_owned(), format!("{code} {name}")))
                .collect()
        }),
        "涉密" | "草案" | "摘录" => {
            ["是", "否"].map(|word| (word.to_owned(), word.to_owned())).into()
        }
        _ => Vec::new(),
    }
}

/// The fields of a part: of the project with that number, or of the department.
///
/// # Errors
/// A part that cannot be read.
pub fn form(shown: &ShownPages, project: Option<usize>) -> Result<Json, Denial> {
    let (at, shape) = match project {
        Some(index) => (Address::project(index), &PROJECT_FILE),
        None => (Address::department(), &DEPARTMENT_FILE),
    };
    let value =
        read(&shown.input, &at).map_err(|fault| Denial::new(fault.to_string()))?;
    Ok(Form { shown }.node(shape, at, &value))
}

struct Form<'s> {
    shown: &'s ShownPages,
}

impl Form<'_> {
    fn node(&self, shape: &Shape, at: Address, value: &Value) -> Json {
        match shape {
            Shape::Map(_, keys) => self.map(keys, at, value),
            Shape::List(item) => self.list(item, at, value),
            Shape::Each(item) | Shape::Names(_, item) => self.each(item, at, value),
            Shape::OneOf(shapes) => self.node(chosen(shapes, value), at, value),
            _ => json!({
                "kind": kind(shape),
                "choices": choices(self.shown, &at),
                "at": at,
                "value": value.as_text().unwrap_or_default(),
            }),
        }
    }

    fn map(&self, keys: &[Key], at: Address, value: &Value) -> Json {
        let nothing = Value::from("");
        let text = value.as_text().filter(|t| !t.trim().is_empty());
        let entry = |key: &Key| {
            // an item that is a text alone is its content
            let alone = text.filter(|_| key.name == "内容").map(Value::from);
            let given =
                alone.as_ref().or_else(|| value.get(key.name)).unwrap_or(&nothing);
            json!({
                "name": key.name,
                "about": key.about,
                "required": key.required,
                "node": self.node(&key.shape, at.clone().then(key.name), given),
            })
        };
        let entries: Vec<_> =
            keys.iter().filter(|k| k.name != "项目").map(entry).collect();
        json!({ "kind": "map", "at": at, "entries": entries })
    }

    fn list(&self, item: &Shape, at: Address, value: &Value) -> Json {
        let items: Vec<_> = match value {
            Value::List(items) => items.clone(),
            Value::Text(text) if !text.trim().is_empty() => vec![value.clone()],
            _ => Vec::new(),
        };
        let nodes = items.iter().enumerate();
        let nodes: Vec<_> =
            nodes.map(|(i, v)| self.node(item, at.clone().then(i), v)).collect();
        json!({ "kind": "list", "at": at, "items": nodes, "text": value.as_text().is_some_and(|t| !t.trim().is_empty()) })
    }

    /// A map whose keys are names of the form: those of the form, then others written.
    fn each(&self, item: &Shape, at: Address, value: &Value) -> Json {
        let nothing = Value::from("");
        let mut names = self.names(&at);
        if let Value::Map(entries) = value {
            let more = entries.iter().map(|e| e.0.clone()).filter(|n| !names.contains(n));
            let more: Vec<_> = more.collect();
            names.extend(more);
        }
        let entry = |name: &String| {
            let given = value.get(name).unwrap_or(&nothing);
            let at = at.clone().then(name.as_str());
            json!({ "name": name, "node": self.node(item, at, given) })
        };
        json!({ "kind": "map", "at": at, "entries": names.iter().map(entry).collect::<Vec<_>>() })
    }

    /// The names that the form gives below an address.
    fn names(&self, at: &Address) -> Vec<String> {
        use jixiao::yaml::edit::Step::Key;
        let Some(profile) = &self.shown.loaded.profile else { return Vec::new() };
        let funds = |forms: &[FundForm]| forms.iter().map(|f| f.name.clone()).collect();
        match at.steps() {
            [.., Key(last)] if last == "支出计划" => profile.plan_months.clone(),
            [.., Key(last)] if last == "预算" => funds(&profile.funds),
            [.., Key(last)] if last == "文字栏" || last == "字段" => {
                let section = |f: &&FieldForm| f.section.key() == last;
                let owner = match at.steps() {
                    [_] => Owner::Department,
                    _ => Owner::Project,
                };
                let own = profile.fields_of(owner).filter(section);
                own.map(|f| f.name.clone()).collect()
            }
            [.., Key(above), Key(last)] if above == "预算" => {
                let block = profile.funds.iter().find(|f| f.name == *last);
                block.map_or(Vec::new(), |f| funds(&f.parts))
            }
            _ => Vec::new(),
        }
    }
}

/// Which of several shapes a value has; of nothing, the one with the most room.
fn chosen<'s>(shapes: &'s [Shape], value: &Value) -> &'s Shape {
    let fits = |shape: &&Shape| match value {
        Value::Map(_) => {
            matches!(shape, Shape::Map(..) | Shape::Each(_) | Shape::Names(..))
        }
        Value::List(_) => matches!(shape, Shape::List(_)),
        Value::Text(text) => text.trim().is_empty() || !matches!(shape, Shape::List(_)),
    };
    let blank = value.is_blank();
    let found =
        if blank { shapes.iter().rev().find(fits) } else { shapes.iter().find(fits) };
    found.unwrap_or(&shapes[0])
}

fn kind(shape: &Shape) -> &'static str {
    match shape {
        Shape::Money => "money",
        Shape::Percent => "percent",
        Shape::Year => "year",
        Shape::Points => "points",
        Shape::Switch => "switch",
        _ => "text",
    }
}
