//! Comments at the doors: who reads them, who can be mentioned, what is new, and what comes back.

#![allow(clippy::unwrap_used)] // A test stops where it breaks.

mod stage;

use std::collections::BTreeSet;

use app::page::wire::PAGE_TYPE;
use domain::{
    About, Command, Mention, OrganisationId, PersonId, Readers, Refusal, ThreadId, Topic, TypedText,
};
use reqwest::{Client, StatusCode};
use server::regions::Rejected;
use stage::{Stage, house::*, served::Served, visit::*};

on_both_engines! {
    what_somebody_says_is_read_by_everyone_and_said_once
    an_internal_note_leaves_no_trace_for_others
    who_cannot_read_it_is_not_mentioned
    what_is_new_is_so_until_the_page_was_opened
    a_form_that_is_refused_comes_back_as_typed
    a_comment_is_posted_after_signing_in_again
    nobody_else_learns_up_to_where_somebody_read
}

const QUESTION: &str = "1.1";

fn talk() -> String {
    page(&format!("/vraag/{QUESTION}"))
}

fn form_at() -> String {
    format!("{}/opmerkingen", talk())
}

fn say<'f>(deed: &'f str, text: &'f str) -> Vec<(&'f str, &'f str)> {
    vec![("formulier", "een-weergave"), ("waarover", "vraag"), ("opmerking", text), ("doe", deed)]
}

fn topic(readers: Readers) -> Topic {
    Topic { question: QUESTION.parse().unwrap(), about: About::Question, readers }
}

fn start(readers: Readers, mentions: impl IntoIterator<Item = Mention>) -> Command {
    let (text, mentions) = (TypedText::new("Wie weet dit?"), BTreeSet::from_iter(mentions));
    Command::StartThread { topic: topic(readers), text, mentions }
}

async fn threads(served: &Served, person: PersonId) -> Vec<(ThreadId, usize)> {
    let region = served.house.regions.look(REGION, person).await.unwrap().region;
    region.threads.iter().map(|(id, thread)| (*id, thread.comments.len())).collect()
}

async fn text_at(served: &Served, client: &Client, path: &str) -> String {
    open(served, client, path).await.text().await.unwrap()
}

async fn data_at(served: &Served, client: &Client, path: &str) -> String {
    let get = client.get(served.at(path)).header("accept", PAGE_TYPE);
    get.send().await.unwrap().text().await.unwrap()
}

async fn what_somebody_says_is_read_by_everyone_and_said_once(stage: Stage) {
    let served = Served::new(&stage).await;
    served.house.let_observer_in().await;
    let client = served.sign_in("waterdam").await;
    for _ in 0..2 {
        let said = post(&served, &client, &form_at(), &say("begin", "Kanarietekst.")).await;
        assert_eq!(said.status(), StatusCode::SEE_OTHER);
        let to = header_of(&said, "location");
        assert_eq!(to, format!("{}?gezegd=geplaatst#opmerkingen", talk()));
    }
    let [(thread, 1)] = threads(&served, EDITOR).await[..] else { panic!("one comment") };
    let observer = served.sign_in("waarnemer").await;
    let shown = text_at(&served, &observer, &talk()).await;
    assert!(shown.contains("Kanarietekst."));
    assert!(!shown.contains("/opmerkingen\""), "who looks on has no form");
    let asked = text_at(&served, &observer, &check(2)).await;
    assert!(!asked.contains("#schrijf"), "nor the way to one");
    let neighbour = served.sign_in("berkelo").await;
    let reply = format!("reageer:{thread}");
    let said = post(&served, &neighbour, &form_at(), &say(&reply, "Wij weten het.")).await;
    assert_eq!(said.status(), StatusCode::SEE_OTHER);
    let resolve = format!("afgehandeld:{thread}");
    let stale = post(&served, &client, &form_at(), &say(&resolve, "Dank!")).await;
    assert_eq!(stale.status(), StatusCode::CONFLICT, "somebody answered in the meantime");
    let stale = stale.text().await.unwrap();
    assert!(stale.contains("Er is intussen iets bij gezegd.") && stale.contains("Dank!"));
    let seen = head(&served).await.to_string();
    let mut form = say(&resolve, "Dank!");
    form.push(("gezien", &seen));
    let done = post(&served, &client, &form_at(), &form).await;
    assert_eq!(header_of(&done, "location"), format!("{}?gezegd=afgehandeld#opmerkingen", talk()));
    let history = text_at(&served, &client, &page("/geschiedenis")).await;
    for piece in
        ["schreef een opmerking bij vraag 1.1", "handelde een gesprek af", "Wij weten", "Dank!"]
    {
        assert!(history.contains(piece), "“{piece}” is not in the history");
    }
}

