//! Cargo, started from within cargo.
//!
//! Invariant: the inner cargo sees the same environment as one that was typed by hand. The variables that
//! `cargo run` adds would make build scripts run again at every change between the two.

use std::{env, process::Command};

/// Returns the same cargo that started this program, without the variables it added.
pub fn cargo(arguments: &[&str]) -> Command {
    let program = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(program);
    for (name, _) in env::vars_os() {
        if name.to_str().is_some_and(added_by_cargo) {
            command.env_remove(name);
        }
    }
    command.args(arguments);
    command
}

fn added_by_cargo(name: &str) -> bool {
    const NAMES: [&str; 5] =
        ["CARGO", "CARGO_BIN_NAME", "CARGO_CRATE_NAME", "CARGO_PRIMARY_PACKAGE", "OUT_DIR"];
    NAMES.contains(&name) || name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cargo_adds_is_removed_and_what_people_set_stays() {
        assert!(added_by_cargo("CARGO_PKG_NAME"));
        assert!(added_by_cargo("CARGO_MANIFEST_DIR"));
        assert!(added_by_cargo("OUT_DIR"));
        assert!(!added_by_cargo("CARGO_TARGET_DIR"));
        assert!(!added_by_cargo("CARGO_HOME"));
        assert!(!added_by_cargo("RUSTFLAGS"));
    }
}
