//! The projects of the tree.

use super::budget;
use super::node::{Content, Identity, Item, List, Node};
use super::outline::{
    self, implied, label, lines, paragraphs, record, shown, switch, text, unprinted,
};
use super::pairing::{GOALS, INDICATORS, PROJECTS};
use crate::model::profile::{Role, Shown};
use crate::model::{
    Department, Goals, Indicator, LabelledText, Milestone, Passage, Points, Profile,
    Project,
};
use crate::source::Spanned;

/// 项目.
pub fn list(department: &Department, profile: &Profile) -> Node {
    projects(label::PROJECTS, &department.projects, profile)
}

/// 专项资金, whose targets are those of a project.
pub fn special_funds(department: &Department, profile: &Profile) -> Option<Node> {
    let funds = &department.special_funds;
    (!funds.is_empty()).then(|| projects("专项资金", funds, profile))
}

fn projects(label: &str, projects: &[Project], profile: &Profile) -> Node {
    let items = projects.iter().map(|p| item(p, profile)).collect();
    outline::list(label, &PROJECTS, items)
}

fn item(project: &Project, profile: &Profile) -> Item {
    let p = project;
    let code = shown(label::CODE, &p.code, |c| Content::Text(c.to_string()));
    let fields = [
        text("单位", &p.unit),
        code.map(|n| Node { is_printed: profile.has_code, ..n }),
        text(label::NAME, &p.name),
        Some(unprinted(switch("涉密", &p.classified))),
        shown(label::BUDGET, &p.budget, |b| budget::content(b, profile)),
        text("资金用途", &p.purpose)
            .map(|n| Node { is_printed: profile.has_purpose, ..n }),
        shown("支出计划", &p.plan, |plan| milestones(plan, &profile.plan_months)),
        texts(&p.texts, profile),
        shown("绩效目标", &p.goals, goals),
        shown("中期目标", &p.mid_term_goals, goals)
            .map(|n| Node { is_printed: profile.has_mid_term, ..n }),
        shown(label::INDICATORS, &p.indicators, |rows| indicators(rows, profile)),
    ];
    let node = Node::new(p.name.text(), p.span, record(fields));
    Item { identity: identity(p, &node, profile), node }
}

/// A project is known by its code, by its name within its unit, by its name, and by its
/// name without the year in it. One of the same budget may be known by what it says.
fn identity(project: &Project, node: &Node, profile: &Profile) -> Identity {
    let name = project.name.text().trim();
    let code = project.code.value().map_or(String::new(), |c| c.as_str().to_owned());
    let unit = project.unit.text();
    let within = if name.is_empty() { String::new() } else { format!("{unit}\n{name}") };
    let content = |label: &str| node.field(label).map_or(String::new(), said);
    let total = |b: &crate::model::Budget| {
        b.by_role(&profile.funds, Role::Total).value().map(|m| m.amount())
    };
    let budget = project.budget.value().and_then(total);
    Identity {
        keys: vec![code, within, name.to_owned(), without_year(name)],
        gist: vec![
            name.to_owned(),
            content("资金用途"),
            content("绩效目标"),
            content(label::INDICATORS),
        ],
        anchor: budget.map_or(String::new(), |b| b.normalize().to_string()),
    }
}

/// All text of a node.
fn said(node: &Node) -> String {
    let own = node.text().map(str::to_owned);
    let inside =
        node.lines().into_iter().filter_map(|l| l.node.text().map(str::to_owned));
    own.into_iter().chain(inside).collect::<Vec<_>>().join("\n")
}

/// `name` without years of four digits.
fn without_year(name: &str) -> String {
    let mut rest = name;
    let mut out = String::new();
    while let Some(c) = rest.chars().next() {
        let digits =
            rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        if digits != 4 || !rest.starts_with("20") {
            let end = digits.max(c.len_utf8());
            out.push_str(&rest[..end]);
            rest = &rest[end..];
        } else {
            rest = &rest[digits..];
        }
    }
    out
}

