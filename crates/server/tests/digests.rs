//! What concerns people is mailed once, when they want it, with the rights that they have then.
//!
//! Size: one scene, and everything that can happen to a mail about it.

#![allow(clippy::unwrap_used)] // A test stops where it breaks.

mod stage;

use std::time::Duration;

use app::page::{MailKind, MailStand, MailTrouble};
use domain::{
    AnswerKey, Command, Fingerprint, Language, Mention, Moment, OrganisationId, PersonId, Plan,
    Readers, Role, Topic, TypedPlan, TypedText, Wish,
    digest::{DigestSetting, Rhythm},
};
use reqwest::{Client, StatusCode};
use server::{
    clock::Clock,
    digests::{self, Sources},
    mail::{MailTo, Outbox, Patience, Postman},
};
use stage::{
    Stage,
    access::{comes, moment},
    count, execute,
    house::*,
    phone::set_up,
    post_office::{Arrived, Manner, PostOffice},
    refuse_writes,
    served::{Mailing, PUBLIC, Served},
    take_writes,
    visit::{head, open, page, post},
};

on_both_engines! {
    several_things_are_one_mail_a_day_and_nothing_new_is_none
    two_servers_put_one_mail
    what_is_cut_off_half_way_is_told_later_and_once
    mail_comes_as_often_as_somebody_wants_it
    what_names_somebody_is_mailed_at_once_and_not_again
    whoever_left_meanwhile_gets_nothing
    no_mail_tells_what_its_reader_may_not_see
    where_two_steps_are_asked_a_mail_says_only_how_many_there_are
    a_link_that_somebody_waits_for_goes_before_digests
    a_pause_that_is_over_keeps_nobody_from_choosing
    one_bad_address_keeps_no_other_from_its_mail
    a_mail_server_that_hangs_or_is_slow_loses_no_digest_and_doubles_none
    a_mail_that_cannot_be_written_is_tried_less_and_less_and_given_up
    the_number_follows_whom_a_region_opens_for
    what_was_seen_is_not_mailed
    the_page_tells_what_the_mail_does
    a_form_that_is_no_form_changes_nothing
    without_mail_the_page_says_so
}

const LEAD: &str = "jeugd@partner.example";
const PATH: &str = "/meldingen";
const SETTINGS: &str = "/account/meldingen";
const MAILS: &str = "SELECT COUNT(*) FROM mail";

/// A server that sends mail, with a partner whose lead it reaches. It is Monday nine o'clock.
struct Scene {
    served: Served,
    office: PostOffice,
    postman: Postman,
    clock: Clock,
    lead: PersonId,
}

impl Scene {
    async fn new(stage: &Stage) -> Self {
        let office = PostOffice::open(Manner::Takes).await;
        let clock = Clock::standing_at(NOW);
        let patience =
            Patience { connecting: Duration::from_secs(5), whole: Duration::from_secs(5) };
        let mailing = Mailing { server: &office.address, patience };
        let (served, postman) = Served::mailing(stage, mailing, clock).await;
        served.house.let_coordinator_in().await;
        served.house.let_partner_in().await;
        served.house.let_partner_editor_in().await;
        let lead = comes(&served, LEAD, PARTNER, (Role::Editor, true), NOW).await;
        let scene = Self { served, office, postman, clock, lead };
        assert_eq!(scene.minute().await, 0, "nothing is due yet");
        scene
    }

    fn sources(&self) -> Sources<'_> {
        let house = &self.served.house;
        Sources { people: &house.people, regions: &house.regions, outbox: &self.served.outbox }
    }

    /// Does what a server does every minute; returns how many mails it put.
    async fn minute(&self) -> usize {
        digests::put_due(self.sources(), self.clock.now()).await.unwrap()
    }

    /// The same at a moment, and carries the mail out.
    async fn at(&self, text: &str) -> usize {
        self.clock.put_to(moment(text));
        let put = self.minute().await;
        self.postman.go_round().await.unwrap();
        put
    }

    /// The coordinator asks the partner to do something.
    async fn offer(&self, title: &str) {
        self.submit(COORDINATOR, offer(PARTNER, title)).await;
    }

    async fn submit(&self, person: PersonId, command: Command) -> u64 {
        self.served.house.submit(person, sent(command)).await.unwrap()
    }

    async fn set(&self, person: PersonId, setting: DigestSetting) {
        let people = &self.served.house.people;
        people.set_digest_setting(person, &setting, self.clock.now()).await.unwrap();
    }

    fn to(&self) -> Vec<String> {
        self.office.arrived().into_iter().map(|mail| mail.to).collect()
    }

    async fn last_trouble(&self) -> Option<MailTrouble> {
        let mails = self.served.outbox.of_administration().await.unwrap();
        assert!(mails.iter().all(|mail| matches!(mail.stand, MailStand::Ended(_))));
        mails.first().and_then(|mail| mail.trouble)
    }
}

