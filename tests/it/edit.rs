//! Edits at random of departments at random: read again, they say what was wanted and
//! nothing else; what is taken back gives the same bytes.

use crate::generate;
use jixiao::model::Department;
use jixiao::text::source::Sources;
use jixiao::yaml::edit::{Address, Edit, Step, Value, edit};
use jixiao::yaml::load::{File, Input, load, profile};
use jixiao::yaml::save::{save, single};
use proptest::prelude::*;
use proptest::sample::Index;
use proptest::test_runner::{Config, TestRunner};

/// How the files of a department are written.
#[derive(Debug, Clone)]
struct Style {
    crlf: bool,
    mark: bool,
    /// At which lines comments stand.
    comments: Vec<(Index, bool)>,
}

fn style() -> impl Strategy<Value = Style> {
    let comments = proptest::collection::vec((any::<Index>(), any::<bool>()), 0..8);
    (any::<bool>(), any::<bool>(), comments).prop_map(|(crlf, mark, comments)| Style {
        crlf,
        mark,
        comments,
    })
}

/// The files of a department as an author may have them.
fn files(department: &Department, style: &Style) -> Input {
    let file = |(path, text): &(String, String)| {
        let mut text = text.clone();
        for (i, (line, own)) in style.comments.iter().enumerate() {
            text = commented(&text, line, *own, i);
        }
        let text = if style.crlf { text.replace('\n', "\r\n") } else { text };
        let mark = if style.mark { "\u{feff}" } else { "" };
        File { path: format!("某局/{path}"), bytes: Ok(format!("{mark}{text}").into()) }
    };
    let saved = save(department, &[]);
    Input {
        path: "某局".into(),
        department: saved.first().map(file),
        projects: saved[1..].iter().map(file).collect(),
        ..Input::default()
    }
}

/// The text with one comment more, unless that would be read as something else.
fn commented(text: &str, line: &Index, own: bool, number: usize) -> String {
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    let at = line.index(lines.len());
    match own {
        true => lines.insert(at, format!("    # 注{number}")),
        false => lines[at].push_str(&format!("  # 注{number}")),
    }
    let new = lines.join("\n") + "\n";
    if Value::parse(&new) == Value::parse(text) { new } else { text.to_owned() }
}

fn department(input: &Input) -> Department {
    load(input, &mut Sources::default()).department.expect("a department")
}

/// What a department says, shape of the files aside: rows with their levels, items with
/// their 内容.
fn said(department: &Department) -> Value {
    let whole = Value::parse(&single(department)).expect("saved YAML");
    plain(whole, "")
}

fn plain(value: Value, key: &str) -> Value {
    match value {
        Value::Map(levels) if key == "绩效指标" => {
            let mut rows = Vec::new();
            for (level1, inner) in levels {
                let Value::Map(inner) = inner else { continue };
                for (level2, list) in inner {
                    let Value::List(list) = list else { continue };
                    rows.extend(list.into_iter().map(|row| {
                        let Value::Map(fields) = row else { panic!("{row:?}") };
                        let levels = [
                            ("一级指标".to_owned(), level1.as_str().into()),
                            ("二级指标".to_owned(), level2.as_str().into()),
                        ];
                        sorted(levels.into_iter().chain(fields).collect())
                    }));
                }
            }
            Value::List(rows)
        }
        Value::Map(entries) => {
            let entries = entries.into_iter().map(|(k, v)| {
                let v = plain(v, &k);
                (k, v)
            });
            sorted(entries.filter(|e| !e.1.is_blank()).collect())
        }
        Value::List(items) => {
            let in_map = ["总体绩效目标", "分项绩效目标", "工作保障措施"].contains(&key);
            let item = |item: Value| match item {
                Value::Text(text) if in_map => Value::map([("内容", text.as_str())]),
                item => plain(item, ""),
            };
            Value::List(items.into_iter().map(item).collect())
        }
        text => text,
    }
}

fn sorted(mut entries: Vec<(String, Value)>) -> Value {
    entries.sort_by(|a, b| a.0.cmp(&b.0));
    Value::Map(entries)
}

