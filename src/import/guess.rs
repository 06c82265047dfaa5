//! 部门名称 and 年度 of a file that has no cover.

use super::note::Notes;
use crate::model::{Department, Field, Passage, Project, Year};
use std::collections::BTreeMap;

/// Fills in what neither the cover nor the user says.
pub fn fill(department: &mut Department, notes: &mut Notes) {
    if department.name.is_absent() {
        match name(department) {
            Some(name) => {
                notes.guess(format!("没有封面，部门名称「{name}」取自第一个单位"));
                department.name = Field::of(name);
            }
            None => notes.guess("没有找到部门名称，可用 --set 部门名称=… 给出"),
        }
    }
    if department.year.is_absent() {
        match year(department) {
            Some((year, from)) => {
                notes.guess(format!("没有封面，年度 {year} 取自{from}"));
                department.year = Field::of(year);
            }
            None => notes.guess("没有找到年度，可用 --set 年度=… 给出"),
        }
    }
}

/// The first unit's name without 本级.
fn name(department: &Department) -> Option<String> {
    let name = department.units.first()?.name.text();
    let short = ["（本级）", "(本级)", "本级"].iter().find_map(|s| name.strip_suffix(s));
    Some(short.unwrap_or(name).trim().to_owned()).filter(|n| !n.is_empty())
}

/// The most frequent year of the codes, else of the texts; of equals the latest.
fn year(department: &Department) -> Option<(Year, &'static str)> {
    let codes = most_frequent(department.projects.iter().filter_map(code_year));
    if let Some(year) = codes {
        return Some((year, "项目编码"));
    }
    let mut texts = Vec::new();
    for project in &department.projects {
        texts.push(project.name.text());
        texts.push(project.purpose.text());
        match project.goals.value() {
            Some(Passage::Text(text)) => texts.push(text),
            Some(Passage::Items(items)) => texts.extend(items.iter().map(|i| i.as_str())),
            None => {}
        }
        for indicator in project.indicators.value().into_iter().flatten() {
            texts.push(indicator.target.text());
        }
    }
    let found = texts.iter().flat_map(|t| years(t));
    most_frequent(found).map(|y| (y, "文中的年份"))
}

fn code_year(project: &Project) -> Option<u16> {
    let code = project.code.value()?;
    let legacy = || code.as_str().get(6..8)?.parse().ok().map(|y: u16| 2000 + y);
    code.year().or_else(|| code.is_legacy().then(legacy)?)
}

/// The years such as 2025年 or 2025.12.31 in a text.
fn years(text: &str) -> Vec<u16> {
    let digits = text.split(|c: char| !c.is_ascii_digit());
    let four = digits.filter(|d| d.len() == 4 && d.starts_with("20"));
    four.filter_map(|d| d.parse().ok()).collect()
}

fn most_frequent(years: impl Iterator<Item = u16>) -> Option<Year> {
    let mut counts: BTreeMap<u16, usize> = BTreeMap::new();
    for year in years.filter(|y| (2000..2100).contains(y)) {
        *counts.entry(year).or_default() += 1;
    }
    counts.into_iter().max_by_key(|(year, n)| (*n, *year)).map(|(year, _)| Year(year))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_latest_of_the_most_frequent_wins() {
        assert_eq!(most_frequent([2024, 2025, 2024, 2025].into_iter()), Some(Year(2025)));
        assert_eq!(years("2023年底前，20230101，2024.12.31"), [2023, 2024]);
        assert_eq!(most_frequent(std::iter::empty()), None);
    }
}