fn offer(owner: OrganisationId, title: &str) -> Command {
    let plan: TypedPlan = Plan {
        title: TypedText::new(title),
        why: TypedText::new("De stuurgroep vroeg erom."),
        done_when: TypedText::new("Het staat vast."),
        contributors: [].into(),
        concerns: [].into(),
        due: None,
        priority: Default::default(),
    };
    Command::MakeActions { owners: [owner].into(), plan: Box::new(plan), cause: None, offer: true }
}

fn says(readers: Readers, text: &str, mentions: impl IntoIterator<Item = Mention>) -> Command {
    let topic = Topic { question: "1.1".parse().unwrap(), about: Default::default(), readers };
    let mentions = mentions.into_iter().collect();
    Command::StartThread { topic, text: TypedText::new(text), mentions }
}

async fn several_things_are_one_mail_a_day_and_nothing_new_is_none(stage: Stage) {
    let scene = Scene::new(&stage).await;
    for title in ["Leg de route vast", "Noem een aandachtsfunctionaris", "Plan een oefening"] {
        scene.offer(title).await;
    }
    let wish = Wish::View { of: PARTNER, on: "1.1".parse().unwrap() };
    let note = TypedText::new("");
    scene.submit(EDITOR, Command::MakeRequest { wish, due: None, note }).await;
    assert_eq!(scene.at("2026-11-23T23:00:00+01:00").await, 0, "not before its hour");
    assert_eq!(scene.at("2026-11-24T07:00:30+01:00").await, 1);
    assert_eq!(scene.to(), [LEAD], "whom no mail reaches gets none");
    let mail = scene.office.arrived().remove(0);
    for title in ["Leg de route vast", "Noem een aandachtsfunctionaris", "Plan een oefening"] {
        assert!(mail.text.contains(&format!("bood de actie ‘{title}’ aan.")), "{}", mail.text);
    }
    let actions = scene.served.house.regions.look(REGION, EDITOR).await.unwrap().region.actions;
    for action in actions.keys() {
        assert!(mail.text.contains(&format!("{PUBLIC}{}", page(&format!("/acties/{action}")))));
    }
    let asked = format!("{PUBLIC}{}", page("/verzoeken#r-"));
    assert!(mail.text.contains(&asked), "{}", mail.text);
    assert!(mail.text.contains(&format!("{PUBLIC}{PATH}")), "{}", mail.text);
    assert!(mail.text.contains(&format!("{PUBLIC}{SETTINGS}")));
    assert!(mail.text.contains("Regio Veenland-Oost"));
    assert_eq!(scene.at("2026-11-24T09:00:00+01:00").await, 0, "once");
    assert_eq!(scene.at("2026-11-25T07:00:30+01:00").await, 0, "nothing new");
    scene.served.house.people.set_language(scene.lead, Language::En, NOW).await.unwrap();
    scene.offer("Leg een tweede route vast").await;
    assert_eq!(scene.at("2026-11-26T07:00:30+01:00").await, 1);
    let second = scene.office.arrived().pop().unwrap();
    assert!(second.text.contains("offered the action ‘Leg een tweede route vast’."), "{second:?}");
    assert!(!second.text.contains("Plan een oefening"), "it was told");
    assert!(second.text.contains("Ketentafel: 1 new notice"));
}

async fn two_servers_put_one_mail(stage: Stage) {
    let scene = Scene::new(&stage).await;
    scene.offer("Leg de route vast").await;
    scene.clock.put_to(moment("2026-11-24T07:01:00+01:00"));
    let put = tokio::join!(scene.minute(), scene.minute(), scene.minute());
    assert_eq!(put.0 + put.1 + put.2, 1);
    assert_eq!(count(&scene.served.house.db, MAILS).await, 1);
    let once = DigestSetting { at_once: true, ..DigestSetting::default() };
    scene.set(scene.lead, once).await;
    scene
        .submit(COORDINATOR, says(Readers::Everyone, "Kijkt u mee?", [Mention::Person(scene.lead)]))
        .await;
    let put = tokio::join!(scene.minute(), scene.minute(), scene.minute());
    assert_eq!(put.0 + put.1 + put.2, 1);
    assert_eq!(count(&scene.served.house.db, MAILS).await, 2);
}

