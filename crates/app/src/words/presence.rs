//! Words of who else is here: functions, never names.

use domain::Role;

use super::{Words, capital, phrases};

phrases! {
    colleague_types: "Een collega typt hier ook", "A colleague is typing here too";
    coordinator_types: "Een andere coördinator typt hier ook", "Another coordinator is typing here too";
}

/// More than these are counted.
const NAMED_MAX: usize = 3;

impl Words {
    /// Names somebody by their function, in the middle of a sentence.
    pub fn the_function(self, role: Role, may_adopt: bool, organisation: &str) -> String {
        let function = self.function(role, may_adopt, organisation);
        let mut rest = function.chars();
        let small: String =
            rest.next().map(|first| first.to_lowercase().chain(rest).collect()).unwrap_or_default();
        let article = match role {
            Role::SteeringMember => self.pick("het", "the"),
            Role::Coordinator | Role::Editor | Role::Observer => self.pick("de", "the"),
        };
        format!("{article} {small}")
    }

    /// Says who else is on a page; several with one function are counted.
    pub fn look_along(self, functions: &[String]) -> String {
        let mut groups: Vec<(&String, usize)> = Vec::new();
        for function in functions {
            match groups.iter_mut().find(|(known, _)| *known == function) {
                Some((_, times)) => *times += 1,
                None => groups.push((function, 1)),
            }
        }
        let more: usize = groups.iter().skip(NAMED_MAX).map(|(_, times)| times).sum();
        let name = |(function, times): &(&String, usize)| match times {
            1 => (*function).clone(),
            _ => format!("{function} ({times})"),
        };
        let named: Vec<String> = groups.iter().take(NAMED_MAX).map(name).collect();
        let and = self.pick("en", "and");
        let who = match (&named[..], more) {
            (_, 1) => self.pick(
                format!("{} en nog iemand", named.join(", ")),
                format!("{} and somebody else", named.join(", ")),
            ),
            (_, 2..) => self.pick(
                format!("{} en nog {more} anderen", named.join(", ")),
                format!("{} and {more} others", named.join(", ")),
            ),
            ([rest @ .., last], 0) if !rest.is_empty() => {
                format!("{} {and} {last}", rest.join(", "))
            }
            _ => named.join(", "),
        };
        let who = capital(&who);
        match functions.len() {
            1 => self.pick(format!("{who} kijkt mee"), format!("{who} is here too")),
            _ => self.pick(format!("{who} kijken mee"), format!("{who} are here too")),
        }
    }
}

#[cfg(test)]
mod tests {
    use domain::Language;

    use super::*;

    #[test]
    fn people_are_named_by_function_and_counted_beyond_three() {
        let words = Words(Language::Nl);
        let one = words.the_function(Role::Editor, false, "Berkelo");
        assert_eq!(
            words.look_along(std::slice::from_ref(&one)),
            "De redacteur van Berkelo kijkt mee"
        );
        let two = words.the_function(Role::SteeringMember, true, "Hoogveld");
        assert_eq!(
            words.look_along(&[one.clone(), two]),
            "De redacteur van Berkelo en het lid van de stuurgroep namens Hoogveld kijken mee"
        );
        assert!(words.look_along(&vec![one; 2]).starts_with("De redacteur van Berkelo (2) kijken"));
        let of = |name: &str| words.the_function(Role::Editor, false, name);
        let many = ["A", "B", "C", "D", "E"].map(of);
        assert!(words.look_along(&many).ends_with("en nog 2 anderen kijken mee"));
        assert!(words.look_along(&many[..4]).ends_with("en nog iemand kijken mee"));
    }
}
