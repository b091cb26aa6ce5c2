//! Invitations as inviters see them, and the link that was just made.

use leptos::prelude::*;

use crate::form;
use crate::form::people::{REMAIL, RENEW, WITHDRAW};
use crate::page::{InvitationStand, Invited};
use crate::words::Words;

/// Shows a link that was just made: it stands in a field, so that it can be copied without scripts.
pub fn link(words: Words, title: String, link: String, until: Option<String>) -> AnyView {
    view! {
        <section class="kt-section kt-section--accent" role="status" aria-labelledby="h-link">
            <h2 class="nl-heading nl-heading--level-2" id="h-link" tabindex="-1">{title}</h2>
            <div class="kt-flow-tight">
                <p class="kt-measure">{words.link_made_help()}" "{until}</p>
                <label class="utrecht-form-label kt-label" for="link">{words.link_label()}</label>
                <input class="utrecht-textbox utrecht-textbox--html-input" id="link" type="text" readonly value=link/>
            </div>
        </section>
    }
    .into_any()
}

/// Shows what can be done with an invitation: nothing once it was accepted or taken back. It is mailed again only
/// where mail is sent at all.
pub fn deeds(
    words: Words,
    invited: &Invited,
    of: &str,
    action: &str,
    sends_mail: bool,
    hidden: impl IntoView,
) -> Option<AnyView> {
    let is_open = matches!(invited.stand, InvitationStand::Open(_));
    let can_renew = is_open || matches!(invited.stand, InvitationStand::Expired(_));
    let (renew, withdraw) =
        (format!("{RENEW}:{}", invited.id), format!("{WITHDRAW}:{}", invited.id));
    let button = |value: String, text: &'static str| {
        let of = of.to_owned();
        view! {
            <button class="nl-button nl-button--secondary nl-button--small" type="submit" name=form::DO value=value>
                <span class="nl-button__label">{text}<span class="kt-hidden">", "{of}</span></span>
            </button>
        }
    };
    let remail = (sends_mail && invited.mail.is_some()).then(|| {
        let value = format!("{REMAIL}:{}", invited.id);
        button(value, words.mail_resend())
    });
    can_renew.then(|| {
        view! {
            <form method="post" action=action.to_owned() class="kt-actions">
                {hidden}
                {remail}
                {button(renew, words.renew_link())}
                {is_open.then(|| button(withdraw, words.withdraw_invitation()))}
            </form>
        }
        .into_any()
    })
}
