use crate::check::likeness::repeats;
use crate::check::text::{bare, goals};
use crate::check::{Rule, Run, Scope};
use crate::diagnostic::{Diagnostic, Severity};
use crate::model::Project;

/// 检查什么：几个项目的绩效目标不是同一段文字，也不是只改了几个字。
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
pub const RULE: Rule = Rule {
    code: "T101",
    title: "几个项目的绩效目标雷同",
    severity: Severity::Warning,
    run: Run::Department(judge),
};

/// Characters that the names of two projects share when both are of one programme.
const SHARED: usize = 6;

fn judge(scope: &Scope) -> Vec<Diagnostic> {
    let projects = scope.department.projects.iter();
    let projects: Vec<_> = projects.filter(|p| !p.is_classified()).collect();
    let texts: Vec<_> = projects.iter().map(|p| whole(p)).collect();
    let heads = repeats(&texts);
    let mut counts = vec![1; projects.len()];
    for head in heads.iter().flatten() {
        counts[*head] += 1;
    }
    let mut findings = Vec::new();
    for (i, head) in heads.iter().enumerate() {
        let Some(head) = *head else { continue };
        if is_carried_over(projects[i], projects[head], scope) {
            continue;
        }
        let same = texts[i] == texts[head];
        findings.extend(finding(projects[i], projects[head], same, counts[head]));
    }
    findings
}

fn finding(
    project: &Project,
    head: &Project,
    same: bool,
    count: usize,
) -> Option<Diagnostic> {
    let (at, first) = (goals(project).first()?.span, goals(head).first()?.span);
    let how = if same { "相同" } else { "几乎相同" };
    let many = match count {
        0..=2 => String::new(),
        _ => format!("，共 {count} 个项目这样写"),
    };
    let other = head.name.text();
    let message = format!("绩效目标与项目「{other}」的{how}{many}");
    Some(
        Diagnostic::error(RULE.code, at, message)
            .related(first, format!("「{other}」的绩效目标"))
            .help("写本项目自己的目标：做什么、做到什么程度、谁受益"),
    )
}

/// All goals as one text without punctuation.
fn whole(project: &Project) -> String {
    goals(project).iter().map(|g| bare(&g.value)).collect()
}

/// Whether the two are one programme: the money of last year and of this year.
fn is_carried_over(a: &Project, b: &Project, scope: &Scope) -> bool {
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
    (earlier(a) != earlier(b)) && share_words(&name(a), &name(b))
}

/// Whether two names are equal or have a few characters in a row in common.
fn share_words(a: &str, b: &str) -> bool {
    let chars: Vec<char> = a.chars().collect();
    let mut runs = chars.windows(SHARED);
    a == b || runs.any(|run| b.contains(&run.iter().collect::<String>()))
}
