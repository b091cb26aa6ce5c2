//! Shows the pages: as HTML, or as data to a browser that has the HTML already.

use app::{
    document,
    form::{
        self,
        comments::{ABOUT, read_about},
        requests::{ASK_COLLEAGUE, ASK_PARTNER, read_subject},
    },
    page::{
        BoardPage, CheckPage, CommentDone, GridFilter, HistoryFilter, Opening, OwnQuestionDone,
        OwnQuestionsPage, Page, PaperPage, Past, Posted, QuestionPage, RequestDone, RequestsPage,
        Saved, Screen, TalkPage, paper, past,
        search::{SearchPage, TYPED, named},
        wire,
    },
    words::local_day,
};
use axum::{
    extract::State,
    http::{HeaderValue, StatusCode, header},
    response::{Html, IntoResponse, Redirect, Response},
};
use domain::{CheckId, Moment, OrganisationId, QuestionId, RegionId};
use tracing::error;

use super::{
    Hall,
    named::{Asked, Named},
    visitor::Visitor,
};
use crate::{
    problem::Problem,
    screens::{self, Part},
};

/// Pairs of a query, as they come.
type Pairs = Asked<Vec<(String, String)>>;

/// Shows what waits for the reader, in each of their regions.
pub async fn home(State(hall): State<Hall>, visitor: Visitor) -> Result<Response, Problem> {
    let page = screens::home(&hall, &visitor).await?;
    // Whoever administers has no place in a region, and so nothing that waits there.
    if page.me.as_ref().is_some_and(|me| me.administers && me.seats.is_empty()) {
        return Ok(Redirect::to("/beheer").into_response());
    }
    Ok(show(&hall, &visitor, &page))
}

/// Shows where the region stands.
pub async fn board(
    State(hall): State<Hall>,
    visitor: Visitor,
    Named(region): Named<RegionId>,
    Asked(pairs): Pairs,
) -> Result<Response, Problem> {
    on_day(&hall, &visitor, region, Part::Board(BoardPage::default()), &pairs).await
}

/// Shows questions by municipalities.
pub async fn grid(
    State(hall): State<Hall>,
    visitor: Visitor,
    Named(region): Named<RegionId>,
    Asked(pairs): Pairs,
) -> Result<Response, Problem> {
    on_day(&hall, &visitor, region, Part::Grid(filter(&pairs)), &pairs).await
}

/// Shows one check of one municipality.
pub async fn check(
    State(hall): State<Hall>,
    visitor: Visitor,
    Named((region, municipality, check)): Named<(RegionId, OrganisationId, CheckId)>,
    Asked(pairs): Pairs,
) -> Result<Response, Problem> {
    let posted = find(&pairs, SAVED).and_then(read_saved).map(Posted::Saved);
    let page = CheckPage { municipality, check, posted };
    on_day(&hall, &visitor, region, Part::Check(page), &pairs).await
}

/// Shows one question across municipalities.
pub async fn question(
    State(hall): State<Hall>,
    visitor: Visitor,
    Named((region, question)): Named<(RegionId, String)>,
    Asked(pairs): Pairs,
) -> Result<Response, Problem> {
    let question: QuestionId = question.parse().map_err(|_| Problem::NotFound)?;
    let posted = find(&pairs, SAVED).and_then(read_saved).map(Posted::Saved);
    let done = find(&pairs, SAID);
    let done = CommentDone::ALL.into_iter().find(|it| Some(it.code()) == done);
    let opens = find(&pairs, ABOUT).and_then(|about| read_about(about).ok());
    let talk = TalkPage { opens, done, refused: None };
    let page = QuestionPage { question, posted, talk };
    on_day(&hall, &visitor, region, Part::Question(page), &pairs).await
}

/// The query word that says what a form did that says something about a question.
const SAID: &str = "gezegd";

/// Returns where to go after a form did this about what is said about a question.
pub fn after_comment(region: RegionId, question: QuestionId, done: CommentDone) -> String {
    format!("/regio/{region}/vraag/{question}?{SAID}={}#opmerkingen", done.code())
}

/// Shows who was asked what.
pub async fn requests(
    State(hall): State<Hall>,
    visitor: Visitor,
    Named(region): Named<RegionId>,
    Asked(pairs): Pairs,
) -> Result<Response, Problem> {
    let done = find(&pairs, DONE);
    let page = RequestsPage {
        opens: opening(&pairs),
        done: done.and_then(|word| RequestDone::ALL.into_iter().find(|done| done.code() == word)),
        refused: None,
    };
    of_region(&hall, &visitor, region, Part::Requests(page)).await
}

/// Reads leniently which form an address opens: what nobody can ask opens none.
fn opening(pairs: &[(String, String)]) -> Option<Opening> {
    let colleague = find(pairs, ASK_COLLEAGUE).and_then(|about| read_subject(about).ok());
    let partner = find(pairs, ASK_PARTNER).and_then(|on| on.parse().ok());
    colleague.map(Opening::Colleague).or(partner.map(Opening::Partner))
}

