//! 第一部分: 总体绩效目标, 分项绩效目标, 工作保障措施.

mod passage;
mod section;

pub use passage::field;
pub use section::{NarrativeSection, heading, is_part_title};

use super::block::ImportParagraph;
use super::form::Form;
use super::items::{self, ItemLine};
use super::note::Notes;
use super::text::{excerpt, tight};
use crate::model::Department;
use passage::{item, passage, sub_goal};

/// Reads the paragraphs of 第一部分 into `department`; whether any text was there.
pub fn read(
    paragraphs: &[&ImportParagraph],
    form: &Form,
    department: &mut Department,
    notes: &mut Notes,
) -> bool {
    let sections = sections(paragraphs, form, notes);
    let lines = |wanted: NarrativeSection| -> Vec<ItemLine> {
        let of = sections.iter().filter(|s| s.0 == wanted);
        of.flat_map(|s| s.1.iter().cloned()).collect()
    };
    department.overall_goals =
        passage(NarrativeSection::Overall, form, &lines, notes, item);
    department.sub_goals =
        passage(NarrativeSection::Parts, form, &lines, notes, sub_goal);
    department.safeguards =
        passage(NarrativeSection::Safeguards, form, &lines, notes, item);
    for line in lines(NarrativeSection::Unknown) {
        let text = excerpt(&line.text);
        notes.unplaced(format!("第一部分里的「{text}」不属于三个部分中的任何一个"));
    }
    !sections.is_empty()
}

/// The lines under each heading. Without any heading all is taken for 总体绩效目标.
fn sections(
    paragraphs: &[&ImportParagraph],
    form: &Form,
    notes: &mut Notes,
) -> Vec<(NarrativeSection, Vec<ItemLine>)> {
    let mut sections: Vec<(NarrativeSection, Vec<ItemLine>)> = Vec::new();
    let mut front = Vec::new();
    for paragraph in paragraphs {
        let line = ItemLine::new(paragraph);
        if line.text.is_empty() || is_part_title(&line.text, form) {
            continue;
        }
        if let Some((section, rest)) = section_of(&line, form, &sections) {
            open(section, &line, form, &mut sections, notes);
            if let (false, Some((_, lines))) = (rest.is_empty(), sections.last_mut()) {
                lines.push(ItemLine { text: rest, numbered: false });
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
        return vec![(NarrativeSection::Overall, front)];
    }
    for line in front {
        notes.unplaced(format!("第一部分标题前的「{}」没有用上", excerpt(&line.text)));
    }
    sections
}

/// The section a line opens: a known heading, or a further 四、 behind 三、.
fn section_of(
    line: &ItemLine,
    form: &Form,
    sections: &[(NarrativeSection, Vec<ItemLine>)],
) -> Option<(NarrativeSection, String)> {
    if let Some(found) = heading(&line.text, form) {
        return Some(found);
    }
    let marker = items::marker(&line.text)?.0;
    let behind_all = || sections.iter().any(|s| s.0 == NarrativeSection::Safeguards);
    // where items themselves are numbered 一、 it is one of them
    let is_item = |(_, lines): &(NarrativeSection, Vec<ItemLine>)| {
        lines.iter().any(|l| items::is_top(items::marker(&l.text).map(|m| m.0)))
    };
    let further = items::is_top(Some(marker)) && marker.number > Some(3);
    (further && behind_all() && !sections.last().is_some_and(is_item))
        .then(|| (NarrativeSection::Unknown, line.text.clone()))
}

/// Begins a section, unless the line only repeats the title of the one that is open.
fn open(
    section: NarrativeSection,
    line: &ItemLine,
    form: &Form,
    sections: &mut Vec<(NarrativeSection, Vec<ItemLine>)>,
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
    if !tight(printed).starts_with(&title) && section != NarrativeSection::Unknown {
        notes.skipped(format!("标题「{text}」印出时写作“{title}”"));
    }
    sections.push((section, Vec::new()));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Field, Passage};

    fn part_one(lines: &[&str]) -> (Department, Vec<String>) {
        let paragraph = |l: &&str| ImportParagraph {
            text: l.to_string(),
            ..ImportParagraph::default()
        };
        let paragraphs: Vec<_> = lines.iter().map(paragraph).collect();
        let mut department = Department::default();
        let mut notes = Notes::default();
        let profile = crate::yaml::load::profile::built_in("hebei").unwrap();
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
