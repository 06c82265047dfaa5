//! What holds of any two departments.

use super::*;

/// A small department; the names in it differ.
fn department(texts: &[String], amounts: &[u32]) -> Department {
    let mut text = String::from(
        "版式: hebei\n年度: 2026\n部门名称: 甲局\n单位: [{单位编码: 1, 单位名称: 甲局}]\n项目:\n",
    );
    for (i, amount) in amounts.iter().enumerate() {
        let say = |k: usize| &texts[(i * 7 + k) % texts.len()];
        text += &format!(
            "  - 单位: 1\n    项目名称: 项目{i}{}\n    预算: {{预算数: {amount}.{i}, 财政资金: {amount}.{i}}}\n    \
             资金用途: 用于{}\n    支出计划: {{6月底: {i}0%, 12月底: 100%}}\n    绩效目标:\n",
            say(0),
            say(1)
        );
        for k in 0..=i % 3 {
            text += &format!("      - 目标{k}{}\n", say(k + 2));
        }
        text += "    绩效指标:\n      产出指标:\n        数量指标:\n";
        for k in 0..=i % 4 {
            let name = format!("指标{k}{}", say(k + 3));
            text += &format!("          - {{指标: {name}, 指标值: ≥{k}{amount}次}}\n");
        }
    }
    read(&text)
}

fn departments() -> impl Strategy<Value = Department> {
    let texts = prop::collection::vec("[一-龟]{0,12}", 1..12);
    let amounts = prop::collection::vec(0u32..2000, 1..6);
    (texts, amounts).prop_map(|(texts, amounts)| department(&texts, &amounts))
}

/// Does one edit to the project `at`, and says what ought to be told of it.
fn edit(department: &mut Department, at: usize, kind: usize, text: &str) -> Vec<String> {
    let at = at % department.projects.len();
    let project = &mut department.projects[at];
    let name = project.name.text().to_owned();
    let path = format!("项目/{name}");
    let given = |value: &str| Field::of(value.to_owned());
    let Field::Given(rows) = &mut project.indicators else { panic!() };
    let Field::Given(Spanned { value: Passage::Items(goals), .. }) = &mut project.goals
    else {
        panic!()
    };
    match kind {
        0 => {
            let old = project.purpose.text().to_owned();
            project.purpose = given(text);
            vec![format!("{path}/资金用途: {old} → {text}")]
        }
        1 => {
            let row = rows.value.last_mut().unwrap();
            let old = row.target.text().to_owned();
            row.target = Field::of(Target::parse(text));
            vec![format!("{path}/绩效指标/{}/指标值: {old} → {text}", row.name.text())]
        }
        2 => {
            let gone = rows.value.remove(0);
            vec![format!("{path}/绩效指标/{}: 有 → 无", gone.name.text())]
        }
        3 => {
            let row = rows.value.first_mut().unwrap();
            let old = row.name.text().to_owned();
            row.name = given(text);
            vec![format!("{path}/绩效指标/{text}/三级指标: {old} → {text}")]
        }
        4 => {
            let last = goals.len();
            let old = std::mem::replace(&mut goals[last - 1].value, text.to_owned());
            vec![format!("{path}/绩效目标/第{last}条: {old} → {text}")]
        }
        5 => {
            goals.insert(0, Spanned::new(text.to_owned(), Span::NONE));
            vec![format!("{path}/绩效目标/第1条: 无 → {text}")]
        }
        6 => {
            department.projects.remove(at);
            vec![format!("{path}: 有 → 无")]
        }
        7 => {
            project.name = given(text);
            vec![format!("项目/{text}/项目名称: {name} → {text}")]
        }
        8 => {
            rows.value.reverse();
            goals.rotate_left(1);
            department.projects.rotate_left(at);
            Vec::new()
        }
        _ => {
            let Field::Given(budget) = &mut project.budget else { panic!() };
            let old = budget.value.funds[0].amount.value().unwrap().to_string();
            budget.value.funds[0].amount =
                Field::of(Money::parse("2000.75", MoneyUnit::WAN).unwrap());
            vec![format!("{path}/预算/预算数: {old} → 2000.75")]
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn a_department_does_not_differ_from_itself(d in departments()) {
        prop_assert_eq!(between(&d, &d), Vec::<String>::new());
        let again = read(&save::single(&d));
        prop_assert_eq!(between(&d, &again), Vec::<String>::new());
    }

    #[test]
    fn one_edit_is_told_as_that_edit(
        d in departments(), at in 0usize..6, kind in 0usize..10, text in "[A-Z]{9,20}",
    ) {
        let mut other = d.clone();
        let expected = edit(&mut other, at, kind, &text);
        prop_assert_eq!(between(&d, &other), expected);
    }

    #[test]
    fn the_other_way_round_is_the_mirror_image(a in departments(), b in departments()) {
        let (a, b) = (outline(&a, &hebei()), outline(&b, &hebei()));
        let leaves = |old: &Node, new: &Node, mirror: bool| {
            let found = differences(old, new, By::Meaning);
            let sides = |l: Leaf| {
                let side = |n: Option<&Node>| n.map(|n| (n.label.clone(), n.text().map(str::to_owned)));
                let (before, after) = (side(l.before), side(l.after));
                if mirror { (after, before) } else { (before, after) }
            };
            let mut all: Vec<_> = found.leaves().into_iter().map(sides).collect();
            all.sort();
            all
        };
        prop_assert_eq!(leaves(&a, &b, false), leaves(&b, &a, true));
    }
}
