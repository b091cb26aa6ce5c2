//! A region that nobody coordinates gets somebody who does, by mail.

#![allow(clippy::unwrap_used)] // A test stops where it breaks.

mod stage;

use std::time::Duration;

use domain::Role;
use reqwest::{Client, StatusCode};
use server::{
    clock::Clock,
    mail::{Patience, Postman},
};
use stage::{
    Stage,
    house::*,
    places::*,
    post_office::{Manner, PostOffice},
    served::{Mailing, PUBLIC, Served, browser},
    visit::*,
};

on_both_engines! {
    somebody_is_invited_by_mail_to_coordinate
    a_mail_that_the_last_coordinator_sent_is_sent_again
}

const NEXT: &str = "nieuw@waterdam.example";

struct Scene {
    served: Served,
    office: PostOffice,
    postman: Postman,
    admin: Client,
}

impl Scene {
    /// Opens the doors, with a coordinator and an administrator inside.
    async fn new(stage: &Stage) -> Self {
        let office = PostOffice::open(Manner::Takes).await;
        let patience =
            Patience { connecting: Duration::from_secs(5), whole: Duration::from_secs(5) };
        let mailing = Mailing { server: &office.address, patience };
        let (served, postman) = Served::mailing(stage, mailing, Clock::standing_at(NOW)).await;
        served.house.let_coordinator_in().await;
        let admin = administrator(&served).await;
        Self { served, office, postman, admin }
    }

    async fn beheer(&self) -> String {
        open(&self.served, &self.admin, "/beheer").await.text().await.unwrap()
    }

    /// Carries the mail out, and follows the link in the one that arrived last.
    async fn comes_in(&self) {
        self.postman.go_round().await.unwrap();
        let arrived = self.office.arrived();
        let last = arrived.last().unwrap();
        assert_eq!(last.to, NEXT);
        let link = last.link(&format!("{PUBLIC}/uitnodiging/"));
        let link = link.strip_prefix(PUBLIC).unwrap();
        let came = send(&self.served, &browser(), link, &account(NEXT)).await;
        assert_eq!(came.status(), StatusCode::SEE_OTHER);
        let person = people_of(&self.served, NEXT).await;
        let place = self.served.house.people.membership(REGION, person).await.unwrap().unwrap();
        assert_eq!((place.roles, place.organisation), (vec![Role::Coordinator], WATERDAM));
    }
}

async fn somebody_is_invited_by_mail_to_coordinate(stage: Stage) {
    let scene = Scene::new(&stage).await;
    scene.served.house.people.close_account(COORDINATOR, None, NOW).await.unwrap();
    let field = format!("id=\"mail-aan-{REGION}\"");
    assert!(scene.beheer().await.contains(&field));
    let invite = |token: &str, address: &str| {
        let mut form = deed(token, format!("nodig-coordinator-uit:{REGION}"));
        form.push(("mail-aan", address.to_owned()));
        form
    };
    let odd = send(&scene.served, &scene.admin, "/beheer", &invite("een", "geen adres")).await;
    assert_eq!(odd.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let odd = odd.text().await.unwrap();
    assert!(odd.contains(&format!("href=\"#mail-aan-{REGION}\"")), "{odd}");
    assert_eq!(odd.matches("value=\"geen adres\"").count(), 1, "it stays, in that field alone");
    let sent = send(&scene.served, &scene.admin, "/beheer", &invite("twee", NEXT)).await;
    assert_eq!(header_of(&sent, "location"), "/beheer?gedaan=verstuurd");
    scene.comes_in().await;
}

async fn a_mail_that_the_last_coordinator_sent_is_sent_again(stage: Stage) {
    let scene = Scene::new(&stage).await;
    let coordinator = scene.served.sign_in("coordinator").await;
    let mut form = invite("een", WATERDAM, "coordinator");
    form.push(("mail-aan", NEXT.to_owned()));
    let sent = send(&scene.served, &coordinator, &at(), &form).await;
    assert_eq!(sent.status(), StatusCode::SEE_OTHER);
    scene.served.house.people.close_account(COORDINATOR, None, NOW).await.unwrap();
    let shown = scene.beheer().await;
    let start = shown.find("mail-opnieuw:").expect("a button");
    let again = &shown[start..start + "mail-opnieuw:".len() + 36];
    let again = deed("twee", again.to_owned());
    let answer = send(&scene.served, &scene.admin, "/beheer", &again).await;
    assert_eq!(header_of(&answer, "location"), "/beheer?gedaan=verstuurd");
    scene.comes_in().await;
}
