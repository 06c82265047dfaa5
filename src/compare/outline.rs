//! Department → tree of labelled values: one line a field of the model.

use super::node::{Content, Identity, List, Node, NodeItem};
use super::pairing::{ITEMS, Pairing, UNITS};
use super::{own, project};
use crate::model::profile::{Owner, Section};
use crate::model::{Department, Field, Passage, Profile, SubGoal, Unit};
use crate::text::source::{Span, Spanned};

/// The labels of fields that others ask for.
pub mod label {
    /// The list of projects.
    pub const PROJECTS: &str = "项目";
    /// The amounts of a project.
    pub const BUDGET: &str = "预算";
    /// The list of indicators.
    pub const INDICATORS: &str = "绩效指标";
    /// A project's code.
    pub const CODE: &str = "项目编码";
    /// A project's name.
    pub const NAME: &str = "项目名称";
    /// An indicator's value.
    pub const TARGET: &str = "指标值";
}

/// The tree of everything a department says, in the words of the form; `profile` says how
/// amounts are printed and what is printed at all.
pub fn outline(department: &Department, profile: &Profile) -> Node {
    let d = department;
    let name = d.name.get().map(|name| implied("编制单位", name));
    let fields = [
        text("版式", &d.profile).map(unprinted),
        shown("年度", &d.year, |y| Content::Text(y.to_string())),
        text("部门名称", &d.name),
        if d.compiler.is_absent() { name } else { text("编制单位", &d.compiler) },
        text("审核单位", &d.reviewer),
        Some(switch("草案", &d.draft)),
        Some(unprinted(switch("摘录", &d.extract))),
        Some(list("单位", &UNITS, d.units.iter().map(unit).collect())),
        own::fields(&d.fields, Owner::Department, Section::Texts, profile),
        own::fields(&d.fields, Owner::Department, Section::Fields, profile),
        passage("总体绩效目标", &d.overall_goals, |item| {
            vec![text("标题", &item.title), text("内容", &item.content)]
        }),
        passage("分项绩效目标", &d.sub_goals, sub_goal),
        passage("工作保障措施", &d.safeguards, |item| {
            vec![text("标题", &item.title), text("内容", &item.content)]
        }),
        shown("部门整体绩效目标表", &d.overall_table, |table| {
            project::overall_table(table, profile)
        }),
        project::special_funds(department, profile),
        Some(project::list(department, profile)),
    ];
    Node::new("部门", d.span.unwrap_or(Span::NONE), record(fields))
}

fn sub_goal(goal: &SubGoal) -> Vec<Option<Node>> {
    vec![
        text("名称", &goal.name),
        text("绩效目标", &goal.goal),
        text(label::INDICATORS, &goal.indicators),
        text("内容", &goal.content),
    ]
}

fn unit(unit: &Unit) -> NodeItem {
    let fields = record([text("单位编码", &unit.code), text("单位名称", &unit.name)]);
    let (code, name) = (unit.code.text().to_owned(), unit.name.text().to_owned());
    let span = unit.code.span().or(unit.name.span()).unwrap_or(Span::NONE);
    let title = if name.is_empty() { code.clone() } else { name.clone() };
    let identity =
        Identity { keys: vec![code, name.clone()], gist: vec![name], ..<_>::default() };
    NodeItem { identity, node: Node::new(title, span, fields) }
}

/// A passage as a list: its items, or the paragraphs of a running text.
fn passage<I>(
    label: &str,
    field: &Field<Passage<I>>,
    fields: impl Fn(&I) -> Vec<Option<Node>>,
) -> Option<Node> {
    shown(label, field, |passage| {
        let records: Vec<_> = match passage {
            Passage::Items(items) => items.iter().map(|i| record(fields(i))).collect(),
            Passage::Text(text) => {
                let node = |line: &str| {
                    let content = Content::Text(line.to_owned());
                    record([Some(Node::new("内容", text.span, content))])
                };
                lines(text).map(node).collect()
            }
        };
        let items = records.into_iter().enumerate();
        let items = items.map(|(i, content)| passage_item(i + 1, content)).collect();
        Content::List(List { pairing: &ITEMS, items })
    })
}

/// An item of a passage; it is called by its title, or by its number.
fn passage_item(number: usize, content: Content) -> NodeItem {
    let node = Node::new(format!("第{number}条"), Span::NONE, content);
    let span = node.children().next().map_or(Span::NONE, |n| n.span);
    let title = ["标题", "名称"].iter().find_map(|l| node.field(l)?.text());
    let title = title.unwrap_or_default().to_owned();
    let said = ["内容", "绩效目标", label::INDICATORS];
    let said = said.map(|l| node.field(l).and_then(Node::text).unwrap_or_default());
    let keys = vec![title.clone(), said.concat()];
    let gist = [title.as_str()].into_iter().chain(said).map(str::to_owned).collect();
    let identity = Identity { keys, gist, ..Identity::default() };
    let label = if title.is_empty() { node.label.clone() } else { title };
    let node = Node { label, span, ..node };
    NodeItem { identity, node }
}

/// The fields that are there.
pub(super) fn record(fields: impl IntoIterator<Item = Option<Node>>) -> Content {
    Content::Record(fields.into_iter().flatten().collect())
}

pub(super) fn list(label: &str, pairing: &'static Pairing, items: Vec<NodeItem>) -> Node {
    let span = items.first().map_or(Span::NONE, |i| i.node.span);
    Node::new(label, span, Content::List(List { pairing, items }))
}

/// A field as `show` gives it; None where nothing stands or needs to.
pub(super) fn shown<T>(
    label: &str,
    field: &Field<T>,
    show: impl Fn(&T) -> Content,
) -> Option<Node> {
    match field {
        Field::Absent => None,
        Field::Broken => Some(Node::new(label, Span::NONE, Content::Unreadable)),
        Field::Given(value) => Some(Node::new(label, value.span, show(&value.value))),
    }
}

pub(super) fn text(label: &str, field: &Field<String>) -> Option<Node> {
    let node = shown(label, field, |t| Content::Text(paragraphs(t)));
    node.filter(|n| n.content != Content::Text(String::new()))
}

/// A switch; left out, it says 否.
pub(super) fn switch(label: &str, field: &Field<bool>) -> Node {
    let word = |on| Content::Text(if on { "是" } else { "否" }.to_owned());
    let implied = || Node::new(label, Span::NONE, word(false));
    let node = shown(label, field, |on| word(*on));
    node.unwrap_or_else(|| Node { is_implied: true, ..implied() })
}

/// What goes without saying: the text of another field.
pub(super) fn implied(label: &str, text: &Spanned<String>) -> Node {
    let node = Node::new(label, text.span, Content::Text(paragraphs(text)));
    Node { is_implied: true, ..node }
}

pub(super) fn unprinted(node: Node) -> Node {
    Node { is_printed: false, ..node }
}

/// The paragraphs of a text as they are printed, without blanks around them.
pub(super) fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines().map(str::trim).filter(|l| !l.is_empty())
}

pub(super) fn paragraphs(text: &str) -> String {
    lines(text).collect::<Vec<_>>().join("\n")
}
