//! The texts with the years that move on, and what is told of each year.

use super::fate::{YearFate, YearFound, YearText, fates, is_digit};
use super::report::{AdvanceReport, ToldYear};
use super::tables::KnownProjects;
use crate::yaml::edit::{Edit, Step, TextAt};
use crate::yaml::format::PROJECT_NAME;
use std::ops::Range;

/// Keys whose texts name no years: they are told or changed elsewhere.
const OTHER_KEYS: [&str; 6] = ["版式", "年度", "项目编码", "单位", "单位编码", "权重"];

/// The names of projects that hold years, and what becomes of these.
type Names = Vec<(String, Vec<YearFound>)>;

/// Edits of all texts that name the old year, told one by one.
pub fn edits(
    texts: &[&TextAt],
    tables: &KnownProjects,
    report: &mut AdvanceReport,
    edits: &mut Vec<Edit>,
) {
    let years = report.years;
    let named = texts.iter().filter(|t| kind(t) == YearText::Name);
    let names: Names = named
        .map(|t| (t.text.clone(), fates(&t.text, YearText::Name, years)))
        .filter(|n| !n.1.is_empty())
        .collect();
    for text in texts {
        let last = text.at.steps().last();
        if matches!(last, Some(Step::Key(key)) if OTHER_KEYS.contains(&key.as_str())) {
            continue;
        }
        let mut found = fates(&text.text, kind(text), years);
        for year in &mut found {
            if let (false, Some(fate)) = (
                kind(text) == YearText::Name,
                fate_in_name(&text.text, &year.range, &names),
            ) {
                year.fate = fate;
            }
        }
        let new = moved(&text.text, &found, years.1);
        tell(text, &new, &found, report);
        if new != text.text {
            edits.push(Edit::set(text.at.clone(), new.as_str()).saw(text.text.as_str()));
            edits.extend(renamed(text, &new, tables));
        }
    }
}

/// The file of a project goes by its name, where it did so before.
fn renamed(text: &TextAt, name: &str, tables: &KnownProjects) -> Option<Edit> {
    let table = tables.projects.iter().find(|t| t.holds(&text.at))?;
    let was = crate::yaml::save::file_name(&text.text);
    let is_name =
        kind(text) == YearText::Name && !table.file.is_empty() && table.file == was;
    is_name.then(|| Edit::rename(table.at.clone(), name))
}

fn kind(text: &TextAt) -> YearText {
    let has = |name: &str| {
        text.at.steps().iter().any(|s| matches!(s, Step::Key(key) if key == name))
    };
    match text.at.steps().last() {
        Some(Step::Key(key)) if key == PROJECT_NAME => YearText::Name,
        Some(Step::Key(key)) if key == "依据" => YearText::Basis,
        _ if has("中期目标") => YearText::MidTerm,
        _ => YearText::Other,
    }
}

/// What becomes of a year that stands inside of a project's name.
fn fate_in_name(text: &str, range: &Range<usize>, names: &Names) -> Option<YearFate> {
    names.iter().find_map(|(name, years)| {
        let at = text.match_indices(name.as_str()).map(|m| m.0);
        let mut inside =
            at.filter(|at| *at <= range.start && range.end <= at + name.len());
        let start = range.start - inside.next()?;
        years.iter().find(|y| y.range.start == start).map(|y| y.fate)
    })
}

/// The text with the years that move on.
fn moved(text: &str, found: &[YearFound], new: u16) -> String {
    let mut out = text.to_owned();
    for year in found.iter().rev().filter(|f| f.fate == YearFate::Moves) {
        out.replace_range(year.range.clone(), &next(&text[year.range.clone()], new));
    }
    out
}

/// A year as it is written, with the digits of another.
fn next(written: &str, new: u16) -> String {
    let count = written.chars().take_while(|c| is_digit(*c)).count();
    let zero = written.chars().find(|c| "〇零○".contains(*c)).unwrap_or('〇');
    let digits: Vec<u32> =
        format!("{new:04}").chars().filter_map(|c| c.to_digit(10)).collect();
    let mut digits = digits.into_iter().skip(4_usize.saturating_sub(count));
    let other = |c: char| match digits.next() {
        Some(digit) => styled(c, digit, zero),
        None => c,
    };
    let (year, rest) = match written.char_indices().nth(count) {
        Some((at, _)) => written.split_at(at),
        None => (written, ""),
    };
    year.chars().map(other).chain(rest.chars()).collect()
}

