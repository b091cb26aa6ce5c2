//! Acting in another of one's roles, and what waits there.

use domain::{PersonId, RegionId, Role};
use leptos::prelude::*;

use crate::form;
use crate::form::people::{ROLE, word};
use crate::form::roles::BACK;
use crate::page::{InRole, Seat};
use crate::parts::address;
use crate::words::Words;

/// Who acts where, and the page that they come back to; without one it is where the region stands.
#[derive(Clone)]
pub struct Acting {
    /// The words.
    pub words: Words,
    /// Who.
    pub person: PersonId,
    /// In which region.
    pub region: RegionId,
    /// Whether they may confirm and sign there.
    pub may_adopt: bool,
    /// The page that they come back to.
    pub back: Option<String>,
}

impl Acting {
    /// What every form sends along.
    fn hidden(&self) -> AnyView {
        let back = self.back.clone();
        let back = back.map(|back| view! { <input type="hidden" name=BACK value=back/> });
        view! {
            <input type="hidden" name=form::PERSON value=self.person.to_string()/>
            {back}
        }
        .into_any()
    }
}

/// Shows a button for each other role of a seat, within a line; nothing for whoever holds one.
pub fn switch(acting: &Acting, seat: &Seat) -> Option<AnyView> {
    let words = acting.words;
    let button = |role: Role| {
        let text = words.act_as(role, acting.may_adopt);
        view! { <button class="kt-link-button" type="submit" name=ROLE value=word(role)>{text}</button> }
    };
    let others: Vec<_> =
        seat.roles.iter().filter(|role| **role != seat.member.role).copied().map(button).collect();
    (!others.is_empty()).then(|| {
        view! {
            <form method="post" action=address::role(acting.region) aria-label=words.switch_role()>
                {acting.hidden()}
                {others}
            </form>
        }
        .into_any()
    })
}

/// Says what waits in other roles, each with the way to act in it; nothing where nothing does.
pub fn elsewhere(acting: &Acting, there: &[InRole], help: Option<&'static str>) -> Option<AnyView> {
    let words = acting.words;
    let id = format!("h-rol-{}", acting.region);
    let one = |there: &InRole| {
        let (role, may_adopt) = (there.role, acting.may_adopt);
        view! {
            <li>
                <form method="post" action=address::role(acting.region) class="kt-flow-tight">
                    {acting.hidden()}
                    <p class="nl-paragraph">{words.waits_in_role(*there, may_adopt)}</p>
                    <p class="kt-actions kt-screen-only">
                        <button class="nl-button nl-button--secondary nl-button--small" type="submit" name=ROLE value=word(role)>
                            <span class="nl-button__label">{words.act_as(role, may_adopt)}</span>
                        </button>
                    </p>
                </form>
            </li>
        }
    };
    let help = help.map(|help| view! { <p class="kt-measure">{help}</p> });
    let all = there.iter().map(one).collect_view();
    (!there.is_empty()).then(|| {
        view! {
            <section class="kt-section kt-flow-tight" aria-labelledby=id.clone()>
                <h3 class="nl-heading nl-heading--level-3" id=id.clone()>{words.work_elsewhere_title()}</h3>
                {help}
                <ul class="kt-plain kt-flow">{all}</ul>
            </section>
        }
        .into_any()
    })
}