async fn an_internal_note_leaves_no_trace_for_others(stage: Stage) {
    let served = Served::new(&stage).await;
    let house = &served.house;
    house.let_colleague_in().await;
    house.let_coordinator_in().await;
    let client = served.sign_in("waterdam").await;
    let noted = post(&served, &client, &form_at(), &say("begin-intern", "Kanarienotitie.")).await;
    assert_eq!(noted.status(), StatusCode::SEE_OTHER);
    let [(thread, 1)] = threads(&served, EDITOR).await[..] else { panic!("one note") };
    let reply = format!("reageer:{thread}");
    let more = post(&served, &client, &form_at(), &say(&reply, "Nog een kanarienotitie.")).await;
    let to = header_of(&more, "location");
    assert_eq!(to, format!("{}?gezegd=bewaard#opmerkingen", talk()), "it was not posted for all");
    let colleague = served.sign_in("waterdam-collega").await;
    let shown = text_at(&served, &colleague, &talk()).await;
    assert!(
        shown.contains("Kanarienotitie.")
            && shown.contains("Alleen wie voor waterdam schrijft of beslist, leest dit.")
    );
    for account in ["berkelo", "coordinator"] {
        let other = served.sign_in(account).await;
        for path in ["/".into(), talk(), check(1), page("/stand"), page("/geschiedenis")] {
            for text in
                [text_at(&served, &other, &path).await, data_at(&served, &other, &path).await]
            {
                let traces = ["kanarienotitie", &thread.to_string()]
                    .map(|it| text.to_lowercase().contains(&it.to_lowercase()));
                assert_eq!(traces, [false, false], "{path} for {account}");
            }
        }
        let unknown = ThreadId(uuid::Uuid::from_u128(0xDEAD));
        let mut answers = Vec::new();
        for thread in [thread, unknown] {
            let (seen, words) = (u64::MAX, TypedText::new(""));
            let command = Command::ResolveThread { thread, seen, words, mentions: [].into() };
            let command = sent(command);
            let json = other.post(served.at(&page("/opdrachten"))).json(&command);
            let json = json.send().await.unwrap();
            answers.push((json.status(), json.text().await.unwrap()));
        }
        assert_eq!(answers[0], answers[1], "a note of others is like none");
    }
}

async fn who_cannot_read_it_is_not_mentioned(stage: Stage) {
    let served = Served::new(&stage).await;
    let house = &served.house;
    house.let_colleague_in().await;
    let nobody = PersonId(uuid::Uuid::from_u128(0xEE));
    let nowhere = OrganisationId(uuid::Uuid::from_u128(0xEE));
    let within = Readers::Within(Some(WATERDAM));
    for (readers, mention) in [
        (Readers::Everyone, Mention::Person(nobody)),
        (Readers::Everyone, Mention::Person(STRANGER)),
        (Readers::Everyone, Mention::Organisation(nowhere)),
        (within, Mention::Person(NEIGHBOUR)),
        (within, Mention::Organisation(BERKELO)),
    ] {
        let refused = house.submit(EDITOR, sent(start(readers, [mention]))).await;
        let why = Rejected::Refused(Refusal::MentionedCannotRead);
        assert_eq!(refused, Err(why), "{mention:?} {readers:?}");
    }
    house.submit(EDITOR, sent(start(within, [Mention::Person(COLLEAGUE)]))).await.unwrap();
    let [(thread, _)] = threads(&served, EDITOR).await[..] else { panic!("one thread") };
    house.people.close_account(COLLEAGUE, None, NOW).await.unwrap();
    let more = Command::AddComment {
        thread,
        text: TypedText::new("Kijk nog eens."),
        mentions: [Mention::Person(COLLEAGUE)].into(),
    };
    let refused = house.submit(EDITOR, sent(more)).await;
    assert_eq!(refused, Err(Rejected::Refused(Refusal::MentionedCannotRead)), "account closed");
    let asks_berkelo = || sent(start(Readers::Everyone, [Mention::Organisation(BERKELO)]));
    house.submit(EDITOR, asks_berkelo()).await.unwrap();
    house.people.close_account(NEIGHBOUR, None, NOW).await.unwrap();
    let refused = house.submit(EDITOR, asks_berkelo()).await;
    let why = Rejected::Refused(Refusal::MentionedCannotRead);
    assert_eq!(refused, Err(why), "nobody of it has a place here any more");
}

