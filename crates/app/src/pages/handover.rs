//! Handing over: what waits for whoever leaves, who goes on with it, and what others offer the reader.

mod forms;

use domain::handover::{is_last_coordinator, offered_to, only_for, side_of};
use domain::work::Task;
use domain::{Handover, HandoverId, HandoverStand, Held, Holder, Member, Moment, Parting, Region};
use leptos::prelude::*;

use self::forms::{accepting, declining, offering, withdrawing};
use crate::form::people::END;
use crate::form::{self, HandoverDeed, HandoverTrouble};
use crate::page::{HandoverAbout, HandoverPage, Table};
use crate::parts::roles::{self, Acting};
use crate::parts::summary::{ErrorLine, errors};
use crate::parts::work::{Around, asked, name};
use crate::parts::{address, frame, written};
use crate::session::{Session, use_session};
use crate::words::Words;

/// What the parts of the page share.
struct Showing<'p> {
    words: Words,
    /// Who reads it.
    member: Member,
    table: &'p Table,
    page: &'p HandoverPage,
    token: &'p str,
    session: Session,
    around: Around,
}

impl Showing<'_> {
    fn region(&self) -> &Region {
        &self.table.region
    }

    fn action(&self) -> String {
        HandoverAbout::Own.address(self.table.region.id)
    }

    /// Returns what leaves on this page.
    fn holder(&self) -> Holder {
        match self.page.about {
            HandoverAbout::Own => Holder::of_member(&self.member),
            HandoverAbout::Person(person) => {
                // Of whoever holds roles on two sides, the reader looks after what waits on theirs.
                Holder::Person(person, side_of(&self.member))
            }
            HandoverAbout::Organisation(of) => Holder::Organisation(of),
        }
    }

    /// Names what leaves.
    fn name_of(&self, holder: Holder) -> String {
        match holder {
            Holder::Person(person, side) => name(&self.around, side, Some(person)),
            Holder::Organisation(of) => self.words.organisation(&self.table.names, of),
        }
    }

    /// Names the successor of an offer, if it names one.
    fn successor(&self, parting: &Parting) -> Option<String> {
        match parting {
            Parting::Person { side, to, .. } => to.map(|to| name(&self.around, *side, Some(to))),
            Parting::Organisation { to, .. } => {
                Some(self.words.organisation(&self.table.names, *to))
            }
        }
    }
}

/// Shows the page. `token` makes a double click on its forms one effect.
pub fn main(words: Words, table: Table, page: HandoverPage, token: &str, now: Moment) -> AnyView {
    // Whoever only reads along has nothing to hand over.
    let Some(&member) = table.insider.member() else { return ().into_any() };
    let session = use_session();
    let around = Around::new(words, &table, session, now);
    let showing = Showing { words, member, table: &table, page: &page, token, session, around };
    let region = table.region.id;
    let trail = vec![
        (words.board().to_owned(), Some(address::region(region))),
        (words.participants().to_owned(), Some(address::participants(region))),
        (words.handover().to_owned(), None),
    ];
    let done = page.done.map(|done| {
        view! { <p class="kt-notice" role="status">{words.handover_done(done)}</p> }
    });
    view! {
        {frame::breadcrumbs(words, trail)}
        {not_taken_in(&showing)}
        <div class="kt-title">
            <h1 class="nl-heading nl-heading--level-1">{words.handover()}</h1>
            <p class="nl-paragraph nl-paragraph--lead">{words.handover_lead()}</p>
        </div>
        {done}
        {(page.about == HandoverAbout::Own).then(|| offers(&showing))}
        {leaving(&showing)}
        {(page.about == HandoverAbout::Own).then(|| only(&showing))}
        {elsewhere(&showing)}
    }
    .into_any()
}

fn not_taken_in(showing: &Showing<'_>) -> Option<AnyView> {
    let words = showing.words;
    let refused = showing.page.refused.as_ref()?;
    let text = words.handover_trouble(&refused.trouble, &showing.table.names);
    let line = ErrorLine { anchor: forms::anchor(refused), text };
    let title = words.handover_not_taken_in().to_owned();
    Some(errors(title, words.errors_follow(), vec![line]).into_any())
}

