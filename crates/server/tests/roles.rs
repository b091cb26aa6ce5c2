//! One person holds several roles in a region: acts in one at a time, keeps what protects the region in all of
//! them, and is asked in each.

#![allow(clippy::unwrap_used)] // A test stops where it breaks.

mod stage;

use domain::{
    AnswerValue, Command, Mention, Parting, PersonId, Readers, Role, Subject, Topic, TypedText,
    Wish,
};
use reqwest::{Client, StatusCode};
use server::people::{
    Accepted, Comer, Ended, Membership, NewInvitation, OfferedPlace, Taken, name_list,
};
use stage::{Stage, access, count, house::*, places::*, served::Served, visit::*};
use uuid::Uuid;

on_both_engines! {
    somebody_acts_in_another_role_and_nothing_else_changes
    a_role_that_is_not_held_does_not_exist
    of_two_roles_that_are_taken_at_once_one_counts
    a_role_that_is_taken_while_it_ends_is_not_acted_in
    the_last_coordinator_counts_while_acting_in_another_role
    a_grant_stays_as_long_as_the_role_is_held
    an_invitation_works_as_long_as_the_role_is_held
    whoever_holds_the_role_is_asked_and_mentioned_while_acting_in_another
    what_waits_in_the_other_role_keeps_them_and_is_found_there
    what_waits_in_the_other_role_is_said_on_the_start_page
    losing_one_of_several_roles_leaves_what_waited_there
    a_lead_gives_a_coordinator_a_role_and_takes_none_of_the_region
    a_place_that_changed_meanwhile_is_looked_at_again
    every_role_is_listed_reviewed_and_taken_along
}

const C: Role = Role::Coordinator;
const E: Role = Role::Editor;
const O: Role = Role::Observer;

fn to_role() -> String {
    page("/rol")
}

fn role(role: &str) -> Pairs {
    vec![("rol", role.to_owned())]
}

async fn roles_of(served: &Served, person: PersonId) -> Vec<Role> {
    served.house.people.membership(REGION, person).await.unwrap().unwrap().roles
}

async fn holds(served: &Served, person: PersonId, roles: &[Role]) {
    let people = &served.house.people;
    let place = people.membership(REGION, person).await.unwrap().unwrap();
    let place = Membership { roles: roles.to_vec(), ..place };
    people.set_membership(&place, None, NOW).await.unwrap();
    served.house.regions.places_changed(REGION).await;
}

/// Opens the doors, with somebody inside who coordinates the region and also writes for Waterdam.
async fn both(stage: &Stage) -> (Served, Client) {
    let (served, coordinator) = served(stage).await;
    holds(&served, COORDINATOR, &[C, E]).await;
    (served, coordinator)
}

/// Lets somebody else coordinate the region, so that nobody is the last.
async fn second(served: &Served) -> PersonId {
    access::comes(served, "tweede", BERKELO, (C, false), NOW).await
}

async fn take(served: &Served, role: Role) -> Taken {
    let taken = served.house.people.take_role(REGION, COORDINATOR, role, NOW).await.unwrap();
    served.house.regions.places_changed(REGION).await;
    taken
}

/// A colleague of Waterdam asks for a draft.
async fn ask(served: &Served) {
    served.house.let_colleague_in().await;
    let about = Subject::Question("1.1".parse().unwrap());
    let wish = Wish::Draft { of: Some(WATERDAM), by: COORDINATOR, about };
    let asked = Command::MakeRequest { wish, due: None, note: TypedText::default() };
    served.house.submit(COLLEAGUE, sent(asked)).await.unwrap();
}

async fn change(served: &Served, client: &Client, person: PersonId, roles: &[&str]) -> StatusCode {
    let mut form = deed(&Uuid::new_v4().to_string(), format!("verander:{person}"));
    form.extend(roles.iter().map(|role| ("rol", (*role).to_owned())));
    send(served, client, &at(), &form).await.status()
}

async fn epoch(served: &Served) -> u64 {
    served.house.journal.standing(REGION).await.unwrap().unwrap().rights_epoch
}

