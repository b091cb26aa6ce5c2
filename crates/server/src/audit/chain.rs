//! Gives rows of the audit their place in the chain, and tells whether the chain is whole.

use std::{fmt, str::FromStr};

use domain::ids::Moment;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::Audit;
use crate::{
    db::{reading, transaction},
    people::StoreError,
};

/// The most rows that get their place in one transaction, and that are looked at at once.
const PAGE_MAX: i64 = 500;

/// The kind of a row that says how many were emptied. It is never emptied itself.
const EMPTIED: &str = "audit_emptied";

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

/// Where a chain is broken. Each is one line that an operator can act on.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum Broken {
    /// A row is missing.
    #[error("row {0} is missing")]
    Missing(i64),
    /// A row says something else than when it got its place.
    #[error("row {0} was changed")]
    Changed(i64),
    /// A row does not follow from the one before.
    #[error("row {0} does not follow from the row before it")]
    Loose(i64),
    /// Rows at the end are missing, or some were added.
    #[error("the chain ends at row {found}, and should end at row {wanted}")]
    End {
        /// Where it ends.
        found: i64,
        /// Where it should.
        wanted: i64,
    },
    /// Rows were emptied without that being written down.
    #[error("{found} rows are empty, and {wanted} were emptied because they were kept long enough")]
    Emptied {
        /// How many are.
        found: i64,
        /// How many were.
        wanted: i64,
    },
    /// The mark that was noted outside is none of this chain.
    #[error("row {0} has another hash than was noted: the chain was made anew")]
    OtherChain(i64),
}

/// What a chain was found to be.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Verdict {
    /// How many rows were looked at.
    pub rows: i64,
    /// How many of them were emptied because they were kept long enough.
    pub emptied: i64,
    /// The end, to be noted outside the database.
    pub mark: Mark,
}

/// What a row says.
type Said = (Uuid, i64, Option<Uuid>, Option<Uuid>, Uuid, String, String, Option<String>);
/// What a row says, with its place, its digest, its hash, and when it was emptied.
type Placed = (
    Uuid,
    i64,
    Option<Uuid>,
    Option<Uuid>,
    Uuid,
    String,
    String,
    Option<String>,
    i64,
    String,
    String,
    Option<i64>,
);

/// Returns the digest of what a row says. Every field is told with its length, so that no two rows have the
/// same text.
fn digest(said: &Said) -> String {
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

/// Returns the hash of a place.
fn link(before: &str, seq: i64, digest: &str) -> String {
    let mut hasher = Sha256::new();
    hasher.update(before.as_bytes());
    hasher.update(seq.to_be_bytes());
    hasher.update(digest.as_bytes());
    hex(&hasher.finalize())
}

fn hex(bytes: &[u8]) -> String {
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
                let digest = digest(said);
                seq += 1;
                hash = link(&hash, seq, &digest);
                sqlx::query("UPDATE audit SET seq = $2, digest = $3, hash = $4 WHERE id = $1")
                    .bind(said.0)
                    .bind(seq)
                    .bind(&digest)
                    .bind(&hash)
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

    /// Tells whether the chain is whole, and holds a mark that was noted earlier.
    pub async fn verify(
        &self,
        noted: Option<&Mark>,
    ) -> Result<Result<Verdict, Broken>, StoreError> {
        let end = self.seal().await?;
        let mark = Mark { seq: 0, hash: String::new() };
        let mut found = Verdict { rows: 0, emptied: 0, mark };
        let mut told_emptied = 0;
        loop {
            let page = self.placed_after(found.mark.seq, end.seq).await?;
            for row in &page {
                if let Err(broken) = found.follow(row, noted) {
                    return Ok(Err(broken));
                }
                told_emptied += emptied_by(row);
            }
            if page.is_empty() {
                break;
            }
        }
        let wanted = noted.map_or(end.seq, |noted| noted.seq.max(end.seq));
        if found.mark.seq != wanted {
            return Ok(Err(Broken::End { found: found.mark.seq, wanted }));
        }
        if found.mark != end {
            return Ok(Err(Broken::OtherChain(end.seq)));
        }
        if found.emptied != told_emptied {
            return Ok(Err(Broken::Emptied { found: found.emptied, wanted: told_emptied }));
        }
        Ok(Ok(found))
    }

    async fn placed_after(&self, seq: i64, upto: i64) -> Result<Vec<Placed>, StoreError> {
        reading!(&self.db, |pool| {
            sqlx::query_as(
                "SELECT id, at, person, region, subject, kind, result, origin, seq, digest, hash, emptied_at
                 FROM audit WHERE $1 < seq AND seq <= $2 ORDER BY seq LIMIT $3",
            )
            .bind(seq)
            .bind(upto)
            .bind(PAGE_MAX)
            .fetch_all(pool)
            .await
        })
    }

    /// Empties rows of these kinds that are older than this, and returns how many: what they said goes, their
    /// place in the chain stays, and how many they were is written down.
    pub async fn empty(
        &self,
        kinds: &[&str],
        before: Moment,
        now: Moment,
    ) -> Result<u64, StoreError> {
        self.seal().await?;
        let emptied = transaction!(&self.db, |tx| {
            let mut emptied = 0;
            for kind in kinds {
                emptied += sqlx::query(
                    "UPDATE audit SET at = 0, person = NULL, region = NULL, subject = $3, kind = '', result = '',
                         origin = NULL, emptied_at = $4
                     WHERE kind = $1 AND at < $2 AND seq IS NOT NULL AND emptied_at IS NULL",
                )
                .bind(kind)
                .bind(before.0)
                .bind(Uuid::nil())
                .bind(now.0)
                .execute(&mut *tx)
                .await?
                .rows_affected();
            }
            if 0 < emptied {
                sqlx::query(
                    "INSERT INTO audit (id, at, subject, kind, result) VALUES ($1, $2, $3, $4, $5)",
                )
                .bind(Uuid::new_v4())
                .bind(now.0)
                .bind(Uuid::nil())
                .bind(EMPTIED)
                .bind(emptied.to_string())
                .execute(&mut *tx)
                .await?;
            }
            emptied
        });
        Ok(emptied)
    }
}

/// Returns how many rows were emptied where a row tells of that.
fn emptied_by(row: &Placed) -> i64 {
    let (_, _, _, _, _, kind, result, ..) = row;
    if kind == EMPTIED { result.parse().unwrap_or(0) } else { 0 }
}

impl Verdict {
    /// Looks at the next row.
    fn follow(&mut self, row: &Placed, noted: Option<&Mark>) -> Result<(), Broken> {
        let (id, at, person, region, subject, kind, result, origin, seq, kept, hash, emptied) = row;
        let wanted = self.mark.seq + 1;
        if *seq != wanted {
            return Err(Broken::Missing(wanted));
        }
        let said =
            (*id, *at, *person, *region, *subject, kind.clone(), result.clone(), origin.clone());
        if emptied.is_none() && digest(&said) != *kept {
            return Err(Broken::Changed(*seq));
        }
        if link(&self.mark.hash, *seq, kept) != *hash {
            return Err(Broken::Loose(*seq));
        }
        if noted.is_some_and(|noted| noted.seq == *seq && noted.hash != *hash) {
            return Err(Broken::OtherChain(*seq));
        }
        self.rows += 1;
        self.emptied += i64::from(emptied.is_some());
        self.mark = Mark { seq: *seq, hash: hash.clone() };
        Ok(())
    }
}
