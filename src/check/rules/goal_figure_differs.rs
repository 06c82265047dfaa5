use crate::check::figure::{Figure, figures_of, kind, pairs};
use crate::check::sub_goal::of_projects;
use crate::check::target_words::TARGETS;
use crate::check::text::goals;
use crate::check::{Rule, Run, Scope};
use crate::diagnostic::{Diagnostic, codes};
use crate::model::target::TargetUnit;
use crate::model::{Indicator, Project, Target};
use crate::text::source::Spanned;
use rust_decimal::Decimal;
use std::collections::HashSet;

/// 检查什么：绩效目标、资金用途、分项绩效目标里的数，与指标表里说同一件事的指标值一致；汉字写的数（五期）也认得。
///
/// 为什么：目标、分项、指标表说的是同一件事，三处数不一样，审核人不知道按哪个考核；多半是改了一处、忘了别处。
///
/// 示例：分项写“修复档案不少于3600页”，指标 修复档案页数 ≥3200页。
///
/// 应写成：两处都写 3200 页。
///
/// 修复是否安全：不自动改，程序不知道哪个数是对的。
///
/// 依据：财预〔2015〕88号：绩效目标与绩效指标应当相互衔接；文本第一部分与第二部分的勾稽关系。
pub const RULE: Rule = Rule { code: codes::A112, run: Run::Department(judge) };

/// Characters of a name that say how one counts and not what.
const COUNTING: &[&str] = &[
    "数量",
    "个数",
    "人数",
    "次数",
    "人次",
    "期数",
    "页数",
    "件数",
    "卷数",
    "册数",
    "户数",
    "面积",
    "场次",
    "天数",
    "家数",
    "台数",
    "套数",
    "总数",
    "全年",
    "年度",
    "完成",
    "不少于",
    "不低于",
    "不超过",
    "达到",
    "指标",
];

/// The characters by which 满意度 and 满意率 are known.
const CONTENT: [char; 2] = ['满', '意'];

/// An indicator as a figure.
struct Counted<'a> {
    row: &'a Indicator,
    target: &'a Spanned<Target>,
    value: Decimal,
    unit: &'static str,
    words: HashSet<[char; 2]>,
}

fn judge(scope: &Scope) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    for project in scope.tables().filter(|p| !p.is_classified()) {
        let purpose = project.purpose.written().into_iter();
        let texts: Vec<_> = goals(project).into_iter().chain(purpose).collect();
        let what = if project.is_of_unit() { "绩效目标" } else { "目标" };
        findings.extend(in_texts(project, &texts, what, scope));
    }
    for (project, texts) in of_projects(scope) {
        findings.extend(in_texts(project, &texts, "分项", scope));
    }
    findings
}

fn in_texts(
    project: &Project,
    texts: &[Spanned<&str>],
    what: &str,
    scope: &Scope,
) -> Vec<Diagnostic> {
    let figures: Vec<_> = texts.iter().map(|t| (*t, figures_of(t.value))).collect();
    if figures.iter().all(|f| f.1.is_empty()) {
        return Vec::new();
    }
    let rows = project.indicators.value().into_iter().flatten();
    let rows: Vec<_> = rows.filter_map(counted).collect();
    let all: Vec<_> = figures.iter().flat_map(|f| &f.1).collect();
    let mut findings = Vec::new();
    for (text, figures) in &figures {
        for figure in figures {
            let Some(row) = meant(figure, &rows) else { continue };
            // said rightly elsewhere: this one is of another part of the work
            let said = all.iter().any(|f| f.unit == row.unit && f.value == row.value);
            if figure.value == row.value || said || is_of_parts(figure, figures) {
                continue;
            }
            let place = scope.place(*text, figure.range.clone());
            let written = &text.value[figure.range.clone()];
            let what = match project.purpose.span() == Some(text.span) {
                true => "资金用途",
                false => what,
            };
            let message = format!(
                "{what}里写的是「{written}」，指标「{}」的指标值是「{}」",
                row.row.name.text(),
                row.target.text
            );
            findings.push(
                RULE.finding(place, message)
                    .related(row.target.span, "指标值")
                    .help("两处说的是一件事，改成同一个数；不是一件事的，把话说清楚"),
            );
        }
    }
    findings
}

/// Whether the text has several figures of that unit, none of which is the whole:
/// `理事会2次、年度会议1次`.
fn is_of_parts(figure: &Figure, figures: &[Figure]) -> bool {
    let shares = |f: &&Figure| f.unit == figure.unit && f.value != figure.value;
    figure.unit != "%" && figures.iter().any(|f| shares(&f))
}

fn counted(row: &Indicator) -> Option<Counted<'_>> {
    let target = row.target.get()?;
    let amount = target.amount()?;
    let unit: String = match &amount.unit {
        TargetUnit::Percent => "%".into(),
        TargetUnit::Other(unit) => unit.clone(),
        _ => return None,
    };
    let (unit, worth) = match unit.strip_prefix('万') {
        Some(unit) => (unit, Decimal::from(10_000)),
        None => (unit.as_str(), Decimal::ONE),
    };
    let (unit, _) = kind(unit)?;
    let mut name = row.name.text().to_owned();
    for word in COUNTING {
        name = name.replace(word, "");
    }
    let words = pairs(&name);
    let value = amount.number.checked_mul(worth).filter(|v| !v.is_zero())?;
    (!words.is_empty()).then_some(Counted { row, target, value, unit, words })
}

/// The indicator that the figure speaks of: of the same unit, with most of its name in
/// the words around the figure, and no other as near.
fn meant<'r, 'a>(figure: &Figure, rows: &'r [Counted<'a>]) -> Option<&'r Counted<'a>> {
    if figure.words.contains(&CONTENT) {
        let mut content =
            rows.iter().filter(|r| r.unit == "%" && r.words.contains(&CONTENT));
        let one = content.next();
        if content.next().is_none() {
            return one.filter(|_| figure.unit == "%");
        }
    }
    let added = |r: &&Counted| r.row.name.text().contains("新增");
    let same = rows.iter().filter(|r| r.unit == figure.unit);
    let same = same.filter(|r| added(r) || !figure.is_added);
    let near = |r: &&Counted| r.words.intersection(&figure.words).count();
    let mut scored: Vec<_> = same.map(|r| (near(&r) * 100 / r.words.len(), r)).collect();
    scored.sort_by_key(|s| std::cmp::Reverse(s.0));
    let alone = scored.len() == 1;
    let (score, row) = scored.first()?;
    let next = scored.get(1).map_or(0, |s| s.0);
    // of shares the whole name is needed: 合格率 of what
    let least = match (figure.unit, alone) {
        ("%", _) if next == 0 => 50,
        ("%", _) => 60,
        (_, true) if TARGETS.within("通用的单位", figure.unit).is_none() => 25,
        _ => 50,
    };
    (*score >= least && next < *score).then_some(*row)
}