async fn somebody_acts_in_another_role_and_nothing_else_changes(stage: Stage) {
    let (served, client) = both(&stage).await;
    let write = |to| answer(WATERDAM, None, Some(to));
    let refused = served.house.submit(COORDINATOR, write(AnswerValue::Yes)).await;
    assert!(refused.is_err(), "a coordinator never writes for a municipality");
    let before = epoch(&served).await;
    let changes = served.house.people.place_changes(REGION).await.unwrap();

    let answer = send(&served, &client, &to_role(), &role("editor")).await;
    assert_eq!(answer.status(), StatusCode::SEE_OTHER);
    assert_eq!(header_of(&answer, "location"), page(""));
    let renewed = "SELECT COUNT(*) FROM session WHERE renew";
    assert_eq!(count(&served.house.db, renewed).await, 1, "the session gets another id");
    assert_eq!(roles_of(&served, COORDINATOR).await, [E, C]);
    served.house.submit(COORDINATOR, write(AnswerValue::Yes)).await.unwrap();
    let shown = open(&served, &client, &page("")).await.text().await.unwrap();
    assert!(shown.contains("redacteur, gemeente"), "the page says in which role one acts");
    assert!(shown.contains("Ga verder als coördinator"));
    assert_eq!(epoch(&served).await, before + 1);
    assert_eq!(served.house.people.place_changes(REGION).await.unwrap(), changes);
    let taken = "SELECT COUNT(*) FROM audit WHERE kind = 'role_taken' AND person = subject";
    assert_eq!(count(&served.house.db, taken).await, 1);

    // The same again changes nothing; and one goes back to the page that was asked for, and nowhere else.
    for (back, to) in [("/", "/"), ("https://elders.example/", "/"), ("", &page("")[..])] {
        let mut form = role("editor");
        form.push(("terug", back.to_owned()));
        let answer = send(&served, &client, &to_role(), &form).await;
        assert_eq!(header_of(&answer, "location"), to, "{back}");
    }
    assert_eq!(epoch(&served).await, before + 1);
    assert_eq!(count(&served.house.db, taken).await, 1);
    assert_eq!(take(&served, C).await, Taken::Done);
    assert!(served.house.submit(COORDINATOR, write(AnswerValue::No)).await.is_err());
}

async fn a_role_that_is_not_held_does_not_exist(stage: Stage) {
    let (served, client) = both(&stage).await;
    let before = epoch(&served).await;
    for (asked, status) in [
        ("steering_member", StatusCode::NOT_FOUND),
        ("observer", StatusCode::NOT_FOUND),
        ("keizer", StatusCode::BAD_REQUEST),
        ("", StatusCode::BAD_REQUEST),
    ] {
        let answer = send(&served, &client, &to_role(), &role(asked)).await;
        assert_eq!(answer.status(), status, "{asked}");
    }
    let mut of_another = role("editor");
    of_another.push(("wie", EDITOR.to_string()));
    let answer = send(&served, &client, &to_role(), &of_another).await;
    assert!(answer.status().is_client_error(), "the page of somebody else");
    let stranger = served.sign_in("duinkust").await;
    let answer = send(&served, &stranger, &to_role(), &role("editor")).await;
    assert_eq!(answer.status(), StatusCode::NOT_FOUND);
    let nobody = stage::served::browser();
    let answer = send(&served, &nobody, &to_role(), &role("editor")).await;
    assert_eq!(answer.status(), StatusCode::UNAUTHORIZED);
    // Nor when the place ended.
    let people = &served.house.people;
    second(&served).await;
    people.end_membership(REGION, COORDINATOR, None, NOW).await.unwrap();
    let later = domain::Moment(NOW.0 + 1);
    let taken = people.take_role(REGION, COORDINATOR, E, later).await.unwrap();
    assert_eq!(taken, Taken::NotHeld);
    assert_eq!(roles_of(&served, COORDINATOR).await, [C, E]);
    assert_eq!(epoch(&served).await, before + 2, "of whoever came and whoever left");
}

