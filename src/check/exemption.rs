//! `# 允许 CODE: 理由`, on the line of a finding or right above, explains it away.

use super::registry::{Run, rule};
use crate::diagnostic::{Diagnostic, codes};
use crate::model::Exemption;
use crate::model::profile::{RuleForm, RuleOwner};
use crate::text::source::{Source, Sources, Span, Spanned};
use crate::yaml::load::{Allowed, Loaded, nearest};
use std::ops::Range;

/// An exemption as it stands in a file.
struct Mark<'s> {
    comment: Span,
    code: Spanned<&'s str>,
    reason: Spanned<&'s str>,
    /// The line it is about, from 1.
    line: usize,
}

/// Takes out the findings that are explained, notes the explanations, and reports those
/// without reason, without finding or with an unknown code.
pub(super) fn apply(loaded: &mut Loaded, sources: &Sources, whole: bool) {
    let read = loaded.department.is_some() && loaded.profile.is_some();
    let mut findings = Vec::new();
    for comment in std::mem::take(&mut loaded.comments) {
        let Some(mark) = mark(comment, sources) else { continue };
        if let Some(finding) = fault(&mark, loaded) {
            findings.push(finding);
        } else if let Some(across) = rule(mark.code.value).filter(|r| r.is_across()) {
            // whether it is of use shows only when all departments are known
            let (file, line) = (mark.comment.file, mark.line);
            loaded.allowed.push(Allowed { code: across.code, file, line });
            let exemption = exemption(&mark, loaded, sources);
            loaded.exemptions.push(exemption);
        } else if accept(&mark, loaded, sources) {
            let exemption = exemption(&mark, loaded, sources);
            loaded.exemptions.push(exemption);
        } else if read && was_asked(&mark, loaded, whole) {
            findings.push(unused(&mark, sources));
        }
        loaded.comments.push(comment);
    }
    loaded.diagnostics.extend(findings);
}

/// Reads a comment; None when it is no exemption.
fn mark(comment: Span, sources: &Sources) -> Option<Mark<'_>> {
    let source = sources.get(comment.file);
    let text = sources.text(comment);
    let at = |part: &str| {
        let start = part.as_ptr() as usize - text.as_ptr() as usize;
        let start = comment.range().start + start;
        Span::new(comment.file, start..start + part.len())
    };
    let body = text.trim_start_matches('#').trim_start().strip_prefix("允许")?;
    // “允许范围内……” is prose
    let body = body.strip_prefix([' ', '\t', ':', '：'])?.trim_start();
    let end = body.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(body.len());
    let (code, rest) = body.split_at(end);
    let reason = rest.trim_start_matches([' ', '\t', ':', '：']).trim_end();
    (!code.is_empty()).then(|| Mark {
        comment,
        code: Spanned::new(code, at(code)),
        reason: Spanned::new(reason, at(reason)),
        line: line_meant(source, comment.range().start),
    })
}

/// The line that a comment at the byte `at` is about: its own, or the next one without
/// a comment of its own when nothing stands before it.
fn line_meant(source: &Source, at: usize) -> usize {
    let line = source.position(at).line;
    let start = source.text[..at].rfind('\n').map_or(0, |i| i + 1);
    if !source.text[start..at].trim().is_empty() {
        return line;
    }
    let below = source.text[at..].lines().skip(1);
    line + 1 + below.take_while(|l| l.trim_start().starts_with('#')).count()
}

/// What is wrong with the exemption by itself.
fn fault(mark: &Mark, loaded: &Loaded) -> Option<Diagnostic> {
    let code = mark.code.value;
    if codes::code(code).is_none() && own(code, loaded).is_none() {
        let message = format!("免查说明里的代码「{code}」没有");
        let finding =
            codes::E103.finding(mark.code.span, message).help("全部代码：jixiao explain");
        let near = nearest(&code.to_uppercase(), codes::ALL.iter().map(|c| c.name));
        return Some(match near {
            Some(near) => {
                finding.label(format!("是 {near} 吗？")).fix(mark.code.span, near)
            }
            None => finding,
        });
    }
    mark.reason.value.is_empty().then(|| {
        let message = format!("免查说明没有写理由，{code} 照样要查");
        codes::E101
            .finding(mark.comment, message)
            .help(format!("写成“# 允许 {code}: 理由”，理由给审核的人看"))
    })
}

/// The form's own rule of a code.
fn own<'l>(code: &str, loaded: &'l Loaded) -> Option<&'l RuleForm> {
    loaded.profile.as_ref()?.rules.iter().find(|r| r.code == code)
}

