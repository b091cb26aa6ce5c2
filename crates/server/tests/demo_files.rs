//! A broken demo file says where and why.

#![allow(clippy::unwrap_used)] // A test stops where it breaks.

use domain::Language;
use domain::checklist::Checklist;
use server::content::demo;
use server::content::{self, EditionFiles};

fn checklist() -> Checklist {
    content::check(&EditionFiles::embedded()).expect("the shipped edition is sound")
}

const DUINKUST: &str = include_str!("../../../content/demo/duinkust.toml");

/// Changes the file of Duinkust: the first line that then holds `line_of` is named, and why.
#[track_caller]
fn refused(from: &str, to: &str, line_of: &str, reason: &str) {
    assert!(DUINKUST.contains(from), "{from}");
    let broken = DUINKUST.replacen(from, to, 1);
    let line = 1 + broken.lines().position(|line| line.contains(line_of)).expect("a line");
    let errors = demo::region("duinkust.toml", &broken, &checklist()).expect_err("broken");
    let words = errors.in_language(Language::Nl);
    assert!(words.contains(&format!("duinkust.toml:{line}: {reason}")), "{words}");
}

#[test]
fn a_broken_demo_file_says_where_and_why() {
    refused("kind = \"police\"", "kind = \"politie\"", "kind = \"politie\"", "‘politie’ past niet");
    refused(
        "on = \"2026-11-18 11:30\"",
        "on = \"2026-11-23 09:01\"",
        "09:01",
        "dit is later dan 2026-11-23 09:00",
    );
    refused(
        "by = \"duinkust\"\non = \"2026-10-15 10:05\"",
        "by = \"strandmeer\"\non = \"2026-10-15 10:05\"",
        "on = \"2026-10-15 10:05\"",
        "‘strandmeer’ is geen redacteur van ‘helmduin’",
    );
    refused(
        "on = \"2026-10-15 10:05\"",
        "on = \"2026-10-01 10:05\"",
        "on = \"2026-10-01 10:05\"",
        "op dat moment loopt er geen ronde",
    );
    refused(
        "\"1.1\", \"1.4\"",
        "\"1.1\", \"5.4\"",
        "on = \"2026-11-10 09:20\"",
        "antwoord 5.4 is dan niet gedeeld",
    );
}

#[test]
fn a_text_about_a_person_is_refused_in_the_demo_too() {
    let broken =
        DUINKUST.replace("Wij hebben hier geen overzicht van.", "Vraag het na: 123456782.");
    let errors = demo::region("duinkust.toml", &broken, &checklist()).unwrap_err();
    let words = errors.in_language(Language::Nl);
    assert!(words.ends_with("de toelichting bij 2.3 lijkt over een persoon te gaan"), "{words}");
    assert_eq!(words.lines().count(), 1, "{words}");
}

#[test]
fn a_broken_regional_answer_says_where_and_why() {
    let on = "on = \"2026-11-09 10:30\"";
    refused(
        "by = \"duinkust-coordinator\"\non = \"2026-11-09 10:30\"",
        "by = \"duinkust\"\non = \"2026-11-09 10:30\"",
        on,
        "‘duinkust’ is geen coördinator van deze regio",
    );
    refused(on, "on = \"2026-10-01 10:30\"", "2026-10-01", "op dat moment loopt er geen ronde");
    refused(on, "on = \"2026-11-23 09:01\"", "09:01", "dit is later dan 2026-11-23 09:00");
    refused(on, "on = \"2026-11-09\"", "on = \"2026-11-09\"", "‘2026-11-09’ past niet bij ‘on’");
    let field = "field = \"3.2a\"\nvalue = \"no\"\nexplanation = \"Duinkust heeft";
    refused(
        field,
        "field = \"1.4\" # hier\nvalue = \"no\"\nexplanation = \"Duinkust heeft",
        "# hier",
        "op vraag 1.4 antwoordt alleen de gemeente, niet de regio",
    );
    refused(
        "field = \"3.2b\"\nvalue = \"yes\"\nexplanation = \"Professionals kunnen met",
        "field = \"3.2a\" # tweede\nvalue = \"yes\"\nexplanation = \"Professionals kunnen met",
        "# tweede",
        "‘3.2a’ staat er al, op regel ",
    );
    refused(
        field,
        "field = \"3.2a\"\nvalue = \"no\"\npaper = \"yes\" # hier\nexplanation = \"Duinkust heeft",
        "# hier",
        "‘paper’ hoort hier niet",
    );
    refused(
        field,
        "field = \"3.2a\"\nexplanation = \"Duinkust heeft",
        "[[regional.answer]]",
        "antwoord 3.2a is gedeeld of voorgelegd, dus er hoort een value bij",
    );
    refused(
        "Duinkust heeft nog geen eigen meldpunt.",
        "Vraag het na: 123456782.",
        "[[regional.answer]]",
        "de toelichting bij 3.2a lijkt over een persoon te gaan",
    );
}

