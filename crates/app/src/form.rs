//! The form of one check or one question, as a browser without scripts sends it.
//!
//! Invariant: the same names are written by the page and read by the server, and every change
//! says from what to what.

use domain::answer::Wording;
use domain::own_question::seen_with;
use domain::{
    AnswerKey, AnswerValue, Aspect, Change, Command, Day, FieldId, Fingerprint, GuardedText,
    MarkValue, Region, SeenAnswer, Sheet, TypedText, Working,
};
use serde::{Deserialize, Serialize};

pub mod access;
pub mod action_links;
pub mod actions;
pub mod comments;
pub mod files;
pub mod granting;
pub mod handovers;
pub mod mail;
pub mod notices;
pub mod own_questions;
pub mod people;
pub mod redactions;
pub mod requests;
pub mod roles;
pub mod rounds;
#[cfg(test)]
mod tests;
mod whose;

pub use comments::{CommentDeed, CommentForm};
pub use handovers::{HandoverDeed, HandoverForm, HandoverTrouble};
pub use own_questions::{OwnQuestionDeed, OwnQuestionForm, OwnQuestionTrouble};
pub use redactions::RedactionForm;
pub use requests::{RequestDeed, RequestForm, Trouble};
pub use rounds::RoundDeed;
pub use whose::{Whose, choose, explain};

/// The name of the button that says what to do.
pub const DO: &str = "doe";
/// The value of the button that keeps everything as a draft.
pub const DRAFT: &str = "bewaar";
/// The value of the button that shares everything; with a field behind a colon: that answer only.
pub const SHARE: &str = "deel";
/// The value of the button that confirms everything.
pub const CONFIRM: &str = "bevestig";
/// With a field behind a colon: the value of the button that says that the regional answer holds.
pub const APPLY: &str = "geldt";
/// With a field behind a colon: the value of the button that says that it does not hold.
pub const DIFFER: &str = "geldt-niet";
/// With a field behind a colon: the value of the button that takes a view back.
pub const WITHDRAW: &str = "trek-in";
/// The value of the button that starts the discussion of a round.
pub const DISCUSS: &str = "bespreek-ronde";
/// The value of the button that sets until which day municipalities answer.
pub const SET_DEADLINE: &str = "zet-uiterste-dag";
/// The value of the button that takes that day away.
pub const NO_DEADLINE: &str = "haal-uiterste-dag-weg";
/// The name of the field with that day.
pub const DEADLINE: &str = "uiterste-dag";
/// The name of the hidden field with the day that the page showed.
pub const DEADLINE_WAS: &str = "uiterste-dag-was";
/// The name of the field with a round's name.
pub const ROUND_NAME: &str = "ronde";
/// The name of the hidden field that says which round the page showed.
pub const ROUND: &str = "welke-ronde";
/// The name of the hidden field that says whose page the form stands in: somebody else may have
/// signed in from another tab.
pub const PERSON: &str = "wie";
/// The name of the field that asks why something is shared only now.
pub const WHY_NOW: &str = "waarom-nu";
/// The name of the hidden field that makes a double click one effect.
pub const TOKEN: &str = "formulier";

/// What stands behind the name of a text in the name of the box with which its writer says that it is no case.
const VOUCH: &str = "-geen-zaak";
/// The value of that box.
pub const VOUCHED: &str = "ja";

/// Returns the name of the box with which the writer of a text says that it is no case.
pub fn vouch(text: &str) -> String {
    format!("{text}{VOUCH}")
}

/// Reads a text from the pairs of name and value of a form, with the word of its writer; nothing where the
/// form has none of that name.
pub fn read_text(pairs: &[(String, String)], name: &str) -> Option<TypedText> {
    let find = |wanted: &str| {
        pairs.iter().find(|(name, _)| name == wanted).map(|(_, value)| value.as_str())
    };
    let typed = TypedText::new(find(name)?);
    // A word that was kept holds for the text that it was given for.
    let is_same = |word: &str| {
        let word: Option<Fingerprint> = word.parse().ok();
        word.is_some() && typed.as_kept().map(|text| text.fingerprint()) == word
    };
    let vouched = find(&vouch(name)).is_some_and(|word| word == VOUCHED || is_same(word));
    Some(typed.vouched(vouched))
}

/// What one form asks.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct SheetForm {
    /// The token of this rendering of the form.
    pub token: String,
    /// What the pressed button asks.
    pub ask: Ask,
    /// The fields in it.
    pub fields: Vec<TypedField>,
    /// Why something is shared only now, where the page asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why_now: Option<TypedText>,
}

