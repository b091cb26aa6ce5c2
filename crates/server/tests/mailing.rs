//! Mail, carried to a mail server that speaks SMTP over a real connection: what arrives, and what becomes of
//! mail that the server hangs on, refuses or puts off.

#![allow(clippy::unwrap_used)] // A test stops where it breaks.

mod stage;

use std::time::Duration;

use app::page::{MailStand, MailTrouble};
use domain::{Moment, PersonId};
use reqwest::{Client, StatusCode};
use server::{
    clock::Clock,
    mail::{Mail, Patience, Postman},
    passwords::Passwords,
    people::NewAccount,
};
use stage::{
    Stage, count,
    house::*,
    places::*,
    post_office::{Arrived, Manner, PostOffice},
    served::{Mailing, PUBLIC, Served, browser, sign_in},
};
use uuid::Uuid;

on_both_engines! {
    an_invitation_arrives_and_lets_somebody_in
    a_server_that_hangs_holds_up_nobody_and_the_mail_waits
    a_server_that_takes_its_time_gets_each_mail_once
    of_a_mail_that_came_late_both_copies_work
    one_refused_address_leaves_the_others_alone
    what_is_put_off_is_sent_later_and_what_waits_can_be_tried_now
    a_link_made_by_hand_is_not_taken_away_by_mail_that_waits
    two_servers_send_one_mail
    what_was_taken_back_is_not_sent
    who_invites_nobody_sees_no_mail
    a_forgotten_password_is_replaced_by_a_link_that_works_once
    a_link_that_somebody_waited_for_in_vain_is_not_sent_hours_later
    a_mail_that_was_given_up_does_not_take_a_newer_link_away
    a_password_that_was_changed_ends_the_links_before
    an_address_without_an_account_is_answered_as_one_with
    a_server_without_mail_says_so
    a_host_that_somebody_else_named_stands_in_no_mail
}

const INVITEE: &str = "nieuw@waterdam.example";
const MINUTE_US: i64 = 60_000_000;

/// A server that sends mail, the mail server, and whoever carries it out.
struct Scene {
    served: Served,
    office: PostOffice,
    postman: Postman,
    clock: Clock,
    coordinator: Client,
}

impl Scene {
    async fn new(stage: &Stage, manner: Manner) -> Self {
        Self::waiting(stage, manner, Duration::from_millis(300)).await
    }

    /// The same where a mail may take so long.
    async fn waiting(stage: &Stage, manner: Manner, whole: Duration) -> Self {
        let office = PostOffice::open(manner).await;
        let clock = Clock::standing_at(NOW);
        let patience = Patience { connecting: Duration::from_secs(5), whole };
        let mailing = Mailing { server: &office.address, patience };
        let (served, postman) = Served::mailing(stage, mailing, clock).await;
        served.house.let_coordinator_in().await;
        let coordinator = served.sign_in("coordinator").await;
        Self { served, office, postman, clock, coordinator }
    }

    /// Invites somebody by mail.
    async fn invite(&self, token: &str, address: &str) {
        let mut form = invite(token, WATERDAM, "editor");
        form.push(("mail-aan", address.to_owned()));
        let answer = send(&self.served, &self.coordinator, &at(), &form).await;
        assert_eq!(answer.status(), StatusCode::SEE_OTHER, "{}", answer.text().await.unwrap());
    }

    async fn carry(&self) {
        self.postman.go_round().await.unwrap();
    }

    /// Returns the mails of the region, the newest first.
    async fn mails(&self) -> Vec<Mail> {
        self.served.outbox.in_region(REGION).await.unwrap()
    }

    async fn page_of_mail(&self) -> String {
        let page = self.coordinator.get(self.served.at(&mail_page())).send().await.unwrap();
        assert_eq!(page.status(), StatusCode::OK);
        page.text().await.unwrap()
    }

    /// Adds an account that signs in with an address, as people who were invited do.
    async fn account(&self, login: &str) -> PersonId {
        let account = NewAccount {
            login: login.to_owned(),
            password_hash: Passwords::default().hash(PASSWORD.into()).await.unwrap(),
            ..new_account(login)
        };
        self.served.house.people.add_account(&account, None, NOW).await.unwrap();
        account.person
    }

