//! One table of fields per thing: the key, what may stand under it, and the value in the
//! model. Reading, saving, the schema and writing back loop over it.

use super::format::{Key, LEVELS, OWN_KEY, Shape};
use crate::model::{Field, Indicator, Points, Target};
use crate::text::source::Span;

/// A field of an indicator.
#[derive(Debug, Clone, Copy)]
pub struct IndicatorField {
    /// Its key.
    pub key: Key,
    /// Where its value is.
    pub slot: Slot,
}

/// Where the value of a field is, by its type.
#[derive(Debug, Clone, Copy)]
pub enum Slot {
    /// A text.
    Text(fn(&Indicator) -> &Field<String>, fn(&mut Indicator) -> &mut Field<String>),
    /// A 指标值.
    Target(fn(&Indicator) -> &Field<Target>, fn(&mut Indicator) -> &mut Field<Target>),
    /// A weight.
    Points(fn(&Indicator) -> &Field<Points>, fn(&mut Indicator) -> &mut Field<Points>),
}

/// The key of the description, which is the name where it is left out.
pub const DESCRIPTION: &str = "描述";

const fn field(
    name: &'static str,
    required: bool,
    about: &'static str,
    slot: Slot,
) -> IndicatorField {
    let shape = match slot {
        Slot::Text(..) | Slot::Target(..) => Shape::Text,
        Slot::Points(..) => Shape::Points,
    };
    IndicatorField { key: Key { name, required, about, shape }, slot }
}

/// The fields of an indicator in their order, but for its levels.
pub const INDICATOR: &[IndicatorField] = &[
    field("指标", true, "三级指标", Slot::Text(|i| &i.name, |i| &mut i.name)),
    field(
        DESCRIPTION,
        false,
        "绩效指标描述，不写即与指标相同",
        Slot::Text(|i| &i.description, |i| &mut i.description),
    ),
    field(
        "指标值",
        true,
        "如 ≥90%、≤5万元、2026年12月底前",
        Slot::Target(|i| &i.target, |i| &mut i.target),
    ),
    field(
        "权重",
        false,
        "分值，版式的表里有这一栏的写",
        Slot::Points(|i| &i.weight, |i| &mut i.weight),
    ),
    field(
        "方向",
        false,
        "如 正向指标，版式的表里有这一栏的写",
        Slot::Text(|i| &i.direction, |i| &mut i.direction),
    ),
    field("依据", false, "指标值确定依据", Slot::Text(|i| &i.basis, |i| &mut i.basis)),
    field(
        "备注",
        false,
        "版式的表里有这一栏的写",
        Slot::Text(|i| &i.remark, |i| &mut i.remark),
    ),
];

/// The two levels, keys of a row in a flat list.
const LEVEL_KEYS: [Key; 2] = [
    Key {
        name: LEVELS[0], required: true, about: "如 产出指标", shape: Shape::Text
    },
    Key {
        name: LEVELS[1], required: true, about: "如 数量指标", shape: Shape::Text
    },
];

/// The keys of an indicator under its two levels; own fields of the form last.
pub const KEYS: [Key; INDICATOR.len() + 1] = {
    let mut keys = [OWN_KEY; INDICATOR.len() + 1];
    let mut i = 0;
    while i < INDICATOR.len() {
        keys[i] = INDICATOR[i].key;
        i += 1;
    }
    keys
};

/// The keys of an indicator in a flat list.
pub const ROW_KEYS: [Key; INDICATOR.len() + 3] = {
    let mut keys = [OWN_KEY; INDICATOR.len() + 3];
    keys[0] = LEVEL_KEYS[0];
    keys[1] = LEVEL_KEYS[1];
    let mut i = 0;
    while i < INDICATOR.len() {
        keys[i + 2] = INDICATOR[i].key;
        i += 1;
    }
    keys
};

impl IndicatorField {
    /// The value as it is written; empty where there is none.
    pub fn text(&self, row: &Indicator) -> String {
        match self.slot {
            Slot::Text(get, _) => get(row).text().to_owned(),
            Slot::Target(get, _) => get(row).text().to_owned(),
            Slot::Points(get, _) => {
                get(row).value().map_or(String::new(), ToString::to_string)
            }
        }
    }

    /// Where the value stands.
    pub fn span(&self, row: &Indicator) -> Option<Span> {
        match self.slot {
            Slot::Text(get, _) => get(row).span(),
            Slot::Target(get, _) => get(row).span(),
            Slot::Points(get, _) => get(row).span(),
        }
    }
}
