//! The file format as a JSON Schema (draft 2020-12), for completion in editors.
//!
//! Made from the tables that the files are read with, so that both agree.

use super::format::{self, Key, Shape};
use serde_json::{Map, Value, json};

/// The schema of a 部门.yaml, a single file, and a file of 项目/, as JSON text.
pub fn schema() -> String {
    let mut defs = Map::new();
    let department = reference("部门", format::DEPARTMENT, &mut defs);
    let project = reference("项目", format::PROJECT, &mut defs);
    let evaluation = reference("自评", format::EVALUATION, &mut defs);
    let monitoring = reference("监控", format::MONITORING, &mut defs);
    let schema = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "部门预算绩效文本",
        "description": "部门.yaml、单个文件的小部门，或“项目”“自评”“监控”文件夹里的一个文件",
        "anyOf": [department, project, evaluation, monitoring],
        "$defs": defs,
    });
    serde_json::to_string_pretty(&schema).unwrap_or_default() + "\n"
}

/// A reference to the map `name`, which is put among the definitions.
fn reference(name: &str, keys: &[Key], defs: &mut Map<String, Value>) -> Value {
    if !defs.contains_key(name) {
        // taken before its keys are, which may name it
        defs.insert(name.to_owned(), Value::Null);
        let map = map(keys, defs);
        defs.insert(name.to_owned(), map);
    }
    json!({ "$ref": format!("#/$defs/{name}") })
}

fn map(keys: &[Key], defs: &mut Map<String, Value>) -> Value {
    let required: Vec<_> = keys.iter().filter(|k| k.required).map(|k| k.name).collect();
    let mut properties = Map::new();
    for key in keys.iter().filter(|k| k.name != format::ANY) {
        properties.insert(key.name.to_owned(), property(key, defs));
    }
    let other = keys.iter().find(|k| k.name == format::ANY);
    let other = other.map_or(Value::Bool(false), |key| property(key, defs));
    json!({
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": other,
    })
}

/// The value of a key; one that may be left out may stand blank too.
fn property(key: &Key, defs: &mut Map<String, Value>) -> Value {
    let shape = shape(&key.shape, defs);
    let mut value = match key.required {
        true => shape,
        false => json!({ "anyOf": [shape, { "type": "null" }] }),
    };
    value["description"] = key.about.into();
    value
}

fn shape(of: &Shape, defs: &mut Map<String, Value>) -> Value {
    match of {
        // what YAML takes for a number or a switch is text to the format
        Shape::Text => json!({ "type": ["string", "number", "boolean"] }),
        Shape::Money => {
            json!({ "type": ["number", "string"], "pattern": r"^-?\d+(\.\d+)?$" })
        }
        Shape::Points => {
            json!({ "type": ["number", "string"], "pattern": r"^\d+(\.\d+)?\s*[%％分]?$" })
        }
        Shape::Percent => json!({
            "anyOf": [
                { "type": "string", "pattern": r"^-?\d+(\.\d+)?\s*[%％]$" },
                { "type": "null" },
            ],
        }),
        Shape::Year => {
            json!({ "type": ["integer", "string"], "pattern": r"^\d{4}$" })
        }
        Shape::Month => json!({ "type": "string", "pattern": r"^\d{4}-\d{1,2}$" }),
        Shape::Switch => json!({ "enum": ["是", "否", true, false] }),
        Shape::Map(name, keys) => reference(name, keys, defs),
        Shape::Each(value) => {
            let value = shape(value, defs);
            let blank = json!({ "anyOf": [value, { "type": "null" }] });
            json!({ "type": "object", "additionalProperties": blank })
        }
        Shape::Names(usual, value) => {
            let mut map = map(usual, defs);
            let value = shape(value, defs);
            map["additionalProperties"] = json!({ "anyOf": [value, { "type": "null" }] });
            map
        }
        Shape::List(item) => json!({ "type": "array", "items": shape(item, defs) }),
        Shape::OneOf(shapes) => {
            let shapes: Vec<_> = shapes.iter().map(|s| shape(s, defs)).collect();
            json!({ "anyOf": shapes })
        }
    }
}

#[cfg(test)]
#[path = "schema_tests.rs"]
mod tests;
