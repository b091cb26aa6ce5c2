//! What the commands need from the machine: installed when possible, else named in one line.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
    time::SystemTime,
};

use crate::{child, failure::Failure, inner_cargo};

/// The target that browsers run.
pub const WASM: &str = "wasm32-unknown-unknown";

/// The oldest Node.js whose test runner the journeys use.
const NODE_MAJOR_MIN: u32 = 20;

/// Makes sure that the compiler can build for browsers.
pub fn wasm_target() -> Result<(), Failure> {
    let folder = child::ask("rustc", &["--print", "target-libdir", "--target", WASM]);
    if folder.is_some_and(|folder| Path::new(&folder).is_dir()) {
        return Ok(());
    }
    child::run(Command::new("rustup").args(["target", "add", WASM])).map_err(|reason| {
        Failure::Missing {
            what: format!("the compiler's target {WASM} ({reason})"),
            remedy: format!("Install rustup, then: rustup target add {WASM}"),
        }
    })
}

/// Makes sure that a recent Node.js and npm are there.
pub fn node() -> Result<(), Failure> {
    installed("npm", "npm", || child::ask("npm", &["--version"]).is_some())?;
    let version = child::ask("node", &["--version"]).unwrap_or_default();
    let major =
        version.trim_start_matches('v').split('.').next().and_then(|major| major.parse().ok());
    if major.is_none_or(|major: u32| major < NODE_MAJOR_MIN) {
        return Err(Failure::Missing {
            what: format!("Node.js {NODE_MAJOR_MIN} or newer (found: {version})"),
            remedy: "Install it from nodejs.org or your distribution.".into(),
        });
    }
    Ok(())
}

/// Makes sure that the packages of a folder with a lock file are installed as the lock says.
pub fn node_packages(folder: &Path) -> Result<(), Failure> {
    node()?;
    let lock = folder.join("package-lock.json");
    // npm writes this file last, so a broken installation does not count.
    let installed = folder.join("node_modules/.package-lock.json");
    if changed(&lock)? <= changed(&installed).unwrap_or(SystemTime::UNIX_EPOCH) {
        return Ok(());
    }
    child::run(Command::new("npm").args(["ci", "--no-audit", "--no-fund"]).current_dir(folder))
}

/// Makes sure that Chromium is there and returns where.
pub fn chromium() -> Result<PathBuf, Failure> {
    let find = || {
        ["chromium", "chromium-browser", "google-chrome"]
            .into_iter()
            .find_map(|name| child::ask("which", &[name]))
    };
    installed("Chromium", "chromium", || find().is_some())?;
    find().map(PathBuf::from).ok_or_else(|| missing("Chromium", "chromium"))
}

/// Makes sure that PostgreSQL's programs are there and returns their folder.
pub fn postgres() -> Result<PathBuf, Failure> {
    installed("PostgreSQL", "postgresql", || postgres_folder().is_some())?;
    postgres_folder().ok_or_else(|| missing("PostgreSQL", "postgresql"))
}

/// Tells whether this program runs as root.
pub fn as_root() -> bool {
    rustix::process::geteuid().is_root()
}

fn postgres_folder() -> Option<PathBuf> {
    let debian = fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let newest = debian
        .filter_map(|version| {
            let major: u32 = version.file_name().to_str()?.parse().ok()?;
            Some((major, version.path().join("bin")))
        })
        .filter(|(_, folder)| folder.join("initdb").is_file())
        .max_by_key(|(major, _)| *major);
    let elsewhere = || {
        let initdb = PathBuf::from(child::ask("which", &["initdb"])?);
        initdb.parent().map(Path::to_owned)
    };
    newest.map(|(_, folder)| folder).or_else(elsewhere)
}

/// Installs a Debian package when what it brings is not there and this machine allows it.
fn installed(what: &str, package: &str, present: impl Fn() -> bool) -> Result<(), Failure> {
    if present() {
        return Ok(());
    }
    if !as_root() || child::ask("which", &["apt-get"]).is_none() {
        return Err(missing(what, package));
    }
    eprintln!("installing {package}, because {what} is missing");
    for arguments in [&["update"][..], &["install", "--yes", "--no-install-recommends", package]] {
        let mut command = Command::new("apt-get");
        child::run(command.args(arguments).env("DEBIAN_FRONTEND", "noninteractive"))?;
    }
    if present() { Ok(()) } else { Err(missing(what, package)) }
}

fn missing(what: &str, package: &str) -> Failure {
    Failure::Missing {
        what: what.to_owned(),
        remedy: format!("On Debian or Ubuntu: sudo apt-get install {package}"),
    }
}

fn changed(path: &Path) -> Result<SystemTime, Failure> {
    fs::metadata(path).and_then(|file| file.modified()).map_err(Failure::file(path))
}

/// Returns cargo with the target for browsers, which `arguments` must not name themselves.
pub fn cargo_for_wasm(arguments: &[&str]) -> Command {
    let mut command = inner_cargo::cargo(arguments);
    command.args(["--target", WASM]);
    command
}
