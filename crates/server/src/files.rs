//! Files: their bytes in a folder or a bucket, and a table of which there are.
//!
//! Invariant: a file is put down first, row before bytes, and attached by an entry of the journal afterwards; what an
//! entry says is attached is never collected. Whoever reads a file finds it by its region and its id together.

mod archive;
mod backup;
mod keeping;
mod lists;
mod sniff;
mod spool;
mod store;
mod table;
mod unfinished;

use std::{sync::Arc, time::Duration};

use domain::{File, FileHash, FileId, FileKind, Moment, RegionId, TypedText};
use futures_util::stream::BoxStream;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tracing::warn;

pub use self::{
    backup::{companion, copy_in, copy_out},
    keeping::{Attachment, Compared},
    spool::{Objection, Spool, Spooled},
    store::{FilesError, Store},
};
use crate::{
    db::Db,
    regions::{Regions, Rejected},
};

/// The files of the installation.
#[derive(Clone, Debug)]
pub struct Files {
    db: Db,
    store: Option<Store>,
    coming: Arc<Semaphore>,
}

/// How many files may come in at once: each takes room for temporary files, up to 130 MB while it is looked into.
const COMING_MAX: usize = 4;
/// How long one waits for its turn.
const TURN_MAX: Duration = Duration::from_secs(5);

/// The bytes of a file, as they come.
pub type Bytes = BoxStream<'static, Result<axum::body::Bytes, FilesError>>;

/// What a file holds, beside its name.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Held {
    /// The hash.
    pub hash: FileHash,
    /// How many bytes.
    pub size: u64,
    /// What kind of file it is.
    pub kind: FileKind,
}

impl<T> From<&File<T>> for Held {
    fn from(file: &File<T>) -> Self {
        Self { hash: file.hash, size: file.size, kind: file.kind }
    }
}

impl Files {
    /// Opens the files of a database; without a store nothing can be attached.
    pub fn new(db: Db, store: Option<Store>) -> Self {
        Self { db, store, coming: Arc::new(Semaphore::new(COMING_MAX)) }
    }

    /// Returns the turn of a file that comes in, to be held until it is kept; nothing where too many come in.
    pub async fn turn(&self) -> Option<OwnedSemaphorePermit> {
        let turn = tokio::time::timeout(TURN_MAX, self.coming.clone().acquire_owned()).await;
        turn.ok().and_then(Result::ok)
    }

    /// Returns whether files can be attached.
    pub const fn are_kept(&self) -> bool {
        self.store.is_some()
    }

    /// Puts a file down, so that an entry can attach it. The same once more changes nothing.
    pub async fn stage(
        &self,
        region: RegionId,
        file: &File<TypedText>,
        spooled: Spooled,
        now: Moment,
    ) -> Result<(), FilesError> {
        let store = self.store.as_ref().ok_or(FilesError::NotSet)?;
        if !self.note_staged(region, file.id, file.into(), now).await? {
            return Err(FilesError::Going);
        }
        store.put(region, file.id, spooled).await
    }

    /// Lets a file be attached that is there. From then on it is not collected for a day.
    pub async fn must_be_there(
        &self,
        region: RegionId,
        file: &File<TypedText>,
        now: Moment,
    ) -> Result<(), Rejected> {
        let held = self.hold(region, file.id, now).await;
        let held = held.map_err(|error| {
            warn!(cause = %error, "cannot look whether a file is there");
            Rejected::OutOfOrder
        })?;
        if held == Some(Held::from(file)) {
            Ok(())
        } else {
            Err(Rejected::Refused(domain::Refusal::NotHere))
        }
    }

    /// Takes in what became of a file by a command that was accepted; where that fails the next sweep does.
    pub async fn follow(&self, regions: &Regions, region: RegionId, file: FileId, now: Moment) {
        if let Err(error) = self.settle_one(regions, region, file, now).await {
            warn!(cause = %error, "what became of a file is taken in later");
        }
    }

    /// Returns what a file holds; nothing where it is not there.
    pub async fn open(
        &self,
        region: RegionId,
        file: FileId,
        size: u64,
    ) -> Result<Option<Bytes>, FilesError> {
        match &self.store {
            Some(store) => store.get(region, file, size).await,
            None => Ok(None),
        }
    }
}