#[test]
fn a_broken_reaction_says_where_and_why() {
    let on = "on = \"2026-11-12 14:05\"";
    let early = "bij 3.2a is dan in die ronde nog geen regionaal antwoord voorgelegd";
    refused(on, "on = \"2026-11-08 14:05\"", "2026-11-08 14:05", early);
    let put_forward = "on = \"2026-11-09 10:30\"\n";
    refused(put_forward, &format!("{put_forward}draft = true\n"), on, early);
    refused(on, "on = \"2026-10-01 14:05\"", "2026-10-01", "op dat moment loopt er geen ronde");
    let who = "municipality = \"strandmeer\"\nby = \"strandmeer\"\non = \"2026-11-12 14:05\"";
    for (municipality, by, reason) in [
        ("noorderkaap", "noorderkaap", "‘noorderkaap’ mag niet bevestigen (may_adopt)"),
        ("strandmeer", "duinkust", "‘duinkust’ is geen redacteur van ‘strandmeer’"),
        ("strandmeer", "duinkust-coordinator", "‘duinkust-coordinator’ is geen redacteur van"),
        ("de-brug", "debrug", "‘de-brug’ is hier geen gemeente"),
    ] {
        let other = format!("municipality = \"{municipality}\"\nby = \"{by}\"\n{on}");
        refused(who, &other, on, reason);
    }
    let applies = "applies = [\"3.2a\"]";
    for (other, line_of, reason) in [
        ("", "[[reacting]]", "‘applies’ ontbreekt"),
        ("fields = [\"3.2a\"] # hier", "# hier", "‘fields’ hoort hier niet"),
        ("applies = [\"9.9\"] # hier", "# hier", "‘9.9’ bestaat niet"),
        ("applies = [\"1.4\"] # hier", "# hier", "op vraag 1.4 antwoordt alleen de gemeente"),
        ("applies = [\"3.2a\", \"3.2a\"] # hier", "# hier", "‘3.2a’ staat er al, op regel "),
    ] {
        refused(applies, other, line_of, reason);
    }
    for (other, line_of, reason) in [
        ("field = \"3.2a\"", "[[reacting.differs]]", "‘reason’ ontbreekt"),
        ("field = \"3.2a\"\nreason = \"\" # hier", "# hier", "‘reason’ is leeg"),
        ("field = \"3.2a\"\nreason = \"Ja.\"\nvalue = \"no\" # hier", "# hier", "‘value’ hoort"),
        ("field = \"1.4\" # hier\nreason = \"Ja.\"", "# hier", "op vraag 1.4 antwoordt alleen"),
        ("field = \"2.1\"\nreason = \"Ja.\"", on, "bij 2.1 is dan in die ronde nog geen"),
        (
            "field = \"3.2a\"\nreason = \"Bel 123456782.\"",
            "[[reacting.differs]]",
            "de toelichting bij 3.2a lijkt over een persoon te gaan",
        ),
    ] {
        refused(applies, &format!("[[reacting.differs]]\n{other}"), line_of, reason);
    }
}

