use crate::appraise::Appraisal;
use crate::check::report::about;
use crate::check::{Rule, Run, Scope};
use crate::diagnostic::{Diagnostic, codes};
use crate::model::{Project, Report};
use crate::text::source::Spanned;
use crate::yaml::load::nearest;

/// 检查什么：自评、监控文件的项目编码（没有编码的，项目名称）是部门里的一个项目；写了名称的，名称与那个项目一致；部门整体的，部门有整体绩效目标表。
///
/// 为什么：各地系统按项目编码和指标名称把自评、监控接到批复的目标上，对不上就没有目标可比。
///
/// 示例：项目编码: 13990126P00510110001X，部门里没有这个项目。
///
/// 应写成：与项目文件里的项目编码一字不差。
///
/// 修复是否安全：有相近的项目时可以改，改前要核对。
///
/// 依据：财预〔2020〕10号；部门预算项目支出绩效自评、运行监控的通行做法。
pub const RULE: Rule = Rule { code: codes::Z101, run: Run::Report(judge) };

fn judge(a: &Appraisal, scope: &Scope) -> Vec<Diagnostic> {
    find(a, scope).into_iter().collect()
}

fn find(a: &Appraisal, scope: &Scope) -> Option<Diagnostic> {
    let report = a.report;
    if let Some(project) = a.targets {
        return (!report.is_whole()).then(|| other_name(report, project))?;
    }
    if report.is_whole() {
        let at = report.whole.span().unwrap_or(report.span);
        let message = format!("{}没有目标可比：部门没有部门整体绩效目标表", about(a));
        let help = "在 部门.yaml 里写“部门整体绩效目标表”，或删掉这个文件";
        return Some(RULE.finding(at, message).help(help));
    }
    let unread = scope.department.projects.iter().any(|p| p.code.is_broken());
    if report.code.is_broken() || unread {
        return None;
    }
    match report.code.get() {
        Some(code) => Some(unknown_code(report, code, scope)),
        None => unknown_name(report, scope),
    }
}

/// The name beside a code that belongs to a project of another name.
fn other_name(report: &Report, project: &Project) -> Option<Diagnostic> {
    report.code.value()?;
    let (name, right) = (report.name.get()?, project.name.get()?);
    if name.value.trim() == right.value.trim() {
        return None;
    }
    let message =
        format!("这个编码的项目叫「{}」，这里写的是「{}」", right.value, name.value);
    Some(
        RULE.finding(name.span, message)
            .related(right.span, "项目文件里的名称")
            .help("名称抄错的改名称；编码抄错的改编码")
            .fix(name.span, right.value.trim()),
    )
}

fn unknown_code(report: &Report, code: &Spanned<String>, scope: &Scope) -> Diagnostic {
    let message = format!("项目编码「{}」不是本部门哪个项目的", code.value);
    let finding = RULE.finding(code.span, message);
    let named = |p: &&Project| {
        report.name.value().is_some_and(|n| p.name.value() == Some(n))
            || p.code.value().is_some_and(|c| is_slip(c.as_str(), &code.value))
    };
    match scope.department.projects.iter().find(named) {
        Some(project) => match project.code.value() {
            Some(right) => finding
                .label(format!("是「{}」的 {right} 吗？", project.name.text()))
                .help("与项目文件里的项目编码写得一样")
                .fix(code.span, right.as_str()),
            None => finding.help(format!(
                "项目「{}」没有写项目编码：补上，或这里只写项目名称",
                project.name.text()
            )),
        },
        None => {
            finding.help("与项目文件里的项目编码写得一样；项目没有了的，删掉这个文件")
        }
    }
}

/// Whether two codes differ by a slip of the pen.
fn is_slip(one: &str, other: &str) -> bool {
    strsim::damerau_levenshtein(one, other.trim()) <= 2
}

fn unknown_name(report: &Report, scope: &Scope) -> Option<Diagnostic> {
    let Some(name) = report.name.get() else {
        let message = "没有写这是哪个项目的：缺少项目编码";
        return report.name.is_absent().then(|| {
            RULE.finding(report.span, message)
                .help("写上“项目编码: …”；项目没有编码的，写“项目名称: …”")
        });
    };
    let message = format!("「{}」不是本部门的项目", name.value);
    let names = scope.department.projects.iter().map(|p| p.name.text());
    let finding = RULE.finding(name.span, message);
    Some(match nearest(&name.value, names) {
        Some(near) => finding.label(format!("是「{near}」吗？")).fix(name.span, near),
        None => finding.help("与项目文件里的项目名称写得一样"),
    })
}
