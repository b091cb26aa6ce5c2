//! What no page sends: texts without end, bytes that are no text, forms that lack or repeat something. Each gets a
//! clear answer, nothing of it is kept, and no door breaks.

#![allow(clippy::unwrap_used)] // A test stops where it breaks.

mod stage;

use domain::{
    Command, Language, OrganisationId, OrganisationKind, RegionId, TypedText, comment::Topic,
};
use reqwest::{Client, StatusCode, header};
use server::{clock::Clock, mail::Patience, people::Membership, regions::Sender};
use stage::{
    Stage,
    house::*,
    number,
    places::{administrator, at},
    served::{Mailing, Served, browser},
    visit::*,
};
use uuid::Uuid;

on_both_engines! {
    a_hundred_thousand_characters_in_any_field_are_answered_clearly
    what_just_fits_is_taken_and_one_more_is_not
    no_door_breaks_on_what_no_page_sends
    no_address_breaks_a_page
    a_text_in_a_form_stays_text
}

/// As many as somebody may paste.
const MANY: usize = 100_000;

/// Everybody who sends forms.
struct Crowd {
    served: Served,
    coordinator: Client,
    lead: Client,
    admin: Client,
    nobody: Client,
    /// An entry with a text of Waterdam.
    entry: u64,
}

/// Another region of the coordinator, in which no round is open.
const QUIET: RegionId = RegionId(Uuid::from_u128(0x3));

async fn open_another_region(served: &Served) {
    let House { journal, people, regions, .. } = &served.house;
    journal.add_region(QUIET, "Rustland", NOW).await.unwrap();
    let (chain_parties, serves) = Default::default();
    let kind = OrganisationKind::Municipality;
    for command in [
        Command::FoundRegion { name: TypedText::new("Rustland") },
        Command::Admit { organisation: WATERDAM, kind, chain_parties, serves },
    ] {
        regions.submit(QUIET, Sender::System, sent(command)).await.unwrap();
    }
    let place = people.membership(REGION, COORDINATOR).await.unwrap().unwrap();
    let place = Membership { region: QUIET, ..place };
    people.set_membership(&place, None, NOW).await.unwrap();
}

/// Who sends a form.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Who {
    Coordinator,
    Lead,
    Admin,
    Nobody,
}

/// A field of a form, with the rest of the form that it stands in.
struct Field {
    who: Who,
    path: String,
    rest: Vec<(String, String)>,
    name: &'static str,
    /// How much fits, where what fits is taken.
    max: Option<usize>,
}

impl Crowd {
    async fn new(stage: &Stage) -> Self {
        let mailing = Mailing { server: "smtp://127.0.0.1:9", patience: Patience::default() };
        let (served, _) = Served::mailing(stage, mailing, Clock::standing_at(NOW)).await;
        served.house.let_coordinator_in().await;
        served.house.let_partner_in().await;
        let topic = Topic {
            question: "4.3".parse().unwrap(),
            about: domain::comment::About::default(),
            readers: domain::Readers::Everyone,
        };
        let text = TypedText::new("Dit blijft staan.");
        let said = Command::StartThread { topic, text, mentions: [].into() };
        served.house.let_partner_editor_in().await;
        let entry = served.house.submit(EDITOR, sent(said)).await.unwrap();
        open_another_region(&served).await;
        let admin = administrator(&served).await;
        Self {
            coordinator: served.sign_in("coordinator").await,
            lead: served.sign_in("waterdam").await,
            nobody: browser(),
            admin,
            served,
            entry,
        }
    }

    const fn client(&self, who: Who) -> &Client {
        match who {
            Who::Coordinator => &self.coordinator,
            Who::Lead => &self.lead,
            Who::Admin => &self.admin,
            Who::Nobody => &self.nobody,
        }
    }

    /// Sends a form with this in the field.
    async fn send(&self, field: &Field, text: &str) -> (StatusCode, String) {
        let token = Uuid::new_v4().to_string();
        let mut form: Vec<(&str, &str)> = vec![("formulier", &token), (field.name, text)];
        form.extend(field.rest.iter().map(|(name, value)| (name.as_str(), value.as_str())));
        let answer = post(&self.served, self.client(field.who), &field.path, &form).await;
        (answer.status(), answer.text().await.unwrap())
    }