#[test]
fn what_was_put_forward_in_an_earlier_round_takes_no_reaction() {
    let text = include_str!("../../../content/demo/veenland-oost.toml");
    let from = "on = \"2026-11-10 16:00\"\napplies = [\"5.4\"]";
    assert!(text.contains(from));
    let broken = text.replace(from, "on = \"2026-11-10 16:00\"\napplies = [\"5.1\"]");
    let errors = demo::region("veenland-oost.toml", &broken, &checklist()).unwrap_err();
    let words = errors.in_language(Language::Nl);
    let reason = "bij 5.1 is dan in die ronde nog geen regionaal antwoord voorgelegd";
    assert!(words.ends_with(reason), "{words}");
    assert_eq!(words.lines().count(), 1, "{words}");
}

#[test]
fn a_round_is_prepared_before_it_opens() {
    let prepared = "prepared = \"2026-09-28 10:00\"";
    let late = "prepared = \"2026-10-05 09:01\"";
    refused(prepared, late, late, "‘2026’ staat niet");
    let future = "prepared = \"2027-01-01 10:00\"";
    refused(prepared, future, future, "dit is later dan 2026-11-23 09:00");
}

#[test]
fn a_view_is_withdrawn_after_it_was_given() {
    let withdrawn = "withdrawn = \"2026-11-16 11:20\"";
    let future = "withdrawn = \"2026-11-24 11:20\"";
    refused(withdrawn, future, future, "dit is later dan 2026-11-23 09:00");
    let early = "withdrawn = \"2026-11-12 14:39\"";
    refused(withdrawn, early, early, "‘withdrawn’ staat niet op volgorde");
}

#[test]
fn a_broken_request_says_where_and_why() {
    let asked = "on = \"2026-11-16 09:30\"";
    let whom = "partner = \"de-brug\"\nabout = \"5.2\"";
    let all = |whom: &str| format!("{whom} # hier\nabout = \"5.2\"");
    refused(whom, &all("partner = \"strandmeer\""), "# hier", "‘strandmeer’ is hier geen partner");
    refused(whom, &all("colleague = \"niemand\""), "# hier", "‘niemand’ bestaat niet");
    let both = format!("colleague = \"debrug\"\n{}", whom.replace("\nabout", " # hier\nabout"));
    refused(whom, &both, "# hier", "‘partner’ en ‘colleague’ gaan niet samen");
    refused(asked, "on = \"2026-10-01 09:30\"", "2026-10-01 09:30", "op dat moment loopt er geen");
    refused(
        "due = \"2026-11-27\"",
        "due = \"27-11\"",
        "due = \"27-11\"",
        "‘27-11’ past niet bij ‘due’",
    );
    let reply = "[[replying]]\nto = \"iets\" # hier\nby = \"debrug\"\non = \"2026-11-18 10:00\"\nwhat = \"closed\"\n\n[[asking]]\nkey = \"strandmeer-meldpunt\"";
    let strandmeer = "[[asking]]\nkey = \"strandmeer-meldpunt\"";
    refused(strandmeer, reply, "# hier", "‘iets’ bestaat niet");
    let note = "note = \"Voldoet uw opvang aan de criteria?";
    refused(
        note,
        "note = \"Vraag het na: 123456782.",
        "[[asking]]",
        "de tekst bij ‘note’ lijkt over",
    );
    let silent = reply.replace("closed", "declined").replace("\"iets\"", "\"duinkust-kwaliteit\"");
    refused(
        strandmeer,
        &silent.replacen("[[replying]]", "[[replying]] # zo", 1),
        "# zo",
        "‘text’ ontbreekt",
    );
}

