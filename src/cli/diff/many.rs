//! Two folders of departments: each with its other version, on all cores.

use super::edition::Editions;
use super::{adjustment, is_file, put};
use crate::cli::args::{self, DiffFormat};
use crate::cli::support::find::{Found, Targets};
use crate::cli::support::{files, forms, stream};
use crate::cli::{Failure, fonts, is_colored, print, say};
use jixiao::compare::{ChangeOverview, Comparison, Status, to_json, to_text};
use jixiao::layout::font::FontSet;
use jixiao::model::profile::MoneyForm;
use jixiao::text::source::Sources;
use jixiao::yaml::load::{self, Given};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// The departments below a folder; None of a path that means one thing.
pub fn below(path: &Path) -> Result<Option<Vec<Found>>, Failure> {
    if !path.is_dir() {
        return Ok(None);
    }
    let targets = Targets::find(&[path.to_owned()])?;
    match targets.unread.into_iter().next() {
        Some(failure) => Err(failure),
        None => Ok((!targets.is_one).then_some(targets.found)),
    }
}

/// A department in one of the folders or in both.
struct Pair {
    old: Option<Found>,
    new: Option<Found>,
}

impl Pair {
    fn status(&self) -> Status {
        match (&self.old, &self.new) {
            (None, _) => Status::Added,
            (_, None) => Status::Removed,
            _ => Status::Changed,
        }
    }

    /// The new version, or the old one of what is gone.
    fn found(&self) -> Option<&Found> {
        self.new.as_ref().or(self.old.as_ref())
    }
}

/// Compares the departments; false when there are differences and the exit code is to
/// tell. One that fails costs only itself.
pub fn run(
    args: &args::Diff,
    format: DiffFormat,
    old: Vec<Found>,
    new: Vec<Found>,
) -> Result<bool, Failure> {
    if args.output.as_deref().is_some_and(|o| super::ending(o).is_some()) {
        return Err(Failure::new("有许多部门：-o 写文件夹，另加 --format docx 或 pdf"));
    }
    let pairs = pair(old, new);
    let order: Vec<Found> = pairs.iter().filter_map(Pair::found).cloned().collect();
    let set = match is_file(format) {
        true => fonts::choose(&args.fonts)?,
        false => FontSet::default(),
    };
    let mut taken = BTreeSet::new();
    let file = |found: &Found| {
        let stem = found.place.strip_suffix(".yaml").or(found.place.strip_suffix(".yml"));
        let name = jixiao::yaml::save::unique(stem.unwrap_or(&found.place), &mut taken);
        args.output
            .clone()
            .unwrap_or_default()
            .join(name + "." + super::extension(format))
    };
    let targets: Vec<_> = order.iter().map(file).collect();
    let tasks = order.iter().zip(pairs.iter().zip(targets));
    let tasks: BTreeMap<_, _> = tasks.map(|(found, task)| (&found.path, task)).collect();
    let profile = args.profile.as_deref().map(forms::named).transpose()?;
    let kit = Kit { format, set, profile };
    let work = |found: &Found| match tasks.get(&found.path) {
        Some((pair, target)) => compare(&kit, pair, &found.place, target),
        None => Err(Failure::new("没有对上")),
    };
    let mut report = Report::begin(format)?;
    stream::in_order(&order, None, work, |found, result, bar| {
        bar.suspend(|| report.add(found, result))
    })?;
    Ok(report.end()? || !args.exit_code)
}

/// What all departments share.
struct Kit {
    format: DiffFormat,
    set: FontSet,
    profile: Option<Given>,
}

/// What came of a department.
struct Done {
    text: String,
    said: String,
    /// For the overview.
    overview: ChangeOverview,
}

/// Compares a department with its other version; its table is written to `target`.
fn compare(kit: &Kit, pair: &Pair, place: &str, target: &Path) -> Result<Done, Failure> {
    let mut sources = Sources::default();
    let read = |found: &Found| files::read_department(&found.path, kit.profile.as_ref());
    let editions = match (&pair.old, &pair.new) {
        (Some(old), Some(new)) => {
            Editions::load([&read(old)?, &read(new)?], &mut sources)?
        }
        (None, Some(new)) => Editions::alone(&read(new)?, true, &mut sources)?,
        (Some(old), None) => Editions::alone(&read(old)?, false, &mut sources)?,
        (None, None) => return Err(Failure::new("没有对上")),
    };
    let comparison = editions.compare();
    let money = &editions.profile.money;
    let differs = pair.status() != Status::Changed || !comparison.is_empty();
    let status = differs.then(|| pair.status());
    let mut said = editions.notes.clone();
    if status.is_some() {
        said.push_str(&format!("{place}：{}\n", told(pair.status(), &comparison)));
    }
    if is_file(kit.format) && status == Some(Status::Changed) {
        let table = adjustment(kit.format, &comparison, &editions.profile, &kit.set)?;
        said.push_str(&put(target, &table)?);
        said.push('\n');
    }
    let mut overview = ChangeOverview::default();
    overview.add(place, status, &comparison, money);
    let text = text(kit.format, place, status, &comparison, money, &sources);
    Ok(Done { text, said, overview })
}

