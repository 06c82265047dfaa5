//! Texts and lists of items: 总体绩效目标, 分项绩效目标, 工作保障措施, 绩效目标.

use super::script::Wishes;
use crate::model::{Field, Item, Passage, SubGoal};
use crate::text::source::Spanned;
use crate::verify::align;
use crate::yaml::edit::{Address, Edit, Value};
use crate::yaml::format::CONTENT;

/// An item as its file writes it: keys with their texts. One without keys but 内容 may
/// also be a text by itself.
pub trait Keyed {
    /// The keys, in their order; a text by itself has none.
    fn keyed(&self) -> Vec<(Option<&'static str>, &str)>;
}

impl Keyed for Item {
    fn keyed(&self) -> Vec<(Option<&'static str>, &str)> {
        vec![(Some("标题"), self.title.text()), (Some(CONTENT), self.content.text())]
    }
}

impl Keyed for SubGoal {
    fn keyed(&self) -> Vec<(Option<&'static str>, &str)> {
        vec![
            (Some("名称"), self.name.text()),
            (Some("绩效目标"), self.goal.text()),
            (Some("绩效指标"), self.indicators.text()),
            (Some(CONTENT), self.content.text()),
        ]
    }
}

impl Keyed for Spanned<String> {
    fn keyed(&self) -> Vec<(Option<&'static str>, &str)> {
        vec![(None, &self.value)]
    }
}

/// Asks for the edits of a passage. One that became another kind is left.
pub fn edit<I: Keyed>(
    wishes: &mut Wishes,
    at: Address,
    [base, before, after]: [&Field<Passage<I>>; 3],
) {
    let (Some(given), Some(before), Some(after)) =
        (base.value(), before.value(), after.value())
    else {
        return;
    };
    match (given, before, after) {
        (Passage::Text(_), Passage::Text(old), Passage::Text(new)) => {
            wishes.field(at, false, &old.value, &new.value);
        }
        (Passage::Items(items), Passage::Items(old), Passage::Items(new))
            if items.len() == old.len() =>
        {
            list(wishes, &at, old, new);
        }
        _ => {}
    }
}

fn list<I: Keyed>(wishes: &mut Wishes, at: &Address, old: &[I], new: &[I]) {
    let texts = |items: &[I]| -> Vec<String> {
        let text =
            |i: &I| i.keyed().into_iter().map(|k| k.1).collect::<Vec<_>>().join("\n");
        items.iter().map(text).collect()
    };
    let (olds, news) = (texts(old), texts(new));
    let pairs = align::align(&olds, &news, |i, j| align::likeness(&olds[i], &news[j]));
    let mut next = 0;
    for pair in pairs {
        match pair {
            (Some(i), Some(j)) => item(wishes, &at.clone().then(i), &old[i], &new[j]),
            (Some(i), None) if wishes.is_changed(&olds[i], "") => {
                wishes.ask(Edit::remove(at.clone().then(i)));
            }
            (None, Some(j)) if wishes.is_changed("", &news[j]) => {
                wishes.ask(Edit::insert(at.clone().then(next), value(&new[j])));
            }
            _ => {}
        }
        next = pair.0.map_or(next, |i| i + 1);
    }
}

/// A new item: a text alone where it is nothing but that.
fn value<I: Keyed>(item: &I) -> Value {
    let keyed = item.keyed();
    let given = || keyed.iter().filter(|(_, text)| !text.trim().is_empty());
    match given().collect::<Vec<_>>()[..] {
        [(None | Some(CONTENT), text)] => Value::from(*text),
        _ => Value::map(given().filter_map(|(key, text)| Some(((*key)?, *text)))),
    }
}

fn item<I: Keyed>(wishes: &mut Wishes, at: &Address, old: &I, new: &I) {
    for ((key, old), (_, new)) in old.keyed().into_iter().zip(new.keyed()) {
        let at = key.map_or(at.clone(), |key| at.clone().then(key));
        wishes.field(at, key.is_some(), old, new);
    }
}
