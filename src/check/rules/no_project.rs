use crate::check::{Rule, Run, Scope};
use crate::diagnostic::{Diagnostic, codes};
use crate::text::source::Span;

/// 检查什么：至少有一个项目。
///
/// 为什么：第二部分由各项目的绩效目标表组成。
///
/// 示例：“项目”文件夹是空的。
///
/// 应写成：每个项目写一个文件，放进“项目”文件夹。
///
/// 修复是否安全：不自动改。
///
/// 依据：文本第二部分的固定结构。
pub const RULE: Rule = Rule { code: codes::S204, run: Run::Department(judge) };

fn judge(scope: &Scope) -> Vec<Diagnostic> {
    if !scope.department.projects.is_empty() {
        return Vec::new();
    }
    let at = scope.department.span.unwrap_or(Span::NONE);
    vec![
        RULE.finding(at, "一个项目也没有")
            .help("每个项目写一个文件，放进“项目”文件夹；或在这个文件里写“项目:”列表"),
    ]
}
