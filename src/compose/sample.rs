//! A department that fills every field of a form, to try templates on.

use crate::model::own::{OwnField, OwnRow, OwnValue};
use crate::model::profile::{
    Block, Column, FieldForm, FundForm, Kind, Owner, Place, Reserved, Section, Sheet,
    SheetItem, Sheets, Shown, TableColumn, TableForm, Weighting,
};
use crate::model::{
    Budget, Department, Exemption, Field, Fund, Goals, Indicator, Item, Milestone, Money,
    MoneyUnit, OverallTable, Passage, Percent, Points, Profile, Project, SubGoal, Target,
    Task, Unit, Year,
};
use crate::text::source::{Span, Spanned};
use rust_decimal::Decimal;
use std::str::FromStr;

/// The department. Its places are none.
pub fn department(profile: &Profile) -> Department {
    let project = project(profile);
    let text = |t: &str| Field::of(t.to_owned());
    let item = Item { title: text("标题"), content: text("内容") };
    let sub_goal = SubGoal {
        name: text("分项"),
        goal: text("目标"),
        indicators: text("指标"),
        content: text("内容"),
    };
    let overall = OverallTable {
        targets: Project { unit: Field::Absent, ..project.clone() },
        tasks: Field::of(vec![Task {
            name: text("任务"),
            content: text("内容"),
            budget: project.budget.clone(),
        }]),
    };
    let exemption = Exemption {
        project: "项目".into(),
        code: "A101".into(),
        title: "事项".into(),
        reason: spanned("理由"),
    };
    Department {
        profile: text(&profile.name),
        year: Field::of(Year(2026)),
        name: text("示例部门"),
        compiler: text("示例部门"),
        reviewer: text("示例财政局"),
        draft: Field::of(true),
        units: vec![Unit { code: text("001"), name: text("示例单位") }],
        fields: own(profile, Owner::Department),
        overall_goals: Field::of(Passage::Items(vec![item.clone()])),
        sub_goals: Field::of(Passage::Items(vec![sub_goal])),
        safeguards: Field::of(Passage::Items(vec![item])),
        overall_table: Field::of(overall),
        special_funds: vec![Project { unit: Field::Absent, ..project.clone() }],
        projects: vec![project.clone(), project],
        exemptions: vec![exemption],
        ..Department::default()
    }
}

/// Two versions of it, which differ in all that the 绩效目标调整对照表 tells of: in the
/// department's own part, in a project, and in one that is new and one that is gone.
pub fn versions(profile: &Profile) -> [Department; 2] {
    let text = |t: &str| Field::of(t.to_owned());
    let version = |year: u16, word: &str, projects: [Project; 2]| Department {
        year: Field::of(Year(year)),
        reviewer: text(&format!("示例财政局{word}")),
        overall_goals: Field::of(Passage::Items(vec![Item {
            title: text("标题"),
            content: text(&format!("内容{word}")),
        }])),
        projects: projects.into(),
        ..department(profile)
    };
    let project = |code, name: &str, amount, purpose: &str| Project {
        code: if profile.has_code { parsed(code) } else { Field::Absent },
        name: text(name),
        budget: Field::of(Budget {
            funds: funds(&profile.funds, amount, profile.money.unit),
        }),
        purpose: text(purpose),
        ..project(profile)
    };
    let kept = "13990126P005101100015";
    let old = [
        project(kept, "2025年示例项目", "1.00", "用途"),
        project("13990126P005101100023", "旧项目", "3.00", "旧用途"),
    ];
    let new = [
        project(kept, "2026年示例项目", "2.00", "改了的用途"),
        project("13990126P005101100031", "新项目", "4.00", "新用途"),
    ];
    [version(2025, "", old), version(2026, "二", new)]
}

/// The profile with everything that another one may have, so that every field that
/// templates may ask for has a value.
pub fn full(profile: &Profile) -> Profile {
    let column = TableColumn {
        name: "列".into(),
        title: "列".into(),
        kind: Kind::Line,
        formula: None,
        required: false,
    };
    let table = TableForm { columns: vec![column], groups: Vec::new(), sums: Vec::new() };
    let field = |name: &str, kind, place| FieldForm {
        place,
        required: true,
        ..FieldForm::new(name, kind)
    };
    let fields = vec![
        field("表前", Kind::Text, Place::Before),
        field("前表", Kind::Table(table.clone()), Place::Before),
        field("表头", Kind::Line, Place::Head),
        field("表内", Kind::Text, Place::Inside),
        field("内表", Kind::Table(table.clone()), Place::Inside),
        FieldForm {
            owner: Owner::Department,
            ..field("部门", Kind::Text, Place::Inside)
        },
        FieldForm {
            owner: Owner::Department,
            ..field("部门表", Kind::Table(table), Place::Inside)
        },
    ];
    let parts = vec![FundForm::leaf("其中")];
    let row = Block::Row(vec![SheetItem::field("绩效目标")]);
    let sheet = Some(Sheet { blocks: vec![row] });
    Profile {
        sheets: Sheets { project: sheet.clone(), department: sheet, special: None },
        plan_months: vec!["12月底".into()],
        fields,
        funds: vec![FundForm { parts, ..FundForm::leaf("金额") }],
        columns: [Shown::Level1, Shown::Weight].map(Column::usual).into(),
        weighting: Some(Weighting {
            total: Decimal::ONE_HUNDRED,
            reserved: Some(Reserved { name: "预留".into(), points: Decimal::TEN }),
        }),
        ..profile.clone()
    }
}

