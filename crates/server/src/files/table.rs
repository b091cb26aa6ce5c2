//! The table of files: which are there, and how far each is.

use domain::{FileHash, FileId, FileKind, Moment, RegionId};
use uuid::Uuid;

use super::{Files, FilesError, Held};
use crate::{
    db::{reading, transaction, writing},
    people::is_held,
};

/// A day, in microseconds: how long what nothing attached is kept.
pub(super) const GRACE_US: i64 = 24 * 60 * 60 * 1_000_000;

const ATTACHED: &str =
    "UPDATE file SET attached_at = $3 WHERE region = $1 AND id = $2 AND attached_at IS NULL";
const REMOVED: &str =
    "UPDATE file SET removed_at = $3 WHERE region = $1 AND id = $2 AND removed_at IS NULL";

/// A file that is there.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Row {
    /// Which.
    pub id: FileId,
    /// Whether it was seen that an entry attached it.
    pub is_attached: bool,
    /// Whether it goes.
    pub goes: bool,
    /// When it was put down.
    pub staged: Moment,
}

/// A file as the table has it: which, when it was attached, removed and put down.
type RawRow = (Uuid, Option<i64>, Option<i64>, i64);

impl From<RawRow> for Row {
    fn from((id, attached, removed, staged): RawRow) -> Self {
        Self {
            id: FileId(id),
            is_attached: attached.is_some(),
            goes: removed.is_some(),
            staged: Moment(staged),
        }
    }
}

impl Files {
    /// Notes that a file is about to be put down; false where it is about to go.
    pub async fn note_staged(
        &self,
        region: RegionId,
        file: FileId,
        held: Held,
        now: Moment,
    ) -> Result<bool, FilesError> {
        let size = i64::try_from(held.size).unwrap_or(i64::MAX);
        let kind = kind_code(held.kind);
        let noted: Option<Uuid> = writing!(&self.db, |pool| {
            sqlx::query_scalar(
                "INSERT INTO file (region, id, hash, size, kind, staged_at) VALUES ($1, $2, $3, $4, $5, $6)
                 ON CONFLICT (region, id) DO UPDATE SET hash = $3, size = $4, kind = $5, staged_at = $6
                 WHERE file.removed_at IS NULL
                 RETURNING id",
            )
            .bind(region.0)
            .bind(file.0)
            .bind(held.hash.0.to_vec())
            .bind(size)
            .bind(&kind)
            .bind(now.0)
            .fetch_optional(pool)
            .await
        })?;
        Ok(noted.is_some())
    }

    /// Returns what a file holds, and keeps it from being collected for a day from now.
    pub(super) async fn hold(
        &self,
        region: RegionId,
        file: FileId,
        now: Moment,
    ) -> Result<Option<Held>, FilesError> {
        let found: Option<(Vec<u8>, i64, String)> = writing!(&self.db, |pool| {
            sqlx::query_as(
                "UPDATE file SET staged_at = $3 WHERE region = $1 AND id = $2 AND removed_at IS NULL
                 RETURNING hash, size, kind",
            )
            .bind(region.0)
            .bind(file.0)
            .bind(now.0)
            .fetch_optional(pool)
            .await
        })?;
        Ok(found.and_then(|(hash, size, kind)| {
            let hash = FileHash(hash.try_into().ok()?);
            let kind = FileKind::ALL.into_iter().find(|known| kind_code(*known) == kind)?;
            Some(Held { hash, size: u64::try_from(size).ok()?, kind })
        }))
    }

    /// Notes that an entry attached a file.
    pub(super) async fn note_attached(
        &self,
        region: RegionId,
        file: FileId,
        now: Moment,
    ) -> Result<(), FilesError> {
        self.note(ATTACHED, (region, file), now).await
    }

    /// Notes that an entry removed a file.
    pub(super) async fn note_removed(
        &self,
        region: RegionId,
        file: FileId,
        now: Moment,
    ) -> Result<(), FilesError> {
        self.note(REMOVED, (region, file), now).await
    }

    async fn note(
        &self,
        statement: &'static str,
        (region, file): (RegionId, FileId),
        now: Moment,
    ) -> Result<(), FilesError> {
        writing!(&self.db, |pool| {
            sqlx::query(statement)
                .bind(region.0)
                .bind(file.0)
                .bind(now.0)
                .execute(pool)
                .await
                .map(|_| ())
        })?;
        Ok(())
    }