/// The last statement of the transaction fails: nothing of it stays, and the next minute does all of it.
async fn what_is_cut_off_half_way_is_told_later_and_once(stage: Stage) {
    let scene = Scene::new(&stage).await;
    let db = &scene.served.house.db;
    scene.offer("Leg de route vast").await;
    scene.clock.put_to(moment("2026-11-24T07:01:00+01:00"));
    refuse_writes(db, "digest_part").await;
    assert!(digests::put_due(scene.sources(), scene.clock.now()).await.is_err());
    assert_eq!(count(db, MAILS).await, 0);
    assert_eq!(count(db, "SELECT COUNT(*) FROM notice_mark").await, 0);
    take_writes(db, "digest_part").await;
    assert_eq!(scene.minute().await, 1);
    assert_eq!(scene.minute().await, 0);
    assert_eq!(count(db, MAILS).await, 1);
    assert_eq!(count(db, "SELECT COUNT(*) FROM digest_part").await, 1);
}

async fn mail_comes_as_often_as_somebody_wants_it(stage: Stage) {
    let scene = Scene::new(&stage).await;
    let usual = DigestSetting::default();
    scene.set(scene.lead, DigestSetting { rhythm: Rhythm::Never, ..usual }).await;
    scene.offer("Leg de route vast").await;
    assert_eq!(scene.at("2026-11-24T08:00:00+01:00").await, 0, "no mail at all");
    let weekly = DigestSetting { rhythm: Rhythm::Weekly, weekday: 3, hour: 16, ..usual };
    scene.set(scene.lead, weekly).await;
    assert_eq!(scene.at("2026-11-26T15:59:00+01:00").await, 0);
    assert_eq!(scene.at("2026-11-26T16:01:00+01:00").await, 1, "Thursday at four");
    scene.offer("Noem een aandachtsfunctionaris").await;
    assert_eq!(scene.at("2026-12-02T16:01:00+01:00").await, 0);
    let until = Some("2026-12-07".parse().unwrap());
    scene.set(scene.lead, DigestSetting { paused_until: until, ..usual }).await;
    assert_eq!(scene.at("2026-12-04T08:00:00+01:00").await, 0, "paused");
    assert_eq!(scene.at("2026-12-07T07:01:00+01:00").await, 1, "nothing is lost by it");
    assert!(scene.office.arrived()[1].text.contains("Noem een aandachtsfunctionaris"));
    scene.offer("Plan een oefening").await;
    assert_eq!(scene.at("2026-12-12T12:00:00+01:00").await, 1, "what was due while nobody looked");
    scene.offer("Plan nog een oefening").await;
    assert_eq!(scene.at("2026-12-13T08:00:00+01:00").await, 0, "a Sunday");
    assert_eq!(scene.at("2026-12-14T08:00:00+01:00").await, 1);
}

async fn what_names_somebody_is_mailed_at_once_and_not_again(stage: Stage) {
    let scene = Scene::new(&stage).await;
    let at_once = DigestSetting { at_once: true, ..DigestSetting::default() };
    scene.set(scene.lead, at_once).await;
    scene.offer("Leg de route vast").await;
    assert_eq!(scene.at("2026-11-23T10:00:00+01:00").await, 0, "it names nobody");
    let named = [Mention::Person(scene.lead)];
    scene.submit(COORDINATOR, says(Readers::Everyone, "Kijkt u mee?", named)).await;
    assert_eq!(scene.at("2026-11-23T10:01:00+01:00").await, 1);
    let first = scene.office.arrived().remove(0);
    assert!(first.text.contains("1 melding voor u"), "{}", first.text);
    assert!(!first.text.contains("Leg de route vast"), "{}", first.text);
    assert!(first.text.contains(&format!("{PUBLIC}{}", page("/vraag/1.1#draad-"))));
    assert_eq!(scene.at("2026-11-23T10:02:00+01:00").await, 0, "once");
    assert_eq!(scene.at("2026-11-24T07:01:00+01:00").await, 1);
    let digest = scene.office.arrived().pop().unwrap();
    assert!(digest.text.contains("Leg de route vast"), "{}", digest.text);
    assert!(!digest.text.contains("#draad-"), "it was told at once: {}", digest.text);
    let until = Some("2026-12-07".parse().unwrap());
    scene.set(scene.lead, DigestSetting { paused_until: until, ..at_once }).await;
    scene.submit(COORDINATOR, says(Readers::Everyone, "En dit?", named)).await;
    assert_eq!(scene.at("2026-11-24T10:00:00+01:00").await, 0, "a pause is one for all mail");
}

