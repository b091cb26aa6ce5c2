//! Who is where: told to those who may know, and hidden where it would tell of a sealed view.

use domain::presence::{Here, Present, Whereabouts};
use domain::{CheckId, Region, Role, Sheet, TabId};

use crate::given::asking::*;
use crate::given::people::*;

fn present(who: Who, page: Whereabouts, writes: Option<Sheet>) -> Present {
    let Who::Member(member) = who else { panic!("a member") };
    Present { tab: TabId::default(), nth: 0, member, here: Some(Here { page, writes }) }
}

fn told(present: &Present, to: Who, region: &Region) -> Option<Here> {
    present.told_to(&to.actor().viewer(), region).here
}

fn question() -> Whereabouts {
    Whereabouts::Question("4.2".parse().unwrap())
}

#[test]
fn who_looks_at_a_page_is_told_to_everyone_and_who_writes_to_those_who_see_drafts() {
    let region = region().region;
    let page = Whereabouts::Check(TOWN, CheckId(4));
    let sheet = Sheet::from(key(TOWN, "4.2"));
    let writes = present(editor(TOWN), page, Some(sheet));
    assert_eq!(told(&writes, lead(TOWN), &region), writes.here);
    for other in [editor(VILLAGE), coordinator(), observer(TOWN), editor(SHELTER)] {
        assert_eq!(told(&writes, other, &region), Some(Here { page, writes: None }), "{other:?}");
    }
    let pretends = present(editor(VILLAGE), page, Some(sheet));
    assert_eq!(told(&pretends, lead(TOWN), &region), Some(Here { page, writes: None }));
    let regional = Sheet::Regional(field("4.2"));
    let writes = present(coordinator(), question(), Some(regional));
    assert_eq!(told(&writes, coordinator(), &region), writes.here);
    let looks = Some(Here { page: question(), writes: None });
    assert_eq!(told(&writes, editor(TOWN), &region), looks);
}

#[test]
fn while_views_are_sealed_nobody_learns_which_partner_looks_at_a_question() {
    let sheet = Sheet::from(view(SHELTER, "4.2"));
    let writes = present(editor(SHELTER), question(), Some(sheet));
    let open = region();
    assert_eq!(told(&writes, lead(SHELTER), &open.region), writes.here);
    for other in [editor(TOWN), coordinator(), editor(POLICE)] {
        assert_eq!(told(&writes, other, &open.region), None, "{other:?}");
    }
    let looks_on = present(observer(SHELTER), question(), None);
    assert_eq!(told(&looks_on, editor(TOWN), &open.region), None, "also who only looks on");
    let coordinates = Who::Member(member(1, SHELTER, Role::Coordinator, true));
    let coordinates = present(coordinates, question(), None);
    assert_eq!(told(&coordinates, editor(TOWN), &open.region), coordinates.here);
    let check = present(editor(SHELTER), Whereabouts::Check(TOWN, CheckId(4)), None);
    assert_eq!(told(&check, editor(TOWN), &open.region), check.here);
    let discussed = open.and(coordinator(), start_discussion()).region;
    let looks = Some(Here { page: question(), writes: None });
    assert_eq!(told(&writes, editor(TOWN), &discussed), looks);
}
