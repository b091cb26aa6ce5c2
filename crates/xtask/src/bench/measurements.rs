//! Every measurement, its floor and its target.

/// One program that measures, and the program that is its floor.
pub struct Measurement {
    /// What it is called on the command line.
    pub name: &'static str,
    /// The program.
    pub program: &'static str,
    /// The least that is needed, as a program of its own.
    pub floor: Option<&'static str>,
    /// What it runs on.
    pub ground: On,
    /// What it prints.
    pub lines: &'static [Line],
}

/// What a measurement runs on.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum On {
    /// A database on each of the two engines.
    Both,
    /// A database on SQLite, because the engine makes no difference to it.
    Sqlite,
    /// What the server hands out to browsers, built for release.
    Site,
    /// The same, in a browser.
    Browser,
}

/// One line of the table.
pub struct Line {
    /// What is measured, in words.
    pub title: &'static str,
    /// The figure that the program prints.
    pub figure: &'static str,
    /// The figure that the floor prints.
    pub floor: Option<&'static str>,
    /// What it must reach.
    pub target: Option<Target>,
    /// What it counts.
    pub unit: Unit,
}

/// What a line must reach.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Target {
    /// At most so many times the floor.
    TimesMost(f64),
    /// At least so many times the floor.
    TimesLeast(f64),
    /// At most so much.
    Most(f64),
}

/// What a figure counts.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Unit {
    /// Microseconds, shown as milliseconds.
    Time,
    /// So many a second.
    Rate,
    /// Bytes, shown as thousands of bytes.
    Bytes,
    /// A part of a whole.
    Share,
    /// So many.
    Count,
}

const fn line(title: &'static str, figure: &'static str, unit: Unit) -> Line {
    Line { title, figure, floor: None, target: None, unit }
}

impl Line {
    const fn over(self, floor: &'static str) -> Line {
        Line { floor: Some(floor), ..self }
    }

    const fn reaching(self, target: Target) -> Line {
        Line { target: Some(target), ..self }
    }
}

