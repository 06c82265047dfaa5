//! Display list → SVG, one page at a time, for a browser: plain text in our own fonts
//! that can be selected, found and read aloud.
//!
//! A run stands where the PDF has it. What was written keeps its place: `data-at` is
//! `file:start-end`, the file by its number among those that were read and the bytes in
//! it. Every cell is an area that can be clicked, also one in which nothing stands; such
//! a cell says in `data-beside` what place the nearest cell of its row has. Classes are
//! `text`, `cell`, `label` and `artifact`; links of the 目录 lead to `#page-N`.
//!
//! The text is set in the families that [`family`] names and [`web_font`] and
//! [`web_fonts`] make. Without them it is set in others, and the runs do not meet.

mod element;
mod font;
mod sfnt;

use crate::document::PageSetup;
use crate::layout::{Line, RULE, TextRun};
use crate::pages::{
    Area, DisplayList, DisplayPage, DrawnCell, DrawnText, Owner, Stroke, StructureTag,
};
use crate::text::source::Span;
use element::{attribute, escaped, length};
pub use font::{WebFont, family, web_font, web_fonts};
use rayon::prelude::*;
use std::fmt::Write;

/// Every page as SVG, made on all cores.
pub fn pages(list: &DisplayList) -> Vec<String> {
    let pages = list.pages.par_iter().enumerate();
    pages.map(|(index, page)| svg(page, index, list)).collect()
}

/// The page `index` as SVG; None where there is none.
pub fn page(list: &DisplayList, index: usize) -> Option<String> {
    list.pages.get(index).map(|page| svg(page, index, list))
}

fn svg(page: &DisplayPage, index: usize, list: &DisplayList) -> String {
    let mut writer = Writer { out: String::with_capacity(32 * 1024), list };
    begin(&mut writer.out, index + 1, list.sheet);
    strokes(&mut writer.out, &page.strokes);
    let mut cells = page.cells.iter().peekable();
    let mut at = 0;
    while at < page.texts.len() || cells.peek().is_some() {
        match cells.next_if(|cell| cell.texts.start == at) {
            Some(cell) => {
                writer.cell(cell, page);
                at = cell.texts.end;
            }
            None => {
                writer.paragraph(&page.texts[at]);
                at += 1;
            }
        }
    }
    writer.out.push_str("</svg>\n");
    writer.out
}

/// The root; kerning and ligatures would move what the layout has placed.
fn begin(out: &mut String, number: usize, sheet: &PageSetup) {
    let (width, height) = (sheet.width(), sheet.height());
    let _ = write!(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" id=\"page-{number}\" \
width=\"{width}pt\" height=\"{height}pt\" viewBox=\"0 0 {width} {height}\" \
xml:lang=\"zh-CN\" xml:space=\"preserve\" font-kerning=\"none\" \
font-variant-ligatures=\"none\" text-rendering=\"geometricPrecision\" \
role=\"document\" aria-label=\"第 {number} 页\">"
    );
}

/// The strokes as one path.
fn strokes(out: &mut String, strokes: &[Stroke]) {
    if strokes.is_empty() {
        return;
    }
    let _ = write!(
        out,
        "<path fill=\"none\" stroke=\"#000\" stroke-width=\"{RULE}\" aria-hidden=\"true\" d=\""
    );
    for Stroke { from, to } in strokes {
        for (command, (x, y)) in [('M', from), ('L', to)] {
            out.push(command);
            length(out, *x);
            out.push(' ');
            length(out, *y);
        }
    }
    out.push_str("\"/>");
}

struct Writer<'a> {
    out: String,
    list: &'a DisplayList<'a>,
}