/// What the pressed button asks.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ask {
    /// Keep as a draft.
    #[default]
    Draft,
    /// Let everything be seen that is filled in: shared, or put forward.
    ShareAll,
    /// Let one answer be seen.
    Share(FieldId),
    /// Confirm everything that is shared.
    ConfirmAll,
    /// Say that a regional answer holds.
    Apply(FieldId),
    /// Say that a regional answer does not hold.
    Differ(FieldId),
    /// Take a view back.
    Withdraw(FieldId),
}

/// One field as it was sent.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct TypedField {
    /// Which.
    pub field: FieldId,
    /// The value, from what the page showed.
    pub value: Change<Option<AnswerValue>>,
    /// The name of the explanation that the page showed.
    pub base: Fingerprint,
    /// The explanation.
    pub explanation: TypedText,
    /// On paper, from what the page showed.
    pub paper: Change<Option<MarkValue>>,
    /// In practice, from what the page showed.
    pub practice: Change<Option<MarkValue>>,
    /// The name of the words that the page showed, of one of the region's own questions.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub asked: Option<Fingerprint>,
    /// How a partner knows it, with the name of what the page showed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<(Fingerprint, TypedText)>,
    /// The name of the regional answer that the page showed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub regional: Option<Fingerprint>,
    /// The name of what the municipality had said to that.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub said: Option<Fingerprint>,
    /// Why the regional answer does not hold.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<TypedText>,
}

/// A form that this page cannot have sent.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("not a form of this page")]
pub struct BrokenForm;

/// Returns the name of one input of one field.
pub fn name(field: FieldId, input: Input) -> String {
    let input = match input {
        Input::Value => "antwoord",
        Input::ValueFrom => "antwoord-was",
        Input::Explanation => "toelichting",
        Input::Base => "toelichting-was",
        Input::Mark(Aspect::Paper) => "papier",
        Input::MarkFrom(Aspect::Paper) => "papier-was",
        Input::Mark(Aspect::Practice) => "praktijk",
        Input::MarkFrom(Aspect::Practice) => "praktijk-was",
        Input::Regional => "regionaal",
        Input::Said => "reactie-was",
        Input::Reason => "reden",
        Input::Source => "bron",
        Input::SourceBase => "bron-was",
        Input::Asked => "vraag-was",
    };
    format!("{field}.{input}")
}

/// The inputs of one field.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[allow(missing_docs)] // The names say it; `From` is what the page showed.
pub enum Input {
    Value,
    ValueFrom,
    Explanation,
    Base,
    Mark(Aspect),
    MarkFrom(Aspect),
    Regional,
    Said,
    Reason,
    Source,
    SourceBase,
    Asked,
}

/// Returns how a form writes a value.
pub const fn value_code(value: Option<AnswerValue>) -> &'static str {
    match value {
        None => "",
        Some(AnswerValue::Yes) => "ja",
        Some(AnswerValue::Partly) => "deels",
        Some(AnswerValue::No) => "nee",
        Some(AnswerValue::Unknown) => "weet-niet",
        Some(AnswerValue::NotApplicable) => "nvt",
    }
}

/// Returns how a form writes a mark.
pub const fn mark_code(mark: Option<MarkValue>) -> &'static str {
    match mark {
        None => "",
        Some(MarkValue::Yes) => "ja",
        Some(MarkValue::Partly) => "deels",
        Some(MarkValue::No) => "nee",
        Some(MarkValue::Unknown) => "onbekend",
    }
}

/// Reads how a form writes a value.
pub fn read_value(code: &str) -> Result<Option<AnswerValue>, BrokenForm> {
    let all = AnswerValue::ALL.into_iter().map(Some).chain([None]);
    all.into_iter().find(|value| value_code(*value) == code).ok_or(BrokenForm)
}

/// Reads a day as browsers send it, or as people in the Netherlands write it; nothing typed is no day.
pub fn read_day(text: &str) -> Result<Option<Day>, BrokenForm> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    let dutch = || {
        let mut parts = text.split('-').map(str::parse::<u16>);
        let (Some(Ok(day)), Some(Ok(month)), Some(Ok(year)), None) =
            (parts.next(), parts.next(), parts.next(), parts.next())
        else {
            return None;
        };
        Day::new(year, month.try_into().ok()?, day.try_into().ok()?)
    };
    text.parse().ok().or_else(dutch).map(Some).ok_or(BrokenForm)
}

/// Returns how people in the Netherlands write a day in a form.
pub fn write_day(day: Day) -> String {
    format!("{:02}-{:02}-{}", day.day(), day.month(), day.year())
}

