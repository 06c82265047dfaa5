//! The two versions of a department, as far as they can be read.

use crate::cli::Failure;
use jixiao::compare::{Comparison, Node, outline};
use jixiao::diagnostic::{Diagnostic, Severity, to_concise};
use jixiao::model::{Department, Profile};
use jixiao::text::source::Sources;
use jixiao::yaml::load::{self, Input, Loaded, profile};

/// Two versions, ready to be compared.
pub struct Editions {
    old: Node,
    new: Node,
    /// The form of the new version.
    pub profile: Profile,
    /// What could not be read, to be told beside the comparison.
    pub notes: String,
}

impl Editions {
    /// Loads both. What cannot be read goes into the comparison as such.
    pub fn load(
        [old, new]: [&Input; 2],
        sources: &mut Sources,
    ) -> Result<Editions, Failure> {
        let whole = |is: bool| if is { "单个项目" } else { "部门" };
        let kinds = [old, new].map(|input| whole(is_project(input)));
        if kinds[0] != kinds[1] {
            let [old, new] = kinds;
            return Err(Failure::new(format!("旧的是{old}，新的是{new}，没法对照")));
        }
        let mut notes = String::new();
        let (old, old_profile) = read(old, sources, &mut notes)?;
        let (new, profile) = read(new, sources, &mut notes)?;
        let [before, after] = [&old_profile, &profile].map(|p| &p.money.unit);
        if before != after {
            return Err(Failure::new(format!(
                "旧的金额以{before}计，新的以{after}计，没法对照"
            )));
        }
        let (old, new) = (outline(&old, &old_profile), outline(&new, &profile));
        Ok(Editions { old, new, profile, notes })
    }

    /// Loads a department that has no other version; what is compared is nothing.
    pub fn alone(
        input: &Input,
        is_new: bool,
        sources: &mut Sources,
    ) -> Result<Editions, Failure> {
        let mut notes = String::new();
        let (department, profile) = read(input, sources, &mut notes)?;
        let there = outline(&department, &profile);
        let nothing = outline(&Department::default(), &profile);
        let (old, new) = if is_new { (nothing, there) } else { (there, nothing) };
        Ok(Editions { old, new, profile, notes })
    }

    /// What differs.
    pub fn compare(&self) -> Comparison<'_> {
        Comparison::of(&self.old, &self.new)
    }
}

fn read(
    input: &Input,
    sources: &mut Sources,
    notes: &mut String,
) -> Result<(Department, Profile), Failure> {
    let Loaded { department, profile, diagnostics, .. } = match &input.department {
        Some(file) if is_project(input) => {
            load::load_project(file, input.profile.as_ref(), sources)
        }
        _ => load::load(input, sources),
    };
    note(&input.path, diagnostics, sources, notes);
    let Some(department) = department else {
        let why = format!("{}{} 读不出来，没法对照", notes, input.path);
        return Err(Failure::new(why));
    };
    let profile = profile.or_else(|| profile::built_in(profile::USUAL));
    let profile = profile.ok_or_else(|| Failure::new("没有自带的版式"))?;
    Ok((department, profile))
}

fn is_project(input: &Input) -> bool {
    let alone = input.department.as_ref().filter(|_| input.projects.is_empty());
    alone.is_some_and(load::is_project)
}

/// Notes what could not be read.
fn note(
    path: &str,
    mut diagnostics: Vec<Diagnostic>,
    sources: &Sources,
    notes: &mut String,
) {
    diagnostics.retain(|d| d.severity == Severity::Error);
    if !diagnostics.is_empty() {
        let count = diagnostics.len();
        notes.push_str(&format!("{path} 有 {count} 处读不出来，照读得出的对照：\n"));
        notes.push_str(&to_concise(&diagnostics, sources));
    }
}
