use super::*;
use crate::yaml::load::File;

fn file(path: &str, text: &str) -> File {
    File { path: path.into(), bytes: Ok(text.into()) }
}

fn department(projects: &[(&str, &str)]) -> Input {
    let top = "版式: hebei # 注\n年度: 2026\n部门名称: 某局\n单位:\n  - {单位编码: 001, 单位名称: 某局}\n\
               总体绩效目标: 2026年办好实事。\n分项绩效目标:\n  - {名称: 2026年活动, 绩效目标: 办好2026年活动。}\n";
    Input {
        path: "旧".into(),
        department: Some(file("旧/部门.yaml", top)),
        projects: projects
            .iter()
            .map(|(name, text)| file(&format!("旧/项目/{name}.yaml"), text))
            .collect(),
        ..Input::default()
    }
}

const MEETING: &str = "# 一\r\n单位: 001\r\n项目编码: '13990126P005101100015' # 二\r\n项目名称: 2026年活动\r\n\
    预算: {预算数: 5.00} # 三\r\n支出计划:\r\n  6月底: 50%\r\n资金用途: >-\r\n  2026年开会，\r\n  比2025年多。\r\n";
const CARRIED: &str = "单位: 001\n项目编码: 13990125P00510110001N\n项目名称: 上年结转工程\n预算: {预算数: 1}\n";

fn input() -> Input {
    department(&[("01-2026年活动", MEETING), ("02-上年结转工程", CARRIED)])
}

fn text(input: &Input, path: &str) -> String {
    let files = input.department.iter().chain(&input.projects);
    let mut found = files.filter(|f| f.path == path);
    let bytes = found.next().expect(path).bytes.clone().unwrap();
    String::from_utf8(bytes).unwrap()
}

fn advanced(wish: &NextWish) -> (Input, AdvanceReport) {
    let input = input();
    let advanced = advance(&input, wish).unwrap();
    (advanced.changes.apply(&input).unwrap(), advanced.report)
}

#[test]
fn what_meant_the_old_year_moves_on_and_nothing_else_changes() {
    let (after, report) = advanced(&NextWish::default());
    let wanted = MEETING
        .replace("项目名称: 2026年", "项目名称: 2027年")
        .replace("2026年开会", "2027年开会")
        .replace("'13990126P005101100015'", "'待编'")
        .replace("预算: {", "# 上年\r\n预算: {")
        .replace("支出计划:", "# 上年\r\n支出计划:");
    assert_eq!(text(&after, "旧/项目/01-2027年活动.yaml"), wanted);
    assert_eq!(
        text(&after, "旧/项目/02-上年结转工程.yaml"),
        CARRIED
            .replace("预算", "# 上年\n预算")
            .replace("\n# 上年\n预算数", "\n预算数")
            .replace("{# 上年\n预算数", "{预算数")
    );
    let top = text(&input(), "旧/部门.yaml").replace("2026", "2027");
    assert_eq!(text(&after, "旧/部门.yaml"), top);
    let doubts: Vec<_> = report.doubts.iter().map(|d| d.before.as_str()).collect();
    assert_eq!(doubts, ["2027年开会，比2025年多。"].map(|d| d.replace("2027", "2026")));
    assert_eq!(report.moved.len(), 5);
    assert_eq!(report.codes_kept, ["上年结转工程"]);
    let place = report.moved.last().unwrap().place.clone().unwrap();
    assert_eq!(
        (place.path.as_str(), place.line, place.column),
        ("项目/01-2027年活动.yaml", 11, 3)
    );
    let told = to_text(&report, true);
    assert!(told.contains("项目名称：2026年活动 → 2027年活动"), "{told}");
}

#[test]
fn codes_come_from_a_table_by_code_or_name() {
    let csv =
        "旧编码,项目名称,新编码\n13990125P00510110001N,,甲\n,2027年活动,乙\n,没有的,丙\n";
    let codes = Some(CodeTable::of_csv(csv).unwrap());
    let (after, report) = advanced(&NextWish { codes, ..NextWish::default() });
    assert!(text(&after, "旧/项目/01-2027年活动.yaml").contains("项目编码: '乙' # 二"));
    assert!(text(&after, "旧/项目/02-上年结转工程.yaml").contains("项目编码: 甲\n"));
    assert_eq!((report.codes_given, report.codes_open.len()), (2, 0));
    assert_eq!(report.codes_unused, ["第 4 行 没有的 → 丙"]);
}

#[test]
fn open_codes_are_filled_later() {
    let (after, _) = advanced(&NextWish::default());
    let codes = CodeTable::of_csv("2026年活动,乙\n没有的,丙\n").unwrap();
    let filled = fill(&after, &codes).unwrap();
    assert_eq!((filled.count, filled.unused.len(), filled.open.len()), (1, 1, 0));
    let after = filled.changes.apply(&after).unwrap();
    assert!(text(&after, "旧/项目/01-2027年活动.yaml").contains("'乙' # 二"));
}

#[test]
fn projects_are_left_out_by_name_number_or_code() {
    for named in ["2026年活动", "1", "01", "13990126p005101100015"] {
        let left_out = vec![named.to_owned()];
        let (after, report) = advanced(&NextWish { left_out, ..NextWish::default() });
        assert_eq!(after.projects.len(), 1, "{named}");
        assert_eq!(report.left_out, ["2026年活动"]);
        assert_eq!(report.still_named.len(), 1);
    }
    let wish = NextWish { left_out: vec!["结转工程".into()], ..NextWish::default() };
    let refused = advance(&input(), &wish).unwrap_err().to_string();
    assert!(refused.contains("「上年结转工程」"), "{refused}");
}

#[test]
fn amounts_are_emptied_where_that_is_wanted() {
    let (after, report) = advanced(&NextWish { is_empty: true, ..NextWish::default() });
    let text = text(&after, "旧/项目/01-2027年活动.yaml");
    assert!(
        text.contains("预算: {预算数: ''} # 三\r\n支出计划:\r\n  6月底:\r\n"),
        "{text}"
    );
    assert!(!text.contains("# 上年") && report.is_empty);
}

#[test]
fn what_cannot_be_moved_on_is_refused() {
    let year = |y| NextWish { year: Some(Year(y)), ..NextWish::default() };
    assert!(matches!(
        advance(&input(), &year(2026)),
        Err(AdvanceRefusal::NotLater { .. })
    ));
    let broken = department(&[("01-甲", "项目名称: [\n")]);
    assert!(matches!(advance(&broken, &year(2027)), Err(AdvanceRefusal::Unreadable(_))));
    assert_eq!(
        advance(&Input::default(), &year(2027)).unwrap_err(),
        AdvanceRefusal::NoYear
    );
}
