//! Numbers that Word puts in front of paragraphs.

mod format;

use super::refusal::Refusal;
use super::styles::{ListPlace, Styles};
use super::xml::{XmlElement, XmlTree};
use std::collections::{BTreeMap, BTreeSet};

/// How many levels a list has.
const LEVELS: usize = 9;

/// A number in front of a paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Number {
    /// As Word shows it, such as `（一）`; of a bullet its sign.
    pub label: String,
    /// How deep it is in its list, from 0.
    pub level: usize,
    /// Whether it is a sign and no number.
    pub is_bullet: bool,
}

/// A level of a list.
#[derive(Debug, Clone)]
struct Level {
    start: usize,
    format: String,
    text: String,
    /// Whether all numbers in it are shown as 1, 2, 3.
    legal: bool,
    /// The level whose numbers begin this one anew; 0 is none.
    restart: Option<usize>,
    style: Option<String>,
}

/// The levels of a list.
#[derive(Debug, Clone, Default)]
struct Levels {
    levels: BTreeMap<usize, Level>,
    /// The style of lists whose levels are taken instead.
    link: Option<String>,
}

/// A list.
#[derive(Debug, Clone, Default)]
struct List {
    levels: usize,
    starts: BTreeMap<usize, usize>,
    own: BTreeMap<usize, Level>,
}

/// The lists of a text, and how far each has counted.
#[derive(Debug, Clone, Default)]
pub struct Numbering {
    levels: BTreeMap<usize, Levels>,
    lists: BTreeMap<usize, List>,
    /// Which levels a style of lists stands for.
    linked: BTreeMap<String, usize>,
    counts: BTreeMap<usize, [Option<usize>; LEVELS]>,
    /// Lists whose own starts were taken.
    begun: BTreeSet<(usize, usize)>,
}

impl Numbering {
    /// Reads the part of lists.
    ///
    /// # Errors
    ///
    /// [`Refusal::BrokenXml`] and the limits of a tree.
    pub fn read(xml: &[u8]) -> Result<Numbering, Refusal> {
        let tree = XmlTree::parse(xml)?;
        let mut found = Numbering::default();
        for element in tree.root.elements() {
            match element.local() {
                "abstractNum" => found.take_levels(element),
                "num" => found.take_list(element),
                _ => {}
            }
        }
        Ok(found)
    }

    fn take_levels(&mut self, element: &XmlElement) {
        let Some(id) = number(element.local_attribute("abstractNumId")) else { return };
        if let Some(style) = element.part_value("styleLink") {
            self.linked.insert(style, id);
        }
        let link = element.part_value("numStyleLink");
        self.levels.insert(id, Levels { levels: levels(element), link });
    }

    fn take_list(&mut self, element: &XmlElement) {
        let Some(id) = number(element.local_attribute("numId")) else { return };
        let Some(levels_id) = number(element.part_value("abstractNumId")) else { return };
        let mut list = List { levels: levels_id, ..List::default() };
        for change in element.elements().filter(|e| e.local() == "lvlOverride") {
            let Some(at) = number(change.local_attribute("ilvl")) else { continue };
            if let Some(start) = number(change.part_value("startOverride")) {
                list.starts.insert(at, start);
            }
            list.own.extend(levels(change));
        }
        self.lists.insert(id, list);
    }

    /// The levels of a list, those of the style that it refers to.
    fn levels_of(&self, list: &List) -> Option<(usize, &Levels)> {
        let found = self.levels.get(&list.levels)?;
        let linked = found.link.as_ref().and_then(|style| self.linked.get(style));
        let id = linked.copied().unwrap_or(list.levels);
        Some((id, self.levels.get(&id)?))
    }