/// Every address of a text in what is said, and of some that are not.
fn leaves(value: &Value, at: Address, found: &mut Vec<Address>) {
    match value {
        Value::Text(_) => found.push(at),
        Value::List(items) => {
            for (i, item) in items.iter().enumerate() {
                leaves(item, at.clone().then(i), found);
            }
        }
        Value::Map(entries) => {
            for (key, value) in entries {
                leaves(value, at.clone().then(key.as_str()), found);
            }
            let has = |key: &str| entries.iter().any(|e| e.0 == key);
            let absent: &[&str] = match () {
                () if has("部门名称") => &["编制单位", "审核单位", "草案", "摘录"],
                () if has("指标") => &["描述", "依据", "备注", "权重", "方向"],
                () if has("项目名称") => &["涉密", "项目编码", "资金用途"],
                () if has("内容") && entries.len() == 1 => match at.steps().first() {
                    Some(Step::Key(key)) if key == "分项绩效目标" => &["名称"],
                    _ => &["标题"],
                },
                () => &[],
            };
            let absent = absent.iter().filter(|k| !has(k));
            found.extend(absent.map(|k| at.clone().then(*k)));
        }
    }
}

/// Every address of an item.
fn items(value: &Value, at: Address, found: &mut Vec<(Address, usize)>) {
    match value {
        Value::Text(_) => {}
        Value::List(items_) => {
            for (i, item) in items_.iter().enumerate() {
                items(item, at.clone().then(i), found);
                found.push((at.clone().then(i), items_.len()));
            }
        }
        Value::Map(entries) => {
            for (key, value) in entries {
                items(value, at.clone().then(key.as_str()), found);
            }
        }
    }
}

/// A text that the field at an address can hold.
fn text_for(at: &Address, text: &str) -> String {
    let keys = || {
        at.steps().iter().filter_map(|s| match s {
            Step::Key(key) => Some(key.as_str()),
            Step::Item(_) => None,
        })
    };
    let fixed = match keys().next_back() {
        Some("版式") => "hebei",
        Some("年度") => "2031",
        Some("草案" | "摘录" | "涉密") => "是",
        Some("权重") => "7",
        Some("项目编码") => "13020023P00RT22100028",
        Some("指标值") => "≥17次",
        _ if keys().any(|k| k == "预算") => "12.50",
        _ if keys().any(|k| k == "支出计划") => "45%",
        _ => text,
    };
    fixed.to_owned()
}

fn nasty() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "甲", "乙", "。", "：", ":", " ", "-", "#", "\n", "'", "\"", "\\", ">", "|", "&",
        "*", "!", "%", "@", "`", "{", "}", "[", "]", ",", "?", "~", "null", "是", "1.",
        "a", "\t", "\u{3000}", "＃", "—", "≥",
    ]);
    prop::collection::vec(pieces, 1..12)
        .prop_map(|p| p.concat())
        .prop_filter("blank", |t| {
            !t.trim().is_empty() && !matches!(t.trim(), "~" | "null")
        })
}

/// The place of an address in what is said.
fn at<'v>(value: &'v mut Value, steps: &[Step]) -> &'v mut Value {
    let Some((step, rest)) = steps.split_first() else { return value };
    match (value, step) {
        (Value::List(items), Step::Item(index)) => at(&mut items[*index], rest),
        (Value::Map(entries), Step::Key(key)) => {
            let found = entries.iter().position(|e| e.0 == *key).unwrap_or_else(|| {
                entries.push((key.clone(), "".into()));
                entries.len() - 1
            });
            at(&mut entries[found].1, rest)
        }
        (value, step) => panic!("{step:?} in {value:?}"),
    }
}

fn list_at<'v>(value: &'v mut Value, steps: &[Step]) -> (&'v mut Vec<Value>, usize) {
    let Some((Step::Item(index), above)) = steps.split_last() else { panic!() };
    let Value::List(items) = at(value, above) else { panic!() };
    (items, *index)
}

