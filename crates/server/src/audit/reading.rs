//! Reads the audit: what coordinators, leads and the administration look after.

use app::page::AuditKind;
use domain::ids::{Moment, OrganisationId, PersonId, RegionId};
use uuid::Uuid;

use super::Audit;
use crate::{db::reading, people::StoreError};

/// The most rows that a page shows.
const SHOWN_MAX: usize = 100;

/// Whose part of the audit is read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Part {
    /// What happened in a region, and to those who have or had a place there.
    OfRegion(RegionId),
    /// Of that, what is about one organisation and those who have or had a place for it.
    OfOrganisation(RegionId, OrganisationId),
    /// What happened in no region, to those who administer or to nobody in particular.
    OfAdministration,
    /// What somebody did, and what was done to them.
    OfPerson(PersonId),
}

/// A row, as it was written.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Row {
    /// When.
    pub at: Moment,
    /// What.
    pub kind: AuditKind,
    /// Who did it, where that is known.
    pub by: Option<PersonId>,
    /// To whom or what.
    pub subject: Uuid,
    /// What came of it.
    pub result: String,
    /// From which address of the network.
    pub origin: Option<String>,
}

/// What every question selects; each part says of which rows, and all of them before a moment.
macro_rules! rows {
    ($of:literal) => {
        concat!(
            "SELECT a.at, a.kind, a.person, a.subject, a.result, a.origin FROM audit a \
             WHERE a.emptied_at IS NULL AND a.at < $1 AND (",
            $of,
            ") ORDER BY a.at DESC, a.id LIMIT $2"
        )
    };
}

const OF_REGION: &str = rows!(
    "a.region = $3 OR a.region IS NULL AND EXISTS
         (SELECT 1 FROM membership m WHERE m.region = $3 AND m.person IN (a.person, a.subject))"
);
const OF_ORGANISATION: &str = rows!(
    "(a.region = $3 OR a.region IS NULL) AND (a.subject = $4
         OR EXISTS (SELECT 1 FROM membership m
             WHERE m.region = $3 AND m.organisation = $4 AND m.person IN (a.person, a.subject))
         OR EXISTS (SELECT 1 FROM invitation i WHERE i.id = a.subject AND i.organisation = $4))"
);
const OF_ADMINISTRATION: &str = rows!(
    "a.region IS NULL AND (a.person IS NULL AND NOT EXISTS (SELECT 1 FROM person p WHERE p.id = a.subject)
         OR EXISTS (SELECT 1 FROM person p
             WHERE p.id IN (a.person, a.subject) AND p.administers_since IS NOT NULL))"
);
const OF_PERSON: &str = rows!("a.person = $3 OR a.subject = $3");

type Read = (i64, String, Option<Uuid>, Uuid, String, Option<String>);

/// Some rows, the newest first, and before which moment there are more.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Stretch {
    /// The rows.
    pub rows: Vec<Row>,
    /// Before which moment there are more.
    pub older: Option<Moment>,
}

impl Stretch {
    /// Cuts what was read to a page, between two moments: rows of one moment stay together.
    fn cut(mut rows: Vec<Row>) -> Self {
        let Some(next) = rows.get(SHOWN_MAX).map(|row| row.at) else {
            return Self { rows, older: None };
        };
        rows.truncate(SHOWN_MAX);
        if rows.first().is_some_and(|first| first.at != next) {
            rows.retain(|row| row.at != next);
        }
        Self { rows, older: Some(Moment(next.0 + 1)) }
    }
}

impl Audit {
    /// Returns the rows of a part before a moment.
    pub async fn rows(&self, part: Part, before: Moment) -> Result<Stretch, StoreError> {
        let max = i64::try_from(SHOWN_MAX + 1).unwrap_or(i64::MAX);
        let rows: Vec<Read> = reading!(&self.db, |pool| {
            match part {
                Part::OfRegion(region) => {
                    let asked = sqlx::query_as(OF_REGION).bind(before.0).bind(max);
                    asked.bind(region.0).fetch_all(pool).await
                }
                Part::OfOrganisation(region, organisation) => {
                    let asked = sqlx::query_as(OF_ORGANISATION).bind(before.0).bind(max);
                    asked.bind(region.0).bind(organisation.0).fetch_all(pool).await
                }
                Part::OfAdministration => {
                    sqlx::query_as(OF_ADMINISTRATION).bind(before.0).bind(max).fetch_all(pool).await
                }
                Part::OfPerson(person) => {
                    let asked = sqlx::query_as(OF_PERSON).bind(before.0).bind(max);
                    asked.bind(person.0).fetch_all(pool).await
                }
            }
        })?;
        let row = |(at, kind, by, subject, result, origin): Read| {
            let (at, kind, by) = (Moment(at), AuditKind::read(&kind)?, by.map(PersonId));
            Some(Row { at, kind, by, subject, result, origin })
        };
        Ok(Stretch::cut(rows.into_iter().filter_map(row).collect()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(at: i64) -> Row {
        let (kind, subject) = (AuditKind::SignedIn, Uuid::nil());
        Row { at: Moment(at), kind, by: None, subject, result: String::new(), origin: None }
    }

    #[test]
    fn rows_of_one_moment_stay_on_one_page() {
        let few = Stretch::cut((0..9).rev().map(row).collect());
        assert_eq!((few.rows.len(), few.older), (9, None));
        // Two rows of the moment at which the page would end: both go to the next.
        let mut many: Vec<Row> = (1..SHOWN_MAX as i64).rev().map(|at| row(at + 7)).collect();
        many.extend([row(7), row(7)]);
        let cut = Stretch::cut(many);
        assert_eq!((cut.rows.len(), cut.older), (SHOWN_MAX - 1, Some(Moment(8))));
        assert!(cut.rows.iter().all(|row| Moment(7) < row.at));
    }
}
