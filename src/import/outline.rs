//! Which paragraphs are cover, 目录, 第一部分, and the parts behind it.

use super::block::{ImportBlock, ImportParagraph};
use super::form::Form;
use super::heading;
use super::narrative;
use super::text::tight;
use crate::model::profile::Need;
use std::ops::Range;

/// The regions of a document. What lies between `cover` and `part_one` is the 目录.
#[derive(Debug, PartialEq)]
pub struct Outline {
    /// The cover.
    pub cover: Range<usize>,
    /// 第一部分, with its title.
    pub part_one: Range<usize>,
    /// 部门整体绩效目标表, with its title.
    pub overall_table: Range<usize>,
    /// 专项资金, with their title.
    pub special_funds: Range<usize>,
    /// 第二部分, with its title.
    pub part_two: Range<usize>,
}

/// Divides a document.
pub fn outline(blocks: &[ImportBlock], form: &Form) -> Outline {
    let table = first_form(blocks, form);
    let toc = contents(blocks, table);
    let body = toc.end;
    let between = Between::find(blocks, body, form);
    let part_two = match between.first() {
        Some(first) => first,
        None => part_two(blocks, body..table, form),
    };
    let part_one = match toc.is_empty() {
        true => part_one(blocks, body..part_two, form),
        false => body,
    };
    Outline {
        cover: if toc.is_empty() { 0..part_one } else { 0..toc.start },
        part_one: part_one..part_two,
        overall_table: between.overall_table.clone(),
        special_funds: between.special_funds.clone(),
        part_two: between.first().map_or(part_two, |_| between.end)..blocks.len(),
    }
}

/// The first 绩效目标表; where there is none, the end.
fn first_form(blocks: &[ImportBlock], form: &Form) -> usize {
    let is_form = |b: &ImportBlock| matches!(b, ImportBlock::Table(t) if form.is_form(t));
    blocks.iter().position(is_form).unwrap_or(blocks.len())
}

/// The parts between 第一部分 and 第二部分, which few forms have.
struct Between {
    overall_table: Range<usize>,
    special_funds: Range<usize>,
    /// Where 第二部分 begins behind them.
    end: usize,
}

impl Between {
    /// The parts whose titles stand behind the 目录, which ends at `body`.
    fn find(blocks: &[ImportBlock], body: usize, form: &Form) -> Between {
        let line = |i: &usize, f: &dyn Fn(&str) -> bool| matches!(&blocks[*i], ImportBlock::Paragraph(p) if f(&tight(&p.text)));
        let titled = |from: usize, field: &str, need: Need| {
            let title = form.title(field);
            let range = if need == Need::Never { 0..0 } else { from..blocks.len() };
            range.clone().find(|i| line(i, &|t| t == title))
        };
        let parts = form.profile.parts;
        let overall = titled(body, "overall_table", parts.overall_table);
        let special = titled(body, "special_funds", parts.special_funds);
        let first = overall.into_iter().chain(special).max().unwrap_or(body);
        let end = (first..blocks.len()).find(|i| line(i, &|t| is_part_two(t, form)));
        // a workbook has no title between the table of the department and the projects
        let named = |i: &usize| match &blocks[*i] {
            ImportBlock::Paragraph(p) => {
                form.heading(&p.text).is_some_and(|h| !h.name.is_empty())
            }
            ImportBlock::Table(t) => t.rows.iter().any(|r| form.names_project(r)),
        };
        let project = || (first + 1..blocks.len()).find(named);
        let end = end.or_else(|| if special.is_none() { project() } else { None });
        let end = end.unwrap_or(blocks.len());
        let until = |from: usize| special.filter(|s| *s > from).unwrap_or(end);
        Between {
            overall_table: overall.map_or(0..0, |o| o..until(o)),
            special_funds: special.map_or(0..0, |s| s..end),
            end,
        }
    }

    /// Where the first of them begins.
    fn first(&self) -> Option<usize> {
        let parts = [&self.overall_table, &self.special_funds];
        parts.iter().filter(|r| !r.is_empty()).map(|r| r.start).min()
    }
}

/// Whether a line without blanks is the title of 第二部分.
fn is_part_two(text: &str, form: &Form) -> bool {
    text == form.title("part_two")
        || text.starts_with("第二部分") && text.chars().count() < 20
}

