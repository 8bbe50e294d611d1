//! Other programs' figures, measured on 23 November 2026 on a machine of the same kind, in a
//! pseudo-terminal of 120×40, with as many tasks in one list; medians. A program without a figure
//! at a size was not there within a minute, ended with an error, or was given up.

/// Tasks and milliseconds.
pub type Figures = &'static [(f64, f64)];

/// A program and what it takes.
pub struct Other {
    /// Its name.
    pub name: &'static str,
    /// Its line's colour.
    pub color: &'static str,
    /// From exec to the first tasks on the screen.
    pub first: Figures,
    /// Move down.
    pub down: Figures,
    /// A task is done: from the key to the frame that shows it.
    pub done: Figures,
}

/// tuxedo 2026.7.1, kanban-cli 0.12.2, vault-tasks-tui 2.0.3, tatuin 0.27.0 and taskwarrior-tui 0.27.0
/// with Taskwarrior 3.5.0 are programs of the same family; calcurse 4.7.1, topydo 0.16, dooit 3.3.4
/// and VisiData 3.4 of others.
pub const OTHERS: [Other; 9] = [
    Other {
        name: "tuxedo",
        color: "#fb4934",
        first: &[(1e2, 6.8), (1e4, 100.0), (1e5, 951.0)],
        down: &[(1e2, 1.44), (1e4, 39.3), (1e5, 437.0)],
        done: &[(1e2, 1.8), (1e4, 54.0), (1e5, 625.0)],
    },
    Other {
        name: "kanban",
        color: "#fabd2f",
        first: &[(1e2, 28.8), (1e4, 275.0)],
        down: &[(1e2, 16.5), (1e4, 17.0)],
        done: &[(1e2, 16.6), (1e4, 117.0)],
    },
    Other {
        name: "taskwarrior-tui",
        color: "#d3869b",
        first: &[(1e2, 122.0), (1e4, 2_553.0), (1e5, 27_871.0)],
        down: &[(1e2, 1.33), (1e4, 48.2)],
        done: &[(1e2, 128.0), (1e4, 4_754.0)],
    },
    Other {
        name: "tatuin",
        color: "#83a598",
        first: &[(1e2, 29.1), (1e4, 94.4), (1e5, 671.0)],
        down: &[(1e2, 0.86), (1e4, 0.97), (1e5, 1.11)],
        done: &[(1e2, 4.4), (1e4, 7.7), (1e5, 21.0)],
    },
    Other {
        name: "vault-tasks",
        color: "#fe8019",
        first: &[(1e2, 50.0), (1e4, 12_540.0)],
        down: &[(1e2, 13.0)],
        done: &[(1e2, 49.0)],
    },
    Other {
        name: "calcurse",
        color: "#a89984",
        first: &[(1e2, 30.6), (1e4, 394.0)],
        down: &[(1e2, 1.49), (1e4, 23.9)],
        done: &[],
    },
    Other {
        name: "topydo",
        color: "#bdae93",
        first: &[(1e2, 130.0), (1e4, 2_630.0)],
        down: &[(1e2, 2.77), (1e4, 2.35)],
        done: &[],
    },
    Other {
        name: "dooit",
        color: "#928374",
        // The first tasks need one more key there.
        first: &[(1e2, 633.0), (1e4, 8_041.0)],
        down: &[(1e2, 9.52), (1e4, 8.93)],
        done: &[],
    },
    Other {
        name: "VisiData",
        color: "#7c6f64",
        first: &[(1e2, 330.0), (1e4, 302.0), (1e5, 274.0)],
        down: &[(1e2, 11.0), (1e4, 11.2), (1e5, 10.4)],
        done: &[],
    },
];