    async fn ask_reset(&self, login: &str) -> String {
        let form = [("mailadres", login)];
        let answer =
            browser().post(self.served.at("/wachtwoord")).form(&form).send().await.unwrap();
        assert_eq!(answer.status(), StatusCode::OK);
        answer.text().await.unwrap()
    }
}

fn mail_page() -> String {
    format!("{}/mail", at())
}

/// Returns the path of a link that begins with the public address.
fn path(link: &str) -> String {
    link.strip_prefix(PUBLIC).unwrap_or_else(|| panic!("{link}")).to_owned()
}

async fn an_invitation_arrives_and_lets_somebody_in(stage: Stage) {
    let scene = Scene::new(&stage, Manner::Takes).await;
    scene.invite("een", INVITEE).await;
    assert!(scene.page_of_mail().await.contains("Wacht"));
    scene.carry().await;
    let [arrived] = scene.office.arrived().try_into().unwrap();
    assert_eq!(arrived.to, INVITEE);
    assert!(arrived.text.contains("Regio Veenland-Oost"), "{}", arrived.text);
    assert!(arrived.text.contains("waterdam"), "{}", arrived.text);
    let link = path(&arrived.link(&format!("{PUBLIC}/uitnodiging/")));
    let answer = send(&scene.served, &browser(), &link, &account(INVITEE)).await;
    assert_eq!(answer.status(), StatusCode::SEE_OTHER);
    assert!(scene.page_of_mail().await.contains("Verstuurd op"));
    // A second round has nothing to send.
    assert_eq!(scene.postman.go_round().await.unwrap(), 0);
    assert_eq!(scene.office.arrived().len(), 1);
}

async fn a_server_that_hangs_holds_up_nobody_and_the_mail_waits(stage: Stage) {
    let scene = Scene::new(&stage, Manner::Hangs).await;
    // The form is answered before anybody talks to the mail server.
    scene.invite("een", INVITEE).await;
    for (manner, trouble) in [
        (Manner::Hangs, MailTrouble::TooSlow),
        (Manner::HangsUp, MailTrouble::Unclear),
        (Manner::Gibberish, MailTrouble::Unclear),
        (Manner::WantsPassword, MailTrouble::NotKnown),
    ] {
        scene.office.behave(manner);
        scene.carry().await;
        let [mail] = scene.mails().await.try_into().unwrap();
        assert_eq!(mail.trouble, Some(trouble), "{manner:?}");
        assert!(matches!(mail.stand, MailStand::Waits(at) if scene.clock.now() < at));
        assert!(scene.page_of_mail().await.contains("De mailserver werkt nu niet"), "{manner:?}");
        let people = scene.coordinator.get(scene.served.at(&at())).send().await.unwrap();
        assert!(people.text().await.unwrap().contains("De mailserver werkt nu niet"));
        scene.clock.put_to(Moment(scene.clock.now().0 + 5 * 60 * MINUTE_US));
    }
    scene.office.behave(Manner::Takes);
    scene.carry().await;
    assert_eq!(scene.office.arrived().len(), 1);
    assert!(!scene.page_of_mail().await.contains("De mailserver werkt nu niet"));
}

/// Several mails wait behind one that takes long, two servers carry them out, and whoever works goes on.
async fn a_server_that_takes_its_time_gets_each_mail_once(stage: Stage) {
    let slowly = Manner::TakesSlowly(Duration::from_millis(150));
    let scene = Scene::waiting(&stage, slowly, Duration::from_secs(20)).await;
    let addresses = ["een@waterdam.example", "twee@waterdam.example", "drie@waterdam.example"];
    for address in addresses {
        scene.invite(address, address).await;
    }
    let (_, _, page) = tokio::join!(scene.carry(), scene.carry(), scene.page_of_mail());
    assert!(addresses.iter().all(|address| page.contains(address)), "{page}");
    let mut arrived: Vec<String> =
        scene.office.arrived().into_iter().map(|arrived| arrived.to).collect();
    arrived.sort();
    let mut wanted = addresses.map(str::to_owned);
    wanted.sort();
    assert_eq!(arrived, wanted, "each once");
    for mail in scene.mails().await {
        assert!(matches!(mail.stand, MailStand::Sent(_)), "{mail:?}");
        assert_eq!(mail.trouble, None, "slow is not too slow");
    }
}