/// The query word that says what a form did about a request, or about an own question.
const DONE: &str = "gedaan";

/// Returns where to go after a form did this about a request.
pub fn after_request(region: RegionId, done: RequestDone) -> String {
    format!("/regio/{region}/verzoeken?{DONE}={}#inhoud", done.code())
}

/// Shows the whole checklist, made to be printed.
pub async fn paper(
    State(hall): State<Hall>,
    visitor: Visitor,
    Named(region): Named<RegionId>,
    Asked(pairs): Pairs,
) -> Result<Response, Problem> {
    let of = find(&pairs, paper::OF).filter(|of| !of.is_empty());
    let of = of.map(|of| of.parse().map_err(|_| Problem::NotFound)).transpose()?;
    on_day(&hall, &visitor, region, Part::Paper(PaperPage { of }), &pairs).await
}

/// Shows what the region asks beside the checklist.
pub async fn own_questions(
    State(hall): State<Hall>,
    visitor: Visitor,
    Named(region): Named<RegionId>,
    Asked(pairs): Pairs,
) -> Result<Response, Problem> {
    let done = find(&pairs, DONE);
    let done = OwnQuestionDone::ALL.into_iter().find(|it| Some(it.code()) == done);
    let page = OwnQuestionsPage { done, refused: None };
    of_region(&hall, &visitor, region, Part::OwnQuestions(page)).await
}

/// Returns where to go after a form did this about an own question.
pub fn after_own_question(region: RegionId, done: OwnQuestionDone) -> String {
    format!("/regio/{region}/eigen-vragen?{DONE}={}#inhoud", done.code())
}

/// Shows what happened.
pub async fn history(
    State(hall): State<Hall>,
    visitor: Visitor,
    Named(region): Named<RegionId>,
    Asked(pairs): Pairs,
) -> Result<Response, Problem> {
    let before = find(&pairs, "voor").and_then(|seq| seq.parse().ok());
    let filter = HistoryFilter {
        organisation: find(&pairs, "organisatie").and_then(|id| id.parse().ok()),
        question: find(&pairs, "vraag").and_then(|id| id.parse().ok()),
    };
    of_region(&hall, &visitor, region, Part::History { before, filter }).await
}

/// Goes to the question that somebody named, or shows what holds their words.
pub async fn search(
    State(hall): State<Hall>,
    visitor: Visitor,
    Named(region): Named<RegionId>,
    Asked(pairs): Pairs,
) -> Result<Response, Problem> {
    let typed = find(&pairs, TYPED).unwrap_or_default();
    let typed: String = typed.chars().take(SEARCH_CHARS_MAX).collect();
    let part = Part::Search(SearchPage { typed: typed.clone() });
    let page = screens::of_region(&hall, &visitor, region, part, None).await?;
    let checklist = page.screen.table().map(|table| table.checklist.clone());
    match checklist.and_then(|checklist| named(&typed, &checklist)) {
        Some(question) if !visitor.wants_data => {
            Ok(Redirect::to(&format!("/regio/{region}/vraag/{question}")).into_response())
        }
        _ => Ok(show(&hall, &visitor, &page)),
    }
}

/// The most characters that somebody looks for; the rest is left out.
const SEARCH_CHARS_MAX: usize = 100;

/// Shows the library.
pub async fn library(State(hall): State<Hall>, visitor: Visitor) -> Result<Response, Problem> {
    let page = screens::library(&hall, &visitor).await?;
    Ok(show(&hall, &visitor, &page))
}

/// Shows how accessible the product is.
pub async fn accessibility(
    State(hall): State<Hall>,
    visitor: Visitor,
) -> Result<Response, Problem> {
    let page = screens::page(&hall, &visitor, Screen::Accessibility).await?;
    Ok(show(&hall, &visitor, &page))
}

/// Shows what the product does with personal data.
pub async fn privacy(State(hall): State<Hall>, visitor: Visitor) -> Result<Response, Problem> {
    let page = screens::page(&hall, &visitor, Screen::Privacy).await?;
    Ok(show(&hall, &visitor, &page))
}

async fn of_region(
    hall: &Hall,
    visitor: &Visitor,
    region: RegionId,
    part: Part,
) -> Result<Response, Problem> {
    let page = screens::of_region(hall, visitor, region, part, None).await?;
    Ok(show(hall, visitor, &page))
}

/// Shows a part as it stood on the day that the address asks for, or as it stands.
async fn on_day(
    hall: &Hall,
    visitor: &Visitor,
    region: RegionId,
    part: Part,
    pairs: &[(String, String)],
) -> Result<Response, Problem> {
    let past = find(pairs, past::QUERY).and_then(|typed| read_past(typed, hall.clock.now()));
    let shows_past = matches!(past, Some(Past::Shown(_)));
    let is_board = matches!(part, Part::Board(_));
    match screens::of_region(hall, visitor, region, part, past.clone()).await {
        Ok(page) => Ok(show(hall, visitor, &page)),
        // What was not there yet that day: the board of that day says what was.
        Err(Problem::NotFound) if shows_past && !is_board => {
            let board = Part::Board(BoardPage::default());
            let page = screens::of_region(hall, visitor, region, board, past).await?;
            Ok(show(hall, visitor, &page))
        }
        Err(problem) => Err(problem),
    }
}

