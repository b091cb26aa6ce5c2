//! What a server leaves in a folder when it is killed while it writes: the file beside its place, under another name.

use std::{fs, io, path::Path, time::Duration};

/// How long nothing that is being written stands still.
const OLD: Duration = Duration::from_secs(24 * 60 * 60);

/// Deletes what stands unfinished in the folders of regions, and returns how much that was.
pub(super) fn clear(regions: &Path) -> io::Result<usize> {
    if !regions.is_dir() {
        return Ok(0);
    }
    let mut cleared = 0;
    for region in fs::read_dir(regions)? {
        let region = region?;
        if !region.file_type()?.is_dir() {
            continue;
        }
        for entry in fs::read_dir(region.path())? {
            let entry = entry?;
            let is_old = || -> io::Result<bool> {
                let about = entry.metadata()?;
                let age = about.modified()?.elapsed().unwrap_or_default();
                Ok(about.is_file() && OLD < age)
            };
            if entry.file_name().to_str().is_some_and(is_unfinished) && is_old()? {
                fs::remove_file(entry.path())?;
                cleared += 1;
            }
        }
    }
    Ok(cleared)
}

/// Tells whether a file of this name was being written: its own name, and a number behind it.
fn is_unfinished(name: &str) -> bool {
    name.split_once('#').is_some_and(|(file, number)| {
        file.parse::<domain::FileId>().is_ok()
            && !number.is_empty()
            && number.bytes().all(|byte| byte.is_ascii_digit())
    })
}
