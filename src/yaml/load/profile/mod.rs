//! Profiles: those of the program, and those of a folder.

mod edits;
mod funds;
mod indicators;
mod judge;
pub(in crate::yaml) mod keys;
mod length;
mod maps;
mod own;
mod page;
mod read;
mod report;
mod rules;
mod scoring;
mod sheet;
mod table;
mod words;

use super::{File, file};
use crate::diagnostic::{Diagnostic, codes};
use crate::model::Profile;
use crate::model::profile::OwnTemplate;
use crate::text::source::{Sources, Spanned};
use crate::yaml::load::reader::{Reader, nearest};
use read::Base;
use unicode_normalization::UnicodeNormalization;

/// The profiles that the program brings along: name and text.
const BUILT_IN: &[(&str, &str)] = &[
    ("hebei", include_str!("../../../../data/profiles/hebei.yaml")),
    ("hebei-2021", include_str!("../../../../data/profiles/hebei-2021.yaml")),
    ("tianjin", include_str!("../../../../data/profiles/tianjin.yaml")),
    ("central", include_str!("../../../../data/profiles/central.yaml")),
    ("shanghai", include_str!("../../../../data/profiles/shanghai.yaml")),
    ("sichuan", include_str!("../../../../data/profiles/sichuan.yaml")),
    ("chongqing", include_str!("../../../../data/profiles/chongqing.yaml")),
    ("quyu", include_str!("../../../../data/profiles/quyu.yaml")),
    ("shaanxi", include_str!("../../../../data/profiles/shaanxi.yaml")),
    ("hubei", include_str!("../../../../data/profiles/hubei.yaml")),
    ("hunan", include_str!("../../../../data/profiles/hunan.yaml")),
    ("jiangxi", include_str!("../../../../data/profiles/jiangxi.yaml")),
];

/// The profile of a project file that is checked alone.
pub const USUAL: &str = "hebei";

/// The key under which a profile names the one it goes by.
pub const INHERITS: &str = "继承";
/// The file of a profile's folder, and the folder of its templates.
pub const FILE: &str = "版式.yaml";
/// See [`FILE`].
pub const TEMPLATES: &str = "templates";

/// A profile that a department uses instead of one that its 版式 names.
#[derive(Debug, Clone)]
pub enum Given {
    /// One of the program's, by name.
    BuiltIn(String),
    /// That of a folder.
    Folder(ProfileFolder),
    /// There should be one; why there is none.
    Missing(String),
}

/// The files of a profile's folder, as the command found them.
#[derive(Debug, Clone)]
pub struct ProfileFolder {
    /// 版式.yaml.
    pub file: File,
    /// The files under templates/.
    pub templates: Vec<File>,
    /// What 继承 names, if that is a folder.
    pub parent: Option<Box<Given>>,
}

/// The names of the built-in profiles.
pub fn built_in_names() -> Vec<&'static str> {
    BUILT_IN.iter().map(|p| p.0).collect()
}

/// The YAML of the built-in profile of that name.
pub fn built_in_text(name: &str) -> Option<&'static str> {
    BUILT_IN.iter().find(|p| p.0 == name).map(|p| p.1)
}

/// The built-in profile of that name.
pub fn built_in(name: &str) -> Option<Profile> {
    let text = built_in_text(name)?;
    let (profile, faults) = load_profile(&format!("{name}.yaml"), text);
    debug_assert!(faults.is_empty(), "{faults:?}");
    profile
}

/// Reads a profile from its YAML. It may inherit from a built-in one.
pub fn load_profile(path: &str, text: &str) -> (Option<Profile>, Vec<Diagnostic>) {
    let file = File { path: path.to_owned(), bytes: Ok(text.into()) };
    let folder = ProfileFolder { file, templates: Vec::new(), parent: None };
    let mut diagnostics = Vec::new();
    let profile = load_folder(&folder, &mut Sources::default(), &mut diagnostics);
    (profile, diagnostics)
}

/// Reads the profile of a folder, and those it inherits from.
pub fn load_folder(
    folder: &ProfileFolder,
    sources: &mut Sources,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Profile> {
    let base = match folder.parent.as_deref() {
        None => Base::Named,
        Some(Given::BuiltIn(name)) => Base::Profile(built_in(name).map(Box::new)),
        Some(Given::Folder(parent)) => {
            Base::Profile(load_folder(parent, sources, diagnostics).map(Box::new))
        }
        Some(Given::Missing(why)) => Base::Missing(why.clone()),
    };
    let decode = |r: &mut Reader, n| read::read(r, n, &base);
    let read = file::read(&folder.file, None, sources, decode);
    diagnostics.extend(read.diagnostics);
    let mut profile = read.value?;
    let own = folder.templates.iter().filter_map(|f| template(f, sources, diagnostics));
    let own: Vec<_> = own.collect();
    profile.own_templates.retain(|t| !own.iter().any(|o| o.name == t.name));
    profile.own_templates.extend(own);
    Some(profile)
}

/// A template as text.
fn template(
    file: &File,
    sources: &mut Sources,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<OwnTemplate> {
    let read = match &file.bytes {
        Ok(bytes) => crate::yaml::decode::decode(&file.path, bytes, sources),
        Err(size) => {
            Err(Box::new(crate::yaml::decode::too_large(&file.path, *size, sources)))
        }
    };
    match read {
        Ok(id) => {
            let name = file.path.rsplit('/').next().unwrap_or(&file.path).to_owned();
            let text = sources.get(id).text.clone();
            Some(OwnTemplate { name, file: id, text })
        }
        Err(finding) => {
            diagnostics.push(*finding);
            None
        }
    }
}

/// The first built-in profile that goes by `name` in other letters, or whose 说明 begins
/// with it: 河北省.
fn meant(name: &str) -> Option<&'static str> {
    let plain: String = name.nfkc().collect::<String>().to_lowercase();
    let tight = plain.trim().trim_matches(['“', '”', '"']).trim_end_matches("版式");
    let about = |p: &str| built_in(p).is_some_and(|p| p.about.starts_with(tight));
    let known = built_in_names();
    let same = known.iter().find(|n| **n == tight);
    let is_place = tight.chars().count() > 1 && !tight.is_ascii();
    same.or_else(|| known.iter().find(|n| is_place && about(n))).copied()
}

/// The built-in profile that 版式 or 继承 names; an unknown one is a finding.
pub fn named(reader: &mut Reader, name: &Spanned<String>) -> Option<Profile> {
    let known = built_in(name);
    if known.is_none() {
        let names = built_in_names();
        let message = format!("没有「{}」这种版式", name.value);
        let help = format!("现有版式：{}", names.join("、"));
        let finding = codes::S201.finding(name.span, message).help(help);
        let near = meant(name).or_else(|| nearest(name, names.into_iter()));
        reader.report(match near {
            Some(near) => finding.label(format!("是「{near}」吗？")).fix(name.span, near),
            None => finding,
        });
    }
    known
}

/// Whether 版式 or 继承 names a folder, and not one of the program's profiles.
pub fn is_path(name: &str) -> bool {
    name.contains(['/', '\\']) || name.starts_with('.')
}

#[cfg(test)]
mod tests;
