//! Brings table, store and journal together: marks what was attached, and deletes what was removed or left behind.
//!
//! Invariant: each step can be done again, by whichever server comes next, from wherever the last one stopped. First it
//! is noted that a file goes, then its bytes go, then its row.

use std::collections::{BTreeMap, BTreeSet};

use domain::{ActionId, FileHash, FileId, Moment, Region, RegionId};
use futures_util::TryStreamExt;
use sha2::{Digest, Sha256};
use tracing::warn;

use super::{
    Files, FilesError, Held,
    store::{Found, Store},
    table::{GRACE_US, Row},
};
use crate::regions::Regions;

/// What a comparison of store and journal found.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Compared {
    /// How many files were deleted, removed since they were seen to be attached.
    pub deleted: usize,
    /// How many that nothing knows of, and that go in a day.
    pub unknown: usize,
    /// How many that a server left unfinished were deleted.
    pub unfinished: usize,
    /// How many that entries attach are not in the store, or not whole.
    pub missing: usize,
}

impl Files {
    /// Takes in what became of the files of a region.
    async fn settle(
        &self,
        regions: &Regions,
        region: RegionId,
        now: Moment,
    ) -> Result<usize, FilesError> {
        let rows = self.rows(region).await?;
        if rows.is_empty() {
            return Ok(0);
        }
        let whole = regions.whole(region).await?;
        let mut deleted = 0;
        for row in rows {
            if self.goes(&whole, region, row, now).await? {
                self.sweep_one(region, row.id).await?;
                deleted += 1;
            }
        }
        Ok(deleted)
    }

    /// Takes in what became of one file.
    pub(super) async fn settle_one(
        &self,
        regions: &Regions,
        region: RegionId,
        file: FileId,
        now: Moment,
    ) -> Result<(), FilesError> {
        let Some(row) = self.row(region, file).await? else { return Ok(()) };
        let whole = regions.whole(region).await?;
        if self.goes(&whole, region, row, now).await? {
            self.sweep_one(region, file).await?;
        }
        Ok(())
    }

    /// Notes of one file what the journal says, and returns whether it goes.
    async fn goes(
        &self,
        whole: &Region,
        region: RegionId,
        row: Row,
        now: Moment,
    ) -> Result<bool, FilesError> {
        match whole.file(row.id) {
            Some((_, attached)) if attached.removed.is_none() => {
                if !row.is_attached {
                    self.note_attached(region, row.id, now).await?;
                }
                // What an entry attaches stays, whatever was noted.
                Ok(false)
            }
            Some(_) => {
                self.note_removed(region, row.id, now).await?;
                Ok(true)
            }
            None if row.goes => Ok(true),
            None if row.staged.0 < now.0.saturating_sub(GRACE_US) => {
                self.note_left_behind(region, row.id, now).await
            }
            None => Ok(false),
        }
    }

    /// Deletes the bytes of a file that goes, and then its row.
    pub(super) async fn sweep_one(&self, region: RegionId, file: FileId) -> Result<(), FilesError> {
        if let Some(store) = &self.store {
            store.delete(region, file).await?;
            self.forget(region, file).await?;
        }
        Ok(())
    }

    /// Takes in what became of files that nobody saw attached yet, or that go. A region where that fails keeps no
    /// other from it.
    pub async fn sweep(&self, regions: &Regions, now: Moment) -> Result<usize, FilesError> {
        if self.store.is_none() {
            return Ok(0);
        }
        let mut outcome = Ok(0);
        for region in self.regions_under_way().await? {
            let settled = self.settle(regions, region, now).await;
            outcome = match (outcome, settled) {
                (Ok(before), Ok(now)) => Ok(before + now),
                (Err(error), _) | (_, Err(error)) => Err(error),
            };
        }
        outcome
    }

