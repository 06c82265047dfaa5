//! The tables, the readers and the schema agree: what the tables call right is read
//! and accepted, what they call wrong is reported and refused.

use super::*;
use crate::model::WHOLE;
use crate::text::source::Sources;
use crate::yaml::load::{File, Input, load};

/// A value that no number, date or switch looks like.
const WORD: &str = "字";

/// The first kind of value that fits.
fn right(shape: &Shape) -> Value {
    match shape {
        Shape::Text => json!("文字"),
        Shape::Money => json!("5.00"),
        Shape::Percent => json!("100%"),
        Shape::Year => json!(2026),
        Shape::Month => json!("2026-07"),
        Shape::Switch => json!("是"),
        Shape::Map(_, keys) => whole(keys),
        Shape::Points => json!("10"),
        Shape::Each(value) => json!({ WHOLE: right(value) }),
        Shape::Names(usual, _) => whole(usual),
        Shape::List(item) => json!([right(item)]),
        Shape::OneOf(shapes) => right(&shapes[0]),
    }
}

fn whole(keys: &[Key]) -> Value {
    let named = keys.iter().filter(|k| k.name != format::ANY);
    named.map(|k| (k.name.to_owned(), right(&k.shape))).collect()
}

fn kind(value: &Value) -> usize {
    match value {
        Value::Array(_) => 1,
        Value::Object(_) => 2,
        _ => 0,
    }
}

/// Every alternative of a shape by itself.
fn all_right(shape: &Shape) -> Vec<Value> {
    match shape {
        Shape::OneOf(shapes) => shapes.iter().flat_map(all_right).collect(),
        Shape::List(item) => all_right(item).into_iter().map(|v| json!([v])).collect(),
        Shape::Map(_, keys) | Shape::Names(keys, _) => all_whole(keys),
        other => vec![right(other)],
    }
}

fn all_whole(keys: &[Key]) -> Vec<Value> {
    let mut values = vec![whole(keys)];
    for key in keys.iter().filter(|k| k.name != format::ANY) {
        for value in all_right(&key.shape) {
            let mut map = whole(keys);
            map[key.name] = value;
            values.push(map);
        }
    }
    values
}

/// Values with one fault each.
fn wrong(shape: &Shape) -> Vec<Value> {
    let other_kinds = [json!([[WORD]]), json!({ WORD: { WORD: WORD } })];
    match shape {
        Shape::Text => other_kinds.to_vec(),
        Shape::Money
        | Shape::Points
        | Shape::Percent
        | Shape::Year
        | Shape::Month
        | Shape::Switch => [&[json!(WORD)], &other_kinds[..]].concat(),
        Shape::Map(_, keys) => {
            let mut values = wrong_maps(keys);
            values.extend([json!(WORD), json!([WORD])]);
            values
        }
        Shape::Each(value) => {
            let inner = wrong(value).into_iter().map(|v| json!({ WHOLE: v }));
            inner.chain([json!(WORD), json!([WORD])]).collect()
        }
        Shape::Names(usual, _) => {
            let inner = usual.iter().flat_map(|key| {
                let with = move |value| {
                    let mut map = whole(usual);
                    map[key.name] = value;
                    map
                };
                wrong(&key.shape).into_iter().map(with)
            });
            inner.chain([json!(WORD), json!([WORD])]).collect()
        }
        Shape::List(item) => {
            let inner = wrong(item).into_iter().map(|v| json!([v]));
            inner.chain([json!(WORD), json!({ WORD: WORD })]).collect()
        }
        Shape::OneOf(shapes) => wrong_for_all(shapes),
    }
}

/// Of each alternative the faults that leave its kind, and the kinds none has.
fn wrong_for_all(shapes: &[Shape]) -> Vec<Value> {
    let kinds: Vec<usize> = shapes.iter().map(|s| kind(&right(s))).collect();
    let mut values = Vec::new();
    for (shape, its) in shapes.iter().zip(&kinds) {
        values.extend(wrong(shape).into_iter().filter(|v| kind(v) == *its));
    }
    let others = [json!(WORD), json!([[WORD]]), json!({ WORD: { WORD: WORD } })];
    values.extend(others.into_iter().filter(|v| !kinds.contains(&kind(v))));
    values
}

