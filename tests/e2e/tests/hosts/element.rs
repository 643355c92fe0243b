//! The element's own tests, which are JavaScript modules in `tests/hosts/element`.

use anyhow::{Result, ensure};
use kirimin_e2e::{Browser, SECOND, ServerOptions, play_with};
use serde_json::json;
use std::time::Duration;

const NAMES: &str = "
const done = arguments[1];
import(arguments[0]).then(tests => done(Object.keys(tests)), error => done(String(error)));
";

/// Hands back an empty string, or what is wrong.
const RUN: &str = r#"
const [module, name, done] = arguments;
Promise.all([import('/harness.js'), import(module)])
  .then(([{ errors }, tests]) => tests[name]().then(() => {
    if (errors.length) throw new Error(`the console has errors: ${errors.join('; ')}`);
  }))
  .then(() => done(''), error => done(`${error}\n${error?.stack}`));
"#;

/// Runs every test of a module, each in a page of its own, with a strict policy that nothing may violate.
fn run(module: &str) {
    let quick = ServerOptions {
        cooldown: 0,
        ..ServerOptions::default()
    };
    play_with(quick, async |stage| {
        let browser = stage.browser_of(SECOND).await?;
        browser
            .set_script_patience(Duration::from_secs(120))
            .await?;
        browser.goto("/").await?;
        let path = json!(format!("/{module}.js"));
        let names = browser.run_async(NAMES, vec![path.clone()]).await?;
        let names: Vec<String> = serde_json::from_value(names)?;
        let mut failed = Vec::new();
        for name in &names {
            if let Err(problem) = run_one(&browser, &path, name).await {
                failed.push(format!("{name}: {problem}"));
            }
        }
        println!("{module}: {} in-page tests", names.len());
        if ["failing", "platforms"].contains(&module) {
            // The browser itself tells of what it refuses. What the package tells, the tests check.
            browser.forget_console().await?;
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

#[test]
fn its_interface_is_as_documented() {
    run("interface");
}

#[test]
fn it_is_loaded_when_needed_and_never_leaves_a_page_blank() {
    run("loading");
}

#[test]
fn it_recovers_when_it_could_not_be_loaded() {
    run("failing");
}

#[test]
fn it_works_in_browsers_that_lack_something() {
    run("platforms");
}

#[test]
fn it_has_good_manners() {
    run("manners");
}

#[test]
fn a_malicious_server_can_neither_inject_nor_break_the_page() {
    run("malice");
}
