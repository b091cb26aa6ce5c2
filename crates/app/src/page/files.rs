//! What a page shows about files beside those that are attached.

use domain::{FileId, Refusal};
use serde::{Deserialize, Serialize};

use crate::form::files::{AttachForm, FileTrouble, RemoveFileForm};

/// The part of a page about files.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct FilesPart {
    /// Whether the installation keeps files.
    #[serde(default)]
    pub kept: bool,
    /// The form with a file that was refused.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refused: Option<RefusedFile>,
    /// The removal that was refused.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub removal: Option<RefusedRemoval>,
}

impl FilesPart {
    /// Returns whether no form about files was refused.
    pub const fn is_taken_in(&self) -> bool {
        self.refused.is_none() && self.removal.is_none()
    }
}

/// A file that was refused, with what stood beside it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct RefusedFile {
    /// The form.
    pub form: AttachForm,
    /// Why, everything that was found.
    pub troubles: Vec<FileTrouble>,
}

/// The removal of a file that was refused, as it was sent.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct RefusedRemoval {
    /// Of which file.
    pub file: FileId,
    /// The form.
    pub form: RemoveFileForm,
    /// Why.
    pub refusal: Refusal,
}