fn milestones(plan: &[Milestone], months: &[String]) -> Content {
    let node = |m: &Milestone| {
        let show =
            |p: &crate::model::Percent| Content::Percent(p.number(), p.to_string());
        let node = shown(&m.month, &m.percent, show);
        node.map(|n| Node { is_printed: months.contains(&m.month.value), ..n })
    };
    record(plan.iter().map(node))
}

/// 文字栏: what stands under the form's own labels.
fn texts(texts: &[LabelledText], profile: &Profile) -> Option<Node> {
    let has = |name: &str| profile.texts.iter().any(|t| t.name == name);
    let node = |t: &LabelledText| {
        let node = text(&t.name, &t.text)?;
        Some(Node { is_printed: has(&t.name), ..node })
    };
    let span = texts.first()?.name.span;
    Some(Node::new("文字栏", span, record(texts.iter().map(node))))
}

/// 绩效目标 as a list: its items, or the paragraphs of a running text.
pub fn goals(goals: &Goals) -> Content {
    let texts: Vec<Spanned<String>> = match goals {
        Passage::Items(items) => {
            items.iter().map(|i| Spanned::new(paragraphs(i), i.span)).collect()
        }
        Passage::Text(text) => {
            lines(text).map(|l| Spanned::new(l.to_owned(), text.span)).collect()
        }
    };
    let item = |(i, text): (usize, Spanned<String>)| {
        let identity = Identity {
            keys: vec![text.value.clone()],
            gist: vec![text.value.clone()],
            ..Identity::default()
        };
        let content = Content::Text(text.value);
        Item { identity, node: Node::new(format!("第{}条", i + 1), text.span, content) }
    };
    let items = texts.into_iter().enumerate().map(item).collect();
    Content::List(List { pairing: &GOALS, items })
}

/// 绩效指标.
pub fn indicators(rows: &[Indicator], profile: &Profile) -> Content {
    let items = rows.iter().map(|row| indicator(row, profile)).collect();
    Content::List(List { pairing: &INDICATORS, items })
}

fn indicator(row: &Indicator, profile: &Profile) -> Item {
    let description = match row.description.is_absent() {
        true => row.name.get().map(|name| implied("绩效指标描述", name)),
        false => text("绩效指标描述", &row.description),
    };
    let points = |p: &Points| Content::Text(p.to_string());
    let column = |node: Option<Node>, what| {
        node.map(|n| Node { is_printed: profile.shows(what), ..n })
    };
    let fields = record([
        text("一级指标", &row.level1),
        text("二级指标", &row.level2),
        text("三级指标", &row.name),
        description,
        text(label::TARGET, &row.target),
        column(shown("权重", &row.weight, points), Shown::Weight),
        column(text("方向", &row.direction), Shown::Direction),
        column(text("指标值确定依据", &row.basis), Shown::Basis),
        column(text("备注", &row.remark), Shown::Remark),
    ]);
    let (level1, level2) = (row.level1.text().trim(), row.level2.text().trim());
    let name = row.name.text().trim();
    let full = format!("{level1}\n{level2}\n{name}");
    let texts = [&row.name, &row.description, &row.target, &row.basis];
    let identity = Identity {
        keys: match name {
            "" => vec![String::new(); 2],
            _ => vec![full, name.to_owned()],
        },
        gist: texts.map(|t| paragraphs(t.text())).to_vec(),
        anchor: format!("{level1}\n{level2}"),
    };
    Item { identity, node: Node::new(name, row.span, fields) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_told_apart_from_their_year() {
        assert_eq!(without_year("2025年会议费"), "年会议费");
        assert_eq!(without_year("云财教〔2025〕118号"), "云财教〔〕118号");
        assert_eq!(without_year("120250 户20"), "120250 户20");
        assert_eq!(without_year(""), "");
    }
}
