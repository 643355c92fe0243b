//! Pictures of every state of the card.
//!
//! `cargo xtask shots` builds what is needed and runs this. It writes a sheet of
//! all states for each engine, language, scheme and width into the build folder;
//! with `--accept` it replaces the reviewed pictures and those of the docs instead.

mod docs;

use anyhow::{Context, Result, bail};
use kirimin_e2e::shots::{self, Gallery, Look, REVIEWED, Review, Reviewed, Scheme};
use kirimin_e2e::{Engine, ServerOptions, Stage, perform, tree};
use kirimin_profile_card_core::strings::Strings;
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
        ["--accept"] => accept(),
        ["--engines", names] => engines(names).and_then(|engines| sheets(&engines)),
        _ => Err(anyhow::anyhow!(
            "the options are --engines with names, or --accept"
        )),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("error: {problem:#}");
            ExitCode::FAILURE
        }
    }
}

/// Names with commas between them.
fn engines(names: &str) -> Result<Vec<Engine>> {
    let engine = |name| Engine::ALL.into_iter().find(|engine| engine.name() == name);
    names
        .split(',')
        .map(|name| engine(name).with_context(|| format!("there is no engine {name}")))
        .collect()
}

/// Everything there is to see, for a person to look at.
fn sheets(engines: &[Engine]) -> Result<()> {
    let started = Instant::now();
    let folder = shots::folder();
    let mut count = 0;
    for engine in engines {
        count += engine.run(|| perform(&QUICK, async |stage| all_looks(stage).await))?;
    }
    if engines.contains(&REVIEWED) {
        REVIEWED.run(|| docs::pictures(&folder.join("docs")))?;
    }
    println!(
        "{count} sheets are in {}, with the pictures of the docs ({} s)",
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
            let engine = Engine::current().name();
            let path = shots::folder().join(format!("{engine}-{}.png", look.name()));
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
    perform(&QUICK, async |stage| trees(stage).await)?;
    let Some(repository) = reviewed.folder().ancestors().nth(4) else {
        bail!("{folder} is in no repository");
    };
    docs::pictures(&repository.join("docs").join("pictures"))
}

/// Replaces what assistive technology is told of each state, where that is different now.
async fn trees(stage: &Stage) -> Result<()> {
    let browser = stage.browser().await?;
    for lang in Strings::languages() {
        if tree::accept(lang, &tree::read(&browser, lang).await?)? {
            println!("{}: written", tree::path(lang).display());
        }
    }
    Ok(())
}
