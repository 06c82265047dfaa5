//! Reads 表样, the rows of the tables.

mod change;
mod rows;

use super::{edits, keys};
use crate::diagnostic::{Diagnostic, codes};
use crate::model::profile::{Profile, Sheet};
use crate::sheet::{Of, Shows, Slot};
use crate::text::source::{Span, Spanned};
use crate::yaml::load::reader::Reader;
use crate::yaml::tree::NodeId;
use change::change;
use rows::Rows;

/// Reads what stands under 表样, and judges the tables as they are then.
pub fn read(reader: &mut Reader, node: Option<NodeId>, profile: &mut Profile) {
    let mut names = Vec::new();
    let place = node.map(|n| reader.head(n));
    if let Some(node) = node.filter(|n| !reader.is_blank(*n)) {
        sheets(reader, node, profile, &mut names);
    }
    show(profile);
    // of a table that could not be read all would be missing
    let is_read =
        !reader.diagnostics.iter().any(|d| d.primary.span.file == reader.file());
    if let Some(place) = place.filter(|_| is_read) {
        judge(reader, profile, place, &names);
    }
}

/// A name in the rows, with its place, and the table it stands in.
type Named = (Spanned<String>, Of);

fn sheets(
    reader: &mut Reader,
    node: NodeId,
    profile: &mut Profile,
    names: &mut Vec<Named>,
) {
    if !reader.is_mapping(node) {
        profile.sheets.project = sheet(reader, node, profile, Of::Project, names);
        return;
    }
    let Some(map) = reader.mapping(node, keys::SHEETS) else { return };
    if let Some(node) = map.node("项目") {
        profile.sheets.project = sheet(reader, node, profile, Of::Project, names);
    }
    if let Some(node) = map.node("部门整体") {
        profile.sheets.department = sheet(reader, node, profile, Of::Department, names);
    }
    if let Some(node) = map.node("专项资金") {
        profile.sheets.special = sheet(reader, node, profile, Of::Special, names);
    }
    change(reader, &map, profile, names);
}

fn sheet(
    reader: &mut Reader,
    node: NodeId,
    profile: &Profile,
    of: Of,
    names: &mut Vec<Named>,
) -> Option<Sheet> {
    let mut rows = Rows { profile, of, names };
    Some(Sheet { blocks: rows.blocks(reader, node) })
}

/// What the tables show says which of the usual values a project has.
fn show(profile: &mut Profile) {
    if profile.sheets.project.is_none() {
        return;
    }
    let shows = Shows::of(profile, Of::Project);
    profile.has_code = shows.has(&Slot::Code);
    profile.has_purpose = shows.has(&Slot::Purpose);
    profile.has_mid_term = shows.has(&Slot::MidTermGoals);
    if !shows.has_plan() {
        profile.plan_months.clear();
    }
}

/// Tells what a table shows twice, or should show and does not.
fn judge(reader: &mut Reader, profile: &Profile, place: Span, names: &[Named]) {
    let tables = [
        (Of::Project, profile.sheets.project.is_some(), "项目的表"),
        (Of::Department, profile.sheets.department.is_some(), "部门整体绩效目标表"),
        (Of::Special, profile.sheets.special.is_some(), "专项资金的表"),
    ];
    for (of, _, table) in tables.into_iter().filter(|t| t.1) {
        for found in crate::sheet::misplaced(profile, of) {
            let name = &found.name;
            let mut here = names.iter().filter(|n| n.1 == of && n.0.value == *name);
            let span = here.next_back().map_or(place, |n| n.0.span);
            let finding = match found.is_twice {
                true => {
                    let message = format!("{table}里「{name}」印了两次");
                    codes::S106.finding(span, message).help("留下一处，去掉另一处")
                }
                false => {
                    let message = format!("{table}里没有印「{name}」");
                    let help = format!(
                        "在表样里加一行“- {name}”；继承来的表样写 \
                         表样: {{加上: [{{栏: {name}, 后于: 项目名称}}]}}"
                    );
                    codes::S108.finding(place, message).help(help)
                }
            };
            reader.report(finding);
        }
    }
}

fn unknown(name: &Spanned<String>, known: &[String]) -> Diagnostic {
    let known: Vec<_> = known.iter().map(String::as_str).collect();
    edits::unknown(name, &known).help(format!("这里可以写：{}", known.join("、")))
}