    /// Counts what is kept: entries, and rows that forms about people write.
    async fn kept(&self) -> i64 {
        let rows = "SELECT (SELECT COUNT(*) FROM entry) + (SELECT COUNT(*) FROM invitation) + (SELECT COUNT(*) FROM organisation)
             + (SELECT COUNT(*) FROM region) + (SELECT COUNT(*) FROM hold) + (SELECT COUNT(*) FROM mail)
             + (SELECT COUNT(*) FROM person) + (SELECT COUNT(*) FROM password_reset)";
        number(&self.served.house.db, rows).await
    }
}

/// Size: one row for each field of each form in which somebody types.
fn fields(crowd: &Crowd) -> Vec<Field> {
    use Who::{Admin, Coordinator, Lead, Nobody};
    let base = nothing_yet();
    let sheet = |button: &str| -> Vec<(String, String)> {
        let all = form(&base, "", button).into_iter();
        let others = all.filter(|(name, _)| !["formulier", "4.3.toelichting"].contains(name));
        // Nothing else changes: what is not refused of a sheet is taken in.
        let still = |name: &str, value: &str| match name.ends_with("antwoord")
            || name.ends_with("papier")
        {
            true => String::new(),
            false => value.to_owned(),
        };
        others.map(|(name, value)| (name.to_owned(), still(name, value))).collect()
    };
    let one = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    let field = |who, path: &str, rest: Vec<(String, String)>, name, max| Field {
        who,
        path: path.to_owned(),
        rest,
        name,
        max,
    };
    let talk = page("/vraag/4.3/opmerkingen");
    let asks = page("/verzoeken");
    let questions = page("/eigen-vragen");
    let removal = page(&format!("/verwijderen/{}", crowd.entry));
    let partner = PARTNER.to_string();
    let invites = || {
        vec![
            one("doe", "nodig-uit"),
            one("organisatie", &WATERDAM.to_string()),
            one("rol", "observer"),
        ]
    };
    let asked = |other: &str| {
        vec![
            one("doe", "voeg-toe"),
            one("check", "4"),
            one("regelt", "gemeente"),
            one(other, "Hoe?"),
        ]
    };
    let found = |others: &[(&str, &str)]| {
        let others = others.iter().map(|(name, value)| one(name, value));
        [one("doe", "maak-regio")].into_iter().chain(others).collect::<Vec<_>>()
    };
    vec![
        field(Lead, &check(4), sheet("bewaar"), "4.3.toelichting", Some(4_000)),
        field(Coordinator, &page("/vraag/4.3"), sheet("bewaar"), "4.3.toelichting", Some(4_000)),
        field(Lead, &talk, vec![one("doe", "begin")], "opmerking", Some(2_000)),
        field(Lead, &talk, vec![one("doe", "begin-intern")], "opmerking", Some(2_000)),
        field(
            Lead,
            &asks,
            vec![one("doe", "vraag-partner"), one("partner", &partner), one("over", "4.3")],
            "opmerking",
            Some(1_000),
        ),
        field(Coordinator, &questions, asked("waarom"), "vraag", Some(200)),
        field(Coordinator, &questions, asked("vraag"), "waarom", Some(1_000)),
        field(
            Coordinator,
            &format!("/regio/{QUIET}"),
            vec![one("doe", "open-ronde"), one("welke-ronde", "")],
            "ronde",
            Some(80),
        ),
        field(
            Coordinator,
            &page(""),
            vec![
                one("doe", "zet-uiterste-dag"),
                one("welke-ronde", ""),
                one("uiterste-dag-was", ""),
            ],
            "uiterste-dag",
            None,
        ),
        field(
            Coordinator,
            &at(),
            vec![one("doe", "voeg-partner-toe"), one("soort", "police")],
            "naam",
            Some(80),
        ),
        field(Coordinator, &at(), invites(), "functie", Some(80)),
        field(Coordinator, &at(), invites(), "mail-aan", None),
        field(Lead, &removal, vec![one("tekst", "0")], "reden", Some(1_000)),
        field(Admin, "/beheer", found(&[("organisatie", "Bureau")]), "naam", Some(80)),
        field(Admin, "/beheer", found(&[("naam", "Rivierland")]), "organisatie", Some(80)),
        field(
            Admin,
            "/beheer",
            found(&[("naam", "Rivierenland"), ("organisatie", "Bureau")]),
            "mail-aan",
            None,
        ),
        field(Admin, "/beheer", vec![one("doe", "nodig-beheerder-uit")], "mail-aan", None),
        field(Admin, "/beheer", vec![one("doe", "verwijder-niets")], "reden", Some(80)),
        field(Lead, "/account", vec![one("doe", "wachtwoord")], "huidig", None),
        field(Lead, "/account/bewijzen", vec![one("terug", "/")], "wachtwoord", None),
        field(
            Lead,
            "/account/bewijzen",
            vec![one("terug", "/"), one("wachtwoord", PASSWORD)],
            "terug",
            None,
        ),
        field(Nobody, "/inloggen", vec![one("wachtwoord", "niets")], "naam", None),
        field(Nobody, "/inloggen", vec![one("naam", "waterdam")], "wachtwoord", None),
        field(Nobody, "/wachtwoord", vec![], "mailadres", None),
    ]
}

