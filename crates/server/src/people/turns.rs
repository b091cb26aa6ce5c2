//! In which order transactions hold rows.
//!
//! Invariant: regions first, in the order of their ids; then `administration`; then people; then everything else,
//! mail before invitations and links to actions. Whoever holds rows in another order can wait in a circle with somebody else, and
//! PostgreSQL ends one of the two (40P01).

/// The regions that a change of everything about one person touches: where they have or had a place, where they
/// read along or let somebody read, and where somebody may come in by their invitation.
pub(super) const REGIONS_OF_PERSON: &str = "SELECT region FROM membership WHERE person = $1
     UNION SELECT region FROM reading_grant WHERE (person = $1 OR given_by = $1) AND ended_at IS NULL
     UNION SELECT region FROM invitation WHERE invited_by = $1 AND region IS NOT NULL
         AND accepted_at IS NULL AND withdrawn_at IS NULL
     ORDER BY 1";

/// The regions in which somebody has or had a place.
pub(super) const REGIONS_WITH_PLACE: &str =
    "SELECT region FROM membership WHERE person = $1 ORDER BY 1";

/// The regions that somebody reads along.
pub(super) const REGIONS_READ: &str =
    "SELECT DISTINCT region FROM reading_grant WHERE person = $1 AND ended_at IS NULL ORDER BY 1";

/// Holds the regions that one of these questions finds, one after the other, inside a transaction, and lets
/// everybody look anew who may do what there. Returns their ids. Which they are is read first: a transaction of
/// SQLite begins with the right to write.
macro_rules! hold_regions {
    ($tx:ident, $question:expr, $of:expr) => {{
        let regions: Vec<uuid::Uuid> =
            sqlx::query_scalar($question).bind($of).fetch_all(&mut *$tx).await?;
        for region in &regions {
            sqlx::query("UPDATE region SET rights_epoch = rights_epoch + 1 WHERE id = $1")
                .bind(region)
                .execute(&mut *$tx)
                .await?;
        }
        regions
    }};
}
pub(super) use hold_regions;

/// Holds one region, before what depends on who has a place there, inside a transaction. Nobody needs to look anew.
macro_rules! hold_region {
    ($tx:ident, $region:expr) => {
        sqlx::query("UPDATE region SET rights_epoch = rights_epoch WHERE id = $1")
            .bind($region.0)
            .execute(&mut *$tx)
            .await?
    };
}
pub(super) use hold_region;

/// Holds a person, before what belongs to them alone, inside a transaction.
macro_rules! hold_alone {
    ($tx:ident, $person:expr) => {
        sqlx::query("UPDATE person SET administers_since = administers_since WHERE id = $1")
            .bind($person.0)
            .execute(&mut *$tx)
            .await?
    };
}
pub(super) use hold_alone;

/// Holds everything of a person: their regions, `administration`, and the person. Returns the regions; nothing
/// where they got a place in another one meanwhile, so that the transaction begins anew.
macro_rules! hold_person {
    ($tx:ident, $person:expr) => {{
        use $crate::people::turns::REGIONS_OF_PERSON;
        let regions = $crate::people::turns::hold_regions!($tx, REGIONS_OF_PERSON, $person.0);
        sqlx::query("UPDATE administration SET changes = changes + 1").execute(&mut *$tx).await?;
        $crate::people::turns::hold_alone!($tx, $person);
        let now: Vec<uuid::Uuid> =
            sqlx::query_scalar(REGIONS_OF_PERSON).bind($person.0).fetch_all(&mut *$tx).await?;
        now.iter().all(|region| regions.contains(region)).then_some(regions)
    }};
}
pub(super) use hold_person;

/// How often a transaction begins anew because somebody got a place meanwhile.
pub(super) const TRIES_MAX: u32 = 5;
