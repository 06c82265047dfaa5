//! Departments made up at random, as a form prints them whole.

use jixiao::model::own::{OwnField, OwnRow, OwnValue};
use jixiao::model::profile::{
    Block, FundForm, Kind, MoneyForm, Need, Owner, Place, Section, Shown, TableForm,
    Tables,
};
use jixiao::model::{
    Budget, Department, Field, Fund, Goals, Indicator, Item, Milestone, Money,
    OverallTable, Passage, Points, Profile, Project, ProjectCode, SubGoal, Target, Task,
    Unit, Year,
};
use jixiao::text::source::{Span, Spanned};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;
use std::collections::BTreeSet;

/// Departments whose every field the form prints.
pub fn department(profile: &Profile) -> BoxedStrategy<Department> {
    let parts = profile.parts;
    let head =
        (2000u16..2100, name(), option::of(name()), option::of(name()), any::<bool>());
    let text = (
        needed(parts.overall_goals, passage(item().boxed())),
        needed(parts.sub_goals, passage(sub_goal().boxed())),
        needed(parts.safeguards, passage(item().boxed())),
    );
    let tables = (
        needed(parts.overall_table, overall_table(profile)),
        match parts.special_funds {
            Need::Never => Just(Vec::new()).boxed(),
            _ => vec(project(profile, false), 0..3).boxed(),
        },
        vec(project(profile, true), 1..4),
        own(profile, Owner::Department),
    );
    let own = profile.name.clone();
    let has_codes = profile.tables == Tables::Each || profile.shows(Shown::UnitCode);
    let department = move |(head, text, tables): (Head, Text, TablesOf)| {
        let (year, name, compiler, reviewer, draft) = head;
        let (overall_goals, sub_goals, safeguards) = text;
        let (overall_table, special_funds, projects, fields) = tables;
        // they are printed in that table
        let fields = if overall_table.is_absent() { Vec::new() } else { fields };
        let mut department = Department {
            profile: of(own.clone()),
            year: Field::of(Year(year)),
            compiler: compiler.filter(|c| *c != name).map_or(Field::Absent, of),
            reviewer: reviewer.map_or(Field::Absent, of),
            name: of(name),
            draft: if draft { Field::of(true) } else { Field::Absent },
            fields,
            overall_goals,
            sub_goals,
            safeguards,
            overall_table,
            special_funds,
            projects,
            ..Department::default()
        };
        units(&mut department, has_codes);
        department
    };
    (head, text, tables).prop_map(department).boxed()
}

/// 年度, 部门名称, 编制单位, 审核单位, 草案.
type Head = (u16, String, Option<String>, Option<String>, bool);
/// 第一部分.
type Text = (Field<Passage<Item>>, Field<Passage<SubGoal>>, Field<Passage<Item>>);
/// 部门整体绩效目标表, 专项资金, 项目.
type TablesOf = (Field<OverallTable>, Vec<Project>, Vec<Project>, Vec<OwnField>);

/// Lists a unit for each second project. A form that prints no codes leaves them to the
/// import, which counts.
fn units(department: &mut Department, has_codes: bool) {
    for (i, project) in department.projects.iter_mut().enumerate() {
        let number = i / 2 + 1;
        let code =
            if has_codes { format!("73100{number}") } else { format!("00{number}") };
        if i % 2 == 0 {
            let name = format!("某单位第{}处", ["甲", "乙", "丙"][i / 2]);
            department.units.push(Unit { code: of(code.clone()), name: of(name) });
        }
        project.unit = of(code);
    }
}

fn of(text: impl Into<String>) -> Field<String> {
    Field::of(text.into())
}

fn spanned<T>(value: T) -> Spanned<T> {
    Spanned::new(value, Span::NONE)
}

/// A value, where the form has a place for it.
fn needed<T: Clone + std::fmt::Debug + 'static>(
    need: Need,
    value: impl Strategy<Value = T> + 'static,
) -> BoxedStrategy<Field<T>> {
    match need {
        Need::Never => Just(Field::Absent).boxed(),
        Need::Must => value.prop_map(Field::of).boxed(),
        Need::May => {
            option::of(value).prop_map(|v| v.map_or(Field::Absent, Field::of)).boxed()
        }
    }
}

/// A value, where `shown`.
fn shown<T: Clone + std::fmt::Debug + 'static>(
    shown: bool,
    value: impl Strategy<Value = Field<T>> + 'static,
) -> BoxedStrategy<Field<T>> {
    if shown { value.boxed() } else { Just(Field::Absent).boxed() }
}

