use crate::check::text::{Part, Text, all};
use crate::check::{Rule, Run, Scope};
use crate::diagnostic::{Diagnostic, codes};

/// 检查什么：文本里写的本部门名称，不是别的县、区的同类部门。
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
    let Some((region, kind)) = own(scope.department.name.text()) else {
        return Vec::new();
    };
    let texts = all(scope).filter(|t| t.0 != Part::Head);
    texts.filter_map(|text| in_text(text, region, kind, scope)).collect()
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
    (_, text): Text,
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
