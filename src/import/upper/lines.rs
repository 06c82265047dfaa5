//! Rows that the 表样 of the form has.

use super::super::block::{ImportParagraph, ImportRow};
use super::super::note::Notes;
use super::super::own_table::OwnTable;
use super::super::project::{append, paragraphs_text, slot_of};
use super::super::text::tight;
use super::{Upper, percent};
use crate::model::profile::Owner;
use crate::model::{Field, Milestone};
use crate::sheet::Slot;
use crate::text::source::{Span, Spanned};

impl Upper<'_> {
    /// Takes a row of the table that a field of the form is; false where it is none.
    pub fn own_row(&mut self, name: &str, row: &ImportRow) -> bool {
        let profile = self.form.profile;
        OwnTable::add(&mut self.tables, profile, Owner::Project, name, row)
    }

    /// Takes the values of a row that the 表样 of the form has.
    pub fn values(
        &mut self,
        values: Vec<(Slot, Vec<ImportParagraph>)>,
        row: &ImportRow,
        notes: &mut Notes,
    ) {
        self.amounts.begin_row();
        for (slot, text) in values {
            let to = match slot {
                Slot::Code => &mut self.code,
                // the words of a title may name the project again
                Slot::Name if !self.name.is_empty() && !continues(&text) => continue,
                Slot::Name => &mut self.name,
                Slot::Purpose => &mut self.purpose,
                Slot::Goals => &mut self.goals,
                Slot::MidTermGoals => &mut self.mid_term_goals,
                Slot::Own(name) => slot_of(&mut self.texts, name),
                Slot::Fund(path) => {
                    if !self.amounts.take(&[path], None, &text) {
                        self.unplaced(&paragraphs_text(&text), row, notes);
                    }
                    continue;
                }
                Slot::Month(month) => {
                    self.share(month, &text, row, notes);
                    continue;
                }
                // what follows from the rest is printed anew
                _ => continue,
            };
            append(to, &text);
        }
    }

    /// Takes the share of a month.
    fn share(
        &mut self,
        month: String,
        text: &[ImportParagraph],
        row: &ImportRow,
        notes: &mut Notes,
    ) {
        let text = tight(&paragraphs_text(text));
        if text.is_empty() {
            return;
        }
        match percent(&text, false) {
            Some((percent, _)) => {
                let month = Spanned::new(month, Span::NONE);
                self.plan.push(Milestone { month, percent: Field::of(percent) });
            }
            None => self.unplaced(&format!("{month} {text}"), row, notes),
        }
    }
}

fn continues(text: &[ImportParagraph]) -> bool {
    text.first().is_some_and(|p| p.continues)
}