/// A digit in the script of `like`.
fn styled(like: char, digit: u32, zero: char) -> char {
    const FULL: &str = "０１２３４５６７８９";
    const FORMAL: &str = "零壹贰叁肆伍陆柒捌玖";
    let script = match like {
        '0'..='9' => "0123456789",
        like if FULL.contains(like) => FULL,
        _ if digit == 0 => return zero,
        '零' => "零一二三四五六七八九",
        like if FORMAL.contains(like) => FORMAL,
        _ => "〇一二三四五六七八九",
    };
    script.chars().nth(digit as usize).unwrap_or(like)
}

fn tell(text: &TextAt, new: &str, found: &[YearFound], report: &mut AdvanceReport) {
    // the new text is as long as the old up to a year, but for Chinese zeros
    let shift = new.len() as isize - text.text.len() as isize;
    let mut done = 0;
    for year in found {
        let before = around(&text.text, &year.range);
        let told = |after: String, why| ToldYear {
            at: text.at.clone(),
            place: None,
            before: before.clone(),
            after,
            why,
        };
        match year.fate {
            YearFate::Moves => {
                let written = &text.text[year.range.clone()];
                let moved = next(written, report.years.1);
                let start = year.range.start.saturating_add_signed(done);
                done += moved.len() as isize - written.len() as isize;
                report.moved.push(told(around(new, &(start..start + moved.len())), ""));
            }
            YearFate::InDoubt(why) => report.doubts.push(told(String::new(), why)),
            YearFate::Stays(why) => report.stays.push(told(String::new(), why)),
        }
    }
    debug_assert_eq!(shift, done);
}

/// Most characters that are shown in front of a year and behind it.
const MOST: usize = 10;

/// A year in the line that it stands in, with what is near.
fn around(text: &str, range: &Range<usize>) -> String {
    let front = text[..range.start].rsplit('\n').next().unwrap_or_default();
    let behind = text[range.end..].split('\n').next().unwrap_or_default();
    let skip = front.chars().count().saturating_sub(MOST);
    let rest: String = behind.chars().take(MOST).collect();
    let lead = if skip > 0 { "…" } else { "" };
    let tail = if rest.len() < behind.len() { "…" } else { "" };
    let near: String = front.chars().skip(skip).collect();
    format!("{lead}{near}{}{rest}{tail}", &text[range.clone()])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn next_text(text: &str, kind: YearText) -> String {
        moved(text, &fates(text, kind, (2026, 2027)), 2027)
    }

    #[test]
    fn the_old_year_moves_on_as_it_is_written() {
        for (old, new) in [
            ("2026年12月底前", "2027年12月底前"),
            ("２０２６年举办", "２０２７年举办"),
            ("二〇二六年底前，二零二六年初", "二〇二七年底前，二零二七年初"),
            ("贰零贰陆年，二○二六年", "贰零贰柒年，二○二七年"),
            ("26年底前完成", "27年底前完成"),
            ("2026.11.30前，2026-6-1前", "2027.11.30前，2027-6-1前"),
            ("2026年1月至2026年12月", "2027年1月至2027年12月"),
            ("2026科普经费", "2027科普经费"),
            ("2026年比2025年增长10%", "2027年比2025年增长10%"),
        ] {
            assert_eq!(next_text(old, YearText::Other), new);
        }
        let decade = moved(
            "二〇二九年",
            &fates("二〇二九年", YearText::Other, (2029, 2030)),
            2030,
        );
        assert_eq!(decade, "二〇三〇年");
    }

    #[test]
    fn what_is_of_something_else_stays() {
        for text in [
            "十四五规划（2021—2026年）",
            "某财〔2026〕5号",
            "较2025年增长10%",
            "2025年实际完成3次",
            "第16届（2026年）图书博览会",
            "《2026年某办法》",
            "2026年7月至2027年6月",
            "支付2026.35万元，购书2026册",
            "13990126P005101100015",
        ] {
            assert_eq!(next_text(text, YearText::Other), text);
        }
    }

    #[test]
    fn a_basis_that_each_year_has_anew_moves_on() {
        let basis = |text| next_text(text, YearText::Basis);
        assert_eq!(basis("《2026年工作计划》"), "《2027年工作计划》");
        assert_eq!(basis("2026年部门预算"), "2027年部门预算");
        assert_eq!(basis("2026年某管理办法"), "2026年某管理办法");
        assert_eq!(next_text("2026老干部活动费", YearText::Name), "2027老干部活动费");
        assert_eq!(
            next_text("2026年完成一期，2028年完成二期", YearText::MidTerm),
            "2026年完成一期，2028年完成二期"
        );
    }
}