    /// Takes in what became of all files, counts what an entry attaches and is not there, and notes what is in the store
    /// and nothing knows of: it goes as what was left behind, a day after that was noted. Of regions that this database
    /// does not know nothing is touched: it may be another one's store.
    pub async fn compare(&self, regions: &Regions, now: Moment) -> Result<Compared, FilesError> {
        let Some(store) = &self.store else { return Ok(Compared::default()) };
        let found = store.all().await?;
        let mut compared = Compared::default();
        for region in self.regions().await? {
            compared.deleted += self.settle(regions, region, now).await?;
            let there = sizes(&found, region);
            let attached = attached(region, &*regions.whole(region).await?);
            compared.missing += attached.iter().filter(|one| !one.is_in(&there)).count();
            // Read after the store was: what was put down meanwhile has its row.
            let mut known: BTreeSet<FileId> =
                self.rows(region).await?.into_iter().map(|row| row.id).collect();
            known.extend(attached.iter().map(|one| one.file));
            let is_unknown = |one: &&Found| {
                one.region == region
                    && GRACE_US / 1_000_000 < one.age_s
                    && !known.contains(&one.file)
            };
            for unknown in found.iter().filter(is_unknown) {
                self.note_unknown(region, unknown.file, unknown.size, now).await?;
                compared.unknown += 1;
            }
        }
        if !self.nothing_goes().await? {
            compared.unfinished = store.clear_unfinished().await?;
        }
        if 0 < compared.missing {
            let missing = compared.missing;
            warn!(missing, "{missing} attached files are not in the store: put their backup back");
        }
        Ok(compared)
    }

    /// Returns the files that are attached in all regions.
    pub async fn attached(&self, regions: &Regions) -> Result<Vec<Attachment>, FilesError> {
        let mut all = vec![];
        for region in self.regions().await? {
            all.extend(attached(region, &*regions.whole(region).await?));
        }
        Ok(all)
    }

    /// Returns how many files are attached in all regions, and how many of them are not there, or hold something else:
    /// each is read.
    pub async fn count(&self, regions: &Regions) -> Result<(usize, usize), FilesError> {
        let attached = self.attached(regions).await?;
        let mut missing = 0;
        for one in &attached {
            let is_there = match &self.store {
                Some(store) => store.holds(one).await?,
                None => false,
            };
            missing += usize::from(!is_there);
        }
        Ok((attached.len(), missing))
    }
}

/// A file that an entry attaches.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Attachment {
    /// In which region.
    pub region: RegionId,
    /// To which action.
    pub action: ActionId,
    /// Which.
    pub file: FileId,
    /// What it holds.
    pub held: Held,
}

impl Attachment {
    fn is_in(&self, there: &BTreeMap<FileId, u64>) -> bool {
        there.get(&self.file) == Some(&self.held.size)
    }
}

/// Returns the files that entries of a region attach.
fn attached(id: RegionId, region: &Region) -> Vec<Attachment> {
    let mut all = vec![];
    for (action, about) in &region.actions {
        all.extend(about.files_there().map(|attached| Attachment {
            region: id,
            action: *action,
            file: attached.file.id,
            held: Held::from(&attached.file),
        }));
    }
    all
}

/// Returns what a store has of a region, and how large each is.
fn sizes(found: &[Found], region: RegionId) -> BTreeMap<FileId, u64> {
    let of_region = found.iter().filter(|one| one.region == region);
    of_region.map(|one| (one.file, one.size)).collect()
}

impl Store {
    /// Returns which files of the store are there, for whoever copies them.
    pub(super) async fn keys(&self) -> Result<BTreeSet<(RegionId, FileId, u64)>, FilesError> {
        let all = self.all().await?;
        Ok(all.into_iter().map(|one| (one.region, one.file, one.size)).collect())
    }

    /// Reads a file and tells whether it is what an entry attaches.
    pub(super) async fn holds(&self, attached: &Attachment) -> Result<bool, FilesError> {
        let Attachment { region, file, held, .. } = *attached;
        let mut bytes = match self.get(region, file, held.size).await {
            Ok(Some(bytes)) => bytes,
            Ok(None) | Err(FilesError::OtherSize { .. }) => return Ok(false),
            Err(error) => return Err(error),
        };
        let mut hash = Sha256::new();
        while let Some(part) = bytes.try_next().await? {
            hash.update(&part);
        }
        Ok(FileHash(hash.finalize().into()) == held.hash)
    }
}
