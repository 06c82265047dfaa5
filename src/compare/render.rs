//! A comparison for people.

use super::columns::{aligned, pad};
use super::comparison::{Comparison, ProjectChange, Status};
use super::difference::Leaf;
use super::node::Node;
use super::outline::label;
use super::wording::{change_of_sum, found_by, in_one_line, sum, value};
use crate::model::profile::MoneyForm;
use crate::text::source::Sources;
use anstyle::{AnsiColor, Style};
use unicode_width::UnicodeWidthStr;

/// Widest value that is put beside its other version, in columns.
const NARROW: usize = 36;
/// Widest name that others are aligned with.
const NAME: usize = 40;

const BOLD: Style = Style::new().bold();
const DIM: Style = Style::new().dimmed();
const OLD: Style = AnsiColor::Red.on_default();
const NEW: Style = AnsiColor::Green.on_default();
const CHANGED: Style = AnsiColor::Yellow.on_default();

/// The comparison as text for a terminal; `color` adds ANSI colours. Nothing where
/// nothing differs.
pub fn to_text(
    comparison: &Comparison,
    money: &MoneyForm,
    sources: &Sources,
    color: bool,
) -> String {
    if comparison.is_empty() {
        return String::new();
    }
    let mut page = Page { sources, color, out: String::new() };
    page.totals(comparison, money);
    page.group("部门", None, &comparison.department);
    for project in &comparison.projects {
        page.project(project, comparison);
    }
    page.out
}

struct Page<'a> {
    sources: &'a Sources,
    color: bool,
    out: String,
}

impl Page<'_> {
    fn line(&mut self, text: &str) {
        self.out.push_str(text.trim_end());
        self.out.push('\n');
    }

    fn paint(&self, style: Style, text: &str) -> String {
        match self.color && !text.is_empty() {
            true => format!("{style}{text}{style:#}"),
            false => text.to_owned(),
        }
    }

    /// `path:line` of a value, where a file holds it.
    fn place(&self, node: Option<&Node>) -> String {
        let Some(span) = node.map(|n| n.span).filter(|s| !s.is_none()) else {
            return String::new();
        };
        let source = self.sources.get(span.file);
        let line = source.position(span.range().start).line;
        self.paint(DIM, &format!("{}:{line}", source.path))
    }

    fn totals(&mut self, comparison: &Comparison, money: &MoneyForm) {
        let (old, new) = comparison.projects_count;
        let count = change_of_sum(old.into(), new.into(), 0);
        let mut rows = vec![["", "调整前", "调整后", "增减"].map(str::to_owned)];
        rows.push(["项目数".into(), old.to_string(), new.to_string(), count]);
        for total in &comparison.totals {
            let places = money.decimals;
            rows.push([
                format!("{}（{}）", total.path.join("·"), money.unit),
                sum(total.before, places),
                sum(total.after, places),
                change_of_sum(total.before, total.after, places),
            ]);
        }
        if comparison.years().is_some() {
            let [going_on, added, ended] = comparison.fates().map(|n| n.to_string());
            let none = String::new;
            rows.push(["延续".into(), going_on.clone(), going_on, none()]);
            rows.push(["新增".into(), none(), added, none()]);
            rows.push(["结束".into(), ended, none(), none()]);
        }
        for (i, text) in aligned(&rows, 1).iter().enumerate() {
            let style = if i == 0 { DIM } else { Style::new() };
            let text = self.paint(style, text);
            self.line(&text);
        }
    }

    fn project(&mut self, project: &ProjectChange, words: &Comparison) {
        let [before, after] = project.names();
        let code = project.text(label::CODE);
        let code = if code.is_empty() { String::new() } else { format!("（{code}）") };
        let name = if project.after.is_some() { after } else { before };
        if project.status() == Status::Changed {
            let note = found_by(project.matched, before, after);
            return self.group(&format!("{name}{code}"), note, &project.changes);
        }
        let (status, [before, after]) = (project.status(), project.budget());
        let budget = after.or(before);
        let budget = budget.and_then(|b| Some(format!("{} {}", b.label, b.text()?)));
        let place = self.place(project.after.or(project.before));
        let heading = self.paint(BOLD, &format!("{name}{code}"));
        let word = self.painted(status, words.word(status));
        self.line("");
        let budget = budget.unwrap_or_default();
        self.line(&format!("{word}项目  {heading}  {budget}  {place}"));
    }

    /// A heading and what differs below it.
    fn group(&mut self, heading: &str, note: Option<String>, changes: &[Leaf]) {
        if changes.is_empty() {
            return;
        }
        let heading = self.paint(BOLD, heading);
        self.line("");
        self.line(&format!("{heading}  {} 处", changes.len()));
        if let Some(note) = note {
            self.line(&format!("  （{note}）"));
        }
        let titles: Vec<_> = changes.iter().map(Leaf::title).collect();
        let width = titles.iter().map(|t| t.width()).filter(|w| *w <= NAME).max();
        for (change, title) in changes.iter().zip(titles) {
            self.change(change, &pad(&title, width.unwrap_or(0)));
        }
    }

    fn change(&mut self, change: &Leaf, title: &str) {
        let (old, new) = (brief(change.before), brief(change.after));
        let word = self.word(change.status());
        let place = self.place(change.after.or(change.before));
        let narrow = |v: &[String]| v.len() <= 1 && v.concat().width() <= NARROW;
        if narrow(&old) && narrow(&new) {
            let increase = change.increase().map_or(String::new(), |i| format!("，{i}"));
            let old = self.paint(OLD, &old.concat());
            let new = self.paint(NEW, &new.concat());
            let both = match change.status() {
                Status::Changed => format!("{old} → {new}{increase}"),
                Status::Added => format!("{new}{increase}"),
                Status::Removed => format!("{old}{increase}"),
            };
            return self.line(&format!("  {word}  {title}  {both}  {place}"));
        }
        self.line(&format!("  {word}  {title}  {place}"));
        let (old, new) = self.emphasized(&old.join("\n"), &new.join("\n"));
        let marks = match change.status() {
            Status::Changed => ["前  ", "后  "],
            Status::Added | Status::Removed => ["", ""],
        };
        for (mark, text) in marks.into_iter().zip([old, new]) {
            for (i, paragraph) in text.lines().enumerate() {
                let mark = if i == 0 { mark.to_owned() } else { pad("", mark.width()) };
                self.line(&format!("      {mark}{paragraph}"));
            }
        }
    }

    fn word(&self, status: Status) -> String {
        self.painted(status, status.chinese())
    }

    fn painted(&self, status: Status, word: &str) -> String {
        let style = match status {
            Status::Changed => CHANGED,
            Status::Added => NEW,
            Status::Removed => OLD,
        };
        self.paint(style, word)
    }

    /// Both texts, what only one of them has painted.
    fn emphasized(&self, old: &str, new: &str) -> (String, String) {
        let [head, tail] = common(old, new);
        let paint = |text: &str, style: Style| {
            let middle = &text[head..text.len() - tail];
            let lines: Vec<_> =
                middle.split('\n').map(|l| self.paint(style, l)).collect();
            format!("{}{}{}", &text[..head], lines.join("\n"), &text[text.len() - tail..])
        };
        (paint(old, OLD), paint(new, NEW))
    }
}

