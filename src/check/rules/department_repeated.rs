use crate::check::across::{Digest, Shared, SharedPlace};
use crate::check::{Rule, Run};
use crate::diagnostic::codes;
use std::collections::BTreeMap;

/// 检查什么：一起检查的部门里，同一个部门同一年度只有一份文本。
///
/// 为什么：两份都算进合计，金额就多了一遍；哪一份算数也说不清。
///
/// 示例：“草稿”和“定稿”两个文件夹里各有一份同一个局的文本。
///
/// 应写成：只留算数的一份；或者分开检查，如 `jixiao check 定稿`。
///
/// 修复是否安全：不自动改。
///
/// 依据：一个部门一个年度只编报一份绩效文本。
pub const RULE: Rule = Rule { code: codes::C101, run: Run::Across(judge) };

fn judge(digests: &[Digest]) -> Vec<Shared> {
    let mut texts: BTreeMap<_, Vec<usize>> = BTreeMap::new();
    for (i, digest) in digests.iter().enumerate().filter(|(_, d)| d.asks(RULE.code)) {
        texts.entry(digest.identity()).or_default().push(i);
    }
    let mut several: Vec<_> = texts.into_values().filter(|t| t.len() > 1).collect();
    several.sort_by_key(|texts| (std::cmp::Reverse(texts.len()), texts[0]));
    several.iter().map(|texts| shared(texts, digests)).collect()
}

fn shared(texts: &[usize], digests: &[Digest]) -> Shared {
    let (name, year) = digests[texts[0]].identity();
    let place = |i: &usize| SharedPlace {
        department: *i,
        span: digests[*i].name_at,
        label: String::new(),
    };
    Shared {
        code: RULE.code,
        message: format!("部门「{name}」{year} 年度有 {} 份文本", texts.len()),
        places: texts.iter().map(place).collect(),
        help: "只留算数的一份再一起检查；合计里现在算了不止一遍",
    }
}
