mod properties;

use super::*;
use crate::model::profile::{FundForm, Role};
use crate::model::{
    Budget, Department, Field, Fund, Money, MoneyUnit, Passage, Profile, Target,
};
use crate::text::source::{Sources, Span, Spanned};
use crate::yaml::load::{File, Input, load, profile};
use crate::yaml::save;
use proptest::prelude::*;

fn hebei() -> Profile {
    profile::built_in("hebei").unwrap()
}

fn read(text: &str) -> Department {
    read_into(text, &mut Sources::default()).unwrap()
}

fn read_into(text: &str, sources: &mut Sources) -> Option<Department> {
    let file = File { path: "甲.yaml".into(), bytes: Ok(text.into()) };
    let input = Input { department: Some(file), ..Input::default() };
    load(&input, sources).department
}

fn example() -> String {
    include_str!("../../data/examples/澄湖区文化馆.yaml").replace("\r\n", "\n")
}

/// Each single difference as `path: before → after`.
fn told(old: &Node, new: &Node) -> Vec<String> {
    let found = differences(old, new, By::Meaning);
    let side = |n: Option<&Node>| n.map_or("无", |n| n.text().unwrap_or("有")).to_owned();
    let tell = |l: &Leaf| {
        format!("{}: {} → {}", l.path.join("/"), side(l.before), side(l.after))
    };
    found.leaves().iter().map(tell).collect()
}

fn between(old: &Department, new: &Department) -> Vec<String> {
    told(&outline(old, &hebei()), &outline(new, &hebei()))
}

/// What differs when `from` is replaced by `to` in the example.
fn edited(from: &str, to: &str) -> Vec<String> {
    let text = example();
    assert_eq!(text.matches(from).count(), 1, "{from}");
    between(&read(&text), &read(&text.replace(from, to)))
}

#[test]
fn writing_the_same_otherwise_is_no_difference() {
    for (from, to) in [
        ("预算数: 68.00", "预算数: 68.0"),
        ("      其他资金: 0\n", ""),
        ("草案: 否\n", ""),
        (
            "{单位编码: 612301, 单位名称: 澄湖区文化馆本级}",
            "{单位名称: 澄湖区文化馆本级, 单位编码: 612301}",
        ),
        ("部门名称: 澄湖区文化馆\n", "部门名称: 澄湖区文化馆\n编制单位: 澄湖区文化馆\n"),
        (
            ", 描述: 馆舍向公众免费开放的天数合计",
            ", 描述: '馆舍向公众免费开放的天数合计  '",
        ),
    ] {
        assert_eq!(edited(from, to), Vec::<String>::new(), "{from}");
    }
}

#[test]
fn an_edit_is_told_where_it_is() {
    let project = "项目/公共文化设施免费开放经费";
    for (from, to, told) in [
        (
            "预算数: 68.00",
            "预算数: 69.5",
            format!("{project}/预算/预算数: 68.00 → 69.50"),
        ),
        (
            "≥310天",
            "≥300天",
            format!("{project}/绩效指标/全年开放天数/指标值: ≥310天 → ≥300天"),
        ),
        (
            "指标: 公益课程班次",
            "指标: 课程班次",
            format!("{project}/绩效指标/课程班次/三级指标: 公益课程班次 → 课程班次"),
        ),
        ("审核单位: 澄湖区财政局\n", "", "审核单位: 澄湖区财政局 → 无".into()),
        ("草案: 否", "草案: 是", "草案: 否 → 是".into()),
        (
            "标题: 强化过程跟踪",
            "标题: 强化跟踪",
            "工作保障措施/强化跟踪/标题: 强化过程跟踪 → 强化跟踪".into(),
        ),
        (
            "到馆群众满意度, 描述: 到馆群众对环境、课程和服务的评价",
            "到馆群众满意度",
            format!(
                "{project}/绩效指标/到馆群众满意度/绩效指标描述: 到馆群众对环境、课程和服务的评价 → 到馆群众满意度"
            ),
        ),
    ] {
        assert_eq!(edited(from, to), [told]);
    }
}

