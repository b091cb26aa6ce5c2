//! Measures how long the no-case guard takes for the longest explanation there can be, one of policy and
//! one that tells a case in every sentence.

mod ground;

use std::time::Instant;

use domain::{decide::EXPLANATION_CHARS_MAX, guard::inspect};
use ground::{Failure, figure, prose::own_texts, region::checklist};

const STORY: &str = "Haar vriend dwingt haar sinds gisteren. ";
const ROUNDS: u32 = 2_000;

fn main() -> Result<(), Failure> {
    let policy: String = own_texts(&checklist()?)?.chars().take(EXPLANATION_CHARS_MAX).collect();
    let story: String = STORY.chars().cycle().take(EXPLANATION_CHARS_MAX).collect();
    figure("policy_us", microseconds(&policy));
    figure("story_us", microseconds(&story));
    Ok(())
}

/// Reads a text many times and returns the middle time.
fn microseconds(text: &str) -> f64 {
    let mut laps: Vec<f64> = (0..ROUNDS)
        .map(|_| {
            let start = Instant::now();
            std::hint::black_box(inspect(std::hint::black_box(text)).is_ok());
            start.elapsed().as_secs_f64() * 1e6
        })
        .collect();
    laps.sort_by(f64::total_cmp);
    laps[laps.len() / 2]
}
