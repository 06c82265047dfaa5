//! Findings one line each: `path:line:column: CODE message`.

use super::{Diagnostic, Label};
use crate::text::source::Sources;

/// The findings one line each, those that several places share one line a place; lines and columns from 1, columns in characters.
pub fn to_concise(diagnostics: &[Diagnostic], sources: &Sources) -> String {
    diagnostics.iter().map(|d| line(d, sources)).collect()
}

fn line(d: &Diagnostic, sources: &Sources) -> String {
    let message = d.message.replace(['\r', '\n'], " ");
    let at = |label: &Label| {
        let source = sources.get(label.span.file);
        let at = source.position(label.span.range().start);
        format!("{}:{}:{}: {} {message}\n", source.path, at.line, at.column, d.code)
    };
    std::iter::once(&d.primary).chain(d.equals()).map(at).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::source::Span;

    #[test]
    fn a_finding_is_one_line() {
        let mut sources = Sources::default();
        let file = sources.add("甲/部门.yaml", "年度: 2025\n项目: 一\n");
        let at = Span::new(file, 21..24);
        let finding = crate::diagnostic::codes::S110.finding(at, "读不出来\n真的");
        let text = to_concise(&[finding], &sources);
        assert_eq!(text, "甲/部门.yaml:2:5: S110 读不出来 真的\n");
    }
}
