//! Reads the audit: what coordinators, leads and the administration look after.

use std::collections::{BTreeMap, BTreeSet};

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
    /// What is about the installation, whoever did it; what those did in no region who administered then; and where
    /// administrators were let read along, and did.
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
    /// In which region.
    pub region: Option<RegionId>,
    /// To whom or what.
    pub subject: Uuid,
    /// What came of it.
    pub result: String,
    /// From which address of the network.
    pub origin: Option<String>,
}

/// What every question selects; each part says of which rows, and all of them before a moment.
macro_rules! rows {
    ($of:expr) => {
        concat!(
            "SELECT a.at, a.kind, a.person, a.region, a.subject, a.result, a.origin FROM audit a \
             WHERE a.emptied_at IS NULL AND a.at < $1 AND (",
            $of,
            ") ORDER BY a.at DESC, a.id LIMIT $2"
        )
    };
}

/// Somebody had a place in the region at the moment of a row, of which more is asked: what became of places says
/// which one it was then, also where they have another one by now. Of a place whose changes are not kept any more
/// the place itself does.
macro_rules! had_place {
    ($which:literal) => {
        concat!(
            "(EXISTS (SELECT 1 FROM place_change c WHERE c.region = $3 AND c.kind <> 'ended' AND c.at <= a.at \
                 AND NOT EXISTS (SELECT 1 FROM place_change n WHERE n.region = c.region \
                     AND n.person = c.person AND c.at < n.at AND n.at < a.at) AND ",
            $which,
            ") OR EXISTS (SELECT 1 FROM membership c WHERE c.region = $3 AND c.since <= a.at \
                 AND (c.until IS NULL OR a.at <= c.until) \
                 AND NOT EXISTS (SELECT 1 FROM place_change n WHERE n.region = c.region \
                     AND n.person = c.person AND n.at <= a.at) AND ",
            $which,
            "))"
        )
    };
}

/// What people did before they had a place, and afterwards, is nobody's here. Organisations are made once for all
/// regions, so who made one says nothing about this one.
const OF_REGION: &str = rows!(concat!(
    "a.region = $3 OR a.region IS NULL AND a.kind <> 'organisation_added' AND ",
    had_place!("c.person IN (a.person, a.subject)")
));
/// What was done to the own organisation, its people and its invitations, and where its people sign in, as long as
/// they are its people. A lead looks after no coordinator.
const OF_ORGANISATION: &str = rows!(concat!(
    "a.region = $3 AND a.subject = $4 OR (a.region = $3 OR a.region IS NULL) AND ",
    had_place!(
        "c.organisation = $4 AND CAST(c.roles AS TEXT) NOT LIKE '%coordinator%' \
             AND (c.person = a.subject OR c.person = a.person AND a.region IS NULL \
                 AND a.kind <> 'organisation_added')"
    ),
    " OR a.region = $3 AND EXISTS
         (SELECT 1 FROM invitation i WHERE i.id = a.subject AND i.organisation = $4
             AND CAST(i.roles AS TEXT) NOT LIKE '%coordinator%')"
));
/// What is about the installation by its kind, whoever did it; what was tried at no account; and what those did in
/// no region who administered at that moment.
const OF_ADMINISTRATION: &str = rows!(
    "a.kind IN ('administrator_added', 'administrator_ended', 'region_added', 'organisation_added',
             'person_erased', 'audit_emptied', 'old_deleted', 'hold_set', 'hold_lifted', 'store_restored',
             'reason_removed', 'mail_tested', 'reading_granted', 'reading_ended', 'reading_ran_out', 'region_read')
     OR a.region IS NULL AND (a.person IS NULL AND NOT EXISTS (SELECT 1 FROM person p WHERE p.id = a.subject)
         OR EXISTS (SELECT 1 FROM person p
             WHERE p.id IN (a.person, a.subject) AND p.administers_since <= a.at)
         OR EXISTS (SELECT 1 FROM audit b WHERE b.kind = 'administrator_added'
             AND b.subject IN (a.person, a.subject) AND b.at <= a.at
             AND NOT EXISTS (SELECT 1 FROM audit e
                 WHERE e.kind IN ('administrator_ended', 'account_closed', 'person_erased')
                     AND e.subject = b.subject AND b.at <= e.at AND e.at < a.at)))"
);
const OF_PERSON: &str = rows!("a.person = $3 OR a.subject = $3");

