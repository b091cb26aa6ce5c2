//! Erases what is known of a person.
//!
//! Invariant: the history stays whole. It knows a person by an id alone; once nothing belongs to the id, it
//! says which organisation acted and nothing else.

use domain::{Moment, PersonId};
use uuid::Uuid;

use super::{
    OWN_WAYS_IN, People, StoreError, TheLast, administrators::other_administrators, audit,
    granting::end_grants,
};
use crate::{
    db::{reading, transaction},
    sessions::end_sessions,
};

/// What belongs to one person alone.
const ERASED: [&str; 1] = ["DELETE FROM read_mark WHERE person = $1"];

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

    /// Blanks everything that is known of a person, takes their open invitations back and closes the account.
    /// Whatever places they had must have ended before. Tells whether it was done: the last administrator stays,
    /// unless the host says otherwise.
    ///
    /// Size: one transaction, which cannot be handed on where it may be of either engine.
    pub async fn erase(
        &self,
        person: PersonId,
        last: TheLast,
        now: Moment,
    ) -> Result<bool, StoreError> {
        // A name that nobody can type, so that the old one is free for somebody else.
        let nobody = format!("gewist {person}");
        transaction!(&self.db, |tx| {
            let others = other_administrators!(tx, person);
            let administers: i64 = sqlx::query_scalar(
                "SELECT COUNT(*) FROM person WHERE id = $1 AND administers_since IS NOT NULL",
            )
            .bind(person.0)
            .fetch_one(&mut *tx)
            .await?;
            if 0 < administers && others == 0 && last == TheLast::Stays {
                return Ok(false);
            }
            // As long as it is known where their mail goes.
            sqlx::query(
                "DELETE FROM mail WHERE recipient = (SELECT login FROM person WHERE id = $1)
                     OR invitation IN (SELECT id FROM invitation WHERE accepted_by = $1)",
            )
            .bind(person.0)
            .execute(&mut *tx)
            .await?;
            sqlx::query(
                "UPDATE person SET login = $2, display = '', language = 'nl', password_hash = '',
                     administers_since = NULL, closed_at = COALESCE(closed_at, $3), erased_at = $3
                 WHERE id = $1 AND erased_at IS NULL",
            )
            .bind(person.0)
            .bind(nobody)
            .bind(now.0)
            .execute(&mut *tx)
            .await?;
            sqlx::query(
                "UPDATE invitation SET withdrawn_at = $2
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
            end_grants!(tx, "(person = $3 OR given_by = $3)", [person.0], None, now);
            end_sessions!(tx, person, Uuid::nil());
            sqlx::query(
                "UPDATE region SET rights_epoch = rights_epoch + 1
                 WHERE id IN (SELECT region FROM membership WHERE person = $1)",
            )
            .bind(person.0)
            .execute(&mut *tx)
            .await?;
            audit!(tx, "person_erased", person.0, None::<Uuid>, None, now);
        });
        Ok(true)
    }
}
