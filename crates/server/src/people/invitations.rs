//! Places that are offered by link, and what becomes of them.
//!
//! Invariant: a link works once, until its day and unless it was taken back; the place, the account that
//! comes with it and the end of the invitation are one transaction. The table holds no link, only its hash.

use app::{
    page::MailKind,
    words::{day_ends, local_day},
};
use domain::{Moment, OrganisationId, PersonId, RegionId, actor::Role};
use sqlx::types::Json;
use uuid::Uuid;

use super::{Membership, People, StoreError, Token, audit};
use crate::{
    db::{reading, transaction, writing},
    mail::{MailTo, drop_mail_of, put_mail},
};

/// How long a link works, in microseconds: people are away for a fortnight. It ends with its last day.
const WORKS_FOR_US: i64 = 21 * 24 * 60 * 60 * 1_000_000;

pub(super) fn ends(now: Moment) -> Moment {
    day_ends(local_day(Moment(now.0 + WORKS_FOR_US)))
}

/// The place that is offered.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct OfferedPlace {
    /// In which region.
    pub region: RegionId,
    /// For which organisation.
    pub organisation: OrganisationId,
    /// In which role.
    pub role: Role,
    /// Whether with the right to confirm and sign.
    pub may_adopt: bool,
}

impl OfferedPlace {
    /// Returns the place as somebody has it from now on.
    pub(super) fn of(self, person: PersonId, now: Moment) -> Membership {
        Membership {
            person,
            region: self.region,
            organisation: self.organisation,
            roles: vec![self.role],
            may_adopt: self.may_adopt,
            since: now,
            until: None,
        }
    }
}

/// An invitation to be made.
#[derive(Clone, Debug)]
pub struct NewInvitation {
    /// Made by the sender, so that a form that is sent twice invites once.
    pub id: Uuid,
    /// The place; nothing for an administrator.
    pub place: Option<OfferedPlace>,
    /// What colleagues will see, where the inviter says it.
    pub display: Option<String>,
    /// Who invites; nobody where the installation does.
    pub by: Option<PersonId>,
    /// To whom it is mailed; nobody where the inviter passes its link on.
    pub mail_to: Option<MailTo>,
}

/// An invitation.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Invitation {
    /// The opaque id.
    pub id: Uuid,
    /// The place; nothing for an administrator.
    pub place: Option<OfferedPlace>,
    /// What colleagues will see, where the inviter said it; nothing once nobody will come by it.
    pub display: Option<String>,
    /// Since when.
    pub created: Moment,
    /// Until when.
    pub expires: Moment,
    /// When it was taken back, if it was.
    pub withdrawn: Option<Moment>,
    /// When somebody accepted it, if somebody did.
    pub accepted: Option<Moment>,
    /// Who accepted it.
    pub accepted_by: Option<PersonId>,
    /// Who invited; nobody where the installation did.
    pub by: Option<PersonId>,
}

impl Invitation {
    /// Returns whether its link still works.
    pub fn is_open(&self, now: Moment) -> bool {
        self.withdrawn.is_none() && self.accepted.is_none() && now < self.expires
    }
}

const BY_TOKEN: &str =
    "SELECT id, region, organisation, roles, may_adopt, display, created_at, expires_at, withdrawn_at, accepted_at,
         accepted_by, invited_by
     FROM invitation WHERE token_hash = $1";
const BY_ID: &str =
    "SELECT id, region, organisation, roles, may_adopt, display, created_at, expires_at, withdrawn_at, accepted_at,
         accepted_by, invited_by
     FROM invitation WHERE id = $1";
pub(super) const BY_REGION: &str =
    "SELECT id, region, organisation, roles, may_adopt, display, created_at, expires_at, withdrawn_at, accepted_at,
         accepted_by, invited_by
     FROM invitation WHERE region IS NOT DISTINCT FROM $1 ORDER BY created_at DESC, id";

pub(super) const END_FIRST: &str = "UPDATE invitation SET withdrawn_at = $1, display = ''
     WHERE region IS NULL AND invited_by IS NULL AND accepted_at IS NULL AND withdrawn_at IS NULL";
