//! Parts → package: a ZIP file whose bytes depend on the parts alone.

use std::io::{Cursor, Write};

use zip::result::ZipResult;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, System, ZipWriter};

/// A part of the package.
#[derive(Debug)]
pub struct PackagePart {
    /// Its path in the package.
    pub name: String,
    /// Its XML.
    pub xml: String,
}

/// The package of `parts`, in their order.
pub fn pack(parts: &[PackagePart]) -> Vec<u8> {
    whole(parts.iter().map(|part| (part.name.as_str(), part.xml.as_bytes())))
}

/// The same of parts that need not be XML, by name. No two have one name.
pub fn pack_bytes(parts: &[(String, Vec<u8>)]) -> Vec<u8> {
    whole(parts.iter().map(|(name, bytes)| (name.as_str(), &bytes[..])))
}

fn whole<'a>(parts: impl Iterator<Item = (&'a str, &'a [u8])>) -> Vec<u8> {
    match write(parts) {
        Ok(bytes) => bytes,
        // Memory takes every write, and no two parts have one name.
        Err(error) => unreachable!("{error}"),
    }
}

fn write<'a>(parts: impl Iterator<Item = (&'a str, &'a [u8])>) -> ZipResult<Vec<u8>> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        zip.start_file(name, options())?;
        zip.write_all(bytes)?;
    }
    Ok(zip.finish()?.into_inner())
}

/// The default date is 1980-01-01, the first that ZIP knows. The system is fixed because
/// it would else name the one that builds.
fn options() -> SimpleFileOptions {
    SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default())
        .system(System::Dos)
}
