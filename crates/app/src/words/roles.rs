//! Words of somebody who holds several roles, and of the one that they act in.

use domain::Role;

use super::{Words, phrases};
use crate::page::InRole;

phrases! {
    switch_role: "Wissel van rol", "Switch role";
    roles_legend: "Welke rollen heeft deze persoon?", "Which roles does this person have?";
    roles_help:
        "Kruis ten minste één rol aan. Wie meer rollen heeft, werkt telkens in één daarvan en kiest die zelf.",
        "Tick one role at least. Whoever has several works in one of them at a time, and chooses which.";
    roles_fixed: "deze rol geeft of neemt alleen de coördinator", "only the coordinator gives or takes this role";
    roles_one_at_a_time:
        "Werkt telkens in één van deze rollen. Wat dan kan:",
        "Works in one of these roles at a time. What can be done then:";
    place_moved:
        "Intussen zijn de rollen van deze persoon veranderd. Kijk hoe het nu is, en probeer het zo nodig opnieuw.",
        "The roles of this person changed in the meantime. See how it is now, and try again if need be.";
    work_elsewhere_title: "In een andere rol", "In another role";
    leave_elsewhere_help:
        "U kunt pas weg als er ook in uw andere rol niets meer wacht. Ga verder in die rol om het te zien en over te dragen.",
        "You can only leave once nothing waits in your other role either. Continue in that role to see it and hand it over.";
}

impl Words {
    /// Returns roles in words, in one order whichever is acted in: "coördinator en redacteur".
    pub fn roles(self, roles: &[Role], may_adopt: bool) -> String {
        let names: Vec<String> =
            in_order(roles).map(|role| self.role(role, may_adopt).to_owned()).collect();
        self.and(&names)
    }

    /// Returns what somebody is to the region in all of their roles, to begin a sentence with: "Regiocoördinator en
    /// redacteur van Waterdam".
    pub fn functions(self, roles: &[Role], may_adopt: bool, organisation: &str) -> String {
        let function = |(at, role): (usize, Role)| {
            let function = self.function(role, may_adopt, organisation);
            if at == 0 { function } else { within_a_sentence(&function) }
        };
        let functions: Vec<String> = in_order(roles).enumerate().map(function).collect();
        self.and(&functions)
    }

    /// Names the button with which somebody acts in another role.
    pub fn act_as(self, role: Role, may_adopt: bool) -> String {
        let role = self.role(role, may_adopt);
        self.pick(format!("Ga verder als {role}"), format!("Continue as {role}"))
    }

    /// Says how much waits for somebody in another role.
    pub fn waits_in_role(self, there: InRole, may_adopt: bool) -> String {
        let (role, things) = (self.role(there.role, may_adopt), self.things_counted(there.waits));
        self.pick(
            format!("Als {role} wacht er op u: {things}."),
            format!("Waiting for you as {role}: {things}."),
        )
    }
}

/// Returns roles in the order of the rights table.
fn in_order(roles: &[Role]) -> impl Iterator<Item = Role> {
    Role::ALL.into_iter().filter(|role| roles.contains(role))
}

/// Writes what begins a sentence as it stands within one.
fn within_a_sentence(text: &str) -> String {
    let mut rest = text.chars();
    rest.next().map(|first| first.to_lowercase().chain(rest).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use domain::Language;

    use super::*;

    #[test]
    fn acting_in_another_role_changes_no_name() {
        let (one, other) = ([Role::Editor, Role::Coordinator], [Role::Coordinator, Role::Editor]);
        let nl = Words(Language::Nl);
        assert_eq!(nl.functions(&one, true, "Berkelo"), nl.functions(&other, true, "Berkelo"));
        let said = "Regiocoördinator en eindredacteur van Berkelo";
        assert_eq!(nl.functions(&one, true, "Berkelo"), said);
        assert_eq!(nl.roles(&one, false), "coördinator en redacteur");
        let en = Words(Language::En);
        let three = [Role::Observer, Role::Editor, Role::SteeringMember];
        let said = "Editor of Berkelo, steering group member for Berkelo and observer for Berkelo";
        assert_eq!(en.functions(&three, false, "Berkelo"), said);
    }

    #[test]
    fn one_role_is_called_as_ever() {
        let words = Words(Language::Nl);
        for role in Role::ALL {
            assert_eq!(words.functions(&[role], true, "X"), words.function(role, true, "X"));
            assert_eq!(words.roles(&[role], true), words.role(role, true));
        }
    }
}
