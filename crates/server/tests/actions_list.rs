//! The list of actions: what a filter keeps, its pages and its board, several offered at once, and the files.

#![allow(clippy::unwrap_used)] // A test stops where it breaks.

mod stage;

use std::io::{Cursor, Read};

use app::page::ActionShow;
use domain::{
    Action, ActionId, ActionStand, Cause, Command, Day, Fingerprint, OrganisationId, PersonId,
    Plan, SeenAction, TypedPlan, TypedText,
};
use reqwest::{Client, StatusCode};
use server::clock::Clock;
use stage::{Stage, house::*, served::Served, visit::*};

on_both_engines! {
    a_filter_keeps_what_its_figure_counts
    what_an_action_is_about_narrows_the_list_and_what_nobody_can_choose_does_not
    the_coordinator_reads_how_many_nobody_answers_and_is_led_to_them
    a_long_list_has_pages_and_columns_say_what_they_leave_out
    several_are_offered_at_once_and_a_refusal_keeps_what_was_ticked
    the_files_hold_every_page_and_no_formula
    a_group_says_how_far_it_is
    who_has_no_place_in_the_region_finds_neither_list_nor_file
}

/// Three weeks after everything started: offers are unanswered, and days of November are over.
const LATER: domain::Moment = domain::Moment(NOW.0 + 21 * 86_400_000_000);

fn plan(title: &str, due: Option<Day>) -> Box<TypedPlan> {
    let text = TypedText::new;
    Box::new(Plan {
        title: text(title),
        why: text(""),
        done_when: text(""),
        contributors: [].into(),
        concerns: [].into(),
        due,
        priority: domain::Priority::Normal,
    })
}

/// Lets the editor of Waterdam ask this.
async fn ask(served: &Served, owner: OrganisationId, plan: Box<TypedPlan>, offer: bool) {
    asked_by(served, EDITOR, owner, plan, None, offer).await;
}

async fn asked_by(
    served: &Served,
    by: PersonId,
    owner: OrganisationId,
    plan: Box<TypedPlan>,
    cause: Option<Cause>,
    offer: bool,
) {
    let command = Command::MakeActions { owners: [owner].into(), plan, cause, offer };
    served.house.submit(by, sent(command)).await.unwrap();
}

/// Finds an action by its title.
async fn found(served: &Served, title: &str) -> (ActionId, Action) {
    let region = served.house.regions.look(REGION, EDITOR).await.unwrap().region;
    let mut all = region.actions.into_iter();
    let (id, action) = all.find(|(_, action)| action.plan.title.as_str() == title).unwrap();
    (id, Action::clone(&action))
}

async fn text(served: &Served, client: &Client, path: &str) -> String {
    let shown = open(served, client, path).await;
    assert_eq!(shown.status(), StatusCode::OK, "{path}");
    // The data with which the browser takes the page over is no part of what it shows.
    let text = shown.text().await.unwrap();
    text.split("<main").nth(1).unwrap().split("</main>").next().unwrap().replace("<!>", "")
}

fn day(text: &str) -> Option<Day> {
    Some(text.parse().unwrap())
}

async fn a_filter_keeps_what_its_figure_counts(stage: Stage) {
    let clock = Clock::standing_at(NOW);
    let served = Served::by(&stage, clock).await;
    ask(&served, BERKELO, plan("Maak een rooster", day("2026-12-01")), true).await;
    ask(&served, WATERDAM, plan("Schrijf een brief", day("2027-02-01")), true).await;
    ask(&served, BERKELO, plan("Denk hierover na", None), false).await;
    clock.put_to(LATER);
    let client = served.sign_in("waterdam").await;
    for (query, kept) in [
        (String::new(), [true, true, true]),
        ("?stand=open".into(), [true, true, true]),
        ("?stand=te-laat".into(), [true, false, false]),
        ("?stand=geen-antwoord".into(), [true, false, false]),
        ("?stand=voorgesteld".into(), [false, false, true]),
        ("?stand=aangenomen".into(), [false, true, false]),
        (format!("?eigenaar={BERKELO}"), [true, false, true]),
        (format!("?eigenaar={BERKELO}&stand=voorgesteld"), [false, false, true]),
        ("?check=4".into(), [false, false, false]),
        ("?vorm=bord&stand=te-laat".into(), [true, false, false]),
        ("?stand=onzin&eigenaar=onzin&blad=99".into(), [true, true, true]),
    ] {
        let page = text(&served, &client, &page(&format!("/acties{query}"))).await;
        let titles = ["Maak een rooster", "Schrijf een brief", "Denk hierover na"];
        assert_eq!(titles.map(|title| page.contains(title)), kept, "{query}");
        assert_eq!(
            page.contains("Er zijn geen acties die bij dit filter passen."),
            kept == [false; 3]
        );
    }
    let whole = text(&served, &client, &page("/acties")).await;
    for piece in [
        "<b>3</b> <span>open acties",
        "<b>1</b> <span>te laat",
        "<b>0</b> <span>60 dagen of langer stil",
    ] {
        assert!(whole.contains(piece), "“{piece}” is not in the page");
    }
    let narrow = text(&served, &client, &page(&format!("/acties?eigenaar={WATERDAM}"))).await;
    assert!(narrow.contains("<b>1</b> <span>open actie<"), "a figure counts within the filter");
}

