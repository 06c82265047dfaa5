//! 第一部分: 总体绩效目标, 分项绩效目标, 工作保障措施.

use super::block::Paragraph;
use super::form::Form;
use super::items::{self, Entry, Line};
use super::note::Notes;
use super::text::{clean, excerpt, tight};
use crate::model::{Department, Field, Item, Passage, SubGoal};
use crate::source::{Span, Spanned};

/// A section of 第一部分.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Section {
    /// 总体绩效目标
    Overall,
    /// 分项绩效目标
    Parts,
    /// 工作保障措施
    Safeguards,
    /// A heading 四、 that the form does not have.
    Unknown,
}

impl Section {
    /// The title that the form prints.
    fn title(self, form: &Form) -> String {
        match self {
            Section::Overall => form.title("overall_goals"),
            Section::Parts => form.title("sub_goals"),
            Section::Safeguards => form.title("safeguards"),
            Section::Unknown => "其他".to_owned(),
        }
    }
}

/// Whether a line only names a part of the text.
pub fn is_part_title(text: &str, form: &Form) -> bool {
    const TITLES: [&str; 6] = [
        "第一部分",
        "部门整体绩效目标",
        "第一部分部门整体绩效目标",
        "第二部分",
        "预算项目绩效目标",
        "第二部分预算项目绩效目标",
    ];
    let text = tight(text);
    let own = ["part_one", "part_two", "special_funds", "overall_table"];
    TITLES.contains(&text.as_str()) || own.iter().any(|f| form.title(f) == text)
}

/// The section that a line is the heading of, and the text behind it on the same line.
pub fn heading(text: &str, form: &Form) -> Option<(Section, String)> {
    let text = clean(text);
    let (marker, name) = match items::marker(&text) {
        Some((marker, rest)) => (Some(marker), rest),
        None => (None, text.as_str()),
    };
    let (title, rest) = name.split_once(['：', ':']).unwrap_or((name, ""));
    let title = tight(title.trim_end_matches('。'));
    let own = |field| form.title(field) == title;
    let section = match title.as_str() {
        _ if own("overall_goals") => Section::Overall,
        _ if own("sub_goals") => Section::Parts,
        _ if own("safeguards") => Section::Safeguards,
        "总体绩效目标" | "部门总体绩效目标" | "总体目标" => {
            Section::Overall
        }
        "分项绩效目标" | "部门分项绩效目标" | "分项目标" => {
            Section::Parts
        }
        "工作保障措施" | "保障措施" => Section::Safeguards,
        title if items::is_top(marker) => long_heading(title)?,
        _ => return None,
    };
    Some((section, rest.trim().to_owned()))
}

/// A heading 一、 in other words than the form's.
fn long_heading(title: &str) -> Option<Section> {
    if title.chars().count() > 20 {
        return None;
    }
    let ends = [
        ("总体绩效目标", Section::Overall),
        ("总体目标", Section::Overall),
        ("分项绩效目标", Section::Parts),
        ("保障措施", Section::Safeguards),
    ];
    ends.iter().find(|(end, _)| title.ends_with(end)).map(|e| e.1)
}

/// Reads the paragraphs of 第一部分 into `department`; whether any text was there.
pub fn read(
    paragraphs: &[&Paragraph],
    form: &Form,
    department: &mut Department,
    notes: &mut Notes,
) -> bool {
    let sections = sections(paragraphs, form, notes);
    let lines = |wanted: Section| -> Vec<Line> {
        let of = sections.iter().filter(|s| s.0 == wanted);
        of.flat_map(|s| s.1.iter().cloned()).collect()
    };
    department.overall_goals = passage(Section::Overall, form, &lines, notes, item);
    department.sub_goals = passage(Section::Parts, form, &lines, notes, sub_goal);
    department.safeguards = passage(Section::Safeguards, form, &lines, notes, item);
    for line in lines(Section::Unknown) {
        let text = excerpt(&line.text);
        notes.unplaced(format!("第一部分里的「{text}」不属于三个部分中的任何一个"));
    }
    !sections.is_empty()
}

/// The lines under each heading. Without any heading all is taken for 总体绩效目标.
fn sections(
    paragraphs: &[&Paragraph],
    form: &Form,
    notes: &mut Notes,
) -> Vec<(Section, Vec<Line>)> {
    let mut sections: Vec<(Section, Vec<Line>)> = Vec::new();
    let mut front = Vec::new();
    for paragraph in paragraphs {
        let line = Line::new(paragraph);
        if line.text.is_empty() || is_part_title(&line.text, form) {
            continue;
        }
        if let Some((section, rest)) = section_of(&line, form, &sections) {
            open(section, &line, form, &mut sections, notes);
            if let (false, Some((_, lines))) = (rest.is_empty(), sections.last_mut()) {
                lines.push(Line { text: rest, numbered: false });
            }
        } else {
            match sections.last_mut() {
                Some((_, lines)) => lines.push(line),
                None => front.push(line),
            }
        }
    }
    if sections.is_empty() && !front.is_empty() {
        notes.guess("第一部分没有“一、总体绩效目标”之类的标题，全部作为总体绩效目标");
        return vec![(Section::Overall, front)];
    }
    for line in front {
        notes.unplaced(format!("第一部分标题前的「{}」没有用上", excerpt(&line.text)));
    }
    sections
}