async fn whoever_left_meanwhile_gets_nothing(stage: Stage) {
    let scene = Scene::new(&stage).await;
    scene.offer("Leg de route vast").await;
    scene.clock.put_to(moment("2026-11-24T07:01:00+01:00"));
    assert_eq!(scene.minute().await, 1);
    let (people, now) = (&scene.served.house.people, scene.clock.now());
    people.end_membership(REGION, scene.lead, None, now).await.unwrap();
    scene.served.house.regions.places_changed(REGION).await;
    scene.postman.go_round().await.unwrap();
    assert_eq!(scene.to(), Vec::<String>::new());
    assert_eq!(scene.last_trouble().await, Some(MailTrouble::NotNeeded));
    scene.offer("Plan een oefening").await;
    assert_eq!(scene.at("2026-11-25T07:01:00+01:00").await, 0);
}

async fn no_mail_tells_what_its_reader_may_not_see(stage: Stage) {
    let scene = Scene::new(&stage).await;
    let (colleague, other) = ("collega@waterdam.example", "beleid@berkelo.example");
    let own = comes(&scene.served, colleague, WATERDAM, (Role::Editor, false), NOW).await;
    comes(&scene.served, other, BERKELO, (Role::Editor, true), NOW).await;
    scene.minute().await;
    let (draft, note) = ("Kanarie in een concept", "Kanarie in een notitie");
    let text = TypedText::new(draft);
    let key = AnswerKey { municipality: WATERDAM, field: field("1.1") };
    let AnswerKey { municipality, field } = key;
    let base = Fingerprint::of(b"");
    scene.submit(EDITOR, Command::Explain { municipality, field, base, text }).await;
    let within = Readers::Within(Some(WATERDAM));
    scene.submit(EDITOR, says(within, note, [Mention::Person(own)])).await;
    let named = [Mention::Organisation(BERKELO), Mention::Organisation(PARTNER)];
    scene.submit(EDITOR, says(Readers::Everyone, "Kanarie in een opmerking", named)).await;
    assert_eq!(scene.at("2026-11-24T07:01:00+01:00").await, 3);
    let all = scene.office.arrived();
    assert!(all.iter().all(|mail| !mail.text.contains("Kanarie")), "{all:?}");
    let told =
        |to: &str| all.iter().find(|mail| mail.to == to).unwrap().text.matches("#draad-").count();
    // Each link stands in both forms of a mail.
    assert_eq!((told(colleague), told(other), told(LEAD)), (2, 2, 2));
    assert_eq!(scene.served.house.people.notice_marks(own).await.unwrap().len(), 1);
}

async fn where_two_steps_are_asked_a_mail_says_only_how_many_there_are(stage: Stage) {
    let scene = Scene::new(&stage).await;
    let (house, here) = (&scene.served.house, (REGION, PARTNER));
    scene.offer("Leg de route vast").await;
    assert!(house.people.require_second_factor(here, true, COORDINATOR, NOW).await.unwrap());
    house.regions.places_changed(REGION).await;
    assert_eq!(scene.at("2026-11-24T07:01:00+01:00").await, 0, "the region is closed to them");
    let password = "UPDATE person SET password_hash =
        (SELECT o.password_hash FROM person o WHERE o.login = 'partner') WHERE login = 'jeugd@partner.example'";
    execute(&house.db, password).await;
    set_up(&scene.served, LEAD, scene.clock).await;
    house.regions.places_changed(REGION).await;
    scene.offer("Plan een oefening").await;
    assert_eq!(scene.at("2026-11-25T07:01:00+01:00").await, 1);
    let about = |mail: &&Arrived| mail.text.contains("/meldingen");
    let all = scene.office.arrived();
    let mail = all.iter().find(about).unwrap();
    for told in ["route", "oefening", "coordinator", "waterdam"] {
        assert!(!mail.text.to_lowercase().contains(told), "{told}: {}", mail.text);
    }
    assert!(mail.text.contains("3 meldingen. Log in om ze te lezen."), "{}", mail.text);
}

