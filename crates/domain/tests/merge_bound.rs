//! A merge has a bound: two endless texts of single letters do not make everyone wait.

use domain::merge::{Overlap, merge};

#[test]
fn texts_beyond_the_bound_are_shown_side_by_side() {
    let letters = |letter: &str| format!("{letter} ").repeat(2_000);
    let verdict = merge(&letters("a"), &letters("b"), &letters("c"));
    assert_eq!(verdict, Err(Overlap));
    let ordinary = |word: &str| format!("{word} met gewone woorden. ").repeat(80);
    let base = ordinary("tekst");
    let theirs = format!("Vooraf. {base}");
    let mine = format!("{base} Achteraf.");
    assert!(merge(&base, &theirs, &mine).is_ok());
}
