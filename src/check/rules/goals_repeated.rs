use crate::check::likeness::repeats;
use crate::check::text::{bare, goals};
use crate::check::years::years;
use crate::check::{Rule, Run, Scope};
use crate::diagnostic::{Code, Diagnostic, codes};
use crate::model::Project;
use crate::text::source::Span;
use std::collections::BTreeMap;

/// 检查什么：几个项目的绩效目标不是同一段文字，也不是只改了几个字（30 个字以上、四分之三相同）。
/// 一组里的每一个都标出来，先写的一个也标。
///
/// 为什么：放到哪个项目都成立的目标等于没有目标，审核人会要求按项目重写。
/// 同一个项目的上年结转与本年安排分开列的，可以相同。
///
/// 示例：十几个项目的绩效目标都写“保障业务顺利开展”。
///
/// 应写成：按各项目写明做什么、做到什么程度、受益的是谁。
///
/// 修复是否安全：不自动改。
///
/// 依据：财预〔2015〕88号：绩效目标要指向明确、细化量化。
pub const RULE: Rule = Rule { code: codes::T101, run: Run::Department(judge) };

/// Characters that the names of two projects share when both are of one programme.
const SHARED: usize = 6;

fn judge(scope: &Scope) -> Vec<Diagnostic> {
    let at = |p: &Project| Some(goals(p).first()?.span);
    alike(scope, "绩效目标", RULE.code, whole, at)
        .into_iter()
        .map(|f| f.help("写本项目自己的目标：做什么、做到什么程度、谁受益"))
        .collect()
}

/// The projects whose text `of` is that of another, each with the first of its group; and
/// the first itself.
pub fn alike(
    scope: &Scope,
    what: &str,
    code: &'static Code,
    of: impl Fn(&Project) -> String,
    at: impl Fn(&Project) -> Option<Span>,
) -> Vec<Diagnostic> {
    let projects = scope.department.projects.iter();
    let projects: Vec<_> = projects.filter(|p| !p.is_classified()).collect();
    let texts: Vec<_> = projects.iter().map(|p| of(p)).collect();
    let heads: Vec<_> = repeats(&texts)
        .into_iter()
        .enumerate()
        .map(|(i, h)| {
            h.filter(|h| !is_one_programme(projects[i], projects[*h], code, scope))
        })
        .collect();
    let mut groups: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (i, head) in heads.iter().enumerate() {
        if let Some(head) = head {
            groups.entry(*head).or_default().push(i);
        }
    }
    let mut findings = Vec::new();
    for (head, others) in &groups {
        let count = others.len() + 1;
        let pairs =
            [(*head, others[0])].into_iter().chain(others.iter().map(|o| (*o, *head)));
        for (one, other) in pairs {
            let how = if texts[one] == texts[other] { "相同" } else { "几乎相同" };
            let (Some(here), Some(there)) = (at(projects[one]), at(projects[other]))
            else {
                continue;
            };
            let name = projects[other].name.text();
            let many = match count {
                2 => String::new(),
                _ => format!("，共 {count} 个项目这样写"),
            };
            let message = format!("{what}与项目「{name}」的{how}{many}");
            findings.push(
                code.finding(here, message).related(there, format!("「{name}」的{what}")),
            );
        }
    }
    findings
}

/// All goals as one text without punctuation.
fn whole(project: &Project) -> String {
    goals(project).iter().map(|g| bare(g.value)).collect()
}

/// Whether the texts may be the same: of one programme, or, for what the money is for, of
/// two units that have the same project.
fn is_one_programme(a: &Project, b: &Project, code: &Code, scope: &Scope) -> bool {
    is_carried_over(a, b, scope) || code != RULE.code && is_of_other_unit(a, b)
}

/// Whether the two are one programme: the money of last year and of this year.
pub fn is_carried_over(a: &Project, b: &Project, scope: &Scope) -> bool {
    let year = scope.department.year.value().map(|y| y.0);
    let earlier = |p: &Project| {
        let code = p.code.value().and_then(|c| c.year());
        code.zip(year).is_some_and(|(code, year)| code < year)
            || p.name.text().contains("结转")
    };
    let name = |p: &Project| -> String {
        let bare = bare(p.name.text()).replace("结转", "").replace("上年", "");
        bare.chars().filter(|c| !c.is_ascii_digit() && *c != '年').collect()
    };
    let named = |p: &Project| Some(years(p.name.text(), year?).first()?.year);
    let other_year = named(a).zip(named(b)).is_some_and(|(a, b)| a != b);
    (other_year || earlier(a) != earlier(b)) && share_words(&name(a), &name(b))
}

/// Whether two units have projects of one name, such as 其他交通费, which are alike.
pub fn is_of_other_unit(a: &Project, b: &Project) -> bool {
    bare(a.name.text()) == bare(b.name.text()) && a.unit.value() != b.unit.value()
}

/// Whether two names are equal or have a few characters in a row in common.
fn share_words(a: &str, b: &str) -> bool {
    let chars: Vec<char> = a.chars().collect();
    let mut runs = chars.windows(SHARED);
    a == b || runs.any(|run| b.contains(&run.iter().collect::<String>()))
}