/// Says something long that tells of nobody.
fn text_of(chars: usize) -> String {
    let mut text = "Wij spreken dit af. ".repeat(chars / 20 + 1);
    text.truncate(chars);
    let last = text.pop().map(|_| 'n');
    text.extend(last);
    text
}

async fn speak(crowd: &Crowd, language: Language) {
    for who in [Who::Coordinator, Who::Lead, Who::Admin, Who::Nobody] {
        let form = [("taal", language.code()), ("terug", "/")];
        let answer = post(&crowd.served, crowd.client(who), "/taal", &form).await;
        assert!(!answer.status().is_server_error());
    }
}

async fn a_hundred_thousand_characters_in_any_field_are_answered_clearly(stage: Stage) {
    let crowd = Crowd::new(&stage).await;
    for language in [Language::Nl, Language::En] {
        speak(&crowd, language).await;
        let before = crowd.kept().await;
        for field in fields(&crowd) {
            let told = format!("{} in {} in {language:?}", field.name, field.path);
            let (status, answer) = crowd.send(&field, &text_of(MANY)).await;
            let redirects = field.name == "terug";
            assert!(status.is_client_error() || redirects, "{told}: {status} {answer}");
            assert!(
                redirects || answer.contains(&format!("lang=\"{}\"", language.code())),
                "{told}"
            );
            if let Some(max) = field.max {
                assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{told}");
                let (too_long, room) = match language {
                    Language::Nl => ("te lang", format!("passen er {max}")),
                    Language::En => ("too long", format!("room for {max}")),
                };
                assert!(answer.contains(too_long) && answer.contains(&room), "{told}: {answer}");
                let typed = &text_of(MANY)[..60];
                assert!(answer.contains(typed), "{told}: what was typed is gone");
            }
        }
        assert_eq!(crowd.kept().await, before, "nothing of it is kept");
    }
}

async fn what_just_fits_is_taken_and_one_more_is_not(stage: Stage) {
    let crowd = Crowd::new(&stage).await;
    let bounded = |field: &Field| field.max;
    for field in fields(&crowd) {
        let Some(max) = bounded(&field) else { continue };
        let told = format!("{} in {}", field.name, field.path);
        let before = crowd.kept().await;
        let (status, _) = crowd.send(&field, &text_of(max + 1)).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{told}");
        assert_eq!(crowd.kept().await, before, "{told}");
        let (status, answer) = crowd.send(&field, &text_of(max)).await;
        assert!(
            status.is_success() || status.is_redirection(),
            "{told}: {status} {}",
            reasons(&answer)
        );
        assert_ne!(crowd.kept().await, before, "{told}: it is kept");
    }
}

/// Returns why a page says that something was not done.
fn reasons(page: &str) -> &str {
    let from = page.find("kt-summary").unwrap_or_default();
    &page[from..page.len().min(from + 600)]
}

/// Sends bytes as they are, and returns the status.
async fn throw(crowd: &Crowd, who: Who, path: &str, (kind, body): (&str, Vec<u8>)) -> StatusCode {
    let request = crowd.client(who).post(crowd.served.at(path)).header(header::ACCEPT, "text/html");
    let sent = request.header(header::CONTENT_TYPE, kind).body(body).send().await;
    // Who sends far too much is hung up on.
    sent.map_or(StatusCode::PAYLOAD_TOO_LARGE, |answer| answer.status())
}

