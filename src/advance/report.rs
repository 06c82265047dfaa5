//! What was changed, what was left, and what a person has to look at.

use crate::text::source::Sources;
use crate::yaml::edit::{Address, Step, TextAt};
use crate::yaml::format;
use crate::yaml::load::Input;
use crate::yaml::text_of;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

/// Where a text stands in the new department.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportPlace {
    /// The path below the department's folder; of a single file its name.
    pub path: String,
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
}

/// A year that was changed or left.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ToldYear {
    /// The text's address in the old department.
    pub at: Address,
    /// Where the text begins in the new one.
    pub place: Option<ReportPlace>,
    /// The year with what stands near it.
    pub before: String,
    /// The same after the change; empty where nothing was changed.
    pub after: String,
    /// Why it was left; empty where it was not.
    pub why: &'static str,
}

/// What became of a department.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AdvanceReport {
    /// The old and the new 年度.
    pub years: (u16, u16),
    /// Years that moved on.
    pub moved: Vec<ToldYear>,
    /// Years that were left and are to be looked at.
    pub doubts: Vec<ToldYear>,
    /// Years that were left for certain.
    pub stays: Vec<ToldYear>,
    /// Whether there was a table of codes.
    pub has_codes: bool,
    /// How many codes were filled in from it.
    pub codes_given: usize,
    /// The projects whose codes are open.
    pub codes_open: Vec<String>,
    /// The carry-over projects that keep their codes.
    pub codes_kept: Vec<String>,
    /// Rows of the table that no project took.
    pub codes_unused: Vec<String>,
    /// How many budgets and plans were marked, or emptied.
    pub amounts: usize,
    /// Whether they were emptied.
    pub is_empty: bool,
    /// The projects that were left out.
    pub left_out: Vec<String>,
    /// Where part one or the department's table still names one of these.
    pub still_named: Vec<(String, Address)>,
}

impl AdvanceReport {
    /// Says where texts stand in the new department, `gone` being the projects left out.
    pub(super) fn place(
        &mut self,
        texts: &[TextAt],
        after: &Input,
        gone: &BTreeSet<usize>,
    ) {
        let places = places(texts, after);
        let all = self.moved.iter_mut().chain(&mut self.doubts).chain(&mut self.stays);
        for told in all {
            told.place = places.get(&shifted(&told.at, gone)).cloned();
        }
    }
}

/// The place of each text.
fn places(texts: &[TextAt], input: &Input) -> BTreeMap<Address, ReportPlace> {
    let mut sources = Sources::default();
    let mut files = BTreeMap::new();
    for file in input.department.iter().chain(&input.projects) {
        let text = file.bytes.as_deref().ok().and_then(text_of).unwrap_or_default();
        files.insert(file.path.clone(), sources.add(file.path.clone(), text));
    }
    let main = input.department.as_ref().map_or("", |f| &f.path);
    let folder = main.rfind(['/', '\\']).map_or("", |i| &main[..=i]);
    let place = |text: &TextAt| {
        let at = sources.get(*files.get(&text.path)?).position(text.range.start);
        let path = text.path.strip_prefix(folder).unwrap_or(&text.path).to_owned();
        Some((text.at.clone(), ReportPlace { path, line: at.line, column: at.column }))
    };
    texts.iter().filter_map(place).collect()
}

/// An address after projects were left out.
fn shifted(at: &Address, gone: &BTreeSet<usize>) -> Address {
    let mut steps = at.steps().to_vec();
    if let [list, Step::Item(index), ..] = steps.as_mut_slice()
        && *list == format::PROJECTS.into()
    {
        *index -= gone.iter().filter(|g| *g < index).count();
    }
    steps.into_iter().collect()
}

/// The report for people; `all` lists the years that stay for certain too.
pub fn to_text(report: &AdvanceReport, all: bool) -> String {
    let mut out = String::new();
    let (old, new) = report.years;
    list(&mut out, &format!("年份由 {old} 改成 {new} 的"), &report.moved);
    list(&mut out, "年份没有动、请核对的", &report.doubts);
    if all {
        list(&mut out, "年份不该动的", &report.stays);
    } else if !report.stays.is_empty() {
        line(
            &mut out,
            &format!(
                "另有 {} 处年份是规划、文号、届次、往年的事，没有动（加 --all 列出）",
                report.stays.len()
            ),
        );
    }
    codes(&mut out, report);
    amounts(&mut out, report);
    for name in &report.left_out {
        line(&mut out, &format!("去掉的项目：{name}"));
    }
    for (name, at) in &report.still_named {
        line(&mut out, &format!("去掉的「{name}」还写在{at}，请一并改"));
    }
    out
}

// a String never fails to be written to
fn line(out: &mut String, text: &str) {
    let _ = writeln!(out, "{text}");
}

fn list(out: &mut String, title: &str, told: &[ToldYear]) {
    if told.is_empty() {
        return;
    }
    line(out, &format!("{title} {} 处：", told.len()));
    for told in told {
        let place = told
            .place
            .as_ref()
            .map_or(String::new(), |p| format!("{}:{}:{} ", p.path, p.line, p.column));
        let field = field(&told.at);
        let after = match (told.after.as_str(), told.why) {
            ("", why) => format!("（{why}）"),
            (after, _) => format!(" → {after}"),
        };
        line(out, &format!("  {place}{field}：{}{after}", told.before));
    }
}

/// The name of the field that a text stands in.
fn field(at: &Address) -> &str {
    let key = at.steps().iter().rev().find_map(|s| match s {
        Step::Key(key) => Some(key.as_str()),
        Step::Item(_) => None,
    });
    key.unwrap_or_default()
}

fn codes(out: &mut String, report: &AdvanceReport) {
    if report.codes_given > 0 {
        line(out, &format!("项目编码照表填了 {} 个", report.codes_given));
    }
    if !report.codes_open.is_empty() {
        let names = match report.has_codes {
            true => format!("，表里没有的：{}", report.codes_open.join("、")),
            false => String::new(),
        };
        line(out, &format!("项目编码改成“待编”的 {} 个{names}", report.codes_open.len()));
    }
    if !report.codes_kept.is_empty() {
        line(
            out,
            &format!(
                "结转项目留着原来的编码：{}；已经办完的，用 --不含 去掉",
                report.codes_kept.join("、")
            ),
        );
    }
    for row in &report.codes_unused {
        line(out, &format!("编码表里没有用上：{row}"));
    }
}

fn amounts(out: &mut String, report: &AdvanceReport) {
    match (report.amounts, report.is_empty) {
        (0, _) => {}
        (n, true) => line(out, &format!("预算和支出计划的数清空了，共 {n} 处")),
        (n, false) => line(
            out,
            &format!(
                "预算和支出计划照上年的写着，上面标了“# 上年”，共 {n} 处；核对一处删一处"
            ),
        ),
    }
}
