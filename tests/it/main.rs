//! Tests of the library as its users see it.
// a helper of a test may fail the test
#![allow(clippy::unwrap_used)]

mod import;