fn wrong_maps(keys: &[Key]) -> Vec<Value> {
    let mut values = Vec::new();
    for key in keys {
        for value in wrong(&key.shape) {
            let mut map = whole(keys);
            map[key.name] = value;
            values.push(map);
        }
        if key.required {
            let mut map = whole(keys);
            map.as_object_mut().unwrap().remove(key.name);
            values.push(map);
        }
    }
    // where a form may have fields of its own, only the form knows which are none
    if !keys.iter().any(|k| k.name == format::ANY) {
        let mut map = whole(keys);
        map["无此项"] = json!(WORD);
        values.push(map);
    }
    values
}

/// Whether reading a single file reports nothing about its form.
fn reads(value: &Value) -> bool {
    let file = File { path: "a".into(), bytes: Ok(value.to_string().into()) };
    let input = Input { department: Some(file), ..Input::default() };
    let loaded = load(&input, &mut Sources::default());
    !loaded.diagnostics.iter().any(|d| ("S107".."S112").contains(&d.code.name))
}

/// As much of a validator as the schema needs. All patterns are of numbers.
fn accepts(schema: &Value, root: &Value, value: &Value) -> bool {
    let types = match &schema["type"] {
        Value::String(name) => vec![name.as_str()],
        Value::Array(names) => names.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    };
    let is = |name: &&str| match *name {
        "string" => value.is_string(),
        "number" | "integer" => value.is_number(),
        "boolean" => value.is_boolean(),
        "null" => value.is_null(),
        "array" => value.is_array(),
        _ => value.is_object(),
    };
    let refers = schema["$ref"].as_str().is_none_or(|to| {
        accepts(&root["$defs"][to.trim_start_matches("#/$defs/")], root, value)
    });
    let any = schema["anyOf"].as_array();
    let matches = schema["pattern"].is_null() || value != WORD;
    let listed = schema["enum"].as_array().is_none_or(|e| e.contains(value));
    (types.is_empty() || types.iter().any(is))
        && refers
        && matches
        && listed
        && any.is_none_or(|any| any.iter().any(|s| accepts(s, root, value)))
        && accepts_inside(schema, root, value)
}

fn accepts_inside(schema: &Value, root: &Value, value: &Value) -> bool {
    let items = value.as_array().is_none_or(|items| {
        schema["items"].is_null()
            || items.iter().all(|i| accepts(&schema["items"], root, i))
    });
    let Some(map) = value.as_object() else { return items };
    let required = schema["required"].as_array();
    let complete = required
        .is_none_or(|keys| keys.iter().all(|k| map.contains_key(k.as_str().unwrap())));
    let entry = |(key, value): (&String, &Value)| {
        let known = &schema["properties"][key.as_str()];
        let rest = &schema["additionalProperties"];
        match known.is_null() {
            true => {
                *rest != json!(false) && (!rest.is_object() || accepts(rest, root, value))
            }
            false => accepts(known, root, value),
        }
    };
    items && complete && map.iter().all(entry)
}

#[test]
fn what_is_right_is_read_and_accepted() {
    let schema: Value = serde_json::from_str(&schema()).unwrap();
    let department = &schema["$defs"]["部门"];
    let values = all_whole(format::DEPARTMENT);
    assert!(values.len() > 40, "{}", values.len());
    for value in values {
        assert!(reads(&value), "not read: {value}");
        assert!(accepts(department, &schema, &value), "refused: {value}");
    }
}

#[test]
fn what_is_wrong_is_reported_and_refused() {
    let schema: Value = serde_json::from_str(&schema()).unwrap();
    let department = &schema["$defs"]["部门"];
    let values = wrong_maps(format::DEPARTMENT);
    assert!(values.len() > 100, "{}", values.len());
    for value in values {
        assert!(!reads(&value), "read: {value}");
        assert!(!accepts(department, &schema, &value), "accepted: {value}");
    }
}