/// All of them, in the order of the issue that asked for them.
pub const MEASUREMENTS: &[Measurement] = &[
    Measurement {
        name: "command",
        program: "bench_command",
        floor: Some("floor_command"),
        ground: On::Both,
        lines: &[
            line("durable command over HTTP, p50", "p50_us", Unit::Time)
                .over("p50_us")
                .reaching(Target::TimesMost(1.5)),
            line("… p95", "p95_us", Unit::Time).over("p95_us"),
        ],
    },
    Measurement {
        name: "writers",
        program: "bench_writers",
        floor: Some("floor_commit"),
        ground: On::Both,
        lines: &[
            line("64 writers in one region", "one_region_per_s", Unit::Rate)
                .over("commits_per_s")
                .reaching(Target::TimesLeast(5.0)),
            line("64 writers over 16 regions", "sixteen_regions_per_s", Unit::Rate)
                .over("commits_per_s")
                .reaching(Target::TimesLeast(5.0)),
        ],
    },
    Measurement {
        name: "guard",
        program: "bench_guard",
        floor: Some("floor_commit"),
        ground: On::Both,
        lines: &[
            line("the guard on 4,000 characters of policy, p50", "policy_us", Unit::Time)
                .over("p50_us")
                .reaching(Target::TimesMost(0.2)),
            line("… on as many that tell cases, p50", "story_us", Unit::Time)
                .over("p50_us")
                .reaching(Target::TimesMost(0.2)),
        ],
    },
    Measurement {
        name: "rights",
        program: "bench_rights",
        floor: None,
        ground: On::Both,
        lines: &[
            line("judging whether the sender may, p50", "judged_us", Unit::Time),
            line("… of the whole command in its room", "judged_share", Unit::Share)
                .reaching(Target::Most(0.05)),
            line("… where the place is read anew", "read_anew_share", Unit::Share),
            line("the whole command in its room, p50", "command_us", Unit::Time),
        ],
    },
    Measurement {
        name: "sign-in",
        program: "bench_sign_in",
        floor: None,
        ground: On::Both,
        lines: &[
            line("a page while 50 sign in, p99, of that without", "page_share", Unit::Share)
                .reaching(Target::Most(1.5)),
            line("… without, p99", "quiet_page_us", Unit::Time),
            line("… while they do, p99", "crowded_page_us", Unit::Time),
            line("a command while 50 sign in, p99, of that without", "command_share", Unit::Share)
                .reaching(Target::Most(1.5)),
            line("… without, p99", "quiet_command_us", Unit::Time),
            line("… while they do, p99", "crowded_command_us", Unit::Time),
            line("people who came in meanwhile", "sign_ins_per_s", Unit::Rate),
        ],
    },
    Measurement {
        name: "live",
        program: "bench_live",
        floor: Some("floor_live"),
        ground: On::Both,
        lines: &[
            line("edit to another client's stream, p50", "p50_us", Unit::Time)
                .over("p50_us")
                .reaching(Target::TimesMost(1.5)),
            line("… p95", "p95_us", Unit::Time).over("p95_us"),
        ],
    },
    Measurement {
        name: "replay",
        program: "bench_replay",
        floor: Some("floor_rows"),
        ground: On::Both,
        lines: &[line("replay of 20,000 entries", "entries_per_s", Unit::Rate)
            .over("entries_per_s")
            .reaching(Target::TimesLeast(0.6))],
    },
    Measurement {
        name: "page",
        program: "bench_page",
        floor: Some("floor_page"),
        ground: On::Both,
        lines: &[
            line("check page over HTTP, p50", "p50_us", Unit::Time).over("p50_us"),
            line("… raw", "page_bytes", Unit::Bytes),
            line("… compressed", "page_compressed_bytes", Unit::Bytes),
        ],
    },
    Measurement {
        name: "grid",
        program: "bench_grid",
        floor: Some("floor_grid"),
        ground: On::Sqlite,
        lines: &[
            line("grid of 30 municipalities over HTTP, p50", "p50_us", Unit::Time).over("p50_us"),
            line("… as data, without rendering", "data_p50_us", Unit::Time),
            line("… rendering alone", "render_p50_us", Unit::Time),
            line("… raw", "page_bytes", Unit::Bytes),
            line("… compressed", "page_compressed_bytes", Unit::Bytes),
        ],
    },
    Measurement {
        name: "actions",
        program: "bench_actions",
        floor: None,
        ground: On::Both,
        lines: &[
            line(
                "the list with 5,000 actions over HTTP, p50, of that with 50",
                "list_times",
                Unit::Share,
            )
            .reaching(Target::Most(3.0)),
            line("… with 50", "list_few_us", Unit::Time),
            line("… with 5,000", "list_many_us", Unit::Time),
            line("… raw", "list_many_bytes", Unit::Bytes),
            line("the same as a board, of that with 50", "board_times", Unit::Share)
                .reaching(Target::Most(3.0)),
            line("… with 50", "board_few_us", Unit::Time),
            line("… with 5,000", "board_many_us", Unit::Time),
            line("… raw", "board_many_bytes", Unit::Bytes),
        ],
    },
    Measurement {
        name: "night",
        program: "bench_night",
        floor: Some("floor_rows"),
        ground: On::Both,
        lines: &[
            line(
                "entries judged by a pass over 1,000 regions of 200 actions",
                "entries_per_s",
                Unit::Rate,
            )
            .over("entries_per_s"),
            line("… that pass, which reads and writes", "writing_us", Unit::Time),
            line("… the next one, with nothing to do", "idle_us", Unit::Time),
            line("… reminders and silent offers that it wrote", "reminders", Unit::Count),
        ],
    },
    Measurement {
        name: "snapshot",
        program: "bench_snapshot",
        floor: None,
        ground: On::Sqlite,
        lines: &[
            line("a grid's snapshot, 4 municipalities, raw", "4_grid_raw_bytes", Unit::Bytes),
            line("… as sent", "4_grid_compressed_bytes", Unit::Bytes),
            line("… 16 municipalities, raw", "16_grid_raw_bytes", Unit::Bytes),
            line("… as sent", "16_grid_compressed_bytes", Unit::Bytes),
            line("… 60 municipalities, raw", "60_grid_raw_bytes", Unit::Bytes),
            line("… as sent", "60_grid_compressed_bytes", Unit::Bytes)
                .reaching(Target::Most(150_000.0)),
            line("… time until it is there", "60_grid_us", Unit::Time),
            line(
                "a question's snapshot, 60 municipalities, raw",
                "60_question_raw_bytes",
                Unit::Bytes,
            ),
            line("… as sent", "60_question_compressed_bytes", Unit::Bytes)
                .reaching(Target::Most(150_000.0)),
            line("… time until it is there", "60_question_us", Unit::Time),
            line(
                "everything of 60 municipalities, with brotli 5",
                "60_whole_at_quality_5_bytes",
                Unit::Bytes,
            ),
            line("what the checklist's own texts compress to", "own_prose_share", Unit::Share),
            line("what the written explanations compress to", "written_prose_share", Unit::Share),
        ],
    },
    Measurement {
        name: "bytes",
        program: "bench_bytes",
        floor: None,
        ground: On::Site,
        lines: &[
            line("browser program, raw", "ketentafel_bg.wasm_raw", Unit::Bytes),
            line("… compressed", "ketentafel_bg.wasm_compressed", Unit::Bytes),
            line("its starter, raw", "ketentafel.js_raw", Unit::Bytes),
            line("… compressed", "ketentafel.js_compressed", Unit::Bytes),
            line("styles, raw", "ketentafel.css_raw", Unit::Bytes),
            line("… compressed", "ketentafel.css_compressed", Unit::Bytes),
        ],
    },
    Measurement {
        name: "scripting",
        program: "bench_scripting",
        floor: None,
        ground: On::Browser,
        lines: &[
            line("an entry at a grid of 30 municipalities, scripts", "grid_script_us", Unit::Time)
                .reaching(Target::Most(50_000.0)),
            line("… main thread busy", "grid_busy_us", Unit::Time),
            line("an entry at a check, scripts", "check_script_us", Unit::Time)
                .reaching(Target::Most(50_000.0)),
            line("… main thread busy", "check_busy_us", Unit::Time),
            line("an entry at the board, scripts", "board_script_us", Unit::Time)
                .reaching(Target::Most(50_000.0)),
            line("… main thread busy", "board_busy_us", Unit::Time),
            line("a keystroke in an explanation, scripts", "keystroke_script_us", Unit::Time)
                .reaching(Target::Most(50_000.0)),
            line("… main thread busy", "keystroke_busy_us", Unit::Time),
            line("an entry at the list of 5,000 actions, scripts", "list_script_us", Unit::Time)
                .reaching(Target::Most(50_000.0)),
            line("… main thread busy", "list_busy_us", Unit::Time),
            line("choosing an action of that list, scripts", "choose_script_us", Unit::Time)
                .reaching(Target::Most(50_000.0)),
            line("… main thread busy", "choose_busy_us", Unit::Time),
            line("an entry at one of 5,000 actions, scripts", "action_script_us", Unit::Time)
                .reaching(Target::Most(50_000.0)),
            line("… main thread busy", "action_busy_us", Unit::Time),
        ],
    },
];
