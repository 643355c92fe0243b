//! Pictures of every state of the card.
//!
//! `cargo xtask shots` builds what is needed and runs this. It writes a sheet of
//! all states for each language, scheme and width into the build folder; with
//! `--accept` it replaces the reviewed pictures and those of the docs instead.

mod docs;

use anyhow::{Result, bail};
use kirimin_e2e::shots::{self, ENGINE, Gallery, Look, Review, Reviewed, Scheme};
use kirimin_e2e::{ServerOptions, Stage, perform};
use std::process::ExitCode;
use std::time::Instant;

/// No request of these pages has to wait.
const QUICK: ServerOptions = ServerOptions {
    cooldown: 0,
    api: None,
    port: 0,
};

fn main() -> ExitCode {
    let arguments: Vec<_> = std::env::args().skip(1).collect();
    let outcome = match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [] => sheets(),
        ["--accept"] => accept(),
        _ => Err(anyhow::anyhow!("the only option is --accept")),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("error: {problem:#}");
            ExitCode::FAILURE
        }
    }
}

/// Everything there is to see, for a person to look at.
fn sheets() -> Result<()> {
    let started = Instant::now();
    let folder = shots::folder();
    let count = perform(&QUICK, async |stage| all_looks(stage).await)?;
    docs::pictures(&folder.join("docs"))?;
    println!(
        "{count} sheets and the pictures of the docs are in {} ({} s)",
        folder.display(),
        started.elapsed().as_secs()
    );
    Ok(())
}

async fn all_looks(stage: &Stage) -> Result<usize> {
    let mut count = 0;
    for scheme in Scheme::ALL {
        let browser = shots::open(stage, scheme).await?;
        for look in Look::all().filter(|look| look.scheme == scheme) {
            let sheet = Gallery::all(look).photograph(&browser).await?;
            let path = shots::folder().join(format!("{ENGINE}-{}.png", look.name()));
            sheet.picture.write_quickly(&path)?;
            println!("{}: {} states", path.display(), sheet.states.len());
            count += 1;
        }
    }
    Ok(count)
}

/// Replaces what is kept in the repository, where it looks different now.
fn accept() -> Result<()> {
    let reviewed = Reviewed::of_repository();
    let fresh = perform(&QUICK, async |stage| Review::photograph(stage).await)?;
    let accepted = reviewed.accept(&fresh)?;
    let folder = reviewed.folder().display();
    println!(
        "{folder}: {} replaced, {} removed",
        accepted.replaced.len(),
        accepted.removed.len()
    );
    for state in accepted.replaced.iter().chain(&accepted.removed) {
        println!("  {state}");
    }
    let Some(repository) = reviewed.folder().ancestors().nth(4) else {
        bail!("{folder} is in no repository");
    };
    docs::pictures(&repository.join("docs").join("pictures"))
}
