//! Unpacks the embedded fonts and gathers the pages of the rules, once, at build time.
//! The command then maps the fonts from its own file, and a run pays nothing for faces
//! it does not use.

use std::path::{Path, PathBuf};
use std::{env, fs, io::Read};

fn main() {
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets OUT_DIR"));
    unpack_fonts(&out);
    gather_pages(&out);
}

fn unpack_fonts(out: &Path) {
    for path in files("data/fonts/zst") {
        let packed = fs::read(&path).expect("a readable font");
        let mut font = Vec::new();
        ruzstd::decoding::StreamingDecoder::new(packed.as_slice())
            .expect("a zstd frame")
            .read_to_end(&mut font)
            .expect("a whole zstd frame");
        let name = path.file_stem().expect("NAME.ttf.zst");
        fs::write(out.join(name), font).expect("a writable OUT_DIR");
    }
}

/// Writes `pages.rs`: code and page of each rule, from the comment above its `RULE` or
/// from a section of `data/rules/*.md`.
fn gather_pages(out: &Path) {
    let mut pages = Vec::new();
    for path in files("src/check/rules") {
        pages.extend(page_of_rule(&fs::read_to_string(path).expect("a readable rule")));
    }
    for path in files("data/rules") {
        pages.extend(sections(&fs::read_to_string(path).expect("readable pages")));
    }
    fs::write(out.join("pages.rs"), format!("&{pages:?}")).expect("a writable OUT_DIR");
}

fn page_of_rule(source: &str) -> Option<(String, String)> {
    let (above, rule) = source.split_once("\npub const RULE")?;
    let comment = above.lines().rev().take_while(|l| l.starts_with("///"));
    let mut lines: Vec<_> = comment.map(|l| l[3..].trim()).collect();
    lines.reverse();
    let (_, code) = rule.split_once("codes::")?;
    let (code, _) = code.split_once(',')?;
    Some((code.to_owned(), lines.join("\n")))
}

/// The sections of a file: `## CODE`, then the page.
fn sections(text: &str) -> Vec<(String, String)> {
    let sections = text.split("\n## ").skip(1);
    let parts = sections.filter_map(|s| s.split_once('\n'));
    parts.map(|(code, page)| (code.trim().to_owned(), page.trim().to_owned())).collect()
}

/// The files of a folder, by name; the build runs again when one changes.
fn files(folder: &str) -> Vec<PathBuf> {
    println!("cargo:rerun-if-changed={folder}");
    let entries = fs::read_dir(folder).expect("the folder is in the crate");
    let mut files: Vec<_> =
        entries.map(|e| e.expect("a readable folder").path()).collect();
    files.sort();
    files
}
