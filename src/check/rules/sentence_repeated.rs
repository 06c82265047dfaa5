use crate::check::han::sentences;
use crate::check::text::{bare, goals, of_department};
use crate::check::{Rule, Run, Scope};
use crate::diagnostic::{Diagnostic, codes};
use crate::text::source::Spanned;
use std::collections::HashMap;
use std::ops::Range;

/// 检查什么：一个项目的绩效目标、一段资金用途、第一部分的一段里，没有同一句话写了两遍。
///
/// 为什么：多半是复制时多粘了一遍，或者该改的那一条忘了改。
///
/// 示例：绩效目标的第 1 条和第 2 条一字不差。
///
/// 应写成：删去一条，或改成另一项目标。
///
/// 修复是否安全：不自动改，可能有一条本来要写别的。
///
/// 依据：公文文字规范。
pub const RULE: Rule = Rule { code: codes::T110, run: Run::Department(judge) };

/// Fewest characters of a sentence that is not said twice by chance.
const LONG: usize = 10;

fn judge(scope: &Scope) -> Vec<Diagnostic> {
    // a 分项 may say what the whole says
    let mut findings = Vec::new();
    for text in of_department(scope.department) {
        findings.extend(repeated(&[text.1], scope));
    }
    for project in scope.tables().filter(|p| !p.is_classified()) {
        findings.extend(repeated(&goals(project), scope));
        let purpose: Vec<_> = project.purpose.written().into_iter().collect();
        findings.extend(repeated(&purpose, scope));
    }
    findings
}

fn repeated(texts: &[Spanned<&str>], scope: &Scope) -> Vec<Diagnostic> {
    let mut seen: HashMap<String, (Spanned<&str>, Range<usize>)> = HashMap::new();
    let mut findings = Vec::new();
    for &text in texts {
        for range in sentences(text.value) {
            let said = bare(&text.value[range.clone()]);
            if said.chars().count() < LONG {
                continue;
            }
            let place = |text, range: &Range<usize>| scope.place(text, range.clone());
            match seen.get(&said) {
                Some((first, at)) => findings.push(
                    RULE.finding(
                        place(text, &range),
                        format!("「{}」写了两遍", short(&text.value[range.clone()])),
                    )
                    .related(place(*first, at), "先写的一遍")
                    .help("删去一遍；本来要写别的，改过来"),
                ),
                None => {
                    seen.insert(said, (text, range));
                }
            }
        }
    }
    findings
}

/// The beginning of a sentence.
fn short(sentence: &str) -> String {
    let sentence = sentence.trim();
    match sentence.char_indices().nth(16) {
        Some((end, _)) => format!("{}…", &sentence[..end]),
        None => sentence.to_owned(),
    }
}
