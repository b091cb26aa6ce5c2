//! Figures of several turns, made into one table.

use std::{collections::BTreeMap, fmt::Write as _};

use super::measurements::{Line, Target, Unit};

/// What a program printed.
pub type Figures = BTreeMap<String, f64>;

/// One turn of a measurement and its floor.
pub struct Turn {
    /// What the measurement printed.
    pub measured: Figures,
    /// What its floor printed.
    pub floor: Figures,
}

/// One line of the table, with its figures.
pub struct Row {
    title: String,
    engine: String,
    unit: Unit,
    measured: Option<f64>,
    floor: Option<f64>,
    ratio: Option<f64>,
    target: Option<Target>,
}

/// Reads the figures that a program printed: `figure`, a name and a number, one each line.
pub fn figures(printed: &str) -> Figures {
    let read = |line: &str| {
        let mut words = line.strip_prefix("figure\t")?.split('\t');
        Some((words.next()?.to_owned(), words.next()?.parse().ok()?))
    };
    printed.lines().filter_map(read).collect()
}

impl Row {
    /// Takes the middle of what the turns gave for a line.
    pub fn of(line: &Line, engine: &str, turns: &[Turn]) -> Row {
        let measured = |turn: &Turn| turn.measured.get(line.figure).copied();
        let floor = |turn: &Turn| turn.floor.get(line.floor?).copied();
        Row {
            title: line.title.to_owned(),
            engine: engine.to_owned(),
            unit: line.unit,
            measured: middle(turns.iter().filter_map(measured)),
            floor: middle(turns.iter().filter_map(floor)),
            ratio: middle(turns.iter().filter_map(|turn| Some(measured(turn)? / floor(turn)?))),
            target: line.target,
        }
    }

    fn verdict(&self) -> &'static str {
        let reached = match self.target {
            None => return "",
            Some(Target::TimesMost(most)) => self.ratio.map(|ratio| ratio <= most),
            Some(Target::TimesLeast(least)) => self.ratio.map(|ratio| least <= ratio),
            Some(Target::Most(most)) => self.measured.map(|measured| measured <= most),
        };
        match reached {
            Some(true) => "reached",
            Some(false) => "MISSED",
            None => "NOT MEASURED",
        }
    }

    fn target(&self) -> String {
        match self.target {
            None => String::new(),
            Some(Target::TimesMost(most)) => format!("≤ {most} ×"),
            Some(Target::TimesLeast(least)) => format!("≥ {least} ×"),
            Some(Target::Most(most)) => format!("≤ {}", written(most, self.unit)),
        }
    }
}

/// Writes the table in Markdown.
pub fn markdown(rows: &[Row]) -> String {
    let mut table = String::from(
        "| What | Engine | Measured | Floor | Ratio | Target | Verdict |\n|---|---|---|---|---|---|---|\n",
    );
    for row in rows {
        let figure = |value: Option<f64>| value.map_or(String::new(), |v| written(v, row.unit));
        let ratio = row.ratio.map_or(String::new(), |ratio| format!("{ratio:.2} ×"));
        // Writing to a String cannot fail.
        let _ = writeln!(
            table,
            "| {} | {} | {} | {} | {ratio} | {} | {} |",
            row.title,
            row.engine,
            figure(row.measured),
            figure(row.floor),
            row.target(),
            row.verdict()
        );
    }
    table
}

fn middle(values: impl Iterator<Item = f64>) -> Option<f64> {
    let mut values: Vec<f64> = values.filter(|value| value.is_finite()).collect();
    values.sort_by(f64::total_cmp);
    let (low, high) =
        (values.get(values.len().checked_sub(1)? / 2)?, values.get(values.len() / 2)?);
    Some(f64::midpoint(*low, *high))
}

fn written(value: f64, unit: Unit) -> String {
    match unit {
        Unit::Time => format!("{:.2} ms", value / 1_000.0),
        Unit::Rate => format!("{value:.0}/s"),
        Unit::Bytes => format!("{:.1} kB", value / 1_000.0),
        Unit::Share => format!("{:.0} %", value * 100.0),
        Unit::Count => format!("{value:.0}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINE: Line = Line {
        title: "a thing",
        figure: "p50_us",
        floor: Some("bare_us"),
        target: Some(Target::TimesMost(1.5)),
        unit: Unit::Time,
    };

    fn turn(measured: &str, floor: &str) -> Turn {
        Turn { measured: figures(measured), floor: figures(floor) }
    }

    #[test]
    fn the_ratio_is_the_middle_of_the_turns_and_not_of_the_figures() {
        // The machine was twice as slow in the last turn, for both.
        let turns = [
            turn("figure\tp50_us\t1200", "figure\tbare_us\t1000"),
            turn("figure\tp50_us\t1400", "figure\tbare_us\t1000"),
            turn("figure\tp50_us\t2600", "noise\nfigure\tbare_us\t2000"),
        ];
        let table = markdown(&[Row::of(&LINE, "SQLite", &turns)]);
        let last = table.lines().last().unwrap();
        assert_eq!(last, "| a thing | SQLite | 1.40 ms | 1.00 ms | 1.30 × | ≤ 1.5 × | reached |");
    }

    #[test]
    fn a_missed_target_and_a_missing_figure_are_both_said() {
        let missed = Row::of(&LINE, "", &[turn("figure\tp50_us\t1600", "figure\tbare_us\t1000")]);
        assert_eq!(missed.verdict(), "MISSED");
        let absent = Row::of(&LINE, "", &[turn("", "figure\tbare_us\t1000")]);
        assert_eq!(absent.verdict(), "NOT MEASURED");
    }
}