async fn of_two_roles_that_are_taken_at_once_one_counts(stage: Stage) {
    let (served, _) = both(&stage).await;
    let people = &served.house.people;
    for _ in 0..12 {
        let (one, other) = tokio::join!(
            people.take_role(REGION, COORDINATOR, E, NOW),
            people.take_role(REGION, COORDINATOR, C, NOW),
        );
        assert_eq!((one.unwrap(), other.unwrap()), (Taken::Done, Taken::Done));
        let place = people.membership(REGION, COORDINATOR).await.unwrap().unwrap();
        let held: Vec<Role> = place.in_each_role(NOW).map(|held| held.role).collect();
        assert!(held == [C, E] || held == [E, C], "both are held, and one comes first: {held:?}");
        served.house.regions.places_changed(REGION).await;
        let sight = served.house.regions.look(REGION, COORDINATOR).await.unwrap();
        assert_eq!(sight.insider.member().map(|member| member.role), held.first().copied());
    }
}

async fn a_role_that_is_taken_while_it_ends_is_not_acted_in(stage: Stage) {
    let (served, _) = both(&stage).await;
    second(&served).await;
    let people = &served.house.people;
    for turn in 0..12 {
        holds(&served, COORDINATOR, &[C, E]).await;
        let from = people.membership(REGION, COORDINATOR).await.unwrap().unwrap();
        // One role ends, or another comes.
        let roles = if turn % 2 == 0 { vec![C] } else { vec![C, E, O] };
        let to = Membership { roles, ..from.clone() };
        let (taken, changed) = tokio::join!(
            people.take_role(REGION, COORDINATOR, E, NOW),
            people.change_membership(&from, &to, None, NOW),
        );
        assert_eq!(changed.unwrap(), Ended::Places(1));
        let roles = roles_of(&served, COORDINATOR).await;
        match turn % 2 {
            0 => assert_eq!(roles, [C], "whichever came first"),
            _ => {
                assert_eq!(taken.unwrap(), Taken::Done);
                assert_eq!((roles[0], roles.len()), (E, 3), "whichever came first: {roles:?}");
            }
        }
    }
}

async fn the_last_coordinator_counts_while_acting_in_another_role(stage: Stage) {
    let (served, client) = both(&stage).await;
    assert_eq!(take(&served, E).await, Taken::Done);
    let leave = deed("weg", format!("beeindig:{COORDINATOR}"));
    let answer = send(&served, &client, &at(), &leave).await;
    assert_eq!(answer.status(), StatusCode::CONFLICT);
    assert!(answer.text().await.unwrap().contains("laatste coördinator"));
    let way = open(&served, &client, &page("/overdracht")).await.text().await.unwrap();
    assert!(way.contains("U bent hier de enige coördinator."));
    assert!(!way.contains("Verlaat deze regio"));
    let people = &served.house.people;
    let from = people.membership(REGION, COORDINATOR).await.unwrap().unwrap();
    let to = Membership { roles: vec![E], ..from.clone() };
    let ended = people.change_membership(&from, &to, None, NOW).await.unwrap();
    assert_eq!(ended, Ended::NoCoordinatorLeft);
    let ended = people.end_memberships(REGION, WATERDAM, None, NOW).await.unwrap();
    assert_eq!(ended, Ended::NoCoordinatorLeft);
    // The others see it so too: with a second one who acts as something else, the first may go.
    let other = second(&served).await;
    holds(&served, other, &[E, C]).await;
    let ended = people.change_membership(&from, &to, None, NOW).await.unwrap();
    assert_eq!(ended, Ended::Places(1));
}

async fn a_grant_stays_as_long_as_the_role_is_held(stage: Stage) {
    let (served, _) = both(&stage).await;
    second(&served).await;
    let reader = administrator(&served).await;
    let person = people_of(&served, "beheer@host.example").await;
    let_read(&served, REGION, COORDINATOR, person).await;
    assert_eq!(open(&served, &reader, &page("")).await.status(), StatusCode::OK);
    assert_eq!(take(&served, E).await, Taken::Done);
    assert_eq!(open(&served, &reader, &page("")).await.status(), StatusCode::OK, "still held");
    let people = &served.house.people;
    let from = people.membership(REGION, COORDINATOR).await.unwrap().unwrap();
    let to = Membership { roles: vec![E], ..from.clone() };
    people.change_membership(&from, &to, None, NOW).await.unwrap();
    served.house.regions.places_changed(REGION).await;
    assert_eq!(open(&served, &reader, &page("")).await.status(), StatusCode::NOT_FOUND);
}

