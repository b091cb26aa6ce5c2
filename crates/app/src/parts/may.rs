//! What somebody can see and do in a region, told from the rules themselves.
//!
//! Invariant: everything that takes a right is told of whoever has it, and of nobody else.

use domain::rights::{Ability, demand};
use domain::{Actor, Member, OrganisationId, Role};
use leptos::prelude::*;

use crate::words::{Words, capital};

/// Returns what a member can see and do; only a municipality has answers, and only a partner views.
/// Size: one line for each thing that somebody can do.
pub fn told(words: Words, member: Member, is_municipality: bool) -> Vec<&'static str> {
    let own = member.organisation;
    let viewer = member.viewer();
    let can = |ability| demand(&Actor::Member(member), ability).is_ok();
    let answers = can(Ability::AnswerAsColleague(member.person));
    // Whoever looks after everybody does so for their colleagues too; that is told once.
    let looks_after_everybody = can(Ability::Invite(own, Role::Coordinator));
    let looks_after_colleagues = can(Ability::Invite(own, Role::Editor)) && !looks_after_everybody;
    let all = [
        (true, words.may_read()),
        (viewer.drafts_of.is_some(), words.may_read_drafts()),
        (can(Ability::NoteWithin(Some(own))), words.may_note_within()),
        (viewer.coordinates, words.may_read_regional_drafts()),
        (can(Ability::NoteWithin(None)), words.may_note_for_region()),
        (is_municipality && can(Ability::WriteAnswers(own)), words.may_write_answers()),
        (is_municipality && can(Ability::ConfirmAnswers(own)), words.may_confirm()),
        (!is_municipality && can(Ability::WriteViews(own)), words.may_write_views()),
        (can(Ability::WriteRegionalAnswers), words.may_write_regional()),
        (can(Ability::Coordinate), words.may_lead_rounds()),
        (can(Ability::Coordinate), words.may_coordinate()),
        (can(Ability::Coordinate), words.may_let_read()),
        (can(Ability::AskPartners) && can(Ability::EndRequests(own)), words.may_ask()),
        // Of an organisation that is not theirs.
        (can(Ability::EndRequests(another(member))), words.may_end_every_request()),
        (answers && can(Ability::AskColleagues(Some(own))), words.may_ask_colleagues()),
        (answers && can(Ability::AskColleagues(None)), words.may_ask_coordinators()),
        (can(Ability::MakeActions), words.may_make_actions()),
        (can(Ability::CarryOut(own)), words.may_carry_out()),
        (can(Ability::LookAfterAction(None)), words.may_look_after_actions()),
        (can(Ability::TakeOver(own)), words.may_take_over()),
        (can(Ability::Comment), words.may_comment()),
        (can(Ability::Redact(Some(own))) && !can(Ability::Redact(None)), words.may_redact_own()),
        (can(Ability::Redact(None)), words.may_redact_every()),
        (looks_after_everybody, words.may_invite_everybody()),
        (looks_after_everybody, words.may_guard_everybody()),
        (looks_after_everybody, words.may_account_for_everybody()),
        (looks_after_colleagues, words.may_invite_colleagues()),
        (looks_after_colleagues, words.may_guard_colleagues()),
        (looks_after_colleagues, words.may_account_for_colleagues()),
        (!can(Ability::Comment), words.may_change_nothing()),
    ];
    all.into_iter().filter(|(is_so, _)| *is_so).map(|(_, text)| text).collect()
}

/// Returns an organisation that is not the member's own.
fn another(member: Member) -> OrganisationId {
    let mut bytes = member.organisation.0.into_bytes();
    bytes[0] ^= 1;
    OrganisationId(uuid::Uuid::from_bytes(bytes))
}

/// Shows that as a list.
pub fn list(words: Words, member: Member, is_municipality: bool) -> AnyView {
    let items =
        told(words, member, is_municipality).into_iter().map(|text| view! { <li>{text}</li> });
    view! { <ul class="kt-list">{items.collect_view()}</ul> }.into_any()
}

/// Shows that for each of several roles that one person holds.
pub fn of_each_role(words: Words, members: &[Member], is_municipality: bool) -> AnyView {
    if let [member] = members {
        return list(words, *member, is_municipality);
    }
    let lists = members.iter().map(|member| {
        let role = capital(words.role(member.role, member.may_adopt));
        view! {
            <p><strong>{role}</strong></p>
            {list(words, *member, is_municipality)}
        }
    });
    view! { <p>{words.roles_one_at_a_time()}</p>{lists.collect_view()} }.into_any()
}

