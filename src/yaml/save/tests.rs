use super::*;
use crate::model::{
    Budget, Field, Fund, Indicator, Item, Milestone, Money, MoneyUnit, Passage, Project,
    SubGoal, Target, Unit, Year,
};
use crate::text::source::{Sources, Span, Spanned};
use crate::yaml::load::{File, Input, load};
use proptest::prelude::*;

/// Loads saved files; they must be without fault.
fn reload(files: &[(String, String)]) -> Department {
    let file = |(path, text): &(String, String)| File {
        path: path.clone(),
        bytes: Ok(text.clone().into_bytes()),
    };
    let input = Input {
        path: "某部门".into(),
        department: files.first().map(file),
        projects: files.iter().skip(1).map(file).collect(),
        ..Input::default()
    };
    let loaded = load(&input, &mut Sources::default());
    let messages: Vec<_> = loaded.diagnostics.iter().map(|d| &d.message).collect();
    assert!(messages.is_empty(), "{messages:?}\n{files:#?}");
    loaded.department.expect("a department")
}

fn spanned<T>(value: T) -> Spanned<T> {
    Spanned::new(value, Span::NONE)
}

fn of(text: &str) -> Field<String> {
    Field::of(text.to_owned())
}

fn indicator(level1: &str, level2: &str, name: &str) -> Indicator {
    Indicator {
        level1: of(level1),
        level2: of(level2),
        name: of(name),
        description: of(name),
        target: Field::of(Target::parse(name)),
        ..Indicator::default()
    }
}

/// A department with `text` wherever the format takes one.
fn department(text: &str, indicators: Vec<Indicator>) -> Department {
    let amounts = [("预算数", "5.00"), ("财政资金", "5"), ("其他资金", "0")];
    let fund = |(name, text): (&str, &str)| {
        Fund::of(name, Field::of(Money::parse(text, MoneyUnit::WAN).unwrap()))
    };
    let budget = Budget { funds: amounts.map(fund).into() };
    let milestone = Milestone {
        month: spanned("6月底".into()),
        percent: Field::of("25.00%".parse().unwrap()),
    };
    let project = Project {
        unit: of("001"),
        code: Field::of("13020023E00010".parse().unwrap()),
        name: of(text),
        classified: Field::of(true),
        budget: Field::of(budget),
        purpose: of(text),
        plan: Field::of(vec![milestone]),
        goals: Field::of(Passage::Items(vec![spanned(text.to_owned())])),
        indicators: Field::of(indicators),
        ..Project::default()
    };
    let item = Item { title: of(text), content: of(text) };
    let plain = Item { title: Field::Absent, content: of(text) };
    let goal = SubGoal {
        name: of(text),
        goal: of(text),
        indicators: of(text),
        content: Field::Absent,
    };
    Department {
        profile: of("hebei"),
        year: Field::of(Year(2025)),
        name: of(text),
        compiler: of(text),
        reviewer: of(text),
        draft: Field::of(false),
        extract: Field::Absent,
        units: vec![Unit { code: of("001"), name: of(text) }],
        overall_goals: Field::of(Passage::Text(spanned(text.to_owned()))),
        sub_goals: Field::of(Passage::Items(vec![goal])),
        safeguards: Field::of(Passage::Items(vec![item, plain])),
        projects: vec![project],
        ..Department::default()
    }
}

/// What a text is after a round trip.
fn kept(text: &str) -> &str {
    text.trim()
}

fn assert_round_trip(text: &str) {
    let rows = vec![indicator("产出指标", "数量指标", text)];
    let saved = save(&department(text, rows), &[7]);
    let again = reload(&saved);
    assert_eq!(again.name.text(), kept(text));
    assert_eq!(again.projects[0].purpose.text(), kept(text));
    let row = &again.projects[0].indicators.value().unwrap()[0];
    assert_eq!([row.name.text(), row.target.text()], [kept(text); 2]);
    assert_eq!(save(&again, &[7]), saved);
    let whole = reload(&[("部门.yaml".to_owned(), single(&again))]);
    assert_eq!(save(&whole, &[7]), saved);
}

