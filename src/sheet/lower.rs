//! The blocks of a 表样 → lines.

use super::line::{Cell, Content, Kind, Left, Line, Section, Style};
use super::name::{Meaning, meaning};
use super::{Of, Pattern, Slot, width};
use crate::document::PageSetup;
use crate::model::Profile;
use crate::model::profile::{Block, LabelPlace, SheetItem, What, Words, WordsAlign};

/// The lines of a table; none where the profile describes it by templates.
pub(crate) fn lower(profile: &Profile, of: Of) -> Vec<Section> {
    let Some(sheet) = of.sheet(profile) else { return Vec::new() };
    let page = PageSetup::new(&profile.page).unwrap_or_default();
    let mut lower = Lower {
        profile,
        of,
        total: page.text_width(),
        left: Vec::new(),
        is_mixed: false,
        labels: 0,
        began: 0,
        sections: Vec::new(),
    };
    lower.blocks(&sheet.blocks);
    lower.sections
}

/// The lines so far.
pub(super) struct Lower<'p> {
    pub profile: &'p Profile,
    pub of: Of,
    /// Width of the table, in points.
    pub total: f32,
    /// The labels on the left that are open, the outermost first.
    left: Vec<Left>,
    /// Whether they stand over rows of several kinds.
    is_mixed: bool,
    /// How many labels there were.
    labels: usize,
    /// The line at which the table that is open began, where it has no section of its own.
    began: usize,
    sections: Vec<Section>,
}

