//! Values of the fields that a form has of its own.

mod day;
mod number;

pub use day::Day;
pub use number::Number;

use super::profile::{Kind, MoneyForm, Section};
use super::{Field, Money, MoneyUnit, Percent};
use crate::text::source::{Span, Spanned};

/// A field of the form's own, as the author wrote it; also a cell of a row.
#[derive(Debug, Clone, PartialEq)]
pub struct OwnField {
    /// Under which key it stands.
    pub section: Section,
    /// Its name in the profile.
    pub name: Spanned<String>,
    /// What stands there.
    pub value: Field<OwnValue>,
}

/// A value by the type of its field. Equality is of the value; the author's text is kept.
#[derive(Debug, Clone)]
pub enum OwnValue {
    /// 文字, 长文 (each line a paragraph) and 选项, with the place for rules about texts.
    Text(Spanned<String>),
    /// 是否.
    Switch(bool),
    /// 日期.
    Date(Day),
    /// 金额, in the form's unit.
    Money(Money),
    /// 数.
    Number(Number),
    /// 百分比.
    Percent(Percent),
    /// 表: its rows in the author's order.
    Table(Vec<OwnRow>),
}

/// A row of a table.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct OwnRow {
    /// The label of its group; empty where it has none.
    pub group: String,
    /// The name of a fixed row; empty of others.
    pub name: String,
    /// The cells that were written.
    pub cells: Vec<OwnField>,
    /// Its first key, for findings about the whole.
    pub span: Span,
}

static ABSENT: Field<OwnValue> = Field::Absent;

impl OwnField {
    /// A field that no file holds.
    pub fn of(section: Section, name: &str, value: OwnValue) -> OwnField {
        let name = Spanned::new(name.to_owned(), Span::NONE);
        OwnField { section, name, value: Field::of(value) }
    }

    /// The text of a field that holds one, with its place.
    pub fn text(&self) -> Option<&Spanned<String>> {
        match self.value.value()? {
            OwnValue::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The rows of a field that is a table.
    pub fn rows(&self) -> Option<&[OwnRow]> {
        match self.value.value()? {
            OwnValue::Table(rows) => Some(rows),
            _ => None,
        }
    }
}

/// The value of that name; absent where none is written.
pub fn value_of<'f>(fields: &'f [OwnField], name: &str) -> &'f Field<OwnValue> {
    fields.iter().find(|f| f.name.value == name).map_or(&ABSENT, |f| &f.value)
}

impl OwnRow {
    /// The value of a cell; absent where none is written.
    pub fn cell(&self, column: &str) -> &Field<OwnValue> {
        value_of(&self.cells, column)
    }
}

impl PartialEq for OwnValue {
    fn eq(&self, other: &Self) -> bool {
        use OwnValue::{Date, Money, Number, Percent, Switch, Table, Text};
        match (self, other) {
            (Text(a), Text(b)) => a.value == b.value,
            (Switch(a), Switch(b)) => a == b,
            (Date(a), Date(b)) => a == b,
            (Money(a), Money(b)) => a == b,
            (Number(a), Number(b)) => a == b,
            (Percent(a), Percent(b)) => a == b,
            (Table(a), Table(b)) => a == b,
            _ => false,
        }
    }
}

impl OwnValue {
    /// A text that no file holds.
    pub fn text(text: impl Into<String>) -> OwnValue {
        OwnValue::Text(Spanned::new(text.into(), Span::NONE))
    }

    /// The value that `text` spells for a field of the type `kind`; amounts are in `unit`.
    ///
    /// # Errors
    /// Why it spells none, in Chinese. A table is spelled by no text.
    pub fn parse(kind: &Kind, text: &str, unit: MoneyUnit) -> Result<OwnValue, String> {
        let text = match kind {
            Kind::Text => text,
            _ => text.trim(),
        };
        Ok(match kind {
            Kind::Line | Kind::Text => OwnValue::text(text),
            Kind::Choice(choice) if choice.options.iter().any(|o| o == text) => {
                OwnValue::text(text)
            }
            Kind::Choice(choice) => {
                return Err(format!("只能写 {}", choice.options.join("、")));
            }
            Kind::Switch { .. } => OwnValue::Switch(switch(text)?),
            Kind::Date => OwnValue::Date(text.parse()?),
            Kind::Money => OwnValue::Money(Money::parse(text, unit)?),
            Kind::Number => OwnValue::Number(text.parse()?),
            Kind::Percent => OwnValue::Percent(text.parse()?),
            Kind::Table(_) => return Err("这里是表，每行写各列".into()),
        })
    }

