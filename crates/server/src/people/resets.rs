//! Links with which somebody chooses a new password.
//!
//! Invariant: a link works once and until its moment; the new password and the end of every such link of the
//! account are one transaction. The table holds no link, only its hash.

use app::page::MailKind;
use domain::ids::{Moment, PersonId};
use uuid::Uuid;

use super::{People, StoreError, Token, audit, turns::hold_alone};
use crate::{
    db::{reading, transaction},
    mail::{MailTo, RESET_WORKS_FOR_US, drop_resets_of, put_mail},
    sessions::end_sessions,
};

impl People {
    /// Makes a link with which somebody chooses a new password, in the place of any before.
    pub async fn start_reset(
        &self,
        person: PersonId,
        token: &Token,
        now: Moment,
    ) -> Result<(), StoreError> {
        transaction!(&self.db, |tx| {
            sqlx::query("DELETE FROM password_reset WHERE person = $1")
                .bind(person.0)
                .execute(&mut *tx)
                .await?;
            sqlx::query(
                "INSERT INTO password_reset (id, token_hash, person, expires_at) VALUES ($1, $2, $3, $4)",
            )
            .bind(Uuid::new_v4())
            .bind(token.hash())
            .bind(person.0)
            .bind(now.0 + RESET_WORKS_FOR_US)
            .execute(&mut *tx)
            .await?;
            audit!(tx, "password_link_made", person.0, None::<Uuid>, None, now);
        });
        Ok(())
    }

    /// Returns whose password a link lets somebody choose, if it still works.
    pub async fn reset_of(
        &self,
        token: &Token,
        now: Moment,
    ) -> Result<Option<PersonId>, StoreError> {
        let person: Option<Uuid> = reading!(&self.db, |pool| {
            sqlx::query_scalar(
                "SELECT r.person FROM password_reset r JOIN person p ON p.id = r.person
                 WHERE r.token_hash = $1 AND $2 < r.expires_at AND p.closed_at IS NULL",
            )
            .bind(token.hash())
            .bind(now.0)
            .fetch_optional(pool)
            .await
        })?;
        Ok(person.map(PersonId))
    }

    /// Replaces a password by way of a link, and returns whose; nobody's where the link does not work any more.
    pub async fn reset_password(
        &self,
        token: &Token,
        password_hash: &str,
        notice: Option<&MailTo>,
        now: Moment,
    ) -> Result<Option<PersonId>, StoreError> {
        let person = transaction!(&self.db, |tx| {
            let whose: Option<Uuid> =
                sqlx::query_scalar("SELECT person FROM password_reset WHERE token_hash = $1")
                    .bind(token.hash())
                    .fetch_optional(&mut *tx)
                    .await?;
            let Some(whose) = whose.map(PersonId) else { return Ok(None) };
            hold_alone!(tx, whose);
            let used: Option<Uuid> = sqlx::query_scalar(
                "DELETE FROM password_reset WHERE token_hash = $1 AND $2 < expires_at RETURNING person",
            )
            .bind(token.hash())
            .bind(now.0)
            .fetch_optional(&mut *tx)
            .await?;
            let Some(person) = used else { return Ok(None) };
            let changed = sqlx::query(
                "UPDATE person SET password_hash = $2 WHERE id = $1 AND closed_at IS NULL",
            )
            .bind(person)
            .bind(password_hash)
            .execute(&mut *tx)
            .await?;
            if changed.rows_affected() == 0 {
                return Ok(None);
            }
            sqlx::query("DELETE FROM password_reset WHERE person = $1")
                .bind(person)
                .execute(&mut *tx)
                .await?;
            let person = PersonId(person);
            // Wherever somebody was signed in with the old one, they are not any more.
            end_sessions!(tx, person, Uuid::nil());
            drop_resets_of!(tx, person, now);
            if let Some(to) = notice {
                put_mail!(tx, &MailKind::PasswordChanged, to, (None, None), None, now);
            }
            audit!(tx, "password_reset", person.0, None::<Uuid>, Some(person), now);
            person
        });
        Ok(Some(person))
    }
}
