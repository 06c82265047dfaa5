//! `jixiao schema`: the file format for editors.

use super::{Failure, print};

/// Prints the JSON Schema of the files.
pub fn run() -> Result<bool, Failure> {
    print(&jixiao::load::schema::schema())?;
    Ok(true)
}