/// Makes the edits and holds the result against what should be said, then takes them
/// back. Comments stay, unless something is removed.
fn prove(input: &Input, edits: &[Edit], wanted: Value, keeps: bool) {
    let changes = edit(input, edits).unwrap_or_else(|e| panic!("{e}: {edits:?}"));
    let after = changes.apply(input).expect("the same files");
    let shown = || {
        let files = after.department.iter().chain(&after.projects);
        let texts = files.map(|f| String::from_utf8_lossy(f.bytes.as_ref().unwrap()));
        texts.map(|t| t.into_owned()).collect::<Vec<_>>().join("\n===\n")
    };
    let found = said(&department(&after));
    let wanted = plain(wanted, "");
    if found != wanted {
        panic!("{edits:?}\n{found:?}\n{wanted:?}\n{}", shown());
    }
    let count = |input: &Input| {
        let files = input.department.iter().chain(&input.projects);
        let bytes = files.map(|f| String::from_utf8_lossy(f.bytes.as_ref().unwrap()));
        bytes.map(|t| t.matches("# 注").count()).sum::<usize>()
    };
    assert!(!keeps || count(&after) == count(input), "{edits:?}\n{}", shown());
    // a new file may take the name of one that moves on
    let same = input.projects.len() == after.projects.len();
    let pairs = input.projects.iter().zip(&after.projects).filter(|_| same);
    for (old, new) in pairs.filter(|(old, new)| old.path == new.path) {
        let (old, new) = (old.bytes.as_ref().unwrap(), new.bytes.as_ref().unwrap());
        assert_eq!(old.starts_with(b"\xEF\xBB\xBF"), new.starts_with(b"\xEF\xBB\xBF"));
        if old.contains(&b'\r') {
            let ends =
                |b: &[u8], s: &[u8]| b.windows(s.len()).filter(|w| *w == s).count();
            assert_eq!(ends(new, b"\n"), ends(new, b"\r\n"), "{}", shown());
        }
    }
    let back = changes.inverse().apply(&after).expect("the edited files");
    assert_eq!(format!("{back:?}"), format!("{input:?}"));
}

/// A department takes long: of the usual number of cases one in so many.
const SHARE: u32 = 80;

fn run<S: Strategy>(plan: S, test: impl Fn(Input, Value, S::Value)) {
    for name in ["hebei", "tianjin", "shanghai"] {
        let profile = profile::built_in(name).unwrap();
        let config = Config {
            cases: Config::default().cases / SHARE,
            failure_persistence: None,
            ..Config::default()
        };
        let strategy = (generate::department(&profile), style());
        let strategy = (strategy, &plan);
        TestRunner::new(config)
            .run(&strategy, |((department, style), plan)| {
                let input = files(&department, &style);
                let before = said(&self::department(&input));
                test(input, before, plan);
                Ok(())
            })
            .unwrap();
    }
}

#[test]
fn texts_are_set_one_by_one_and_all_at_once_in_any_order() {
    let plan = proptest::collection::vec((any::<Index>(), nasty()), 1..6);
    run(plan, |input, before, plan| {
        let mut found = Vec::new();
        leaves(&before, Address::department(), &mut found);
        let mut edits: Vec<Edit> = Vec::new();
        let mut wanted = before.clone();
        for (index, text) in plan {
            let place = &found[index.index(found.len())];
            let is_level = matches!(place.steps().last(), Some(Step::Key(k)) if k.ends_with("级指标"));
            // a field of the form's own has a type, and takes no other text; another form
            // has other fields and funds
            let of_form = ["字段", "版式"].map(Step::from);
            let is_own = place.steps().iter().any(|s| of_form.contains(s));
            if is_level || is_own || edits.iter().any(|e| e.at == *place) {
                continue;
            }
            let text = text_for(place, &text);
            let edit = Edit::set(place.clone(), text.as_str());
            let mut one = before.clone();
            *at(&mut one, place.steps()) = text.trim().into();
            prove(&input, std::slice::from_ref(&edit), one, true);
            *at(&mut wanted, place.steps()) = text.trim().into();
            edits.push(edit);
        }
        prove(&input, &edits, wanted.clone(), true);
        edits.reverse();
        prove(&input, &edits, wanted, true);
    });
}

#[test]
fn items_are_removed_inserted_and_moved() {
    let plan = (any::<Index>(), any::<Index>(), 0..3u8);
    run(plan, |input, before, (index, other, what)| {
        let mut found = Vec::new();
        items(&before, Address::department(), &mut found);
        let (place, count) = &found[index.index(found.len())];
        let mut wanted = before.clone();
        let (list, index) = list_at(&mut wanted, place.steps());
        let edit = match what {
            0 => {
                list.remove(index);
                Edit::remove(place.clone())
            }
            1 => {
                let item = list[index].clone();
                list.insert(index, item.clone());
                Edit::insert(place.clone(), item)
            }
            _ => {
                let to = other.index(*count);
                // rows keep to their level, projects to their unit
                let group = |v: &Value| {
                    ["一级指标", "二级指标", "单位"].map(|key| v.get(key).cloned())
                };
                let mut between = list[index.min(to)..=index.max(to)].iter();
                if between.any(|i| group(i) != group(&list[index])) {
                    return;
                }
                let item = list.remove(index);
                list.insert(to, item);
                Edit::move_to(place.clone(), to)
            }
        };
        prove(&input, &[edit], wanted, what != 0);
    });
}
