//! Any bytes as a department or a project: findings with places, never a panic.

#![no_main]

use jixiao::check::{examine, examine_project};
use jixiao::diagnostic::to_text;
use jixiao::yaml::load::{File, Input, is_project, tidy};
use jixiao::text::source::Sources;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let mut sources = Sources::default();
    let file = File { path: "a.yaml".into(), bytes: Ok(bytes.to_vec()) };
    let loaded = match is_project(&file) {
        true => examine_project(&file, None, &mut sources),
        false => {
            let department = Some(file);
            examine(&Input { department, ..Input::default() }, &mut sources)
        }
    };
    for finding in &loaded.diagnostics {
        let span = finding.primary.span;
        assert!(sources.get(span.file).text.get(span.range()).is_some());
    }
    to_text(&loaded.diagnostics, &sources, false);
    if let Ok(text) = std::str::from_utf8(bytes) {
        let _ = tidy(text);
    }
});
