//! A department.

use super::project::OfProject;
use super::row::{NOTHING, OfRow};
use super::{Reading, Scope};
use crate::model::own::{OwnRow, value_of};
use crate::model::profile::Owner;
use crate::model::{Department, Profile, Project};
use crate::text::source::Span;

/// A department: its own fields, and its projects as items.
#[derive(Clone, Copy)]
pub struct OfDepartment<'a> {
    /// The department.
    pub department: &'a Department,
    /// The form.
    pub profile: &'a Profile,
}

/// The names of the list of projects.
const PROJECTS: [&str; 2] = ["项目", "预算项目"];

/// A project of nothing, to judge expressions by.
static NO_PROJECT: std::sync::LazyLock<Project> =
    std::sync::LazyLock::new(Project::default);

impl<'a> OfDepartment<'a> {
    fn rows(&self, name: &str) -> &'a [OwnRow] {
        let found = self.department.fields.iter().find(|f| f.name.value == name);
        found.and_then(|f| f.rows()).unwrap_or_default()
    }

    fn table_rows(&self, path: &[&str]) -> Option<Vec<OfRow<'a>>> {
        let (name, inner) = path.split_first()?;
        let field = self.profile.field(Owner::Department, name)?;
        let year = &self.department.year;
        OfRow::below(field, self.rows(name), inner, year, self.profile)
    }
}

impl Scope for OfDepartment<'_> {
    fn get(&self, path: &[&str]) -> Option<Reading> {
        let d = self.department;
        match path {
            ["年度"] => Some(Reading::year(&d.year)),
            ["部门名称"] => Some(Reading::text(&d.name)),
            [name] => {
                let field = self.profile.field(Owner::Department, name)?;
                let value = value_of(&d.fields, name);
                Reading::own(value, &field.kind, &field.default, self.profile)
            }
            [name, row @ .., column] => {
                let field = self.profile.field(Owner::Department, name)?;
                let rows = self.rows(name);
                OfRow::fixed(field, rows, row, &d.year, self.profile)?.get(&[column])
            }
            [] => None,
        }
    }

    fn items(&self, path: &[&str]) -> Option<Vec<Box<dyn Scope + '_>>> {
        let d = self.department;
        match path {
            [name] if PROJECTS.contains(name) => {
                let of =
                    |project| OfProject { project, year: &d.year, profile: self.profile };
                let boxed = |project| Box::new(of(project)) as Box<dyn Scope + '_>;
                Some(d.projects.iter().map(boxed).collect())
            }
            _ => {
                let rows = self.table_rows(path)?.into_iter();
                Some(rows.map(|r| Box::new(r) as Box<dyn Scope + '_>).collect())
            }
        }
    }

    fn item(&self, path: &[&str]) -> Option<Box<dyn Scope + '_>> {
        let (name, _) = path.split_first()?;
        let (year, profile) = (&self.department.year, self.profile);
        if path.len() == 1 && PROJECTS.contains(name) {
            return Some(Box::new(OfProject { project: &NO_PROJECT, year, profile }));
        }
        self.table_rows(path)?;
        let table = profile.field(Owner::Department, name)?.table()?;
        Some(Box::new(OfRow { table, rows: &[], row: &NOTHING, year, profile, depth: 0 }))
    }

    fn names(&self) -> Vec<String> {
        let own = self.profile.fields_of(Owner::Department);
        let own = own.map(|f| f.name.clone());
        own.chain(["年度", "部门名称", "项目"].map(str::to_owned)).collect()
    }

    fn span(&self) -> Span {
        self.department.span.unwrap_or(Span::NONE)
    }
}
