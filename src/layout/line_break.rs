//! Where lines may end: Unicode's rules, and what Chinese text adds.

use crate::document::{Role, StyleSpec};
use crate::layout::font::{Fonts, Glyph};
use icu_segmenter::options::{LineBreakOptions, LineBreakStrictness};
use icu_segmenter::{LineSegmenter, LineSegmenterBorrowed};
use std::cell::OnceCell;
use std::ops::Range;

/// Closing marks whose right half is blank: at a line's end that half may stand in the
/// margin (GB/T 15834-2011, 5.1.10).
const HANGING: &str = "，。、；：）》”！？〉】〕";
/// Marks that never begin a line.
pub const NEVER_FIRST: &str = "，。、；：！？）》”’％%‰℃〉】〕」』,.;:!?)]}～—…·/";
/// Marks that never end a line.
pub const NEVER_LAST: &str = "（《“‘〈【〔「『([{≥≤＞＜=＝￥$";
/// Words that stay with the number in front of them.
const UNITS: &str =
    "年月日时分秒元万亿个次人名项号台套家天户场件条篇期岁倍届批所处座辆册";

/// How much worse it is to cut within a number or word than in front of its unit.
const WITHIN_WORD: usize = 1000;

/// Which lines to make.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rules {
    /// Ours: number and unit together, no lonely last character.
    Careful,
    /// Those of a word processor that knows only forbidden starts and ends. Where it
    /// needs more lines than we do, room is left for them.
    Plain,
    /// The same, with a quarter of an em between Chinese and Latin characters, which
    /// LibreOffice puts there whatever the file says.
    Spaced,
}

/// A text with the glyph of each character.
pub struct Shaped<'t> {
    /// The text.
    pub text: &'t str,
    /// Byte offset, character, glyph.
    pub glyphs: Vec<(usize, char, Glyph)>,
    size: f32,
    tracking: f32,
    /// For each glyph whether a line may begin with it.
    legal: OnceCell<Vec<bool>>,
}

/// Breaks texts into lines. Made once a run.
pub struct LineBreaker {
    segmenter: LineSegmenterBorrowed<'static>,
}

impl Default for LineBreaker {
    fn default() -> Self {
        let mut options = LineBreakOptions::default();
        options.strictness = Some(LineBreakStrictness::Strict);
        LineBreaker { segmenter: LineSegmenter::new_for_non_complex_scripts(options) }
    }
}

impl<'t> Shaped<'t> {
    /// Finds the glyphs of `text` in `role`.
    pub fn new(text: &'t str, spec: &StyleSpec, fonts: &Fonts) -> Self {
        Self::in_role(text, spec.role, spec, fonts)
    }

    fn in_role(text: &'t str, role: Role, spec: &StyleSpec, fonts: &Fonts) -> Self {
        let visible = |c: &char| !c.is_control();
        let chars = text.char_indices().filter(|(_, c)| visible(c));
        let glyphs = chars.map(|(i, c)| (i, c, fonts.glyph(role, c))).collect();
        let (size, tracking, legal) = (spec.size, spec.tracking, OnceCell::new());
        Shaped { text, glyphs, size, tracking, legal }
    }

    /// Width of the glyph at `i`, in points.
    fn advance(&self, i: usize) -> f32 {
        self.glyphs[i].2.advance * self.size + self.tracking
    }

    /// What a word processor adds in front of the glyph at `i`.
    fn space_before(&self, i: usize) -> f32 {
        let Some(before) = i.checked_sub(1) else { return 0.0 };
        let (a, b) = (self.glyphs[before].1, self.glyphs[i].1);
        let border = is_han(a) && b.is_ascii_alphanumeric()
            || a.is_ascii_alphanumeric() && is_han(b);
        if border { self.size / 4.0 } else { 0.0 }
    }

    /// Width of a range of glyphs, in points.
    pub fn width(&self, range: Range<usize>) -> f32 {
        range.map(|i| self.advance(i)).sum()
    }

    /// How much of the glyph at `i` may stand in the margin at a line's end.
    pub fn hang(&self, i: usize) -> f32 {
        let c = self.glyphs[i].1;
        if !is_han(c) && HANGING.contains(c) { self.advance(i) / 2.0 } else { 0.0 }
    }

    /// The range of glyphs without the blanks at its end.
    pub fn trimmed(&self, range: Range<usize>) -> Range<usize> {
        let blanks = self.glyphs[range.clone()].iter().rev();
        let blanks = blanks.take_while(|g| g.1 == ' ' || g.1 == '\u{3000}').count();
        range.start..range.end - blanks
    }
}

impl LineBreaker {
    /// The lines of a text, as ranges of glyphs; one empty line for no text.
    pub fn lines(
        &self,
        shaped: &Shaped,
        first_indent: f32,
        width: f32,
        rules: Rules,
    ) -> Vec<Range<usize>> {
        let may = self.opportunities(shaped, rules);
        let (mut lines, _) = greedy(shaped, &may, first_indent, width, rules);
        if rules == Rules::Careful {
            keep_company(shaped, &may, &mut lines);
        }
        lines
    }

