//! Whoever has to look through who has access is reminded of it by mail: in time, and never twice.

#![allow(clippy::unwrap_used)] // A test stops where it breaks.

mod stage;

use std::time::Duration;

use app::page::{MailKind, MailStand, MailTrouble};
use domain::{Language, Moment, Role};
use reqwest::StatusCode;
use server::{
    clock::Clock,
    mail::{Mail, Outbox, Patience, Postman},
    people::Membership,
    reviewing,
};
use stage::{
    Stage,
    access::{comes, moment, opened, reviews},
    count,
    house::*,
    post_office::{Manner, PostOffice},
    served::{Mailing, PUBLIC, Served},
    visit::{open, page, post},
};

on_both_engines! {
    a_lead_is_reminded_before_and_after_and_again_each_month
    whoever_may_not_review_any_more_gets_no_mail
    two_servers_remind_once
    without_a_lead_the_coordinators_are_reminded
    what_was_done_or_left_meanwhile_is_not_mailed
    who_looks_after_it_sees_that_a_reminder_waits_and_no_address
    without_mail_nobody_is_reminded_and_later_they_are
}

const LEAD: &str = "jeugd@partner.example";

/// A server that sends mail, with a partner whose lead gets it.
struct Scene {
    served: Served,
    office: PostOffice,
    postman: Postman,
    clock: Clock,
}

impl Scene {
    async fn new(stage: &Stage, manner: Manner) -> Self {
        let office = PostOffice::open(manner).await;
        let clock = Clock::standing_at(NOW);
        let patience =
            Patience { connecting: Duration::from_secs(5), whole: Duration::from_secs(5) };
        let mailing = Mailing { server: &office.address, patience };
        let (served, postman) = Served::mailing(stage, mailing, clock).await;
        served.house.let_coordinator_in().await;
        served.house.let_partner_in().await;
        served.house.people.begin_reviews(NOW).await.unwrap();
        Self { served, office, postman, clock }
    }

    /// Does what a server does every hour, at a moment; returns how many organisations were reminded.
    async fn hour(&self, day: &str) -> usize {
        self.clock.put_to(moment(day));
        self.remind().await
    }

    async fn remind(&self) -> usize {
        let people = &self.served.house.people;
        let now = self.clock.now();
        reviewing::remind(people, &self.served.outbox, [REGION], now).await.unwrap()
    }

    async fn mails(&self) -> Vec<Mail> {
        self.served.outbox.in_region(REGION).await.unwrap()
    }

    /// Returns to whom mails arrived so far.
    fn to(&self) -> Vec<String> {
        self.office.arrived().into_iter().map(|mail| mail.to).collect()
    }
}

async fn a_lead_is_reminded_before_and_after_and_again_each_month(stage: Stage) {
    let scene = Scene::new(&stage, Manner::Takes).await;
    let people = &scene.served.house.people;
    let lead = comes(&scene.served, LEAD, PARTNER, (Role::Editor, true), NOW).await;
    comes(&scene.served, "kijkt@partner.example", PARTNER, (Role::Observer, true), NOW).await;
    assert_eq!(scene.hour("2027-10-23T23:00:00+02:00").await, 0);
    assert_eq!(scene.hour("2027-10-24T01:00:00+02:00").await, 1);
    assert_eq!(scene.remind().await, 0, "once");
    assert_eq!(scene.hour("2027-11-22T23:00:00+01:00").await, 0, "until the day");
    scene.postman.go_round().await.unwrap();
    let first = scene.office.arrived();
    assert_eq!(scene.to(), [LEAD]);
    assert!(first[0].text.contains("Controleer wie namens partner toegang heeft"), "{first:?}");
    assert!(first[0].text.contains("Bijna aan de beurt: op 23 november 2027."));
    let link = first[0].link(PUBLIC);
    assert_eq!(link, format!("{PUBLIC}{}", page("/deelnemers/toegang")));

    people.set_language(lead, Language::En, NOW).await.unwrap();
    assert_eq!(scene.hour("2027-11-23T01:00:00+01:00").await, 1);
    assert_eq!(scene.hour("2027-12-22T23:00:00+01:00").await, 0);
    assert_eq!(scene.hour("2027-12-23T01:00:00+01:00").await, 1, "thirty days later");
    assert_eq!(scene.hour("2028-01-10T01:00:00+01:00").await, 0);
    scene.postman.go_round().await.unwrap();
    let last = scene.office.arrived().pop().unwrap();
    assert!(last.text.contains("Check who has access for partner"), "{last:?}");
    assert!(last.text.contains("Due since 23 November 2027."));
    let reminders = "SELECT COUNT(*) FROM rights_reminder";
    assert_eq!(count(&scene.served.house.db, reminders).await, 3);
    // Also a year later nothing is said twice, once what was kept long enough is gone.
    people.forget_old(moment("2029-01-01T01:00:00+01:00")).await.unwrap();
    assert_eq!(count(&scene.served.house.db, reminders).await, 0);
}

