//! The shapes of answers and marks: never colour alone, always beside their word.

use domain::{AnswerValue, Standing};
use leptos::prelude::*;

/// A shape of the sprite that the look's build delivers.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[allow(missing_docs)] // The names are those of the sprite.
pub enum Shape {
    Yes,
    Partly,
    No,
    Unknown,
    NotApplicable,
    Empty,
    Draft,
    Confirmed,
    Reconfirm,
    Logo,
}

impl Shape {
    /// Returns the shape of a value, or of none yet.
    pub const fn of(value: Option<AnswerValue>) -> Shape {
        match value {
            None => Shape::Empty,
            Some(AnswerValue::Yes) => Shape::Yes,
            Some(AnswerValue::Partly) => Shape::Partly,
            Some(AnswerValue::No) => Shape::No,
            Some(AnswerValue::Unknown) => Shape::Unknown,
            Some(AnswerValue::NotApplicable) => Shape::NotApplicable,
        }
    }

    /// Returns the shape of a mark, where there is one.
    pub const fn of_standing(standing: Standing) -> Option<Shape> {
        match standing {
            Standing::Empty | Standing::Shared => None,
            Standing::Confirmed => Some(Shape::Confirmed),
            Standing::Reconfirm(_) => Some(Shape::Reconfirm),
        }
    }

    const fn address(self) -> &'static str {
        match self {
            Shape::Yes => "/site/shapes.svg#yes",
            Shape::Partly => "/site/shapes.svg#partly",
            Shape::No => "/site/shapes.svg#no",
            Shape::Unknown => "/site/shapes.svg#unknown",
            Shape::NotApplicable => "/site/shapes.svg#not-applicable",
            Shape::Empty => "/site/shapes.svg#empty",
            Shape::Draft => "/site/shapes.svg#draft",
            Shape::Confirmed => "/site/shapes.svg#confirmed",
            Shape::Reconfirm => "/site/shapes.svg#reconfirm",
            Shape::Logo => "/site/shapes.svg#logo",
        }
    }
}

/// Draws a shape. It is silent: the word beside it speaks.
pub fn drawn(shape: Shape) -> impl IntoView {
    view! {
        <svg aria-hidden="true" focusable="false">
            <use href=shape.address()></use>
        </svg>
    }
}
