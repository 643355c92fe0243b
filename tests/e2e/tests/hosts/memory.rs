//! What removed cards leave behind: nothing.

use anyhow::{Context, Result, ensure};
use kirimin_e2e::{Browser, SECOND, every_engine, play};
use serde_json::{Value, json};

/// Mounts a thousand cards, waits until they show, removes them.
const CYCLE: &str = r"
const done = arguments[0];
(async () => {
  const { instantiateStreaming } = WebAssembly;
  globalThis.instances ??= [];
  WebAssembly.instantiateStreaming = async (...given) => {
    const made = await instantiateStreaming(...given);
    instances.push(made.instance);
    return made;
  };
  const { DEVANKA, card, ready, settled } = await import('/harness.js');
  const { KiriminProfileCard } = await import('/npm/index.js');
  const many = Array.from({ length: 1000 }, (_, i) => {
    const id = String(i + 1);
    return card({ user: { ...DEVANKA, id, username: `u${id}` } });
  });
  await ready(many.at(-1));
  many.forEach((element) => element.remove());
  await settled();
  return instances.map(({ exports }) => exports.memory.buffer.byteLength);
})().then(done, (error) => done(String(error)));
";

#[derive(Debug)]
struct Kept {
    heap: f64,
    nodes: f64,
    listeners: f64,
    documents: f64,
    /// The WebAssembly's own memory, which never shrinks.
    wasm: f64,
}

impl Kept {
    async fn measure(browser: &Browser, memories: &Value) -> Result<Self> {
        ensure!(
            memories.as_array().is_some_and(|all| all.len() == 1),
            "one instance: {memories}"
        );
        // What finalizers let go is collected by the next round.
        for _ in 0..3 {
            browser
                .devtools("HeapProfiler.collectGarbage", json!({}))
                .await?;
        }
        let counters = browser.devtools("Memory.getDOMCounters", json!({})).await?;
        let heap = browser.devtools("Runtime.getHeapUsage", json!({})).await?;
        let number = |from: &Value, name: &str| from[name].as_f64().context(name.to_owned());
        Ok(Self {
            heap: number(&heap, "usedSize")?,
            nodes: number(&counters, "nodes")?,
            listeners: number(&counters, "jsEventListeners")?,
            documents: number(&counters, "documents")?,
            wasm: memories[0].as_f64().context("no memory")?,
        })
    }
}

#[every_engine(except(
    firefox = "geckodriver cannot count what is on the heap",
    webkit = "WebKitWebDriver cannot count what is on the heap"
))]
fn a_thousand_cards_ten_times_leave_nothing_behind() {
    play(async |stage| {
        let browser = stage.browser_of(SECOND).await?;
        browser.goto("/").await?;
        let mut kept = Vec::new();
        for _ in 0..10 {
            let memories = browser.run_async(CYCLE, vec![]).await?;
            kept.push(Kept::measure(&browser, &memories).await?);
        }
        println!("{kept:#?}");
        let (first, last) = (&kept[0], &kept[9]);
        ensure!(last.nodes <= first.nodes + 10.0, "nodes: {kept:#?}");
        ensure!(last.listeners <= first.listeners + 5.0, "{kept:#?}");
        ensure!(last.documents <= first.documents, "documents: {kept:#?}");
        // 9,000 cards: 30 bytes each would be a leak of anything at all.
        ensure!(last.wasm <= first.wasm * 1.1, "WebAssembly: {kept:#?}");
        let grown = last.heap - first.heap;
        ensure!(grown < 9_000.0 * 30.0, "{grown} bytes of heap: {kept:#?}");
        Ok(())
    });
}
