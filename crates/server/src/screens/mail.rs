//! Builds the pages of outgoing mail: what each reader may know of it.

use app::page::{MailKind, MailPage, Mailed, Page, Screen};
use domain::{
    Actor, RegionId,
    rights::{Ability, demand},
};
use uuid::Uuid;

use super::participants::sees;
use crate::{
    door::{Hall, invitations::invited, signed_in::out_of_order, visitor::Visitor},
    mail::Mail,
    people::Invitation,
    problem::Problem,
};

/// Returns the mails of a region that somebody sees, each with the invitation that it carries.
pub fn seen<'m>(
    actor: &'m Actor,
    invitations: &'m [Invitation],
    mails: &'m [Mail],
) -> impl Iterator<Item = (&'m Mail, &'m Invitation)> {
    mails.iter().filter_map(move |mail| {
        let invitation = invitations.iter().find(|one| Some(one.id) == mail.invitation)?;
        sees(actor, invitation).then_some((mail, invitation))
    })
}

/// Returns the mails that remind of a review that somebody may hold.
fn reminders<'m>(actor: &'m Actor, mails: &'m [Mail]) -> impl Iterator<Item = &'m Mail> {
    mails.iter().filter(move |mail| {
        let may = |own| demand(actor, Ability::Invite(own, domain::Role::Editor)).is_ok();
        mail.kind == MailKind::ReviewDue && mail.organisation.is_some_and(may)
    })
}

fn newest_first(mails: impl Iterator<Item = Mailed>) -> Vec<Mailed> {
    let mut mails: Vec<Mailed> = mails.collect();
    mails.sort_by_key(|mail| std::cmp::Reverse(mail.created));
    mails
}

/// Builds the page of a region's mail: for whoever invites somebody there, and for others as if it did not exist.
pub async fn of_region(
    hall: &Hall,
    visitor: &Visitor,
    region: RegionId,
    page: MailPage,
) -> Result<Page, Problem> {
    let table = super::table(hall, visitor, region, |own| own).await?;
    let actor = table.insider.actor();
    let invites = |own| demand(&actor, Ability::Invite(own, domain::Role::Editor)).is_ok();
    if !table.insider.organisation().is_some_and(invites) {
        return Err(Problem::NotFound);
    }
    let invitations = hall.people.invitations_in(Some(region)).await.map_err(out_of_order)?;
    let mails = hall.outbox.in_region(region).await.map_err(out_of_order)?;
    let now = hall.clock.now();
    let shown = seen(&actor, &invitations, &mails).map(|(mail, invitation)| {
        let invited = Some(invited(invitation, now));
        Mailed { invited, ..mailed(mail) }
    });
    // Nobody learns from it with which address a colleague signs in.
    let reminders =
        reminders(&actor, &mails).map(|mail| Mailed { recipient: None, ..mailed(mail) });
    let page = MailPage {
        token: Uuid::new_v4().to_string(),
        person: table.insider.person(),
        mails: newest_first(shown.chain(reminders)),
        is_on: hall.outbox.is_on(),
        ..page
    };
    super::page(hall, visitor, Screen::Mail(Some(table), page)).await
}

/// Builds the page of the mail that the administration looks after. Who forgot a password, or signs in otherwise
/// from now on, stays theirs.
pub async fn of_administration(
    hall: &Hall,
    visitor: &Visitor,
    page: MailPage,
) -> Result<Page, Problem> {
    let mails = hall.outbox.of_administration().await.map_err(out_of_order)?;
    let shown = mails.iter().map(|mail| {
        let is_private = mail.kind.is_private();
        let mailed = mailed(mail);
        Mailed { recipient: mailed.recipient.filter(|_| !is_private), ..mailed }
    });
    let page = MailPage {
        token: Uuid::new_v4().to_string(),
        person: visitor.signed_in()?.person,
        mails: shown.collect(),
        is_on: hall.outbox.is_on(),
        ..page
    };
    super::page(hall, visitor, Screen::Mail(None, page)).await
}

fn mailed(mail: &Mail) -> Mailed {
    Mailed {
        id: mail.id,
        kind: mail.kind,
        invited: None,
        organisation: mail.organisation,
        recipient: Some(mail.to.recipient.clone()),
        created: mail.created,
        stand: mail.stand,
        tries: mail.tries,
        trouble: mail.trouble,
    }
}
