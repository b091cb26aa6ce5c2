//! The form with which a coordinator starts the discussion of the open round.

use domain::RegionId;
use leptos::prelude::*;

use crate::form;
use crate::parts::address;
use crate::session::use_session;
use crate::words::Words;

/// Shows the form, behind a click: it cannot be undone.
pub fn form(words: Words, region: RegionId, token: String) -> AnyView {
    let session = use_session();
    let round = session.read(|reader| reader.structure().round().map(|round| round.id));
    let sealed = session.memo(|reader| {
        let region = reader.everything();
        region.fields().map(|field| region.sealed_views(field).count as usize).sum::<usize>()
    });
    view! {
        <section class="kt-section" aria-labelledby="h-bespreek">
            <h2 class="nl-heading nl-heading--level-2" id="h-bespreek">{words.discuss_title()}</h2>
            <p class="kt-measure">{words.discuss_help()}" "{move || words.discuss_opens(sealed.get())}</p>
            <details class="kt-disclose">
                <summary>{words.discuss_summary()}</summary>
                <form method="post" action=address::region(region)>
                    <input type="hidden" name=form::TOKEN value=token/>
                    <input type="hidden" name=form::ROUND value=round.map(|round| round.to_string())/>
                    <input type="hidden" name=form::PERSON value=session.insider().person().to_string()/>
                    <p class="kt-actions">
                        <button class="nl-button nl-button--primary" type="submit" name=form::DO value=form::DISCUSS>
                            <span class="nl-button__label">{words.discuss_button()}</span>
                        </button>
                    </p>
                </form>
            </details>
        </section>
    }
    .into_any()
}