async fn of_a_mail_that_came_late_both_copies_work(stage: Stage) {
    let scene = Scene::new(&stage, Manner::SilentAtTheEnd).await;
    scene.invite("een", INVITEE).await;
    scene.carry().await;
    // The server has it, but nobody knows: it is sent once more.
    assert_eq!(scene.mails().await[0].trouble, Some(MailTrouble::TooSlow));
    scene.office.behave(Manner::Takes);
    scene.clock.put_to(Moment(scene.clock.now().0 + 2 * MINUTE_US));
    scene.carry().await;
    let begin = format!("{PUBLIC}/uitnodiging/");
    let links: Vec<String> =
        scene.office.arrived().iter().map(|arrived| arrived.link(&begin)).collect();
    assert_eq!(links.len(), 2);
    assert_eq!(links[0], links[1], "the first copy works too");
    let named = |arrived: &Arrived| {
        let line = arrived.text.lines().find(|line| line.starts_with("Message-ID: <"));
        line.expect("a mail has a name").to_owned()
    };
    let arrived = scene.office.arrived();
    assert_eq!(named(&arrived[0]), named(&arrived[1]), "mail servers can tell");
}

async fn one_refused_address_leaves_the_others_alone(stage: Stage) {
    let scene = Scene::new(&stage, Manner::Refuses("weg@waterdam.example")).await;
    scene.invite("een", "weg@waterdam.example").await;
    scene.invite("twee", INVITEE).await;
    scene.carry().await;
    let to: Vec<String> = scene.office.arrived().into_iter().map(|arrived| arrived.to).collect();
    assert_eq!(to, [INVITEE]);
    let refused = scene.mails().await;
    let refused = refused.iter().find(|mail| mail.to.recipient.starts_with("weg")).unwrap();
    assert!(matches!(refused.stand, MailStand::Ended(_)));
    assert_eq!(refused.trouble, Some(MailTrouble::Refused(550)));
    let page = scene.page_of_mail().await;
    assert!(page.contains("neemt dit bericht niet aan (code 550)"), "{page}");
    assert!(!page.contains("De mailserver werkt nu niet"), "the others go out");
    // Nobody has to try it again by hand before it is put right; whoever does, does.
    scene.clock.put_to(Moment(scene.clock.now().0 + 600 * MINUTE_US));
    assert_eq!(scene.postman.go_round().await.unwrap(), 0);
    scene.office.behave(Manner::Takes);
    let again = deed("drie", format!("probeer-nu:{}", refused.id));
    let answer = send(&scene.served, &scene.coordinator, &mail_page(), &again).await;
    assert_eq!(answer.status(), StatusCode::SEE_OTHER);
    scene.carry().await;
    assert_eq!(scene.office.arrived().len(), 2);
}

async fn what_is_put_off_is_sent_later_and_what_waits_can_be_tried_now(stage: Stage) {
    let scene = Scene::new(&stage, Manner::Later).await;
    scene.invite("een", INVITEE).await;
    scene.carry().await;
    assert_eq!(scene.mails().await[0].trouble, Some(MailTrouble::Later(451)));
    scene.office.behave(Manner::Takes);
    assert_eq!(scene.postman.go_round().await.unwrap(), 0, "not yet");
    let again = deed("twee", format!("probeer-nu:{}", scene.mails().await[0].id));
    send(&scene.served, &scene.coordinator, &mail_page(), &again).await;
    scene.carry().await;
    assert_eq!(scene.office.arrived().len(), 1);
}