async fn what_an_action_is_about_narrows_the_list_and_what_nobody_can_choose_does_not(
    stage: Stage,
) {
    const MONTHS_LATER: domain::Moment = domain::Moment(NOW.0 + 61 * 86_400_000_000);
    let clock = Clock::standing_at(NOW);
    let served = Served::by(&stage, clock).await;
    served.house.let_coordinator_in().await;
    let about = |title, due, municipality: OrganisationId| {
        Box::new(Plan { concerns: [municipality].into(), ..*plan(title, due) })
    };
    let titles = ["Vul de functie in", "Schrijf een brief"];
    let cause = Some(Cause::Question("4.3".parse().unwrap()));
    let late = about(titles[0], day("2027-03-30"), BERKELO);
    asked_by(&served, EDITOR, BERKELO, late, cause, true).await;
    // Waterdam asks itself, so that it is accepted, and then silent.
    let own = about(titles[1], day("2027-03-01"), WATERDAM);
    asked_by(&served, EDITOR, WATERDAM, own, None, true).await;
    let meets = Command::AddSteeringDate { day: "2027-03-11".parse().unwrap() };
    served.house.submit(COORDINATOR, sent(meets)).await.unwrap();
    clock.put_to(MONTHS_LATER);
    let client = served.sign_in("waterdam").await;
    let kept = async |query: &str| {
        let page = text(&served, &client, &page(&format!("/acties{query}"))).await;
        titles.map(|title| page.contains(title))
    };
    for (query, wanted) in [
        ("?check=4".to_owned(), [true, false]),
        ("?check=1".to_owned(), [false, false]),
        (format!("?gemeente={BERKELO}"), [true, false]),
        (format!("?gemeente={WATERDAM}"), [false, true]),
        ("?stand=stil".to_owned(), [false, true]),
        ("?stand=voor-stuurgroep".to_owned(), [false, true]),
        ("?check=99".to_owned(), [true, true]),
        (format!("?eigenaar={STRANGER}"), [true, true]),
        (format!("?gemeente={STRANGER}"), [true, true]),
    ] {
        assert_eq!(kept(&query).await, wanted, "{query}");
    }
    for owner in ["", &format!("&eigenaar={BERKELO}")] {
        let whole = text(&served, &client, &page(&format!("/acties?x=1{owner}"))).await;
        let figures = whole.split("<b>").skip(1).map(|rest| rest.split("</b>").next().unwrap());
        let figures: Vec<usize> = figures.map(|count| count.parse().unwrap()).collect();
        assert_eq!(figures.len(), ActionShow::COUNTED.len());
        for (show, figure) in ActionShow::COUNTED.into_iter().zip(figures) {
            let kept = kept(&format!("?stand={}{owner}", show.code())).await;
            let counted = kept.iter().filter(|kept| **kept).count();
            assert_eq!(counted, figure, "{}{owner}", show.code());
        }
    }
}

async fn the_coordinator_reads_how_many_nobody_answers_and_is_led_to_them(stage: Stage) {
    let clock = Clock::standing_at(NOW);
    let served = Served::by(&stage, clock).await;
    served.house.let_coordinator_in().await;
    served.house.let_partner_in().await;
    served.house.let_partner_editor_in().await;
    // Neither side is the coordinator's own.
    let asked = plan("Maak een rooster", None);
    asked_by(&served, PARTNER_EDITOR, BERKELO, asked, None, true).await;
    let client = served.sign_in("coordinator").await;
    let counter = |count: usize, text: &str| format!("<b>{count}</b><span>{text}</span>");
    let none = "acties langer dan tien werkdagen zonder antwoord";
    let before = text(&served, &client, "/").await;
    assert!(before.contains(&counter(0, none)), "{before}");
    clock.put_to(LATER);
    let after = text(&served, &client, "/").await;
    let one = "actie langer dan tien werkdagen zonder antwoord";
    assert!(after.contains(&counter(1, one)), "{after}");
    let link = page("/acties?stand=geen-antwoord");
    assert!(after.contains(&format!("href=\"{link}\"")), "the counter leads to them");
    let list = text(&served, &client, &link).await;
    assert!(list.contains("Maak een rooster") && list.contains("1 actie"));
    // Whoever does not coordinate is told nothing of it.
    let editor = served.sign_in("berkelo").await;
    assert!(!text(&served, &editor, "/").await.contains(one));
}

