//! Tells whether the chain of the audit is whole.
//!
//! Invariant: everything is read as it was at one moment, so that what a server does meanwhile is no alarm.

use std::collections::BTreeMap;

use app::page::AuditKind;
use domain::ids::Moment;
use uuid::Uuid;

use super::{
    Audit, Mark,
    chain::{digest, link},
    emptying::{DAY_US, Gathering, Places, SIGN_INS_FOR_US},
};
use crate::{db::snapshot, people::StoreError};

/// The most rows that are looked at at once.
const PAGE_MAX: i64 = 500;
/// How far clocks of servers, and rows beside each other, may be apart.
const APART_US: i64 = DAY_US;

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
    /// A row was emptied without that being written down.
    #[error("row {0} is empty, and no row tells of that")]
    EmptiedByHand(i64),
    /// A row tells of other rows than those that are empty.
    #[error("row {0} tells of other rows than those that are empty")]
    OtherRows(i64),
    /// Rows were emptied that were not kept long enough.
    #[error("row {0} tells of rows that were not kept long enough")]
    TooSoon(i64),
    /// An earlier release counted the rows that it emptied, and there are more or fewer.
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

/// What a row says, with its place, its digest, its hash, until when it is kept, and when it was emptied.
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
    Option<i64>,
);

impl Audit {
    /// Tells whether the chain is whole, and holds a mark that was noted earlier.
    pub async fn verify(
        &self,
        noted: Option<&Mark>,
        now: Moment,
    ) -> Result<Result<Verdict, Broken>, StoreError> {
        self.seal().await?;
        let verdict = snapshot!(&self.db, |tx| {
            let (seq, hash): (i64, String) =
                sqlx::query_as("SELECT seq, hash FROM audit_chain WHERE id = 1")
                    .fetch_one(&mut *tx)
                    .await?;
            let mut walk = Walk::new();
            loop {
                let page: Vec<Placed> = sqlx::query_as(
                    "SELECT id, at, person, region, subject, kind, result, origin, seq, digest, hash, keep_until,
                         emptied_at
                     FROM audit WHERE $1 < seq ORDER BY seq LIMIT $2",
                )
                .bind(walk.found.mark.seq)
                .bind(PAGE_MAX)
                .fetch_all(&mut *tx)
                .await?;
                for row in &page {
                    if let Err(broken) = walk.follow(row, noted) {
                        return Ok(Err(broken));
                    }
                }
                if page.is_empty() {
                    break;
                }
            }
            walk.judge(&Mark { seq, hash }, noted, now)
        });
        Ok(verdict)
    }
}

/// Rows that were emptied at once.
#[derive(Debug, Default)]
struct Batch {
    gathering: Gathering,
    first: i64,
    /// From when on all of them could be emptied.
    ripe: i64,
}

/// A row that tells of rows that were emptied.
#[derive(Debug)]
struct Telling {
    seq: i64,
    id: Uuid,
    at: i64,
    result: String,
    /// Whether an earlier release wrote it: that counted the rows and did not name them.
    is_earlier: bool,
}

/// The way along the chain.
#[derive(Debug)]
struct Walk {
    found: Verdict,
    /// When the last row happened that still says so.
    last_at: i64,
    tellings: Vec<Telling>,
    /// What was emptied, by the row that tells of it.
    batches: BTreeMap<Uuid, Batch>,
    /// What an earlier release emptied, by the moment.
    earlier: BTreeMap<i64, Batch>,
}

impl Walk {
    fn new() -> Self {
        let mark = Mark { seq: 0, hash: String::new() };
        Self {
            found: Verdict { rows: 0, emptied: 0, mark },
            last_at: i64::MIN,
            tellings: Vec::new(),
            batches: BTreeMap::new(),
            earlier: BTreeMap::new(),
        }
    }

    /// Looks at the next row.
    fn follow(&mut self, row: &Placed, noted: Option<&Mark>) -> Result<(), Broken> {
        let (id, at, person, region, subject, kind, result, origin, ..) = row;
        let (.., seq, kept, hash, keep_until, emptied) = row;
        let wanted = self.found.mark.seq + 1;
        if *seq != wanted {
            return Err(Broken::Missing(wanted));
        }
        let said =
            (*id, *at, *person, *region, *subject, kind.clone(), result.clone(), origin.clone());
        if emptied.is_none() && digest(&said) != *kept {
            return Err(Broken::Changed(*seq));
        }
        if link(&self.found.mark.hash, *seq, kept, *keep_until) != *hash {
            return Err(Broken::Loose(*seq));
        }
        if noted.is_some_and(|noted| noted.seq == *seq && noted.hash != *hash) {
            return Err(Broken::OtherChain(*seq));
        }
        match emptied {
            Some(emptied_at) => self.gather(*seq, *subject, *keep_until, *emptied_at)?,
            None => {
                self.last_at = *at;
                if kind == AuditKind::AuditEmptied.code() {
                    let (id, at, result) = (*id, *at, result.clone());
                    let is_earlier = keep_until.is_none();
                    self.tellings.push(Telling { seq: *seq, id, at, result, is_earlier });
                }
            }
        }
        self.found.rows += 1;
        self.found.mark = Mark { seq: *seq, hash: hash.clone() };
        Ok(())
    }

