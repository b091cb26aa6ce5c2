//! Outgoing mail: what was sent, what waits and what failed, with the way to try it once more.

use domain::Moment;
use leptos::prelude::*;

use crate::form;
use crate::form::mail::{AGAIN, STOP, TEST};
use crate::page::{MailPage, MailStand, Mailed, Table};
use crate::parts::{address, frame, mail_state};
use crate::words::{Words, capital};

/// Shows the page: of a region, or without one of the administration.
pub fn main(words: Words, table: Option<Table>, page: MailPage, now: Moment) -> AnyView {
    let action = match &table {
        Some(table) => address::mail(table.region.id),
        None => "/beheer/mail".to_owned(),
    };
    let trail = match &table {
        Some(table) => {
            let region = address::region(table.region.id);
            let participants = address::participants(table.region.id);
            vec![
                (words.board().to_owned(), Some(region)),
                (words.participants().to_owned(), Some(participants)),
                (words.mail_title().to_owned(), None),
            ]
        }
        None => vec![
            (words.administration().to_owned(), Some("/beheer".to_owned())),
            (words.mail_title().to_owned(), None),
        ],
    };
    let done = page.done.map(|done| {
        view! { <p class="kt-notice" role="status">{words.mail_done(done)}</p> }
    });
    let off = (!page.is_on).then(|| {
        view! { <p class="kt-notice kt-notice--attention" role="status">{words.mail_off()}</p> }
    });
    let showing = Showing { words, table: table.as_ref(), page: &page, action: &action, now };
    let rows = page.mails.iter().map(|mail| row(&showing, mail)).collect_view();
    let list = if page.mails.is_empty() {
        view! { <p class="kt-nothing">{words.no_mail_yet()}</p> }.into_any()
    } else {
        view! { <ul class="kt-plain kt-flow">{rows}</ul> }.into_any()
    };
    let tries = (table.is_none() && page.is_on).then(|| test(&showing));
    view! {
        {frame::breadcrumbs(words, trail)}
        <div class="kt-title">
            <h1 class="nl-heading nl-heading--level-1">{words.mail_title()}</h1>
            <p class="nl-paragraph nl-paragraph--lead">{words.mail_lead()}</p>
        </div>
        <div class="kt-flow kt-top-5">
            {done}
            {off}
            {mail_state::stuck(words, page.stuck())}
            {list}
            <p class="kt-small kt-soft">{words.mail_tell()}</p>
        </div>
        {tries}
    }
    .into_any()
}

/// What the parts of the page share.
struct Showing<'p> {
    words: Words,
    table: Option<&'p Table>,
    page: &'p MailPage,
    action: &'p str,
    now: Moment,
}

impl Showing<'_> {
    fn hidden(&self) -> impl IntoView + use<> {
        let (token, person) = (self.page.token.clone(), self.page.person.to_string());
        view! {
            <input type="hidden" name=form::TOKEN value=token/>
            <input type="hidden" name=form::PERSON value=person/>
        }
    }

    /// Says what a mail tells, to whom.
    fn about(&self, mail: &Mailed) -> String {
        let kind = capital(self.words.mail_kind(mail.kind));
        let place = mail.invited.as_ref().map(|invited| {
            let name = |id| self.table.map(|table| self.words.organisation(&table.names, id));
            let organisation = invited.organisation.and_then(name);
            let role = invited.role.map(|role| self.words.role(role, invited.may_adopt).to_owned());
            role.into_iter().chain(organisation).collect::<Vec<_>>().join(", ")
        });
        let reminds = mail.organisation.zip(self.table);
        let reminds = reminds.map(|(id, table)| self.words.organisation(&table.names, id));
        match place.filter(|place| !place.is_empty()).or(reminds) {
            Some(place) => format!("{kind}: {place}"),
            None => kind,
        }
    }
}

fn row(showing: &Showing<'_>, mail: &Mailed) -> AnyView {
    let words = showing.words;
    let about = showing.about(mail);
    let to = mail.recipient.as_ref().map(|recipient| words.mailed_to(recipient));
    let when = words.day(mail.created);
    let small = to.into_iter().chain([when]).collect::<Vec<_>>().join(", ");
    let stand = words.mail_stand(mail.stand, mail.trouble, showing.now);
    let of = format!("{about}, {small}");
    let button = |word: &str, text: &'static str| {
        let (value, of) = (format!("{word}:{}", mail.id), of.clone());
        view! {
            <button class="nl-button nl-button--secondary nl-button--small" type="submit" name=form::DO value=value>
                <span class="nl-button__label">{text}<span class="kt-hidden">", "{of}</span></span>
            </button>
        }
    };
    let can_stop = matches!(mail.stand, MailStand::Waits(_));
    let deeds = (mail.can_retry() || can_stop).then(|| {
        view! {
            <form method="post" action=showing.action.to_owned() class="kt-actions">
                {showing.hidden()}
                {mail.can_retry().then(|| button(AGAIN, words.mail_again()))}
                {can_stop.then(|| button(STOP, words.mail_stop()))}
            </form>
        }
    });
    view! {
        <li>
            <p class="nl-paragraph"><strong>{about}</strong></p>
            <p class="kt-small kt-soft">{small}</p>
            <p class="nl-paragraph">{stand}</p>
            {deeds}
        </li>
    }
    .into_any()
}

/// The way to try whether mail works.
fn test(showing: &Showing<'_>) -> AnyView {
    let words = showing.words;
    view! {
        <section class="kt-section" aria-labelledby="h-proef">
            <h2 class="nl-heading nl-heading--level-2" id="h-proef">{words.mail_test_title()}</h2>
            <form method="post" action=showing.action.to_owned() class="kt-flow-tight">
                {showing.hidden()}
                <p class="kt-measure">{words.mail_test_help()}</p>
                <p class="kt-actions">
                    <button class="nl-button nl-button--secondary" type="submit" name=form::DO value=TEST>
                        <span class="nl-button__label">{words.mail_test_button()}</span>
                    </button>
                </p>
            </form>
        </section>
    }
    .into_any()
}