#[test]
fn it_looks_like_an_authors() {
    let rows = vec![
        indicator("产出指标", "数量指标", "≥1次"),
        indicator("产出指标", "数量指标", "≥2次"),
    ];
    let mut department = department("甲\n乙", rows);
    department.safeguards = Field::Absent;
    department.projects[0].name = of("会议/费");
    let files = save(&department, &[2]);
    assert_eq!(files[1].0, "项目/02-会议／费.yaml");
    assert_eq!(
        files[1].1,
        "\
单位: 001
项目编码: 13020023E00010
项目名称: 会议/费
涉密: 是
预算:                    # 单位：万元
  预算数: 5.00
  财政资金: 5
  其他资金: 0
资金用途: |
  甲
  乙
支出计划:
  6月底: 25.00%
绩效目标:
  - |
    甲
    乙
绩效指标:
  产出指标:
    数量指标:
      - 指标: ≥1次
        描述: ≥1次
        指标值: ≥1次
      - 指标: ≥2次
        描述: ≥2次
        指标值: ≥2次
"
    );
}

#[test]
fn mixed_levels_are_a_list_in_their_order() {
    let rows = vec![
        indicator("效益指标", "社会效益指标", "甲"),
        indicator("效益指标", "可持续影响指标", "乙"),
        indicator("效益指标", "社会效益指标", "丙"),
    ];
    let saved = save(&department("文", rows), &[]);
    assert!(saved[1].1.contains("  - 一级指标: 效益指标\n    二级指标: 社会效益指标\n"));
    let again = reload(&saved);
    let rows = again.projects[0].indicators.value().unwrap();
    let names: Vec<_> = rows.iter().map(|r| r.name.text()).collect();
    assert_eq!(names, ["甲", "乙", "丙"]);
}

#[test]
fn what_is_missing_is_left_to_be_filled_in() {
    let mut department = department("文", Vec::new());
    department.projects[0].purpose = Field::Absent;
    let files = save(&department, &[]);
    assert!(files[1].1.contains("\n资金用途:"), "{}", files[1].1);
    assert!(files[1].1.contains("# 待补\n"));
}

#[test]
fn nasty_texts_come_back_unchanged() {
    for text in [
        "- 甲",
        "-",
        "> 甲",
        ">95%",
        "|",
        "# 甲",
        "&甲",
        "*甲",
        "!甲",
        "%甲",
        "@甲",
        "`甲",
        "'甲'",
        "\"甲\"",
        "甲: 乙",
        "甲 # 乙",
        "甲：乙",
        "null",
        "~",
        "是",
        "否",
        "true",
        "13020023E00010",
        "1_000",
        "0x10",
        "[甲]",
        "{甲: 乙}",
        "甲\n乙\n- 丙",
        "甲\n\n乙",
        "甲\n  乙",
        "？：",
        "? 甲",
        ":甲",
        "甲:",
        "---",
        "... 甲",
        "甲\t乙",
        "\u{85}甲\u{85}乙",
        "甲\u{2028}乙",
        "a\\b",
        "项目名称：甲",
        "  甲  ",
        "\u{3000}甲",
        "#",
        "<<",
        "=",
    ] {
        assert_round_trip(text);
    }
}

fn nasty() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "甲", "乙", "。", "：", ":", " ", "-", "#", "\n", "'", "\"", "\\", ">", "|", "&",
        "*", "!", "%", "@", "`", "{", "}", "[", "]", ",", "?", "~", "null", "是", "1.",
        "a", "\t", "\u{3000}", "＃", "—", "≥", "\r",
    ]);
    prop::collection::vec(pieces, 1..12).prop_map(|p| p.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn any_text_comes_back_unchanged(text in nasty()) {
        prop_assume!(!text.trim().is_empty());
        assert_round_trip(&text);
    }

    #[test]
    fn rows_keep_their_order(levels in prop::collection::vec((0..3usize, 0..3usize), 1..9)) {
        let row = |(i, (a, b)): (usize, &(usize, usize))| {
            indicator(&format!("一级{a}"), &format!("二级{b}"), &format!("指标{i}"))
        };
        let rows: Vec<_> = levels.iter().enumerate().map(row).collect();
        let saved = save(&department("文", rows), &[1]);
        let again = reload(&saved);
        let found = again.projects[0].indicators.value().unwrap();
        for (i, row) in found.iter().enumerate() {
            prop_assert_eq!(row.name.text(), format!("指标{i}"));
        }
        prop_assert_eq!(found.len(), levels.len());
        prop_assert_eq!(save(&again, &[1]), saved);
    }
}