/// Whether a code is that of a form's own rule.
fn is_own(code: &str) -> bool {
    code.starts_with('U')
}

/// Takes the findings that the exemption explains out; false when there are none.
fn accept(mark: &Mark, loaded: &mut Loaded, sources: &Sources) -> bool {
    if !may_be_exempted(mark.code.value) {
        return false;
    }
    let before = loaded.diagnostics.len();
    loaded.diagnostics.retain(|d| !is_meant(mark, d, sources));
    loaded.diagnostics.len() < before
}

fn is_meant(mark: &Mark, d: &Diagnostic, sources: &Sources) -> bool {
    let at = d.primary.span;
    d.code == mark.code.value
        && at.file == mark.comment.file
        && sources.get(at.file).position(at.range().start).line == mark.line
}

/// What cannot be read cannot be explained away, nor what a page looks like.
fn may_be_exempted(code: &str) -> bool {
    let judged = |run| !matches!(run, Run::Loading | Run::Layout);
    code == "S112" || is_own(code) || rule(code).is_some_and(|r| judged(r.run))
}

/// Whether the rule could have found something: the files were read, and it was asked.
fn was_asked(mark: &Mark, loaded: &Loaded, whole: bool) -> bool {
    let unread = |d: &Diagnostic| {
        d.primary.span.file == mark.comment.file
            && d.code != codes::S112
            && rule(d.code.name).is_some_and(|r| matches!(r.run, Run::Loading))
    };
    let own = own(mark.code.value, loaded);
    let of_department = match own {
        Some(own) => own.owner == RuleOwner::Department,
        None => {
            let rule = rule(mark.code.value);
            rule.is_some_and(|r| matches!(r.run, Run::Department(_)))
        }
    };
    (whole || !of_department) && !loaded.diagnostics.iter().any(unread)
}

fn unused(mark: &Mark, sources: &Sources) -> Diagnostic {
    let code = mark.code.value;
    let range = whole_comment(&sources.get(mark.comment.file).text, mark.comment);
    let place = Span::new(mark.comment.file, range);
    let (message, help) = match may_be_exempted(code) {
        true => (
            format!("免查说明没有用上：第 {} 行没有 {code} 的问题", mark.line),
            "问题已经改好的，删掉这条说明；放错地方的，移到有问题的那一行或上一行",
        ),
        false => (
            format!("{code} 的问题不能用说明免查"),
            "读文件和排版时的问题说明了也还在；删掉这条说明，改好问题",
        ),
    };
    codes::E102.finding(mark.comment, message).help(help).fix(place, "")
}

/// A comment with the blanks before it, or with its whole line.
pub(super) fn whole_comment(text: &str, comment: Span) -> Range<usize> {
    let range = comment.range();
    let kept = text[..range.start].trim_end_matches([' ', '\t']).len();
    let next = text[range.end..].find('\n').map_or(text.len(), |i| range.end + i + 1);
    let alone = kept == 0 || text[..kept].ends_with('\n');
    if alone { kept..next } else { kept..range.end }
}

fn exemption(mark: &Mark, loaded: &Loaded, sources: &Sources) -> Exemption {
    let code = mark.code.value;
    Exemption {
        project: project_name(mark, loaded, sources),
        code: code.to_owned(),
        title: match own(code, loaded) {
            Some(rule) => rule.title().to_owned(),
            None => codes::code(code).map_or("", |c| c.title).to_owned(),
        },
        reason: Spanned::new(mark.reason.value.to_owned(), mark.reason.span),
    }
}

/// The project whose lines the exemption is about; empty outside of projects.
fn project_name(mark: &Mark, loaded: &Loaded, sources: &Sources) -> String {
    let Some(department) = &loaded.department else { return String::new() };
    let source = sources.get(mark.comment.file);
    let line = |span: Span| source.position(span.range().start).line;
    let mut here =
        department.projects.iter().filter(|p| p.span.file == mark.comment.file);
    let Some(project) = here.rfind(|p| line(p.span) <= mark.line) else {
        return String::new();
    };
    // in a single file, keys of the department may follow the list of projects
    let in_department = department.span.is_some_and(|s| s.file == mark.comment.file);
    let between = source.text.lines().take(mark.line).skip(line(project.span));
    let mut keys = between.filter(|l| !l.is_empty() && !l.starts_with([' ', '-', '#']));
    if in_department && keys.next().is_some() {
        return String::new();
    }
    project.name.text().to_owned()
}
