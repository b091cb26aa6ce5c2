//! Copies of the store of files: into a folder beside the backup of a database, and back.
//!
//! Invariant: the database is copied first. What an entry of the copy attaches was put down before, and does not change.

use std::{
    collections::BTreeSet,
    ffi::OsString,
    path::{Path, PathBuf},
};

use domain::FileId;

use super::{FilesError, store::Store};

/// Returns the folder with files beside a backup, or beside a database.
pub fn companion(file: &Path) -> PathBuf {
    let mut name: OsString = file.as_os_str().to_owned();
    name.push(".files");
    PathBuf::from(name)
}

/// Copies every file of a store into a folder, and returns which.
pub async fn copy_out(from: &Store, to: &Path) -> Result<BTreeSet<FileId>, FilesError> {
    copy(from, &Store::at(&to.display().to_string())?).await
}

/// Copies every file of a folder into a store, where it is not there yet, and returns which.
pub async fn copy_in(from: &Path, to: &Store) -> Result<BTreeSet<FileId>, FilesError> {
    match Store::there(&from.display().to_string())? {
        Some(from) => copy(&from, to).await,
        None => Ok(BTreeSet::new()),
    }
}

async fn copy(from: &Store, to: &Store) -> Result<BTreeSet<FileId>, FilesError> {
    let there = to.keys().await?;
    let mut copied = BTreeSet::new();
    for key in from.keys().await?.difference(&there) {
        let (region, file, size) = *key;
        // What was removed meanwhile is not copied.
        if let Some(bytes) = from.get(region, file, size).await? {
            to.put_stream(region, file, bytes).await?;
            copied.insert(file);
        }
    }
    Ok(copied)
}
