//! Every field of every form in which somebody types, with the rest of the form that it stands in.

use domain::decide::{DONE_WHEN_CHARS_MAX, TITLE_CHARS_MAX};

use crate::{
    crowd::{LATE, QUIET, SHELTER, Things, Who},
    stage::{
        house::*,
        phone::{CODE, FACTOR},
        places::{STRONG, at},
        visit::{check, form, nothing_yet, page},
    },
};

/// A field of a form, with the rest of the form.
pub struct Field {
    /// Who sends it.
    pub who: Who,
    /// Where.
    pub path: String,
    /// The other fields.
    pub rest: Vec<(String, String)>,
    /// What the form calls it.
    pub name: &'static str,
    /// How much fits, where what fits is taken.
    pub max: Option<usize>,
}

/// Every one. In this order what one row does is not in the way of the next.
pub fn fields(things: &Things) -> Vec<Field> {
    let mut all = sheets(things);
    all.extend(talk(things));
    all.extend(requests_and_handovers(things));
    all.extend(actions(things));
    all.extend(linked(things));
    all.extend(rounds(things));
    all.extend(participants(things));
    all.extend(administration());
    all.extend(secrets(things));
    all.extend(notices());
    all.extend(invitations(things));
    all
}

fn one(name: &str, value: &str) -> (String, String) {
    (name.to_owned(), value.to_owned())
}

fn rest(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    pairs.iter().map(|(name, value)| one(name, value)).collect()
}

fn field(
    who: Who,
    path: &str,
    rest: Vec<(String, String)>,
    name: &'static str,
    max: Option<usize>,
) -> Field {
    Field { who, path: path.to_owned(), rest, name, max }
}

/// The answers of a municipality, those of the region, the view of a partner, and what is said to them.
fn sheets(things: &Things) -> Vec<Field> {
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
    // As the region answered it.
    let mut regional = sheet("bewaar");
    for (name, value) in &mut regional {
        if name.starts_with("4.3.antwoord") {
            *value = "ja".to_owned();
        }
    }
    let view = |text: &str| {
        rest(&[
            ("4.3.antwoord-was", ""),
            ("4.3.toelichting-was", &base),
            ("4.3.bron-was", &base),
            (text, ""),
            ("doe", "bewaar"),
        ])
    };
    let differs = rest(&[
        ("4.3.antwoord-was", ""),
        ("4.3.toelichting-was", &base),
        ("4.3.toelichting", ""),
        ("4.3.regionaal", &things.regional),
        ("4.3.reactie-was", &things.said),
        ("doe", "geldt-niet:4.3"),
    ]);
    let late = rest(&[
        ("1.1.antwoord-was", "ja"),
        ("1.1.antwoord", "ja"),
        ("1.1.toelichting-was", &base),
        ("1.1.toelichting", ""),
        ("doe", "deel:1.1"),
    ]);
    let at_question = page("/vraag/4.3");
    let late_check = format!("/regio/{LATE}/checklist/{WATERDAM}/1");
    vec![
        field(Who::Lead, &check(4), sheet("bewaar"), "4.3.toelichting", Some(4_000)),
        field(Who::Lead, &check(4), differs, "4.3.reden", Some(1_000)),
        field(Who::Coordinator, &at_question, regional, "4.3.toelichting", Some(4_000)),
        field(Who::Partner, &at_question, view("4.3.bron"), "4.3.toelichting", Some(4_000)),
        field(Who::Partner, &at_question, view("4.3.toelichting"), "4.3.bron", Some(1_000)),
        field(Who::Lead, &late_check, late, "waarom-nu", Some(1_000)),
    ]
}

/// What people say to each other, and why a text is removed.
fn talk(things: &Things) -> Vec<Field> {
    let talk = page("/vraag/4.3/opmerkingen");
    let removal = page(&format!("/verwijderen/{}", things.entry));
    let entry = things.entry.to_string();
    let (closes, replies) =
        (format!("afgehandeld:{}", things.thread), format!("reageer:{}", things.thread));
    let closing: [(&str, &str); 2] = [("doe", &closes), ("gezien", &entry)];
    let reply: [(&str, &str); 1] = [("doe", &replies)];
    let says = |rest, path| field(Who::Lead, path, rest, "opmerking", Some(2_000));
    vec![
        says(rest(&[("doe", "begin")]), &talk),
        says(rest(&[("doe", "begin-intern")]), &talk),
        says(rest(&closing), &talk),
        says(rest(&reply), &talk),
        field(Who::Lead, &removal, rest(&[("tekst", "0")]), "reden", Some(1_000)),
    ]
}

