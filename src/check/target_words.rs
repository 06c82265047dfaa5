//! Words of 指标值 and 三级指标, and which units go with which names.

use super::words::Lists;
use std::sync::LazyLock;

/// Words that weigh a value or a name.
pub static TARGETS: LazyLock<Lists> =
    LazyLock::new(|| Lists::read(include_str!("../../data/words/targets.txt")));
/// Names that count people.
pub static PEOPLE: LazyLock<Lists> =
    LazyLock::new(|| Lists::read(include_str!("../../data/words/people.txt")));

/// Ends of names and their units; longer names first.
static UNITS: LazyLock<Vec<(&str, Vec<&str>)>> = LazyLock::new(|| {
    let lines = include_str!("../../data/words/units.txt").lines();
    let rows = lines.filter(|l| !l.starts_with('#')).filter_map(|l| l.split_once(':'));
    rows.map(|(name, units)| (name.trim(), units.split_whitespace().collect())).collect()
});

/// The units that go with a name, by its end; the usual one first.
pub fn units_of(name: &str) -> Option<&'static [&'static str]> {
    let row = UNITS.iter().find(|row| name.ends_with(row.0))?;
    Some(&row.1)
}

/// Whether a text has a number, in digits or Chinese.
pub fn has_numeral(text: &str) -> bool {
    text.chars().any(|c| c.is_numeric() || "一二两三四五六七八九十百千万半".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_have_their_units() {
        assert!(units_of("下乡指导次数").is_some_and(|u| u.contains(&"次")));
        assert!(units_of("修复质量").is_none());
        assert!(has_numeral("十二次") && has_numeral("３次") && !has_numeral("若干次"));
        assert!(PEOPLE.at_end("结尾", "培训村级档案员").is_some());
    }
}