    /// The number of the next paragraph that says `own` of its place and has the style
    /// `style`.
    pub fn next(
        &mut self,
        own: ListPlace,
        style: &str,
        styles: &Styles,
    ) -> Option<Number> {
        let by_style = styles.list(style);
        let id = own.list.or_else(|| by_style.and_then(|s| s.1.list))?;
        let list = self.lists.get(&id).filter(|_| id != 0)?.clone();
        let (counted, levels) = self.levels_of(&list)?;
        let said = own.level.or_else(|| {
            let (by, place) = by_style.filter(|_| own.list.is_none())?;
            // a level that names the style is the style's
            let named = |s: &str| {
                let mut all = levels.levels.iter();
                all.find(|(_, l)| l.style.as_deref() == Some(s)).map(|(at, _)| *at)
            };
            named(style).or_else(|| named(by)).or(place.level)
        });
        let at = said.unwrap_or(0).min(LEVELS - 1);
        let level = |at: usize| list.own.get(&at).or_else(|| levels.levels.get(&at));
        let shown: Vec<Option<Level>> =
            (0..LEVELS).map(|at| level(at).cloned()).collect();
        let level = shown[at].clone()?;
        self.count(id, counted, at, &list, &shown);
        let counts = self.counts.get(&counted)?;
        let value = |i: usize| {
            let start = shown.get(i)?.as_ref().map_or(1, |l| l.start);
            Some(counts.get(i)?.unwrap_or(start))
        };
        match level.format.as_str() {
            "none" if level.text.is_empty() => None,
            "bullet" => Some(Number { label: level.text, level: at, is_bullet: true }),
            _ => {
                let label = label(&level, &shown, &value);
                (!label.is_empty()).then_some(Number {
                    label,
                    level: at,
                    is_bullet: false,
                })
            }
        }
    }

    /// Counts a paragraph of a level.
    fn count(
        &mut self,
        id: usize,
        counted: usize,
        at: usize,
        list: &List,
        shown: &[Option<Level>],
    ) {
        let counts = self.counts.entry(counted).or_default();
        let anew = list.starts.get(&at).copied().filter(|_| self.begun.insert((id, at)));
        let start = shown[at].as_ref().map_or(1, |l| l.start);
        counts[at] = Some(match (anew, counts[at]) {
            (Some(start), _) => start,
            (None, Some(last)) => last.saturating_add(1),
            (None, None) => start,
        });
        for deeper in at + 1..LEVELS {
            let restart = shown[deeper].as_ref().and_then(|l| l.restart);
            // a level begins anew below any higher one, or only below those it names
            if restart.is_none_or(|r| r > at) {
                counts[deeper] = None;
            }
        }
    }
}

/// The levels in an element.
fn levels(element: &XmlElement) -> BTreeMap<usize, Level> {
    let mut found = BTreeMap::new();
    for level in element.elements().filter(|e| e.local() == "lvl") {
        let Some(at) = number(level.local_attribute("ilvl")) else { continue };
        found.insert(
            at,
            Level {
                start: number(level.part_value("start")).unwrap_or(1),
                format: format::name(level),
                text: level.part_value("lvlText").unwrap_or_default(),
                legal: level.switch("isLgl") == Some(true),
                restart: number(level.part_value("lvlRestart")),
                style: level.part_value("pStyle"),
            },
        );
    }
    found
}

/// What a level shows: its text, with %1 for the number of the first level.
fn label(
    level: &Level,
    shown: &[Option<Level>],
    value: &dyn Fn(usize) -> Option<usize>,
) -> String {
    let mut out = String::new();
    let mut chars = level.text.chars().peekable();
    while let Some(c) = chars.next() {
        let digit = chars.peek().and_then(|d| d.to_digit(10)).filter(|d| *d > 0);
        let Some(digit) = digit.filter(|_| c == '%') else {
            out.push(c);
            continue;
        };
        chars.next();
        let at = digit as usize - 1;
        let format = shown.get(at).and_then(|l| l.as_ref()).map_or("", |l| &l.format);
        let format = if level.legal { "decimal" } else { format };
        out.push_str(&value(at).map(|v| format::show(format, v)).unwrap_or_default());
    }
    out.trim().to_owned()
}

fn number(text: Option<String>) -> Option<usize> {
    text?.trim().parse().ok().filter(|n: &usize| *n < 1_000_000)
}

#[cfg(test)]
mod tests;
