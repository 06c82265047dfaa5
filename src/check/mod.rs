//! stub
/// codes
pub const REGISTRY: &[&str] = &[];
