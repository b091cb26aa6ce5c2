//! Gives rows of the audit their place in the chain.
//!
//! Invariant: a row that has its place keeps it, with the digest of what it said and the moment from which it may be
//! emptied.

use std::{fmt, str::FromStr};

use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::{Audit, emptying::keep_until};
use crate::{db::transaction, people::StoreError};

/// The most rows that get their place in one transaction.
const PAGE_MAX: i64 = 500;

/// A place in the chain with its hash. Noted outside the database it shows later that nothing before it was
/// changed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Mark {
    /// The place, counted from one; zero before the first row.
    pub seq: i64,
    /// The hash, in hexadecimal.
    pub hash: String,
}

impl fmt::Display for Mark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.seq, self.hash)
    }
}

/// A text that is no mark.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("a mark looks like 1234:0a1b2c…, as `audit verify` prints it")]
pub struct NotAMark;

impl FromStr for Mark {
    type Err = NotAMark;

    fn from_str(text: &str) -> Result<Self, NotAMark> {
        let (seq, hash) = text.split_once(':').ok_or(NotAMark)?;
        let seq = seq.parse().map_err(|_| NotAMark)?;
        let is_hash = hash.len() == 64 && hash.bytes().all(|byte| byte.is_ascii_hexdigit());
        let hash = hash.to_ascii_lowercase();
        if is_hash && 0 < seq { Ok(Self { seq, hash }) } else { Err(NotAMark) }
    }
}

/// What a row says.
pub(super) type Said =
    (Uuid, i64, Option<Uuid>, Option<Uuid>, Uuid, String, String, Option<String>);

/// Returns the digest of what a row says. Every field is told with its length, so that no two rows have the
/// same text.
pub(super) fn digest(said: &Said) -> String {
    let (id, at, person, region, subject, kind, result, origin) = said;
    let mut hasher = Sha256::new();
    let mut tell = |field: &[u8]| {
        hasher.update((field.len() as u64).to_be_bytes());
        hasher.update(field);
    };
    tell(id.as_bytes());
    tell(&at.to_be_bytes());
    for id in [person, region] {
        tell(id.as_ref().map(Uuid::as_bytes).map_or(&[], |bytes| bytes.as_slice()));
    }
    tell(subject.as_bytes());
    tell(kind.as_bytes());
    tell(result.as_bytes());
    tell(origin.as_deref().unwrap_or_default().as_bytes());
    hex(&hasher.finalize())
}

/// Returns the hash of a place. Rows that got theirs from an earlier release do not say how long they are kept.
pub(super) fn link(before: &str, seq: i64, digest: &str, keep_until: Option<i64>) -> String {
    let mut hasher = Sha256::new();
    hasher.update(before.as_bytes());
    hasher.update(seq.to_be_bytes());
    hasher.update(digest.as_bytes());
    if let Some(keep_until) = keep_until {
        hasher.update(keep_until.to_be_bytes());
    }
    hex(&hasher.finalize())
}

pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

impl Audit {
    /// Gives the rows that have none their place in the chain, and returns its end.
    pub async fn seal(&self) -> Result<Mark, StoreError> {
        loop {
            let (mark, sealed) = self.seal_some().await?;
            if sealed < PAGE_MAX {
                return Ok(mark);
            }
        }
    }

    async fn seal_some(&self) -> Result<(Mark, i64), StoreError> {
        let done = transaction!(&self.db, |tx| {
            // Whoever comes at the same time waits here.
            sqlx::query("UPDATE audit_chain SET seq = seq WHERE id = 1").execute(&mut *tx).await?;
            let (mut seq, mut hash): (i64, String) =
                sqlx::query_as("SELECT seq, hash FROM audit_chain WHERE id = 1")
                    .fetch_one(&mut *tx)
                    .await?;
            let waiting: Vec<Said> = sqlx::query_as(
                "SELECT id, at, person, region, subject, kind, result, origin FROM audit
                 WHERE seq IS NULL ORDER BY at, id LIMIT $1",
            )
            .bind(PAGE_MAX)
            .fetch_all(&mut *tx)
            .await?;
            for said in &waiting {
                let (digest, keep_until) = (digest(said), keep_until(&said.5, said.1));
                seq += 1;
                hash = link(&hash, seq, &digest, Some(keep_until));
                sqlx::query(
                    "UPDATE audit SET seq = $2, digest = $3, hash = $4, keep_until = $5 WHERE id = $1",
                )
                .bind(said.0)
                .bind(seq)
                .bind(&digest)
                .bind(&hash)
                .bind(keep_until)
                .execute(&mut *tx)
                .await?;
            }
            sqlx::query("UPDATE audit_chain SET seq = $1, hash = $2 WHERE id = 1")
                .bind(seq)
                .bind(&hash)
                .execute(&mut *tx)
                .await?;
            (Mark { seq, hash }, i64::try_from(waiting.len()).unwrap_or(PAGE_MAX))
        });
        Ok(done)
    }
}
