//! Findings as workflow commands, which GitHub Actions shows beside the lines.

use super::{Diagnostic, Severity};
use crate::text::source::{Sources, Span};

/// The findings as workflow commands, lines and columns from 1.
pub fn to_github(diagnostics: &[Diagnostic], sources: &Sources) -> String {
    diagnostics.iter().map(|d| commands(d, sources)).collect()
}

/// A command for each place that the finding is about.
fn commands(d: &Diagnostic, sources: &Sources) -> String {
    let places = std::iter::once(&d.primary).chain(d.equals());
    places.map(|at| command(d, at.span, sources)).collect()
}

fn command(d: &Diagnostic, at: Span, sources: &Sources) -> String {
    let source = sources.get(at.file);
    let range = at.range();
    let (from, to) = (source.position(range.start), source.position(range.end));
    let level = match d.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "notice",
    };
    let mut message = d.message.clone();
    for help in &d.help {
        message.push_str(&format!("\n提示：{help}"));
    }
    let mut place =
        format!("file={},line={},endLine={}", property(&source.path), from.line, to.line);
    // the service takes columns only of findings within one line
    if from.line == to.line {
        place.push_str(&format!(",col={},endColumn={}", from.column, to.column));
    }
    format!("::{level} {place},title={}::{}\n", d.code, data(&message))
}

/// A message; line breaks would end the command.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// A property, which ends at a comma or colon.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_end_a_command_is_escaped() {
        let mut sources = Sources::default();
        let file = sources.add("甲,乙.yaml", "计划: 90%\n");
        let at = Span::new(file, 8..11);
        let finding = crate::diagnostic::codes::A203
            .finding(at, "90%，应为 100%")
            .help("改成 100%");
        assert_eq!(
            to_github(&[finding], &sources),
            "::error file=甲%2C乙.yaml,line=1,endLine=1,col=5,endColumn=8,title=A203\
             ::90%25，应为 100%25%0A提示：改成 100%25\n"
        );
    }
}