/// Reads how a form writes a mark.
pub fn read_mark(code: &str) -> Result<Option<MarkValue>, BrokenForm> {
    let all = MarkValue::ALL.into_iter().map(Some).chain([None]);
    all.into_iter().find(|mark| mark_code(*mark) == code).ok_or(BrokenForm)
}

impl SheetForm {
    /// Reads the form from its pairs of name and value, for the fields that the page holds.
    /// Fields that the page did not send (a part that is not asked) are left alone.
    pub fn read(
        pairs: &[(String, String)],
        fields: impl Iterator<Item = FieldId>,
    ) -> Result<SheetForm, BrokenForm> {
        let find = |wanted: &str| {
            pairs.iter().find(|(name, _)| name == wanted).map(|(_, value)| value.as_str())
        };
        let mut typed = Vec::new();
        for field in fields {
            let input = |input| find(&name(field, input)).unwrap_or_default();
            if find(&name(field, Input::Base)).is_none() {
                continue;
            }
            let text = |input| read_text(pairs, &name(field, input));
            let mark = |aspect| -> Result<_, BrokenForm> {
                let from = read_mark(input(Input::MarkFrom(aspect)))?;
                Ok(Change { from, to: read_mark(input(Input::Mark(aspect)))? })
            };
            let from = read_value(input(Input::ValueFrom))?;
            typed.push(TypedField {
                field,
                // Radio buttons that were never touched send nothing.
                value: Change {
                    from,
                    to: match find(&name(field, Input::Value)) {
                        Some(code) => read_value(code)?,
                        None => from,
                    },
                },
                base: input(Input::Base).parse().map_err(|_| BrokenForm)?,
                explanation: text(Input::Explanation).unwrap_or_default(),
                paper: mark(Aspect::Paper)?,
                practice: mark(Aspect::Practice)?,
                asked: fingerprint(find(&name(field, Input::Asked)))?,
                source: fingerprint(find(&name(field, Input::SourceBase)))?
                    .map(|base| (base, text(Input::Source).unwrap_or_default())),
                regional: fingerprint(find(&name(field, Input::Regional)))?,
                said: fingerprint(find(&name(field, Input::Said)))?,
                reason: text(Input::Reason),
            });
        }
        let token = find(TOKEN).ok_or(BrokenForm)?.to_owned();
        let why_now = read_text(pairs, WHY_NOW);
        Ok(SheetForm { token, ask: read_ask(find(DO))?, fields: typed, why_now })
    }

    /// Returns the commands of this form.
    pub fn commands(&self, whose: Whose) -> Vec<Command> {
        let edits = |typed: &TypedField| typed.edits(whose.sheet(typed.field));
        self.fields.iter().flat_map(edits).collect()
    }

    /// Returns what the pressed button asks once the edits were taken in.
    /// A part that is not asked, given what was typed, is left out.
    pub fn deed(&self, region: &Region, whose: Whose) -> Result<Option<Command>, BrokenForm> {
        let value = |field| self.field(field).and_then(|typed| typed.value.to);
        let filled = |field: FieldId| value(field).is_some() && region.is_asked(field, value);
        let command = match (self.ask, whose) {
            (Ask::Draft, _) => return Ok(None),
            (Ask::ShareAll, _) => whose.let_see(self.seen(filled), self.why_now.clone()),
            (Ask::Share(one), _) => {
                whose.let_see(self.seen(|field| field == one), self.why_now.clone())
            }
            (Ask::ConfirmAll, Whose::Municipality(municipality)) => {
                Command::Confirm { municipality, answers: self.seen(filled) }
            }
            (Ask::Apply(field), Whose::Municipality(municipality)) => {
                let typed = self.field(field).ok_or(BrokenForm)?;
                let (regional, said) = typed.reacts_to()?;
                Command::ApplyRegional { municipality, field, regional, own: typed.seen(), said }
            }
            (Ask::Differ(field), Whose::Municipality(municipality)) => {
                let typed = self.field(field).ok_or(BrokenForm)?;
                let (regional, said) = typed.reacts_to()?;
                let reason = typed.reason.clone().unwrap_or_default();
                Command::DifferFromRegional { municipality, field, regional, said, reason }
            }
            (Ask::Withdraw(field), Whose::Partner(partner)) => {
                let seen = self.field(field).ok_or(BrokenForm)?.seen();
                Command::WithdrawView { partner, field, seen }
            }
            (Ask::ConfirmAll | Ask::Apply(_) | Ask::Differ(_) | Ask::Withdraw(_), _) => {
                return Err(BrokenForm);
            }
        };
        Ok(Some(command))
    }

