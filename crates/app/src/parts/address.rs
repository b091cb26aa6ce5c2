//! Where pages stand.

use domain::{
    About, ActionId, Cause, CheckId, FieldId, FileId, OrganisationId, PersonId, QuestionId, Region,
    RegionId, RequestId, Subject, ThreadId, Wish,
};

use crate::form::actions::{CAUSE, OWNER, cause_code};
use crate::form::comments::{ABOUT, about_code};
use crate::form::requests::{ASK_COLLEAGUE, ASK_PARTNER, subject_code};
use crate::page::paper::OF;
use crate::page::{ActionFilter, GridFilter, HistoryFilter, Opening};
use crate::parts::past;

/// Returns the address of a region's board.
pub fn region(region: RegionId) -> String {
    past::kept(format!("/regio/{region}"))
}

/// Returns the address of the grid, narrowed to this.
pub fn grid(region: RegionId, filter: GridFilter) -> String {
    let named = [
        ("check", filter.check.map(|check| check.to_string())),
        ("gemeente", filter.municipality.map(|municipality| municipality.to_string())),
        ("antwoord", filter.show.map(|show| show.code().to_owned())),
    ];
    let pairs: Vec<String> = named
        .into_iter()
        .filter_map(|(name, value)| value.map(|value| format!("{name}={value}")))
        .collect();
    let query = if pairs.is_empty() { String::new() } else { format!("?{}", pairs.join("&")) };
    past::kept(format!("/regio/{region}/checklist{query}"))
}

/// Returns the address of what happened in a region outside the journal.
pub fn audit(region: RegionId) -> String {
    format!("/regio/{region}/deelnemers/verantwoording")
}

/// Returns the address of who has access in a region for which organisation.
pub fn access(region: RegionId) -> String {
    format!("/regio/{region}/deelnemers/toegang")
}

/// Returns the address of one organisation on that page.
pub fn access_of(region: RegionId, organisation: OrganisationId) -> String {
    format!("{}#o-{organisation}", access(region))
}

/// Returns the address of the same as a file.
pub fn access_sheet(region: RegionId) -> String {
    format!("{}.csv", access(region))
}

/// Returns where somebody says in which of their roles they act in a region.
pub fn role(region: RegionId) -> String {
    format!("/regio/{region}/rol")
}

/// Returns the address of somebody's place among who takes part.
pub fn place(region: RegionId, person: PersonId) -> String {
    format!("{}#plek-{person}", participants(region))
}

/// Returns the address of a region's outgoing mail.
pub fn mail(region: RegionId) -> String {
    format!("/regio/{region}/deelnemers/mail")
}

/// Returns the address of one check of one municipality.
pub fn check(region: RegionId, municipality: OrganisationId, check: CheckId) -> String {
    past::kept(format!("/regio/{region}/checklist/{municipality}/{check}"))
}

/// Returns the address of one answer on the page of its check.
pub fn answer(region: RegionId, municipality: OrganisationId, field: FieldId) -> String {
    format!("{}#v{field}", check(region, municipality, field.check()))
}

/// Returns the address of one question across municipalities.
pub fn question(region: RegionId, question: QuestionId) -> String {
    past::kept(format!("/regio/{region}/vraag/{question}"))
}

/// Returns the address of one answer field on the page of its question.
pub fn field(region: RegionId, field: FieldId) -> String {
    format!("{}#v{field}", question(region, field.question))
}

/// Returns the address of what people say about a question, where a form may be open already.
pub fn talk(region: RegionId, about: QuestionId, opens: Option<About>) -> String {
    let path = format!("/regio/{region}/vraag/{about}");
    match opens {
        None => past::kept(path) + "#opmerkingen",
        Some(opens) => format!("{path}?{ABOUT}={}#schrijf", about_code(opens)),
    }
}

/// Returns the address of one thread.
pub fn thread(region: RegionId, about: QuestionId, thread: ThreadId) -> String {
    format!("{}#draad-{thread}", question(region, about))
}

/// Returns where forms with comments are sent.
pub fn comments(region: RegionId, about: QuestionId) -> String {
    format!("/regio/{region}/vraag/{about}/opmerkingen")
}

/// Returns the address of the requests, where a form may be open already.
pub fn requests(region: RegionId, opens: Option<Opening>) -> String {
    let path = format!("/regio/{region}/verzoeken");
    match opens {
        None => path,
        Some(Opening::Colleague(about)) => {
            format!("{path}?{ASK_COLLEAGUE}={}#collega", subject_code(about))
        }
        Some(Opening::Partner(on)) => format!("{path}?{ASK_PARTNER}={on}#partner"),
    }
}

/// Returns the address of one request.
pub fn request(region: RegionId, request: RequestId) -> String {
    format!("{}#r-{request}", requests(region, None))
}