    /// The text as it is written in a file; empty of a table.
    pub fn as_written(&self) -> String {
        match self {
            OwnValue::Text(text) => text.value.clone(),
            OwnValue::Switch(on) => if *on { "是" } else { "否" }.to_owned(),
            OwnValue::Date(day) => day.to_string(),
            OwnValue::Money(money) => money.as_written().to_owned(),
            OwnValue::Number(number) => number.to_string(),
            OwnValue::Percent(percent) => percent.to_string(),
            OwnValue::Table(_) => String::new(),
        }
    }

    /// The text as the form prints it: what was written, amounts filled up, and a choice
    /// with boxes as all its words. Empty of a table.
    pub fn printed(&self, kind: &Kind, money: &MoneyForm) -> String {
        match (self, kind) {
            (OwnValue::Text(text), Kind::Choice(choice)) if choice.boxes => {
                ticked(choice.options.iter().map(|o| (o.as_str(), *o == text.value)))
            }
            (OwnValue::Switch(on), Kind::Switch { boxes: true }) => {
                ticked([("是", *on), ("否", !*on)].into_iter())
            }
            (OwnValue::Money(amount), _) => money.printed(amount),
            _ => self.as_written(),
        }
    }
}

/// What a field prints that has nothing in it: a choice with boxes prints them all.
pub fn blank(kind: &Kind) -> String {
    match kind {
        Kind::Choice(choice) if choice.boxes => {
            ticked(choice.options.iter().map(|o| (o.as_str(), false)))
        }
        Kind::Switch { boxes: true } => {
            ticked([("是", false), ("否", false)].into_iter())
        }
        _ => String::new(),
    }
}

/// The box of what is chosen, and of what is not.
pub const BOXES: [char; 2] = ['☑', '□'];

fn ticked<'w>(words: impl Iterator<Item = (&'w str, bool)>) -> String {
    let boxed = |(word, on): (&str, bool)| {
        let mark = if on { BOXES[0] } else { BOXES[1] };
        format!("{mark}{word}")
    };
    words.map(boxed).collect::<Vec<_>>().join("　")
}

fn switch(text: &str) -> Result<bool, String> {
    match text {
        "是" | "true" => Ok(true),
        "否" | "false" => Ok(false),
        _ => Err("只能写 是 或 否".into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::profile::Choice;

    fn choice(boxes: bool) -> Kind {
        let options = ["新增项目", "延续项目"].map(str::to_owned).into();
        Kind::Choice(Choice { options, boxes })
    }

    fn form() -> MoneyForm {
        MoneyForm { unit: MoneyUnit::WAN, decimals: 2, grouped: false }
    }

    #[test]
    fn what_is_printed_is_what_was_written() {
        let shown = |kind: &Kind, text: &str| {
            OwnValue::parse(kind, text, MoneyUnit::WAN).unwrap().printed(kind, &form())
        };
        assert_eq!(shown(&Kind::Money, "5"), "5.00");
        assert_eq!(shown(&Kind::Date, "2026年3月底"), "2026年3月底");
        assert_eq!(shown(&Kind::Number, "012.50"), "012.50");
        assert_eq!(shown(&Kind::Percent, "90.0%"), "90.0%");
        assert_eq!(shown(&choice(false), "延续项目"), "延续项目");
        assert_eq!(shown(&choice(true), "延续项目"), "□新增项目　☑延续项目");
        assert_eq!(shown(&Kind::Switch { boxes: true }, "否"), "□是　☑否");
        assert_eq!(blank(&choice(true)), "□新增项目　□延续项目");
    }

    #[test]
    fn what_spells_no_value_tells_what_may_stand_there() {
        let why = |kind: &Kind, text: &str| {
            OwnValue::parse(kind, text, MoneyUnit::WAN).unwrap_err()
        };
        assert_eq!(why(&choice(false), "新项目"), "只能写 新增项目、延续项目");
        assert_eq!(why(&Kind::Number, "很多"), "数字里不能有「很」");
        assert!(why(&Kind::Date, "2026年13月1日").contains("月"));
    }
}