/// A reminder that waits goes to nobody who has no place any more, or may not review any more.
async fn whoever_may_not_review_any_more_gets_no_mail(stage: Stage) {
    let scene = Scene::new(&stage, Manner::Takes).await;
    let people = &scene.served.house.people;
    let gone = comes(&scene.served, LEAD, PARTNER, (Role::Editor, true), NOW).await;
    let second = "tweede@partner.example";
    let other = comes(&scene.served, second, PARTNER, (Role::Editor, true), NOW).await;
    assert_eq!(scene.hour("2027-10-24T01:00:00+02:00").await, 1);
    let now = scene.clock.now();
    people.end_membership(REGION, gone, None, now).await.unwrap();
    let place = people.membership(REGION, other).await.unwrap().unwrap();
    let lesser = Membership { roles: vec![Role::Observer], may_adopt: false, ..place.clone() };
    people.change_membership(&place, &lesser, None, now).await.unwrap();
    scene.postman.go_round().await.unwrap();
    assert_eq!(scene.to(), Vec::<String>::new());
    let mails = scene.mails().await;
    assert!(
        mails.iter().all(|mail| matches!(mail.stand, MailStand::Ended(_))
            && mail.trouble == Some(MailTrouble::NotNeeded)),
        "{mails:?}"
    );
}

async fn two_servers_remind_once(stage: Stage) {
    let scene = Scene::new(&stage, Manner::Takes).await;
    comes(&scene.served, LEAD, PARTNER, (Role::Editor, true), NOW).await;
    scene.clock.put_to(moment("2027-11-01T12:00:00+01:00"));
    let reminded = tokio::join!(scene.remind(), scene.remind(), scene.remind());
    assert_eq!(reminded.0 + reminded.1 + reminded.2, 1);
    // One that starts anew knows what the rows say.
    let outbox = Outbox::new(scene.served.house.db.clone(), true);
    let people = &scene.served.house.people;
    let again = reviewing::remind(people, &outbox, [REGION], scene.clock.now()).await.unwrap();
    assert_eq!(again, 0);
    assert_eq!(scene.mails().await.len(), 1);
}

async fn without_a_lead_the_coordinators_are_reminded(stage: Stage) {
    let scene = Scene::new(&stage, Manner::Takes).await;
    let coordinating = "coordinatie@regio.example";
    comes(&scene.served, coordinating, WATERDAM, (Role::Coordinator, false), NOW).await;
    comes(&scene.served, "schrijft@partner.example", PARTNER, (Role::Editor, false), NOW).await;
    // The partner has no lead, and those of the municipalities sign in with names that no mail reaches.
    assert_eq!(scene.hour("2027-11-23T12:00:00+01:00").await, 3);
    scene.postman.go_round().await.unwrap();
    assert_eq!(scene.to(), [coordinating; 3]);
    assert!(scene.office.arrived()[0].text.contains("geen eindredacteur die wij kunnen mailen"));
}