pub(super) type Row = (
    Uuid,
    Option<Uuid>,
    Option<Uuid>,
    Json<Vec<Role>>,
    bool,
    String,
    i64,
    i64,
    Option<i64>,
    Option<i64>,
    Option<Uuid>,
    Option<Uuid>,
);

pub(super) fn invitation(row: Row) -> Invitation {
    let (
        id,
        region,
        organisation,
        Json(roles),
        may_adopt,
        display,
        created,
        expires,
        withdrawn,
        accepted,
        accepted_by,
        by,
    ) = row;
    let place = region.zip(organisation).zip(roles.first().copied());
    let place = place.map(|((region, organisation), role)| OfferedPlace {
        region: RegionId(region),
        organisation: OrganisationId(organisation),
        role,
        may_adopt,
    });
    Invitation {
        id,
        place,
        display: Some(display).filter(|display| !display.is_empty()),
        created: Moment(created),
        expires: Moment(expires),
        withdrawn: withdrawn.map(Moment),
        accepted: accepted.map(Moment),
        accepted_by: accepted_by.map(PersonId),
        by: by.map(PersonId),
    }
}

/// Writes the row of an invitation and puts its mail in the outbox, inside a transaction; tells whether it was not
/// there before.
macro_rules! put_invitation {
    ($tx:ident, $new:expr, $token:expr, $now:expr) => {{
        let new: &$crate::people::NewInvitation = $new;
        let roles: Vec<domain::actor::Role> = new.place.iter().map(|place| place.role).collect();
        let made = sqlx::query(
            "INSERT INTO invitation (id, token_hash, region, organisation, roles, may_adopt, display,
                 invited_by, created_at, expires_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
             ON CONFLICT (id) DO NOTHING",
        )
        .bind(new.id)
        .bind($token.hash())
        .bind(new.place.map(|place| place.region.0))
        .bind(new.place.map(|place| place.organisation.0))
        .bind(sqlx::types::Json(&roles))
        .bind(new.place.is_some_and(|place| place.may_adopt))
        .bind(new.display.as_deref().unwrap_or_default())
        .bind(new.by.map(|person| person.0))
        .bind($now.0)
        .bind($crate::people::invitations::ends($now).0)
        .execute(&mut *$tx)
        .await?;
        if 0 < made.rows_affected() {
            let region = new.place.map(|place| place.region.0);
            audit!($tx, "invited", new.id, region, new.by, $now);
            if let Some(to) = &new.mail_to {
                let kind = &app::page::MailKind::Invitation;
                $crate::mail::put_mail!($tx, kind, to, (region, Some(new.id)), new.by, $now);
            }
        }
        0 < made.rows_affected()
    }};
}
pub(super) use put_invitation;

/// Takes an invitation back that nobody accepted, inside a transaction. The function that was given with it goes at
/// once: nobody will have it.
macro_rules! withdraw {
    ($tx:ident, $id:expr, $region:expr, $by:expr, $now:expr) => {{
        let (id, region): (uuid::Uuid, Option<domain::RegionId>) = ($id, $region);
        $crate::mail::drop_mail_of!($tx, id, $now);
        let withdrawn = sqlx::query(
            "UPDATE invitation SET withdrawn_at = $2, display = ''
             WHERE id = $1 AND accepted_at IS NULL AND withdrawn_at IS NULL",
        )
        .bind(id)
        .bind($now.0)
        .execute(&mut *$tx)
        .await?;
        if 0 < withdrawn.rows_affected() {
            let region = region.map(|region| region.0);
            audit!($tx, "invitation_withdrawn", id, region, $by, $now);
        }
    }};
}
pub(super) use withdraw;

/// Takes every invitation of a region back that nobody accepted and that this finds, inside a transaction.
macro_rules! withdraw_those {
    ($tx:ident, $region:expr, $by:expr, $now:expr, $found:expr) => {{
        use $crate::people::invitations::{BY_REGION, Invitation, Row, invitation, withdraw};
        let region: domain::RegionId = $region;
        let rows: Vec<Row> =
            sqlx::query_as(BY_REGION).bind(Some(region.0)).fetch_all(&mut *$tx).await?;
        let all: Vec<Invitation> = rows.into_iter().map(invitation).collect();
        for one in all.iter().filter(|one| one.is_open($now)).filter($found) {
            withdraw!($tx, one.id, Some(region), $by, $now);
        }
    }};
}
pub(super) use withdraw_those;

