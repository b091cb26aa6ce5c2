//! What somebody does about their own account: another password or function, and an end to sessions.
//!
//! Invariant: a new password and the end of every other session are one transaction.

use std::collections::BTreeMap;

use app::page::MailKind;
use domain::{Language, Moment, OrganisationId, PersonId, RegionId, Role};
use uuid::Uuid;

use super::{People, StoreError, audit};
use crate::{
    db::{reading, transaction},
    mail::{MailTo, drop_resets_of, put_mail},
    sessions::end_sessions,
};

/// A place that somebody has, with the names that go with it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OwnPlace {
    /// The region.
    pub region: RegionId,
    /// Its name.
    pub region_name: String,
    /// The organisation.
    pub organisation: OrganisationId,
    /// Its name.
    pub organisation_name: String,
    /// In which role.
    pub role: Role,
    /// Whether with the right to confirm and sign.
    pub may_adopt: bool,
}

impl People {
    /// Sets the language of a person's pages.
    pub async fn set_language(
        &self,
        person: PersonId,
        language: Language,
        now: Moment,
    ) -> Result<(), StoreError> {
        transaction!(&self.db, |tx| {
            sqlx::query("UPDATE person SET language = $2 WHERE id = $1")
                .bind(person.0)
                .bind(language.code())
                .execute(&mut *tx)
                .await?;
            audit!(tx, "language_set", person.0, None::<Uuid>, Some(person), now);
        });
        Ok(())
    }

    /// Returns the name that somebody signs in with.
    pub async fn login(&self, person: PersonId) -> Result<Option<String>, StoreError> {
        reading!(&self.db, |pool| {
            sqlx::query_scalar("SELECT login FROM person WHERE id = $1 AND closed_at IS NULL")
                .bind(person.0)
                .fetch_optional(pool)
                .await
        })
    }

    /// Returns the names that those with a place in a region sign in with.
    pub async fn logins_in(
        &self,
        region: RegionId,
    ) -> Result<BTreeMap<PersonId, String>, StoreError> {
        let rows: Vec<(Uuid, String)> = reading!(&self.db, |pool| {
            sqlx::query_as(
                "SELECT p.id, p.login FROM membership m JOIN person p ON p.id = m.person
                 WHERE m.region = $1 AND p.closed_at IS NULL AND p.login IS NOT NULL",
            )
            .bind(region.0)
            .fetch_all(pool)
            .await
        })?;
        Ok(rows.into_iter().map(|(id, login)| (PersonId(id), login)).collect())
    }

    /// Returns what colleagues see of somebody instead of their function, where they said it.
    pub async fn display(&self, person: PersonId) -> Result<Option<String>, StoreError> {
        let display: Option<String> = reading!(&self.db, |pool| {
            sqlx::query_scalar("SELECT display FROM person WHERE id = $1")
                .bind(person.0)
                .fetch_optional(pool)
                .await
        })?;
        Ok(display.filter(|display| !display.is_empty()))
    }

    /// Sets what colleagues see of somebody; nothing where their role and organisation say it. Somebody else does so
    /// in the region in which they look after the place.
    pub async fn set_display(
        &self,
        person: PersonId,
        display: Option<&str>,
        (region, by): (Option<RegionId>, PersonId),
        now: Moment,
    ) -> Result<(), StoreError> {
        let region = region.map(|region| region.0);
        transaction!(&self.db, |tx| {
            let changed = sqlx::query(
                "UPDATE person SET display = $2 WHERE id = $1 AND display <> $2 AND closed_at IS NULL",
            )
            .bind(person.0)
            .bind(display.unwrap_or_default())
            .execute(&mut *tx)
            .await?;
            if 0 < changed.rows_affected() {
                audit!(tx, "function_set", person.0, region, Some(by), now);
            }
        });
        Ok(())
    }

    /// Returns the places that somebody has now, by region.
    pub async fn places_of(
        &self,
        person: PersonId,
        now: Moment,
    ) -> Result<Vec<OwnPlace>, StoreError> {
        let own = self.regions_of(person).await?;
        let ids: Vec<OrganisationId> = own.iter().map(|one| one.membership.organisation).collect();
        let names = self.organisations(&ids).await?;
        let places = own.into_iter().filter_map(|one| {
            let member = one.membership.member(now)?;
            Some(OwnPlace {
                region: one.membership.region,
                region_name: one.name,
                organisation: member.organisation,
                organisation_name: names.get(&member.organisation).cloned().unwrap_or_default(),
                role: member.role,
                may_adopt: member.may_adopt,
            })
        });
        Ok(places.collect())
    }

    /// Gives somebody another password, and ends all their sessions but one; a notice goes to `notice`.
    pub async fn change_password(
        &self,
        person: PersonId,
        password_hash: &str,
        keep: Uuid,
        notice: Option<&MailTo>,
        now: Moment,
    ) -> Result<(), StoreError> {
        transaction!(&self.db, |tx| {
            sqlx::query("UPDATE person SET password_hash = $2 WHERE id = $1 AND closed_at IS NULL")
                .bind(person.0)
                .bind(password_hash)
                .execute(&mut *tx)
                .await?;
            end_sessions!(tx, person, keep);
            // Links to another password work no more, and none goes out that still waits.
            sqlx::query("DELETE FROM password_reset WHERE person = $1")
                .bind(person.0)
                .execute(&mut *tx)
                .await?;
            drop_resets_of!(tx, person, now);
            if let Some(to) = notice {
                put_mail!(tx, &MailKind::PasswordChanged, to, (None, None), None, now);
            }
            audit!(tx, "password_changed", person.0, None::<Uuid>, Some(person), now);
        });
        Ok(())
    }

    /// Ends one session of somebody; tells whether it was there.
    pub async fn end_session(
        &self,
        person: PersonId,
        handle: Uuid,
        now: Moment,
    ) -> Result<bool, StoreError> {
        let ended = transaction!(&self.db, |tx| {
            let ended = sqlx::query("DELETE FROM session WHERE person = $1 AND handle = $2")
                .bind(person.0)
                .bind(handle)
                .execute(&mut *tx)
                .await?
                .rows_affected();
            if 0 < ended {
                crate::sessions::tell_of_sessions!(tx);
                audit!(tx, "session_ended", handle, None::<Uuid>, Some(person), now);
            }
            0 < ended
        });
        Ok(ended)
    }

    /// Ends all sessions of somebody but one.
    pub async fn end_other_sessions(
        &self,
        person: PersonId,
        keep: Uuid,
        now: Moment,
    ) -> Result<(), StoreError> {
        transaction!(&self.db, |tx| {
            if 0 < end_sessions!(tx, person, keep) {
                audit!(tx, "sessions_ended", person.0, None::<Uuid>, Some(person), now);
            }
        });
        Ok(())
    }

    /// Returns the hash of somebody's password.
    pub async fn password_hash(&self, person: PersonId) -> Result<Option<String>, StoreError> {
        reading!(&self.db, |pool| {
            sqlx::query_scalar(
                "SELECT password_hash FROM person WHERE id = $1 AND closed_at IS NULL",
            )
            .bind(person.0)
            .fetch_optional(pool)
            .await
        })
    }
}