/// Reads the day that somebody asks for; nothing typed is now.
fn read_past(typed: &str, now: Moment) -> Option<Past> {
    match form::read_day(typed) {
        Ok(None) => None,
        Ok(Some(day)) if day < local_day(now) => Some(Past::Shown(day)),
        Ok(Some(_)) => Some(Past::NotYet(typed.to_owned())),
        Err(_) => Some(Past::NoDay(typed.to_owned())),
    }
}

/// Renders a page in the form that was asked for.
pub fn show(hall: &Hall, visitor: &Visitor, page: &Page) -> Response {
    if !visitor.wants_data {
        return Html(document::render(page, &hall.site, &visitor.nonce)).into_response();
    }
    match serde_json::to_vec(page) {
        Ok(body) => ([(header::CONTENT_TYPE, HeaderValue::from_static(wire::PAGE_TYPE))], body)
            .into_response(),
        Err(error) => {
            error!(cause = %error, "cannot write a page as data");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}

/// The query word that says what a posted form did.
const SAVED: &str = "bewaard";

/// Returns the end of the address after a form did this.
pub fn saved_query(saved: Saved) -> String {
    format!("?{SAVED}={}#inhoud", saved_word(saved))
}

const DRAFT: &str = "concept";
/// Alone: everything. With the number of a field behind it: that answer.
const SHARED: &str = "gedeeld";
const CONFIRMED: &str = "bevestigd";
const APPLIED: &str = "geldt";
const DIFFERED: &str = "niet";
const WITHDRAWN: &str = "ingetrokken";

fn saved_word(saved: Saved) -> String {
    match saved {
        Saved::Draft => DRAFT.to_owned(),
        Saved::Shared => SHARED.to_owned(),
        Saved::SharedOne(field) => format!("{SHARED}-{field}"),
        Saved::Confirmed => CONFIRMED.to_owned(),
        Saved::Applied(field) => format!("{APPLIED}-{field}"),
        Saved::Differed(field) => format!("{DIFFERED}-{field}"),
        Saved::Withdrawn(field) => format!("{WITHDRAWN}-{field}"),
    }
}

fn read_saved(word: &str) -> Option<Saved> {
    match word {
        DRAFT => Some(Saved::Draft),
        SHARED => Some(Saved::Shared),
        CONFIRMED => Some(Saved::Confirmed),
        one => {
            let (what, field) = one.split_once('-')?;
            let field = field.parse().ok()?;
            match what {
                SHARED => Some(Saved::SharedOne(field)),
                APPLIED => Some(Saved::Applied(field)),
                DIFFERED => Some(Saved::Differed(field)),
                WITHDRAWN => Some(Saved::Withdrawn(field)),
                _ => None,
            }
        }
    }
}

/// Reads a filter leniently: what nobody can choose narrows nothing.
fn filter(pairs: &[(String, String)]) -> GridFilter {
    let show = find(pairs, "antwoord").map(|word| serde_json::Value::String(word.to_owned()));
    GridFilter {
        check: find(pairs, "check").and_then(|check| check.parse().ok()),
        municipality: find(pairs, "gemeente").and_then(|id| id.parse().ok()),
        show: show.and_then(|word| serde_json::from_value(word).ok()),
    }
}

fn find<'p>(pairs: &'p [(String, String)], wanted: &str) -> Option<&'p str> {
    pairs.iter().find(|(name, _)| name == wanted).map(|(_, value)| value.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_nobody_can_choose_narrows_nothing() {
        let pairs = |list: &[(&str, &str)]| -> Vec<(String, String)> {
            list.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect()
        };
        let empty = pairs(&[("check", ""), ("gemeente", "x"), ("antwoord", "misschien")]);
        assert_eq!(filter(&empty), GridFilter::default());
        assert_eq!(filter(&pairs(&[("check", "4")])).check, Some(CheckId(4)));
        assert!(filter(&pairs(&[("antwoord", "ja")])).show.is_some());
    }

    #[test]
    fn what_a_form_did_survives_the_redirect() {
        let field = "4.2".parse().unwrap();
        let of_one = [
            Saved::SharedOne(field),
            Saved::Applied(field),
            Saved::Differed(field),
            Saved::Withdrawn(field),
        ];
        for saved in [Saved::Draft, Saved::Shared, Saved::Confirmed].into_iter().chain(of_one) {
            assert_eq!(read_saved(&saved_word(saved)), Some(saved));
        }
        for never in ["gedeeld-", "gedeeld-x", "gedeeldx", ""] {
            assert_eq!(read_saved(never), None);
        }
    }
}
