//! The repository: its files as git knows them, and its history.

use std::{collections::BTreeSet, env, fs, io, path::PathBuf, process::Command};

use crate::source::Source;

/// The repository that the rules judge.
pub struct House {
    root: PathBuf,
}

/// A file or an answer of git that could not be read.
#[derive(Debug, thiserror::Error)]
pub enum Unreadable {
    /// A file of the repository.
    #[error("{file}: {source}")]
    File {
        /// Which one.
        file: String,
        /// What the system said.
        source: io::Error,
    },
    /// A Rust file that does not parse.
    #[error("{file}: {source}")]
    Rust {
        /// Which one.
        file: String,
        /// What the parser said.
        source: syn::Error,
    },
    /// A question to git.
    #[error("git {question}: {reason}")]
    Git {
        /// What was asked.
        question: String,
        /// Why there is no answer.
        reason: String,
    },
}

impl House {
    /// Opens the repository that this crate belongs to.
    pub fn open() -> House {
        // Read while running: cargo may run a test that it built in another copy of the repository.
        let built_in = || env!("CARGO_MANIFEST_DIR").into();
        let own = env::var_os("CARGO_MANIFEST_DIR").map_or_else(built_in, PathBuf::from);
        House::at(own.join("../.."))
    }

    /// Opens another repository.
    pub fn at(root: impl Into<PathBuf>) -> House {
        House { root: root.into() }
    }

    /// Lists the files that are part of the repository or about to become so.
    pub fn files(&self) -> Result<Vec<String>, Unreadable> {
        let listed = self.git(&["ls-files", "--cached", "--others", "--exclude-standard"])?;
        let files = listed.lines().filter(|file| self.root.join(file).is_file());
        let unique: BTreeSet<String> = files.map(str::to_owned).collect();
        Ok(unique.into_iter().collect())
    }

    /// Reads a file.
    pub fn read(&self, file: &str) -> Result<String, Unreadable> {
        let read = fs::read_to_string(self.root.join(file));
        read.map_err(|source| Unreadable::File { file: file.to_owned(), source })
    }

    /// Reads every Rust file.
    pub fn sources(&self) -> Result<Vec<Source>, Unreadable> {
        let files = self.files()?;
        let rust = files.into_iter().filter(|file| file.ends_with(".rs"));
        let mut sources = rust
            .map(|file| {
                let text = self.read(&file)?;
                Source::parse(file, text)
            })
            .collect::<Result<Vec<Source>, Unreadable>>()?;
        let test_modules: BTreeSet<String> =
            sources.iter().flat_map(Source::test_modules).collect();
        for source in &mut sources {
            source.is_test |= test_modules.iter().any(|module| within(&source.file, module));
        }
        Ok(sources)
    }

    /// Asks git.
    pub fn git(&self, question: &[&str]) -> Result<String, Unreadable> {
        let unreadable = |reason: String| Unreadable::Git { question: question.join(" "), reason };
        let output = Command::new("git")
            .arg("-C")
            .arg(&self.root)
            .args(question)
            .output()
            .map_err(|source| unreadable(source.to_string()))?;
        if !output.status.success() {
            return Err(unreadable(String::from_utf8_lossy(&output.stderr).trim().to_owned()));
        }
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    }
}

/// Tells whether a file is that module or lies below it.
fn within(file: &str, module: &str) -> bool {
    file.strip_prefix(module).is_some_and(|rest| rest == ".rs" || rest.starts_with('/'))
}
