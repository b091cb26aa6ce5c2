//! Merges two edits of one text, by words.
//!
//! Invariant: what merges keeps every change of both writers; where their changes touch, nothing
//! is guessed and the writers see both texts.

use std::ops::Range;

/// The most steps of one comparison: two explanations of full length in ordinary words fit; texts
/// of single letters do not, and their writers see both instead of making everyone wait.
const STEPS_MAX: usize = 4_000_000;

/// Both writers changed the same words.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("both edits change the same words")]
pub struct Overlap;

/// Merges `theirs` and `mine`, which both started from `base`.
pub fn merge(base: &str, theirs: &str, mine: &str) -> Result<String, Overlap> {
    if theirs == mine || base == mine {
        return Ok(theirs.to_owned());
    }
    if base == theirs {
        return Ok(mine.to_owned());
    }
    let (base, theirs, mine) = (words(base), words(theirs), words(mine));
    if STEPS_MAX < base.len() * theirs.len().max(mine.len()) {
        return Err(Overlap);
    }
    let mut hunks = hunks(&base, &theirs);
    for hunk in self::hunks(&base, &mine) {
        if !hunks.contains(&hunk) {
            hunks.push(hunk);
        }
    }
    hunks.sort_by_key(|hunk| (hunk.replaces.start, hunk.replaces.end));
    let touching = hunks.windows(2).any(|pair| pair[1].replaces.start <= pair[0].replaces.end);
    if touching {
        return Err(Overlap);
    }
    Ok(apply(&base, &hunks))
}

/// Splits a text into words and the white space between them; joined they are the text again.
pub fn words(text: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let mut start = 0;
    let mut blank = None;
    for (at, c) in text.char_indices() {
        if blank.is_some_and(|blank| blank != c.is_whitespace()) {
            words.push(&text[start..at]);
            start = at;
        }
        blank = Some(c.is_whitespace());
    }
    if start < text.len() {
        words.push(&text[start..]);
    }
    words
}

/// One change: these words of the base are replaced by those.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Hunk<'a> {
    /// The words of the base that go, possibly none.
    pub replaces: Range<usize>,
    /// The words that come, possibly none.
    pub with: Vec<&'a str>,
}

/// Returns the changes that make `new` of `base`, in order, with unchanged words between them.
pub fn hunks<'a>(base: &[&str], new: &[&'a str]) -> Vec<Hunk<'a>> {
    let start = base.iter().zip(new).take_while(|(a, b)| a == b).count();
    let tail = base[start..].iter().rev().zip(new[start..].iter().rev());
    let end = tail.take_while(|(a, b)| a == b).count();
    let old = &base[start..base.len() - end];
    let new = &new[start..new.len() - end];
    let mut found: Vec<Hunk<'a>> = Vec::new();
    let (mut i, mut j) = (0, 0);
    for (next_i, next_j) in common(old, new).into_iter().chain([(old.len(), new.len())]) {
        if i < next_i || j < next_j {
            let replaces = start + i..start + next_i;
            found.push(Hunk { replaces, with: new[j..next_j].to_vec() });
        }
        (i, j) = (next_i + 1, next_j + 1);
    }
    found
}

/// Returns the places of a longest common subsequence.
fn common(old: &[&str], new: &[&str]) -> Vec<(usize, usize)> {
    let width = new.len() + 1;
    let mut longest = vec![0u16; (old.len() + 1) * width];
    for i in (0..old.len()).rev() {
        for j in (0..new.len()).rev() {
            longest[i * width + j] = if old[i] == new[j] {
                longest[(i + 1) * width + j + 1] + 1
            } else {
                longest[(i + 1) * width + j].max(longest[i * width + j + 1])
            };
        }
    }
    let (mut i, mut j) = (0, 0);
    let mut places = Vec::new();
    while i < old.len() && j < new.len() {
        if old[i] == new[j] {
            places.push((i, j));
            (i, j) = (i + 1, j + 1);
        } else if longest[i * width + j + 1] <= longest[(i + 1) * width + j] {
            i += 1;
        } else {
            j += 1;
        }
    }
    places
}

fn apply(base: &[&str], hunks: &[Hunk<'_>]) -> String {
    let mut text = String::new();
    let mut at = 0;
    for hunk in hunks {
        text.extend(base[at..hunk.replaces.start].iter().copied());
        text.extend(hunk.with.iter().copied());
        at = hunk.replaces.end;
    }
    text.extend(base[at..].iter().copied());
    text
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const BASE: &str = "Er is overleg met de politie en de zorg.";

    #[test]
    fn edits_in_different_places_are_both_kept() {
        let theirs = "Er is elke maand overleg met de politie en de zorg.";
        let mine = "Er is overleg met de politie en de zorgaanbieder.";
        let both = "Er is elke maand overleg met de politie en de zorgaanbieder.";
        assert_eq!(merge(BASE, theirs, mine).as_deref(), Ok(both));
    }

    #[test]
    fn edits_of_the_same_words_are_not_guessed() {
        let theirs = "Er is overleg met het OM en de zorg.";
        let mine = "Er is overleg met de wijkagent en de zorg.";
        assert_eq!(merge(BASE, theirs, mine), Err(Overlap));
    }

    #[test]
    fn two_additions_at_one_place_are_not_guessed() {
        assert_eq!(merge("Ja.", "Ja. Sinds mei.", "Ja. Sinds juni."), Err(Overlap));
    }

    #[test]
    fn the_same_edit_twice_counts_once() {
        let edit = "Er is overleg met de politie.";
        assert_eq!(merge(BASE, edit, edit).as_deref(), Ok(edit));
    }

    #[test]
    fn everything_replaced_by_both_is_an_overlap() {
        assert_eq!(merge("een", "twee", "drie"), Err(Overlap));
        assert_eq!(merge("", "twee", "drie"), Err(Overlap));
    }

    fn text() -> impl Strategy<Value = String> {
        proptest::collection::vec(
            prop_oneof![Just("a"), Just("bb"), Just("ç"), Just(" "), Just("\n"), Just("d.")],
            0..24,
        )
        .prop_map(|parts| parts.concat())
    }

    proptest! {
        #[test]
        fn words_joined_are_the_text(text in ".{0,80}") {
            prop_assert_eq!(words(&text).concat(), text);
        }

        #[test]
        fn an_edit_against_nothing_is_that_edit(base in text(), edit in text()) {
            prop_assert_eq!(merge(&base, &base, &edit), Ok(edit.clone()));
            prop_assert_eq!(merge(&base, &edit, &base), Ok(edit));
        }

        #[test]
        fn who_came_first_makes_no_difference(base in text(), one in text(), two in text()) {
            prop_assert_eq!(merge(&base, &one, &two), merge(&base, &two, &one));
        }

        #[test]
        fn the_changes_of_a_text_make_that_text(base in text(), new in text()) {
            let base = words(&base);
            let wanted = words(&new);
            prop_assert_eq!(apply(&base, &hunks(&base, &wanted)), new.clone());
        }
    }
}