#[cfg(test)]
mod tests {
    use domain::{Language, PersonId};

    use super::*;

    const OWN: OrganisationId = OrganisationId(uuid::Uuid::from_u128(1));
    const PERSON: PersonId = PersonId(uuid::Uuid::from_u128(2));

    fn member(role: Role, may_adopt: bool) -> Member {
        Member { person: PERSON, organisation: OWN, role, may_adopt }
    }

    fn of(role: Role, may_adopt: bool, is_municipality: bool) -> Vec<&'static str> {
        told(Words(Language::Nl), member(role, may_adopt), is_municipality)
    }

    /// Everything that takes a right, each leading to the next. One that is new does not compile here until it has
    /// its place, and its words below.
    fn next(ability: Ability) -> Option<Ability> {
        Some(match ability {
            Ability::RunInstallation => Ability::Coordinate,
            Ability::Coordinate => Ability::WriteAnswers(OWN),
            Ability::WriteAnswers(_) => Ability::ConfirmAnswers(OWN),
            Ability::ConfirmAnswers(_) => Ability::WriteRegionalAnswers,
            Ability::WriteRegionalAnswers => Ability::WriteViews(OWN),
            Ability::WriteViews(_) => Ability::AskColleagues(Some(OWN)),
            Ability::AskColleagues(Some(_)) => Ability::AskColleagues(None),
            Ability::AskColleagues(None) => Ability::AskPartners,
            Ability::AskPartners => Ability::EndRequests(OWN),
            Ability::EndRequests(_) => Ability::AnswerAsColleague(PERSON),
            Ability::AnswerAsColleague(_) => Ability::Comment,
            Ability::Comment => Ability::NoteWithin(Some(OWN)),
            Ability::NoteWithin(Some(_)) => Ability::NoteWithin(None),
            Ability::NoteWithin(None) => Ability::Redact(Some(OWN)),
            Ability::Redact(Some(_)) => Ability::Redact(None),
            Ability::Redact(None) => Ability::TakeOver(OWN),
            Ability::TakeOver(_) => Ability::MakeActions,
            Ability::MakeActions => Ability::CarryOut(OWN),
            Ability::CarryOut(_) => Ability::LookAfterAction(Some(OWN)),
            Ability::LookAfterAction(Some(_)) => Ability::LookAfterAction(None),
            Ability::LookAfterAction(None) => Ability::Invite(OWN, Role::Editor),
            Ability::Invite(_, Role::Editor) => Ability::Invite(OWN, Role::SteeringMember),
            Ability::Invite(_, Role::SteeringMember) => Ability::Invite(OWN, Role::Observer),
            Ability::Invite(_, Role::Observer) => Ability::Invite(OWN, Role::Coordinator),
            Ability::Invite(_, Role::Coordinator) => return None,
        })
    }

    /// The lines of which one tells of an ability; none where nobody with a place has it.
    fn lines(words: Words, ability: Ability, is_municipality: bool) -> Vec<&'static str> {
        match ability {
            Ability::RunInstallation => vec![],
            Ability::Coordinate => {
                vec![words.may_coordinate(), words.may_lead_rounds(), words.may_let_read()]
            }
            Ability::WriteAnswers(_) if is_municipality => vec![words.may_write_answers()],
            Ability::ConfirmAnswers(_) if is_municipality => vec![words.may_confirm()],
            Ability::WriteViews(_) if !is_municipality => vec![words.may_write_views()],
            // The rules leave to the answers themselves whose they are.
            Ability::WriteAnswers(_) | Ability::ConfirmAnswers(_) | Ability::WriteViews(_) => {
                vec![]
            }
            Ability::WriteRegionalAnswers => vec![words.may_write_regional()],
            Ability::AskColleagues(Some(_)) => vec![words.may_ask_colleagues()],
            Ability::AskColleagues(None) => vec![words.may_ask_coordinators()],
            Ability::AnswerAsColleague(_) => {
                vec![words.may_ask_colleagues(), words.may_ask_coordinators()]
            }
            Ability::AskPartners | Ability::EndRequests(_) => vec![words.may_ask()],
            Ability::Comment => vec![words.may_comment()],
            Ability::NoteWithin(Some(_)) => vec![words.may_note_within()],
            Ability::NoteWithin(None) => vec![words.may_note_for_region()],
            Ability::Redact(Some(_)) => vec![words.may_redact_own(), words.may_redact_every()],
            Ability::Redact(None) => vec![words.may_redact_every()],
            Ability::TakeOver(_) => vec![words.may_take_over()],
            Ability::MakeActions => vec![words.may_make_actions()],
            Ability::CarryOut(_) => vec![words.may_carry_out()],
            Ability::LookAfterAction(Some(_)) => vec![words.may_make_actions()],
            Ability::LookAfterAction(None) => vec![words.may_look_after_actions()],
            Ability::Invite(_, Role::Coordinator) => vec![
                words.may_invite_everybody(),
                words.may_guard_everybody(),
                words.may_account_for_everybody(),
            ],
            Ability::Invite(_, Role::Editor | Role::SteeringMember | Role::Observer) => vec![
                words.may_invite_colleagues(),
                words.may_guard_colleagues(),
                words.may_account_for_colleagues(),
                words.may_invite_everybody(),
            ],
        }
    }

    #[test]
    fn every_ability_is_told_of_whoever_has_it_and_of_nobody_else() {
        let words = Words(Language::Nl);
        for role in Role::ALL {
            for (may_adopt, is_municipality) in
                [(false, false), (false, true), (true, false), (true, true)]
            {
                let told = of(role, may_adopt, is_municipality);
                let mut explained = vec![
                    words.may_read(),
                    words.may_read_drafts(),
                    words.may_read_regional_drafts(),
                    words.may_end_every_request(),
                    words.may_change_nothing(),
                ];
                let mut all = vec![Ability::RunInstallation];
                while let Some(after) = all.last().copied().and_then(next) {
                    all.push(after);
                }
                for ability in all {
                    let lines = lines(words, ability, is_municipality);
                    let has = demand(&Actor::Member(member(role, may_adopt)), ability).is_ok();
                    let is_told = lines.iter().any(|line| told.contains(line));
                    let wanted = has && !lines.is_empty();
                    assert_eq!(is_told, wanted, "{ability:?} of {role:?}, {may_adopt}");
                    explained.extend(lines.into_iter().filter(|_| has));
                }
                let more = told.iter().find(|line| !explained.contains(line));
                assert_eq!(more, None, "{role:?}, {may_adopt}, {is_municipality}");
            }
        }
    }

    #[test]
    fn the_heaviest_rights_are_told() {
        let words = Words(Language::Nl);
        let lead = of(Role::Editor, true, true);
        for line in [
            words.may_redact_own(),
            words.may_note_within(),
            words.may_take_over(),
            words.may_guard_colleagues(),
            words.may_account_for_colleagues(),
        ] {
            assert!(lead.contains(&line), "{line}");
        }
        let coordinator = of(Role::Coordinator, false, false);
        for line in [
            words.may_redact_every(),
            words.may_note_for_region(),
            words.may_take_over(),
            words.may_guard_everybody(),
            words.may_account_for_everybody(),
            words.may_let_read(),
        ] {
            assert!(coordinator.contains(&line), "{line}");
        }
        let editor = of(Role::Editor, false, true);
        for line in [words.may_take_over(), words.may_guard_colleagues(), words.may_redact_every()]
        {
            assert!(!editor.contains(&line), "{line}");
        }
    }

    #[test]
    fn it_tells_what_the_rules_say() {
        let words = Words(Language::Nl);
        let lead = of(Role::Editor, true, true);
        assert!(
            lead.contains(&words.may_confirm()) && lead.contains(&words.may_invite_colleagues())
        );
        let editor = of(Role::Editor, false, true);
        assert!(
            editor.contains(&words.may_write_answers()) && !editor.contains(&words.may_confirm())
        );
        let partner = of(Role::Editor, true, false);
        assert!(
            partner.contains(&words.may_write_views()) && !partner.contains(&words.may_confirm())
        );
        assert_eq!(of(Role::Observer, true, true), [words.may_read(), words.may_change_nothing()]);
        let coordinator = of(Role::Coordinator, false, false);
        assert!(
            !coordinator.contains(&words.may_read_drafts()),
            "drafts are an organisation's own"
        );
        assert!(coordinator.contains(&words.may_invite_everybody()));
    }
}
