//! Weights of findings, which a form may change.

/// How much a finding weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Worth knowing; nothing to do.
    Info,
    /// A reviewer would ask about it.
    Warning,
    /// The text would be sent back.
    Error,
}

impl Severity {
    /// The word in machine-readable output.
    pub fn name(self) -> &'static str {
        match self {
            Severity::Info => "info",
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }

    /// The word that people read.
    pub fn chinese(self) -> &'static str {
        match self {
            Severity::Info => "说明",
            Severity::Warning => "警告",
            Severity::Error => "错误",
        }
    }
}