#[test]
fn a_description_that_goes_without_saying_follows_its_name() {
    let text = example().replace(", 描述: 馆舍向公众免费开放的天数合计", "");
    let new = text.replace("指标: 全年开放天数", "指标: 开放天数");
    let path = "项目/公共文化设施免费开放经费/绩效指标/开放天数/三级指标";
    assert_eq!(
        between(&read(&text), &read(&new)),
        [format!("{path}: 全年开放天数 → 开放天数")]
    );
}

#[test]
fn projects_are_found_again() {
    let by = |old: &Department, new: &Department| {
        let (old, new) = (outline(old, &hebei()), outline(new, &hebei()));
        let found = differences(&old, &new, By::Meaning);
        let projects = found.under(label::PROJECTS);
        projects.map_or(Vec::new(), |p| p.inside.iter().map(|d| d.matched).collect())
    };
    let text = example();
    let old = read(&text);
    let with = |from: &str, to: &str| read(&text.replace(from, to));
    let renamed = with("项目名称: 非遗传承人传习补助", "项目名称: 非遗传承人补助");
    assert!(matches!(by(&old, &renamed)[..], [Some(Match::Likeness(60..))]));
    let other = with(
        "项目名称: 非遗传承人传习补助\n    预算:\n      预算数: 24.00",
        "项目名称: 非遗传承人补助\n    预算:\n      预算数: 25.00",
    );
    assert_eq!(by(&old, &other), [None, None], "one new, one gone");

    let mut coded = old.clone();
    coded.projects[2].code = Field::of("13990126P005101100015".parse().unwrap());
    let mut moved = coded.clone();
    moved.projects[2].name = Field::of("毫不相干".to_owned());
    moved.projects.rotate_left(1);
    assert_eq!(by(&coded, &moved), [Some(Match::Key("项目编码"))]);
}

#[test]
fn what_cannot_be_read_is_told_as_such() {
    let text = example();
    let broken = text.replace("预算数: 68.00", "预算数: 六十八");
    let path = "项目/公共文化设施免费开放经费/预算/预算数";
    assert_eq!(between(&read(&text), &read(&broken)), [format!("{path}: 68.00 → ")]);
    assert_eq!(between(&read(&broken), &read(&broken)), Vec::<String>::new());
}

#[test]
fn every_value_has_its_names_and_its_place() {
    let text = example();
    let tree = outline(&read(&text), &hebei());
    let lines = tree.lines();
    let line = lines.iter().find(|l| l.path.ends_with(&["开放天数", "指标值"]));
    assert_eq!(line, None, "labels are whole");
    let path = ["项目", "公共文化设施免费开放经费", "绩效指标", "全年开放天数", "指标值"];
    let line = lines.iter().find(|l| l.path == path).unwrap();
    assert_eq!(line.node.text(), Some("≥310天"));
    assert_eq!(&text[line.node.span.range()], "≥310天");
}

#[test]
fn the_form_decides_what_is_printed() {
    let department = read(&example());
    let count = |profile: &str| {
        let profile = profile::built_in(profile).unwrap();
        outline(&department, &profile).printed().lines().len()
    };
    let all = outline(&department, &hebei()).lines().len();
    // 版式, 摘录 and 涉密 of five projects
    assert_eq!([count("hebei"), count("tianjin")], [all - 7; 2]);
}

#[test]
fn a_comparison_sums_up() {
    let text = example();
    let old = outline(&read(&text), &hebei());
    let mut department = read(&text.replace("预算数: 68.00", "预算数: 69.5"));
    department.projects.remove(1);
    let new = outline(&department, &hebei());
    let found = Comparison::of(&old, &new);
    assert_eq!(found.projects_count, (5, 4));
    let total = |t: &Total| format!("{} {} {}", t.path.join("/"), t.before, t.after);
    let totals: Vec<_> = found.totals.iter().map(total).collect();
    assert_eq!(
        totals,
        ["预算数 179.30 148.30", "财政资金 174.80 146.80", "其他资金 4.50 0"]
    );
    let states: Vec<_> = found.projects.iter().map(ProjectChange::status).collect();
    assert_eq!(states, [Status::Changed, Status::Removed]);
    assert_eq!(found.projects[1].text(label::NAME), "“澄湖之声”群众合唱节");
    assert!(Comparison::of(&old, &old).is_empty());
}

