//! The sessions of one person: listed, ended, and given other ids.
//!
//! Invariant: a session is named by its handle here, which opens nothing.

use domain::{Moment, PersonId};
use time::OffsetDateTime;
use tower_sessions::session::Id;
use uuid::Uuid;

use super::{FORMER_FOR, Sessions, hash};
use crate::{
    db::{reading, writing},
    people::StoreError,
};

/// The most sessions that a person is shown.
const SHOWN_MAX: i64 = 100;

/// A session, as its owner sees it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OwnSession {
    /// Its name.
    pub handle: Uuid,
    /// Which browser, in two words.
    pub browser: String,
    /// Since when.
    pub began: Moment,
    /// When it was last used, to a few minutes.
    pub used: Moment,
}

/// Ends the sessions of somebody but one, inside a transaction; the nil handle keeps none.
macro_rules! end_sessions {
    ($tx:ident, $person:expr, $keep:expr) => {{
        let ended = sqlx::query("DELETE FROM session WHERE person = $1 AND handle <> $2")
            .bind($person.0)
            .bind($keep)
            .execute(&mut *$tx)
            .await?
            .rows_affected();
        $crate::sessions::tell_of_sessions!($tx);
        ended
    }};
}
pub(crate) use end_sessions;

/// Lets the sessions of somebody get other ids at their next request, inside the transaction that changes
/// what that person may do.
macro_rules! renew_sessions {
    ($tx:ident, $person:expr) => {{
        sqlx::query("UPDATE session SET renew = TRUE WHERE person = $1")
            .bind($person.0)
            .execute(&mut *$tx)
            .await?;
        $crate::sessions::tell_of_sessions!($tx);
    }};
}
pub(crate) use renew_sessions;

/// Lets other instances read sessions anew, once the transaction is durable.
macro_rules! tell_of_sessions {
    ($tx:ident) => {
        if std::any::TypeId::of::<Engine>() == std::any::TypeId::of::<sqlx::Postgres>() {
            sqlx::query("SELECT pg_notify($1, $2)")
                .bind($crate::journal::hints::CHANNEL)
                .bind($crate::journal::hints::SESSION_ENDED)
                .execute(&mut *$tx)
                .await?;
        }
    };
}
pub(crate) use tell_of_sessions;

impl Sessions {
    /// Returns the handle of a session that has not ended.
    pub async fn handle(&self, id: &Id) -> tower_sessions::session_store::Result<Option<Uuid>> {
        Ok(self.read(id).await?.map(|kept| kept.handle))
    }

    /// Tells whether the rights of a session's person changed since it got its id.
    pub async fn is_to_renew(&self, id: &Id) -> bool {
        matches!(self.read(id).await, Ok(Some(kept)) if kept.renew)
    }

    /// Tells whether the session with this handle has not ended.
    pub async fn goes_on(&self, handle: Uuid) -> Result<bool, StoreError> {
        let rows: i64 = reading!(&self.db, |pool| {
            sqlx::query_scalar(
                "SELECT COUNT(*) FROM session WHERE handle = $1 AND $2 < expires AND $2 < ends",
            )
            .bind(handle)
            .bind(OffsetDateTime::now_utc().unix_timestamp())
            .fetch_one(pool)
            .await
        })?;
        Ok(0 < rows)
    }

    /// Gives a session another id; requests that are under way with the one before still pass for a moment.
    /// Returns nothing where it ended, or has another id already.
    pub async fn renew(&self, id: &Id) -> Result<Option<Id>, StoreError> {
        let until = OffsetDateTime::now_utc() + FORMER_FOR;
        self.rename(id, until.unix_timestamp()).await
    }

    /// Gives a session another id; the one before opens nothing from now on.
    pub async fn renew_at_once(&self, id: &Id) -> Result<Option<Id>, StoreError> {
        self.rename(id, 0).await
    }

    async fn rename(&self, id: &Id, former_until: i64) -> Result<Option<Id>, StoreError> {
        let new = Id::default();
        let renamed = writing!(&self.db, |pool| {
            sqlx::query(
                "UPDATE session SET id_hash = $2, former_hash = id_hash, former_until = $3, renew = FALSE
                 WHERE id_hash = $1",
            )
            .bind(hash(id))
            .bind(hash(&new))
            .bind(former_until)
            .execute(pool)
            .await
            .map(|done| done.rows_affected())
        })?;
        self.forget(id);
        Ok((0 < renamed).then_some(new))
    }

    /// Returns the sessions of somebody that have not ended, the last used first.
    pub async fn of(&self, person: PersonId) -> Result<Vec<OwnSession>, StoreError> {
        let rows: Vec<(Uuid, String, i64, i64)> = reading!(&self.db, |pool| {
            sqlx::query_as(
                "SELECT handle, browser, began, used FROM session
                 WHERE person = $1 AND $2 < expires AND $2 < ends ORDER BY used DESC, handle LIMIT $3",
            )
            .bind(person.0)
            .bind(OffsetDateTime::now_utc().unix_timestamp())
            .bind(SHOWN_MAX)
            .fetch_all(pool)
            .await
        })?;
        let own = rows.into_iter().map(|(handle, browser, began, used)| OwnSession {
            handle,
            browser,
            began: Moment(began * 1_000_000),
            used: Moment(used * 1_000_000),
        });
        Ok(own.collect())
    }
}