    /// How many lines a word processor may make of a text: the most of [`Rules::Plain`]
    /// and [`Rules::Spaced`].
    pub fn most_lines(&self, shaped: &Shaped, first_indent: f32, width: f32) -> usize {
        let may = self.opportunities(shaped, Rules::Plain);
        let count = |rules| greedy(shaped, &may, first_indent, width, rules).0.len();
        count(Rules::Plain).max(count(Rules::Spaced))
    }

    /// The narrowest width that makes no more lines: the lines come out alike.
    pub fn balanced(&self, shaped: &Shaped, width: f32) -> f32 {
        let may = self.opportunities(shaped, Rules::Careful);
        let made = |w| {
            let (lines, forced) = greedy(shaped, &may, 0.0, w, Rules::Plain);
            (lines.len(), forced)
        };
        let (wanted, forced) = made(width);
        if wanted < 2 {
            return width;
        }
        let (mut low, mut high) = (width / 2.0, width);
        while high - low > 0.5 {
            let middle = (low + high) / 2.0;
            let good = made(middle) <= (wanted, forced);
            if good { high = middle } else { low = middle }
        }
        high
    }

    /// The width of the longest stretch that no line may cut.
    pub fn longest_stretch(&self, shaped: &Shaped) -> f32 {
        let may = self.opportunities(shaped, Rules::Careful);
        let (mut longest, mut width) = (0.0f32, 0.0);
        for (i, may) in may.iter().enumerate() {
            width = if *may == May::Yes { 0.0 } else { width } + shaped.advance(i);
            longest = longest.max(width);
        }
        longest
    }

    /// For each glyph how willingly a line begins with it.
    fn opportunities(&self, shaped: &Shaped, rules: Rules) -> Vec<May> {
        let legal = shaped.legal.get_or_init(|| self.legal(shaped));
        let judge = |(i, legal): (usize, &bool)| match (legal, rules) {
            (false, _) => May::Never,
            (true, Rules::Careful) => careful(shaped.glyphs[i - 1].1, shaped.glyphs[i].1),
            (true, Rules::Plain | Rules::Spaced) => May::Yes,
        };
        legal.iter().enumerate().map(judge).collect()
    }

    /// Whether a line may begin with each glyph; with the first it does anyway.
    fn legal(&self, shaped: &Shaped) -> Vec<bool> {
        let mut may = vec![false; shaped.text.len() + 1];
        for at in self.segmenter.segment_str(shaped.text) {
            may[at] = true;
        }
        let after_first = shaped.glyphs.windows(2).map(|pair| {
            let [(_, before, _), (at, after, _)] = pair else { return false };
            tailored(*before, *after).unwrap_or(may[*at])
        });
        let first = shaped.glyphs.first().map(|_| false);
        first.into_iter().chain(after_first).collect()
    }
}

/// Whether a line may begin with a glyph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum May {
    Yes,
    /// Only where the stretch is longer than a line: between a number and its unit.
    InNeed,
    Never,
}

/// What Chinese text adds to Unicode's rules, between two characters; None where it adds
/// nothing.
fn tailored(before: char, after: char) -> Option<bool> {
    // most characters: neither is a mark
    if is_han(before) && is_han(after) {
        return None;
    }
    if NEVER_LAST.contains(before) || NEVER_FIRST.contains(after) {
        return Some(false);
    }
    if matches!(after, '“' | '‘' | '《' | '（') && is_wide(before) {
        return Some(true);
    }
    if matches!(before, '”' | '’' | '》' | '）') && is_han(after) {
        return Some(true);
    }
    None
}

/// A number and its unit belong together, the more so the parts of a unit.
fn careful(before: char, after: char) -> May {
    if matches!(before, '万' | '亿') && after == '元' {
        return May::Never;
    }
    let unit = before.is_ascii_digit() && UNITS.contains(after);
    if unit { May::InNeed } else { May::Yes }
}

/// Han, and the closing marks that a new quotation may follow.
fn is_wide(c: char) -> bool {
    is_han(c) || HANGING.contains(c) || matches!(c, '’' | '…')
}

/// Whether a character is Han.
pub fn is_han(c: char) -> bool {
    matches!(c as u32, 0x3400..=0x4DBF | 0x4E00..=0x9FFF | 0xF900..=0xFAFF | 0x20000..=0x3FFFF)
}