#[test]
fn whatever_is_left_out_can_be_told() {
    let text = example();
    let money = hebei().money;
    for line in text.lines().filter(|l| !l.is_empty()) {
        let mut sources = Sources::default();
        let whole = read_into(&text, &mut sources).unwrap();
        let cut = read_into(&text.replacen(line, "", 1), &mut sources);
        let Some(cut) = cut else { continue };
        let (a, b) = (outline(&whole, &hebei()), outline(&cut, &hebei()));
        let (there, back) = (Comparison::of(&a, &b), Comparison::of(&b, &a));
        let count = |c: &Comparison| c.department.len() + c.projects.len();
        assert_eq!(count(&there), count(&back), "{line}");
        for comparison in [there, back] {
            let told = to_text(&comparison, &money, &sources, true);
            assert_eq!(told.is_empty(), comparison.is_empty(), "{line}");
            let told = to_json(&comparison, &money, &sources);
            let identical = format!("\"identical\": {}", comparison.is_empty());
            assert!(told.contains(&identical), "{line}");
        }
    }
}

#[test]
fn long_lists_without_a_common_name_are_told_in_full() {
    let list = |from: u32| {
        let name = |n: u32| {
            let c = |k: u32| char::from_u32(0x4E00 + (n * 61 + k * 97) % 20_000).unwrap();
            (0..40).map(c).collect::<String>()
        };
        let items = (0..3000).map(|n| Spanned::new(name(from + n), Span::NONE));
        let mut department = read(&example());
        department.projects[0].goals = Field::of(Passage::Items(items.collect()));
        outline(&department, &hebei())
    };
    let found = differences(&list(0), &list(70_000), By::Meaning).leaves().len();
    assert!(found >= 3000, "{found}");
}

#[test]
fn amounts_are_those_of_the_form() {
    let block = |name: &str, role| FundForm {
        role,
        parts: vec![FundForm::leaf("财政资金"), FundForm::leaf("结转")],
        ..FundForm::leaf(name)
    };
    let funds = vec![block("总预算", None), block("当年预算", Some(Role::Total))];
    let profile = Profile { funds, ..hebei() };
    let department = |year: &str| {
        let amount = |name: &str, text: &str| {
            Fund::of(name, Field::of(Money::parse(text, MoneyUnit::WAN).unwrap()))
        };
        let part = |text: &str| vec![amount("财政资金", text)];
        let funds = vec![
            Fund { parts: part("90"), ..amount("总预算", "90.00") },
            Fund { parts: part(year), ..amount("当年预算", year) },
        ];
        let mut department = read(&example());
        department.projects[0].budget = Field::of(Budget { funds });
        outline(&department, &profile)
    };
    let (old, new) = (department("30.5"), department("28"));
    assert_eq!(
        told(&old, &new)[..2],
        ["当年预算: 30.50 → 28.00", "当年预算的财政资金: 30.50 → 28.00"]
            .map(|t| format!("项目/公共文化设施免费开放经费/预算/{t}"))
    );
    let found = Comparison::of(&old, &new);
    let budget = found.projects[0].budget().map(|n| n.and_then(Node::text));
    assert_eq!(budget, [Some("30.50"), Some("28.00")]);
    assert_eq!(found.budget().map(|t| t.path.join("/")), Some("当年预算".into()));
}

#[test]
fn weights_are_compared_as_numbers() {
    let with = |weight: &str| {
        let mut department = read(&example());
        let Field::Given(rows) = &mut department.projects[0].indicators else { panic!() };
        rows.value[0].weight = Field::of(weight.parse().unwrap());
        outline(&department, &hebei())
    };
    let (old, same, new) = (with("10"), with("10.0"), with("12.5"));
    assert!(differences(&old, &same, By::Meaning).is_empty());
    assert!(!differences(&old, &same, By::Text).is_empty());
    let found = differences(&old, &new, By::Meaning);
    assert_eq!(found.leaves()[0].increase(), Some("+2.5".into()));
}