/// The lines of the 目录 before `end`; empty where there is none.
fn contents(blocks: &[ImportBlock], end: usize) -> Range<usize> {
    let front = &blocks[..end];
    let is = |i: &usize, f: &dyn Fn(&str) -> bool| matches!(&front[*i], ImportBlock::Paragraph(p) if f(&p.text));
    let numbered = |i: &usize| is(i, &ends_in_page);
    let part = |i: &usize| is(i, &|t| tight(t).starts_with("第一部分"));
    let title = (0..end).find(|i| is(i, &|t| matches!(&*tight(t), "目录" | "目次")));
    let Some(first) = title.or_else(|| (0..end).find(numbered)) else { return 0..0 };
    // without a heading 目录, the part's title above the first page number belongs to it
    let start = match title {
        Some(title) => title,
        None => (0..first).find(part).unwrap_or(first),
    };
    let last = (first..end).rev().find(numbered).map(|i| i + 1);
    let stop = last.or_else(|| (first..end).rev().find(part)).unwrap_or(first + 1);
    start..stop
}

/// Whether a line ends as those of a 目录 do: a tab or dots, then a page number.
fn ends_in_page(line: &str) -> bool {
    let line = line.trim_end().trim_end_matches(['—', '-', '–']).trim_end_matches(' ');
    let name = line.trim_end_matches(|c: char| c.is_ascii_digit());
    let leader = name.trim_end_matches([' ', '—', '-', '–']);
    name.len() < line.len()
        && (leader.ends_with('\t')
            || leader.ends_with('…')
            || leader.ends_with("...")
            || leader.ends_with("···"))
}

/// Where 第二部分 begins.
fn part_two(blocks: &[ImportBlock], range: Range<usize>, form: &Form) -> usize {
    let table = range.end;
    let has = |i: &usize, f: &dyn Fn(&ImportParagraph) -> bool| matches!(&blocks[*i], ImportBlock::Paragraph(p) if f(p));
    let title = |p: &ImportParagraph| is_part_two(&tight(&p.text), form);
    let heading = |p: &ImportParagraph| form.heading(&p.text).is_some();
    let found = range.clone().rev().find(|i| has(i, &title));
    let found = found.or_else(|| range.clone().rev().find(|i| has(i, &heading)));
    // the line 306001… 单位：万元 may stand above the table
    found.unwrap_or_else(|| {
        let near = range.clone().rev().take_while(|i| table - i <= 3);
        near.filter(|i| has(i, &|p| heading::unit_line(&p.text).is_some()))
            .last()
            .unwrap_or(table)
    })
}

/// Where 第一部分 begins in a document without 目录.
fn part_one(blocks: &[ImportBlock], range: Range<usize>, form: &Form) -> usize {
    let has = |i: &usize, f: &dyn Fn(&str) -> bool| matches!(&blocks[*i], ImportBlock::Paragraph(p) if f(&p.text));
    let title =
        |t: &str| narrative::is_part_title(t, form) && !is_part_two(&tight(t), form);
    let found = range.clone().find(|i| has(i, &title));
    let heading = |t: &str| narrative::heading(t, form).is_some();
    let found = found.or_else(|| range.clone().find(|i| has(i, &heading)));
    found.unwrap_or(range.end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn blocks(lines: &[&str]) -> Vec<ImportBlock> {
        let block = |l: &&str| {
            ImportBlock::Paragraph(ImportParagraph {
                text: l.to_string(),
                ..ImportParagraph::default()
            })
        };
        lines.iter().map(block).collect()
    }

    fn divided(blocks: &[ImportBlock]) -> Outline {
        let profile = crate::yaml::load::profile::built_in("hebei").unwrap();
        outline(blocks, &Form::of(&profile))
    }

    #[test]
    fn page_numbers_are_told_from_text() {
        for line in
            ["一、总体绩效目标\t1", "1.甲绩效目标表……12", "甲......3 ", "甲\t— 4 —"]
        {
            assert!(ends_in_page(line), "{line}");
        }
        for line in ["截至2025", "甲\t", "甲 1", ""] {
            assert!(!ends_in_page(line), "{line}");
        }
    }

    #[test]
    fn every_region_is_found() {
        let text = blocks(&[
            "某市某局",
            "目 录",
            "第一部分 部门整体绩效目标",
            "一、总体绩效目标\t1",
            "第二部分 预算项目绩效目标",
            "1.甲绩效目标表\t4",
            "第一部分",
            "一、总体绩效目标",
            "正文",
            "第二部分",
            "1.甲绩效目标表",
        ]);
        let found = divided(&text);
        assert_eq!((found.cover, found.part_one, found.part_two), (0..1, 6..9, 9..11));
    }

    #[test]
    fn missing_regions_are_empty() {
        let found = divided(&[]);
        assert_eq!((found.cover, found.part_one, found.part_two), (0..0, 0..0, 0..0));
        let found = divided(&blocks(&["某市某局", "一、总体绩效目标", "正文"]));
        assert_eq!((found.cover, found.part_one, found.part_two), (0..1, 1..3, 3..3));
        let found = divided(&blocks(&["1.甲绩效目标表"]));
        assert_eq!((found.part_one, found.part_two), (0..0, 0..1));
    }
}