fn told(status: Status, comparison: &Comparison) -> String {
    match status {
        Status::Changed => super::verdict(comparison),
        status => format!("{}的部门", status.chinese()),
    }
}

/// What is printed of a department.
fn text(
    format: DiffFormat,
    place: &str,
    status: Option<Status>,
    comparison: &Comparison,
    money: &MoneyForm,
    sources: &Sources,
) -> String {
    match (format, status) {
        (DiffFormat::Json, _) => {
            let place = serde_json::Value::from(place);
            let status = status.map_or("same", Status::name);
            let report = to_json(comparison, money, sources);
            format!(
                "{{\"place\": {place}, \"status\": \"{status}\", \"comparison\": {report}}}"
            )
        }
        (DiffFormat::Human, Some(Status::Changed)) => {
            let told = to_text(comparison, money, sources, is_colored());
            format!("━━ {place}\n\n{told}\n")
        }
        _ => String::new(),
    }
}

/// The output, department by department.
struct Report {
    format: DiffFormat,
    overview: ChangeOverview,
    is_begun: bool,
    failed: usize,
}

impl Report {
    fn begin(format: DiffFormat) -> Result<Report, Failure> {
        if format == DiffFormat::Json {
            print("{\"departments\": [\n")?;
        }
        Ok(Report {
            format,
            overview: ChangeOverview::default(),
            is_begun: false,
            failed: 0,
        })
    }

    fn add(&mut self, found: &Found, done: Result<Done, Failure>) -> Result<(), Failure> {
        let done = match done {
            Ok(done) => done,
            Err(failure) => {
                self.failed += 1;
                say(&format!("{found}：没有做成：{failure}"));
                return Ok(());
            }
        };
        if !done.said.is_empty() {
            say(done.said.trim_end());
        }
        self.overview.append(done.overview);
        if self.format == DiffFormat::Json && std::mem::replace(&mut self.is_begun, true)
        {
            print(",\n")?;
        }
        print(&done.text)
    }

    /// Whether nothing differs.
    fn end(self) -> Result<bool, Failure> {
        let overview = &self.overview;
        let count = |status| overview.count(Some(status));
        let [changed, added, removed] =
            [Status::Changed, Status::Added, Status::Removed].map(count);
        let is_same = changed + added + removed == 0;
        match self.format {
            DiffFormat::Json => {
                print(&format!("\n],\n\"summary\": {}}}\n", overview.to_json()))?;
            }
            DiffFormat::Human if !is_same => print(&overview.to_text())?,
            _ => {}
        }
        let same = overview.count(None);
        say(&format!(
            "对照了 {} 个部门：调整 {changed} 个，新增 {added} 个，删除 {removed} 个，\
             没有不同的 {same} 个",
            changed + added + removed + same
        ));
        match self.failed {
            0 => Ok(is_same),
            count => Err(Failure::new(format!("有 {count} 个部门没有做成，原因见上面"))),
        }
    }
}

/// Departments with the same path below their folders belong together, then those of the
/// same name; the others are new or gone. In the new order, those that are gone last.
fn pair(old: Vec<Found>, new: Vec<Found>) -> Vec<Pair> {
    let mut waiting: BTreeMap<String, Found> =
        old.into_iter().map(|f| (f.place.clone(), f)).collect();
    let mut pairs: Vec<Pair> = new
        .into_iter()
        .map(|f| Pair { old: waiting.remove(&f.place), new: Some(f) })
        .collect();
    if waiting.is_empty() {
        return pairs;
    }
    let mut named: BTreeMap<String, Vec<Found>> = BTreeMap::new();
    for found in waiting.into_values().rev() {
        named.entry(name(&found)).or_default().push(found);
    }
    for pair in pairs.iter_mut().filter(|p| p.old.is_none()) {
        let name = pair.new.as_ref().map(name).filter(|n| !n.is_empty());
        pair.old = name.and_then(|n| named.get_mut(&n)?.pop());
    }
    let gone = named.into_values().flat_map(|group| group.into_iter().rev());
    pairs.extend(gone.map(|old| Pair { old: Some(old), new: None }));
    pairs
}

/// 部门名称; empty where it cannot be read.
fn name(found: &Found) -> String {
    let Ok(input) = files::read_department(&found.path, None) else {
        return String::new();
    };
    let department = load::load(&input, &mut Sources::default()).department;
    department.map_or(String::new(), |d| d.name.text().to_owned())
}