async fn a_link_that_somebody_waits_for_goes_before_digests(stage: Stage) {
    let scene = Scene::new(&stage).await;
    scene.offer("Leg de route vast").await;
    scene.clock.put_to(moment("2026-11-24T07:01:00+01:00"));
    assert_eq!(scene.minute().await, 1);
    let (outbox, later) = (&scene.served.outbox, moment("2026-11-24T07:02:00+01:00"));
    let to = MailTo { recipient: LEAD.to_owned(), language: Language::Nl };
    outbox.put_reset(&to, later).await.unwrap();
    let first = outbox.due(later, 1).await.unwrap();
    assert_eq!(first.first().map(|mail| mail.kind), Some(MailKind::Reset));
    let kinds: Vec<_> = outbox.due(later, 9).await.unwrap().iter().map(|mail| mail.kind).collect();
    assert_eq!(kinds, [MailKind::Reset, MailKind::Digest]);
}

async fn a_pause_that_is_over_keeps_nobody_from_choosing(stage: Stage) {
    let scene = Scene::new(&stage).await;
    let paused = "2026-11-25".parse().ok();
    scene.set(PARTNER_EDITOR, DigestSetting { paused_until: paused, ..Default::default() }).await;
    let partner = scene.served.sign_in("partner").await;
    assert!(shown(&scene.served, &partner, SETTINGS).await.contains("25-11-2026"));
    scene.clock.put_to(moment("2026-11-25T08:00:00+01:00"));
    assert!(!shown(&scene.served, &partner, SETTINGS).await.contains("25-11-2026"));
}

async fn one_bad_address_keeps_no_other_from_its_mail(stage: Stage) {
    let scene = Scene::new(&stage).await;
    let second = "tweede@partner.example";
    comes(&scene.served, second, PARTNER, (Role::Editor, true), NOW).await;
    scene.minute().await;
    scene.office.behave(Manner::Refuses(LEAD));
    scene.offer("Leg de route vast").await;
    assert_eq!(scene.at("2026-11-24T07:01:00+01:00").await, 2);
    assert_eq!(scene.to(), [second]);
    let mails = scene.served.outbox.of_administration().await.unwrap();
    let troubles: Vec<_> = mails.iter().map(|mail| mail.trouble).collect();
    assert_eq!(troubles, [Some(MailTrouble::Refused(550))], "what goes well is nobody's business");
}

async fn a_mail_server_that_hangs_or_is_slow_loses_no_digest_and_doubles_none(stage: Stage) {
    let scene = Scene::new(&stage).await;
    let second = "tweede@partner.example";
    comes(&scene.served, second, PARTNER, (Role::Editor, true), NOW).await;
    scene.minute().await;
    scene.offer("Leg de route vast").await;
    scene.office.behave(Manner::Hangs);
    assert_eq!(scene.at("2026-11-24T07:01:00+01:00").await, 2);
    assert!(scene.to().is_empty());
    let mails = scene.served.outbox.of_administration().await.unwrap();
    let waits = |mail: &server::mail::Mail| matches!(mail.stand, MailStand::Waits(_));
    assert!(mails.len() == 2 && mails.iter().all(waits), "{mails:?}");
    // Nobody waits for it: the notices stand on the page.
    let partner = scene.served.sign_in("partner").await;
    assert!(shown(&scene.served, &partner, PATH).await.contains("Leg de route vast"));
    scene.office.behave(Manner::TakesSlowly(Duration::from_millis(300)));
    for later in ["2026-11-24T07:03:00+01:00", "2026-11-24T07:09:00+01:00"] {
        assert_eq!(scene.at(later).await, 0, "nothing new is put");
    }
    let mut to = scene.to();
    to.sort();
    assert_eq!(to, [LEAD, second]);
}