async fn a_link_made_by_hand_is_not_taken_away_by_mail_that_waits(stage: Stage) {
    let scene = Scene::new(&stage, Manner::Hangs).await;
    scene.invite("een", INVITEE).await;
    scene.carry().await;
    let invitation = scene.mails().await[0].invitation.unwrap();
    let renew = deed("twee", format!("nieuwe-link:{invitation}"));
    let link = link(send(&scene.served, &scene.coordinator, &at(), &renew).await).await;
    scene.office.behave(Manner::Takes);
    scene.clock.put_to(Moment(scene.clock.now().0 + 30 * MINUTE_US));
    scene.carry().await;
    assert_eq!(scene.office.arrived(), [], "its link would be another one");
    assert_eq!(scene.mails().await[0].trouble, Some(MailTrouble::NotNeeded));
    let page = browser().get(scene.served.at(&link)).send().await.unwrap();
    assert_eq!(page.status(), StatusCode::OK);
    // Sent again by mail it has a third link.
    let again = deed("drie", format!("mail-opnieuw:{invitation}"));
    send(&scene.served, &scene.coordinator, &at(), &again).await;
    scene.carry().await;
    let mailed = path(&scene.office.arrived()[0].link(&format!("{PUBLIC}/uitnodiging/")));
    let status = |path: String| {
        let asked = browser().get(scene.served.at(&path)).send();
        async { asked.await.unwrap().status() }
    };
    assert_eq!(status(mailed).await, StatusCode::OK);
    assert_eq!(status(link).await, StatusCode::NOT_FOUND);
}

async fn two_servers_send_one_mail(stage: Stage) {
    let scene = Scene::new(&stage, Manner::Takes).await;
    for number in 0..12 {
        scene.invite(&number.to_string(), &format!("nieuw-{number}@waterdam.example")).await;
    }
    // Two postmen that look at the same time find the same mails.
    let (one, other) = (scene.postman.clone(), scene.postman.clone());
    let (one, other) = tokio::join!(one.go_round(), other.go_round());
    assert!(0 < one.unwrap() + other.unwrap());
    let mut to: Vec<String> =
        scene.office.arrived().into_iter().map(|arrived| arrived.to).collect();
    to.sort();
    to.dedup();
    assert_eq!((to.len(), scene.office.arrived().len()), (12, 12));
}

async fn what_was_taken_back_is_not_sent(stage: Stage) {
    let scene = Scene::new(&stage, Manner::Takes).await;
    scene.invite("een", INVITEE).await;
    let invitation = scene.mails().await[0].invitation.unwrap();
    let withdraw = deed("twee", format!("trek-in:{invitation}"));
    send(&scene.served, &scene.coordinator, &at(), &withdraw).await;
    scene.carry().await;
    assert_eq!(scene.office.arrived(), []);
    assert_eq!(scene.mails().await[0].trouble, Some(MailTrouble::NotNeeded));
    scene.clock.put_to(Moment(scene.clock.now().0 + MINUTE_US));
    scene.invite("drie", INVITEE).await;
    let stop = deed("vier", format!("stop:{}", scene.mails().await[0].id));
    send(&scene.served, &scene.coordinator, &mail_page(), &stop).await;
    scene.carry().await;
    assert_eq!(scene.office.arrived(), []);
}

async fn who_invites_nobody_sees_no_mail(stage: Stage) {
    let scene = Scene::new(&stage, Manner::Hangs).await;
    scene.served.house.let_observer_in().await;
    scene.invite("een", INVITEE).await;
    let observer = scene.served.sign_in("waarnemer").await;
    let stranger = scene.served.sign_in("duinkust").await;
    let neighbour = scene.served.sign_in("berkelo").await;
    let mail = scene.mails().await[0].id;
    let stop = deed("een", format!("stop:{mail}"));
    for nobody in [&observer, &stranger] {
        let page = nobody.get(scene.served.at(&mail_page())).send().await.unwrap();
        assert_eq!(page.status(), StatusCode::NOT_FOUND);
        let answer = send(&scene.served, nobody, &mail_page(), &stop).await;
        assert_eq!(answer.status(), StatusCode::NOT_FOUND);
    }
    // The lead of another organisation sees the page, and nothing of this mail.
    let page = neighbour.get(scene.served.at(&mail_page())).send().await.unwrap();
    assert_eq!(page.status(), StatusCode::OK);
    assert!(!page.text().await.unwrap().contains(INVITEE));
    let answer = send(&scene.served, &neighbour, &mail_page(), &stop).await;
    assert_eq!(answer.status(), StatusCode::NOT_FOUND);
    assert!(matches!(scene.mails().await[0].stand, MailStand::Waits(_)));
}

