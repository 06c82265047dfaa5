//! The values of a table, as lines of a cell.

use super::super::places::{TextView, paragraphs};
use super::Source;
use crate::compose::numbering::{apart, numbered};
use crate::model::own::value_of;
use crate::model::{Budget, Field, Goals, Passage};
use crate::sheet::{Pattern, Slot, node};
use crate::text::source::Spanned;
use serde::Serialize;

/// A paragraph of a cell.
#[derive(Serialize, Clone)]
pub(super) struct LineView {
    text: String,
    /// `item` or `rest` of a numbered item; else empty.
    list: &'static str,
    at: Option<usize>,
}

impl LineView {
    /// Words of the form.
    pub(super) fn plain(text: String) -> LineView {
        LineView { text, list: "", at: None }
    }

    /// A text of the author's.
    pub(super) fn of(view: TextView) -> Vec<LineView> {
        let at = view.at;
        view.paragraphs.into_iter().map(|text| LineView { text, list: "", at }).collect()
    }
}

impl Source<'_> {
    /// Words with their values.
    pub(super) fn printed(&self, words: &Pattern) -> String {
        words.print(|slot| {
            let lines = self.value(slot).into_iter().map(|l| l.text);
            lines.collect::<Vec<_>>().join(" ")
        })
    }

    /// A value, one line a paragraph.
    pub(super) fn value(&self, slot: &Slot) -> Vec<LineView> {
        let places = self.places;
        let project = self.project;
        let department = self.department;
        let text = |text: String| vec![LineView::plain(text)];
        match slot {
            Slot::Number => text(self.no.to_string()),
            Slot::Year(years) => {
                let year = department.year.value();
                text(year.map_or(String::new(), |y| (i32::from(y.0) + years).to_string()))
            }
            Slot::Department => LineView::of(places.line(&department.name)),
            Slot::MoneyUnit => text(self.profile.money.unit.to_string()),
            Slot::UnitCode => LineView::of(places.line(&project.unit)),
            Slot::UnitName => {
                let unit = department.unit_of(project);
                let name = unit.map(|u| places.line(&u.name));
                LineView::of(name.unwrap_or_default())
            }
            Slot::Code => LineView::of(places.shown(&project.code, ToString::to_string)),
            Slot::Name => LineView::of(places.line(&project.name)),
            Slot::Purpose => LineView::of(places.text(&project.purpose)),
            Slot::Goals => self.goals(&project.goals),
            Slot::MidTermGoals => self.goals(&project.mid_term_goals),
            Slot::Fund(path) => LineView::of(self.amount(path)),
            Slot::Month(month) => LineView::of(self.share(month)),
            Slot::Own(name) => self.own(name),
        }
    }

    fn amount(&self, path: &[usize]) -> TextView {
        let form = node(&self.profile.funds, path);
        let blank = Budget::default();
        let budget = self.project.budget.value().unwrap_or(&blank);
        let lines = budget.lines(&self.profile.funds);
        let found = form.and_then(|f| lines.iter().find(|l| std::ptr::eq(l.form, f)));
        let form = &self.profile.money;
        found.map(|l| self.places.money(l.amount, form)).unwrap_or_default()
    }

    fn share(&self, month: &str) -> TextView {
        let plan = self.project.plan.value().map_or(&[][..], |p| p);
        let found = plan.iter().find(|m| m.month.value == month);
        let percent = found.map(|m| self.places.shown(&m.percent, ToString::to_string));
        percent.unwrap_or_default()
    }

    /// Goals: a text, or numbered items.
    fn goals(&self, field: &Field<Goals>) -> Vec<LineView> {
        match field.value() {
            None => Vec::new(),
            Some(Passage::Text(text)) => LineView::of(self.places.spanned(text)),
            Some(Passage::Items(items)) => {
                let items = items.iter().enumerate();
                items.flat_map(|(i, item)| self.item(i + 1, item)).collect()
            }
        }
    }

    fn item(&self, n: usize, item: &Spanned<String>) -> Vec<LineView> {
        let pattern = self.profile.numbering.get(2).map_or("1.", |p| p);
        let no = numbered(pattern, n);
        let at = self.places.number(item.span);
        let line = |(i, text): (usize, String)| match i {
            0 => {
                let text = format!("{no}{}{text}", apart(&no, &text));
                LineView { text, list: "item", at }
            }
            _ => LineView { text, list: "rest", at },
        };
        paragraphs(item).into_iter().enumerate().map(line).collect()
    }

    /// A field of the form's own.
    fn own(&self, name: &str) -> Vec<LineView> {
        let Some(form) = self.profile.field(self.of.owner(), name) else {
            return Vec::new();
        };
        let value = value_of(self.fields(), name);
        let places = self.places;
        LineView::of(places.own_text(value, &form.kind, &form.default, self.profile))
    }
}
