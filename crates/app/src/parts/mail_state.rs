//! Where a mail stands, in words.

use domain::Moment;
use leptos::prelude::*;

use crate::page::InvitedMail;
use crate::words::Words;

/// Says what became of the mail that carries an invitation.
pub fn of_invitation(words: Words, mail: &InvitedMail, now: Moment) -> AnyView {
    let to = words.mailed_to(&mail.recipient);
    let stand = words.mail_stand(mail.stand, mail.trouble, now);
    view! { <p class="kt-small kt-soft">{to}": "{stand}</p> }.into_any()
}

/// Says that mails wait because the mail server does not take them; nothing where none does.
pub fn stuck(words: Words, waiting: usize) -> Option<AnyView> {
    (0 < waiting).then(|| {
        view! {
            <div class="kt-notice kt-notice--attention" role="status">
                <p class="nl-paragraph">{words.mail_stuck(waiting)}</p>
            </div>
        }
        .into_any()
    })
}