    /// Puts an emptied row to those that were emptied with it.
    fn gather(
        &mut self,
        seq: i64,
        telling: Uuid,
        keep_until: Option<i64>,
        emptied_at: i64,
    ) -> Result<(), Broken> {
        let batch = match (telling.is_nil(), keep_until) {
            (false, _) => self.batches.entry(telling).or_default(),
            (true, None) => self.earlier.entry(emptied_at).or_default(),
            (true, Some(_)) => return Err(Broken::EmptiedByHand(seq)),
        };
        if batch.first == 0 {
            (batch.first, batch.ripe) = (seq, i64::MIN);
        }
        // Of a row of an earlier release it is known alone that it came after the row before it.
        let young = self.last_at.saturating_add(SIGN_INS_FOR_US - APART_US);
        batch.ripe = batch.ripe.max(keep_until.unwrap_or(young));
        batch.gathering.add(seq);
        self.found.emptied += 1;
        Ok(())
    }

    /// Says what the chain is, once all rows were looked at.
    fn judge(mut self, end: &Mark, noted: Option<&Mark>, now: Moment) -> Result<Verdict, Broken> {
        let wanted = noted.map_or(end.seq, |noted| noted.seq.max(end.seq));
        if self.found.mark.seq != wanted {
            return Err(Broken::End { found: self.found.mark.seq, wanted });
        }
        if self.found.mark != *end {
            return Err(Broken::OtherChain(end.seq));
        }
        let mut counted: BTreeMap<i64, (i64, i64)> = BTreeMap::new();
        for telling in std::mem::take(&mut self.tellings) {
            let count = telling.result.parse::<i64>();
            match (telling.is_earlier, count) {
                (true, Ok(count)) => {
                    counted.entry(telling.at).or_insert((0, telling.seq)).0 += count;
                }
                _ => self.judge_batch(&telling, now)?,
            }
        }
        for (at, (wanted, seq)) in counted {
            let batch = self.earlier.remove(&at).unwrap_or_default();
            let found = batch.gathering.places().count;
            if found != wanted {
                return Err(Broken::Emptied { found, wanted });
            }
            if at < batch.ripe || now.0.saturating_add(APART_US) < at {
                return Err(Broken::TooSoon(seq));
            }
        }
        let left = self.batches.values().chain(self.earlier.values());
        match left.map(|batch| batch.first).min() {
            Some(seq) => Err(Broken::EmptiedByHand(seq)),
            None => Ok(self.found),
        }
    }

    /// Compares the rows that are empty with what is said of them. One that tells of a time to come would let
    /// anything be emptied.
    fn judge_batch(&mut self, telling: &Telling, now: Moment) -> Result<(), Broken> {
        let batch = self.batches.remove(&telling.id).unwrap_or_default();
        let told: Result<Places, ()> = telling.result.parse();
        if told != Ok(batch.gathering.places()) {
            return Err(Broken::OtherRows(telling.seq));
        }
        if telling.at < batch.ripe || now.0.saturating_add(APART_US) < telling.at {
            return Err(Broken::TooSoon(telling.seq));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const YEAR: i64 = SIGN_INS_FOR_US;

    /// Puts rows of an earlier release behind each other: when they happened, when they were emptied, and what a
    /// row says that tells of emptied ones.
    fn walk(rows: &[(i64, Option<i64>, Option<&str>)]) -> Result<Verdict, Broken> {
        let mut walk = Walk::new();
        for (number, (at, emptied, told)) in rows.iter().enumerate() {
            let seq = number as i64 + 1;
            let id = Uuid::from_u128(seq as u128);
            let kind = if told.is_some() { "audit_emptied" } else { "signed_in" };
            let result = told.unwrap_or("done").to_owned();
            let said = (id, *at, None, None, Uuid::nil(), kind.to_owned(), result, None);
            let digest = digest(&said);
            let hash = link(&walk.found.mark.hash, seq, &digest, None);
            let (at, kind, result) = match emptied {
                Some(_) => (0, String::new(), String::new()),
                None => (*at, said.5, said.6),
            };
            let row = (
                id,
                at,
                None,
                None,
                Uuid::nil(),
                kind,
                result,
                None,
                seq,
                digest,
                hash,
                None,
                *emptied,
            );
            walk.follow(&row, None)?;
        }
        let end = walk.found.mark.clone();
        walk.judge(&end, None, Moment(3 * YEAR))
    }

    #[test]
    fn what_an_earlier_release_emptied_is_counted() {
        let emptied = |told| {
            let at = 2 * YEAR;
            walk(&[
                (1, None, None),
                (2, Some(at), None),
                (3, Some(at), None),
                (at, None, Some(told)),
            ])
        };
        assert_eq!(emptied("2").unwrap().emptied, 2);
        assert_eq!(emptied("1"), Err(Broken::Emptied { found: 2, wanted: 1 }));
        assert_eq!(emptied("nothing"), Err(Broken::OtherRows(4)));
    }

    #[test]
    fn what_is_younger_than_anything_may_be_is_not_emptied() {
        let at = 2 * YEAR;
        let young =
            walk(&[(at - 9 * DAY_US, None, None), (2, Some(at), None), (at, None, Some("1"))]);
        assert_eq!(young, Err(Broken::TooSoon(3)));
        let to_come =
            walk(&[(1, None, None), (2, Some(9 * YEAR), None), (9 * YEAR, None, Some("1"))]);
        assert_eq!(to_come, Err(Broken::TooSoon(3)));
        let untold = walk(&[(1, None, None), (2, Some(at), None)]);
        assert_eq!(untold, Err(Broken::EmptiedByHand(2)));
    }
}
