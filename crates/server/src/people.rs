//! People, organisations and memberships: the tables that hold personal data.
//!
//! Invariant: a change and its audit row are one transaction, and a change in who may do what
//! raises the rights epoch of the region in that same transaction. In which order transactions hold rows
//! stands in `turns`.

mod accepting;
mod account;
mod action_links;
mod administrators;
mod calendar_feed;
mod closing;
mod erasing;
mod founding;
mod granting;
mod invitations;
mod keeping;
mod leaving;
mod membership;
mod notices;
mod organisations;
mod own_records;
mod place_changes;
mod policy;
mod read_marks;
mod reasons;
mod resets;
mod reviews;
mod roles;
mod second_factor;
mod token;
mod turns;

use domain::{
    actor::Role,
    ids::{Moment, PersonId, RegionId},
    language::Language,
};
use sqlx::types::Json;
use uuid::Uuid;

pub use self::{
    accepting::{Accepted, Comer},
    account::OwnPlace,
    action_links::{ActionLink, LINKS_A_DAY, LinkMade, LinkMailed, NewActionLink},
    administrators::{Administrator, SteppedDown, TheLast},
    calendar_feed::CalendarFeed,
    closing::Closed,
    erasing::Erased,
    founding::{Founded, NewRegion},
    granting::{Grant, Granted, NewGrant},
    invitations::{Invitation, NewInvitation, OfferedPlace},
    keeping::Hold,
    leaving::Ended,
    membership::{Colleague, Membership, OwnRegion},
    notices::NoticeMark,
    own_records::OwnRecords,
    place_changes::{ChangeKind, PlaceChange},
    reasons::{ReasonOf, ReasonRemoval},
    reviews::{
        NewReminder, NewReview, Review, Reviewed, ReviewedPlace, name_list, people_since,
        places_for,
    },
    roles::Taken,
    second_factor::{CodeKind, SecondFactor},
    token::Token,
};
pub(crate) use self::{
    action_links::link_ends,
    keeping::is_held,
    notices::{SettingRow, column, entry_number, setting},
};
use self::{
    granting::end_grants,
    membership::{MembershipRow, membership},
    organisations::read_kind,
    place_changes::note_change,
};
use crate::{
    audit::audit,
    db::{Db, reading, transaction, writing},
    sessions::renew_sessions,
};

/// What the database says when it cannot do its work.
pub type StoreError = sqlx::Error;

/// A person and how the product speaks to them.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Account {
    /// The opaque id.
    pub person: PersonId,
    /// The language of every page.
    pub language: Language,
}

/// An account to be made.
#[derive(Clone, Debug)]
pub struct NewAccount {
    /// The opaque id.
    pub person: PersonId,
    /// The name to sign in with.
    pub login: String,
    /// What colleagues see instead of the function that follows from the membership.
    pub display: Option<String>,
    /// The language of every page.
    pub language: Language,
    /// What `Passwords::hash` returned.
    pub password_hash: String,
}

/// What a sign-in is checked against.
#[derive(Clone, Debug)]
pub struct Credentials {
    /// Who signs in.
    pub person: PersonId,
    /// The hash of their password.
    pub password_hash: String,
}

/// Everybody's place in a region, closed accounts left out.
const MEMBERSHIPS_IN: &str =
    "SELECT m.person, m.region, m.organisation, m.roles, m.may_adopt, m.since, m.until
     FROM membership m JOIN person p ON p.id = m.person
     WHERE m.region = $1 AND p.closed_at IS NULL";

/// A membership, what its person is called, and when their account was closed and their data erased.
type ColleagueRow =
    (Uuid, Uuid, Uuid, Json<Vec<Role>>, bool, i64, Option<i64>, String, Option<i64>, Option<i64>);

/// The tables of people, organisations and memberships.
#[derive(Clone, Debug)]
pub struct People {
    db: Db,
}