impl People {
    /// Offers a place and returns what stands in its link; nothing where the same invitation was made before:
    /// the link that was passed on then goes on working.
    pub async fn invite(
        &self,
        new: &NewInvitation,
        now: Moment,
    ) -> Result<Option<Token>, StoreError> {
        let token = Token::new();
        let made = transaction!(&self.db, |tx| { put_invitation!(tx, new, token, now) });
        Ok(made.then_some(token))
    }

    /// Gives an invitation that nobody accepted a new link, and returns what stands in it; nothing where it
    /// was accepted or taken back meanwhile. With `mail_to` the link is mailed, and is another one again.
    pub async fn renew_invitation(
        &self,
        id: Uuid,
        region: Option<RegionId>,
        mail_to: Option<&MailTo>,
        by: PersonId,
        now: Moment,
    ) -> Result<Option<Token>, StoreError> {
        let token = Token::new();
        let renewed = transaction!(&self.db, |tx| {
            // First the mail, as where one is claimed: what waits would put another link in the place of this.
            drop_mail_of!(tx, id, now);
            let changed = sqlx::query(
                // Whoever gives it anew stands for it from then on: who made it may not be able to any more.
                "UPDATE invitation SET token_hash = $2, expires_at = $3, invited_by = $4
                 WHERE id = $1 AND accepted_at IS NULL AND withdrawn_at IS NULL",
            )
            .bind(id)
            .bind(token.hash())
            .bind(ends(now).0)
            .bind(by.0)
            .execute(&mut *tx)
            .await?
            .rows_affected();
            if 0 < changed {
                let region = region.map(|region| region.0);
                audit!(tx, "invitation_renewed", id, region, Some(by), now);
                if let Some(to) = mail_to {
                    put_mail!(tx, &MailKind::Invitation, to, (region, Some(id)), Some(by), now);
                }
            }
            0 < changed
        });
        Ok(renewed.then_some(token))
    }

    /// Takes an invitation back; one that was accepted stays as it is.
    pub async fn withdraw_invitation(
        &self,
        id: Uuid,
        region: Option<RegionId>,
        by: PersonId,
        now: Moment,
    ) -> Result<(), StoreError> {
        transaction!(&self.db, |tx| {
            withdraw!(tx, id, region, Some(by), now);
        });
        Ok(())
    }

    /// Returns the invitation that a link opens, also where it does not work any more.
    pub async fn invitation(&self, token: &Token) -> Result<Option<Invitation>, StoreError> {
        let row: Option<Row> = reading!(&self.db, |pool| {
            sqlx::query_as(BY_TOKEN).bind(token.hash()).fetch_optional(pool).await
        })?;
        Ok(row.map(invitation))
    }

    /// Returns an invitation.
    pub async fn invitation_by_id(&self, id: Uuid) -> Result<Option<Invitation>, StoreError> {
        let row: Option<Row> = reading!(&self.db, |pool| {
            sqlx::query_as(BY_ID).bind(id).fetch_optional(pool).await
        })?;
        Ok(row.map(invitation))
    }

    /// Returns the invitations of a region, or those of administrators, the newest first.
    pub async fn invitations_in(
        &self,
        region: Option<RegionId>,
    ) -> Result<Vec<Invitation>, StoreError> {
        let rows: Vec<Row> = reading!(&self.db, |pool| {
            sqlx::query_as(BY_REGION).bind(region.map(|region| region.0)).fetch_all(pool).await
        })?;
        Ok(rows.into_iter().map(invitation).collect())
    }

    /// Returns an invitation of a region.
    pub async fn invitation_in(
        &self,
        region: RegionId,
        id: Uuid,
    ) -> Result<Option<Invitation>, StoreError> {
        let all = self.invitations_in(Some(region)).await?;
        Ok(all.into_iter().find(|one| one.id == id))
    }

    /// Ends every open invitation of administrators: the link on the console is the only one before
    /// somebody administers the installation.
    pub async fn withdraw_first_invitations(&self, now: Moment) -> Result<(), StoreError> {
        writing!(&self.db, |pool| {
            sqlx::query(END_FIRST).bind(now.0).execute(pool).await.map(|_| ())
        })
    }
}
