//! Logs: sentences with fields to search on, never names, addresses or texts.

use std::io::IsTerminal;

use tracing_subscriber::{EnvFilter, fmt, prelude::*};

/// Sends logs to standard error; `RUST_LOG` chooses how much.
pub fn start(json: bool) {
    let filter = EnvFilter::try_from_default_env()
        .unwrap_or_else(|_| EnvFilter::new("info,sqlx::query=error"));
    let registry = tracing_subscriber::registry().with(filter);
    // A second start, as in tests, keeps the first.
    let _ = if json {
        let lines = fmt::layer().json().with_writer(std::io::stderr);
        registry.with(lines).try_init()
    } else {
        let lines =
            fmt::layer().with_ansi(std::io::stderr().is_terminal()).with_writer(std::io::stderr);
        registry.with(lines).try_init()
    };
}
