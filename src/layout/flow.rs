//! Blocks one below the other, page after page.

use super::grid::Grid;
use super::paragraph::{Broken, Setter};
use super::shares::Filled;
use super::{Heading, Page, Piece, PlacedTable, Section};
use crate::document::{Block, Paragraph, Table};

/// Between two tables that follow each other.
const TABLE_GAP: f32 = 6.0;
/// Room left at a page's end, for the rules and rounding of word processors.
pub const SLACK: f32 = 4.0;

/// The pages of one section while they are filled.
pub struct Flow<'a> {
    setter: &'a Setter<'a>,
    section: Section,
    /// The pages so far.
    pub pages: Vec<Page>,
    /// The headings so far; their page counts within the section.
    pub headings: Vec<Heading>,
    /// Used height of the page. It counts the room that lines may need elsewhere, so it
    /// can be more than what is drawn.
    used: f32,
    /// Where the next line is drawn, from the top of the type area.
    drawn: f32,
    tables: usize,
}

impl<'a> Flow<'a> {
    /// An empty section.
    pub fn new(section: Section, setter: &'a Setter<'a>) -> Self {
        let mut flow = Flow {
            setter,
            section,
            pages: Vec::new(),
            headings: Vec::new(),
            used: 0.0,
            drawn: 0.0,
            tables: 0,
        };
        flow.begin_page(false);
        flow
    }

    /// Places blocks in order.
    pub fn blocks(&mut self, blocks: &[Block]) {
        for (i, block) in blocks.iter().enumerate() {
            match block {
                Block::PageBreak if self.is_fresh() => {}
                Block::PageBreak => self.begin_page(false),
                Block::Table(table) => {
                    if matches!(
                        i.checked_sub(1).map(|p| &blocks[p]),
                        Some(Block::Table(_))
                    ) {
                        self.advance(TABLE_GAP, TABLE_GAP);
                    }
                    self.table(table);
                }
                Block::Paragraph(paragraph) => {
                    self.paragraph(paragraph, &blocks[i + 1..]);
                }
            }
        }
    }

    /// What has been filled.
    pub fn filled(self) -> Filled {
        Filled { pages: self.pages, headings: self.headings, tables: self.tables }
    }

    /// Begins a page, because the one before has no room left.
    pub fn new_page(&mut self) {
        self.begin_page(true);
    }

    fn begin_page(&mut self, flows: bool) {
        let (number, section) = (self.pages.len() + 1, self.section);
        let (pieces, footer, spare) = (Vec::new(), None, 0.0);
        self.pages.push(Page { section, number, flows, spare, pieces, footer });
        self.used = 0.0;
        self.drawn = 0.0;
    }

    /// A section in which nothing stands has no page.
    pub fn drop_if_empty(&mut self) {
        if self.pages.len() == 1 && self.is_fresh() {
            self.pages.clear();
        }
    }

    /// Whether nothing stands on the page yet.
    pub fn is_fresh(&self) -> bool {
        self.pages.last().is_none_or(|p| p.pieces.is_empty())
    }

    /// Height left on the page.
    pub fn left(&self) -> f32 {
        self.setter.page().text_height() - self.used
    }

    /// Where the next line is drawn, from the top of the page.
    pub fn top(&self) -> f32 {
        self.setter.page().top() + self.drawn
    }

    /// Moves down: on the page as counted, and as drawn.
    pub fn advance(&mut self, used: f32, drawn: f32) {
        self.used += used;
        self.drawn += drawn;
    }

    /// Puts a piece on the page.
    pub fn push(&mut self, piece: Piece) {
        if let Some(page) = self.pages.last_mut() {
            page.pieces.push(piece);
        }
    }

    fn spare(&mut self, height: f32) {
        if let Some(page) = self.pages.last_mut() {
            page.spare += height;
        }
    }

    fn paragraph(&mut self, paragraph: &Paragraph, followers: &[Block]) {
        let broken = self.setter.break_lines(paragraph, self.setter.page().text_width());
        let spec = broken.spec;
        let all = 0..broken.lines.len();
        let room = self.setter.room(&broken, all.clone()) as f32 * spec.pitch;
        let fixed = paragraph.before * spec.pitch;
        let above = if self.is_fresh() { fixed } else { fixed + spec.above };
        let whole = spec.outline.is_some();
        let company = match whole && !self.is_fresh() {
            true => spec.below + self.company(followers),
            false => 0.0,
        };
        let needs = above + if whole { room + company } else { spec.pitch };
        let mut above = above;
        if needs > self.left() + 0.01 && !self.is_fresh() {
            self.new_page();
            above = fixed;
        }
        self.advance(above, above);
        self.lines(&broken, above, whole);
        self.advance(spec.below, spec.below);
    }