    /// Returns the answers beside which a reason stands that is new and that the pressed button does
    /// not give.
    pub fn reasons_not_given(&self, region: &Region, whose: Whose) -> Vec<AnswerKey> {
        let waits = |typed: &TypedField| {
            let Sheet::Answer(key) = whose.sheet(typed.field) else { return None };
            let response = region.response(key);
            let typed_anew = typed.reason.as_ref().is_some_and(|reason| {
                let said = response.reason().map_or("", GuardedText::as_str);
                !reason.is_blank() && reason.tidied() != said
            });
            (typed_anew && self.ask != Ask::Differ(typed.field)).then_some(key)
        };
        self.fields.iter().filter_map(waits).collect()
    }

    /// Returns whether it says why something is shared only now, while the pressed button shares nothing.
    pub fn why_now_not_given(&self) -> bool {
        let shares = matches!(self.ask, Ask::ShareAll | Ask::Share(_));
        !shares && self.why_now.as_ref().is_some_and(|why| !why.is_blank())
    }

    fn seen(&self, keep: impl Fn(FieldId) -> bool) -> Vec<SeenAnswer> {
        let kept = self.fields.iter().filter(|typed| keep(typed.field));
        kept.map(|typed| SeenAnswer { field: typed.field, seen: typed.seen() }).collect()
    }

    /// Returns what was typed for one field.
    pub fn field(&self, field: FieldId) -> Option<&TypedField> {
        self.fields.iter().find(|typed| typed.field == field)
    }
}

impl TypedField {
    fn edits(&self, sheet: Sheet) -> Vec<Command> {
        let mut edits = Vec::new();
        if self.value.from != self.value.to {
            edits.push(choose(sheet, self.value));
        }
        for wording in [Wording::Explanation, Wording::Source] {
            let Some((base, text)) = self.text(wording) else { continue };
            // A text that is unchanged in spelling is no edit; line ends of a form count as one.
            let same = text.as_kept().is_some_and(|text| text.fingerprint() == base);
            if !same {
                edits.push(explain(sheet, wording, base, text.clone()));
            }
        }
        // How it stands on paper and in practice only a municipality says.
        let Sheet::Answer(AnswerKey { municipality, field }) = sheet else {
            return edits;
        };
        for (aspect, change) in [(Aspect::Paper, self.paper), (Aspect::Practice, self.practice)] {
            if change.from != change.to {
                edits.push(Command::Mark { municipality, field, aspect, change });
            }
        }
        edits
    }

    /// Returns a text as it was sent, with the name of the one that the page showed.
    pub fn text(&self, wording: Wording) -> Option<(Fingerprint, &TypedText)> {
        match wording {
            Wording::Explanation => Some((self.base, &self.explanation)),
            Wording::Source => self.source.as_ref().map(|(base, text)| (*base, text)),
        }
    }

    /// Returns the names of the regional answer on the screen, and of what was said to it.
    fn reacts_to(&self) -> Result<(Fingerprint, Fingerprint), BrokenForm> {
        self.regional.zip(self.said).ok_or(BrokenForm)
    }

    /// Returns the name of what stood on the writer's screen when they pressed the button.
    fn seen(&self) -> Fingerprint {
        let text = |wording| {
            let (_, text) = self.text(wording)?;
            text.as_kept()
        };
        let working = Working {
            value: self.value.to,
            explanation: text(Wording::Explanation).unwrap_or_default(),
            paper: self.paper.to,
            practice: self.practice.to,
            source: text(Wording::Source).unwrap_or_default(),
        };
        let answer = working.fingerprint();
        self.asked.map_or(answer, |asked| seen_with(asked, answer))
    }
}

fn fingerprint(text: Option<&str>) -> Result<Option<Fingerprint>, BrokenForm> {
    text.map(|text| text.parse().map_err(|_| BrokenForm)).transpose()
}

fn read_ask(code: Option<&str>) -> Result<Ask, BrokenForm> {
    match code {
        None | Some(DRAFT) => Ok(Ask::Draft),
        Some(SHARE) => Ok(Ask::ShareAll),
        Some(CONFIRM) => Ok(Ask::ConfirmAll),
        Some(one) => {
            let (what, field) = one.split_once(':').ok_or(BrokenForm)?;
            let field = field.parse().map_err(|_| BrokenForm)?;
            match what {
                SHARE => Ok(Ask::Share(field)),
                APPLY => Ok(Ask::Apply(field)),
                DIFFER => Ok(Ask::Differ(field)),
                WITHDRAW => Ok(Ask::Withdraw(field)),
                _ => Err(BrokenForm),
            }
        }
    }
}
