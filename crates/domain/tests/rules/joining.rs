//! Founding a region and letting organisations take part.

use domain::refusal::WhoMay;
use domain::{AnswerValue, Command, OrganisationKind, Refusal, Wish};

use crate::given::asking::*;
use crate::given::people::*;
use crate::given::{REGION, founded, given, nothing};

#[test]
fn a_region_begins_with_its_name() {
    given(nothing()).when(system(), found("Regio Rivierland")).then(|region| {
        assert_eq!((region.id, region.head), (REGION, 1));
        assert_eq!(region.name.as_str(), "Regio Rivierland");
    });
}

#[test]
fn a_region_is_founded_once() {
    given(founded()).when(system(), found("Een andere")).refused(Refusal::AlreadyFounded);
}

#[test]
fn only_the_installation_founds_a_region() {
    given(nothing())
        .when(coordinator(), found("Regio Rivierland"))
        .refused(Refusal::NotAllowed { who: WhoMay::Installation });
}

#[test]
fn nobody_joins_what_does_not_exist() {
    given(nothing())
        .when(system(), admit(TOWN, OrganisationKind::Municipality))
        .refused(Refusal::NotHere);
}

#[test]
fn an_organisation_takes_part_as_what_it_is() {
    let asking = admit_partner(SHELTER, OrganisationKind::WomensShelter, [TOWN]);
    given(founded().and(system(), admit(TOWN, OrganisationKind::Municipality)))
        .when(coordinator(), asking)
        .then(|region| {
            let part = &region.participations[&SHELTER];
            assert_eq!(part.kind, OrganisationKind::WomensShelter);
            assert_eq!(part.serves, [TOWN].into());
            assert!(!region.is_municipality(SHELTER));
        });
}

#[test]
fn an_organisation_serves_municipalities_of_this_region_only() {
    for serves in [ELSEWHERE, SHELTER] {
        given(joined())
            .when(coordinator(), admit_partner(SHELTER, OrganisationKind::WomensShelter, [serves]))
            .refused(Refusal::NotHere);
    }
}

#[test]
fn admitting_twice_has_no_further_effect() {
    given(joined())
        .when(coordinator(), admit(ELSEWHERE, OrganisationKind::Police))
        .again()
        .changes_nothing();
}

/// What it wrote as the one is never read as the other.
#[test]
fn a_municipality_stays_one_and_a_partner_too() {
    given(region())
        .when(coordinator(), admit(TOWN, OrganisationKind::Police))
        .refused(Refusal::OtherKind);
    given(region())
        .when(coordinator(), admit(SHELTER, OrganisationKind::Municipality))
        .refused(Refusal::OtherKind);
    let asking = admit_partner(SHELTER, OrganisationKind::YouthCare, [TOWN]);
    given(region()).when(coordinator(), asking).then(|region| {
        assert_eq!(region.participations[&SHELTER].kind, OrganisationKind::YouthCare);
    });
}

#[test]
fn an_organisation_that_is_admitted_anew_keeps_the_moment_it_joined() {
    let before = joined();
    let since = before.region.participations[&SHELTER].since;
    let asking = admit_partner(SHELTER, OrganisationKind::WomensShelter, [TOWN, VILLAGE]);
    given(before).when(coordinator(), asking).then(|region| {
        assert_eq!(region.participations[&SHELTER].since, since);
        assert_eq!(region.participations[&SHELTER].serves, [TOWN, VILLAGE].into());
    });
}

/// Municipalities that were admitted in one batch have one moment, and stood in the order of
/// their ids instead of that in which they joined.
#[test]
fn municipalities_stand_in_the_order_in_which_they_joined() {
    let mut given = founded();
    for organisation in [VILLAGE, ELSEWHERE, TOWN] {
        given = given.and(system(), admit(organisation, OrganisationKind::Municipality));
    }
    let mut region = domain::Region::default();
    for entry in &given.entries {
        let at_once = domain::Entry { at: domain::Moment(7), ..entry.clone() };
        domain::evolve(&mut region, &at_once);
    }
    assert_eq!(region.municipalities(), [VILLAGE, ELSEWHERE, TOWN]);
    let again = admit_partner(VILLAGE, OrganisationKind::Municipality, [TOWN]);
    let again = given.and(system(), again);
    assert_eq!(again.region.municipalities(), [VILLAGE, ELSEWHERE, TOWN]);
}

#[test]
fn who_leaves_counts_no_more_and_what_they_said_stays() {
    let before = region()
        .and(editor(TOWN), choose(TOWN, "1.1", AnswerValue::Yes))
        .and(editor(TOWN), share(TOWN, &["1.1"]));
    let after = given(before).when(coordinator(), end_participation(TOWN)).then(|region| {
        assert_eq!(region.municipalities(), [VILLAGE]);
        assert!(!region.is_municipality(TOWN) && !region.takes_part(TOWN));
        assert_eq!(region.shared_value(key(TOWN, "1.1")), Some(AnswerValue::Yes));
    });
    // Nobody answers for it, nor asks it for attention.
    given(after.clone())
        .when(editor(TOWN), choose(TOWN, "1.2", AnswerValue::No))
        .refused(Refusal::NotHere);
    given(after.clone()).when(coordinator(), end_participation(TOWN)).changes_nothing();
    // It returns as what it was, with what it said; never as something else.
    given(after.clone())
        .when(coordinator(), admit(TOWN, OrganisationKind::Police))
        .refused(Refusal::OtherKind);
    given(after).when(coordinator(), admit(TOWN, OrganisationKind::Municipality)).then(|region| {
        assert_eq!(region.municipalities(), [TOWN, VILLAGE]);
        assert_eq!(region.shared_value(key(TOWN, "1.1")), Some(AnswerValue::Yes));
    });
}

#[test]
fn a_partner_that_left_is_asked_for_no_view() {
    let after = region().and(coordinator(), end_participation(SHELTER));
    let wish = Wish::View { of: SHELTER, on: "1.1".parse().unwrap() };
    let asking: Asking =
        Box::new(move |_| Command::MakeRequest { wish, due: None, note: Default::default() });
    given(after.clone()).when(editor(TOWN), asking).refused(Refusal::NotHere);
    assert!(after.region.is_or_was_partner(SHELTER) && !after.region.is_partner(SHELTER));
    given(after).when(coordinator(), end_participation(ELSEWHERE)).refused(Refusal::NotHere);
}
