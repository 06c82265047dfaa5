//! Whether text is seen in the order in which it is read: down the pages, and in a table
//! from left to right and row by row.

use super::marks::Marked;
use std::collections::BTreeMap;

/// How far texts of neighbours may reach into each other, in points.
const SLACK: f32 = 2.0;

/// Content with its page.
pub type Placed<'a> = (usize, &'a Marked);

/// What was read so far.
#[derive(Default)]
pub struct Order<'a> {
    /// The last content before the table.
    last: Option<Placed<'a>>,
    /// The last content of each column of the table.
    columns: BTreeMap<usize, Placed<'a>>,
    /// Page and lower edge of the last row.
    band: Option<(usize, f32)>,
    /// The deepest content of the table: what follows stands below it.
    deepest: Option<Placed<'a>>,
    /// What stands where it should not.
    pub misplaced: Vec<Placed<'a>>,
}

impl<'a> Order<'a> {
    /// Content of one paragraph, or of the paragraphs of one cell.
    pub fn follow(&mut self, marks: &[Placed<'a>]) {
        for pair in marks.windows(2) {
            let (before, after) = (pair[0], pair[1]);
            let follows =
                after.0 > before.0 || after.0 == before.0 && after.1.is_behind(before.1);
            if !follows {
                self.misplaced.push(after);
            }
        }
    }

    /// A paragraph outside of tables.
    pub fn line(&mut self, marks: &[Placed<'a>]) {
        self.end_table();
        let mut seen = marks.iter().filter(|m| m.1.area.is_some());
        let Some(first) = seen.next() else { return };
        if let Some(last) = self.last {
            self.below(last, *first);
        }
        self.last = Some(*seen.next_back().unwrap_or(first));
    }

    fn below(&mut self, last: Placed<'a>, first: Placed<'a>) {
        let is_below = first.0 > last.0 || first.0 == last.0 && first.1.is_below(last.1);
        if !is_below {
            self.misplaced.push(first);
        }
    }

    /// What comes next is not in the table so far.
    pub fn end_table(&mut self) {
        self.last = self.deepest.take().or(self.last);
        self.columns.clear();
        self.band = None;
    }

    /// A cell that begins in a row.
    pub fn cell(&mut self, column: usize, count: usize, marks: &[Placed<'a>]) {
        let mut seen = marks.iter().filter(|m| m.1.area.is_some());
        let Some(first) = seen.next() else { return };
        let last = *seen.next_back().unwrap_or(first);
        for column in column..column + count {
            let above = self.columns.insert(column, last).or(self.last);
            if let Some(above) = above {
                self.below(above, *first);
            }
        }
    }

    /// All cells of a row, from left to right, those too that began above.
    pub fn row<'m>(&mut self, cells: impl Iterator<Item = &'m [Placed<'a>]>)
    where
        'a: 'm,
    {
        let mut rights: BTreeMap<usize, f32> = BTreeMap::new();
        for marks in cells {
            let seen = || marks.iter().filter_map(|(p, m)| Some((*p, *m, m.area?)));
            for (page, mark, area) in seen() {
                if rights.get(&page).is_some_and(|right| area.left < right - SLACK) {
                    self.misplaced.push((page, mark));
                }
            }
            for (page, _, area) in seen() {
                let right = rights.entry(page).or_insert(area.right);
                *right = right.max(area.right);
            }
        }
    }

    /// The cells that stand in one row alone: below those of the row before.
    pub fn band<'m>(&mut self, cells: impl Iterator<Item = &'m [Placed<'a>]>)
    where
        'a: 'm,
    {
        let above = self.band;
        let cells = cells.flatten().filter_map(|(p, m)| Some((*p, *m, m.area?)));
        for (page, mark, area) in cells {
            let is_below = above.is_none_or(|(last, bottom)| {
                page > last || page == last && area.top <= bottom + SLACK
            });
            if !is_below {
                self.misplaced.push((page, mark));
            }
            let deepens = self.band.is_none_or(|(last, bottom)| {
                page > last || page == last && area.bottom < bottom
            });
            if deepens {
                self.band = Some((page, area.bottom));
                self.deepest = Some((page, mark));
            }
        }
    }
}
