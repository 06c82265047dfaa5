//! The rows of the indicator tables, understood once for all rules about them.

use super::Scope;
use crate::diagnostic::Diagnostic;
use crate::model::target::{Sign, TargetUnit, TargetValue};
use crate::model::{Indicator, Project, Target};
use crate::text::source::Spanned;

/// What an indicator measures, by its 二级指标 and 一级指标.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IndicatorKind {
    /// 数量指标.
    Quantity,
    /// 质量指标.
    Quality,
    /// 时效指标.
    Timeliness,
    /// 成本指标 and 经济成本指标: money.
    Cost,
    /// 满意度指标.
    Satisfaction,
    /// Any other.
    Other,
}

/// An indicator of a project that is not 涉密.
pub struct Row<'a> {
    /// The project.
    pub project: &'a Project,
    /// The indicator.
    pub indicator: &'a Indicator,
    /// What it measures.
    pub kind: IndicatorKind,
    /// Its 指标值; none where it is broken.
    pub value: Option<RowValue<'a>>,
}

/// A 指标值 and what was understood of it.
pub struct RowValue<'a> {
    /// As written.
    pub written: Spanned<&'a str>,
    /// As understood.
    pub target: &'a Target,
}

/// Names in -率 that are measured in other units than %.
const OTHER_RATES: &[&str] =
    &["频率", "功率", "效率", "速率", "分辨率", "汇率", "帧率", "采样率", "曲率", "心率"];
/// What may well be more than 100 %.
const GROWTH: &[&str] = &[
    "增长", "增幅", "增加", "提高", "提升", "上升", "收益", "回报", "产出", "利润",
    "周转", "负债", "倍", "比率", "超额",
];
/// Complaints: of these fewer are better.
const COMPLAINTS: &[&str] = &["投诉", "不满", "差评", "异议", "纠纷", "举报"];

/// The rows of all projects that are not 涉密.
pub fn rows<'a>(scope: &'a Scope) -> Vec<Row<'a>> {
    let open = |p: &&Project| !p.is_classified() && !p.classified.is_broken();
    let projects = scope.tables().filter(open);
    projects
        .flat_map(|project| {
            let indicators = project.indicators.value().map_or(&[][..], |r| r);
            indicators.iter().map(move |indicator| Row::new(project, indicator))
        })
        .collect()
}

impl<'a> Row<'a> {
    fn new(project: &'a Project, indicator: &'a Indicator) -> Self {
        let value = indicator.target.get();
        let value = value.map(|t| RowValue { written: t.text(), target: &t.value });
        Row { project, indicator, kind: kind(indicator), value }
    }

    /// 三级指标, or nothing where it is broken.
    pub fn name(&self) -> &'a str {
        self.indicator.name.text()
    }

    /// Whether its name and description could be read; rules that weigh a value by
    /// them stay silent otherwise.
    pub fn is_named(&self) -> bool {
        !self.indicator.name.is_broken() && !self.indicator.description.is_broken()
    }

    /// Whether the name or the description has one of `words`.
    pub fn speaks_of(&self, words: &[&str]) -> bool {
        let texts = [self.name(), self.indicator.description.text()];
        words.iter().any(|w| texts.iter().any(|t| t.contains(w)))
    }

    /// Whether the name is that of a share, measured in %: 完成率, 群众满意度.
    pub fn is_rate(&self) -> bool {
        let name = self.name().trim_end_matches("（%）").trim_end_matches("(%)");
        let other = OTHER_RATES.iter().any(|r| name.ends_with(r));
        let satisfied = ["满意度", "满意率", "满意程度"].iter().any(|s| name.contains(s));
        name.ends_with('率') && !other || satisfied
    }

    /// Whether the name is of something that may exceed 100 %: 增长率.
    pub fn may_exceed_hundred(&self) -> bool {
        GROWTH.iter().any(|g| self.name().contains(g))
    }

    /// Whether it measures how content people are, and more is better.
    pub fn is_satisfaction(&self) -> bool {
        self.kind == IndicatorKind::Satisfaction
            && self.is_named()
            && !COMPLAINTS.iter().any(|c| self.name().contains(c))
    }

    /// Whether the value only says the name or the description again.
    pub fn repeats_itself(&self) -> bool {
        let Some(value) = self.value.as_ref() else { return false };
        let says = |text: &str| !text.is_empty() && same(text, value.written.value);
        value.target.value == TargetValue::Words
            && (says(self.name()) || says(self.indicator.description.text()))
    }
}

impl RowValue<'_> {
    /// Adds to a finding the replacement of the whole value by `text`, which means
    /// another thing; the author has to agree.
    pub fn fix(&self, finding: Diagnostic, text: &str) -> Diagnostic {
        match self.can_become(text) {
            true => finding.fix(self.written.span, text),
            false => finding,
        }
    }

    /// Adds to a finding the replacement of the whole value by `text`, which means the
    /// same.
    pub fn safe_fix(&self, finding: Diagnostic, text: &str) -> Diagnostic {
        match self.can_become(text) {
            true => finding.safe_fix(self.written.span, text),
            false => finding,
        }
    }

    /// Whether the value can be replaced byte by byte: written on one line, plain or in
    /// simple quotes, by a text that needs none.
    fn can_become(&self, text: &str) -> bool {
        let span = self.written.span;
        let quotes = span.range().len().checked_sub(self.written.value.len());
        matches!(quotes, Some(0 | 2)) && !span.is_none() && stays_plain(text)
    }

    /// The value with another sign in front, where one stands there.
    pub fn with_sign(&self, sign: Sign) -> Option<String> {
        let normal = self.target.normal_form(false);
        let text = normal.as_deref().unwrap_or(self.written.value);
        let rest = text.strip_prefix(['≥', '≤', '＞', '＜', '＝'])?;
        Some(format!("{}{rest}", sign.symbol()))
    }

    /// Whether it is in %.
    pub fn is_percent(&self) -> bool {
        self.target.unit() == Some(&TargetUnit::Percent)
    }
}

/// Whether two texts are the same but for blanks and punctuation.
pub fn same(one: &str, other: &str) -> bool {
    let bare = |text: &'_ str| -> String {
        text.chars().filter(|c| c.is_alphanumeric() || "%％≥≤".contains(*c)).collect()
    };
    bare(one) == bare(other)
}

/// Whether the text means itself where YAML expects a value, without quotes.
fn stays_plain(text: &str) -> bool {
    let first = text.chars().next().is_some_and(|c| c.is_alphanumeric() || !c.is_ascii());
    first && !text.contains([',', '[', ']', '{', '}', '#', ':', '"', '\'', '\n'])
}

fn kind(indicator: &Indicator) -> IndicatorKind {
    let (level1, level2) = (indicator.level1.text(), indicator.level2.text());
    let starts = |name: &str| level2.starts_with(name);
    match () {
        _ if level1.contains("满意度") || level2.contains("满意度") => {
            IndicatorKind::Satisfaction
        }
        _ if starts("数量") => IndicatorKind::Quantity,
        _ if starts("质量") => IndicatorKind::Quality,
        _ if starts("时效") => IndicatorKind::Timeliness,
        _ if starts("成本") || starts("经济成本") => IndicatorKind::Cost,
        _ => IndicatorKind::Other,
    }
}