async fn an_invitation_works_as_long_as_the_role_is_held(stage: Stage) {
    let (served, _) = both(&stage).await;
    second(&served).await;
    let people = &served.house.people;
    let invited = async || {
        let place =
            OfferedPlace { region: REGION, organisation: BERKELO, role: E, may_adopt: false };
        let (id, by) = (Uuid::new_v4(), Some(COORDINATOR));
        let new = NewInvitation { id, place: Some(place), display: None, by, mail_to: None };
        let token = people.invite(&new, NOW).await.unwrap().unwrap();
        people.invitation(&token).await.unwrap().unwrap()
    };
    let (first, later) = (invited().await, invited().await);
    assert_eq!(take(&served, E).await, Taken::Done);
    let account = new_account("een@berkelo.example");
    let came = people.accept_invitation(&first, Comer::New(&account), NOW).await.unwrap();
    assert_eq!(came, Accepted::Done, "made as a coordinator, who they are still");
    let from = people.membership(REGION, COORDINATOR).await.unwrap().unwrap();
    let to = Membership { roles: vec![E], ..from.clone() };
    people.change_membership(&from, &to, None, NOW).await.unwrap();
    let account = new_account("twee@berkelo.example");
    let came = people.accept_invitation(&later, Comer::New(&account), NOW).await.unwrap();
    assert_eq!(came, Accepted::Closed);
}

async fn whoever_holds_the_role_is_asked_and_mentioned_while_acting_in_another(stage: Stage) {
    let (served, _) = both(&stage).await;
    ask(&served).await;
    let topic = Topic {
        question: "1.2".parse().unwrap(),
        about: Default::default(),
        readers: Readers::Within(Some(WATERDAM)),
    };
    let mentions = [Mention::Person(COORDINATOR)];
    let said = |mentions: &[Mention]| {
        let mentions = mentions.iter().copied().collect();
        sent(Command::StartThread { topic, text: TypedText::new("Weet u dit?"), mentions })
    };
    served.house.submit(COLLEAGUE, said(&mentions)).await.unwrap();
    // They are among those whom the page offers, once.
    let colleague = served.sign_in("waterdam-collega").await;
    let shown = open(&served, &colleague, &page("/verzoeken")).await.text().await.unwrap();
    assert_eq!(shown.matches(&format!("value=\"{COORDINATOR}\"")).count(), 1);
    assert!(!shown.contains("kan dit niet meer doen"));
    // Whoever holds no role of that side is not.
    holds(&served, COORDINATOR, &[C]).await;
    assert!(served.house.submit(COLLEAGUE, said(&mentions)).await.is_err());
    let shown = open(&served, &colleague, &page("/verzoeken")).await.text().await.unwrap();
    assert_eq!(shown.matches(&format!("value=\"{COORDINATOR}\"")).count(), 0);
}

async fn what_waits_in_the_other_role_keeps_them_and_is_found_there(stage: Stage) {
    let (served, client) = both(&stage).await;
    second(&served).await;
    ask(&served).await;
    let leave = deed("weg", format!("beeindig:{COORDINATOR}"));
    let answer = send(&served, &client, &at(), &leave).await;
    assert_eq!(answer.status(), StatusCode::CONFLICT);
    assert!(answer.text().await.unwrap().contains("Op u wacht nog 1 punt"));
    let way = page("/overdracht");
    let shown = open(&served, &client, &way).await.text().await.unwrap();
    assert!(shown.contains("Als redacteur wacht er op u: 1 punt."));
    assert!(!shown.contains("Verlaat deze regio"), "the way out is not open");
    let closing = open(&served, &client, "/account/sluiten").await.text().await.unwrap();
    assert!(closing.contains("Als redacteur wacht er op u: 1 punt."));
    // There they see it, and hand it over; then they may go, whichever role they act in.
    let mut form = role("editor");
    form.push(("terug", way.clone()));
    let answer = send(&served, &client, &to_role(), &form).await;
    assert_eq!(header_of(&answer, "location"), way);
    let shown = open(&served, &client, &way).await.text().await.unwrap();
    assert!(!shown.contains("Als redacteur wacht er op u"));
    let offer = vec![
        ("formulier", "een".to_owned()),
        ("opvolger", COLLEAGUE.to_string()),
        ("opmerking", String::new()),
        ("doe", format!("bied-aan:{COORDINATOR}")),
    ];
    let answer = send(&served, &client, &way, &offer).await;
    assert_eq!(answer.status(), StatusCode::SEE_OTHER);
    let seen = served.house.regions.look(REGION, COLLEAGUE).await.unwrap().region;
    let (id, handover) = seen.handovers.iter().next().unwrap();
    let seen = seen.held_fingerprint(handover.parting.holder());
    let accept = Command::AcceptHandover { handover: *id, seen };
    served.house.submit(COLLEAGUE, sent(accept)).await.unwrap();
    assert_eq!(take(&served, C).await, Taken::Done);
    let answer =
        send(&served, &client, &at(), &deed("nu", format!("beeindig:{COORDINATOR}"))).await;
    assert_eq!(answer.status(), StatusCode::SEE_OTHER);
}

