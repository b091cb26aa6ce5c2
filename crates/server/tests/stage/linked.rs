//! Makes links to actions, as their mails do.

use domain::{ActionId, Language, OrganisationId, PersonId};
use server::{
    mail::{Claim, MailTo},
    people::{LinkMade, NewActionLink, Token},
};
use uuid::Uuid;

use super::{
    house::{NOW, REGION},
    served::Served,
};

/// Makes a link to an action for somebody of its owner, as if its mail was sent, and returns its path.
pub async fn linked(
    served: &Served,
    action: ActionId,
    (person, organisation): (PersonId, OrganisationId),
) -> String {
    let (id, region, by) = (Uuid::new_v4(), REGION, person);
    let to = MailTo { recipient: "iemand@partner.example".into(), language: Language::Nl };
    let new = NewActionLink { id, region, action, person, organisation, by, to };
    let made = served.house.people.mail_action_link(&new, NOW).await.unwrap();
    assert_eq!(made, LinkMade::Done);
    let mail = served.outbox.mail(id).await.unwrap().unwrap();
    let token = Token::new();
    let claim = served.outbox.claim(&mail, &token, NOW).await.unwrap();
    assert!(matches!(claim, Claim::Ours(_)));
    token.action_address()
}