/// A name without blanks, as of a project.
fn name() -> impl Strategy<Value = String> {
    "[\u{4e2d}-\u{4eff}文化馆宣传]{2,6}(（[甲乙丙]期）|20(24|25)年|LED屏|2\\.5D打印)?[经费购置]{2}"
}

/// A sentence, sometimes of many lines.
fn sentence() -> impl Strategy<Value = String> {
    let short = "[宣传培训开展活动][\u{4e2d}-\u{4eff}，、（）“”％%0-9A-Z]{0,30}[。；]";
    let long = "[宣传培训开展活动][\u{4e2d}-\u{4eff}，、。；0-9]{150,400}。";
    prop_oneof![6 => short, 1 => long]
}

/// Paragraphs, one a line.
fn paragraphs() -> impl Strategy<Value = String> {
    vec(sentence(), 1..4).prop_map(|p| p.join("\n"))
}

fn passage<I: Clone + std::fmt::Debug + 'static>(
    item: BoxedStrategy<I>,
) -> impl Strategy<Value = Passage<I>> {
    prop_oneof![
        paragraphs().prop_map(|t| Passage::Text(spanned(t))),
        vec(item, 1..4).prop_map(Passage::Items),
    ]
}

fn item() -> impl Strategy<Value = Item> {
    prop_oneof![
        sentence().prop_map(|t| Item { title: Field::Absent, content: of(t) }),
        (name(), paragraphs()).prop_map(|(t, c)| Item { title: of(t), content: of(c) }),
    ]
}

fn sub_goal() -> impl Strategy<Value = SubGoal> {
    let whole = |(name, goal, indicators): (String, String, String)| SubGoal {
        name: of(name),
        goal: of(goal),
        indicators: of(indicators),
        content: Field::Absent,
    };
    prop_oneof![
        sentence().prop_map(|t| SubGoal { content: of(t), ..SubGoal::default() }),
        (name(), paragraphs(), sentence()).prop_map(whole),
    ]
}

fn goals() -> impl Strategy<Value = Field<Goals>> {
    let items = vec(sentence().prop_map(spanned), 1..4).prop_map(Passage::Items);
    let text = paragraphs().prop_map(|t| Passage::Text(spanned(t)));
    prop_oneof![items, text].prop_map(Field::of)
}

/// A project's upper half, from 项目编码 to 中期目标.
type Upper = (
    Field<ProjectCode>,
    String,
    Field<Budget>,
    Field<String>,
    Field<Vec<Milestone>>,
    Vec<OwnField>,
    Field<Goals>,
    Field<Goals>,
);

/// A project, or, not `of_unit`, one of 专项资金.
fn project(profile: &Profile, of_unit: bool) -> BoxedStrategy<Project> {
    let list = profile.tables == Tables::List && of_unit;
    let has = |table: bool, column| if list { profile.shows(column) } else { table };
    let code = select(vec!["13020023P00RT22100028", "13070024P00000410006W"]);
    let code = code.prop_map(|c| Field::of(c.parse().unwrap()));
    let has_code = has(profile.has_code && of_unit, Shown::ProjectCode);
    let has_purpose = has(profile.has_purpose, Shown::Purpose);
    let budget = budget(profile);
    let upper = (
        shown(has_code, code),
        name(),
        budget,
        shown(has_purpose, paragraphs().prop_map(of)),
        if list { Just(Field::Absent).boxed() } else { plan(profile) },
        if list { Just(Vec::new()).boxed() } else { own(profile, Owner::Project) },
        shown(has(true, Shown::Goals), goals()),
        shown(has(profile.has_mid_term, Shown::MidTermGoals), goals()),
    );
    let project = |(upper, indicators): (Upper, _)| {
        let (code, name, budget, purpose, plan, fields, goals, mid_term_goals) = upper;
        Project {
            code,
            name: of(name),
            budget,
            purpose,
            plan,
            fields,
            goals,
            mid_term_goals,
            indicators,
            ..Project::default()
        }
    };
    (upper, indicators(profile)).prop_map(project).boxed()
}

/// An amount as the form prints it.
fn money(form: &MoneyForm) -> impl Strategy<Value = Field<Money>> + use<> {
    let (unit, decimals) = (form.unit, form.decimals);
    let amount = move |(whole, rest): (u32, u32)| {
        let rest =
            format!("{:0width$}", rest % 10u32.pow(decimals), width = decimals as usize);
        let point = if decimals == 0 { String::new() } else { format!(".{rest}") };
        format!("{whole}{point}")
    };
    let some = (1..100_000u32, any::<u32>()).prop_map(amount);
    let text = prop_oneof![1 => Just("0".to_owned()), 4 => some];
    text.prop_map(move |text| Field::of(Money::parse(&text, unit).unwrap()))
}

