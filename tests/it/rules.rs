//! Every rule has a bad sample whose findings are known to the letter, and a good one
//! without any. `BLESS=1 cargo test` writes what is found; read it before committing.

use crate::support::{EXAMPLES, examined, repository};
use jixiao::check::across::{across, digest};
use jixiao::check::{REGISTRY, Run};
use jixiao::compose::compose;
use jixiao::diagnostic::{Diagnostic, to_concise};
use jixiao::layout::font::{FontSet, Fonts};
use jixiao::layout::layout;
use jixiao::text::source::Sources;
use jixiao::yaml::load::Loaded;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// `bad` or `good` of a rule: a file or a folder.
fn sample(folder: &Path, name: &str) -> PathBuf {
    let file = folder.join(format!("{name}.yaml"));
    if file.exists() { file } else { folder.join(name) }
}

/// The findings of a sample, one a line. Of the layout they count only where `pages`
/// are asked for.
fn findings(path: &Path, pages: bool) -> String {
    let (mut loaded, mut sources) = examined(path);
    if let Some(profile) = loaded.profile.as_ref().filter(|p| !p.own_templates.is_empty())
    {
        loaded.diagnostics.extend(jixiao::compose::inspect(profile, &mut sources));
    }
    if pages {
        loaded.diagnostics.extend(layout_findings(&loaded, &sources));
        jixiao::check::weigh(&mut loaded.diagnostics, loaded.profile.as_ref());
    }
    let line = |d: &Diagnostic| {
        let source = sources.get(d.primary.span.file);
        let at = source.position(d.primary.span.range().start);
        format!(
            "{}:{}:{} {} {} {}\n",
            source.path,
            at.line,
            at.column,
            d.severity.name(),
            d.code,
            d.message
        )
    };
    loaded.diagnostics.iter().map(line).collect()
}

/// What the departments of a folder share, one place a line, below their own findings.
fn findings_across(folder: &Path) -> String {
    let mut files: Vec<_> =
        fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
    files.sort();
    let mut found: String = files.iter().map(|f| findings(f, false)).collect();
    let digests: Vec<_> = files
        .iter()
        .map(|file| {
            let (loaded, sources) = examined(file);
            digest(&loaded, &sources).unwrap()
        })
        .collect();
    for shared in across(&digests) {
        let mut sources = Sources::default();
        let read = |path: &str| fs::read_to_string(folder.join(path)).ok();
        let finding = shared.diagnostic(&digests, &mut sources, read);
        let (severity, help) = (finding.severity.name(), &finding.help[0]);
        found += &to_concise(std::slice::from_ref(&finding), &sources);
        found += &format!("  {severity}; {}; {help}\n", finding.primary.text);
    }
    found
}

fn layout_findings(loaded: &Loaded, sources: &Sources) -> Vec<Diagnostic> {
    let (Some(department), Some(profile)) = (&loaded.department, &loaded.profile) else {
        return Vec::new();
    };
    let document = compose(department, profile).unwrap();
    let set = FontSet::embedded();
    let fonts = Fonts::new(&set);
    let layout = layout(&document, &fonts);
    let list = jixiao::pages::display(&layout);
    let mut found = jixiao::pages::findings(&list, &fonts, sources);
    found.extend(jixiao::pages::advice(&document, &list, &fonts));
    found
}

#[test]
fn bad_samples_give_what_is_expected_and_good_ones_nothing() {
    let mut wrong = Vec::new();
    for rule in REGISTRY {
        let folder = repository("tests/cases/rules").join(rule.code.name);
        let pages = matches!(rule.run, Run::Layout);
        let of_sample = |name: &str| match rule.is_across() {
            true => findings_across(&folder.join(name)),
            false => findings(&sample(&folder, name), pages),
        };
        let found = of_sample("bad");
        let expected = folder.join("expected.txt");
        if std::env::var_os("BLESS").is_some() {
            fs::write(&expected, &found).unwrap();
        }
        let known = fs::read_to_string(&expected).unwrap_or_default();
        if known.replace('\r', "") != found || !found.contains(rule.code.name) {
            wrong.push(format!("{}: expected\n{known}found\n{found}", rule.code));
        }
        let silent = of_sample("good");
        if !silent.is_empty() {
            wrong.push(format!("{}: the good sample gives\n{silent}", rule.code));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn no_sample_is_left_over() {
    let codes: BTreeSet<&str> = REGISTRY.iter().map(|r| r.code.name).collect();
    for entry in fs::read_dir(repository("tests/cases/rules")).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        assert!(codes.contains(name.as_str()), "{name} is no code");
    }
}

#[test]
fn examples_have_no_finding() {
    for example in EXAMPLES {
        let found = findings(&repository("data/examples").join(example), false);
        assert_eq!(found, "", "{example}");
    }
    for profile in ["hebei", "tianjin"] {
        assert_eq!(
            findings(&repository("data/init").join(profile), true),
            "",
            "{profile}"
        );
    }
}

#[test]
fn ten_faults_of_one_file_are_ten_findings() {
    let path = repository("tests/cases/ten-faults.yaml");
    let found = findings(&path, false);
    let places: BTreeSet<&str> =
        found.lines().filter_map(|l| l.split(' ').next()).collect();
    assert_eq!(found.lines().count(), 10, "{found}");
    assert_eq!(places.len(), 10, "each at a place of its own\n{found}");
}