async fn what_is_new_is_so_until_the_page_was_opened(stage: Stage) {
    let served = Served::new(&stage).await;
    let mention = Mention::Person(NEIGHBOUR);
    served.house.submit(EDITOR, sent(start(Readers::Everyone, [mention]))).await.unwrap();
    let neighbour = served.sign_in("berkelo").await;
    let (waits, new) = ("Iemand vraagt uw aandacht bij vraag 1.1", ">nieuw<");
    let home = text_at(&served, &neighbour, "/").await;
    assert!(home.contains(waits) && home.contains(&format!("data-gelezen=\"{REGION}=\"")));
    let other_check = text_at(&served, &neighbour, &check(1)).await;
    assert!(other_check.contains("1 nieuw"), "the page of a check says that there is something");
    let data = data_at(&served, &neighbour, &talk()).await;
    assert!(data.contains("\"read\":{}"), "data alone is read by nobody");
    let opened = text_at(&served, &neighbour, &talk()).await;
    assert!(opened.contains(new));
    let before = format!("data-gelezen=\"{REGION}=\"");
    assert!(opened.contains(&before), "the page knows what was read before it");
    assert!(!text_at(&served, &neighbour, "/").await.contains(waits));
    assert!(!text_at(&served, &neighbour, &talk()).await.contains(new));
    served.house.submit(EDITOR, sent(start(Readers::Everyone, []))).await.unwrap();
    assert!(text_at(&served, &neighbour, &talk()).await.contains(new), "something else is new");
    let own = served.sign_in("waterdam").await;
    assert!(!text_at(&served, &own, &talk()).await.contains(new), "one knows what one said");
}

async fn a_form_that_is_refused_comes_back_as_typed(stage: Stage) {
    let served = Served::new(&stage).await;
    served.house.let_observer_in().await;
    let client = served.sign_in("waterdam").await;
    let berkelo = format!("o:{BERKELO}");
    for (text, why) in
        [("Bel over 123456782.", "burgerservicenummer"), ("  ", "Schrijf eerst wat u wilt zeggen.")]
    {
        let mut form = say("begin", text);
        form.push(("noem", &berkelo));
        let refused = post(&served, &client, &form_at(), &form).await;
        assert_eq!(refused.status(), StatusCode::UNPROCESSABLE_ENTITY);
        let shown = refused.text().await.unwrap();
        for piece in [why, text, "Uw opmerking is niet geplaatst", "checked"] {
            assert!(shown.contains(piece), "“{piece}” is not in the page");
        }
    }
    let back = open(&served, &client, &form_at()).await;
    assert_eq!(header_of(&back, "location"), format!("{}#opmerkingen", talk()));
    let observer = served.sign_in("waarnemer").await;
    let refused = post(&served, &observer, &form_at(), &say("begin", "Dit wil ik zeggen.")).await;
    assert_eq!(refused.status(), StatusCode::FORBIDDEN);
    assert!(refused.text().await.unwrap().contains("Dit wil ik zeggen."), "nothing is lost");
    for broken in ["", "reageer:geen-id"] {
        let unread = post(&served, &client, &form_at(), &say(broken, "Tekst.")).await;
        assert_eq!(unread.status(), StatusCode::BAD_REQUEST);
    }
    let stranger = served.sign_in("duinkust").await;
    let unknown = post(&served, &stranger, &form_at(), &say("begin", "Tekst.")).await;
    assert_eq!(unknown.status(), StatusCode::NOT_FOUND);
    let elsewhere = page("/vraag/9.9/opmerkingen");
    let unknown = post(&served, &client, &elsewhere, &say("begin", "Tekst.")).await;
    assert_eq!(unknown.status(), StatusCode::NOT_FOUND);
    assert!(threads(&served, EDITOR).await.is_empty());
}

async fn a_comment_is_posted_after_signing_in_again(stage: Stage) {
    let served = Served::new(&stage).await;
    let client = served.sign_in("waterdam").await;
    served.expire_sessions().await;
    let (path, form) = (form_at(), say("begin", "Geschreven voor de sessie eindigde."));
    let ended = post(&served, &client, &path, &form).await;
    assert_eq!(ended.status(), StatusCode::UNAUTHORIZED);
    let mut again = vec![("naam", "waterdam"), ("wachtwoord", PASSWORD), ("terug", path.as_str())];
    again.extend(form);
    let taken = post(&served, &client, "/inloggen", &again).await;
    assert_eq!(taken.status(), StatusCode::SEE_OTHER);
    assert_eq!(threads(&served, EDITOR).await.len(), 1);
}

async fn nobody_else_learns_up_to_where_somebody_read(stage: Stage) {
    let served = Served::new(&stage).await;
    served.house.let_colleague_in().await;
    served.house.submit(EDITOR, sent(start(Readers::Everyone, []))).await.unwrap();
    let question = QUESTION.parse().unwrap();
    let upto = head(&served).await;
    served.house.people.mark_read(NEIGHBOUR, REGION, question, upto).await.unwrap();
    served.house.people.mark_read(NEIGHBOUR, REGION, question, 1).await.unwrap();
    let read = served.house.people.read_marks(NEIGHBOUR, REGION).await.unwrap();
    assert_eq!(read.of(question), upto, "a mark never goes back");
    let colleague = served.sign_in("waterdam-collega").await;
    assert!(data_at(&served, &colleague, &talk()).await.contains("\"read\":{}"));
}