/// Writes the row of a new account, inside a transaction.
macro_rules! insert_person {
    ($tx:ident, $account:expr, $now:expr) => {{
        let account: &$crate::people::NewAccount = $account;
        sqlx::query(
            "INSERT INTO person (id, login, display, language, password_hash, created_at)
             VALUES ($1, $2, $3, $4, $5, $6)",
        )
        .bind(account.person.0)
        .bind(&account.login)
        .bind(account.display.as_deref().unwrap_or_default())
        .bind(account.language.code())
        .bind(&account.password_hash)
        .bind($now.0)
        .execute(&mut *$tx)
        .await?
    }};
}
use insert_person;

/// Writes the row of a place and lets everybody hear that rights changed, inside a transaction.
macro_rules! put_membership {
    ($tx:ident, $place:expr, $now:expr) => {{
        let place: &$crate::people::Membership = $place;
        sqlx::query("UPDATE region SET rights_epoch = rights_epoch + 1 WHERE id = $1")
            .bind(place.region.0)
            .execute(&mut *$tx)
            .await?;
        sqlx::query(
            "INSERT INTO membership (person, region, organisation, roles, may_adopt, since, until)
             VALUES ($1, $2, $3, $4, $5, $6, $7)
             ON CONFLICT (person, region) DO UPDATE SET organisation = excluded.organisation,
                 roles = excluded.roles, may_adopt = excluded.may_adopt,
                 since = excluded.since, until = excluded.until",
        )
        .bind(place.person.0)
        .bind(place.region.0)
        .bind(place.organisation.0)
        .bind(sqlx::types::Json(&place.roles))
        .bind(place.may_adopt)
        .bind(place.since.0)
        .bind(place.until.map(|until| until.0))
        .execute(&mut *$tx)
        .await?;
        renew_sessions!($tx, place.person);
        // Nobody both has a place and reads along; and who coordinates no more lets nobody read.
        end_grants!($tx, "person = $3", [place.person.0], None, $now);
        if !place.roles.contains(&domain::actor::Role::Coordinator) {
            let (region, giver) = (place.region.0, place.person.0);
            end_grants!($tx, "region = $3 AND given_by = $4", [region, giver], None, $now);
        }
    }};
}
use put_membership;

impl People {
    /// Opens the tables.
    pub fn new(db: Db) -> Self {
        Self { db }
    }

    /// Adds a person with an account.
    pub async fn add_account(
        &self,
        account: &NewAccount,
        by: Option<PersonId>,
        now: Moment,
    ) -> Result<(), StoreError> {
        transaction!(&self.db, |tx| {
            insert_person!(tx, account, now);
            audit!(tx, "account_added", account.person.0, None::<Uuid>, by, now);
        });
        Ok(())
    }

    /// Gives a person a place in a region, or changes the one they have.
    pub async fn set_membership(
        &self,
        membership: &Membership,
        by: Option<PersonId>,
        now: Moment,
    ) -> Result<(), StoreError> {
        transaction!(&self.db, |tx| {
            put_membership!(tx, membership, now);
            let region = Some(membership.region.0);
            let kind = if membership.since < now { ChangeKind::Changed } else { ChangeKind::Given };
            note_change!(tx, kind, membership, by, now);
            audit!(tx, "membership_set", membership.person.0, region, by, now);
        });
        Ok(())
    }

    /// Leaves a mark about the installation itself.
    pub async fn mark(&self, kind: &str, now: Moment) -> Result<(), StoreError> {
        writing!(&self.db, |pool| {
            sqlx::query("INSERT INTO audit (id, at, subject, kind) VALUES ($1, $2, $3, $4)")
                .bind(Uuid::new_v4())
                .bind(now.0)
                .bind(Uuid::nil())
                .bind(kind)
                .execute(pool)
                .await
                .map(|_| ())
        })
    }

    /// Tells whether a mark was left.
    pub async fn is_marked(&self, kind: &str) -> Result<bool, StoreError> {
        let marks: i64 = reading!(&self.db, |pool| {
            sqlx::query_scalar("SELECT COUNT(*) FROM audit WHERE kind = $1 AND subject = $2")
                .bind(kind)
                .bind(Uuid::nil())
                .fetch_one(pool)
                .await
        })?;
        Ok(0 < marks)
    }