/// The offers that the reader may accept while something waits.
fn offers(showing: &Showing<'_>) -> Option<AnyView> {
    let (words, region) = (showing.words, showing.region());
    let is_mine = |(_, one): &(&HandoverId, &Handover)| {
        one.is_open()
            && one.parting.may_be_taken_by(&showing.member)
            && !region.held(one.parting.holder()).is_empty()
    };
    let shown: Vec<AnyView> = region
        .handovers
        .iter()
        .filter(is_mine)
        .map(|(id, handover)| offer(showing, *id, handover))
        .collect();
    (!shown.is_empty()).then(|| {
        view! {
            <section class="kt-section" aria-labelledby="h-gevraagd">
                <h2 class="nl-heading nl-heading--level-2" id="h-gevraagd">{words.handover_offers()}</h2>
                <div class="kt-flow">{shown}</div>
            </section>
        }
        .into_any()
    })
}

fn offer(showing: &Showing<'_>, id: HandoverId, handover: &Handover) -> AnyView {
    let words = showing.words;
    let holder = handover.parting.holder();
    let count = showing.region().held(holder).len();
    let who = showing.name_of(holder);
    let (asks, declines) = match handover.parting {
        Parting::Person { to: Some(_), .. } => {
            let by = name(&showing.around, handover.by.organisation, handover.by.person);
            (words.handover_asks(&by, &who, count), true)
        }
        Parting::Person { to: None, .. } => (words.handover_left(&who, count), false),
        Parting::Organisation { to, .. } => {
            let own = words.organisation(&showing.table.names, to);
            (words.handover_part_asks(&who, &own, count), true)
        }
    };
    view! {
        <article class="kt-flow-tight" id=format!("aanbod-{id}")>
            <p class="nl-paragraph"><strong>{asks}</strong></p>
            {said(showing, handover)}
            {items(showing, holder)}
            {accepting(showing, id, holder, &who)}
            {declines.then(|| declining(showing, id, &who))}
        </article>
    }
    .into_any()
}

/// What was said with an offer.
fn said(showing: &Showing<'_>, handover: &Handover) -> Option<AnyView> {
    let text = &handover.note;
    (!text.says_nothing()).then(|| {
        view! { <div class="kt-aside-note">{written::text(showing.words, text)}</div> }.into_any()
    })
}

/// What waits, each with the way to it.
fn items(showing: &Showing<'_>, holder: Holder) -> AnyView {
    let (words, region) = (showing.words, showing.region());
    let item = |held: Held| {
        let request = |id| region.requests.get(&id);
        let (text, href) = match held {
            Held::Asked(id) => {
                let wish = request(id)?.wish;
                (words.own_wish(wish), address::request(region.id, id))
            }
            Held::Asker(id) => {
                let wish = request(id)?.wish;
                let text = words.wish(wish, &asked(&showing.around, wish));
                (text, address::request(region.id, id))
            }
            Held::Thread(id) => {
                let question = region.threads.get(&id)?.topic.question;
                (words.held_thread(question), address::thread(region.id, question, id))
            }
            Held::Action(id) => {
                let title = region.actions.get(&id)?.plan.title.as_heading().to_owned();
                (words.held_action(&title), address::action(region.id, id))
            }
            Held::ActionAsker(id) => {
                let title = region.actions.get(&id)?.plan.title.as_heading().to_owned();
                (words.held_asked_action(&title), address::action(region.id, id))
            }
        };
        Some(view! { <li><a class="nl-link" href=href>{text}</a></li> })
    };
    let items = region.held(holder).into_iter().filter_map(item).collect_view();
    view! { <ul class="kt-list">{items}</ul> }.into_any()
}

