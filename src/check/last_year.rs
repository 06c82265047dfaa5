//! `# 上年` above amounts and plans that were taken over: they are still to be looked at.

use super::exemption::whole_comment;
use crate::diagnostic::{Diagnostic, codes};
use crate::model::profile::Role;
use crate::model::{Department, Money, Profile, Project};
use crate::text::source::{Sources, Span};
use crate::yaml::load::Loaded;

/// The body of the comment.
pub const MARK: &str = "上年";

/// What stands below a mark.
struct Kept {
    span: Span,
    name: String,
    says: String,
}

/// The amounts and plans below a mark.
pub(super) fn findings(loaded: &Loaded, sources: &Sources) -> Vec<Diagnostic> {
    let is_mark = |c: &&Span| sources.text(**c).trim_start_matches('#').trim() == MARK;
    let mut marks = loaded.comments.iter().filter(is_mark).peekable();
    if marks.peek().is_none() {
        return Vec::new();
    }
    let kept = loaded.department.as_ref().map(|d| kept(d, loaded.profile.as_ref()));
    let kept = kept.unwrap_or_default();
    marks.map(|mark| finding(*mark, &kept, sources)).collect()
}

fn finding(mark: Span, kept: &[Kept], sources: &Sources) -> Diagnostic {
    let below =
        |k: &&Kept| k.span.file == mark.file && k.span.range().start > mark.range().start;
    let next = kept.iter().filter(below).min_by_key(|k| k.span.range().start);
    let message = next
        .map_or("这里沿用上年的数，还没有核对".to_owned(), |kept| {
            format!("「{}」的{}是上年的，还没有核对", kept.name, kept.says)
        });
    let text = &sources.get(mark.file).text;
    let line = Span::new(mark.file, whole_comment(text, mark));
    codes::S309
        .finding(mark, message)
        .help("照本年的批复改好，或核对了不用改，就删去“# 上年”这一行")
        .fix(line, "")
}

fn kept(department: &Department, profile: Option<&Profile>) -> Vec<Kept> {
    let tables = department.special_funds.iter().chain(&department.projects);
    let mut kept: Vec<_> = tables.flat_map(|p| of_project(p, profile)).collect();
    let tasks = department.overall_table.value().and_then(|t| t.tasks.value());
    for task in tasks.into_iter().flatten() {
        let span = task.budget.span();
        let name = task.name.text().to_owned();
        kept.extend(span.map(|span| Kept { span, name, says: "预算".to_owned() }));
    }
    kept
}

fn of_project(project: &Project, profile: Option<&Profile>) -> Vec<Kept> {
    let name = project.name.text().to_owned();
    let total = project.budget.value().zip(profile);
    let total = total.and_then(|(b, p)| b.by_role(&p.funds, Role::Total).value());
    let budget = total.map_or(String::new(), |m| format!("（{}）", Money::as_written(m)));
    let plan = project.plan.value().into_iter().flatten();
    let plan = plan.filter_map(|m| Some(format!("{} {}", *m.month, m.percent.value()?)));
    let plan = plan.collect::<Vec<_>>().join("、");
    let one = |span: Option<Span>, says: String| {
        Some(Kept { span: span?, name: name.clone(), says })
    };
    let first = project.plan.value().and_then(|p| p.first()).map(|m| m.month.span);
    let kept = [
        one(project.budget.span(), format!("预算{budget}")),
        one(first.or(project.plan.span()), format!("支出计划（{plan}）")),
    ];
    kept.into_iter().flatten().collect()
}