    /// Returns what a sign-in with this name is checked against.
    pub async fn credentials(&self, login: &str) -> Result<Option<Credentials>, StoreError> {
        let row: Option<(Uuid, String)> = reading!(&self.db, |pool| {
            sqlx::query_as(
                "SELECT id, password_hash FROM person WHERE login = $1 AND closed_at IS NULL",
            )
            .bind(login)
            .fetch_optional(pool)
            .await
        })?;
        Ok(row
            .map(|(person, password_hash)| Credentials { person: PersonId(person), password_hash }))
    }

    /// Returns an account that is still open.
    pub async fn account(&self, person: PersonId) -> Result<Option<Account>, StoreError> {
        let row: Option<String> = reading!(&self.db, |pool| {
            sqlx::query_scalar("SELECT language FROM person WHERE id = $1 AND closed_at IS NULL")
                .bind(person.0)
                .fetch_optional(pool)
                .await
        })?;
        Ok(row.map(|language| Account {
            person,
            language: Language::from_code(&language).unwrap_or_default(),
        }))
    }

    /// Returns a person's place in a region, whether or not it has begun or ended.
    pub async fn membership(
        &self,
        region: RegionId,
        person: PersonId,
    ) -> Result<Option<Membership>, StoreError> {
        let row: Option<MembershipRow> = reading!(&self.db, |pool| {
            sqlx::query_as(
                "SELECT m.person, m.region, m.organisation, m.roles, m.may_adopt, m.since, m.until
                 FROM membership m JOIN person p ON p.id = m.person
                 WHERE m.region = $1 AND m.person = $2 AND p.closed_at IS NULL",
            )
            .bind(region.0)
            .bind(person.0)
            .fetch_optional(pool)
            .await
        })?;
        Ok(row.map(membership))
    }

    /// Returns everybody's place in a region.
    pub async fn memberships_in(&self, region: RegionId) -> Result<Vec<Membership>, StoreError> {
        let rows: Vec<MembershipRow> = reading!(&self.db, |pool| {
            sqlx::query_as(MEMBERSHIPS_IN).bind(region.0).fetch_all(pool).await
        })?;
        Ok(rows.into_iter().map(membership).collect())
    }

    /// Returns the regions in which a person has a place, by name.
    pub async fn regions_of(&self, person: PersonId) -> Result<Vec<OwnRegion>, StoreError> {
        type Row = (Uuid, Uuid, Uuid, Json<Vec<Role>>, bool, i64, Option<i64>, String, String);
        let rows: Vec<Row> = reading!(&self.db, |pool| {
            sqlx::query_as(
                "SELECT m.person, m.region, m.organisation, m.roles, m.may_adopt, m.since, m.until, r.name, o.kind
                 FROM membership m JOIN region r ON r.id = m.region JOIN organisation o ON o.id = m.organisation
                 WHERE m.person = $1 ORDER BY r.name",
            )
            .bind(person.0)
            .fetch_all(pool)
            .await
        })?;
        let own = rows.into_iter().map(|row| {
            Ok(OwnRegion {
                membership: membership((row.0, row.1, row.2, row.3, row.4, row.5, row.6)),
                name: row.7,
                kind: read_kind(row.8)?,
            })
        });
        own.collect()
    }

    /// Returns the people of a region, those whose place has ended included.
    pub async fn people_in(&self, region: RegionId) -> Result<Vec<Colleague>, StoreError> {
        let rows: Vec<ColleagueRow> = reading!(&self.db, |pool| {
            sqlx::query_as(
                "SELECT m.person, m.region, m.organisation, m.roles, m.may_adopt, m.since, m.until,
                     p.display, p.closed_at, p.erased_at
                 FROM membership m JOIN person p ON p.id = m.person
                 WHERE m.region = $1 ORDER BY m.since, m.person",
            )
            .bind(region.0)
            .fetch_all(pool)
            .await
        })?;
        let colleagues = rows.into_iter().map(|row| Colleague {
            membership: membership((row.0, row.1, row.2, row.3, row.4, row.5, row.6)),
            display: Some(row.7).filter(|display| !display.is_empty()),
            is_closed: row.8.is_some(),
            is_erased: row.9.is_some(),
        });
        Ok(colleagues.collect())
    }
}
