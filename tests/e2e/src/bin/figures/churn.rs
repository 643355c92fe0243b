//! Cards that come and go while their requests are being made: nothing may stay behind.

use crate::table::Table;
use anyhow::{Context, Result, ensure};
use kirimin_e2e::{Bench, Browser, SECOND, ServerOptions, perform, until};
use serde_json::json;

/// So many mounts and unmounts at one press of the bench's button.
const STEP: u64 = 500;
const STEPS: u64 = 20;
/// What a heap may be larger by: the browser's own ways, not ten thousand of anything.
const SLACK: u64 = 512 * 1_024;

/// In the page before anything else: counts what is under way.
const COUNT: &str = r"
const left = globalThis.left = { fetches: 0, timers: new Set(), memory: null };
const { fetch, setTimeout, clearTimeout } = globalThis;
globalThis.fetch = (...asked) => {
  left.fetches += 1;
  return fetch(...asked).finally(() => { left.fetches -= 1; });
};
globalThis.setTimeout = (run, ...rest) => {
  const timer = setTimeout((...given) => { left.timers.delete(timer); run(...given); }, ...rest);
  left.timers.add(timer);
  return timer;
};
globalThis.clearTimeout = timer => { left.timers.delete(timer); clearTimeout(timer); };
const { instantiateStreaming } = WebAssembly;
WebAssembly.instantiateStreaming = async (...asked) => {
  const made = await instantiateStreaming.apply(WebAssembly, asked);
  left.memory = made.instance.exports.memory;
  return made;
};
";

/// What is there at one moment, once the garbage is collected.
struct Census {
    fetches: u64,
    timers: u64,
    locks: u64,
    listeners: u64,
    nodes: u64,
    heap: u64,
    wasm: u64,
}

async fn census(browser: &Browser) -> Result<Census> {
    const LEFT: &str = r"
        const done = arguments[0];
        navigator.locks.query().then(locks => done({
          fetches: left.fetches,
          timers: left.timers.size,
          locks: locks.held.length + locks.pending.length,
          wasm: left.memory.buffer.byteLength,
        }));
    ";
    let left = browser.run_async(LEFT, vec![]).await?;
    for _ in 0..3 {
        browser
            .devtools("HeapProfiler.collectGarbage", json!({}))
            .await?;
    }
    let metrics = browser
        .devtools("Performance.getMetrics", json!({}))
        .await?;
    let metric = |name: &str| {
        let metrics = metrics["metrics"].as_array()?;
        let found = metrics.iter().find(|metric| metric["name"] == name)?;
        Some(found["value"].as_f64()? as u64)
    };
    let count = |name: &str| left[name].as_u64().context("a count is missing");
    Ok(Census {
        fetches: count("fetches")?,
        timers: count("timers")?,
        locks: count("locks")?,
        wasm: count("wasm")?,
        listeners: metric("JSEventListeners").context("no listeners")?,
        nodes: metric("Nodes").context("no nodes")?,
        heap: metric("JSHeapUsedSize").context("no heap")?,
    })
}

async fn churn(browser: &Browser, until_then: u64) -> Result<()> {
    browser.click("[data-churn]").await?;
    until(format!("{until_then} have come and gone"), async || {
        const DONE: &str = "return Number(document.querySelector('[data-churn]').textContent)";
        let done = browser.run(DONE, vec![]).await?;
        ensure!(done == until_then, "{done}");
        Ok(())
    })
    .await
}

/// Ten thousand cards, one after the other, none of which is ever answered.
pub fn mounts_and_unmounts(table: &mut Table) -> Result<()> {
    let options = ServerOptions {
        cooldown: 0,
        ..ServerOptions::default()
    };
    perform(&options, async |stage| {
        let never = json!([{ "on": "search", "fault": "delay", "ms": 3_600_000 }]);
        stage.server.faults(never).await?;
        let me = stage.browser_of(SECOND).await?;
        me.devtools("Performance.enable", json!({})).await?;
        me.run_in_every_page(COUNT).await?;
        let bench = Bench::default().cooldown(0);
        me.bench(bench.with("churn", &STEP.to_string())).await?;
        // The first ones fill what is there for good.
        churn(&me, STEP).await?;
        let before = census(&me).await?;
        stage.server.clear_log().await?;
        for step in 1..=STEPS {
            churn(&me, STEP * (step + 1)).await?;
        }
        let after = census(&me).await?;
        let sent = stage.server.log().await?.len() as u64;
        let what = "10,000 mounts and unmounts";
        table.note(
            format!("{what}: of them with the request under way"),
            sent,
            "",
        );
        ensure!(
            sent > STEP,
            "too few requests were made for this to mean anything"
        );
        table.add(format!("{what}: requests left"), after.fetches, "", 0);
        table.add(format!("{what}: timers left"), after.timers, "", 0);
        table.add(format!("{what}: locks left"), after.locks, "", 0);
        let grown = |now: u64, then: u64| now.saturating_sub(then);
        let listeners = grown(after.listeners, before.listeners);
        table.add(format!("{what}: more listeners"), listeners, "", 0);
        let nodes = grown(after.nodes, before.nodes);
        table.add(format!("{what}: more nodes"), nodes, "", 0);
        let heap = grown(after.heap, before.heap);
        table.add(
            format!("{what}: larger JavaScript heap"),
            heap,
            "bytes",
            SLACK,
        );
        let wasm = grown(after.wasm, before.wasm);
        table.add(
            format!("{what}: larger WebAssembly memory"),
            wasm,
            "bytes",
            0,
        );
        Ok(())
    })
}