/// Returns where what a request asks for is written.
pub fn wished(region: &Region, wish: Wish) -> String {
    let about = wish.about();
    let first = region.fields().find(|field| about.covers(*field));
    match (wish, about, first) {
        // Municipalities write on the page of a check; the region and partners on that of a question.
        (Wish::Draft { of: Some(own), .. }, Subject::Question(_), Some(first))
            if region.is_municipality(own) =>
        {
            answer(region.id, own, first)
        }
        (Wish::Draft { of: Some(own), .. }, ..) if region.is_municipality(own) => {
            check(region.id, own, about.check())
        }
        (_, Subject::Question(about), _) => question(region.id, about),
        (_, Subject::Check(check), _) => {
            grid(region.id, GridFilter { check: Some(check), ..GridFilter::default() })
        }
    }
}

/// Returns the address of the whole checklist on paper: empty, or with the answers of a municipality.
pub fn paper(region: RegionId, of: Option<OrganisationId>) -> String {
    let query = of.map(|of| format!("?{OF}={of}")).unwrap_or_default();
    past::kept(format!("/regio/{region}/papier{query}"))
}

/// Returns the address of what organisations were asked to do, narrowed to this.
pub fn actions(region: RegionId, filter: ActionFilter) -> String {
    filtered(format!("/regio/{region}/acties"), filter)
}

/// Returns the address of the same as a file that ends like this: `csv` or `xlsx`.
pub fn actions_file(region: RegionId, filter: ActionFilter, ending: &str) -> String {
    let whole = ActionFilter { page: 0, board: false, ..filter };
    filtered(format!("/regio/{region}/acties.{ending}"), whole)
}

fn filtered(path: String, filter: ActionFilter) -> String {
    let pairs: Vec<String> =
        filter.pairs().iter().map(|(name, value)| format!("{name}={value}")).collect();
    if pairs.is_empty() { path } else { format!("{path}?{}", pairs.join("&")) }
}

/// Returns the address of one action.
pub fn action(region: RegionId, action: ActionId) -> String {
    format!("/regio/{region}/acties/{action}")
}

/// Returns the address to which files of an action are sent.
pub fn files(region: RegionId, action: ActionId) -> String {
    format!("/regio/{region}/acties/{action}/bestanden")
}

/// Returns the address of a file.
pub fn file(region: RegionId, file: FileId) -> String {
    format!("/regio/{region}/bestanden/{file}")
}

/// Returns the address of the form with which an action is made, of what comes from this for that owner.
pub fn new_action(
    region: RegionId,
    cause: Option<&Cause>,
    owner: Option<OrganisationId>,
) -> String {
    let named = [
        cause.map(|cause| format!("{CAUSE}={}", cause_code(cause))),
        owner.map(|owner| format!("{OWNER}={owner}")),
    ];
    let pairs: Vec<String> = named.into_iter().flatten().collect();
    let query = if pairs.is_empty() { String::new() } else { format!("?{}", pairs.join("&")) };
    format!("/regio/{region}/acties/nieuw{query}")
}

/// Returns the address of the form with which an action is changed.
pub fn revise_action(region: RegionId, of: ActionId) -> String {
    format!("{}/wijzigen", action(region, of))
}

/// Returns the address of the days of the steering group.
pub fn steering(region: RegionId) -> String {
    format!("/regio/{region}/overleg")
}

/// Returns the address of the region's own questions.
pub fn own_questions(region: RegionId) -> String {
    format!("/regio/{region}/eigen-vragen")
}

/// Returns the address of who reads a region along.
pub fn granting(region: RegionId) -> String {
    format!("/regio/{region}/deelnemers/meekijken")
}

/// Returns the address of who takes part.
pub fn participants(region: RegionId) -> String {
    format!("/regio/{region}/deelnemers")
}

/// Returns where somebody looks for a place to go to.
pub fn search(region: RegionId) -> String {
    format!("/regio/{region}/zoek")
}

/// Returns the address at which a text of an entry can be removed.
pub fn removal(region: RegionId, entry: u64) -> String {
    format!("/regio/{region}/verwijderen/{entry}")
}

/// Returns the address of the history: narrowed, and before an entry.
pub fn history(region: RegionId, filter: HistoryFilter, before: Option<u64>) -> String {
    let named = [
        filter.organisation.map(|organisation| format!("organisatie={organisation}")),
        filter.question.map(|question| format!("vraag={question}")),
        before.map(|before| format!("voor={before}")),
    ];
    let pairs: Vec<String> = named.into_iter().flatten().collect();
    let query = if pairs.is_empty() { String::new() } else { format!("?{}", pairs.join("&")) };
    format!("/regio/{region}/geschiedenis{query}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::GridShow;

    #[test]
    fn a_filter_stands_in_the_address_as_the_server_reads_it() {
        let id = RegionId::default();
        assert_eq!(grid(id, GridFilter::default()), format!("/regio/{id}/checklist"));
        let filter = GridFilter {
            check: Some(CheckId(4)),
            municipality: None,
            show: Some(GridShow::OpnieuwBevestigen),
        };
        let expected = format!("/regio/{id}/checklist?check=4&antwoord=opnieuw-bevestigen");
        assert_eq!(grid(id, filter), expected);
    }
}