impl Lower<'_> {
    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            self.block(block);
        }
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Row(items) => match items.as_slice() {
                [item] => self.single(item),
                items if items.iter().any(|i| i.label == LabelPlace::Above) => {
                    self.beside(items);
                }
                items => self.row(items),
            },
            Block::Beside(items) => self.beside(items),
            Block::Group { label, width, blocks } => {
                let width = width.unwrap_or(width::LEFT);
                self.group(Pattern::label(label), width, blocks.len() > 1, |lower| {
                    lower.blocks(blocks);
                });
            }
            Block::Funds { names, order } => self.funds(names, *order),
            Block::Indicators(name) => {
                let group = self.profile.group(name.as_deref());
                self.indicators(group);
            }
            Block::Words { cells, border } => self.words(cells, *border),
        }
    }

    /// Rows with a label on the left.
    fn group(
        &mut self,
        words: Pattern,
        width: f32,
        is_mixed: bool,
        rows: impl FnOnce(&mut Self),
    ) {
        self.labels += 1;
        self.left.push(Left { id: self.labels, words, width });
        let before = self.is_mixed;
        self.is_mixed |= is_mixed;
        rows(self);
        self.is_mixed = before;
        self.left.pop();
    }

    /// A field that has its row to itself, or several rows.
    fn single(&mut self, item: &SheetItem) {
        let What::Field(name) = &item.what else {
            return self.row(std::slice::from_ref(item));
        };
        let Some(meaning) = meaning(self.profile, self.of, name) else { return };
        let own = match &meaning {
            Meaning::Value(_, title)
            | Meaning::Funds(title)
            | Meaning::Plan(title)
            | Meaning::Tasks(title)
            | Meaning::Table(_, title) => title.clone(),
            Meaning::Indicators => String::new(),
        };
        let title = Pattern::label(item.title.as_ref().unwrap_or(&own));
        if let Meaning::Value(..) = meaning {
            return match item.label {
                LabelPlace::Above => self.beside(std::slice::from_ref(item)),
                _ => self.row(std::slice::from_ref(item)),
            };
        }
        match item.label {
            LabelPlace::Left if title != Pattern::default() => {
                self.group(title, width::LEFT, false, |lower| lower.several(meaning));
            }
            LabelPlace::Above => {
                let room = self.total - self.left_width();
                self.fixed(vec![Cell::label(title, room)]);
                self.several(meaning);
            }
            _ => self.several(meaning),
        }
    }

    fn several(&mut self, meaning: Meaning) {
        match meaning {
            Meaning::Funds(_) => self.funds(&[], Default::default()),
            Meaning::Plan(_) => self.plan(),
            Meaning::Tasks(_) => self.tasks(),
            Meaning::Table(name, _) => self.own_table(&name),
            Meaning::Indicators => self.indicators(0),
            Meaning::Value(..) => {}
        }
    }

    /// Fields side by side, each with its label in front.
    fn row(&mut self, items: &[SheetItem]) {
        let shares: Vec<f32> = items.iter().map(|i| i.share).collect();
        let at_edge = self.left.is_empty();
        let left = if at_edge { width::LEFT } else { self.left_width() };
        let places = width::places(left, self.total, &shares);
        let mut cells = Vec::new();
        for (i, (item, place)) in items.iter().zip(places).enumerate() {
            let edge = if at_edge && i == 0 { width::LEFT } else { 0.0 };
            match &item.what {
                What::Words(words) => {
                    cells.push(self.words_cell(words, place + edge, true));
                }
                What::Field(name) => self.labelled(item, name, place, edge, &mut cells),
            }
        }
        self.fixed(cells);
    }

    /// A field and its label, which has `edge` for itself where the row begins with it.
    fn labelled(
        &self,
        item: &SheetItem,
        name: &str,
        place: f32,
        edge: f32,
        cells: &mut Vec<Cell>,
    ) {
        let Some((slot, title)) = self.value(item, name) else { return };
        if item.label == LabelPlace::None {
            return cells.push(self.value_cell(slot, place + edge));
        }
        let label = if edge > 0.0 { edge } else { width::label(place) };
        let rest = place + edge - label;
        cells.push(Cell::label(title, label));
        cells.push(self.value_cell(slot, rest));
    }

    /// Fields side by side, each below its label.
    fn beside(&mut self, items: &[SheetItem]) {
        let shares: Vec<f32> = items.iter().map(|i| i.share).collect();
        let places = width::places(self.left_width(), self.total, &shares);
        let (mut heads, mut values) = (Vec::new(), Vec::new());
        for (item, place) in items.iter().zip(places) {
            match &item.what {
                What::Words(words) => {
                    heads.push(self.words_cell(words, place, true));
                    values.push(Cell::new(Content::Blank, Style::Text, place));
                }
                What::Field(name) => {
                    let Some((slot, title)) = self.value(item, name) else { continue };
                    heads.push(Cell::label(title, place));
                    values.push(self.value_cell(slot, place));
                }
            }
        }
        self.fixed(heads);
        self.fixed(values);
    }

    fn value(&self, item: &SheetItem, name: &str) -> Option<(Slot, Pattern)> {
        match meaning(self.profile, self.of, name)? {
            Meaning::Value(slot, title) => {
                let title = item.title.as_ref().unwrap_or(&title);
                Some((slot, Pattern::label(title)))
            }
            _ => None,
        }
    }

    fn value_cell(&self, slot: Slot, width: f32) -> Cell {
        let style = match &slot {
            Slot::Fund(_) => Style::Amount,
            Slot::Own(name) => self.own_style(name),
            Slot::Name | Slot::Purpose | Slot::Goals | Slot::MidTermGoals => Style::Text,
            Slot::UnitName | Slot::Department => Style::Text,
            _ => Style::Short,
        };
        Cell::new(Content::Value(slot), style, width)
    }

    /// 支出计划: the months, and below each its share.
    fn plan(&mut self) {
        let months = &self.profile.plan_months;
        let shares = vec![1.0; months.len()];
        let places = width::places(self.left_width(), self.total, &shares);
        let head = |(m, w): (&String, &f32)| Cell::label(Pattern::label(m), *w);
        let heads = months.iter().zip(&places).map(head).collect();
        let share = |(m, w): (&String, &f32)| {
            Cell::new(Content::Value(Slot::Month(m.clone())), Style::Short, *w)
        };
        let values = months.iter().zip(&places).map(share).collect();
        self.fixed(heads);
        self.fixed(values);
    }

    /// Words across the table.
    fn words(&mut self, words: &[Words], border: bool) {
        let shares = vec![1.0; words.len()];
        let places = width::places(self.left_width(), self.total, &shares);
        let cell = |(w, place): (&Words, f32)| self.words_cell(w, place, border);
        let cells = words.iter().zip(places).map(cell).collect();
        let line = Line { border, ..self.new_line(Kind::Fixed, cells) };
        self.put(line);
    }

    fn words_cell(&self, words: &Words, width: f32, border: bool) -> Cell {
        let pattern = Pattern::words(&words.text, self.profile, self.of).0;
        let is_label = border && pattern.slots().next().is_none();
        let style = match words.align {
            WordsAlign::Left if is_label => Style::Label,
            WordsAlign::Left => Style::Text,
            WordsAlign::Center if is_label => Style::Label,
            WordsAlign::Center => Style::Short,
            WordsAlign::Right => Style::Right,
        };
        Cell::new(Content::Words(pattern), style, width)
    }

    /// What the open labels take.
    pub(super) fn left_width(&self) -> f32 {
        self.left.iter().map(|l| l.width).sum()
    }

    /// Adds a row.
    pub(super) fn fixed(&mut self, cells: Vec<Cell>) {
        if !cells.is_empty() {
            self.line(Kind::Fixed, cells);
        }
    }

    /// Adds a line.
    pub(super) fn line(&mut self, kind: Kind, cells: Vec<Cell>) {
        let line = self.new_line(kind, cells);
        self.put(line);
    }

    fn new_line(&self, kind: Kind, cells: Vec<Cell>) -> Line {
        Line { left: self.left.clone(), kind, cells, border: true }
    }

    fn put(&mut self, line: Line) {
        let in_table = line.kind != Kind::Fixed;
        match self.sections.last_mut() {
            Some(last) if last.columns.is_none() || in_table => last.lines.push(line),
            _ => self.sections.push(Section { columns: None, lines: vec![line] }),
        }
    }

    /// Begins a table: a section of its own, unless its label stands over other rows too.
    pub(super) fn begin_table(&mut self, widths: &[(f32, f32)]) {
        if !self.is_mixed {
            let columns = Some(widths.to_vec());
            return self.sections.push(Section { columns, lines: Vec::new() });
        }
        if self.sections.last().is_none_or(|last| last.columns.is_some()) {
            self.sections.push(Section { columns: None, lines: Vec::new() });
        }
        self.began = self.sections.last().map_or(0, |last| last.lines.len());
    }

    /// Ends it.
    pub(super) fn end_table(&mut self, widths: &[(f32, f32)]) {
        if !self.is_mixed {
            return;
        }
        let Some(mut last) = self.sections.pop() else { return };
        self.share(&mut last.lines[self.began..], widths);
        self.sections.push(last);
    }
}
