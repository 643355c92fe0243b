//! What was measured, beside what was wanted.

use std::fmt;

/// The rows so far.
#[derive(Debug, Default)]
pub struct Table(Vec<Row>);

#[derive(Debug)]
struct Row {
    what: String,
    measured: u64,
    unit: &'static str,
    most: Option<u64>,
}

impl Table {
    /// Adds a figure that is to be `most` at most.
    pub fn add(&mut self, what: impl Into<String>, measured: u64, unit: &'static str, most: u64) {
        self.push(what.into(), measured, unit, Some(most));
    }

    /// Adds a figure without a goal.
    pub fn note(&mut self, what: impl Into<String>, measured: u64, unit: &'static str) {
        self.push(what.into(), measured, unit, None);
    }

    fn push(&mut self, what: String, measured: u64, unit: &'static str, most: Option<u64>) {
        eprintln!("{what}: {measured} {unit}");
        self.0.push(Row {
            what,
            measured,
            unit,
            most,
        });
    }

    /// Whether every goal is met.
    pub fn is_good(&self) -> bool {
        self.0
            .iter()
            .all(|row| row.most.is_none_or(|most| row.measured <= most))
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "| figure | measured | goal: at most |")?;
        writeln!(f, "| --- | ---: | ---: |")?;
        for row in &self.0 {
            let goal = row
                .most
                .map(|most| format!("{most} {}", row.unit))
                .unwrap_or_default();
            writeln!(
                f,
                "| {} | {} {} | {goal} |",
                row.what, row.measured, row.unit
            )?;
        }
        Ok(())
    }
}