#[test]
fn a_broken_action_says_where_and_why() {
    let whom = "owners = [\"politie-duinkust\"]";
    let to = |key: &str| format!("owners = [\"{key}\"] # hier");
    refused(whom, &to("niemand"), "# hier", "‘niemand’ bestaat niet");
    refused("owners = [\"helmduin\"]\n", "", "[[action]]", "‘owners’ ontbreekt");
    let concerns = "concerns = [\"helmduin\"]";
    refused(
        concerns,
        "concerns = [\"de-brug\"] # hier",
        "# hier",
        "‘de-brug’ is hier geen gemeente",
    );
    let cause = "suggestion = \"S3.1\"";
    refused(cause, "suggestion = \"S9.9\" # hier", "# hier", "‘S9.9’ bestaat niet");
    let both = "question = \"4.2\"\nsuggestion = \"S3.1\" # hier";
    refused(cause, both, "# hier", "‘suggestion’ en ‘question’ gaan niet samen");
    let title = "title = \"Loop het barrièremodel door\"";
    let twice = "title = \"Geef een les op de twee basisscholen\" # hier";
    let reason = "‘Geef een les op de twee basisscholen’ staat er al, op regel ";
    refused(title, twice, "# hier", reason);
    let first = "title = \"Vertel op de website waar mensen zorgen melden\"";
    refused(first, "title = \"Bel 123456782.\"", "[[action]]", "de tekst bij ‘title’ lijkt over");
}

#[test]
fn a_broken_step_with_an_action_says_where_and_why() {
    let agreed = "[[acting]]\nto = \"aanspreekpunt\"\nby = \"duinkust-coordinator\"\non = \"2026-11-05 09:10\"\nwhat = \"agreed\"";
    let step = |to: &str, rest: &str| {
        format!(
            "[[acting]] # zo\nto = \"{to}\"\nby = \"duinkust\"\non = \"2026-11-05 09:10\"\n{rest}"
        )
    };
    for (rest, line_of, reason) in [
        ("what = \"iets\" # hier", "# hier", "‘iets’ past niet bij ‘what’"),
        ("what = \"declined\"", "# zo", "‘text’ ontbreekt"),
        ("what = \"counter\"\ntext = \"Later.\"", "# zo", "‘due’ ontbreekt"),
        ("what = \"assigned\"", "# zo", "‘colleague’ ontbreekt"),
        ("what = \"file\"\ntext = \"Een lijst.\"", "# zo", "‘name’ ontbreekt"),
        ("what = \"assigned\"\ncolleague = \"niemand\" # hier", "# hier", "‘niemand’ bestaat niet"),
        ("what = \"waits\"", "# zo", "‘waits_on’ ontbreekt"),
        (
            "what = \"waits\"\nwaits_on = \"action:iets\" # hier",
            "# hier",
            "‘action:iets’ bestaat niet",
        ),
        ("what = \"agreed\"\nowner = \"helmduin\" # hier", "# hier", "‘helmduin’ bestaat niet"),
        ("what = \"done\"\ntext = \"Bel 123456782.\"", "# zo", "de tekst bij ‘text’ lijkt over"),
    ] {
        refused(agreed, &step("aanspreekpunt", rest), line_of, reason);
    }
    let unknown = step("iets", "what = \"agreed\"").replace("\"iets\"", "\"iets\" # hier");
    refused(agreed, &unknown, "# hier", "‘iets’ bestaat niet");
}

#[test]
fn a_broken_day_of_the_steering_group_says_where_and_why() {
    let by = "by = \"duinkust-coordinator\"\non = \"2026-10-06 09:00\"";
    let other = "by = \"duinkust\"\non = \"2026-10-06 09:00\" # hier";
    refused(by, other, "# hier", "‘duinkust’ is geen coördinator");
    let removed = "removed = \"2026-11-02 10:00\"";
    let early = "removed = \"2026-10-01 10:00\"";
    refused(removed, early, early, "‘removed’ staat niet op volgorde");
    refused(
        "day = \"2026-12-17\"",
        "day = \"17-12\" # hier",
        "# hier",
        "‘17-12’ past niet bij ‘day’",
    );
}