async fn no_door_breaks_on_what_no_page_sends(stage: Stage) {
    let crowd = Crowd::new(&stage).await;
    let urlencoded = "application/x-www-form-urlencoded";
    for field in fields(&crowd) {
        let before = crowd.kept().await;
        let told = |what: &str| format!("{what} in {} in {}", field.name, field.path);
        let whole = |value: &str| {
            let rest = field.rest.iter().map(|(name, value)| format!("&{name}={value}"));
            format!(
                "formulier={}{}&{}={value}",
                Uuid::new_v4(),
                rest.collect::<String>(),
                field.name
            )
        };
        let twice = format!("{}&{}=b&doe=nog-iets&formulier=twee", whole("a"), field.name);
        let large = whole(&"a".repeat(1024 * 1024));
        for (what, kind, body) in [
            ("a megabyte", urlencoded, large.clone().into_bytes()),
            ("a megabyte of something else", "application/json", large.into_bytes()),
            ("no text", urlencoded, [whole("").as_bytes(), b"\xff\xfe%ff%fe%00"].concat()),
            ("a form of another kind", "multipart/form-data; boundary=x", b"--x--".to_vec()),
            ("text", "text/plain", whole("a").into_bytes()),
            ("nothing", urlencoded, Vec::new()),
            ("a name alone", urlencoded, field.name.as_bytes().to_vec()),
            ("a button that is none", urlencoded, b"formulier=1&doe=bestaat-niet".to_vec()),
            ("a thing that is none", urlencoded, b"formulier=1&doe=verander:geen-id".to_vec()),
        ] {
            let status = throw(&crowd, field.who, &field.path, (kind, body)).await;
            assert!(!status.is_server_error(), "{}: {status}", told(what));
        }
        let mid = crowd.kept().await;
        assert_eq!(mid, before, "{}", told("what is no form"));
        // A field that comes twice counts once, whatever comes of it.
        for (what, body) in [
            ("twice", twice),
            ("an end of a text", whole("%00")),
            ("both", whole("a%00b%0d%0aBcc:%20c")),
        ] {
            let status =
                throw(&crowd, field.who, &field.path, (urlencoded, body.into_bytes())).await;
            assert!(!status.is_server_error(), "{}: {status}", told(what));
        }
    }
}

async fn no_address_breaks_a_page(stage: Stage) {
    let crowd = Crowd::new(&stage).await;
    let elsewhere = OrganisationId(Uuid::from_u128(0xC));
    let long = "a".repeat(4_000);
    let odd = [
        "%00",
        "%ff%fe",
        "..%2f..",
        "%0d%0aBcc:%20a",
        "-1",
        "99999999999999999999",
        &long,
        "%E2%80%A8",
        "",
    ];
    let mut paths: Vec<String> = vec![
        page(&format!("/checklist/{elsewhere}/1")),
        page("/checklist/geen-id/1"),
        page(&format!("/checklist/{WATERDAM}/geen-check")),
        page("/vraag/9.9"),
        page("/verwijderen/geen-getal"),
        page("/verwijderen/18446744073709551616"),
    ];
    for odd in odd {
        paths.extend(["", "/checklist", "/vraag/4.3", "/geschiedenis", "/papier", "/deelnemers", "/stand"].map(
            |place| {
                page(&format!(
                    "{place}?op={odd}&vraag={odd}&organisatie={odd}&antwoord={odd}&check={odd}&gemeente={odd}\
                     &gedaan={odd}&nodig-uit={odd}&bewaard={odd}&seq={odd}&waarover={odd}"
                ))
            },
        ));
        paths.extend([
            page(&format!("/zoek?naar={odd}")),
            page(&format!("/deelnemers/verantwoording?voor={odd}")),
            page(&format!("/verzoeken?vraag-collega={odd}&vraag-partner={odd}")),
            format!("/beheer/verantwoording?voor={odd}"),
            format!("/account/bewijzen?terug={odd}"),
            format!("/inloggen?terug={odd}"),
            format!("/uitnodiging/{odd}"),
            format!("/wachtwoord/{odd}"),
            format!("/regio/{odd}"),
            format!("/{odd}"),
        ]);
    }
    for path in paths {
        for who in [Who::Coordinator, Who::Admin, Who::Nobody] {
            let status = open(&crowd.served, crowd.client(who), &path).await.status();
            assert!(!status.is_server_error(), "{who:?} {path}: {status}");
        }
    }
}

async fn a_text_in_a_form_stays_text(stage: Stage) {
    let crowd = Crowd::new(&stage).await;
    let typed = "</textarea><script>x</script> &lt;b&gt; \"'>";
    let written = "&lt;/textarea&gt;&lt;script&gt;x&lt;/script&gt; &amp;lt;b&amp;gt;";
    for field in fields(&crowd).into_iter().filter(|field| field.max.is_some()) {
        let told = format!("{} in {}", field.name, field.path);
        // What is too long comes back.
        let text = format!("{typed}{}", text_of(5_000));
        let (status, answer) = crowd.send(&field, &text).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{told}");
        assert!(!answer.contains("</textarea><script>x") && !answer.contains("'><"), "{told}");
        let in_value = answer.contains("&lt;/textarea&gt;") || answer.contains("&quot;");
        assert!(answer.contains(written) || in_value, "{told}");
    }
}