/// What waits for whoever leaves, where its handover stands, and the form that offers it.
fn leaving(showing: &Showing<'_>) -> AnyView {
    let (words, region) = (showing.words, showing.region());
    let holder = showing.holder();
    let title = match showing.page.about {
        HandoverAbout::Own => words.handover_own().to_owned(),
        _ => words.handover_of(&showing.name_of(holder)),
    };
    let rest = if region.held(holder).is_empty() {
        nothing(showing)
    } else {
        view! {
            {items(showing, holder)}
            {answering(showing, holder)}
            {stand(showing, holder)}
        }
        .into_any()
    };
    view! {
        <section class="kt-section kt-flow" aria-labelledby="h-wacht">
            <h2 class="nl-heading nl-heading--level-2" id="h-wacht">{title}</h2>
            {rest}
        </section>
    }
    .into_any()
}

/// What the reader can do without a successor: whoever answers a comment is not waited for any more. So nobody has to
/// stay for want of a colleague who takes it over.
fn answering(showing: &Showing<'_>, holder: Holder) -> Option<AnyView> {
    let held = showing.region().held(holder);
    let can = showing.page.about == HandoverAbout::Own
        && held.iter().any(|held| matches!(held, Held::Thread(_)));
    can.then(|| {
        view! { <p class="kt-measure">{showing.words.handover_answer_yourself()}</p> }.into_any()
    })
}

/// Nothing waits: the way out stands open, unless nobody else can do what the side has to do.
fn nothing(showing: &Showing<'_>) -> AnyView {
    let words = showing.words;
    let participants = address::participants(showing.region().id);
    match showing.page.about {
        HandoverAbout::Own if is_last(showing) => {
            view! { <p class="kt-notice">{words.closing_last_coordinator()}" "<a class="nl-link" href=participants>{words.handover_to_participants()}</a></p> }.into_any()
        }
        // What keeps the reader stands below, or above.
        HandoverAbout::Own
            if !waits_alone(showing).is_empty()
                || is_asked(showing)
                || !showing.table.elsewhere.is_empty() =>
        {
            view! { <p class="kt-nothing">{words.handover_nothing()}</p> }.into_any()
        }
        HandoverAbout::Own => {
            let end = format!("{END}:{}", showing.member.person);
            let hidden = forms::hidden(showing);
            view! {
                <p class="kt-notice">{words.handover_nothing_own()}</p>
                <details class="kt-disclose kt-screen-only">
                    <summary>{words.leave_place()}</summary>
                    <form method="post" action=participants class="kt-flow-tight">
                        {hidden}
                        <p class="kt-measure">{words.leave_place_help()}</p>
                        <p class="kt-actions">
                            <button class="nl-button nl-button--secondary" type="submit" name=form::DO value=end>
                                <span class="nl-button__label">{words.handover_leave()}</span>
                            </button>
                        </p>
                    </form>
                </details>
            }
            .into_any()
        }
        HandoverAbout::Person(_) => view! {
            <p class="kt-notice">{words.handover_nothing()}" "<a class="nl-link" href=participants>{words.handover_to_participants()}</a></p>
        }
        .into_any(),
        HandoverAbout::Organisation(_) => view! {
            <p class="kt-notice">{words.handover_nothing_organisation()}" "<a class="nl-link" href=participants>{words.handover_to_participants()}</a></p>
        }
        .into_any(),
    }
}

/// Where the handover stands, with what can be done about it.
fn stand(showing: &Showing<'_>, holder: Holder) -> AnyView {
    let words = showing.words;
    let last = showing.region().last_handover(holder);
    if let Some((id, open)) = last.filter(|(_, last)| last.is_open()) {
        let day = words.day(open.at);
        let waits = match showing.successor(&open.parting) {
            Some(to) => words.handover_waits(&to, &day),
            None => words.handover_waits_for_anybody(&day),
        };
        return view! {
            <p class="kt-notice">{waits}</p>
            {said(showing, open)}
            {withdrawing(showing, id)}
        }
        .into_any();
    }
    let declined = last.and_then(|(_, last)| {
        let HandoverStand::Declined { reason, .. } = &last.stand else { return None };
        let to = showing.successor(&last.parting)?;
        let told = words.handover_was_declined(&to);
        let reason = written::text(words, reason);
        Some(view! { <div class="kt-notice"><p><strong>{told}</strong></p>{reason}</div> })
    });
    view! { {declined}{offering(showing, holder)} }.into_any()
}

