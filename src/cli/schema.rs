//! `jixiao schema`: the file format for editors.

use crate::cli::{Failure, print};

/// Prints the JSON Schema of the files.
pub fn run() -> Result<bool, Failure> {
    print(&jixiao::yaml::schema::schema())?;
    Ok(true)
}