/// The names of a tree, each before its parts.
fn names(funds: &[FundForm]) -> Vec<String> {
    let of = |f: &FundForm| [vec![f.name.clone()], names(&f.parts)].concat();
    funds.iter().flat_map(of).collect()
}

/// 预算 with every amount of the form: side by side where each name is its own, else the
/// parts below their block.
fn budget(profile: &Profile) -> BoxedStrategy<Field<Budget>> {
    let forms = profile.funds.clone();
    let names = names(&forms);
    let unique = names.iter().collect::<BTreeSet<_>>().len() == names.len();
    let budget = move |amounts: Vec<Field<Money>>| {
        let mut amounts = amounts.into_iter();
        let funds = match unique {
            true => {
                let fund = |(n, a): (&String, _)| Fund::of(n.as_str(), a);
                names.iter().zip(amounts).map(fund).collect()
            }
            false => tree(&forms, &mut amounts),
        };
        Field::of(Budget { funds })
    };
    let count = self::names(&profile.funds).len();
    vec(money(&profile.money), count..=count).prop_map(budget).boxed()
}

fn tree(
    forms: &[FundForm],
    amounts: &mut impl Iterator<Item = Field<Money>>,
) -> Vec<Fund> {
    let mut funds = Vec::new();
    for form in forms {
        let amount = amounts.next().unwrap();
        let parts = tree(&form.parts, &mut *amounts);
        funds.push(Fund { parts, ..Fund::of(form.name.as_str(), amount) });
    }
    funds
}

fn plan(profile: &Profile) -> BoxedStrategy<Field<Vec<Milestone>>> {
    let months = profile.plan_months.clone();
    let count = months.len();
    let plan = move |shares: Vec<Option<u8>>| {
        let given = months.iter().zip(shares).filter_map(|(m, s)| Some((m, s?)));
        let milestone = |(month, share): (&String, u8)| Milestone {
            month: spanned(month.clone()),
            percent: Field::of(format!("{share}%").parse().unwrap()),
        };
        let plan: Vec<_> = given.map(milestone).collect();
        if plan.is_empty() { Field::Absent } else { Field::of(plan) }
    };
    vec(option::of(0..=100u8), count..=count).prop_map(plan).boxed()
}

/// Own fields of an owner, in the order of the form.
fn own(profile: &Profile, owner: Owner) -> BoxedStrategy<Vec<OwnField>> {
    let mut all = Just(Vec::new()).boxed();
    for form in profile.fields_of(owner).cloned() {
        let section = match owner {
            Owner::Indicator => Section::Direct,
            _ => form.section,
        };
        let value = own_value(&form.kind, form.place == Place::Head, profile);
        let required = form.required;
        let one = (any::<bool>(), value).prop_map(move |(given, value)| {
            (required || given).then(|| OwnField::of(section, &form.name, value))
        });
        let join = |(mut all, one): (Vec<OwnField>, Option<OwnField>)| {
            all.extend(one);
            all
        };
        all = (all, one).prop_map(join).boxed();
    }
    all
}

/// A value of a type; `short` where it stands in one line.
fn own_value(kind: &Kind, short: bool, profile: &Profile) -> BoxedStrategy<OwnValue> {
    let parsed = |kind: &Kind, texts: BoxedStrategy<String>| {
        let (kind, unit) = (kind.clone(), profile.money.unit);
        texts.prop_map(move |t| OwnValue::parse(&kind, &t, unit).unwrap()).boxed()
    };
    let texts = match kind {
        Kind::Line => name().boxed(),
        // a value at the head of the table is one line
        Kind::Text if short => name().boxed(),
        Kind::Text => paragraphs().boxed(),
        Kind::Choice(choice) => select(choice.options.clone()).boxed(),
        Kind::Switch { .. } => select(vec!["是", "否"]).prop_map(str::to_owned).boxed(),
        Kind::Date => {
            let days = vec!["2026年3月1日", "2026-12-31", "2026年9月", "2026/5/6"];
            select(days).prop_map(str::to_owned).boxed()
        }
        Kind::Money => {
            let money = money(&profile.money);
            money.prop_map(|m| m.value().unwrap().as_written().to_owned()).boxed()
        }
        Kind::Number => "-?[1-9][0-9]{0,8}(\\.[0-9]{1,4})?".boxed(),
        Kind::Percent => "[1-9]?[0-9](\\.[0-9]{1,2})?%".boxed(),
        Kind::Table(table) => return own_table(table, profile),
    };
    parsed(kind, texts)
}