async fn a_long_list_has_pages_and_columns_say_what_they_leave_out(stage: Stage) {
    let served = Served::new(&stage).await;
    let client = served.sign_in("waterdam").await;
    let empty = text(&served, &client, &page("/acties")).await;
    assert!(empty.contains("Er zijn hier nog geen acties.") && empty.contains("Nieuwe actie"));
    for number in 1..=52 {
        ask(&served, BERKELO, plan(&format!("Stap {number:02}."), None), false).await;
    }
    let first = text(&served, &client, &page("/acties?stand=open")).await;
    assert!(first.contains("1 tot en met 50 van 52 acties"));
    assert!(first.contains("Stap 50.") && !first.contains("Stap 51."));
    assert!(first.contains("acties?stand=open&amp;blad=2\""), "the filter goes along");
    assert!(!first.contains("Vorige pagina"));
    let second = text(&served, &client, &page("/acties?stand=open&blad=2")).await;
    assert!(second.contains("51 tot en met 52 van 52 acties") && second.contains("Pagina 2 van 2"));
    assert!(second.contains("Stap 51.") && !second.contains("Stap 50."));
    assert!(second.contains("Vorige pagina") && !second.contains("Volgende pagina"));
    let board = text(&served, &client, &page("/acties?vorm=bord")).await;
    for piece in ["Voorgesteld (52)", "Afgesloten (0)", "En nog 2:", "/acties?stand=voorgesteld\""]
    {
        assert!(board.contains(piece), "“{piece}” is not in the board");
    }
    assert!(board.contains("Stap 50.") && !board.contains("Stap 51."));
}

async fn several_are_offered_at_once_and_a_refusal_keeps_what_was_ticked(stage: Stage) {
    let served = Served::new(&stage).await;
    ask(&served, BERKELO, plan("Maak een rooster", None), false).await;
    ask(&served, BERKELO, plan("Schrijf een brief", None), false).await;
    let client = served.sign_in("waterdam").await;
    let path = page("/acties");
    let shown = text(&served, &client, &path).await;
    assert!(shown.contains("Bied de gekozen acties aan"));
    let [one, other] = ["Maak een rooster", "Schrijf een brief"].map(|title| found(&served, title));
    let (one, other) = (one.await, other.await);
    let code =
        |id, seen: Fingerprint| app::form::actions::chosen_code(SeenAction { action: id, seen });
    let (first, second) = (code(one.0, one.1.fingerprint()), code(other.0, other.1.fingerprint()));
    assert!(shown.contains(&first) && shown.contains(&second));

    let base = [("formulier", "een-weergave"), ("stand", "voorgesteld")];
    let nothing = post(&served, &client, &path, &base).await;
    assert!(nothing.status().is_client_error());
    let nothing = nothing.text().await.unwrap();
    assert!(nothing.contains("Kruis eerst aan om welke acties het gaat."));
    assert!(nothing.contains("<option value=\"voorgesteld\" selected"), "the filter stays");

    let stale = code(other.0, Fingerprint::of(b"something else"));
    let form = [base[0], base[1], ("actie", &first), ("actie", &stale)];
    let refused = post(&served, &client, &path, &form).await;
    assert_eq!(refused.status(), StatusCode::CONFLICT);
    let refused = refused.text().await.unwrap();
    assert!(refused.contains("De acties zijn niet aangeboden"));
    assert_eq!(refused.matches(" checked").count(), 2, "both are still ticked");
    assert_eq!(found(&served, "Maak een rooster").await.1.stand, ActionStand::Proposed);

    let form = [("formulier", "nog-een"), base[1], ("actie", &first), ("actie", &second)];
    let done = post(&served, &client, &path, &form).await;
    assert_eq!(done.status(), StatusCode::SEE_OTHER);
    let to = header_of(&done, "location");
    assert_eq!(to, format!("{path}?stand=voorgesteld&gedaan=samen-aangeboden#inhoud"));
    for title in ["Maak een rooster", "Schrijf een brief"] {
        let stand = found(&served, title).await.1.stand;
        assert!(matches!(stand, ActionStand::Offered { .. }), "{title}");
    }
    let neighbour = served.sign_in("berkelo").await;
    assert!(!text(&served, &neighbour, &path).await.contains("Bied de gekozen acties aan"));
}

