//! The projects of the tree.

use super::node::{Content, Identity, List, Node, NodeItem};
use super::outline::{
    self, implied, label, lines, paragraphs, record, shown, switch, text, unprinted,
};
use super::own;
use super::pairing::{GOALS, INDICATORS, PROJECTS, TASKS};
use crate::model::profile::{Owner, Role, Section, Shown};
use crate::model::{
    Budget, Department, Field, Indicator, Milestone, OverallTable, Passage, Profile,
    Project, Target, Task,
};
use crate::text::source::Spanned;

/// 项目.
pub fn list(department: &Department, profile: &Profile) -> Node {
    let items = department.projects.iter().map(|p| item(p, profile)).collect();
    outline::list(label::PROJECTS, &PROJECTS, items)
}

/// 专项资金, where there are any.
pub fn special_funds(department: &Department, profile: &Profile) -> Option<Node> {
    let funds = department.special_funds.iter();
    let items: Vec<_> = funds.map(|p| item(p, profile)).collect();
    (!items.is_empty()).then(|| outline::list("专项资金", &PROJECTS, items))
}

/// 部门整体绩效目标表.
pub fn overall_table(table: &OverallTable, profile: &Profile) -> Content {
    record([
        shown("年度总体目标", &table.targets.goals, goals),
        shown("主要任务", &table.tasks, |tasks| {
            let items = tasks.iter().map(|t| task(t, profile)).collect();
            Content::List(List { pairing: &TASKS, items })
        }),
        shown(label::INDICATORS, &table.targets.indicators, |rows| {
            indicators(rows, profile)
        }),
    ])
}

fn task(task: &Task, profile: &Profile) -> NodeItem {
    let fields = [
        text("任务", &task.name),
        text("内容", &task.content),
        shown(label::BUDGET, &task.budget, |b| budget(b, profile)),
    ];
    let (name, content) = (task.name.text(), task.content.text());
    let identity = Identity {
        keys: vec![name.to_owned(), content.to_owned()],
        gist: vec![name.to_owned(), content.to_owned()],
        ..Identity::default()
    };
    let span = task.name.span().unwrap_or_default();
    NodeItem { identity, node: Node::new(name, span, record(fields)) }
}

fn item(project: &Project, profile: &Profile) -> NodeItem {
    let p = project;
    let code = shown(label::CODE, &p.code, |c| Content::Text(c.to_string()));
    let fields = [
        text("单位", &p.unit),
        code.map(|n| {
            printed_where(n, profile.has_code || profile.shows(Shown::ProjectCode))
        }),
        text(label::NAME, &p.name),
        Some(unprinted(switch("涉密", &p.classified))),
        shown(label::BUDGET, &p.budget, |b| budget(b, profile)),
        text("资金用途", &p.purpose).map(|n| {
            printed_where(n, profile.has_purpose || profile.shows(Shown::Purpose))
        }),
        shown("支出计划", &p.plan, |plan| milestones(plan, &profile.plan_months)),
        own::fields(&p.fields, Owner::Project, Section::Texts, profile),
        own::fields(&p.fields, Owner::Project, Section::Fields, profile),
        shown("绩效目标", &p.goals, goals),
        shown("中期目标", &p.mid_term_goals, goals).map(|n| {
            printed_where(n, profile.has_mid_term || profile.shows(Shown::MidTermGoals))
        }),
        shown(label::INDICATORS, &p.indicators, |rows| indicators(rows, profile)),
    ];
    let node = Node::new(p.name.text(), p.span, record(fields));
    NodeItem { identity: identity(p, &node, profile), node }
}

fn printed_where(node: Node, is_printed: bool) -> Node {
    Node { is_printed, ..node }
}

/// A project is known by its code, by its name within its unit, by its name, and by its
/// name without the year in it. One of the same budget may be known by what it says.
fn identity(project: &Project, node: &Node, profile: &Profile) -> Identity {
    let name = project.name.text().trim();
    let code = project.code.value().map_or(String::new(), |c| c.known().to_owned());
    let unit = project.unit.text();
    let within = if name.is_empty() { String::new() } else { format!("{unit}\n{name}") };
    let content = |label: &str| node.field(label).map_or(String::new(), said);
    let budget = project.budget.value();
    let budget = budget.and_then(|b| b.by_role(&profile.funds, Role::Total).value());
    Identity {
        keys: vec![code, within, name.to_owned(), without_year(name)],
        gist: vec![
            name.to_owned(),
            content("资金用途"),
            content("绩效目标"),
            content(label::INDICATORS),
        ],
        anchor: budget.map_or(String::new(), |b| b.amount().normalize().to_string()),
        year: year_of(name),
    }
}

/// All text of a node.
fn said(node: &Node) -> String {
    let own = node.text().map(str::to_owned);
    let inside =
        node.lines().into_iter().filter_map(|l| l.node.text().map(str::to_owned));
    own.into_iter().chain(inside).collect::<Vec<_>>().join("\n")
}

