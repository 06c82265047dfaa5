use super::goals_repeated::{is_carried_over, is_of_other_unit};
use crate::check::text::bare;
use crate::check::{Rule, Run, Scope};
use crate::diagnostic::{Diagnostic, codes};
use crate::model::Project;
use std::collections::{BTreeMap, HashMap};

/// 检查什么：几个项目的指标表不是同一套：名称、描述相同的指标占到九成（只改了金额的也算）。
///
/// 几个单位各有一个的同名项目、同一个项目的结转和本年安排，可以相同。
///
/// 为什么：各项目做的事不同，指标也应当不同；一套指标用到底，考核不出任何一个项目。
///
/// 示例：45 个项目里有 25 个的指标表完全一样。
///
/// 应写成：按本项目的产出和效益设指标。
///
/// 修复是否安全：不自动改。
///
/// 依据：财预〔2015〕88号第十一条：绩效指标应当与项目的目标相关、指向明确。
pub const RULE: Rule = Rule { code: codes::I605, run: Run::Department(judge) };

/// Fewest rows of a table that is not the same by chance.
const ROWS: usize = 4;
/// The share of common rows, in percent.
const NEAR: usize = 90;
/// Most earlier projects that are looked at for one row.
const COMMON: usize = 60;

fn judge(scope: &Scope) -> Vec<Diagnostic> {
    let projects = scope.department.projects.iter();
    let projects: Vec<_> = projects.filter(|p| !p.is_classified()).collect();
    let tables: Vec<_> = projects.iter().map(|p| rows(p)).collect();
    let heads = heads(&tables);
    let mut groups: BTreeMap<usize, Vec<(usize, usize)>> = BTreeMap::new();
    for (i, head) in heads.iter().enumerate() {
        if let Some((head, common)) = *head
            && !is_carried_over(projects[i], projects[head], scope)
            && !is_of_other_unit(projects[i], projects[head])
        {
            groups.entry(head).or_default().push((i, common));
        }
    }
    let mut findings = Vec::new();
    for (head, others) in groups {
        let first = others[0];
        let pairs = [(head, first.0, first.1)].into_iter();
        let pairs = pairs.chain(others.iter().map(|(i, common)| (*i, head, *common)));
        for (one, other, common) in pairs {
            let count = others.len() + 1;
            findings.extend(finding(projects[one], projects[other], common, count));
        }
    }
    findings
}

fn finding(
    project: &Project,
    other: &Project,
    common: usize,
    count: usize,
) -> Option<Diagnostic> {
    let (at, there) = (project.indicators.span()?, other.indicators.span()?);
    let name = other.name.text();
    let many = match count {
        2 => String::new(),
        _ => format!("，共 {count} 个项目用这一套"),
    };
    let message = format!("指标表与项目「{name}」的雷同，有 {common} 条指标相同{many}");
    Some(
        RULE.finding(at, message)
            .related(there, format!("「{name}」的指标表"))
            .help("按本项目做的事设指标，别的项目的指标删去"),
    )
}

/// What each row says apart from its value.
fn rows(project: &Project) -> Vec<String> {
    let rows = project.indicators.value().into_iter().flatten();
    let mut said: Vec<_> = rows
        .map(|r| format!("{}|{}", bare(r.name.text()), bare(r.description.text())))
        .filter(|said| said.len() > 1)
        .collect();
    said.sort_unstable();
    said.dedup();
    said
}

/// For each table the first earlier one that is nearly the same, and how many rows both
/// have.
fn heads(tables: &[Vec<String>]) -> Vec<Option<(usize, usize)>> {
    let mut index: HashMap<&str, Vec<usize>> = HashMap::new();
    let mut heads = Vec::with_capacity(tables.len());
    for (i, table) in tables.iter().enumerate() {
        let mut common: BTreeMap<usize, usize> = BTreeMap::new();
        for row in table {
            for earlier in index.get(row.as_str()).into_iter().flatten().take(COMMON) {
                *common.entry(*earlier).or_default() += 1;
            }
        }
        let near = common.into_iter().find(|(j, n)| {
            let most = table.len().max(tables[*j].len());
            *n >= ROWS && n * 100 >= most * NEAR
        });
        if near.is_none() {
            for row in table {
                index.entry(row).or_default().push(i);
            }
        }
        heads.push(near);
    }
    heads
}

#[cfg(test)]
mod tests {
    use super::heads;

    #[test]
    fn tables_that_share_most_rows_are_alike() {
        let table =
            |rows: &[&str]| rows.iter().map(|r| (*r).to_owned()).collect::<Vec<_>>();
        let a = table(&["甲", "乙", "丙", "丁", "戊"]);
        let b = table(&["甲", "乙", "丙", "丁", "戊"]);
        let c = table(&["甲", "乙", "庚", "辛", "壬"]);
        assert_eq!(heads(&[a, b, c]), [None, Some((0, 5)), None]);
    }
}