impl Writer<'_> {
    fn cell(&mut self, cell: &DrawnCell, page: &DisplayPage) {
        let table = page.rows[cell.row].table;
        let class = if cell.heading { "cell label" } else { "cell" };
        let (row, column) = (cell.row, cell.column);
        let _ = write!(
            self.out,
            "<g class=\"{class}\" data-table=\"{table}\" data-row=\"{row}\" data-column=\"{column}\""
        );
        match cell.source {
            Some(source) => self.place("data-at", source),
            None if cell.heading => {}
            None => {
                beside(cell, page).into_iter().for_each(|s| self.place("data-beside", s))
            }
        }
        self.out.push('>');
        self.area(cell.area);
        for text in page.texts_of(cell) {
            match text.source == cell.source && !is_artifact(text) {
                true => text.lines.iter().for_each(|line| self.line(line)),
                false => self.text(text, None),
            }
        }
        self.out.push_str("</g>");
    }

    fn paragraph(&mut self, text: &DrawnText) {
        let target = text.target.and_then(|heading| self.list.headings.get(heading));
        if let Some(heading) = target {
            let _ = write!(self.out, "<a href=\"#page-{}\">", heading.page + 1);
        }
        self.text(text, text.source.map(|_| text.area));
        if target.is_some() {
            self.out.push_str("</a>");
        }
    }

    /// A text, which can be clicked in the whole of its area, if it is given.
    fn text(&mut self, text: &DrawnText, area: Option<Area>) {
        match text.owner {
            Owner::Artifact(_) => {
                self.out.push_str("<g class=\"text artifact\" aria-hidden=\"true\"");
            }
            Owner::Element { tag: StructureTag::Heading(level), .. } => {
                let _ = write!(
                    self.out,
                    "<g class=\"text\" role=\"heading\" aria-level=\"{level}\""
                );
            }
            Owner::Element { .. } => self.out.push_str("<g class=\"text\""),
        }
        text.source.into_iter().for_each(|source| self.place("data-at", source));
        self.out.push('>');
        area.into_iter().for_each(|area| self.area(area));
        text.lines.iter().for_each(|line| self.line(line));
        self.out.push_str("</g>");
    }

    fn place(&mut self, name: &str, source: Span) {
        let Span { file, start, end } = source;
        let _ = write!(self.out, " {name}=\"{}:{start}-{end}\"", file.index());
    }

    /// What is clicked: nothing that is seen.
    fn area(&mut self, area: Area) {
        self.out.push_str("<rect fill=\"none\" pointer-events=\"all\"");
        let Area { left, top, width, height } = area;
        for (name, value) in
            [("x", left), ("y", top), ("width", width), ("height", height)]
        {
            attribute(&mut self.out, name, value);
        }
        self.out.push_str("/>");
    }

    fn line(&mut self, line: &Line) {
        let Some((first, rest)) = line.runs.split_first() else { return };
        self.out.push_str("<text");
        attribute(&mut self.out, "y", line.baseline);
        self.look(first, None);
        self.characters(first);
        for run in rest {
            self.out.push_str("<tspan");
            self.look(run, Some(first));
            self.characters(run);
            self.out.push_str("</tspan>");
        }
        self.out.push_str("</text>");
    }

    /// Where a run begins and how it looks, as far as it is not as `outer`.
    fn look(&mut self, run: &TextRun, outer: Option<&TextRun>) {
        attribute(&mut self.out, "x", run.x);
        if outer.is_none_or(|outer| outer.face != run.face) {
            let _ = write!(self.out, " font-family=\"{}\"", family(run.face));
        }
        if outer.is_none_or(|outer| outer.size != run.size) {
            attribute(&mut self.out, "font-size", run.size);
        }
        let tracking = |run: &TextRun| (run.tracking * 1000.0).round() / 1000.0;
        if outer.map_or(0.0, tracking) != tracking(run) {
            let _ = write!(self.out, " letter-spacing=\"{}\"", tracking(run));
        }
        if let Some(meant) = &run.meant {
            self.out.push_str(" data-meant=\"");
            escaped(&mut self.out, meant);
            self.out.push('"');
        }
    }

    fn characters(&mut self, run: &TextRun) {
        self.out.push('>');
        escaped(&mut self.out, &run.text);
    }
}

fn is_artifact(text: &DrawnText) -> bool {
    matches!(text.owner, Owner::Artifact(_))
}

/// The place of the nearest cell of the same row that has one, those before it first.
fn beside(cell: &DrawnCell, page: &DisplayPage) -> Option<Span> {
    let cells = &page.cells[page.rows[cell.row].cells.clone()];
    let before = cells.iter().rev().filter(|other| other.column < cell.column);
    let behind = cells.iter().filter(|other| other.column > cell.column);
    before.chain(behind).find_map(|other| other.source)
}
