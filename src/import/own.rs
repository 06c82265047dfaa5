//! Printed texts → values of the fields that a form has of its own.

use super::block::ImportParagraph;
use super::note::Notes;
use super::project::paragraphs_text;
use super::text::{excerpt, tight};
use crate::model::own::{BOXES, OwnField, OwnValue};
use crate::model::profile::{FieldForm, Kind, Owner, Section};
use crate::model::{MoneyUnit, Profile};

/// The fields of an owner in the order of the form, without blank ones.
pub fn fields(
    found: &[(String, Vec<ImportParagraph>)],
    tables: Vec<OwnField>,
    profile: &Profile,
    owner: Owner,
    title: &str,
    notes: &mut Notes,
) -> Vec<OwnField> {
    let mut tables = tables;
    let mut fields = Vec::new();
    for field in profile.fields_of(owner) {
        fields.extend(tables.extract_if(.., |t| t.name.value == field.name));
        let paragraphs = found.iter().find(|f| f.0 == field.name);
        let text = paragraphs.map_or(String::new(), |f| paragraphs_text(&f.1));
        // what goes without saying is printed too
        if !text.is_empty() && text != field.default {
            fields.extend(value(&text, field, field.section, profile, title, notes));
        }
    }
    fields
}

/// The own fields of an indicator, of the texts of its cells.
pub fn direct(
    profile: &Profile,
    text: impl Fn(u16) -> String,
    title: &str,
    notes: &mut Notes,
) -> Vec<OwnField> {
    let mut fields = Vec::new();
    for (at, field) in (0..).zip(profile.fields_of(Owner::Indicator)) {
        let text = text(at);
        if !text.is_empty() {
            fields.extend(value(&text, field, Section::Direct, profile, title, notes));
        }
    }
    fields
}

fn value(
    text: &str,
    field: &FieldForm,
    section: Section,
    profile: &Profile,
    title: &str,
    notes: &mut Notes,
) -> Option<OwnField> {
    match read(text, &field.kind, profile.money.unit) {
        Ok(value) => Some(OwnField::of(section, &field.name, value?)),
        Err(why) => {
            let (name, text) = (&field.name, excerpt(text));
            notes.unplaced(format!("「{title}」的「{name}」「{text}」读不出来：{why}"));
            None
        }
    }
}

/// A printed value; None where nothing is chosen.
///
/// # Errors
/// Why the text spells no value.
pub fn read(
    text: &str,
    kind: &Kind,
    unit: MoneyUnit,
) -> Result<Option<OwnValue>, String> {
    let words = match kind {
        Kind::Choice(choice) => Some(choice.options.iter().map(String::as_str).collect()),
        Kind::Switch { .. } => Some(vec!["是", "否"]),
        _ => None,
    };
    let parsed = |text: &str| OwnValue::parse(kind, text, unit).map(Some);
    let Some(words) = words else {
        return match kind {
            Kind::Line | Kind::Text => parsed(text),
            _ => parsed(&tight(text)),
        };
    };
    let text = tight(text);
    if let Some(word) = words.iter().find(|w| tight(w) == text) {
        return parsed(word);
    }
    match ticked(&text, &words)?.as_slice() {
        [] => Ok(None),
        [word] => parsed(word),
        several => Err(format!("选了 {} 项：{}", several.len(), several.join("、"))),
    }
}

/// Marks of what is chosen, as people and word processors set them.
const TICKS: [char; 11] =
    [BOXES[0], '☒', '√', '✓', '✔', '■', '◼', '●', '⊠', '\u{f052}', '\u{f0fe}'];
/// Marks of what is not.
const EMPTY: [char; 6] = [BOXES[1], '☐', '○', '◻', '▢', '\u{f0a3}'];

/// The words with a tick in front of them or, where no box stands in front, behind.
fn ticked<'w>(text: &str, words: &[&'w str]) -> Result<Vec<&'w str>, String> {
    let is_mark = |c: char| TICKS.contains(&c) || EMPTY.contains(&c);
    if !text.contains(is_mark) {
        return Err(format!("只能写 {}", words.join("、")));
    }
    let leads = text.starts_with(is_mark);
    let mut chosen = Vec::new();
    for word in words {
        let tight_word = tight(word);
        let around = |at: usize| match leads {
            true => text[..at].chars().next_back(),
            false => text[at + tight_word.len()..].chars().next(),
        };
        let places = text.match_indices(&tight_word).map(|m| m.0);
        let marks = places.filter_map(around).filter(|c| is_mark(*c));
        if marks.take(1).any(|c| TICKS.contains(&c)) {
            chosen.push(*word);
        }
    }
    Ok(chosen)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::profile::Choice;

    fn read_choice(text: &str) -> Result<Option<String>, String> {
        let options = ["新增项目", "延续项目"].map(str::to_owned).into();
        let kind = Kind::Choice(Choice { options, boxes: true });
        let value = read(text, &kind, MoneyUnit::WAN)?;
        Ok(value.map(|v| v.as_written()))
    }

    #[test]
    fn the_ticked_word_is_read() {
        let chosen = |text| read_choice(text).unwrap();
        assert_eq!(chosen("☑新增项目　□延续项目").as_deref(), Some("新增项目"));
        assert_eq!(chosen("□ 新增项目 ■ 延续项目").as_deref(), Some("延续项目"));
        assert_eq!(chosen("新增项目√ 延续项目□").as_deref(), Some("新增项目"));
        assert_eq!(chosen("延续项目").as_deref(), Some("延续项目"));
        assert_eq!(chosen("□新增项目　□延续项目"), None);
        assert!(read_choice("☑新增项目☑延续项目").is_err());
        assert!(read_choice("其他").is_err());
    }
}