/// Fills each line as far as it goes. A stretch without an opportunity that is longer
/// than a line is cut before a unit, else where the line ends; how bad that was in all
/// comes second.
fn greedy(
    shaped: &Shaped,
    may: &[May],
    first_indent: f32,
    width: f32,
    rules: Rules,
) -> (Vec<Range<usize>>, usize) {
    let mut lines = Vec::new();
    let mut forced = 0;
    let (mut start, mut last, mut used) = (0, 0, first_indent);
    let mut i = 0;
    while i < shaped.glyphs.len() {
        if may[i] == May::Yes {
            last = i;
        }
        let mut advance = shaped.advance(i);
        if rules == Rules::Spaced && i > start {
            advance += shaped.space_before(i);
        }
        let hang = if rules == Rules::Careful { shaped.hang(i) } else { 0.0 };
        let blank = shaped.glyphs[i].1 == ' ';
        if used + advance - hang > width + 0.01 && i > start && !blank {
            let end = if last > start {
                last
            } else {
                let in_need = (start + 1..=i).rev().find(|k| may[*k] == May::InNeed);
                forced += if in_need.is_some() { 1 } else { WITHIN_WORD };
                in_need.unwrap_or_else(|| emergency(shaped, start, i))
            };
            lines.push(start..end);
            (start, last, used, i) = (end, end, 0.0, end);
            continue;
        }
        used += advance;
        i += 1;
    }
    if start < shaped.glyphs.len() || lines.is_empty() {
        lines.push(start..shaped.glyphs.len());
    }
    (lines, forced)
}

/// Where to cut a stretch without an opportunity: as late as no mark is put in the wrong
/// place, else where the line ends.
fn emergency(shaped: &Shaped, start: usize, end: usize) -> usize {
    let allowed = |i: &usize| {
        let (before, after) = (shaped.glyphs[i - 1].1, shaped.glyphs[*i].1);
        !NEVER_LAST.contains(before) && !NEVER_FIRST.contains(after)
    };
    (start + 1..=end).rev().find(allowed).unwrap_or(end)
}

/// Gives a last line of a single character the one before it for company.
fn keep_company(shaped: &Shaped, may: &[May], lines: &mut [Range<usize>]) {
    let [.., before, last] = lines else { return };
    let marks = |r: &Range<usize>| {
        let glyphs = shaped.glyphs[r.clone()].iter();
        glyphs.filter(|g| !NEVER_FIRST.contains(g.1)).count()
    };
    if marks(last) > 1 {
        return;
    }
    let earlier = (before.start + 2..before.end).rev().find(|i| may[*i] == May::Yes);
    if let Some(cut) = earlier.filter(|cut| before.end - cut <= 6) {
        before.end = cut;
        last.start = cut;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{PageSetup, Style};
    use crate::layout::font::FontSet;
    use proptest::prelude::*;

    fn lines(text: &str, width: f32, rules: Rules) -> Vec<String> {
        let set = FontSet::embedded();
        let fonts = Fonts::new(&set);
        let shaped =
            Shaped::new(text, &Style::CellText.spec(&PageSetup::default()), &fonts);
        let lines = LineBreaker::default().lines(&shaped, 0.0, width, rules);
        let piece = |r: Range<usize>| shaped.glyphs[r].iter().map(|g| g.1).collect();
        lines.into_iter().map(piece).collect()
    }

    #[test]
    fn number_and_unit_stay_together() {
        assert_eq!(lines("全年举办培训12场次", 73.5, Rules::Careful)[1], "12场次");
        assert_eq!(lines("满意度≥90%", 42.0, Rules::Careful)[1], "≥90%");
    }

    #[test]
    fn an_amount_too_long_for_a_line_is_cut_before_its_unit() {
        assert_eq!(lines("≤1260.00万元", 58.0, Rules::Careful), ["≤1260.00", "万元"]);
    }

    #[test]
    fn lines_made_alike_cut_no_number() {
        let set = FontSet::embedded();
        let fonts = Fonts::new(&set);
        let spec = Style::CellLabel.spec(&PageSetup::default());
        let shaped = Shaped::new("≤5.00万元", &spec, &fonts);
        let breaker = LineBreaker::default();
        let width = breaker.balanced(&shaped, 49.0);
        let lines = breaker.lines(&shaped, 0.0, width, Rules::Careful);
        assert_eq!(lines, [0..5, 5..7]);
    }

    #[test]
    fn a_closing_mark_may_hang() {
        assert_eq!(lines("开展科普，服务群众", 48.0, Rules::Careful)[0], "开展科普，");
        assert_eq!(lines("开展科普，服务群众", 48.0, Rules::Plain)[0], "开展科");
    }

    #[test]
    fn the_last_character_is_not_alone() {
        assert_eq!(lines("可持续影响指标", 63.0, Rules::Careful)[1], "指标");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(300))]

        #[test]
        fn nothing_is_lost_and_no_line_begins_or_ends_wrongly(
            text in "([（《“]?([一-丰]{1,6}|[0-9]{1,4}[%年次]|[a-z]{1,5} [a-z]{1,5})[，。、；）》”]{0,2}){0,12}",
            width in 60.0f32..300.0,
        ) {
            for rules in [Rules::Careful, Rules::Plain, Rules::Spaced] {
                let lines = lines(&text, width, rules);
                prop_assert_eq!(lines.concat(), text.clone());
                for pair in lines.windows(2) {
                    let first = pair[1].chars().next().unwrap_or('甲');
                    let last = pair[0].trim_end().chars().last().unwrap_or('甲');
                    prop_assert!(!"，。、；）》”%".contains(first), "{:?}", lines);
                    prop_assert!(!"（《“".contains(last), "{:?}", lines);
                }
            }
        }
    }
}
