//! Erases what is known of a person.
//!
//! Invariant: the history stays whole. It knows a person by an id alone; once nothing belongs to the id, it
//! says which organisation acted and nothing else. Whoever is erased has no place left, and where something is in
//! the way nothing changed.

use domain::{Moment, PersonId, RegionId};
use uuid::Uuid;

use super::{
    ChangeKind, MEMBERSHIPS_IN, Membership, MembershipRow, People, StoreError, TheLast,
    action_links::end_links,
    administrators::OTHERS,
    audit,
    calendar_feed::end_feed_without_place,
    closing::{Going, OWN_WAYS_IN, going_of},
    granting::end_grants,
    leaving::end_place,
    place_changes::note_change,
    turns::{TRIES_MAX, hold_person},
};
use crate::{
    db::{reading, transaction},
    sessions::{end_sessions, renew_sessions},
};

/// What belongs to one person alone.
const ERASED: [&str; 3] = [
    "DELETE FROM read_mark WHERE person = $1",
    "DELETE FROM notice_mark WHERE person = $1",
    "DELETE FROM digest_part WHERE person = $1",
];

/// What came of erasing a person.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Erased {
    /// It is done, and these places of theirs ended.
    Done(Vec<Membership>),
    /// Nobody has this id, or they were erased before.
    Nobody,
    /// Nothing changed: this region would have nobody who coordinates it.
    NoCoordinatorLeft(RegionId),
    /// Nothing changed: nobody else administers the installation.
    LastAdministrator,
}

impl People {
    /// Tells whether there is, or was, somebody with this id.
    pub async fn is_known(&self, person: PersonId) -> Result<bool, StoreError> {
        let found: Option<Uuid> = reading!(&self.db, |pool| {
            sqlx::query_scalar("SELECT id FROM person WHERE id = $1")
                .bind(person.0)
                .fetch_optional(pool)
                .await
        })?;
        Ok(found.is_some())
    }

    /// Returns who was erased, and when, the first first.
    pub async fn erased(&self) -> Result<Vec<(PersonId, Moment)>, StoreError> {
        let rows: Vec<(Uuid, i64)> = reading!(&self.db, |pool| {
            sqlx::query_as(
                "SELECT id, erased_at FROM person WHERE erased_at IS NOT NULL ORDER BY erased_at, id",
            )
            .fetch_all(pool)
            .await
        })?;
        Ok(rows.into_iter().map(|(person, at)| (PersonId(person), Moment(at))).collect())
    }

    /// Ends every place of a person, blanks everything that is known of them, takes their open invitations back
    /// and closes the account: all of it, or nothing. The last administrator stays, and whoever coordinates a
    /// region alone, unless the host says otherwise.
    pub async fn erase(
        &self,
        person: PersonId,
        last: TheLast,
        now: Moment,
    ) -> Result<Erased, StoreError> {
        for _ in 0..TRIES_MAX {
            if let Some(erased) = self.try_to_erase(person, last, now).await? {
                return Ok(erased);
            }
        }
        Err(StoreError::PoolTimedOut)
    }

    /// Returns nothing where they got a place in another region meanwhile.
    ///
    /// Size: one transaction, which cannot be handed on where it may be of either engine.
    async fn try_to_erase(
        &self,
        person: PersonId,
        last: TheLast,
        now: Moment,
    ) -> Result<Option<Erased>, StoreError> {
        // A name that nobody can type, so that the old one is free for somebody else.
        let nobody = format!("gewist {person}");
        let by = None::<PersonId>;
        let ended = transaction!(&self.db, |tx| {
            let Some(regions) = hold_person!(tx, person) else { return Ok(None) };
            let known: Option<Option<i64>> = sqlx::query_scalar(
                "SELECT administers_since FROM person WHERE id = $1 AND erased_at IS NULL",
            )
            .bind(person.0)
            .fetch_optional(&mut *tx)
            .await?;
            let Some(administers) = known else { return Ok(Some(Erased::Nobody)) };
            let others: i64 = sqlx::query_scalar(OTHERS).bind(person.0).fetch_one(&mut *tx).await?;
            if administers.is_some() && others == 0 && last == TheLast::Stays {
                return Ok(Some(Erased::LastAdministrator));
            }
            let mut ending = Vec::new();
            for region in regions {
                let rows: Vec<MembershipRow> =
                    sqlx::query_as(MEMBERSHIPS_IN).bind(region).fetch_all(&mut *tx).await?;
                match going_of(rows, person, now) {
                    Going { is_last: true, .. } if last == TheLast::Stays => {
                        return Ok(Some(Erased::NoCoordinatorLeft(RegionId(region))));
                    }
                    Going { place, .. } => ending.extend(place),
                }
            }
            for place in &ending {
                end_place!(tx, place, None, by, now);
            }
            // Mails before invitations, as whoever sends them holds them; and as long as it is known where mail goes.
            sqlx::query(
                "UPDATE mail SET tries = tries
                 WHERE LOWER(recipient) = (SELECT login FROM person WHERE id = $1)
                     OR invitation IN (SELECT id FROM invitation WHERE accepted_by = $1)",
            )
            .bind(person.0)
            .execute(&mut *tx)
            .await?;
            sqlx::query(
                "UPDATE invitation SET display = '' WHERE id IN
                     (SELECT invitation FROM mail WHERE LOWER(recipient) = (SELECT login FROM person WHERE id = $1))",
            )
            .bind(person.0)
            .execute(&mut *tx)
            .await?;
            sqlx::query(
                "DELETE FROM mail WHERE LOWER(recipient) = (SELECT login FROM person WHERE id = $1)
                     OR invitation IN (SELECT id FROM invitation WHERE accepted_by = $1)",
            )
            .bind(person.0)
            .execute(&mut *tx)
            .await?;
            sqlx::query(
                "UPDATE person SET login = $2, display = '', language = 'nl', password_hash = '',
                     administers_since = NULL, closed_at = COALESCE(closed_at, $3), erased_at = $3
                 WHERE id = $1",
            )
            .bind(person.0)
            .bind(nobody)
            .bind(now.0)
            .execute(&mut *tx)
            .await?;
            sqlx::query(
                "UPDATE invitation SET withdrawn_at = $2, display = ''
                 WHERE invited_by = $1 AND accepted_at IS NULL AND withdrawn_at IS NULL",
            )
            .bind(person.0)
            .bind(now.0)
            .execute(&mut *tx)
            .await?;
            sqlx::query("UPDATE invitation SET display = '' WHERE accepted_by = $1")
                .bind(person.0)
                .execute(&mut *tx)
                .await?;
            for statement in ERASED.into_iter().chain(OWN_WAYS_IN) {
                sqlx::query(statement).bind(person.0).execute(&mut *tx).await?;
            }
            end_grants!(tx, "(person = $3 OR given_by = $3)", [person.0], by, now);
            end_sessions!(tx, person, Uuid::nil());
            audit!(tx, "person_erased", person.0, None::<Uuid>, by, now);
            // What the files of the store still hold of it is swept out next.
            sqlx::query("INSERT INTO erasure (person, swept) VALUES ($1, FALSE)")
                .bind(person.0)
                .execute(&mut *tx)
                .await?;
            ending
        });
        Ok(Some(Erased::Done(ended)))
    }
}
