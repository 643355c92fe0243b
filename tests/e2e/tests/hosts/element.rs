//! The element's own tests, which are JavaScript modules in `tests/hosts/element`.

use anyhow::{Result, ensure};
use kirimin_e2e::{Browser, SECOND, ServerOptions, every_engine, play_with};
use serde_json::json;

/// In every page. What a driver runs may have globals of its own, as in Firefox; what that imports, too.
const RUNNER: &str = r#"
globalThis.moduleTests = {
  names: (module) => import(module).then(Object.keys),
  /** Hands back an empty string, or what is wrong. */
  run: (module, name) => Promise.all([import('/harness.js'), import(module)])
    .then(([{ errors }, tests]) => tests[name]().then(() => {
      if (errors.length) throw new Error(`the console has errors: ${errors.join('; ')}`);
    }))
    .then(() => '', (error) => `${error}\n${error?.stack}`),
};
"#;

const NAMES: &str = "
const [module, done] = arguments;
window.moduleTests.names(module).then(done, (error) => done(String(error)));
";

const RUN: &str = "
const [module, name, done] = arguments;
window.moduleTests.run(module, name).then(done);
";

/// Runs every test of a module, each in a page of its own, with a strict policy that nothing may violate.
fn run(module: &str) {
    let quick = ServerOptions {
        cooldown: 0,
        ..ServerOptions::default()
    };
    play_with(quick, async |stage| {
        let browser = stage.browser_of(SECOND).await?;
        browser.run_in_every_page(RUNNER).await?;
        browser.goto("/").await?;
        let path = json!(format!("/{module}.js"));
        let names = browser.run_async(NAMES, vec![path.clone()]).await?;
        let names: Vec<String> = serde_json::from_value(names)?;
        let mut failed = Vec::new();
        for name in &names {
            if let Err(problem) = run_one(&browser, &path, name).await {
                failed.push(format!("{name}: {problem}"));
                browser.goto("/").await?;
                browser.forget_errors().await?;
            }
        }
        println!("{module}: {} in-page tests", names.len());
        if ["failing", "platforms"].contains(&module) {
            // The browser itself tells of what it refuses. What the package tells, the tests check.
            browser.forget_errors().await?;
        }
        ensure!(failed.is_empty(), "{}", failed.join("\n"));
        Ok(())
    });
}

async fn run_one(browser: &Browser, path: &serde_json::Value, name: &str) -> Result<()> {
    browser.goto("/").await?;
    let problem = browser
        .run_async(RUN, vec![path.clone(), json!(name)])
        .await?;
    ensure!(problem == "", "{}", problem.as_str().unwrap_or_default());
    let violations = browser.violations().await?;
    ensure!(violations.is_empty(), "policy violated: {violations:#?}");
    Ok(())
}

#[every_engine(on_request)]
fn its_attributes_and_properties_are_as_documented() {
    run("attributes");
}

#[every_engine(on_request)]
fn its_events_and_methods_are_as_documented() {
    run("methods");
}

#[every_engine(on_request)]
fn its_states_parts_and_slots_are_as_documented() {
    run("styling");
}

#[every_engine(on_request)]
fn it_is_loaded_when_needed_and_never_leaves_a_page_blank() {
    run("loading");
}

#[every_engine(on_request)]
fn it_recovers_when_it_could_not_be_loaded() {
    run("failing");
}

#[every_engine(on_request)]
fn it_works_in_browsers_that_lack_something() {
    run("platforms");
}

#[every_engine(on_request)]
fn it_has_good_manners() {
    run("manners");
}

#[every_engine(on_request)]
fn a_malicious_server_can_neither_inject_nor_break_the_page() {
    run("malice");
}