fn own_table(table: &TableForm, profile: &Profile) -> BoxedStrategy<OwnValue> {
    let mut cells = Just(Vec::new()).boxed();
    for column in table.columns.iter().filter(|c| c.formula.is_none()).cloned() {
        let value = own_value(&column.kind, true, profile);
        let join = move |(mut cells, value): (Vec<OwnField>, OwnValue)| {
            cells.push(OwnField::of(Section::Direct, &column.name, value));
            cells
        };
        cells = (cells, value).prop_map(join).boxed();
    }
    let fixed: Vec<(String, String)> =
        table.rows().map(|(g, r)| (g.to_owned(), r.to_owned())).collect();
    let count = if fixed.is_empty() { 1..=5 } else { fixed.len()..=fixed.len() };
    let rows = move |rows: Vec<Vec<OwnField>>| {
        let row = |(i, cells): (usize, Vec<OwnField>)| {
            let (group, name) = fixed.get(i).cloned().unwrap_or_default();
            OwnRow { group, name, cells, span: Span::NONE }
        };
        OwnValue::Table(rows.into_iter().enumerate().map(row).collect())
    };
    vec(cells, count).prop_map(rows).boxed()
}

fn overall_table(profile: &Profile) -> impl Strategy<Value = OverallTable> + use<> {
    let task = (name(), sentence(), budget(profile));
    let task = task.prop_map(|(name, content, budget)| Task {
        name: of(name),
        content: of(content),
        budget,
    });
    // a form that describes the table row by row may have no place for tasks
    let sheet = profile.sheets.department.as_ref();
    let names_tasks = |b: &Block| match b {
        Block::Row(items) => items.iter().any(|i| i.name() == Some("主要任务")),
        _ => false,
    };
    let printed = sheet.is_none_or(|s| s.all().into_iter().any(names_tasks));
    let tasks = option::of(vec(task, 1..4))
        .prop_map(move |t| t.filter(|_| printed).map_or(Field::Absent, Field::of));
    (goals(), tasks, indicators(profile)).prop_map(|(goals, tasks, indicators)| {
        let targets = Project { goals, indicators, ..Project::default() };
        OverallTable { targets, tasks }
    })
}

/// An indicator, from its levels to 备注.
type Row = (
    (String, String),
    String,
    Field<String>,
    Field<String>,
    Field<Points>,
    Field<String>,
    Field<String>,
    Field<String>,
    Vec<OwnField>,
);

fn indicators(profile: &Profile) -> BoxedStrategy<Field<Vec<Indicator>>> {
    let mut levels = Vec::new();
    for level in &profile.levels {
        levels.extend(level.children.iter().map(|c| (level.name.clone(), c.clone())));
    }
    let has = |column| profile.shows(column);
    let has_target = has(Shown::Target) || has(Shown::Value);
    let weight = (1..100u8).prop_map(|w| Field::of(w.to_string().parse().unwrap()));
    let direction = select(vec!["正向指标", "反向指标"]).prop_map(of);
    let row = (
        select(levels),
        name(),
        shown(has(Shown::Description), optional(sentence())),
        shown(has_target, target()),
        shown(has(Shown::Weight), weight),
        shown(has(Shown::Direction), direction),
        shown(has(Shown::Basis), optional(sentence())),
        shown(has(Shown::Remark), optional(sentence())),
        own(profile, Owner::Indicator),
    );
    let indicator = move |row: Row| {
        let (levels, name, description, target, weight, direction, basis, remark, own) =
            row;
        let (one, two) = levels;
        let target = match target {
            Field::Given(text) => Field::of(Target::parse(&text.value)),
            _ => Field::Absent,
        };
        Indicator {
            // a level without a column follows from the other
            level1: of(one),
            level2: of(two),
            name: of(name),
            description,
            target,
            weight,
            direction,
            basis,
            remark,
            own,
            ..Indicator::default()
        }
    };
    vec(row.prop_map(indicator), 1..12).prop_map(Field::of).boxed()
}

/// A text, or none.
fn optional(
    text: impl Strategy<Value = String> + 'static,
) -> impl Strategy<Value = Field<String>> {
    option::of(text).prop_map(|t| t.map_or(Field::Absent, of))
}

fn target() -> impl Strategy<Value = Field<String>> {
    let numbers = "[≥≤＞＜＝=]?[1-9][0-9]{0,3}(\\.[0-9]{1,2})?[个次人天%家]?";
    let words = select(vec![
        "较上年提升",
        "2026年12月底前",
        "优良",
        "不低于90%",
        "90%以上",
        "10～20万元",
        "3家×2万元",
    ]);
    prop_oneof![3 => numbers.prop_map(of), 1 => words.prop_map(of)]
}
