//! Projects keep to their unit: printed are they by unit, whatever the order of the files.

use super::{Address, EditFault, Editor, Value};
use crate::yaml::edit::address::Step;
use crate::yaml::format;

impl Editor {
    /// Refuses to move a project past projects of other units alone: the order of print
    /// would stay as it is.
    pub(super) fn moves_in_unit(&self, at: &Address, to: usize) -> Result<(), EditFault> {
        let [Step::Key(key), Step::Item(from)] = at.steps() else { return Ok(()) };
        if key != format::PROJECTS || *from == to {
            return Ok(());
        }
        let codes = self.unit_codes();
        let unit = |project: usize| {
            let code = self.read(&Address::project(project).then("单位")).ok()?;
            codes.iter().position(|c| Some(c.as_str()) == code.as_text())
        };
        let own = unit(*from);
        let mut passed = (to.min(*from)..=to.max(*from)).filter(|i| i != from);
        match passed.any(|project| unit(project) == own) {
            true => Ok(()),
            false => Err(EditFault::OutsideUnit(at.clone())),
        }
    }

    /// The codes of the units, in the order of the department.
    fn unit_codes(&self) -> Vec<String> {
        let units = self.read(&Address::department().then("单位"));
        let Ok(Value::List(units)) = units else { return Vec::new() };
        let code = |unit: &Value| {
            let code = unit.get("单位编码").and_then(Value::as_text);
            code.unwrap_or_default().to_owned()
        };
        units.iter().map(code).collect()
    }
}