async fn a_mail_that_cannot_be_written_is_tried_less_and_less_and_given_up(stage: Stage) {
    let scene = Scene::new(&stage).await;
    scene.offer("Leg de route vast").await;
    scene.clock.put_to(moment("2026-11-24T07:01:00+01:00"));
    assert_eq!(scene.minute().await, 1);
    let break_it = "UPDATE entry SET kind = 'moon_landed' WHERE kind = 'action_offered'";
    execute(&scene.served.house.db, break_it).await;
    let stand = async |at: &str| {
        scene.clock.put_to(moment(at));
        scene.postman.go_round().await.unwrap();
        let mail = scene.served.outbox.of_administration().await.unwrap().remove(0);
        assert_eq!(mail.trouble, Some(MailTrouble::NotMade));
        mail.stand
    };
    let waits = |text: &str| MailStand::Waits(moment(text));
    assert_eq!(stand("2026-11-24T07:01:00+01:00").await, waits("2026-11-24T07:02:00+01:00"));
    assert_eq!(stand("2026-11-24T07:02:00+01:00").await, waits("2026-11-24T07:07:00+01:00"));
    let over = "2026-11-26T07:03:00+01:00";
    assert_eq!(stand(over).await, MailStand::Ended(moment(over)));
    assert!(scene.to().is_empty());
}

async fn the_number_follows_whom_a_region_opens_for(stage: Stage) {
    let scene = Scene::new(&stage).await;
    let (served, here) = (&scene.served, (REGION, PARTNER));
    let partner = served.sign_in("partner").await;
    let is_told = async || shown(served, &partner, "/account").await.contains(" nieuw)");
    scene.offer("Leg de route vast").await;
    assert!(is_told().await && is_told().await);
    for closed in [true, false, true] {
        let people = &served.house.people;
        assert!(people.require_second_factor(here, closed, COORDINATOR, NOW).await.unwrap());
        served.house.regions.places_changed(REGION).await;
        assert_eq!(is_told().await, !closed, "nothing is counted of what is closed to them");
    }
}

async fn what_was_seen_is_not_mailed(stage: Stage) {
    let scene = Scene::new(&stage).await;
    scene.offer("Leg de route vast").await;
    let seen = head(&scene.served).await;
    scene.offer("Plan een oefening").await;
    let people = &scene.served.house.people;
    people.mark_seen(scene.lead, &[(REGION, seen)]).await.unwrap();
    people.mark_seen(scene.lead, &[(REGION, 1)]).await.unwrap();
    assert_eq!(scene.at("2026-11-24T07:01:00+01:00").await, 1);
    let mail = scene.office.arrived().remove(0);
    assert!(mail.text.contains("Plan een oefening") && !mail.text.contains("Leg de route vast"));
}

async fn shown(served: &Served, client: &Client, path: &str) -> String {
    let answer = open(served, client, path).await;
    assert_eq!(answer.status(), StatusCode::OK, "{path}");
    answer.text().await.unwrap()
}

async fn the_page_tells_what_the_mail_does(stage: Stage) {
    let scene = Scene::new(&stage).await;
    let served = &scene.served;
    let partner = served.sign_in("partner").await;
    let before = shown(served, &partner, PATH).await;
    assert!(before.contains("opende ronde 2026"), "{before}");
    scene.offer("Leg de route vast").await;
    let seen = head(served).await;
    for path in ["/", PATH, &page(""), "/account"] {
        let html = shown(served, &partner, path).await;
        assert!(html.contains(" nieuw)<!></a>"), "{path}: {html}");
    }
    let html = shown(served, &partner, PATH).await;
    assert!(html.contains("bood de actie ‘Leg de route vast’ aan."), "{html}");
    assert!(html.contains("Nieuw") && html.contains(&page("/acties/")));
    assert!(shown(served, &partner, PATH).await.contains("Nieuw"), "looking changes nothing");
    let upto = format!("{REGION}:{seen}");
    scene.offer("Plan een oefening").await;
    let form = [("tot", upto.as_str()), ("doe", "alles-gezien")];
    let taken = post(served, &partner, PATH, &form).await;
    assert_eq!(taken.status(), StatusCode::SEE_OTHER);
    let html = shown(served, &partner, PATH).await;
    assert!(html.contains("Meldingen (1 nieuw)"), "what came since was not seen: {html}");
    assert_eq!(html.matches("class=\"kt-new\"").count(), 1);
    let everything = format!("{REGION}:{}", u64::MAX);
    let form = [("tot", everything.as_str()), ("doe", "alles-gezien")];
    assert_eq!(post(served, &partner, PATH, &form).await.status(), StatusCode::SEE_OTHER);
    let html = shown(served, &partner, PATH).await;
    assert!(!html.contains("class=\"kt-new\"") && html.contains("Plan een oefening"), "{html}");
    scene.offer("Plan nog een oefening").await;
    assert!(shown(served, &partner, &page("")).await.contains("Meldingen (1 nieuw)"));
    let neighbour = served.sign_in("berkelo").await;
    assert!(!shown(served, &neighbour, PATH).await.contains("Plan een oefening"));
}