/// Returns whether somebody waits for the reader to take something over or not.
fn is_asked(showing: &Showing<'_>) -> bool {
    !offered_to(showing.region(), &showing.member).is_empty()
}

/// Returns what the reader's side has to do and nobody else of it can.
fn waits_alone(showing: &Showing<'_>) -> Vec<domain::work::Waiting> {
    only_for(showing.region(), &showing.member, &others(showing))
}

/// Returns everybody else who has a place in the region, in each of the roles that they hold.
fn others(showing: &Showing<'_>) -> Vec<Member> {
    let members = showing.table.colleagues.values().flat_map(|colleague| &colleague.members);
    members.filter(|member| member.person != showing.member.person).copied().collect()
}

/// Returns whether nobody else coordinates the region as the reader does, whichever role they act in.
fn is_last(showing: &Showing<'_>) -> bool {
    let own = showing.table.colleagues.get(&showing.member.person);
    own.is_some_and(|own| own.holds(|held| is_last_coordinator(held, &others(showing))))
}

/// What keeps the reader in another of their roles, with the way to act in it.
fn elsewhere(showing: &Showing<'_>) -> Option<AnyView> {
    let words = showing.words;
    let Member { person, may_adopt, .. } = showing.member;
    let (region, back) = (showing.region().id, Some(showing.action()));
    let acting = Acting { words, person, region, may_adopt, back };
    roles::elsewhere(&acting, &showing.table.elsewhere, Some(words.leave_elsewhere_help()))
}

/// What nobody else of the reader's side can do.
fn only(showing: &Showing<'_>) -> Option<AnyView> {
    let words = showing.words;
    let alone = waits_alone(showing);
    let line = |waiting: &domain::work::Waiting| {
        let count = waiting.count();
        match &waiting.task {
            Task::Answers(task, check, _) => words.answer_task(*task, count, *check),
            Task::Regional(task, check, _) => words.regional_task(*task, count, *check),
            Task::GiveViews(check, _) => words.view_task(count, *check),
            Task::Request(_, id) => {
                let wish = showing.region().requests.get(id).map(|request| request.wish);
                wish.map(|wish| words.own_wish(wish)).unwrap_or_default()
            }
            Task::Handover(_) => words.handover_offers().to_owned(),
            Task::Action(task, id) => {
                let title = showing.region().actions.get(id);
                let title = title.map(|action| action.plan.title.as_heading()).unwrap_or_default();
                words.action_task(*task, title)
            }
            Task::Talk(_) => String::new(),
        }
    };
    let lines = alone.iter().map(|one| view! { <li>{line(one)}</li> }).collect_view();
    let participants = address::participants(showing.region().id);
    (!alone.is_empty()).then(|| {
        view! {
            <section class="kt-section kt-flow-tight" aria-labelledby="h-alleen">
                <h2 class="nl-heading nl-heading--level-2" id="h-alleen">{words.handover_only_title()}</h2>
                <p class="kt-measure">{words.handover_only_help()}</p>
                <ul class="kt-list">{lines}</ul>
                <p><a class="nl-link" href=participants>{words.handover_to_participants()}</a></p>
            </section>
        }
        .into_any()
    })
}

/// Returns the deed of the form that was refused, if it is this one.
fn refused_here<'p>(
    showing: &Showing<'p>,
    is_it: impl Fn(HandoverDeed) -> bool,
) -> Option<(&'p HandoverTrouble, &'p form::HandoverForm)> {
    let refused = showing.page.refused.as_ref()?;
    is_it(refused.form.deed).then_some((&refused.trouble, &refused.form))
}