type Read = (i64, String, Option<Uuid>, Option<Uuid>, Uuid, String, Option<String>);

/// Some rows, the newest first, and before which moment there are more.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Stretch {
    /// The rows.
    pub rows: Vec<Row>,
    /// Before which moment there are more.
    pub older: Option<Moment>,
}

/// Cuts what was read to a page, between two moments: rows of one moment stay together. Of a moment that is
/// longer than a page the rest is left out.
fn cut(moments: &[i64]) -> (usize, Option<Moment>) {
    let (Some(first), Some(next)) = (moments.first(), moments.get(SHOWN_MAX)) else {
        return (moments.len(), None);
    };
    if first == next {
        return (SHOWN_MAX, Some(Moment(*next)));
    }
    let whole = moments.iter().take_while(|at| *at != next).count();
    (whole, Some(Moment(next + 1)))
}

/// When people signed in last for the place that they have now. A sign-in of before is nobody's here.
const LAST_SIGN_INS: &str =
    "SELECT m.person, MAX(a.at) FROM membership m JOIN audit a ON a.person = m.person
     WHERE m.region = $1 AND a.kind = 'signed_in' AND a.emptied_at IS NULL AND m.since <= a.at
     GROUP BY m.person";

impl Audit {
    /// Returns who administers the installation, or once did.
    pub async fn ever_administered(&self) -> Result<BTreeSet<PersonId>, StoreError> {
        let people: Vec<Uuid> = reading!(&self.db, |pool| {
            sqlx::query_scalar(
                "SELECT DISTINCT subject FROM audit WHERE kind = 'administrator_added'",
            )
            .fetch_all(pool)
            .await
        })?;
        Ok(people.into_iter().map(PersonId).collect())
    }

    /// Returns when the people of a region signed in last, of those who did as long as that is kept.
    pub async fn last_sign_ins(
        &self,
        region: RegionId,
    ) -> Result<BTreeMap<PersonId, Moment>, StoreError> {
        let rows: Vec<(Uuid, i64)> = reading!(&self.db, |pool| {
            sqlx::query_as(LAST_SIGN_INS).bind(region.0).fetch_all(pool).await
        })?;
        Ok(rows.into_iter().map(|(person, at)| (PersonId(person), Moment(at))).collect())
    }

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
        let row = |(at, kind, by, region, subject, result, origin): Read| {
            let (at, kind, by) = (Moment(at), AuditKind::read(&kind)?, by.map(PersonId));
            let region = region.map(RegionId);
            Some(Row { at, kind, by, region, subject, result, origin })
        };
        let moments: Vec<i64> = rows.iter().map(|row| row.0).collect();
        let (shown, older) = cut(&moments);
        Ok(Stretch { rows: rows.into_iter().take(shown).filter_map(row).collect(), older })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_about_the_installation_is_read_by_its_kind() {
        for kind in AuditKind::ALL {
            let code = format!("'{}'", kind.code());
            let list = OF_ADMINISTRATION.split(')').next().unwrap();
            assert_eq!(list.contains(&code), kind.is_of_administration(), "{kind:?}");
        }
    }

    #[test]
    fn rows_of_one_moment_stay_on_one_page() {
        assert_eq!(cut(&[9, 8, 7]), (3, None));
        // Two rows of the moment at which the page would end: both go to the next.
        let mut many: Vec<i64> = (8..SHOWN_MAX as i64 + 7).rev().collect();
        many.extend([7, 7]);
        assert_eq!(cut(&many), (SHOWN_MAX - 1, Some(Moment(8))));
    }

    #[test]
    fn a_moment_that_is_longer_than_a_page_does_not_come_back() {
        assert_eq!(cut(&[7; SHOWN_MAX + 1]), (SHOWN_MAX, Some(Moment(7))));
    }
}
