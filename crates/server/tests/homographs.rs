//! Addresses with letters of another script that look like ours: refused in clear words wherever somebody types one.

#![allow(clippy::unwrap_used)] // A test stops where it breaks.

mod stage;

use domain::Role;
use reqwest::StatusCode;
use server::{clock::Clock, mail::Patience};
use stage::{
    Stage,
    house::*,
    number,
    places::*,
    served::{Mailing, Served, browser},
};

on_both_engines! {
    a_homograph_address_is_refused_wherever_one_is_typed
}

/// A letter of another script in the name, in the domain, and in its last part.
const HOMOGRAPHS: [&str; 4] = [
    "b\u{0435}leid@berkelo.example",
    "beleid@berk\u{0435}lo.example",
    "beleid@\u{0431}\u{0435}rkelo.\u{0440}\u{0444}",
    "beleid@b\u{03b5}rkelo.example",
];

async fn a_homograph_address_is_refused_wherever_one_is_typed(stage: Stage) {
    let mailing = Mailing { server: "smtp://127.0.0.1:9", patience: Patience::default() };
    let (served, _) = Served::mailing(&stage, mailing, Clock::standing_at(NOW)).await;
    served.house.let_coordinator_in().await;
    let coordinator = served.sign_in("coordinator").await;
    let admin = administrator(&served).await;
    let (nobody, invitation) = (browser(), offered(&served, Role::Editor).await.address());
    let kept = "SELECT (SELECT COUNT(*) FROM person) + (SELECT COUNT(*) FROM invitation) + (SELECT COUNT(*) FROM mail)
         + (SELECT COUNT(*) FROM region)";
    let before = number(&served.house.db, kept).await;
    for address in HOMOGRAPHS {
        let mut by_mail = invite(address, WATERDAM, "editor");
        by_mail.push(("mail-aan", address.to_owned()));
        let mut administrator = deed(address, "nodig-beheerder-uit".to_owned());
        administrator.push(("mail-aan", address.to_owned()));
        let mut region = deed(address, "maak-regio".to_owned());
        region.extend([
            ("naam", "Rivierland".to_owned()),
            ("organisatie", "Bureau".to_owned()),
            ("mail-aan", address.to_owned()),
        ]);
        let forgotten: Pairs = vec![("mailadres", address.to_owned())];
        for (client, path, form) in [
            (&nobody, &*invitation, account(address)),
            (&coordinator, &*at(), by_mail),
            (&admin, "/beheer", administrator),
            (&admin, "/beheer", region),
            (&nobody, "/wachtwoord", forgotten),
        ] {
            let answer = send(&served, client, path, &form).await;
            assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY, "{address} in {path}");
            let page = answer.text().await.unwrap();
            assert!(page.contains("Dit is geen mailadres."), "{address} in {path}: {page}");
            assert!(page.contains("met gewone letters"), "{address} in {path}");
            assert!(page.contains(address), "{address} in {path}: what was typed stays");
        }
    }
    assert_eq!(number(&served.house.db, kept).await, before, "nothing of it is kept");
    // The same in plain letters is taken: it is the letters that were wrong.
    let answer = send(&served, &nobody, &invitation, &account("beleid@berkelo.example")).await;
    assert_eq!(answer.status(), StatusCode::SEE_OTHER);
}
