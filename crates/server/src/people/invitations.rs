//! Places that are offered by link, and what becomes of them.
//!
//! Invariant: a link works once, until its day and unless it was taken back; the place, the account that
//! comes with it and the end of the invitation are one transaction. The table holds no link, only its hash.

use app::{
    page::MailKind,
    words::{day_ends, local_day},
};
use domain::{
    Actor, Member, Moment, OrganisationId, PersonId, RegionId,
    actor::Role,
    rights::{Ability, demand},
};
use sqlx::types::Json;
use uuid::Uuid;

use super::{
    ChangeKind, Membership, MembershipRow, NewAccount, People, StoreError, Token, audit,
    granting::end_grants, insert_person, membership, place_changes::note_change, put_membership,
};
use crate::{
    db::{reading, transaction, writing},
    mail::{MailTo, drop_mail_of, put_mail},
    sessions::renew_sessions,
};

/// How long a link works, in microseconds: people are away for a fortnight. It ends with its last day.
const WORKS_FOR_US: i64 = 21 * 24 * 60 * 60 * 1_000_000;

fn ends(now: Moment) -> Moment {
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
    fn of(self, person: PersonId, now: Moment) -> Membership {
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
    /// What colleagues will see, where the inviter said it.
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

/// Who accepts an invitation.
#[derive(Clone, Debug)]
pub enum Comer<'a> {
    /// Somebody without an account.
    New(&'a NewAccount),
    /// Somebody who has one.
    Known(PersonId),
}

/// What came of accepting an invitation.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Accepted {
    /// The place is taken.
    Done,
    /// The link does not work any more.
    Closed,
    /// The account has a place there already.
    Already,
    /// The account administers the installation, or has places and would administer it: nobody does both.
    KeptApart,
    /// The name to sign in with is another account's.
    LoginTaken,
}

const BY_TOKEN: &str =
    "SELECT id, region, organisation, roles, may_adopt, display, created_at, expires_at, withdrawn_at, accepted_at,
         accepted_by, invited_by
     FROM invitation WHERE token_hash = $1";
const BY_ID: &str =
    "SELECT id, region, organisation, roles, may_adopt, display, created_at, expires_at, withdrawn_at, accepted_at,
         accepted_by, invited_by
     FROM invitation WHERE id = $1";
const BY_REGION: &str =
    "SELECT id, region, organisation, roles, may_adopt, display, created_at, expires_at, withdrawn_at, accepted_at,
         accepted_by, invited_by
     FROM invitation WHERE region IS NOT DISTINCT FROM $1 ORDER BY created_at DESC, id";

/// Closes an invitation that is open.
const TAKE: &str = "UPDATE invitation SET accepted_at = $2
     WHERE id = $1 AND accepted_at IS NULL AND withdrawn_at IS NULL AND $2 < expires_at";
const END_FIRST: &str = "UPDATE invitation SET withdrawn_at = $1
     WHERE region IS NULL AND invited_by IS NULL AND accepted_at IS NULL AND withdrawn_at IS NULL";
const ADMINISTERS: &str =
    "SELECT administers_since FROM person WHERE id = $1 AND closed_at IS NULL";
const PLACES: &str =
    "SELECT COUNT(*) FROM membership WHERE person = $1 AND (until IS NULL OR $2 < until)";
const PLACE: &str = "SELECT person, region, organisation, roles, may_adopt, since, until
     FROM membership WHERE person = $1 AND region = $2";

type Row = (
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

fn invitation(row: Row) -> Invitation {
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

/// Tells whether whoever made an invitation may make it still: `inviter` is the place that they have in the
/// region now, in each of the roles that they hold.
fn may_invite(invitation: &Invitation, inviter: &[Member], administers: bool) -> bool {
    match (invitation.by, invitation.place) {
        (None, _) => true,
        (Some(_), None) => administers,
        (Some(_), Some(place)) => {
            let ability = Ability::Invite(place.organisation, place.role);
            let may = |member: &Member| demand(&Actor::Member(*member), ability).is_ok();
            inviter.iter().any(may) || administers && place.role == Role::Coordinator
        }
    }
}

impl People {
    /// Offers a place and returns what stands in its link; nothing where the same invitation was made before:
    /// the link that was passed on then goes on working.
    pub async fn invite(
        &self,
        new: &NewInvitation,
        now: Moment,
    ) -> Result<Option<Token>, StoreError> {
        let token = Token::new();
        let roles: Vec<Role> = new.place.iter().map(|place| place.role).collect();
        let made = transaction!(&self.db, |tx| {
            let made = sqlx::query(
                "INSERT INTO invitation (id, token_hash, region, organisation, roles, may_adopt, display,
                     invited_by, created_at, expires_at)
                 VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
                 ON CONFLICT (id) DO NOTHING",
            )
            .bind(new.id)
            .bind(token.hash())
            .bind(new.place.map(|place| place.region.0))
            .bind(new.place.map(|place| place.organisation.0))
            .bind(Json(&roles))
            .bind(new.place.is_some_and(|place| place.may_adopt))
            .bind(new.display.as_deref().unwrap_or_default())
            .bind(new.by.map(|person| person.0))
            .bind(now.0)
            .bind(ends(now).0)
            .execute(&mut *tx)
            .await?;
            if 0 < made.rows_affected() {
                let region = new.place.map(|place| place.region.0);
                audit!(tx, "invited", new.id, region, new.by, now);
                if let Some(to) = &new.mail_to {
                    put_mail!(tx, &MailKind::Invitation, to, (region, Some(new.id)), new.by, now);
                }
            }
            0 < made.rows_affected()
        });
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
                "UPDATE invitation SET token_hash = $2, expires_at = $3
                 WHERE id = $1 AND accepted_at IS NULL AND withdrawn_at IS NULL",
            )
            .bind(id)
            .bind(token.hash())
            .bind(ends(now).0)
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
            drop_mail_of!(tx, id, now);
            let withdrawn = sqlx::query(
                "UPDATE invitation SET withdrawn_at = $2
                 WHERE id = $1 AND accepted_at IS NULL AND withdrawn_at IS NULL",
            )
            .bind(id)
            .bind(now.0)
            .execute(&mut *tx)
            .await?;
            if 0 < withdrawn.rows_affected() {
                let region = region.map(|region| region.0);
                audit!(tx, "invitation_withdrawn", id, region, Some(by), now);
            }
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

    /// Gives somebody the place that an invitation offers, with an account where they have none.
    pub async fn accept_invitation(
        &self,
        invitation: &Invitation,
        comer: Comer<'_>,
        now: Moment,
    ) -> Result<Accepted, StoreError> {
        match self.try_to_accept(invitation, comer, now).await {
            Err(sqlx::Error::Database(error)) if error.is_unique_violation() => {
                Ok(Accepted::LoginTaken)
            }
            other => other,
        }
    }

    /// Size: one transaction, which cannot be handed on where it may be of either engine.
    async fn try_to_accept(
        &self,
        invitation: &Invitation,
        comer: Comer<'_>,
        now: Moment,
    ) -> Result<Accepted, StoreError> {
        let person = match &comer {
            Comer::New(account) => account.person,
            Comer::Known(person) => *person,
        };
        let region = invitation.place.map(|place| place.region.0);
        let place = invitation.place.map(|place| place.of(person, now));
        let accepted = transaction!(&self.db, |tx| {
            // First the region, then the person, then the invitation, as where places change: what changes
            // at once happens one after the other, and each sees what the one before left.
            sqlx::query("UPDATE region SET rights_epoch = rights_epoch + 1 WHERE id = $1")
                .bind(region)
                .execute(&mut *tx)
                .await?;
            sqlx::query("UPDATE person SET administers_since = administers_since WHERE id = $1")
                .bind(person.0)
                .execute(&mut *tx)
                .await?;
            // Only one of two who come at once finds it open.
            let taken = sqlx::query(TAKE).bind(invitation.id).bind(now.0).execute(&mut *tx).await?;
            if taken.rows_affected() == 0 {
                return Ok(Accepted::Closed);
            }
            // Whoever lost the right to invite since does not let anybody in.
            let inviter: Option<MembershipRow> = sqlx::query_as(PLACE)
                .bind(invitation.by.map(|by| by.0))
                .bind(region)
                .fetch_optional(&mut *tx)
                .await?;
            let administers: Option<Option<i64>> = sqlx::query_scalar(ADMINISTERS)
                .bind(invitation.by.map(|by| by.0))
                .fetch_optional(&mut *tx)
                .await?;
            let inviter = inviter.map(membership);
            let inviter = inviter.iter().flat_map(|place| place.in_each_role(now));
            let inviter: Vec<Member> = inviter.collect();
            if !may_invite(invitation, &inviter, administers.flatten().is_some()) {
                return Ok(Accepted::Closed);
            }
            // Whoever administers sees no region, and nobody becomes both by accepting.
            let is_administrator: Option<Option<i64>> =
                sqlx::query_scalar(ADMINISTERS).bind(person.0).fetch_optional(&mut *tx).await?;
            let places: i64 =
                sqlx::query_scalar(PLACES).bind(person.0).bind(now.0).fetch_one(&mut *tx).await?;
            let keeps_apart =
                if place.is_some() { is_administrator.flatten().is_some() } else { 0 < places };
            if keeps_apart {
                return Ok(Accepted::KeptApart);
            }
            let there: Option<MembershipRow> =
                sqlx::query_as(PLACE).bind(person.0).bind(region).fetch_optional(&mut *tx).await?;
            if there.is_some_and(|row| membership(row).member(now).is_some()) {
                // What was written so far is undone with the transaction.
                return Ok(Accepted::Already);
            }
            if let Comer::New(account) = &comer {
                insert_person!(tx, account, now);
                audit!(tx, "account_added", person.0, None::<Uuid>, Some(person), now);
            }
            // What it was called is with the person from now on.
            sqlx::query("UPDATE invitation SET accepted_by = $2, display = '' WHERE id = $1")
                .bind(invitation.id)
                .bind(person.0)
                .execute(&mut *tx)
                .await?;
            audit!(tx, "invitation_accepted", invitation.id, region, Some(person), now);
            if let Some(place) = &place {
                put_membership!(tx, place, now);
                note_change!(tx, ChangeKind::Given, place, invitation.by, now);
                audit!(tx, "membership_set", person.0, region, Some(person), now);
            } else {
                sqlx::query("UPDATE person SET administers_since = $2 WHERE id = $1")
                    .bind(person.0)
                    .bind(now.0)
                    .execute(&mut *tx)
                    .await?;
                renew_sessions!(tx, person);
                // Of instances that started at once each has shown a link.
                sqlx::query(END_FIRST).bind(now.0).execute(&mut *tx).await?;
                audit!(tx, "administrator_added", person.0, None::<Uuid>, Some(person), now);
            }
            Accepted::Done
        });
        Ok(accepted)
    }
}
