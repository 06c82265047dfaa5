//! A department that fills every field of a form, to try templates on.

use crate::model::profile::{
    Block, Column, FundForm, Reserved, Sheet, SheetItem, Sheets, Shown, TextForm,
    TextPlace, Weighting,
};
use crate::model::{
    Budget, Department, Exemption, Field, Fund, Goals, Indicator, Item, LabelledText,
    Milestone, Money, MoneyUnit, OverallTable, Passage, Percent, Points, Profile,
    Project, SubGoal, Target, Task, Unit, Year,
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
    let text = |place| TextForm {
        name: "文字".into(),
        title: "文字".into(),
        place,
        required: true,
    };
    let parts = vec![FundForm::leaf("其中")];
    let row = Block::Row(vec![SheetItem::field("绩效目标")]);
    let sheet = Some(Sheet { blocks: vec![row] });
    Profile {
        sheets: Sheets { project: sheet.clone(), department: sheet, special: None },
        plan_months: vec!["12月底".into()],
        texts: [TextPlace::Before, TextPlace::Head, TextPlace::Inside].map(text).into(),
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
    let labelled =
        |name: &String| LabelledText { name: spanned(name), text: text("内容") };
    Project {
        unit: text("001"),
        code: parsed("13990126P005101100015"),
        name: text("示例项目"),
        budget: Field::of(Budget {
            funds: funds(&profile.funds, "1.00", profile.money.unit),
        }),
        purpose: text("用途"),
        plan: Field::of(profile.plan_months.iter().map(month).collect()),
        texts: profile.texts.iter().map(|t| labelled(&t.name)).collect(),
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
        span: Span::NONE,
    };
    let levels = profile.levels.iter();
    let of_level = levels.flat_map(|level| {
        let child = level.children.first().map_or("", |c| c);
        [row(&level.name, child), row(&level.name, child)]
    });
    of_level.collect()
}
