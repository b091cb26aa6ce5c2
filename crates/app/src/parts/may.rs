//! What somebody can see and do in a region, told from the rules themselves.

use domain::rights::{Ability, demand};
use domain::{Actor, Member, Role};
use leptos::prelude::*;

use crate::words::{Words, capital};

/// Returns what a member can see and do; only a municipality has answers, and only a partner views.
pub fn told(words: Words, member: Member, is_municipality: bool) -> Vec<&'static str> {
    let own = member.organisation;
    let viewer = member.viewer();
    let can = |ability| demand(&Actor::Member(member), ability).is_ok();
    let all = [
        (true, words.may_read()),
        (viewer.drafts_of.is_some(), words.may_read_drafts()),
        (viewer.coordinates, words.may_read_regional_drafts()),
        (is_municipality && can(Ability::WriteAnswers(own)), words.may_write_answers()),
        (is_municipality && can(Ability::ConfirmAnswers(own)), words.may_confirm()),
        (!is_municipality && can(Ability::WriteViews(own)), words.may_write_views()),
        (can(Ability::WriteRegionalAnswers), words.may_write_regional()),
        (can(Ability::Coordinate), words.may_coordinate()),
        (can(Ability::AskPartners), words.may_ask()),
        (
            can(Ability::AskColleagues(Some(own))) || can(Ability::AskColleagues(None)),
            words.may_ask_colleagues(),
        ),
        (can(Ability::Comment), words.may_comment()),
        (can(Ability::Invite(own, Role::Coordinator)), words.may_invite_everybody()),
        (
            can(Ability::Invite(own, Role::Editor)) && !can(Ability::Coordinate),
            words.may_invite_colleagues(),
        ),
        (!can(Ability::Comment), words.may_change_nothing()),
    ];
    all.into_iter().filter(|(is_so, _)| *is_so).map(|(_, text)| text).collect()
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
    use domain::{Language, OrganisationId, PersonId};

    use super::*;

    fn of(role: Role, may_adopt: bool, is_municipality: bool) -> Vec<&'static str> {
        let (person, organisation) = (PersonId::default(), OrganisationId::default());
        told(Words(Language::Nl), Member { person, organisation, role, may_adopt }, is_municipality)
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