/// What people ask of each other, and hand over.
fn requests_and_handovers(things: &Things) -> Vec<Field> {
    let (asks, hands) = (page("/verzoeken"), page("/overdracht"));
    let (partner, colleague) = (PARTNER.to_string(), COLLEAGUE.to_string());
    let offer = format!("bied-aan:{EDITOR}");
    let decline = format!("wijs-af:{}", things.handover);
    let refuse = format!("sla-af:{}", things.request);
    type Pairs<'p, const N: usize> = [(&'p str, &'p str); N];
    let to_partner: Pairs<'_, 3> =
        [("doe", "vraag-partner"), ("partner", &partner), ("over", "4.3")];
    let to_colleague: Pairs<'_, 3> =
        [("doe", "vraag-collega"), ("collega", &colleague), ("over", "1.2")];
    let offers: Pairs<'_, 2> = [("doe", &offer), ("opvolger", &colleague)];
    let declines: Pairs<'_, 1> = [("doe", &decline)];
    let not_done: Pairs<'_, 1> = [("doe", &refuse)];
    let says = |rest, path| field(Who::Lead, path, rest, "opmerking", Some(1_000));
    vec![
        says(rest(&to_partner), &asks),
        says(rest(&to_colleague), &asks),
        field(Who::Lead, &asks, rest(&to_partner), "uiterlijk", None),
        says(rest(&offers), &hands),
        says(rest(&declines), &hands),
        says(rest(&not_done), &asks),
    ]
}

/// What organisations are asked to do, and when the steering group meets.
fn actions(things: &Things) -> Vec<Field> {
    use Who::{Coordinator, Partner};
    let (new, partner) = (page("/acties/nieuw"), PARTNER.to_string());
    let asks = |others: &[(&str, &str)]| {
        let always = [("doe", "bied-aan"), ("eigenaar", partner.as_str())];
        [rest(&always), rest(others)].concat()
    };
    let titled = || asks(&[("titel", "Leg de route vast")]);
    let [offered, accepted, countered, reported] =
        things.actions.each_ref().map(|id| page(&format!("/acties/{id}")));
    let on = format!("organisatie:{WATERDAM}");
    let files = format!("{accepted}/bestanden");
    let file = page(&format!("/bestanden/{}", things.file));
    let says_so = rest(&[("geen-zaken", "ja")]);
    let says = |who, path: &str, pairs: &[(&str, &str)]| {
        field(who, path, rest(pairs), "toelichting", Some(1_000))
    };
    let counter = [("doe", "andere-datum"), ("klaar-op", "14-12-2026")];
    let refuse = [("doe", "datum-niet-goed"), ("klaar-op", "14-12-2026")];
    vec![
        field(Coordinator, &new, asks(&[]), "titel", Some(TITLE_CHARS_MAX)),
        field(Coordinator, &new, titled(), "waarom", Some(1_000)),
        field(Coordinator, &new, titled(), "klaar-als", Some(DONE_WHEN_CHARS_MAX)),
        field(Coordinator, &new, titled(), "klaar-op", None),
        field(Partner, &files, says_so, "wat-is-dit", Some(TITLE_CHARS_MAX)),
        field(Partner, &file, rest(&[]), "reden", Some(1_000)),
        says(Partner, &offered, &counter),
        says(Partner, &offered, &[("doe", "wijs-af")]),
        says(Partner, &accepted, &[("doe", "voortgang")]),
        says(Partner, &accepted, &[("doe", "wacht"), ("wacht-op", &on)]),
        says(Partner, &accepted, &[("doe", "meld-klaar")]),
        says(Coordinator, &countered, &refuse),
        says(Coordinator, &countered, &[("doe", "laat-vervallen")]),
        says(Coordinator, &reported, &[("doe", "heropen")]),
        field(Coordinator, &page("/overleg"), rest(&[("doe", "voeg-toe")]), "stuurgroepdag", None),
    ]
}

/// What whoever has a link to an action answers, without signing in.
fn linked(things: &Things) -> Vec<Field> {
    let [declined, countered, reported, dated] = &things.links;
    let counter = [("doe", "andere-datum"), ("klaar-op", "14-12-2026")];
    let late = [("doe", "andere-datum"), ("toelichting", "Dan kan het.")];
    let says = |path: &str, pairs: &[(&str, &str)]| {
        field(Who::Nobody, path, rest(pairs), "toelichting", Some(1_000))
    };
    vec![
        says(declined, &[("doe", "wijs-af")]),
        says(countered, &counter),
        says(reported, &[("doe", "wijs-af")]),
        field(Who::Nobody, dated, rest(&late), "klaar-op", None),
    ]
}

/// How somebody is mailed what concerns them.
fn notices() -> Vec<Field> {
    let chosen = [("hoe-vaak", "dagelijks"), ("dag", "0"), ("uur", "7"), ("doe", "bewaar")];
    vec![field(Who::Lead, "/account/meldingen", rest(&chosen), "weer-op", None)]
}

/// Rounds and the region's own questions.
fn rounds(things: &Things) -> Vec<Field> {
    use Who::Coordinator;
    let questions = page("/eigen-vragen");
    let asked = |other: &str| {
        rest(&[("doe", "voeg-toe"), ("check", "4"), ("regelt", "gemeente"), (other, "Hoe?")])
    };
    let anew = |(id, was): &(&str, String), other: &str, text: &str| {
        rest(&[("doe", &format!("formuleer:{id}")), ("vraag-was", was), (other, text)])
    };
    let [first, second] = &things.wordings;
    vec![
        field(Coordinator, &questions, asked("waarom"), "vraag", Some(200)),
        field(Coordinator, &questions, asked("vraag"), "waarom", Some(1_000)),
        field(Coordinator, &questions, anew(first, "waarom", "Daarom."), "vraag", Some(200)),
        field(Coordinator, &questions, anew(second, "vraag", "Hoe dan?"), "waarom", Some(1_000)),
        field(
            Coordinator,
            &format!("/regio/{QUIET}"),
            rest(&[("doe", "open-ronde"), ("welke-ronde", "")]),
            "ronde",
            Some(80),
        ),
        field(
            Coordinator,
            &page(""),
            rest(&[("doe", "zet-uiterste-dag"), ("welke-ronde", ""), ("uiterste-dag-was", "")]),
            "uiterste-dag",
            None,
        ),
    ]
}

