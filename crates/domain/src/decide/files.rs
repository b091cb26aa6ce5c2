//! Judges files: attach one to an action, and remove it.

use super::{REASON_CHARS_MAX, TITLE_CHARS_MAX, Verdict, guarded};
use crate::actor::Actor;
use crate::event::Event;
use crate::file::{FILES_EVER_MAX, FILES_MAX, File};
use crate::ids::{ActionId, FileId};
use crate::refusal::Refusal;
use crate::region::Region;
use crate::rights::{Ability, demand};
use crate::text::TypedText;

/// Attaches a file. Whether what it is said to hold is there is for the server to say: files are not in the journal.
pub(super) fn attach(
    region: &Region,
    actor: &Actor,
    action: ActionId,
    file: &File<TypedText>,
) -> Verdict {
    let found = region.actions.get(&action).ok_or(Refusal::NotHere)?;
    found.must_take_files_of(actor)?;
    match region.file(file.id) {
        Some((there, _)) if there != action => return Err(Refusal::NotHere),
        Some((_, known)) if known.removed.is_some() => return Err(Refusal::FileIsRemoved),
        // The same once more changes nothing.
        Some((_, known)) if is_same(&known.file, file) => return Ok(vec![]),
        Some(_) => return Err(Refusal::NotAsItStands),
        None => {}
    }
    if !found.stand.is_open() {
        return Err(Refusal::NotAsItStands);
    }
    if FILES_MAX <= found.files_there().count() {
        return Err(Refusal::TooManyFiles { max: FILES_MAX });
    }
    if FILES_EVER_MAX <= found.files.len() {
        return Err(Refusal::TooManyFilesEver { max: FILES_EVER_MAX });
    }
    let name = guarded(&file.name.in_one_line(), TITLE_CHARS_MAX)?;
    if name.is_blank() {
        return Err(Refusal::FileNameMissing);
    }
    let File { id, name: _, hash, size, kind } = *file;
    let file = Box::new(File { id, name, hash, size, kind });
    Ok(vec![Event::ActionFileAttached { action, file }])
}

fn is_same(known: &File, file: &File<TypedText>) -> bool {
    let is_called_so = known.name.as_str() == file.name.in_one_line().as_str();
    is_called_so && (known.hash, known.size, known.kind) == (file.hash, file.size, file.kind)
}

/// Removes a file: whoever attached it, with their organisation, or the coordinator.
pub(super) fn remove(
    region: &Region,
    actor: &Actor,
    action: ActionId,
    file: FileId,
    reason: &TypedText,
) -> Verdict {
    let found = region.actions.get(&action).ok_or(Refusal::NotHere)?;
    let attached = found.files.iter().find(|attached| attached.file.id == file);
    let attached = attached.ok_or(Refusal::NotHere)?;
    demand(actor, Ability::Redact(attached.by.organisation))?;
    if attached.removed.is_some() {
        return Err(Refusal::FileIsRemoved);
    }
    let reason = guarded(reason, REASON_CHARS_MAX)?;
    if reason.is_blank() {
        return Err(Refusal::WhyRedactedMissing);
    }
    Ok(vec![Event::ActionFileRemoved { action, file, reason }])
}
