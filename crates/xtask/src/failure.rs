//! Why a command of the workshop ended early.

use std::{io, path::PathBuf};

/// Each reads as one line that says what to do about it.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    #[error("stopped on request")]
    Stopped,
    #[error("step failed: {step}: {reason}")]
    Step { step: String, reason: Box<Failure> },
    #[error("`{command}` ended with {status}")]
    Command { command: String, status: String },
    #[error("`{command}` did not start: {source}")]
    Start { command: String, source: io::Error },
    #[error("missing: {what}. {remedy}")]
    Missing { what: String, remedy: String },
    #[error("{}: {source}", path.display())]
    File { path: PathBuf, source: io::Error },
    #[error("cannot listen for Ctrl-C: {0}")]
    Signals(#[from] ctrlc::Error),
    #[error("wasm-bindgen: {0}")]
    Bindgen(String),
    #[error("PostgreSQL did not become ready; the end of its log:\n{log}")]
    PostgresSilent { log: String },
}

impl Failure {
    /// Names the file that an input or output error is about.
    pub fn file(path: impl Into<PathBuf>) -> impl FnOnce(io::Error) -> Failure {
        let path = path.into();
        move |source| Failure::File { path, source }
    }
}
