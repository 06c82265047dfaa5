//! 封面: whose text, of which year, by whom.

use super::form::Form;
use super::note::Notes;
use super::text::{clean, excerpt, tight};
use crate::model::{Department, Field, Year};

const TITLE: &str = "绩效文本";

/// Reads the lines of a cover into `department`.
pub fn read(
    lines: &[String],
    form: &Form,
    department: &mut Department,
    notes: &mut Notes,
) {
    let mut rest = Vec::new();
    for line in lines.iter().map(|l| clean(l)).filter(|l| !l.is_empty()) {
        match role(&line) {
            Some(Role::Draft) => department.draft = Field::of(true),
            Some(Role::Compiler(name)) if department.compiler.is_absent() => {
                department.compiler = Field::of(name.to_owned());
            }
            Some(Role::Reviewer(name)) if department.reviewer.is_absent() => {
                department.reviewer = Field::of(name.to_owned());
            }
            _ => rest.push(line),
        }
    }
    title(&rest, form, department, notes);
    // the form prints the department where no other 编制单位 is named
    if tight(department.compiler.text()) == tight(department.name.text()) {
        department.compiler = Field::Absent;
    }
}

enum Role<'t> {
    Draft,
    Compiler(&'t str),
    Reviewer(&'t str),
}

fn role(line: &str) -> Option<Role<'_>> {
    if matches!(line.trim_matches(['（', '）', '(', ')']), "草案" | "草 案") {
        return Some(Role::Draft);
    }
    let named = |label: &str, end: &str| {
        let after =
            line.strip_prefix(label).map(|l| l.trim_start_matches([':', '：', ' ']));
        let name = after.or_else(|| line.strip_suffix(end)).map(str::trim);
        name.filter(|n| !n.is_empty())
    };
    named("编制单位", "编制")
        .map(Role::Compiler)
        .or_else(|| named("审核单位", "审核").map(Role::Reviewer))
}

/// The title: 部门名称, year and the words 部门预算绩效文本, on one line or several.
fn title(lines: &[String], form: &Form, department: &mut Department, notes: &mut Notes) {
    let own = form.title("text");
    let is_title = |l: &String| tight(l).contains(TITLE) || tight(l).contains(&own);
    let Some(at) = lines.iter().position(is_title) else {
        return leftover(lines, notes);
    };
    let mut line = lines[at].as_str();
    let mut before = &lines[..at];
    // the year may have a line of its own
    if year(line).is_none()
        && let Some((last, others)) = before.split_last()
        && year(last).is_some()
    {
        (line, before) = (last, others);
    }
    let (name, found) = match year(line) {
        Some((start, found)) => (&line[..start], Some(found)),
        None => {
            let at = line.find(&own).or_else(|| line.find("部门预算"));
            (at.map_or("", |i| &line[..i]), None)
        }
    };
    if let Some(found) = found {
        department.year = Field::of(found);
    }
    if lines[at].contains("草案") {
        department.draft = Field::of(true);
    }
    let name = match name.trim() {
        "" => std::mem::take(&mut before).concat(),
        name => name.to_owned(),
    };
    if !name.is_empty() {
        department.name = Field::of(name);
    }
    leftover(before, notes);
    leftover(&lines[at + 1..], notes);
}

/// Where a year such as 2025年 stands, and which it is.
fn year(line: &str) -> Option<(usize, Year)> {
    let starts = line.char_indices().map(|(i, _)| i);
    starts.into_iter().find_map(|start| {
        let digits = line.get(start..start + 4)?;
        let after = line[start + 4..].trim_start();
        let year = digits.parse::<Year>().ok()?;
        after.starts_with('年').then_some((start, year))
    })
}

fn leftover(lines: &[String], notes: &mut Notes) {
    for line in lines {
        notes.unplaced(format!("封面上的「{}」没有用上", excerpt(line)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cover(lines: &[&str]) -> (Department, Vec<String>) {
        let mut department = Department::default();
        let mut notes = Notes::default();
        let lines: Vec<String> = lines.iter().map(|l| l.to_string()).collect();
        let profile = crate::yaml::load::profile::built_in("hebei").unwrap();
        read(&lines, &Form::of(&profile), &mut department, &mut notes);
        (department, notes.0.iter().map(ToString::to_string).collect())
    }

    #[test]
    fn one_line_or_several_give_the_same() {
        for lines in [
            vec!["某市某局 2025 年部门预算绩效文本", "某市某局编制", "某市财政局审核"],
            vec!["某市", "某局", "2025年部门预算绩效文本", "某市财政局审核"],
            vec!["某市某局", "2025年", "部门预算绩效文本", "审核单位：某市财政局"],
        ] {
            let (department, notes) = cover(&lines);
            assert_eq!(department.name.text(), "某市某局");
            assert_eq!(department.year.value(), Some(&Year(2025)));
            assert_eq!(department.reviewer.text(), "某市财政局");
            assert!(department.compiler.is_absent() && notes.is_empty(), "{notes:?}");
        }
    }

    #[test]
    fn draft_other_compiler_and_strange_lines_are_kept() {
        let (department, notes) =
            cover(&["某局", "2025年部门预算绩效文本", "（草案）", "某中心编制", "附件3"]);
        assert_eq!(department.draft.value(), Some(&true));
        assert_eq!(department.compiler.text(), "某中心");
        assert_eq!(notes, ["未归位：封面上的「附件3」没有用上"]);
    }
}
