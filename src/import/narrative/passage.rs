//! The lines of a section → text, or items with what each of them says.

use super::NarrativeSection;
use crate::import::form::Form;
use crate::import::items::{self, Entry, ItemLine};
use crate::import::note::Notes;
use crate::model::{Field, Item, Passage, SubGoal};
use crate::text::source::{Span, Spanned};

/// The passage of a section: items, or text where they do not begin with a number.
pub fn passage<I>(
    section: NarrativeSection,
    form: &Form,
    lines: &impl Fn(NarrativeSection) -> Vec<ItemLine>,
    notes: &mut Notes,
    item: impl Fn(Entry) -> I,
) -> Field<Passage<I>> {
    let lines = lines(section);
    if lines.is_empty() {
        return Field::Absent;
    }
    if let Some(entries) = items::entries(&lines) {
        items::note_order(&entries, &section.title(form), notes);
        return Field::of(Passage::Items(entries.into_iter().map(item).collect()));
    }
    if lines.iter().any(|l| items::marker(&l.text).is_some()) {
        let title = section.title(form);
        notes.guess(format!("“{title}”的编号之前有文字，全部按原样作为段落"));
    }
    let text: Vec<_> = lines.into_iter().map(|l| l.text).collect();
    Field::of(Passage::Text(Spanned::new(text.join("\n"), Span::NONE)))
}

/// Text as a field; none where it is blank.
pub fn field(text: &str) -> Field<String> {
    if text.is_empty() { Field::Absent } else { Field::of(text.to_owned()) }
}

/// An item, with a title where its first line is one.
pub fn item(entry: Entry) -> Item {
    if entry.first.is_empty() || entry.rest.is_empty() || !is_title(&entry.first) {
        return Item { title: Field::Absent, content: field(&entry.text()) };
    }
    Item { title: field(&entry.first), content: field(&entry.rest.join("\n")) }
}

/// Whether a line with paragraphs below it is their title: short, one sentence at most.
fn is_title(text: &str) -> bool {
    let body = text.trim_end_matches(['。', '；', '：', ':']);
    text.chars().count() <= 60 && !body.contains(['。', '；'])
}

/// A 分项绩效目标: what stands behind its labels, and what stands before them.
pub fn sub_goal(entry: Entry) -> SubGoal {
    let mut sub_goal = SubGoal::default();
    if entry.rest.is_empty() && label(&entry.first).is_none() {
        sub_goal.content = field(&entry.first);
        return sub_goal;
    }
    let (mut content, mut goal, mut indicators) = (vec![], vec![], vec![]);
    let mut current = &mut content;
    let lines = std::iter::once(&entry.first).chain(&entry.rest);
    for line in lines.filter(|l| !l.is_empty()) {
        match label(line) {
            Some((Label::Goal, rest)) => {
                current = &mut goal;
                current.push(rest);
            }
            Some((Label::Indicators, rest)) => {
                current = &mut indicators;
                current.push(rest);
            }
            None => current.push(line.as_str()),
        }
    }
    let text = |lines: &[&str]| {
        let lines: Vec<_> = lines.iter().copied().filter(|l| !l.is_empty()).collect();
        field(&lines.join("\n"))
    };
    if let Some((name, rest)) = content.split_first() {
        sub_goal.name = field(name);
        sub_goal.content = text(rest);
    }
    sub_goal.goal = text(&goal);
    sub_goal.indicators = text(&indicators);
    sub_goal
}

enum Label {
    Goal,
    Indicators,
}

/// The label in front of a line and what follows it.
fn label(line: &str) -> Option<(Label, &str)> {
    let plain = items::marker(line).map_or(line, |m| m.1);
    let after = |name: &str| {
        let rest = plain.strip_prefix(name)?.trim_start();
        match rest.strip_prefix(['：', ':']) {
            Some(rest) => Some(rest.trim_start()),
            None => rest.is_empty().then_some(""),
        }
    };
    after("绩效目标")
        .map(|rest| (Label::Goal, rest))
        .or_else(|| after("绩效指标").map(|rest| (Label::Indicators, rest)))
}