    /// Decides that a file goes that nothing attached for a day, unless somebody said that nothing is to be deleted.
    pub(super) async fn note_left_behind(
        &self,
        region: RegionId,
        file: FileId,
        now: Moment,
    ) -> Result<bool, FilesError> {
        let gone: Option<Uuid> = transaction!(&self.db, |tx| {
            if is_held!(tx) {
                None
            } else {
                sqlx::query_scalar(
                    "UPDATE file SET removed_at = $3 WHERE region = $1 AND id = $2
                         AND attached_at IS NULL AND removed_at IS NULL AND staged_at < $4 RETURNING id",
                )
                .bind(region.0)
                .bind(file.0)
                .bind(now.0)
                .bind(now.0.saturating_sub(GRACE_US))
                .fetch_optional(&mut *tx)
                .await?
            }
        });
        Ok(gone.is_some())
    }

    /// Forgets a file whose bytes are gone.
    pub(super) async fn forget(&self, region: RegionId, file: FileId) -> Result<(), FilesError> {
        writing!(&self.db, |pool| {
            sqlx::query("DELETE FROM file WHERE region = $1 AND id = $2 AND removed_at IS NOT NULL")
                .bind(region.0)
                .bind(file.0)
                .execute(pool)
                .await
                .map(|_| ())
        })?;
        Ok(())
    }

    /// Notes of what stands in the store and nothing knows of that it was seen now.
    pub(super) async fn note_unknown(
        &self,
        region: RegionId,
        file: FileId,
        size: u64,
        now: Moment,
    ) -> Result<(), FilesError> {
        // No command attaches it: nothing has such a hash.
        let held = Held { hash: FileHash([0; 32]), size, kind: FileKind::Text };
        writing!(&self.db, |pool| {
            sqlx::query(
                "INSERT INTO file (region, id, hash, size, kind, staged_at) VALUES ($1, $2, $3, $4, $5, $6)
                 ON CONFLICT (region, id) DO NOTHING",
            )
            .bind(region.0)
            .bind(file.0)
            .bind(held.hash.0.to_vec())
            .bind(i64::try_from(held.size).unwrap_or(i64::MAX))
            .bind(kind_code(held.kind))
            .bind(now.0)
            .execute(pool)
            .await
            .map(|_| ())
        })?;
        Ok(())
    }

    /// Returns a file that is known.
    pub(super) async fn row(
        &self,
        region: RegionId,
        file: FileId,
    ) -> Result<Option<Row>, FilesError> {
        let row: Option<RawRow> = reading!(&self.db, |pool| {
            sqlx::query_as(
                "SELECT id, attached_at, removed_at, staged_at FROM file WHERE region = $1 AND id = $2",
            )
            .bind(region.0)
            .bind(file.0)
            .fetch_optional(pool)
            .await
        })?;
        Ok(row.map(Row::from))
    }

    /// Returns the files of a region that are known.
    pub(super) async fn rows(&self, region: RegionId) -> Result<Vec<Row>, FilesError> {
        let rows: Vec<RawRow> = reading!(&self.db, |pool| {
            sqlx::query_as(
                "SELECT id, attached_at, removed_at, staged_at FROM file WHERE region = $1 ORDER BY id",
            )
            .bind(region.0)
            .fetch_all(pool)
            .await
        })?;
        Ok(rows.into_iter().map(Row::from).collect())
    }

    /// Returns the regions with files that nobody saw attached yet, or that go.
    pub(super) async fn regions_under_way(&self) -> Result<Vec<RegionId>, FilesError> {
        let ids: Vec<Uuid> = reading!(&self.db, |pool| {
            sqlx::query_scalar(
                "SELECT DISTINCT region FROM file WHERE attached_at IS NULL OR removed_at IS NOT NULL ORDER BY region",
            )
            .fetch_all(pool)
            .await
        })?;
        Ok(ids.into_iter().map(RegionId).collect())
    }

    /// Returns the regions that the database knows.
    pub(super) async fn regions(&self) -> Result<Vec<RegionId>, FilesError> {
        let ids: Vec<Uuid> = reading!(&self.db, |pool| {
            sqlx::query_scalar("SELECT id FROM region ORDER BY id").fetch_all(pool).await
        })?;
        Ok(ids.into_iter().map(RegionId).collect())
    }

    /// Tells whether somebody said that nothing is to be deleted for the time being.
    pub(super) async fn nothing_goes(&self) -> Result<bool, FilesError> {
        Ok(transaction!(&self.db, |tx| { is_held!(tx) }))
    }
}

fn kind_code(kind: FileKind) -> String {
    kind.endings()[0].to_owned()
}
