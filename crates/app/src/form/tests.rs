//! The form, as it is written and read.

use domain::OrganisationId;

use super::*;

const OWN: Whose = Whose::Municipality(OrganisationId(uuid::Uuid::nil()));

fn pairs(list: &[(&str, &str)]) -> Vec<(String, String)> {
    list.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect()
}

fn field() -> FieldId {
    "4.2".parse().unwrap()
}

fn base() -> String {
    GuardedText::default().fingerprint().to_string()
}

#[test]
fn a_form_becomes_edits_that_say_from_what_to_what() {
    let base = base();
    let sent = pairs(&[
        ("formulier", "t"),
        ("doe", "deel:4.2"),
        ("4.2.antwoord", "deels"),
        ("4.2.antwoord-was", ""),
        ("4.2.toelichting", "Een\r\nregel"),
        ("4.2.toelichting-was", &base),
        ("4.2.papier", "ja"),
        ("4.2.papier-was", ""),
    ]);
    let form = SheetForm::read(&sent, [field()].into_iter()).unwrap();
    assert_eq!(form.ask, Ask::Share(field()));
    assert_eq!(form.commands(OWN).len(), 3);
    let deed = form.deed(&Region::default(), OWN);
    assert!(matches!(deed, Ok(Some(Command::Share { .. }))));
}

#[test]
fn an_untouched_form_asks_nothing() {
    let base = base();
    let sent = pairs(&[
        ("formulier", "t"),
        ("4.2.antwoord-was", "ja"),
        ("4.2.toelichting", ""),
        ("4.2.toelichting-was", &base),
    ]);
    let form = SheetForm::read(&sent, [field()].into_iter()).unwrap();
    assert_eq!(form.commands(OWN), []);
    assert_eq!(form.deed(&Region::default(), OWN), Ok(None));
}

#[test]
fn a_form_of_the_region_asks_for_the_region() {
    let base = base();
    let sent = pairs(&[
        ("formulier", "t"),
        ("doe", "deel"),
        ("4.2.antwoord", "deels"),
        ("4.2.antwoord-was", ""),
        ("4.2.toelichting", "Nog niet overal."),
        ("4.2.toelichting-was", &base),
    ]);
    let form = SheetForm::read(&sent, [field()].into_iter()).unwrap();
    let commands = form.commands(Whose::Region);
    assert!(matches!(commands[0], Command::AnswerForRegion { .. }));
    assert!(matches!(commands[1], Command::ExplainForRegion { .. }));
    assert_eq!(commands.len(), 2);
}

#[test]
fn a_form_of_a_partner_holds_how_it_knows() {
    let base = base();
    let sent = pairs(&[
        ("formulier", "t"),
        ("doe", "trek-in:4.2"),
        ("4.2.antwoord-was", "nee"),
        ("4.2.toelichting", ""),
        ("4.2.toelichting-was", &base),
        ("4.2.bron", "Onze eigen tellingen."),
        ("4.2.bron-was", &base),
    ]);
    let form = SheetForm::read(&sent, [field()].into_iter()).unwrap();
    let partner = Whose::Partner(OrganisationId::default());
    let wording = Wording::Source;
    assert!(matches!(
        form.commands(partner)[..],
        [Command::ExplainAsPartner { wording: of, .. }] if of == wording
    ));
    let deed = form.deed(&Region::default(), partner);
    assert!(matches!(deed, Ok(Some(Command::WithdrawView { .. }))));
    assert_eq!(form.deed(&Region::default(), OWN), Err(BrokenForm));
}

#[test]
fn what_only_a_municipality_says_is_no_form_of_the_region() {
    let base = base();
    for ask in ["bevestig", "geldt:4.2", "geldt-niet:4.2"] {
        let sent = pairs(&[("formulier", "t"), ("doe", ask), ("4.2.toelichting-was", &base)]);
        let form = SheetForm::read(&sent, [field()].into_iter()).unwrap();
        assert_eq!(form.deed(&Region::default(), Whose::Region), Err(BrokenForm));
    }
}

#[test]
fn a_reaction_names_the_regional_answer_that_the_page_showed() {
    let base = base();
    let mut sent = pairs(&[
        ("formulier", "t"),
        ("doe", "geldt-niet:4.2"),
        ("4.2.toelichting-was", &base),
        ("4.2.reden", "Wij tekenen niet."),
    ]);
    let form = SheetForm::read(&sent, [field()].into_iter()).unwrap();
    assert_eq!(form.deed(&Region::default(), OWN), Err(BrokenForm));
    sent.extend(pairs(&[("4.2.regionaal", &base), ("4.2.reactie-was", &base)]));
    let form = SheetForm::read(&sent, [field()].into_iter()).unwrap();
    let deed = form.deed(&Region::default(), OWN).unwrap();
    assert!(matches!(deed, Some(Command::DifferFromRegional { .. })));
}

#[test]
fn a_form_that_this_page_cannot_have_sent_is_broken() {
    let base = base();
    for sent in [
        pairs(&[("4.2.toelichting-was", &base)]),
        pairs(&[("formulier", "t"), ("4.2.toelichting-was", "geen naam")]),
        pairs(&[("formulier", "t"), ("4.2.toelichting-was", &base), ("4.2.antwoord", "misschien")]),
        pairs(&[("formulier", "t"), ("doe", "verwijder")]),
    ] {
        assert_eq!(SheetForm::read(&sent, [field()].into_iter()), Err(BrokenForm));
    }
}
