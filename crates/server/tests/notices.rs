//! Whose way of signing in changes is told by mail, wherever a thief may have read the page.

#![allow(clippy::unwrap_used)] // A test stops where it breaks.

mod stage;

use std::time::Duration;

use domain::{Moment, PersonId, Role};
use reqwest::StatusCode;
use server::{
    clock::Clock,
    mail::{Outbox, Patience, Postman},
    operator,
    passwords::Passwords,
    people::{Membership, NewAccount},
    serve,
};
use stage::{
    Stage,
    house::*,
    phone::{FACTOR, Phone, set_up_with},
    places::{administrator, new_account},
    post_office::{Manner, PostOffice},
    served::{Mailing, PUBLIC, Served, browser, sign_in},
    visit::*,
};

on_both_engines! {
    a_second_step_that_goes_on_or_off_is_told_by_mail
    whoever_is_helped_is_told_by_mail_whoever_reads_the_page
    whom_the_host_helps_is_told_by_mail_where_there_is_mail
}

const LOGIN: &str = "beleid@waterdam.example";

/// A server that sends mail, with a colleague inside who signs in with an address.
struct Scene {
    served: Served,
    office: PostOffice,
    postman: Postman,
    clock: Clock,
    person: PersonId,
}

impl Scene {
    async fn new(stage: &Stage) -> Self {
        let office = PostOffice::open(Manner::Takes).await;
        let clock = Clock::standing_at(NOW);
        let patience =
            Patience { connecting: Duration::from_secs(5), whole: Duration::from_secs(5) };
        let mailing = Mailing { server: &office.address, patience };
        let (served, postman) = Served::mailing(stage, mailing, clock).await;
        let password_hash = Passwords::default().hash(PASSWORD.into()).await.unwrap();
        let account = NewAccount { password_hash, ..new_account(LOGIN) };
        let people = &served.house.people;
        people.add_account(&account, None, NOW).await.unwrap();
        let person = account.person;
        let place = Membership {
            person,
            region: REGION,
            organisation: WATERDAM,
            roles: vec![Role::Editor],
            may_adopt: false,
            since: NOW,
            until: None,
        };
        people.set_membership(&place, None, NOW).await.unwrap();
        Self { served, office, postman, clock, person }
    }

    /// Lets time pass, so that a phone gives another code, and returns that.
    fn next_code(&self, phone: &Phone) -> String {
        self.clock.put_to(Moment(self.clock.now().0 + 30_000_000));
        phone.code(self.clock.now())
    }

    /// Carries mail out, and returns how many mails arrived in all, and what they say. Of two mails of one moment
    /// either may come first.
    async fn told(&self) -> (usize, String) {
        self.postman.go_round().await.unwrap();
        let arrived = self.office.arrived();
        assert!(arrived.iter().all(|mail| mail.to == LOGIN));
        let texts: Vec<String> = arrived.iter().map(|mail| mail.text.clone()).collect();
        (arrived.len(), texts.join("\n"))
    }
}

async fn a_second_step_that_goes_on_or_off_is_told_by_mail(stage: Stage) {
    let scene = Scene::new(&stage).await;
    let client = scene.served.sign_in(LOGIN).await;
    let (phone, ..) = set_up_with(&scene.served, &client, scene.clock).await;
    let (count, text) = scene.told().await;
    assert_eq!(count, 1);
    assert!(text.contains("is voor uw account inloggen in twee stappen aangezet"), "{text}");
    assert!(text.contains(&format!("{PUBLIC}{FACTOR}")), "{text}");
    let code = scene.next_code(&phone);
    for (code, told) in [("000000", 1), (code.as_str(), 2)] {
        let form = [("doe", "uit"), ("wachtwoord", PASSWORD), ("code", code)];
        post(&scene.served, &client, FACTOR, &form).await;
        assert_eq!(scene.told().await.0, told);
    }
    let (_, text) = scene.told().await;
    assert!(text.contains("is voor uw account inloggen in twee stappen uitgezet"), "{text}");
    assert!(text.contains("Was u het niet?"), "{text}");
    // Whoever signs in with no address gets none.
    let lead = scene.served.sign_in("waterdam").await;
    set_up_with(&scene.served, &lead, scene.clock).await;
    assert_eq!(scene.told().await.0, 2);
    // The administration reads that they went out, and not to whom.
    let admin = administrator(&scene.served).await;
    let html = open(&scene.served, &admin, "/beheer/mail").await.text().await.unwrap();
    for kind in ["aangezet", "uitgezet"] {
        let said = format!("bericht dat inloggen in twee stappen is {kind}");
        assert!(html.to_lowercase().contains(&said), "{html}");
    }
    assert!(!html.contains(LOGIN));
}

/// The word that is left for the next sign-in can be read away by whoever has the password.
async fn whoever_is_helped_is_told_by_mail_whoever_reads_the_page(stage: Stage) {
    let scene = Scene::new(&stage).await;
    let owner = scene.served.sign_in(LOGIN).await;
    set_up_with(&scene.served, &owner, scene.clock).await;
    let lead = scene.served.sign_in("waterdam").await;
    let deed = format!("zet-tweede-stap-uit:{}", scene.person);
    let form = [("formulier", "een"), ("doe", deed.as_str())];
    let reset = post(&scene.served, &lead, &page("/deelnemers"), &form).await;
    assert_eq!(reset.status(), StatusCode::SEE_OTHER);
    let thief = browser();
    sign_in(&thief, &scene.served.address, LOGIN, PASSWORD).await;
    post(&scene.served, &thief, FACTOR, &[("doe", "gelezen")]).await;
    let (count, text) = scene.told().await;
    assert_eq!(count, 2);
    assert!(text.contains("Dat deed de coördinator van uw regio"), "{text}");
    assert!(text.contains("Vroeg u daar niet om?"), "{text}");
}

async fn whom_the_host_helps_is_told_by_mail_where_there_is_mail(stage: Stage) {
    let scene = Scene::new(&stage).await;
    let House { db, journal, people, regions } =
        House::with_clock(scene.served.house.db.clone(), scene.clock);
    let library = server::library::Library::open(None).unwrap();
    let clock = scene.clock;
    let files = server::files::Files::new(db.clone(), None);
    let house = serve::House { db: db.clone(), journal, people, regions, library, files, clock };
    for (mails, told) in [(false, 1), (true, 3)] {
        let client = scene.served.sign_in(LOGIN).await;
        set_up_with(&scene.served, &client, scene.clock).await;
        let outbox = Outbox::new(db.clone(), mails);
        operator::reset_second_factor(&house, &outbox, LOGIN, NOW).await.unwrap();
        assert_eq!(scene.told().await.0, told, "{mails}");
    }
}