async fn what_waits_in_the_other_role_is_said_on_the_start_page(stage: Stage) {
    let (served, client) = both(&stage).await;
    let said = async || {
        let shown = open(&served, &client, "/").await.text().await.unwrap();
        let start = shown.find("Als redacteur wacht er op u: ")?;
        let rest = &shown[start + "Als redacteur wacht er op u: ".len()..];
        rest.split(' ').next().and_then(|count| count.parse::<usize>().ok())
    };
    let before = said().await.unwrap_or(0);
    ask(&served).await;
    assert_eq!(said().await, Some(before + 1));
    assert_eq!(take(&served, E).await, Taken::Done);
    assert_eq!(said().await, None, "it stands among the work itself now");
}

async fn losing_one_of_several_roles_leaves_what_waited_there(stage: Stage) {
    let (served, _) = both(&stage).await;
    second(&served).await;
    ask(&served).await;
    let lead = served.sign_in("waterdam").await;
    assert_eq!(change(&served, &lead, COORDINATOR, &[]).await, StatusCode::SEE_OTHER);
    assert_eq!(roles_of(&served, COORDINATOR).await, [C], "the role of the region stays");
    let open_one = async || {
        let region = served.house.regions.look(REGION, COLLEAGUE).await.unwrap().region;
        region.handovers.values().find(|one| one.is_open()).map(|one| one.parting)
    };
    let left = Parting::Person { of: COORDINATOR, side: Some(WATERDAM), to: None };
    assert_eq!(open_one().await, Some(left), "whoever of that side takes it");
    // Back in the role they go on with it themselves, whichever they act in.
    assert_eq!(change(&served, &lead, COORDINATOR, &["editor"]).await, StatusCode::SEE_OTHER);
    assert_eq!(roles_of(&served, COORDINATOR).await, [C, E]);
    assert_eq!(open_one().await, None);
    // A place that ends leaves what waited on each side.
    let people = &served.house.people;
    let place = people.membership(REGION, COORDINATOR).await.unwrap().unwrap();
    let sides: Vec<Role> = place.on_each_side(NOW).iter().map(|member| member.role).collect();
    assert_eq!(sides, [C, E]);
}

async fn a_lead_gives_a_coordinator_a_role_and_takes_none_of_the_region(stage: Stage) {
    let (served, _) = served(&stage).await;
    served.house.let_colleague_in().await;
    let lead = served.sign_in("waterdam").await;
    assert_eq!(change(&served, &lead, COORDINATOR, &["editor"]).await, StatusCode::SEE_OTHER);
    assert_eq!(roles_of(&served, COORDINATOR).await, [C, E]);
    let forbidden = StatusCode::FORBIDDEN;
    let give = ["editor", "coordinator"];
    assert_eq!(change(&served, &lead, COLLEAGUE, &give).await, forbidden);
    assert_eq!(change(&served, &lead, NEIGHBOUR, &["observer"]).await, forbidden);
    let end = deed("een", format!("beeindig:{COORDINATOR}"));
    assert_eq!(send(&served, &lead, &at(), &end).await.status(), forbidden);
    let none = change(&served, &lead, COLLEAGUE, &[]).await;
    assert_eq!(none, StatusCode::UNPROCESSABLE_ENTITY, "one role at least");
    let own = change(&served, &lead, EDITOR, &["editor", "observer"]).await;
    assert_eq!(own, StatusCode::UNPROCESSABLE_ENTITY, "nobody changes their own");
    assert_eq!(roles_of(&served, COLLEAGUE).await, [E]);
    // Whoever edits only changes nobody; and what the page offers is what the rules say.
    let shown = open(&served, &lead, &at()).await.text().await.unwrap();
    assert!(shown.contains("deze rol geeft of neemt alleen de coördinator"));
    let person = people_of(&served, "coordinator").await;
    assert!(shown.contains(&format!("verander:{person}")));
    assert!(!shown.contains(&format!("beeindig:{person}")));
}