/// The paragraphs of a value; of a group, a line.
fn brief(node: Option<&Node>) -> Vec<String> {
    match node {
        Some(group) if group.text().is_none() => vec![in_one_line(group)],
        node => value(node),
    }
}

/// Bytes that two texts have in common at the beginning and, behind that, at the end.
/// Numbers are kept whole.
fn common(a: &str, b: &str) -> [usize; 2] {
    let same = a.chars().zip(b.chars()).take_while(|(x, y)| x == y);
    let head: usize = same.map(|(c, _)| c.len_utf8()).sum();
    let head = a[..head].trim_end_matches(is_of_number).len();
    let (a, b) = (&a[head..], &b[head..]);
    let same = a.chars().rev().zip(b.chars().rev()).take_while(|(x, y)| x == y);
    let tail: usize = same.map(|(c, _)| c.len_utf8()).sum();
    let tail = a[a.len() - tail..].trim_start_matches(is_of_number).len();
    [head, tail]
}

fn is_of_number(c: char) -> bool {
    c.is_ascii_digit() || c == '.'
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_common_is_counted_once() {
        assert_eq!(common("会议费", "会务费"), [3, 3]);
        assert_eq!(common("甲甲", "甲甲甲"), [6, 0]);
        assert_eq!(common("甲", "甲"), [3, 0]);
        assert_eq!(common("", "甲"), [0, 0]);
        assert_eq!(common("共31.00万元", "共32.50万元"), ["共".len(), "万元".len()]);
        assert_eq!(common("12", "12"), [0, 0]);
    }
}
