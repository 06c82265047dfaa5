//! Projects as files and as items: their numbers, names, order and units.

use super::*;

#[test]
fn projects_are_files_with_numbers() {
    let of = |name: &str| format!("单位: 001\n项目名称: {name}\n");
    let (a, b, c) = (of("甲"), of("乙"), of("丙"));
    let input = folder(
        "部门名称: 某局\n",
        &[("01-甲.yaml", &a), ("02-乙.yaml", &b), ("04-丙.yaml", &c)],
    );
    let paths = |edits: &[Edit]| -> Vec<String> {
        let changes = edit(&input, edits).unwrap();
        let after = changes.apply(&input).unwrap();
        let back = changes.inverse().apply(&after).unwrap();
        assert_eq!(format!("{back:?}"), format!("{input:?}"));
        after.projects.iter().map(|p| p.path.replace("某局/项目/", "")).collect()
    };
    let new = || Value::map([("单位", "001"), ("项目名称", "新/项目")]);
    assert_eq!(
        paths(&[Edit::insert(Address::project(3), new())]),
        ["01-甲.yaml", "02-乙.yaml", "04-丙.yaml", "05-新／项目.yaml"]
    );
    assert_eq!(
        paths(&[Edit::insert(Address::project(1), new())]),
        ["01-甲.yaml", "02-新／项目.yaml", "03-乙.yaml", "04-丙.yaml"]
    );
    assert_eq!(
        paths(&[Edit::move_to(Address::project(2), 0)]),
        ["01-丙.yaml", "02-甲.yaml", "04-乙.yaml"]
    );
    assert_eq!(
        paths(&[
            Edit::remove(Address::project(0)),
            Edit::rename(Address::project(1), "丁"),
        ]),
        ["02-丁.yaml", "04-丙.yaml"]
    );
    let name = Address::project(1).then("项目名称");
    let both = [Edit::remove(Address::project(0)), Edit::set(name, "丁").saw("乙")];
    let after = edit(&input, &both).unwrap().apply(&input).unwrap();
    assert_eq!(text_of(&after.projects[0]), of("丁"));
}

#[test]
fn a_project_is_moved_among_those_of_its_unit() {
    let department = "单位:\n- {单位编码: \"1\"}\n- {单位编码: \"2\"}\n";
    let files =
        ["2", "1", "2", "1"].map(|unit| format!("单位: \"{unit}\"\n项目名称: 甲\n"));
    let names = ["1.yaml", "2.yaml", "3.yaml", "4.yaml"];
    let all: Vec<_> = names.into_iter().zip(files.iter().map(String::as_str)).collect();
    let apart = folder(department, &all);
    let single = format!(
        "{department}项目:\n{}",
        ["2", "1", "2", "1"]
            .map(|unit| format!("- 单位: \"{unit}\"\n  项目名称: 甲\n"))
            .concat()
    );
    let single = Input {
        department: Some(File {
            path: "某局.yaml".into(),
            bytes: Ok(single.into_bytes()),
        }),
        ..Input::default()
    };
    for input in [apart, single] {
        let moved = |from, to| edit(&input, &[Edit::move_to(Address::project(from), to)]);
        let outside = |from| Err(EditFault::OutsideUnit(Address::project(from)));
        assert_eq!(moved(0, 1).map(drop), outside(0));
        assert_eq!(moved(3, 2).map(drop), outside(3));
        assert!(moved(0, 2).is_ok() && moved(3, 0).is_ok());
    }
}