async fn a_forgotten_password_is_replaced_by_a_link_that_works_once(stage: Stage) {
    let scene = Scene::new(&stage, Manner::Takes).await;
    let login = "vergeten@waterdam.example";
    scene.account(login).await;
    let elsewhere = scene.served.sign_in(login).await;
    scene.ask_reset(login).await;
    // Asked again before it was sent, there is one mail.
    scene.ask_reset(login).await;
    scene.carry().await;
    let [arrived] = scene.office.arrived().try_into().unwrap();
    let link = path(&arrived.link(&format!("{PUBLIC}/wachtwoord/")));
    let visitor = browser();
    // Programs that look at links in mails use none up.
    for _ in 0..2 {
        let page = visitor.get(scene.served.at(&link)).send().await.unwrap();
        assert_eq!(page.status(), StatusCode::OK);
    }
    let choose = |password: &str| vec![("wachtwoord", password.to_owned())];
    let weak = send(&scene.served, &visitor, &link, &choose("waterdam2026")).await;
    assert_eq!(weak.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let answer = send(&scene.served, &visitor, &link, &choose(STRONG)).await;
    assert_eq!(answer.status(), StatusCode::SEE_OTHER);
    let again = send(&scene.served, &visitor, &link, &choose("andere kapstok zeven wolk")).await;
    assert_eq!(again.status(), StatusCode::GONE);
    // Whoever was signed in anywhere is not any more; the old password is none.
    let home = elsewhere.get(scene.served.at("/")).send().await.unwrap();
    assert_eq!(home.status(), StatusCode::UNAUTHORIZED, "signed out");
    let old = sign_in(&browser(), &scene.served.address, login, PASSWORD).await;
    assert_eq!(old.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let new = sign_in(&browser(), &scene.served.address, login, STRONG).await;
    assert_eq!(new.status(), StatusCode::SEE_OTHER);
    scene.carry().await;
    assert!(scene.office.arrived()[1].text.contains("is uw wachtwoord veranderd"));
    // Another one right after it is not sent: nobody ends somebody's link before they read it.
    scene.ask_reset(login).await;
    scene.carry().await;
    assert_eq!(scene.office.arrived().len(), 2);
    scene.clock.put_to(Moment(scene.clock.now().0 + 6 * MINUTE_US));
    // A link that nobody used works for an hour.
    scene.ask_reset(login).await;
    scene.carry().await;
    let late = path(&scene.office.arrived()[2].link(&format!("{PUBLIC}/wachtwoord/")));
    scene.clock.put_to(Moment(scene.clock.now().0 + 61 * MINUTE_US));
    let page = browser().get(scene.served.at(&late)).send().await.unwrap();
    assert_eq!(page.status(), StatusCode::GONE);
}

async fn an_address_without_an_account_is_answered_as_one_with(stage: Stage) {
    let scene = Scene::new(&stage, Manner::Takes).await;
    scene.account("bekend@waterdam.example").await;
    let known = scene.ask_reset("bekend@waterdam.example").await;
    let unknown = scene.ask_reset("niemand@waterdam.example").await;
    let plain = |page: String, login: &str| {
        let page = page.replace(login, "");
        // What differs at every request.
        let mut words: Vec<String> = page.split(['"', '<', '>']).map(str::to_owned).collect();
        words.retain(|word| Uuid::try_parse(word).is_err());
        words.join("|")
    };
    let same = plain(known, "bekend@waterdam.example").len()
        == plain(unknown, "niemand@waterdam.example").len();
    assert!(same, "the pages say the same");
    scene.carry().await;
    let to: Vec<String> = scene.office.arrived().into_iter().map(|arrived| arrived.to).collect();
    assert_eq!(to, ["bekend@waterdam.example"]);
    let kept = "SELECT COUNT(*) FROM mail WHERE recipient LIKE 'niemand%'";
    assert_eq!(count(&scene.served.house.db, kept).await, 0, "nothing is kept of it");
    for wrong in ["", "geen adres", "a@b.nl\r\nBcc: c@d.nl", &"x".repeat(100_000)] {
        let answer = browser()
            .post(scene.served.at("/wachtwoord"))
            .form(&[("mailadres", wrong)])
            .send()
            .await
            .unwrap();
        assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY);
    }
}

async fn a_server_without_mail_says_so(stage: Stage) {
    let served = Served::new(&stage).await;
    let page = browser().get(served.at("/wachtwoord")).send().await.unwrap();
    assert!(page.text().await.unwrap().contains("verstuurt geen mail"));
    let form = [("mailadres", "waterdam@waterdam.example")];
    let answer = browser().post(served.at("/wachtwoord")).form(&form).send().await.unwrap();
    assert!(answer.text().await.unwrap().contains("verstuurt geen mail"));
    let kept = count(&served.house.db, "SELECT COUNT(*) FROM mail").await;
    assert_eq!(kept, 0);
    let page = browser().get(served.at("/inloggen")).send().await.unwrap();
    assert!(!page.text().await.unwrap().contains("/wachtwoord\""));
}

async fn a_host_that_somebody_else_named_stands_in_no_mail(stage: Stage) {
    let scene = Scene::new(&stage, Manner::Takes).await;
    scene.account("bekend@waterdam.example").await;
    let answer = browser()
        .post(scene.served.at("/wachtwoord"))
        .header("host", "kwaad.example")
        .form(&[("mailadres", "bekend@waterdam.example")])
        .send()
        .await
        .unwrap();
    assert_eq!(answer.status(), StatusCode::OK);
    scene.carry().await;
    let [arrived] = scene.office.arrived().try_into().unwrap();
    assert!(!arrived.text.contains("kwaad.example"), "{}", arrived.text);
}

async fn a_link_that_somebody_waited_for_in_vain_is_not_sent_hours_later(stage: Stage) {
    let scene = Scene::new(&stage, Manner::Takes).await;
    scene.account("bekend@waterdam.example").await;
    scene.ask_reset("bekend@waterdam.example").await;
    // The server was down for a night.
    scene.clock.put_to(Moment(scene.clock.now().0 + 600 * MINUTE_US));
    scene.carry().await;
    assert_eq!(scene.office.arrived(), []);
    assert_eq!(count(&scene.served.house.db, "SELECT COUNT(*) FROM password_reset").await, 0);
}

async fn a_mail_that_was_given_up_does_not_take_a_newer_link_away(stage: Stage) {
    let scene = Scene::new(&stage, Manner::Refuses(INVITEE)).await;
    scene.invite("een", INVITEE).await;
    scene.carry().await;
    let given_up = scene.mails().await[0].clone();
    let renew = deed("twee", format!("nieuwe-link:{}", given_up.invitation.unwrap()));
    let link = link(send(&scene.served, &scene.coordinator, &at(), &renew).await).await;
    scene.office.behave(Manner::Takes);
    let again = deed("drie", format!("probeer-nu:{}", given_up.id));
    send(&scene.served, &scene.coordinator, &mail_page(), &again).await;
    scene.carry().await;
    assert_eq!(scene.office.arrived(), []);
    let page = browser().get(scene.served.at(&link)).send().await.unwrap();
    assert_eq!(page.status(), StatusCode::OK);
}

async fn a_password_that_was_changed_ends_the_links_before(stage: Stage) {
    let scene = Scene::new(&stage, Manner::Takes).await;
    let login = "bekend@waterdam.example";
    scene.account(login).await;
    let own = scene.served.sign_in(login).await;
    scene.ask_reset(login).await;
    scene.carry().await;
    let link = path(&scene.office.arrived()[0].link(&format!("{PUBLIC}/wachtwoord/")));
    let form = [("huidig", PASSWORD), ("wachtwoord", STRONG), ("doe", "wachtwoord")];
    let changed = own.post(scene.served.at("/account")).form(&form).send().await.unwrap();
    assert_eq!(changed.status(), StatusCode::SEE_OTHER);
    let page = browser().get(scene.served.at(&link)).send().await.unwrap();
    assert_eq!(page.status(), StatusCode::GONE);
    scene.carry().await;
    assert!(scene.office.arrived()[1].text.contains("is uw wachtwoord veranderd"));
}
