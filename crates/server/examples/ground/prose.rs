//! Explanations in Dutch that compress as people's Dutch does.
//!
//! Sentences from a few templates would be squeezed to nothing and flatter every size. So the words
//! are drawn from the checklist's own Dutch texts, as often as they stand there; a little more than
//! half of them follow their predecessor as they do in those texts, the others come from anywhere,
//! and now and then there is a number or a new compound. The result means nothing.
//! `bench_snapshot` prints how well it compresses, and beside it the checklist's own texts.

use std::collections::HashMap;

use domain::{Language, checklist::Checklist};
use serde_json::Value;

use super::Failure;

/// Sentences in one explanation, and words in one sentence: between one line and a paragraph, as in
/// the demo region.
const SENTENCES: (u64, u64) = (1, 4);
const WORDS: (u64, u64) = (5, 14);

/// A writer that always writes the same.
pub struct Prose {
    words: Vec<String>,
    places: HashMap<String, Vec<usize>>,
    dice: Dice,
}

/// Numbers that look like chance and repeat.
pub struct Dice(u64);

impl Dice {
    /// Takes a seed.
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// Returns a number below `sides`.
    pub fn below(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % sides
    }

    /// Returns one of these.
    pub fn one<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.index(of.len())]
    }

    fn index(&mut self, length: usize) -> usize {
        usize::try_from(self.below(length as u64)).unwrap_or(0)
    }

    fn between(&mut self, (least, most): (u64, u64)) -> u64 {
        least + self.below(most - least + 1)
    }
}

impl Prose {
    /// Learns the words of the checklist.
    pub fn learn(checklist: &Checklist, seed: u64) -> Result<Self, Failure> {
        let words: Vec<String> = own_texts(checklist)?
            .split_whitespace()
            .map(|word| word.trim_matches(|mark: char| !mark.is_alphanumeric()).to_owned())
            .filter(|word| !word.is_empty())
            .collect();
        let mut places: HashMap<String, Vec<usize>> = HashMap::new();
        for (place, word) in words.iter().enumerate() {
            places.entry(word.clone()).or_default().push(place);
        }
        Ok(Self { words, places, dice: Dice::new(seed) })
    }

    /// Writes an explanation.
    pub fn explanation(&mut self) -> String {
        let sentences = self.dice.between(SENTENCES);
        let sentences: Vec<String> = (0..sentences).map(|_| self.sentence()).collect();
        sentences.join(" ")
    }

    /// Writes one sentence.
    pub fn sentence(&mut self) -> String {
        let mut sentence = String::new();
        let mut word = String::new();
        for at in 0..self.dice.between(WORDS) {
            word = self.word_after(&word);
            if 0 < at {
                sentence.push_str(if self.dice.below(12) == 0 { ", " } else { " " });
            }
            sentence.push_str(&word);
        }
        let first: String = sentence.chars().take(1).flat_map(char::to_uppercase).collect();
        let rest: String = sentence.chars().skip(1).collect();
        format!("{first}{rest}.")
    }

    fn word_after(&mut self, word: &str) -> String {
        match self.dice.below(24) {
            0 => self.dice.between((2, 2_030)).to_string(),
            1 => self.compound(),
            2..16 => self.follower(word),
            _ => self.any(),
        }
    }

    fn follower(&mut self, word: &str) -> String {
        let Some(places) = self.places.get(word) else {
            return self.any();
        };
        let place = *self.dice.one(places) + 1;
        self.words.get(place).cloned().unwrap_or_default()
    }

    fn any(&mut self) -> String {
        self.dice.one(&self.words).clone()
    }

    fn compound(&mut self) -> String {
        self.any().to_lowercase() + &self.any().to_lowercase()
    }
}

/// Returns the Dutch texts of the checklist, one a line.
pub fn own_texts(checklist: &Checklist) -> Result<String, Failure> {
    let mut texts = String::new();
    collect(&serde_json::to_value(checklist.in_language(Language::Nl))?, &mut texts);
    Ok(texts)
}

/// Collects everything with a space in it: what has none is an id.
fn collect(value: &Value, texts: &mut String) {
    match value {
        Value::String(text) if text.contains(' ') => {
            texts.push_str(text);
            texts.push('\n');
        }
        Value::Array(values) => values.iter().for_each(|value| collect(value, texts)),
        Value::Object(values) => values.values().for_each(|value| collect(value, texts)),
        _ => {}
    }
}