    /// The height of what must stand on the page of a heading: the beginning of what
    /// follows it, and all headings before that.
    fn company(&self, followers: &[Block]) -> f32 {
        let page = self.setter.page();
        let mut height = 0.0;
        for block in followers {
            let Block::Paragraph(next) = block else { break };
            let spec = self.setter.spec(next.style);
            // what is higher than a page cannot be kept together
            if spec.outline.is_none() || height > page.text_height() {
                return height + spec.pitch;
            }
            let broken = self.setter.break_lines(next, page.text_width());
            let lines = self.setter.room(&broken, 0..broken.lines.len());
            let around = next.before * spec.pitch + spec.above + spec.below;
            height += around + lines as f32 * spec.pitch;
        }
        let behind = followers.iter().find(|b| !matches!(b, Block::Paragraph(_)));
        let Some(Block::Table(table)) = behind else { return height };
        let mut grid = Grid::new(table, self.setter);
        height + grid.beginning(self.setter) + SLACK
    }

    /// Sets the lines of a paragraph over as many pages as they need.
    fn lines(&mut self, broken: &Broken, above: f32, whole: bool) {
        let pitch = broken.spec.pitch;
        let count = broken.lines.len();
        let mut next = 0;
        while next < count {
            let end = if whole { count } else { self.fitting(broken, next) };
            let left = self.setter.page().left();
            let mut placed = self.setter.place(broken, next..end, left, self.top());
            placed.above = if next == 0 { above } else { 0.0 };
            if next == 0 {
                placed.heading = self.heading(broken, placed.top);
            }
            let room = self.setter.room(broken, next..end) as f32 * pitch;
            let fewest = self.setter.fewest(broken, next..end);
            self.push(Piece::Paragraph(placed));
            self.spare((end - next).saturating_sub(fewest) as f32 * pitch);
            self.advance(room, (end - next) as f32 * pitch);
            next = end;
            if next < count {
                self.new_page();
            }
        }
    }

    /// The end of the lines from `next` on that fit on this page; at least one does.
    fn fitting(&self, broken: &Broken, next: usize) -> usize {
        let pitch = broken.spec.pitch;
        let lines = ((self.left() + 0.01) / pitch).max(1.0) as usize;
        let mut end = (next + lines).min(broken.lines.len());
        while end > next + 1
            && self.setter.room(broken, next..end) as f32 * pitch > self.left() + 0.01
        {
            end -= 1;
        }
        end
    }

    fn heading(&mut self, broken: &Broken, top: f32) -> Option<usize> {
        let level = broken.spec.outline?;
        self.headings.push(Heading {
            text: broken.paragraph.text.clone(),
            level,
            page: self.pages.len() - 1,
            number: self.pages.len(),
            top,
            contents: broken.paragraph.contents,
        });
        Some(self.headings.len() - 1)
    }

    /// The line above the rest of a table.
    fn continuation(&mut self, line: &Paragraph) {
        let sheet = self.setter.page();
        let broken = self.setter.break_lines(line, sheet.text_width());
        let all = 0..broken.lines.len();
        let room = self.setter.room(&broken, all.clone()) as f32;
        let placed = self.setter.place(&broken, all.clone(), sheet.left(), self.top());
        self.push(Piece::Paragraph(placed));
        let pitch = broken.spec.pitch;
        self.advance(room * pitch, all.len() as f32 * pitch);
    }

    fn table(&mut self, table: &Table) {
        let mut grid = Grid::new(table, self.setter);
        let index = self.tables;
        self.tables += 1;
        while !grid.is_done() {
            let fresh = self.is_fresh();
            if let Some(line) = table.continued.as_ref().filter(|_| grid.is_started()) {
                self.continuation(line);
            }
            let top = self.top();
            let available = self.left() - SLACK;
            match grid.take(top, available, fresh, self.setter) {
                None => self.new_page(),
                Some(rows) => {
                    let height = rows.iter().map(|r| r.height).sum();
                    let edges = grid.edges().to_vec();
                    self.push(Piece::Table(PlacedTable {
                        table: index,
                        top,
                        edges,
                        rows,
                    }));
                    self.advance(height, height);
                    if !grid.is_done() {
                        self.new_page();
                    }
                }
            }
        }
    }
}