async fn the_files_hold_every_page_and_no_formula(stage: Stage) {
    let served = Served::new(&stage).await;
    for number in 1..=51 {
        ask(&served, BERKELO, plan(&format!("Stap {number:02}."), None), false).await;
    }
    ask(&served, BERKELO, plan("=1+1", day("2026-12-14")), true).await;
    let client = served.sign_in("waterdam").await;
    let csv = open(&served, &client, &page("/acties.csv?blad=2")).await;
    assert_eq!(header_of(&csv, "content-type"), "text/csv; charset=utf-8");
    assert!(header_of(&csv, "content-disposition").contains("ketentafel-acties.csv"));
    let csv = csv.text().await.unwrap();
    assert_eq!(csv.lines().count(), 53, "a heading and every action");
    let line = csv.lines().find(|line| line.contains("=1+1")).unwrap();
    let wanted =
        "'=1+1;Aangeboden;berkelo;waterdam;2026-12-14;Gewoon;Hele regio;;2026-11-23;2026-11-23;";
    assert_eq!(line, wanted);
    let narrow = open(&served, &client, &page("/acties.csv?stand=aangeboden")).await;
    assert_eq!(narrow.text().await.unwrap().lines().count(), 2, "only what the filter keeps");

    let xlsx = open(&served, &client, &page("/acties.xlsx")).await;
    assert!(header_of(&xlsx, "content-disposition").contains("ketentafel-acties.xlsx"));
    let bytes = xlsx.bytes().await.unwrap();
    let (sheet, texts) =
        (part(&bytes, "xl/worksheets/sheet1.xml"), part(&bytes, "xl/sharedStrings.xml"));
    assert_eq!(sheet.matches("<row ").count(), 53);
    assert!(texts.contains("=1+1") && !sheet.contains("<f>"), "a text, and no formula");
    // 14 December 2026, as programs that calculate count days.
    assert!(sheet.contains("<v>46370</v>"), "a day is a number");
    assert!(sheet.contains("<autoFilter ref=\"A1:K53\""));
    assert!(sheet.contains("state=\"frozen\""));
    assert!(texts.contains("Titel") && texts.contains("Klaar als"));
    assert!(!texts.contains(&EDITOR.to_string()), "nobody is named");
}

/// Returns a part of a file for Excel.
fn part(file: &[u8], name: &str) -> String {
    let mut parts = zip::ZipArchive::new(Cursor::new(file)).unwrap();
    let mut text = String::new();
    parts.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

async fn a_group_says_how_far_it_is(stage: Stage) {
    let served = Served::new(&stage).await;
    let (owners, plan) = ([WATERDAM, BERKELO].into(), plan("Wijs iemand aan", None));
    let command = Command::MakeActions { owners, plan, cause: None, offer: true };
    served.house.submit(EDITOR, sent(command)).await.unwrap();
    let region = served.house.regions.look(REGION, EDITOR).await.unwrap().region;
    let own = region.actions.iter().find(|(_, action)| action.owner == WATERDAM).unwrap();
    let (action, note) = (*own.0, TypedText::new(""));
    served.house.submit(EDITOR, sent(Command::ReportDone { action, note })).await.unwrap();
    served.house.submit(EDITOR, sent(Command::CloseAction { action })).await.unwrap();
    let client = served.sign_in("berkelo").await;
    // The other one of the group is not in the list, and is counted all the same.
    for query in ["", "?stand=aangeboden", "?vorm=bord&stand=aangeboden"] {
        let page = text(&served, &client, &page(&format!("/acties{query}"))).await;
        assert!(page.contains("Groep: 1 van 2 afgesloten"), "{query}");
    }
}

async fn who_has_no_place_in_the_region_finds_neither_list_nor_file(stage: Stage) {
    let served = Served::new(&stage).await;
    ask(&served, BERKELO, plan("Maak een rooster", None), true).await;
    let stranger = served.sign_in("duinkust").await;
    for path in ["/acties", "/acties?vorm=bord", "/acties.csv", "/acties.xlsx"] {
        let shown = open(&served, &stranger, &page(path)).await;
        assert_eq!(shown.status(), StatusCode::NOT_FOUND, "{path}");
        assert!(!shown.text().await.unwrap().contains("rooster"), "{path}");
    }
    let english = served.sign_in("berkelo").await;
    let spoken = [("taal", "en"), ("terug", "/")];
    post(&served, &english, "/taal", &spoken).await;
    let csv = open(&served, &english, &page("/acties.csv")).await;
    assert!(header_of(&csv, "content-disposition").contains("ketentafel-actions.csv"));
    let csv = csv.text().await.unwrap();
    assert!(csv.contains("Title;") && csv.contains(";Offered;"), "in the language of its reader");
}
