use crate::check::text::{PlacedText, TextPart, all};
use crate::check::{Rule, Run, Scope};
use crate::diagnostic::{Diagnostic, codes};

/// 检查什么：文本里写的本部门名称，不是别的县、区的同类部门；一段话的开头不是本地别的部门在做事；
/// “我局”“我校”的说法与本部门、所属单位的名称相合。
///
/// 为什么：照别处的文本改，名称最容易漏改一处。写明与对方联合、学习、交流的不算，上级部门不算。
///
/// 示例：青禾县档案馆的绩效目标写“临山县档案馆查档大厅”。
///
/// 应写成：青禾县档案馆查档大厅。
///
/// 修复是否安全：不自动改，也可能确是对方单位。
///
/// 依据：审核实践。
pub const RULE: Rule = Rule { code: codes::T113, run: Run::Department(judge) };

/// Ends of the name of a region of the same rank.
const LOCAL: &[char] = &['县', '区', '旗'];
/// Words by which another department is rightly named.
const TOGETHER: &[&str] = &[
    "与", "和", "及", "同", "赴", "到", "向", "邀请", "联合", "学习", "、", "参观",
    "考察",
];

fn judge(scope: &Scope) -> Vec<Diagnostic> {
    let own = own(scope.department.name.text());
    let texts = all(scope).filter(|t| t.0 != TextPart::Head);
    let judge = |text: PlacedText| {
        let elsewhere =
            || own.and_then(|(place, kind)| in_text(text, place, kind, scope));
        let beside = || own.and_then(|(place, _)| at_start(text, place, scope));
        elsewhere().or_else(beside).or_else(|| calls_itself(text, scope))
    };
    texts.filter_map(judge).collect()
}

/// Last characters of names of departments, as in 我局.
const SORTS: &[char] = &['局', '馆', '校', '院', '站', '所', '社', '厅', '台', '队'];
/// What a department does itself.
const DEEDS: &[&str] = &[
    "聘请",
    "聘用",
    "购置",
    "采购",
    "举办",
    "组织",
    "开展",
    "实施",
    "完成",
    "支付",
    "坚持",
    "围绕",
    "全年",
    "本年",
    "建设",
    "修缮",
    "运行",
    "服务水平",
    "查档",
    "购买",
];

/// `青禾县图书馆聘请专家` at the start of a text: another department of the place at work.
fn at_start(text: PlacedText, region: &str, scope: &Scope) -> Option<Diagnostic> {
    let (part, said) = text;
    if !matches!(part, TextPart::Goal | TextPart::Purpose | TextPart::OverallGoal) {
        return None;
    }
    let level = region.chars().next_back()?;
    let rest = said.value.strip_prefix(region).or(said.value.strip_prefix(level))?;
    let end = DEEDS.iter().filter_map(|d| rest.find(d)).min()?;
    let name = &rest[..end];
    name.chars().next_back().filter(|c| SORTS.contains(c))?;
    let plain = name.chars().all(crate::check::han::is_han);
    if !plain || !(3..=8).contains(&name.chars().count()) || names(scope, name) {
        return None;
    }
    let end = said.value.len() - rest.len() + name.len();
    let own = scope.department.name.text();
    let message = format!("这里做事的是「{}」，本部门是「{own}」", &said.value[..end]);
    Some(
        RULE.finding(scope.place(said, 0..end), message)
            .help("照别的部门的文本改的，改成本部门；确由对方来做的，写明“由……”“委托……”"),
    )
}

/// Whether the department or one of its units has that name.
fn names(scope: &Scope, name: &str) -> bool {
    let department = scope.department;
    let units = department.units.iter().map(|u| u.name.text());
    let heads = [department.name.text(), department.compiler.text()];
    let mut all = heads.into_iter().chain(units);
    all.any(|own| own.contains(name))
}

/// `我局` in the text of a department no part of which is a 局.
fn calls_itself((part, text): PlacedText, scope: &Scope) -> Option<Diagnostic> {
    if part == TextPart::Target || !text.value.contains(['我', '本']) {
        return None;
    }
    for word in ["我", "本"] {
        for (at, _) in text.value.match_indices(word) {
            let Some(sort) = text.value[at + word.len()..].chars().next() else {
                continue;
            };
            let own = names(scope, sort.encode_utf8(&mut [0; 4]));
            // 日本队, 基本所 are other words
            let inside = text.value[..at]
                .ends_with(|c: char| "日基根书成样自资原课剧".contains(c));
            let unclear = word == "本" && matches!(sort, '台' | '所' | '社' | '院');
            if !SORTS.contains(&sort) || own || inside || unclear {
                continue;
            }
            let range = at..at + word.len() + sort.len_utf8();
            let name = scope.department.name.text();
            let message =
                format!("自称「{}」，本部门是「{name}」", &text.value[range.clone()]);
            return Some(
                RULE.finding(scope.place(text, range), message)
                    .help("照别的部门的文本改的，改成本部门的自称"),
            );
        }
    }
    None
}

/// The region in a department's name and what follows: 青禾县 and 档案馆.
fn own(name: &str) -> Option<(&str, &str)> {
    let (at, level) = name
        .char_indices()
        .skip(2)
        .find(|(_, c)| LOCAL.contains(c) || matches!(c, '市' | '州' | '盟'))?;
    let end = at + level.len_utf8();
    let kind = &name[end..];
    (kind.chars().count() >= 3).then_some((&name[..end], kind))
}

fn in_text(
    (_, text): PlacedText,
    region: &str,
    kind: &str,
    scope: &Scope,
) -> Option<Diagnostic> {
    let value = &text.value;
    let level = region.chars().next_back()?;
    for (at, _) in value.match_indices(kind) {
        let before = &value[..at];
        let Some(place) = before.strip_suffix(|c| c == level || is_same_rank(c, level))
        else {
            continue;
        };
        let Some((start, _)) = place.char_indices().rev().nth(1) else { continue };
        let other = &value[start..at];
        let named = !region.ends_with(other)
            && place[start..].chars().all(crate::check::han::is_han);
        let together = TOGETHER.iter().any(|w| value[..start].ends_with(w));
        if named
            && !together
            && !"全各本我该市县区".contains(place[start..].chars().next_back()?)
        {
            let whole = start..at + kind.len();
            let message = format!("写了「{other}{kind}」，本部门是「{region}{kind}」");
            return Some(
                RULE.finding(scope.place(text, whole), message)
                    .related(scope.department.name.span()?, "部门名称")
                    .help("改成本部门的名称；确是对方单位的，写明“与……联合”“赴……学习”"),
            );
        }
    }
    None
}

/// 县, 区 and 旗 are of one rank.
fn is_same_rank(c: char, level: char) -> bool {
    LOCAL.contains(&c) && LOCAL.contains(&level)
}

#[cfg(test)]
mod tests {
    use super::own;

    #[test]
    fn a_name_is_a_region_and_a_kind() {
        assert_eq!(own("青禾县档案馆"), Some(("青禾县", "档案馆")));
        assert_eq!(own("云泽市科学技术局"), Some(("云泽市", "科学技术局")));
        assert_eq!(own("远江流域水文监测中心"), None);
        assert_eq!(own("市局"), None);
    }
}