async fn a_place_that_changed_meanwhile_is_looked_at_again(stage: Stage) {
    let (served, coordinator) = served(&stage).await;
    served.house.let_colleague_in().await;
    let form = |token: &str, ticked: &[&str], seen: &[&str]| {
        let mut form = deed(token, format!("verander:{COLLEAGUE}"));
        form.extend(ticked.iter().map(|role| ("rol", (*role).to_owned())));
        form.extend(seen.iter().map(|role| ("rol-was", (*role).to_owned())));
        form
    };
    holds(&served, COLLEAGUE, &[E, O]).await;
    let old = form("een", &["steering_member"], &["editor"]);
    let answer = send(&served, &coordinator, &at(), &old).await;
    assert_eq!(answer.status(), StatusCode::CONFLICT);
    let shown = answer.text().await.unwrap();
    assert!(shown.contains("Intussen zijn de rollen van deze persoon veranderd."));
    assert_eq!(roles_of(&served, COLLEAGUE).await, [E, O]);
    // The same form twice is done once, and says so twice.
    let now = form("twee", &["editor"], &["editor", "observer"]);
    for _ in 0..2 {
        let answer = send(&served, &coordinator, &at(), &now).await;
        assert_eq!(answer.status(), StatusCode::SEE_OTHER);
    }
    // Also the store itself compares.
    let people = &served.house.people;
    let from = people.membership(REGION, COLLEAGUE).await.unwrap().unwrap();
    let stale = Membership { roles: vec![E, O], ..from.clone() };
    let moved = people.change_membership(&stale, &from, None, NOW).await.unwrap();
    assert_eq!(moved, Ended::Moved);
}

async fn every_role_is_listed_reviewed_and_taken_along(stage: Stage) {
    let (served, client) = both(&stage).await;
    let people = &served.house.people;
    let shown = open(&served, &client, &at()).await.text().await.unwrap();
    assert!(shown.contains("Regiocoördinator en redacteur van waterdam"));
    assert!(shown.contains("waterdam, coördinator en redacteur"));
    assert!(shown.contains("Werkt telkens in één van deze rollen."));
    let list = people.memberships_in(REGION).await.unwrap();
    let seen = name_list(&list, &[]);
    let sheet = open(&served, &client, &page("/deelnemers/toegang.csv")).await;
    assert!(sheet.text().await.unwrap().contains("Coördinator en redacteur"));
    // Acting in another role changes no list and no name.
    assert_eq!(take(&served, E).await, Taken::Done);
    assert_eq!(name_list(&people.memberships_in(REGION).await.unwrap(), &[]), seen);
    let shown = open(&served, &client, &at()).await.text().await.unwrap();
    assert!(shown.contains("Regiocoördinator en redacteur van waterdam"));
    assert_eq!(take(&served, C).await, Taken::Done);
    people.begin_reviews(NOW).await.unwrap();
    assert_eq!(access::reviews(&served, &client, WATERDAM).await, StatusCode::SEE_OTHER);
    let review = people.reviews_in(REGION).await.unwrap().remove(0);
    let kept = review.places.iter().find(|kept| kept.person == COORDINATOR).unwrap();
    assert_eq!((kept.role, &kept.also[..]), (C, &[E][..]));
    let own = open(&served, &client, "/account/gegevens").await.text().await.unwrap();
    let own: String = own.split_whitespace().collect();
    assert!(own.contains("\"roles\":[\"coordinator\",\"editor\"]"), "{own}");
    let told = open(&served, &client, &page("/deelnemers/verantwoording")).await;
    assert!(told.text().await.unwrap().contains("een andere eigen rol gaan werken"));
}
