//! What became of the places in a region, for those who look after them.

use domain::{Moment, OrganisationId, PersonId, RegionId, actor::Role};
use sqlx::types::Json;
use uuid::Uuid;

use super::{People, StoreError};
use crate::db::reading;

/// What happened to a place.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ChangeKind {
    /// Somebody got it.
    Given,
    /// Its roles or right changed.
    Changed,
    /// It ended.
    Ended,
}

impl ChangeKind {
    pub(super) const fn code(self) -> &'static str {
        match self {
            ChangeKind::Given => "given",
            ChangeKind::Changed => "changed",
            ChangeKind::Ended => "ended",
        }
    }

    fn read(code: &str) -> Option<Self> {
        [ChangeKind::Given, ChangeKind::Changed, ChangeKind::Ended]
            .into_iter()
            .find(|kind| kind.code() == code)
    }
}

/// A change of a place.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PlaceChange {
    /// When.
    pub at: Moment,
    /// Whose place.
    pub person: PersonId,
    /// For which organisation.
    pub organisation: OrganisationId,
    /// In which roles, from then on or until then.
    pub roles: Vec<Role>,
    /// Whether with the right to confirm and sign.
    pub may_adopt: bool,
    /// What happened.
    pub kind: ChangeKind,
    /// Who did it; nobody where the installation did.
    pub by: Option<PersonId>,
}

/// Writes what became of a place, inside the transaction that changes it.
macro_rules! note_change {
    ($tx:ident, $kind:expr, $place:expr, $by:expr, $now:expr) => {{
        let place: &$crate::people::Membership = $place;
        sqlx::query(
            "INSERT INTO place_change (id, at, region, person, organisation, roles, may_adopt, kind, changed_by)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        )
        .bind(uuid::Uuid::new_v4())
        .bind($now.0)
        .bind(place.region.0)
        .bind(place.person.0)
        .bind(place.organisation.0)
        .bind(sqlx::types::Json(&place.roles))
        .bind(place.may_adopt)
        .bind($crate::people::place_changes::ChangeKind::code($kind))
        .bind($by.map(|person: domain::PersonId| person.0))
        .execute(&mut *$tx)
        .await?
    }};
}
pub(super) use note_change;

type Row = (i64, Uuid, Uuid, Json<Vec<Role>>, bool, String, Option<Uuid>);

impl People {
    /// Returns what became of the places in a region, the oldest first.
    pub async fn place_changes(&self, region: RegionId) -> Result<Vec<PlaceChange>, StoreError> {
        let rows: Vec<Row> = reading!(&self.db, |pool| {
            sqlx::query_as(
                "SELECT at, person, organisation, roles, may_adopt, kind, changed_by
                 FROM place_change WHERE region = $1 ORDER BY at, id",
            )
            .bind(region.0)
            .fetch_all(pool)
            .await
        })?;
        let changes = rows.into_iter().filter_map(|row| {
            let (at, person, organisation, Json(roles), may_adopt, kind, by) = row;
            Some(PlaceChange {
                at: Moment(at),
                person: PersonId(person),
                organisation: OrganisationId(organisation),
                roles,
                may_adopt,
                kind: ChangeKind::read(&kind)?,
                by: by.map(PersonId),
            })
        });
        Ok(changes.collect())
    }
}