/// Organisations, people, and who reads along.
fn participants(things: &Things) -> Vec<Field> {
    use Who::Coordinator;
    let invites = || {
        rest(&[("doe", "nodig-uit"), ("organisatie", &WATERDAM.to_string()), ("rol", "observer")])
    };
    let adds = rest(&[("doe", "voeg-partner-toe"), ("soort", "police")]);
    let corrects = rest(&[
        ("doe", &format!("verander-organisatie:{SHELTER}")),
        ("stond-er", &things.shelter),
        ("soort", "womens_shelter"),
    ]);
    let grants = rest(&[
        ("doe", "laat-meekijken"),
        ("beheerder", &things.administrator),
        ("hoe-lang", "1-dag"),
    ]);
    vec![
        field(Coordinator, &at(), adds, "naam", Some(80)),
        field(Coordinator, &format!("/regio/{QUIET}/deelnemers"), corrects, "naam", Some(80)),
        field(Coordinator, &at(), invites(), "functie", Some(80)),
        field(Coordinator, &at(), invites(), "mail-aan", None),
        field(Coordinator, &page("/deelnemers/meekijken"), grants, "reden", Some(200)),
    ]
}

/// The administration of the installation.
fn administration() -> Vec<Field> {
    let found = |others: &[(&str, &str)]| [rest(&[("doe", "maak-regio")]), rest(others)].concat();
    let both = [("naam", "Rivierenland"), ("organisatie", "Bureau")];
    let admin = |rest, name, max| field(Who::Admin, "/beheer", rest, name, max);
    vec![
        admin(found(&[("organisatie", "Bureau")]), "naam", Some(80)),
        admin(found(&[("naam", "Rivierland")]), "organisatie", Some(80)),
        admin(found(&both), "mail-aan", None),
        admin(rest(&[("doe", "nodig-beheerder-uit")]), "mail-aan", None),
        admin(rest(&[("doe", "verwijder-niets")]), "reden", Some(80)),
    ]
}

/// Passwords, codes and names to sign in with, and the own function.
fn secrets(things: &Things) -> Vec<Field> {
    use Who::{Careful, Halfway, Lead, Nobody};
    let proves = |password: &str| rest(&[("terug", "/"), ("wachtwoord", password)]);
    let (account, proof) = ("/account", "/account/bewijzen");
    vec![
        field(Lead, account, rest(&[("doe", "wachtwoord")]), "huidig", None),
        field(
            Lead,
            account,
            rest(&[("doe", "wachtwoord"), ("huidig", PASSWORD)]),
            "wachtwoord",
            None,
        ),
        field(Lead, account, rest(&[("doe", "functie")]), "functie", Some(80)),
        field(Lead, proof, rest(&[("terug", "/")]), "wachtwoord", None),
        field(Lead, proof, rest(&[("wachtwoord", PASSWORD)]), "terug", None),
        field(Careful, proof, proves(PASSWORD), "code", None),
        field(Lead, FACTOR, rest(&[("doe", "aan")]), "code", None),
        field(Careful, FACTOR, rest(&[("doe", "uit"), ("wachtwoord", PASSWORD)]), "code", None),
        field(Careful, FACTOR, rest(&[("doe", "uit"), ("code", "000000")]), "wachtwoord", None),
        field(Halfway, CODE, vec![], "code", None),
        field(Nobody, "/inloggen", rest(&[("wachtwoord", "niets")]), "naam", None),
        field(Nobody, "/inloggen", rest(&[("naam", "waterdam")]), "wachtwoord", None),
        field(Nobody, "/wachtwoord", vec![], "mailadres", None),
        field(Nobody, &things.reset, vec![], "wachtwoord", None),
    ]
}

/// What somebody types who accepts an invitation. The last one lets them in.
fn invitations(things: &Things) -> Vec<Field> {
    use Who::Nobody;
    let [address, password, function, accepted] = &things.invitations;
    let login = ("mailadres", "nieuw@berkelo.example");
    let strong = ("wachtwoord", STRONG);
    vec![
        field(Nobody, address, rest(&[strong, ("functie", "")]), "mailadres", None),
        field(Nobody, password, rest(&[login, ("functie", "")]), "wachtwoord", None),
        // With a weak password, so that nobody comes in whatever the function is.
        field(Nobody, function, rest(&[login, ("wachtwoord", "zwak")]), "functie", None),
        field(Nobody, accepted, rest(&[login, strong]), "functie", Some(80)),
    ]
}