async fn a_form_that_is_no_form_changes_nothing(stage: Stage) {
    let scene = Scene::new(&stage).await;
    let served = &scene.served;
    let partner = served.sign_in("partner").await;
    for (name, value) in [("doe", "iets"), ("tot", "1:2"), ("tot", "niets"), ("tot", "")] {
        let form = [(name, value), ("doe", "alles-gezien")];
        let refused = post(served, &partner, PATH, &form).await;
        assert_eq!(refused.status(), StatusCode::BAD_REQUEST, "{name}={value}");
    }
    let elsewhere = format!("{}:1", uuid::Uuid::from_u128(2));
    let form = [("tot", elsewhere.as_str()), ("doe", "alles-gezien")];
    assert_eq!(post(served, &partner, PATH, &form).await.status(), StatusCode::SEE_OTHER);
    assert!(served.house.people.notice_marks(PARTNER_EDITOR).await.unwrap().is_empty());

    let good =
        [("hoe-vaak", "wekelijks"), ("dag", "4"), ("uur", "9"), ("weer-op", ""), ("doe", "bewaar")];
    for (name, value) in
        [("hoe-vaak", "elk uur"), ("dag", "6"), ("uur", "24"), ("uur", "-1"), ("doe", "x")]
    {
        let mut bad = good;
        bad.iter_mut().filter(|pair| pair.0 == name).for_each(|pair| pair.1 = value);
        let refused = post(served, &partner, SETTINGS, &bad).await;
        assert_eq!(refused.status(), StatusCode::BAD_REQUEST, "{name}={value}");
    }
    for day in ["ooit", "31-11-2026", "23-11-2026", "1-1-2020", "1-1-9999", "<script>"] {
        let mut bad = good;
        bad[3].1 = day;
        let refused = post(served, &partner, SETTINGS, &bad).await;
        assert_eq!(refused.status(), StatusCode::UNPROCESSABLE_ENTITY, "{day}");
        let html = refused.text().await.unwrap();
        assert!(!html.contains("value=\"<script>"), "{html}");
        assert!(html.contains("value=\"4\" selected"), "what was chosen stays: {html}");
    }
    let (kept, _) = served.house.people.digest_setting(PARTNER_EDITOR).await.unwrap();
    assert_eq!(kept, DigestSetting::default());
    let taken = post(served, &partner, SETTINGS, &good).await;
    assert_eq!(taken.status(), StatusCode::SEE_OTHER);
    let (kept, next) = served.house.people.digest_setting(PARTNER_EDITOR).await.unwrap();
    assert_eq!((kept.rhythm, kept.weekday, kept.hour), (Rhythm::Weekly, 4, 9));
    assert_eq!(next, Some(moment("2026-11-27T09:00:00+01:00")));
    let html = shown(served, &partner, SETTINGS).await;
    assert!(html.contains("geen mailadres"), "{html}");
}

async fn without_mail_the_page_says_so(stage: Stage) {
    let served = Served::by(&stage, Clock::standing_at(NOW)).await;
    let editor = served.sign_in("waterdam").await;
    assert!(shown(&served, &editor, PATH).await.contains("Deze installatie verstuurt geen mail."));
    assert!(
        shown(&served, &editor, SETTINGS).await.contains("Deze installatie verstuurt geen mail.")
    );
    let (people, regions) = (&served.house.people, &served.house.regions);
    let sources = Sources { people, regions, outbox: &served.outbox };
    let later = Moment(NOW.0 + 7 * 24 * 3_600_000_000);
    assert_eq!(digests::put_due(sources, later).await.unwrap(), 0);
    let outbox = Outbox::new(served.house.db.clone(), true);
    assert_eq!(outbox.due_digests(None, later, 10).await.unwrap(), []);
}
