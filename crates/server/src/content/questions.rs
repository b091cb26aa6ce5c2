//! The questions of an edition: their numbers, parts and short labels.
//!
//! Invariant: numbers have no gap, a question has no parts or exactly a and b, and every answer
//! field has its label.

use domain::checklist::{Bilingual, Check, Field, Question};
use domain::{CheckId, FieldId, Part, QuestionId};

use super::page::{Found, Page};
use super::reason::Reason;

/// What may be corrected beside a question.
pub(super) struct Label {
    pub(super) label: Bilingual,
    pub(super) honest: Option<Bilingual>,
}

/// Gives every field its label; a field without one, or a label without a field, is a mistake.
pub(super) fn labelled(
    fields: Vec<(Found<FieldId>, Field)>,
    mut labels: Vec<(Found<FieldId>, Label)>,
    page: &Page<'_>,
) -> Vec<(Found<FieldId>, Field)> {
    let mut done = Vec::new();
    for (id, mut field) in fields {
        match labels.iter().position(|(label, _)| label.value == id.value) {
            Some(at) => {
                let (_, label) = labels.remove(at);
                field.label = label.label;
                field.honest = label.honest;
            }
            None => page.wrong_on(0, Reason::NoLabel { field: id.value.to_string() }),
        }
        done.push((id, field));
    }
    for (id, _) in labels {
        page.wrong_on(id.line, Reason::Dangling { id: id.value.to_string() });
    }
    done
}

/// Puts the fields into their questions and checks, and keeps what is wrong with the numbering.
pub(super) fn place(fields: Vec<(Found<FieldId>, Field)>, checks: &mut [Check], page: &Page<'_>) {
    let mut lines = Vec::new();
    let mut previous: Option<FieldId> = None;
    for (id, field) in fields {
        let shown = id.value.to_string();
        // Only regions have questions of their own.
        if id.value.question.is_own() {
            page.wrong_on(id.line, Reason::Dangling { id: shown });
            continue;
        }
        if field.substitute && id.value.part != Some(Part::B) {
            page.wrong_on(id.line, Reason::SubstituteWithoutFirst { id: shown.clone() });
        }
        if Some(id.value) < previous {
            page.wrong_on(id.line, Reason::OutOfOrder { id: shown.clone() });
        }
        previous = Some(id.value);
        let Some(check) = checks.iter_mut().find(|check| check.id == id.value.check()) else {
            page.wrong_on(id.line, Reason::Dangling { id: format!("check {}", id.value.check()) });
            continue;
        };
        let question = id.value.question;
        match check.questions.iter_mut().find(|known| known.id == question) {
            Some(known) => known.fields.push(field),
            None => {
                lines.push((question, id.line));
                check.questions.push(Question { id: question, fields: vec![field] });
            }
        }
    }
    for check in checks {
        must_be_whole(check, &lines, page);
    }
}

fn must_be_whole(check: &Check, lines: &[(QuestionId, usize)], page: &Page<'_>) {
    let line = |question: QuestionId| {
        lines.iter().find(|(known, _)| *known == question).map_or(0, |(_, line)| *line)
    };
    if check.questions.is_empty() {
        page.wrong_on(0, Reason::NoQuestions { check: check.id.to_string() });
    }
    if let Some((missing, after)) = gap(check.id, &check.questions) {
        page.wrong_on(line(after), Reason::Gap { missing: missing.to_string() });
    }
    for question in &check.questions {
        let parts: Vec<Option<Part>> = question.fields.iter().map(|field| field.id.part).collect();
        let fit = parts == [None] || parts == [Some(Part::A), Some(Part::B)];
        if !fit {
            let reason = Reason::PartsDoNotFit { question: question.id.to_string() };
            page.wrong_on(line(question.id), reason);
        }
    }
}

/// Returns the first number that is missing, and the question that stands in its place.
fn gap(check: CheckId, questions: &[Question]) -> Option<(QuestionId, QuestionId)> {
    (1..).zip(questions).find_map(|(number, question)| {
        let expected = QuestionId::new(check.0, number);
        (expected < question.id).then_some((expected, question.id))
    })
}
