//! Empties rows of the audit that were kept long enough.
//!
//! Invariant: what a row said goes, and its place in the chain stays; a row that gets its place in the same
//! transaction says exactly which they were. Nothing is emptied while a hold goes on.

use std::{fmt, str::FromStr};

use app::page::AuditKind;
use domain::ids::Moment;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::{
    Audit,
    chain::{Said, digest, hex, link},
};
use crate::{
    db::transaction,
    people::{StoreError, is_held},
};

/// A day, in microseconds.
pub(super) const DAY_US: i64 = 24 * 60 * 60 * 1_000_000;
/// How long it is kept who signed in, failed to or signed out, and what was tried in vain.
pub(super) const SIGN_INS_FOR_US: i64 = 365 * DAY_US;
/// How long the rest of the audit is kept.
const REST_FOR_US: i64 = 7 * 365 * DAY_US;

/// Returns for how long rows of a kind are kept; those that say which were emptied stay.
fn kept_for(kind: AuditKind) -> Option<i64> {
    match kind {
        AuditKind::AuditEmptied => None,
        kind if kind.is_about_signing_in() => Some(SIGN_INS_FOR_US),
        _ => Some(REST_FOR_US),
    }
}

/// Returns from when on a row may be emptied: from the beginning of a day, so that it does not tell afterwards at
/// which moment something happened. What this release does not know stays.
pub(super) fn keep_until(kind: &str, at: i64) -> i64 {
    let days = |us: i64| us.div_euclid(DAY_US).saturating_add(1).saturating_mul(DAY_US);
    let kept_for = AuditKind::read(kind).and_then(kept_for);
    kept_for.map_or(i64::MAX, |kept_for| days(at.saturating_add(kept_for)))
}

/// Which rows were emptied at once, as the row says that tells of it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Places {
    /// How many.
    pub(super) count: i64,
    /// The place of the first.
    pub(super) first: i64,
    /// The place of the last.
    pub(super) last: i64,
    /// The SHA-256 of the places in their order, in hexadecimal.
    pub(super) hash: String,
}

impl fmt::Display for Places {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { count, first, last, hash } = self;
        write!(f, "{count} {first} {last} {hash}")
    }
}

impl FromStr for Places {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let parts: Vec<&str> = text.split(' ').collect();
        let [count, first, last, hash] = parts[..] else { return Err(()) };
        let number = |text: &str| text.parse().map_err(|_| ());
        Ok(Self {
            count: number(count)?,
            first: number(first)?,
            last: number(last)?,
            hash: hash.to_owned(),
        })
    }
}

/// Gathers places in their order.
#[derive(Clone, Debug, Default)]
pub(super) struct Gathering {
    count: i64,
    first: Option<i64>,
    last: i64,
    hasher: Sha256,
}

impl Gathering {
    pub(super) fn add(&mut self, seq: i64) {
        self.count += 1;
        self.first.get_or_insert(seq);
        self.last = seq;
        self.hasher.update(seq.to_be_bytes());
    }

    pub(super) fn places(self) -> Places {
        let Self { count, first, last, hasher } = self;
        Places { count, first: first.unwrap_or(last), last, hash: hex(&hasher.finalize()) }
    }
}

/// What is left of an emptied row: it names the row that tells of it.
macro_rules! empty_rows {
    ($rest:literal) => {
        concat!(
            "UPDATE audit SET at = 0, person = NULL, region = NULL, subject = $1, kind = '', result = '', \
             origin = NULL, emptied_at = $2 WHERE seq IS NOT NULL AND emptied_at IS NULL AND ",
            $rest,
            " RETURNING seq"
        )
    };
}

const DUE: &str = empty_rows!("keep_until <= $2");
/// The same of rows that got their place from an earlier release, and do not say how long they are kept.
const DUE_BEFORE: &str = empty_rows!("keep_until IS NULL AND kind = $3 AND at < $4");

impl Audit {
    /// Empties the rows that were kept long enough, unless a hold goes on, and returns how many.
    ///
    /// Size: one transaction, which cannot be handed on where it may be of either engine.
    pub async fn empty(&self, now: Moment) -> Result<u64, StoreError> {
        self.seal().await?;
        let id = Uuid::new_v4();
        let emptied = transaction!(&self.db, |tx| {
            // First the end of the chain, as where rows get their place.
            sqlx::query("UPDATE audit_chain SET seq = seq WHERE id = 1").execute(&mut *tx).await?;
            let mut seqs: Vec<i64> = Vec::new();
            if !is_held!(tx) {
                let due = sqlx::query_scalar(DUE).bind(id).bind(now.0);
                seqs.extend::<Vec<i64>>(due.fetch_all(&mut *tx).await?);
                for kind in AuditKind::ALL {
                    let Some(kept_for) = kept_for(*kind) else { continue };
                    let due = sqlx::query_scalar(DUE_BEFORE).bind(id).bind(now.0);
                    let due = due.bind(kind.code()).bind(now.0 - kept_for);
                    seqs.extend::<Vec<i64>>(due.fetch_all(&mut *tx).await?);
                }
            }
            if !seqs.is_empty() {
                seqs.sort_unstable();
                let mut gathering = Gathering::default();
                seqs.iter().for_each(|seq| gathering.add(*seq));
                let (kind, result) =
                    (AuditKind::AuditEmptied.code(), gathering.places().to_string());
                let (end, before): (i64, String) =
                    sqlx::query_as("SELECT seq, hash FROM audit_chain WHERE id = 1")
                        .fetch_one(&mut *tx)
                        .await?;
                let (kind, result) = (kind.to_owned(), result);
                let said: Said = (id, now.0, None, None, Uuid::nil(), kind, result, None);
                let (seq, digest, keep) = (end + 1, digest(&said), keep_until(&said.5, now.0));
                let hash = link(&before, seq, &digest, Some(keep));
                sqlx::query(
                    "INSERT INTO audit (id, at, subject, kind, result, seq, digest, hash, keep_until)
                     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
                )
                .bind(id)
                .bind(now.0)
                .bind(said.4)
                .bind(&said.5)
                .bind(&said.6)
                .bind(seq)
                .bind(&digest)
                .bind(&hash)
                .bind(keep)
                .execute(&mut *tx)
                .await?;
                sqlx::query("UPDATE audit_chain SET seq = $1, hash = $2 WHERE id = 1")
                    .bind(seq)
                    .bind(&hash)
                    .execute(&mut *tx)
                    .await?;
            }
            seqs.len() as u64
        });
        Ok(emptied)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_is_kept_until_the_beginning_of_a_day() {
        let noon = DAY_US / 2;
        assert_eq!(keep_until("signed_in", noon), 366 * DAY_US);
        assert_eq!(keep_until("invited", noon), (7 * 365 + 1) * DAY_US);
        assert_eq!(keep_until("audit_emptied", noon), i64::MAX);
        assert_eq!(keep_until("of another release", noon), i64::MAX);
    }

    #[test]
    fn which_rows_were_emptied_is_read_as_it_was_written() {
        let mut gathering = Gathering::default();
        [3, 4, 9].into_iter().for_each(|seq| gathering.add(seq));
        let places = gathering.places();
        assert_eq!((places.count, places.first, places.last), (3, 3, 9));
        assert_eq!(places.to_string().parse(), Ok(places));
        assert_eq!("3".parse::<Places>(), Err(()), "an earlier release counted them alone");
    }
}