fn spanned(text: &str) -> Spanned<String> {
    Spanned::new(text.to_owned(), Span::NONE)
}

/// A value that is known to read; absent if it should not.
fn parsed<T: FromStr>(text: &str) -> Field<T> {
    text.parse().map_or(Field::Absent, Field::of)
}

fn project(profile: &Profile) -> Project {
    let text = |t: &str| Field::of(t.to_owned());
    let goals: Goals = Passage::Items(vec![spanned("目标一"), spanned("目标二")]);
    let month =
        |m: &String| Milestone { month: spanned(m), percent: parsed::<Percent>("50%") };
    Project {
        unit: text("001"),
        code: parsed("13990126P005101100015"),
        name: text("示例项目"),
        budget: Field::of(Budget {
            funds: funds(&profile.funds, "1.00", profile.money.unit),
        }),
        purpose: text("用途"),
        plan: Field::of(profile.plan_months.iter().map(month).collect()),
        fields: own(profile, Owner::Project),
        goals: Field::of(goals.clone()),
        mid_term_goals: Field::of(goals),
        indicators: Field::of(indicators(profile)),
        ..Project::default()
    }
}

fn funds(forms: &[FundForm], amount: &str, unit: MoneyUnit) -> Vec<Fund> {
    let money = || Money::parse(amount, unit).map_or(Field::Absent, Field::of);
    let fund = |form: &FundForm| Fund {
        parts: funds(&form.parts, amount, unit),
        ..Fund::of(form.name.as_str(), money())
    };
    forms.iter().map(fund).collect()
}

/// A value for each own field of an owner.
fn own(profile: &Profile, owner: Owner) -> Vec<OwnField> {
    let value = |form: &FieldForm| {
        let section = match owner {
            Owner::Indicator => Section::Direct,
            _ => form.section,
        };
        Some(OwnField::of(section, &form.name, own_value(&form.kind, profile)?))
    };
    profile.fields_of(owner).filter_map(value).collect()
}

fn own_value(kind: &Kind, profile: &Profile) -> Option<OwnValue> {
    let text = match kind {
        Kind::Line | Kind::Text => "内容",
        Kind::Choice(choice) => choice.options.first()?,
        Kind::Switch { .. } => "是",
        Kind::Date => "2026年3月1日",
        Kind::Money => "1.00",
        Kind::Number => "1",
        Kind::Percent => "50%",
        Kind::Table(table) => return Some(OwnValue::Table(own_rows(table, profile))),
    };
    OwnValue::parse(kind, text, profile.money.unit).ok()
}

/// Two rows, or the fixed ones.
fn own_rows(table: &TableForm, profile: &Profile) -> Vec<OwnRow> {
    let written = table.columns.iter().filter(|c| c.formula.is_none());
    let cell = |c: &TableColumn| {
        Some(OwnField::of(Section::Direct, &c.name, own_value(&c.kind, profile)?))
    };
    let cells: Vec<_> = written.filter_map(cell).collect();
    let row = |(group, name): (&str, &str)| OwnRow {
        group: group.to_owned(),
        name: name.to_owned(),
        cells: cells.clone(),
        span: Span::NONE,
    };
    match table.groups.is_empty() {
        true => vec![row(("", "")), row(("", ""))],
        false => table.rows().map(row).collect(),
    }
}

/// Two rows for each 一级指标 of the form.
fn indicators(profile: &Profile) -> Vec<Indicator> {
    let text = |t: &str| Field::of(t.to_owned());
    let row = |level1: &str, level2: &str| Indicator {
        level1: text(level1),
        level2: text(level2),
        name: text("指标"),
        description: text("描述"),
        target: Field::of(Target::parse("≥90%")),
        weight: parsed::<Points>("10"),
        direction: text("正向"),
        basis: text("依据"),
        remark: text("备注"),
        own: own(profile, Owner::Indicator),
        span: Span::NONE,
    };
    let levels = profile.levels.iter();
    let of_level = levels.flat_map(|level| {
        let child = level.children.first().map_or("", |c| c);
        [row(&level.name, child), row(&level.name, child)]
    });
    of_level.collect()
}
