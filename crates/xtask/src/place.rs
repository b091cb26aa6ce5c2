//! Where things are: the repository and what is built from it.

use std::{env, path::PathBuf};

use crate::failure::Failure;

/// The folders that the commands work in.
pub struct Place {
    root: PathBuf,
    target: PathBuf,
}

impl Place {
    /// Finds the repository through cargo, or from the current folder upwards, and moves there.
    pub fn find() -> Result<Place, Failure> {
        let here = env::current_dir().map_err(Failure::file("."))?;
        // Read while running: a binary that was built in another worktree must still serve this one.
        let start = env::var_os("CARGO_MANIFEST_DIR").map_or(here, PathBuf::from);
        let root = start
            .ancestors()
            .find(|folder| folder.join("Cargo.lock").is_file())
            .ok_or_else(|| Failure::Missing {
                what: "the repository (no Cargo.lock above this folder)".into(),
                remedy: "Start the command inside the clone.".into(),
            })?
            .to_owned();
        env::set_current_dir(&root).map_err(Failure::file(&root))?;
        let target = env::var_os("CARGO_TARGET_DIR").map_or("target".into(), PathBuf::from);
        Ok(Place { target: root.join(target), root })
    }

    /// Returns a folder or file of the repository.
    pub fn at(&self, relative: &str) -> PathBuf {
        self.root.join(relative)
    }

    /// Returns the folder that the server hands out to browsers.
    pub fn site(&self) -> PathBuf {
        self.target.join("site")
    }

    /// Returns the server's binary.
    pub fn server(&self, release: bool) -> PathBuf {
        self.target.join(profile_folder(release)).join("server")
    }

    /// Returns a measurement or a floor, built for release.
    pub fn example(&self, name: &str) -> PathBuf {
        self.target.join("release/examples").join(name)
    }

    /// Returns the folder in which measurements make their databases.
    pub fn benches(&self) -> PathBuf {
        self.target.join("bench")
    }

    /// Returns the compiled browser program, before wasm-bindgen made it loadable.
    pub fn frontend(&self, release: bool) -> PathBuf {
        let profile = if release { "wasm-release" } else { "debug" };
        self.target.join(crate::needs::WASM).join(profile).join("frontend.wasm")
    }
}

fn profile_folder(release: bool) -> &'static str {
    if release { "release" } else { "debug" }
}