/// The section a line opens: a known heading, or a further 四、 behind 三、.
fn section_of(
    line: &Line,
    form: &Form,
    sections: &[(Section, Vec<Line>)],
) -> Option<(Section, String)> {
    if let Some(found) = heading(&line.text, form) {
        return Some(found);
    }
    let marker = items::marker(&line.text)?.0;
    let behind_all = || sections.iter().any(|s| s.0 == Section::Safeguards);
    // where items themselves are numbered 一、 it is one of them
    let is_item = |(_, lines): &(Section, Vec<Line>)| {
        lines.iter().any(|l| items::is_top(items::marker(&l.text).map(|m| m.0)))
    };
    let further = items::is_top(Some(marker)) && marker.number > Some(3);
    (further && behind_all() && !sections.last().is_some_and(is_item))
        .then(|| (Section::Unknown, line.text.clone()))
}

/// Begins a section, unless the line only repeats the title of the one that is open.
fn open(
    section: Section,
    line: &Line,
    form: &Form,
    sections: &mut Vec<(Section, Vec<Line>)>,
    notes: &mut Notes,
) {
    let text = &line.text;
    if sections.last().is_some_and(|s| s.0 == section) {
        let title = section.title(form);
        notes.skipped(format!("「{text}」只是重复“{title}”的标题"));
        return;
    }
    let printed = items::marker(text).map_or(text.as_str(), |m| m.1);
    let title = section.title(form);
    if !tight(printed).starts_with(&title) && section != Section::Unknown {
        notes.skipped(format!("标题「{text}」印出时写作“{title}”"));
    }
    sections.push((section, Vec::new()));
}

/// The passage of a section: items, or text where they do not begin with a number.
fn passage<I>(
    section: Section,
    form: &Form,
    lines: &impl Fn(Section) -> Vec<Line>,
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

fn item(entry: Entry) -> Item {
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

fn sub_goal(entry: Entry) -> SubGoal {
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

#[cfg(test)]
mod tests {
    use super::*;

    fn part_one(lines: &[&str]) -> (Department, Vec<String>) {
        let paragraph =
            |l: &&str| Paragraph { text: l.to_string(), ..Paragraph::default() };
        let paragraphs: Vec<_> = lines.iter().map(paragraph).collect();
        let mut department = Department::default();
        let mut notes = Notes::default();
        let profile = crate::load::profile::built_in("hebei").unwrap();
        let paragraphs: Vec<_> = paragraphs.iter().collect();
        read(&paragraphs, &Form::of(&profile), &mut department, &mut notes);
        (department, notes.0.iter().map(ToString::to_string).collect())
    }

    fn items<I>(field: &Field<Passage<I>>) -> &[I] {
        match field.value() {
            Some(Passage::Items(items)) => items,
            _ => panic!("not a list"),
        }
    }

    #[test]
    fn a_title_that_is_repeated_is_left_out_and_told() {
        let (department, notes) = part_one(&[
            "一、总体绩效目标",
            "(一) 总体绩效目标",
            "正文  一段。",
            "第二段",
        ]);
        let Some(Passage::Text(text)) = department.overall_goals.value() else {
            panic!()
        };
        assert_eq!(text.value, "正文一段。\n第二段");
        assert_eq!(notes.len(), 1);
        assert!(notes[0].starts_with("略去"));
    }

    #[test]
    fn labels_make_goal_and_indicators() {
        let (department, notes) = part_one(&[
            "二、分项绩效目标",
            "（一）甲经费",
            "绩效目标：做甲事",
            "绩效指标：",
            "甲事一件、          甲事两件",
            "(二) 只有一句。",
        ]);
        let found = items(&department.sub_goals);
        assert_eq!(found[0].name.text(), "甲经费");
        assert_eq!(found[0].goal.text(), "做甲事");
        assert_eq!(found[0].indicators.text(), "甲事一件、甲事两件");
        assert_eq!(found[1].content.text(), "只有一句。");
        assert!(found[1].name.is_absent() && notes.is_empty());
    }

    #[test]
    fn items_have_titles_where_text_follows() {
        let (department, notes) = part_one(&[
            "三、工作保障措施",
            "（一）\t建制度。",
            "正文",
            "（二）没有标题的一条",
            "四、附则",
            "附则正文",
        ]);
        let found = items(&department.safeguards);
        assert_eq!(
            (found[0].title.text(), found[0].content.text()),
            ("建制度。", "正文")
        );
        assert!(found[1].title.is_absent());
        assert_eq!(notes.len(), 2, "{notes:?}");
    }

    #[test]
    fn text_before_numbers_keeps_everything_as_text() {
        let (department, notes) =
            part_one(&["一、总体绩效目标", "总的说来：", "（一）甲", "（二）乙"]);
        let Some(Passage::Text(text)) = department.overall_goals.value() else {
            panic!()
        };
        assert_eq!(text.value, "总的说来：\n（一）甲\n（二）乙");
        assert_eq!(notes.len(), 1);
    }
}