async fn what_was_done_or_left_meanwhile_is_not_mailed(stage: Stage) {
    let scene = Scene::new(&stage, Manner::Later).await;
    let people = &scene.served.house.people;
    comes(&scene.served, LEAD, PARTNER, (Role::Editor, true), NOW).await;
    comes(&scene.served, "jeugd@berkelo.example", BERKELO, (Role::Editor, true), NOW).await;
    assert_eq!(scene.hour("2027-11-01T12:00:00+01:00").await, 2);
    scene.postman.go_round().await.unwrap();
    let waits = async || {
        let mails = scene.mails().await.into_iter();
        mails.filter(|mail| matches!(mail.stand, MailStand::Waits(_))).count()
    };
    assert_eq!(waits().await, 2, "the mail server asked to come back later");
    let coordinator = scene.served.sign_in("coordinator").await;
    assert_eq!(reviews(&scene.served, &coordinator, PARTNER).await, StatusCode::SEE_OTHER);
    assert_eq!(waits().await, 1, "it was held");
    let (by, now) = (Some(COORDINATOR), scene.clock.now());
    people.end_memberships(REGION, BERKELO, by, now).await.unwrap();
    assert_eq!(waits().await, 0, "the organisation left");
    assert!(scene.mails().await.iter().all(|mail| mail.trouble == Some(MailTrouble::NotNeeded)));
    assert_eq!(scene.hour("2027-12-01T12:00:00+01:00").await, 0);
    scene.office.behave(Manner::Takes);
    scene.postman.go_round().await.unwrap();
    let delivered = "SELECT COUNT(*) FROM mail WHERE sent_at IS NOT NULL";
    assert_eq!(count(&scene.served.house.db, delivered).await, 0);
}

async fn who_looks_after_it_sees_that_a_reminder_waits_and_no_address(stage: Stage) {
    let scene = Scene::new(&stage, Manner::Later).await;
    comes(&scene.served, LEAD, PARTNER, (Role::Editor, true), NOW).await;
    assert_eq!(scene.hour("2027-11-01T12:00:00+01:00").await, 1);
    scene.postman.go_round().await.unwrap();
    let there = page("/deelnemers/mail");
    let coordinator = scene.served.sign_in("coordinator").await;
    let html = open(&scene.served, &coordinator, &there).await.text().await.unwrap();
    assert!(html.contains("Herinnering om de toegang te controleren: partner"), "{html}");
    assert!(!html.contains(LEAD));
    let other = scene.served.sign_in("waterdam").await;
    let html = open(&scene.served, &other, &there).await.text().await.unwrap();
    assert!(!html.contains("Herinnering om"));
    let mail = scene.mails().await.remove(0);
    assert_eq!((mail.kind, mail.organisation), (MailKind::ReviewDue, Some(PARTNER)));
    let stop = format!("stop:{}", mail.id);
    let form = [("formulier", "een"), ("doe", stop.as_str())];
    let refused = post(&scene.served, &other, &there, &form).await;
    assert_eq!(refused.status(), StatusCode::NOT_FOUND);
    let stopped = post(&scene.served, &coordinator, &there, &form).await;
    assert_eq!(stopped.status(), StatusCode::SEE_OTHER);
    assert!(matches!(scene.mails().await[0].stand, MailStand::Ended(_)));
}

async fn without_mail_nobody_is_reminded_and_later_they_are(stage: Stage) {
    let (served, clock) = opened(&stage).await;
    served.house.let_partner_in().await;
    comes(&served, LEAD, PARTNER, (Role::Editor, true), NOW).await;
    clock.put_to(moment("2027-12-01T12:00:00+01:00"));
    let (people, now) = (&served.house.people, clock.now());
    let remind = async |outbox: &Outbox, now: Moment| {
        reviewing::remind(people, outbox, [REGION], now).await.unwrap()
    };
    assert_eq!(remind(&served.outbox, now).await, 0);
    assert_eq!(count(&served.house.db, "SELECT COUNT(*) FROM rights_reminder").await, 0);
    assert_eq!(count(&served.house.db, "SELECT COUNT(*) FROM mail").await, 0);
    let outbox = Outbox::new(served.house.db.clone(), true);
    assert_eq!(remind(&outbox, now).await, 1);
}
