//! Findings for code scanning: SARIF 2.1.0 (OASIS standard of 2020).

use super::frame::{self, Frame};
use super::{Diagnostic, Fix, Label, Severity};
use crate::text::source::{Sources, Span};
use serde::Serialize;
use serde_json::{Value, json};

const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";

/// How deep the list of results lies.
const DEPTH: usize = 3;

/// What a report says about a rule itself.
#[derive(Debug, Clone, Copy)]
pub struct RuleText<'a> {
    /// Its stable code.
    pub code: &'a str,
    /// The fault it finds.
    pub title: &'a str,
    /// Its usual weight.
    pub severity: Severity,
    /// Its page, as Markdown.
    pub page: &'a str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Finding<'a> {
    rule_id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    rule_index: Option<usize>,
    level: &'static str,
    message: Value,
    locations: [Value; 1],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Value>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    fixes: Vec<Value>,
}

/// The findings as one SARIF log; `rules` are described in it. Columns count characters.
pub fn to_sarif(
    diagnostics: &[Diagnostic],
    sources: &Sources,
    rules: &[RuleText],
) -> String {
    sarif_frame(rules).around(&sarif_items(diagnostics, sources, rules))
}

/// What stands around the results of a log; `rules` are described in it.
pub fn sarif_frame(rules: &[RuleText]) -> Frame {
    let log = json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "jixiao",
                "version": env!("CARGO_PKG_VERSION"),
                "rules": rules.iter().map(rule).collect::<Vec<_>>(),
            }},
            "language": "zh-CN",
            "columnKind": "unicodeCodePoints",
            "results": [],
        }],
    });
    Frame::new(&log, "results", DEPTH)
}

/// Findings as items of the list in [`sarif_frame`] of the same rules.
pub fn sarif_items(
    diagnostics: &[Diagnostic],
    sources: &Sources,
    rules: &[RuleText],
) -> String {
    frame::items(diagnostics.iter().map(|d| finding(d, sources, rules)), DEPTH)
}

fn rule(rule: &RuleText) -> Value {
    json!({
        "id": rule.code,
        "shortDescription": { "text": rule.title },
        "help": { "text": rule.page, "markdown": rule.page },
        "defaultConfiguration": { "level": level(rule.severity) },
    })
}

fn finding<'a>(d: &'a Diagnostic, sources: &Sources, rules: &[RuleText]) -> Finding<'a> {
    let related = d.related.iter().enumerate();
    Finding {
        rule_id: d.code.name,
        rule_index: rules.iter().position(|r| r.code == d.code.name),
        level: level(d.severity),
        message: json!({ "text": message(d) }),
        locations: [json!({ "physicalLocation": place(d.primary.span, sources) })],
        related_locations: related.map(|(i, l)| label(i + 1, l, sources)).collect(),
        fixes: d.fix.iter().map(|f| fix(f, sources)).collect(),
    }
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

/// The message and, as viewers show nothing else, the ways out.
fn message(d: &Diagnostic) -> String {
    let help = d.help.iter().map(|h| format!("\n提示：{h}"));
    std::iter::once(d.message.clone()).chain(help).collect()
}

fn label(id: usize, label: &Label, sources: &Sources) -> Value {
    json!({
        "id": id,
        "physicalLocation": place(label.span, sources),
        "message": { "text": label.text },
    })
}

fn fix(fix: &Fix, sources: &Sources) -> Value {
    let about = if fix.safe { "不改变意思" } else { "会改变意思，请核对" };
    json!({
        "description": { "text": format!("改成“{}”（{about}）", fix.text.trim()) },
        "artifactChanges": [{
            "artifactLocation": artifact(fix.span, sources),
            "replacements": [{
                "deletedRegion": region(fix.span, sources),
                "insertedContent": { "text": fix.text },
            }],
        }],
    })
}

fn place(span: Span, sources: &Sources) -> Value {
    json!({
        "artifactLocation": artifact(span, sources),
        "region": region(span, sources),
    })
}

fn region(span: Span, sources: &Sources) -> Value {
    let source = sources.get(span.file);
    let from = source.position(span.range().start);
    let to = source.position(span.range().end);
    json!({
        "startLine": from.line,
        "startColumn": from.column,
        "endLine": to.line,
        "endColumn": to.column,
    })
}

fn artifact(span: Span, sources: &Sources) -> Value {
    json!({ "uri": uri(&sources.get(span.file).path) })
}

/// A path as a relative reference of RFC 3986: UTF-8 bytes outside its characters are
/// escaped. An absolute path becomes a `file` URI.
fn uri(path: &str) -> String {
    let mut out = String::from(match path.as_bytes() {
        [b'/', ..] => "file://",
        [_, b':', ..] => "file:///",
        _ => "",
    });
    for byte in path.bytes() {
        let drive = byte == b':' && !out.is_empty() && path.as_bytes()[1] == b':';
        match byte {
            b'A'..=b'Z'
            | b'a'..=b'z'
            | b'0'..=b'9'
            | b'-'
            | b'.'
            | b'_'
            | b'~'
            | b'/' => {
                out.push(char::from(byte));
            }
            b':' if drive => out.push(':'),
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_log_has_what_viewers_need() {
        let mut sources = Sources::default();
        let file = sources.add("部门/a b.yaml", "名: 甲\n年度：2025\n");
        let at = Span::new(file, 15..18);
        let finding = crate::diagnostic::codes::S101
            .finding(at, "全角冒号")
            .related(Span::new(file, 0..3), "这里")
            .help("用半角")
            .safe_fix(at, ": ");
        let (title, page) = ("YAML 写法有误", "检查什么：…");
        let rule = RuleText { code: "S101", title, severity: Severity::Error, page };
        let log = to_sarif(&[finding], &sources, &[rule]);
        let log: Value = serde_json::from_str(&log).unwrap();
        let run = &log["runs"][0];
        assert_eq!(run["columnKind"], "unicodeCodePoints");
        assert_eq!(run["tool"]["driver"]["rules"][0]["help"]["text"], page);
        let result = &run["results"][0];
        assert_eq!(
            (&result["ruleIndex"], &result["level"]),
            (&json!(0), &json!("error"))
        );
        let place = &result["locations"][0]["physicalLocation"];
        assert_eq!(place["artifactLocation"]["uri"], "%E9%83%A8%E9%97%A8/a%20b.yaml");
        let region = json!({"startLine":2,"startColumn":3,"endLine":2,"endColumn":4});
        assert_eq!(place["region"], region);
        assert_eq!(result["relatedLocations"][0]["message"]["text"], "这里");
        let change = &result["fixes"][0]["artifactChanges"][0]["replacements"][0];
        assert_eq!(change["deletedRegion"], region);
        assert_eq!(change["insertedContent"]["text"], ": ");
    }

    #[test]
    fn absolute_paths_become_file_uris() {
        assert_eq!(uri("/a:b"), "file:///a%3Ab");
        assert_eq!(uri("C:/a"), "file:///C:/a");
        assert_eq!(uri("a:b"), "file:///a:b");
        assert_eq!(uri("-"), "-");
        assert_eq!(uri(""), "");
    }
}
