//! Texts with their places, and passages of them.

use crate::model::profile::MoneyForm;
use crate::model::{Field, Goals, Item, Money, Passage, SubGoal};
use crate::text::source::{Span, Spanned};
use serde::Serialize;
use std::cell::RefCell;

/// A text in paragraphs, and the number of its place for `at="…"`.
#[derive(Serialize, Default, Clone)]
pub struct TextView {
    pub paragraphs: Vec<String>,
    pub at: Option<usize>,
}

#[derive(Serialize)]
pub struct PassageView {
    text: Option<TextView>,
    items: Vec<ItemView>,
}

#[derive(Serialize)]
struct ItemView {
    title: Option<TextView>,
    content: TextView,
}

#[derive(Serialize)]
pub struct SubGoalsView {
    text: Option<TextView>,
    items: Vec<SubGoalView>,
}

#[derive(Serialize)]
struct SubGoalView {
    name: Option<TextView>,
    goal: Option<TextView>,
    indicators: Option<TextView>,
    content: Option<TextView>,
}

/// Goals: a text, or items to be numbered.
#[derive(Serialize, Default)]
pub struct GoalsView {
    text: Option<TextView>,
    items: Vec<TextView>,
}

/// Collects the places of values and numbers them.
#[derive(Default)]
pub struct Places(RefCell<Vec<Span>>);

impl Places {
    /// The places, by their numbers.
    pub fn all(self) -> Vec<Span> {
        self.0.into_inner()
    }

    /// The number of a place; none where no file holds it.
    pub fn number(&self, span: Span) -> Option<usize> {
        if span.is_none() {
            return None;
        }
        let mut places = self.0.borrow_mut();
        places.push(span);
        Some(places.len() - 1)
    }

    /// A text.
    pub fn spanned(&self, text: &Spanned<String>) -> TextView {
        TextView { paragraphs: paragraphs(text), at: self.number(text.span) }
    }

    /// A text, or an empty one.
    pub fn text(&self, field: &Field<String>) -> TextView {
        self.given(field).unwrap_or_default()
    }

    /// A text whose lines are one.
    pub fn line(&self, field: &Field<impl AsRef<str>>) -> TextView {
        self.shown(field, |text| paragraphs(text.as_ref()).concat())
    }

    fn given(&self, field: &Field<String>) -> Option<TextView> {
        field.get().map(|text| self.spanned(text))
    }

    /// An amount as the form prints it.
    pub fn money(&self, field: &Field<Money>, form: &MoneyForm) -> TextView {
        self.shown(field, |m| form.printed(m))
    }

    /// Any value, as `show` prints it.
    pub fn shown<T>(&self, field: &Field<T>, show: impl Fn(&T) -> String) -> TextView {
        let Some(value) = field.get() else { return TextView::default() };
        TextView { paragraphs: vec![show(&value.value)], at: self.number(value.span) }
    }

    /// A passage of part one.
    pub fn passage(&self, field: &Field<Passage<Item>>) -> Option<PassageView> {
        let item = |i: &Item| ItemView {
            title: self.given(&i.title),
            content: self.text(&i.content),
        };
        let (text, items) = match &field.get()?.value {
            Passage::Text(text) => (Some(self.spanned(text)), Vec::new()),
            Passage::Items(items) => (None, items.iter().map(item).collect()),
        };
        Some(PassageView { text, items })
    }

    /// 分项绩效目标.
    pub fn sub_goals(&self, field: &Field<Passage<SubGoal>>) -> Option<SubGoalsView> {
        let item = |g: &SubGoal| SubGoalView {
            name: self.given(&g.name),
            goal: self.given(&g.goal),
            indicators: self.given(&g.indicators),
            content: self.given(&g.content),
        };
        let (text, items) = match &field.get()?.value {
            Passage::Text(text) => (Some(self.spanned(text)), Vec::new()),
            Passage::Items(items) => (None, items.iter().map(item).collect()),
        };
        Some(SubGoalsView { text, items })
    }

    /// Goals of a table.
    pub fn goals(&self, field: &Field<Goals>) -> GoalsView {
        match field.value() {
            None => GoalsView::default(),
            Some(Passage::Text(text)) => {
                GoalsView { text: Some(self.spanned(text)), items: Vec::new() }
            }
            Some(Passage::Items(items)) => {
                let items = items.iter().map(|i| self.spanned(i)).collect();
                GoalsView { text: None, items }
            }
        }
    }
}

/// The lines of a text that hold something.
pub fn paragraphs(text: &str) -> Vec<String> {
    text.lines().map(str::trim).filter(|l| !l.is_empty()).map(str::to_owned).collect()
}
