//! A text → lines: they end where Unicode's rules and those of Chinese text let them.

mod fill;
mod opportunity;
mod shaped;

pub use opportunity::is_han;
pub use shaped::Shaped;

use fill::{greedy, keep_company};
use icu_segmenter::options::{LineBreakOptions, LineBreakStrictness};
use icu_segmenter::{LineSegmenter, LineSegmenterBorrowed};
use opportunity::{May, careful, tailored};
use std::ops::Range;

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

    /// How many lines word processors may make of a text: the fewest and the most of
    /// [`Rules::Plain`] and [`Rules::Spaced`].
    pub fn lines_elsewhere(
        &self,
        shaped: &Shaped,
        first_indent: f32,
        width: f32,
    ) -> (usize, usize) {
        let may = self.opportunities(shaped, Rules::Plain);
        let count = |rules| greedy(shaped, &may, first_indent, width, rules).0.len();
        let (plain, spaced) = (count(Rules::Plain), count(Rules::Spaced));
        (plain.min(spaced), plain.max(spaced))
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

    /// The width of the longest stretch that no line should cut: a date is one.
    pub fn longest_stretch(&self, shaped: &Shaped) -> f32 {
        let may = self.opportunities(shaped, Rules::Careful);
        longest(shaped, |i| may[i] == May::Yes)
    }

    /// The width of the longest code, amount or number of a document: characters that no
    /// line cuts.
    pub fn longest_number(&self, shaped: &Shaped) -> f32 {
        let part = |i: usize| {
            let c = shaped.glyphs[i].1;
            c.is_ascii_digit()
                || ".,-%〔〕".contains(c)
                || ends_document_number(shaped, i)
        };
        longest(shaped, |i| i == 0 || !(part(i - 1) && part(i)))
    }

    /// For each glyph how willingly a line begins with it.
    fn opportunities(&self, shaped: &Shaped, rules: Rules) -> Vec<May> {
        let legal = shaped.legal.get_or_init(|| self.legal(shaped));
        let judge = |(i, legal): (usize, &bool)| match (legal, rules) {
            (false, _) => May::Never,
            (true, Rules::Careful) if in_date(shaped, i) => May::InNeed,
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

/// The width of the longest stretch between the glyphs where one `begins`.
fn longest(shaped: &Shaped, begins: impl Fn(usize) -> bool) -> f32 {
    let (mut longest, mut width) = (0.0f32, 0.0);
    for i in 0..shaped.glyphs.len() {
        width = if begins(i) { 0.0 } else { width } + shaped.advance(i);
        longest = longest.max(width);
    }
    longest
}

/// Whether a glyph is the 号 of a number such as 〔2025〕118号.
fn ends_document_number(shaped: &Shaped, i: usize) -> bool {
    let before = shaped.glyphs[..i].iter().rev().map(|glyph| glyph.1);
    let mut rest = before.skip_while(char::is_ascii_digit);
    shaped.glyphs[i].1 == '号' && rest.next() == Some('〕')
}

/// Words that a date may end with, such as 底前.
const ENDS_OF_DATES: &str = "前底内末后初上中下旬";

/// Whether a glyph goes on with a date: 2026年|11月, 31日|前, 11月底|前.
fn in_date(shaped: &Shaped, i: usize) -> bool {
    let before = || shaped.glyphs[..i].iter().rev().map(|glyph| glyph.1);
    let c = shaped.glyphs[i].1;
    let ends = ENDS_OF_DATES.contains(c);
    let words = before().take(3).take_while(|c| ends && ENDS_OF_DATES.contains(*c));
    let mut date = before().skip(words.count());
    let unit = date.next().is_some_and(|c| matches!(c, '年' | '月' | '日'));
    unit && date.next().is_some_and(|c| c.is_ascii_digit())
        && (ends || c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{PageSetup, Style};
    use crate::layout::font::{FontSet, Fonts};
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
    fn a_date_is_not_cut() {
        let text = "工程完工2026年11月底前";
        assert_eq!(lines(text, 84.0, Rules::Careful), ["工程完工", "2026年11月底前"]);
        assert_eq!(
            lines("验收12月31日前后", 63.0, Rules::Careful),
            ["验收", "12月31日前后"]
        );
        assert_eq!(lines("2026年3月上旬前", 52.0, Rules::Careful)[0], "2026年3月");
        assert_eq!(lines("全年内容建设", 31.5, Rules::Careful), ["全年内", "容建设"]);
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
    fn dates_and_amounts_are_measured_whole() {
        let set = FontSet::embedded();
        let fonts = Fonts::new(&set);
        let spec = Style::CellText.spec(&PageSetup::default());
        let breaker = LineBreaker::default();
        let shaped = |text| Shaped::new(text, &spec, &fonts);
        let whole = |s: &Shaped| s.width(0..s.glyphs.len());
        let date = shaped("2026年12月31日前");
        assert_eq!(breaker.longest_stretch(&date), whole(&date));
        assert_eq!(breaker.longest_number(&date), whole(&shaped("2026")));
        let number = shaped("财教〔2025〕118号");
        assert_eq!(breaker.longest_number(&number), number.width(2..number.glyphs.len()));
        let amount = shaped("330984.00");
        assert_eq!(breaker.longest_number(&amount), whole(&amount));
        assert!(breaker.longest_number(&shaped("甲乙")) <= whole(&shaped("甲")));
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
