use crate::check::figure::pairs;
use crate::check::text::bare;
use crate::check::{Rule, Run, Scope};
use crate::diagnostic::{Diagnostic, codes};
use crate::model::{Indicator, Project};
use crate::text::source::Spanned;
use std::collections::{HashMap, HashSet};

/// 检查什么：绩效指标描述说的是这一条指标，不是同一张表里另一条的：两条指标的描述一样，或两条的描述对调了。
///
/// 为什么：描述说明指标怎么算；粘错了行，名称和指标值就都对不上。
///
/// 示例：修复档案页数，描述 经冷冻杀虫和除尘处理的案卷（这是“除虫消毒卷数”的描述）。
///
/// 应写成：修复档案页数，描述 完成托裱并验收的重点档案
///
/// 修复是否安全：不自动改。
///
/// 依据：财预〔2015〕88号第十一条：指标应当清晰、可衡量；审核实践。
pub const RULE: Rule = Rule { code: codes::I607, run: Run::Project(judge) };

/// Fewest characters of a description that two rows do not share by chance.
const LONG: usize = 6;
/// Share of a name's pairs of characters, in percent, by which a description speaks of it.
const ABOUT: usize = 50;

/// A row, its description, and the words of its name and its description.
struct Said<'a> {
    row: &'a Indicator,
    text: &'a Spanned<String>,
    name: HashSet<[char; 2]>,
    words: HashSet<[char; 2]>,
}

fn judge(project: &Project, _: &Scope) -> Vec<Diagnostic> {
    if project.is_classified() {
        return Vec::new();
    }
    let rows = project.indicators.value().into_iter().flatten();
    let rows: Vec<_> = rows.filter_map(said).collect();
    let mut findings = equal(&rows);
    findings.extend(exchanged(&rows));
    findings
}

fn said(row: &Indicator) -> Option<Said<'_>> {
    let (name, text) = (row.name.get()?, row.description.get()?);
    let long = text.value.chars().count() >= LONG;
    long.then(|| Said { row, text, name: pairs(&name.value), words: pairs(&text.value) })
}

/// Rows with the description of an earlier one.
fn equal(rows: &[Said]) -> Vec<Diagnostic> {
    let mut first: HashMap<String, &Said> = HashMap::new();
    let mut findings = Vec::new();
    for said in rows {
        let text = bare(&said.text.value);
        let Some(earlier) = first.get(&text) else {
            first.insert(text, said);
            continue;
        };
        // the same name twice is another rule's finding
        if bare(earlier.row.name.text()) != bare(said.row.name.text()) {
            // the one that speaks less of its own name is the wrong one
            let (wrong, right) = match said.about(said) < earlier.about(earlier) {
                true => (said, *earlier),
                false if earlier.about(earlier) < said.about(said) => (*earlier, said),
                false => (said, *earlier),
            };
            findings.push(finding(wrong, right, "一样"));
        }
    }
    findings
}

/// Two rows, each with the description of the other.
fn exchanged(rows: &[Said]) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    for (i, one) in rows.iter().enumerate() {
        let own = one.about(one);
        if own > 0 {
            continue;
        }
        let swapped = |other: &&Said| {
            other.about(other) == 0
                && one.about(other) >= ABOUT
                && other.about(one) >= ABOUT
        };
        if let Some(other) = rows[i + 1..].iter().find(swapped) {
            findings.push(finding(one, other, "对调了"));
        }
    }
    findings
}

impl Said<'_> {
    /// How much of the name of `other` this description speaks of, in percent.
    fn about(&self, other: &Said) -> usize {
        let common = other.name.intersection(&self.words).count();
        (common * 100).checked_div(other.name.len()).unwrap_or(0)
    }
}

fn finding(wrong: &Said, right: &Said, how: &str) -> Diagnostic {
    let message = format!(
        "指标「{}」的描述「{}」与指标「{}」的描述{how}",
        wrong.row.name.text(),
        wrong.text.value,
        right.row.name.text()
    );
    RULE.finding(wrong.text.span, message)
        .related(right.text.span, format!("「{}」的描述", right.row.name.text()))
        .help("各条写自己怎么计算、包括哪些；粘错了行的，换回来")
}