/// `name` without years of four digits, and the 年 or 年度 behind them.
fn without_year(name: &str) -> String {
    let mut out = String::new();
    for (part, _) in parts(name).into_iter().filter(|p| p.1.is_none()) {
        out.push_str(part);
    }
    out
}

/// The last year of four digits in a name.
fn year_of(name: &str) -> Option<u16> {
    parts(name).into_iter().filter_map(|p| p.1).next_back()
}

/// The parts of a name: years with what belongs to them, and what stands between.
fn parts(name: &str) -> Vec<(&str, Option<u16>)> {
    let mut parts = Vec::new();
    let mut rest = name;
    while let Some(c) = rest.chars().next() {
        let digits =
            rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let year = rest[..digits].parse().ok().filter(|y| (2000..2100).contains(y));
        let year = year.filter(|_| digits == 4);
        let end = match year {
            None => digits.max(c.len_utf8()),
            Some(_) => {
                let behind = &rest[digits..];
                let unit = ["年度", "年"].iter().find(|u| behind.starts_with(**u));
                digits + unit.map_or(0, |u| u.len())
            }
        };
        parts.push((&rest[..end], year));
        rest = &rest[end..];
    }
    parts
}

/// The amounts of the form; one of a name that others have too is called by its block.
fn budget(budget: &Budget, profile: &Profile) -> Content {
    let lines = budget.lines(&profile.funds);
    let mut block = "";
    let mut nodes = Vec::new();
    for line in &lines {
        let name = line.form.name.as_str();
        if line.depth == 0 {
            block = name;
        }
        let alone = lines.iter().filter(|l| l.form.name == name).count() == 1;
        let label = if alone { name.to_owned() } else { format!("{block}的{name}") };
        let decimals = profile.money.decimals;
        let node = shown(&label, line.amount, |m| {
            Content::Money(m.amount(), m.printed(decimals))
        });
        nodes.push(node.map(|n| Node { role: line.form.role, ..n }));
    }
    record(nodes)
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

/// 绩效目标 as a list: its items, or the paragraphs of a running text.
fn goals(goals: &Passage<Spanned<String>>) -> Content {
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
        NodeItem {
            identity,
            node: Node::new(format!("第{}条", i + 1), text.span, content),
        }
    };
    let items = texts.into_iter().enumerate().map(item).collect();
    Content::List(List { pairing: &GOALS, items })
}

fn indicators(rows: &[Indicator], profile: &Profile) -> Content {
    let items = rows.iter().map(|row| indicator(row, profile)).collect();
    Content::List(List { pairing: &INDICATORS, items })
}

fn indicator(row: &Indicator, profile: &Profile) -> NodeItem {
    let description = match row.description.is_absent() {
        true => row.name.get().map(|name| implied("绩效指标描述", name)),
        false => text("绩效指标描述", &row.description),
    };
    let shows = |what: Shown, node: Option<Node>| {
        node.map(|n| printed_where(n, profile.shows(what)))
    };
    let weight =
        shown("权重", &row.weight, |w| Content::Points(w.number(), w.to_string()));
    let own = own::cells(&row.own, profile);
    let fields = record(
        [
            text("一级指标", &row.level1),
            text("二级指标", &row.level2),
            text("三级指标", &row.name),
            shows(Shown::Description, description),
            target(&row.target),
            shows(Shown::Weight, weight),
            shows(Shown::Direction, text("方向", &row.direction)),
            shows(Shown::Basis, text("指标值确定依据", &row.basis)),
            shows(Shown::Remark, text("备注", &row.remark)),
        ]
        .into_iter()
        .chain(own),
    );
    let (level1, level2) = (row.level1.text().trim(), row.level2.text().trim());
    let name = row.name.text().trim();
    let full = format!("{level1}\n{level2}\n{name}");
    let texts = [&row.name, &row.description].map(Field::text);
    let texts = [texts[0], texts[1], row.target.text(), row.basis.text()];
    let identity = Identity {
        keys: match name {
            "" => vec![String::new(); 2],
            _ => vec![full, name.to_owned()],
        },
        gist: texts.map(paragraphs).to_vec(),
        anchor: format!("{level1}\n{level2}"),
        ..Identity::default()
    };
    NodeItem { identity, node: Node::new(name, row.span, fields) }
}

fn target(field: &Field<Target>) -> Option<Node> {
    let content = |t: &Target| Content::Target(t.clone(), paragraphs(&t.text));
    shown(label::TARGET, field, content).filter(|n| n.text() != Some(""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_told_apart_from_their_year() {
        assert_eq!(without_year("2025年会议费"), "会议费");
        assert_eq!(year_of("2025年度会议费"), Some(2025));
        assert_eq!(year_of("会议费12025"), None);
        assert_eq!(without_year("云财教〔2025〕118号"), "云财教〔〕118号");
        assert_eq!(without_year("120250 户20"), "120250 户20");
        assert_eq!(without_year(""), "");
    }
}
