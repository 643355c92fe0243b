// node bench.mjs --out FOLDER [--docs FOLDER] [--quick] [--rounds N]
// Measures every candidate, interleaved, and prints the tables; README.md says what is measured and how.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism, loadavg, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { chart } from './chart.mjs';
import { candidates as find, cpu, launch, serve, sizes, withPage } from './harness/common.mjs';
import { median, report } from './report.mjs';

const { values: options } = parseArgs({
  options: { out: { type: 'string' }, docs: { type: 'string' }, quick: { type: 'boolean', default: false }, rounds: { type: 'string' } },
});
const { quick } = options;
const rounds = Number(options.rounds ?? (quick ? 1 : 7));
/** Cards mounted at once. */
const N = 1000;
/** Pages whose first card is timed, in each round. */
const FIRST = 3;
/** Cards whose Reject is answered, in each page: ours waits a second between two of its requests. */
const PRESSES = quick ? 6 : 12;

const candidates = find({ quick });
const samples = {}; // samples[candidate][metric] = [value per round]

function put(candidate, round, prefix, values) {
  for (const [key, value] of Object.entries(values)) {
    if (typeof value === 'number') ((samples[candidate.name] ??= {})[`${prefix}.${key}`] ??= [])[round] = value;
  }
}

const mapValues = (object, of) => Object.fromEntries(Object.keys(object).map((key) => [key, of(key)]));
const medians = (list) => mapValues(list[0], (key) => median(list.map((values) => values[key])));

async function collect(cdp, times = 1) {
  for (let i = 0; i < times; i++) await cdp.send('HeapProfiler.collectGarbage');
}

/** Runs `work` in a page of its own; what the page throws or complains of is an error. */
const inPage = (browser, work) => withPage(browser, origin, async (page, cdp, problems) => {
  // At once: what is waited for may never come after it.
  const thrown = new Promise((_, reject) => page.once('pageerror', reject));
  const result = await Promise.race([work(page, cdp), thrown]);
  if (problems.length) throw new Error(problems.join(' | '));
  return result;
});

const scenarios = {
  /** From import() to the first card in a page that has never seen the module. */
  async first(browser, candidate, round) {
    for (const [rate, prefix] of [[1, 'first'], [4, 'first4x']]) {
      const times = [];
      for (let i = 0; i < FIRST; i++) {
        times.push(await inPage(browser, async (page, cdp) => {
          await cdp.send('Emulation.setCPUThrottlingRate', { rate });
          await page.evaluate((config) => (config ? B.prepare(config) : B.prepareFloor()), candidate.page);
          return cpu(cdp, () => page.evaluate((floor) => (floor ? B.floor(floor) : B.first()), candidate.floor));
        }));
      }
      put(candidate, round, prefix, medians(times));
    }
  },

  /** Mounting, updating, answering and removing many. */
  async bulk(browser, candidate, round) {
    await inPage(browser, async (page, cdp) => {
      const timed = async (prefix, work, argument) => {
        await page.evaluate(() => B.settle());
        await collect(cdp);
        const values = await cpu(cdp, () => page.evaluate(work, argument));
        if (prefix) put(candidate, round, prefix, values);
      };
      await page.evaluate((config) => B.first(config), candidate.page);
      await page.evaluate(() => B.remove());
      await timed('mount', (n) => B.mount(n), N);
      await timed('update', () => B.update(0));
      await timed(null, () => B.update(3));
      await collect(cdp);
      const presses = [];
      for (let i = 0; i < PRESSES; i++) presses.push(await page.evaluate((card) => B.reject(card), Math.floor(((i + 0.5) * N) / PRESSES)));
      if (!presses[0].url.endsWith('/x/profile/ignorefriend')) throw new Error(`Reject asked ${presses[0].url}`);
      const keys = { busy: 0, fromResponse: 0, fromBody: 0 };
      put(candidate, round, 'reject1', presses[0]);
      put(candidate, round, 'reject', mapValues(keys, (key) => median(presses.slice(1).map((press) => press[key]))));
      await timed('remove', () => B.remove());
      await timed(null, (n) => B.mount(n), N);
      await timed(null, () => B.update(0));
      await timed(null, () => B.remove());
      await timed('mountThird', (n) => B.mount(n), N);
      await timed('updateThird', () => B.update(0));
    });
  },

  /** What many take, and what they leave behind. */
  async memory(browser, candidate, round) {
    await inPage(browser, async (page, cdp) => {
      const probe = async () => {
        await page.evaluate(() => B.settle(250));
        await collect(cdp, 2);
        await page.evaluate(() => B.settle(50)); // finalizers
        await collect(cdp, 2);
        const heap = await cdp.send('Runtime.getHeapUsage');
        const { nodes, jsEventListeners: listeners } = await cdp.send('Memory.getDOMCounters');
        const wasm = await page.evaluate(() => B.wasmBytes());
        return { v8: heap.usedSize, both: heap.usedSize + (heap.embedderHeapUsedSize ?? 0), nodes, listeners, wasm };
      };
      const mount = () => page.evaluate((n) => B.mount(n).then(() => {}), N);
      const remove = () => page.evaluate(() => B.remove());
      const each = (before, after, cards) => mapValues(before, (key) => (after[key] - before[key]) / cards);

      await page.evaluate((config) => B.first(config), candidate.page);
      await remove();
      // The people are in the baseline, so that only cards are counted.
      await page.evaluate((n) => { B.users = Array.from({ length: n }, (_, i) => B.user(i)); }, N);
      const before = await probe();
      await mount();
      const mounted = await probe();
      await remove();
      const removed = await probe();
      for (let i = 0; i < 3; i++) {
        await mount();
        await page.evaluate(() => B.settle(50));
        await remove();
      }
      const later = await probe();
      put(candidate, round, 'card', each(before, mounted, N));
      put(candidate, round, 'left', each(before, removed, N));
      put(candidate, round, 'leftLater', each(removed, later, 3 * N));
    });
  },
};

/** What the browser itself takes for a first card: an empty module, and the finished card as HTML. */
const floor = {
  name: 'floor',
  label: 'nothing but the browser',
  floor: {
    css: readFileSync(join(import.meta.dirname, 'src/shared/card.css'), 'utf8'),
    html: '<article class="card" aria-busy="false"><header class="head"><img class="avatar" alt="" width="64" height="64" decoding="async" src="/avatar.png"><div class="id"><h2 class="name">Budi Santoso 1</h2><p class="username">@user_1</p></div></header><ul class="badges" aria-label="Badges"><li class="badge">Founder</li><li class="badge">Moderator</li></ul><p class="bio">Hello, this is the biography of person number 1. I draw, cook and travel.</p><p class="status">Wants to be your friend</p><p class="error" role="alert"></p><div class="actions" role="group" aria-label="Friendship"><button type="button" class="btn primary" data-action="acceptfriend">Accept</button><button type="button" class="btn danger" data-action="ignorefriend">Reject</button></div></article>',
  },
};

const { origin, close } = await serve(candidates);
const results = {
  date: new Date().toISOString(),
  quick, rounds, n: N, presses: PRESSES,
  chromium: '',
  cores: availableParallelism(),
  memory: totalmem(),
  loads: [], // of the last minute, at the end of each round
  candidates: candidates.map((candidate) => ({ name: candidate.name, label: candidate.label, bytes: sizes(candidate) })),
  floor: { name: floor.name, label: floor.label },
  samples,
};

async function measure(round) {
  const browser = await launch();
  try {
    results.chromium = browser.version();
    for (const [name, scenario] of Object.entries(scenarios)) {
      // Nobody is always first, or always after the same one.
      const list = name === 'first' ? [...candidates, floor] : candidates;
      const turn = list.map((_, i) => list[(i + round) % list.length]);
      if (round % 2) turn.reverse();
      for (const candidate of turn) {
        await scenario(browser, candidate, round).catch((error) => {
          throw new Error(`${candidate.label}, scenario "${name}", round ${round + 1}: ${error.message}`);
        });
      }
    }
  } finally {
    await browser.close();
  }
}

const started = performance.now();
mkdirSync(options.out, { recursive: true });
const write = (file, text) => writeFileSync(join(options.out, file), text);
try {
  for (let round = 0; round < rounds; round++) {
    await measure(round);
    results.loads.push(loadavg()[0]);
    write('results.json', JSON.stringify(results, null, 1));
    console.error(`  round ${round + 1} of ${rounds} done after ${Math.round((performance.now() - started) / 1000)} s, load ${loadavg()[0].toFixed(1)}`);
  }
} catch (error) {
  console.error(`error: ${error.message}`);
  process.exit(1);
}
close();

const text = report(results);
write('tables.md', text);
write('bench.svg', chart(results));
console.log(text);
if (options.docs) {
  const page = join(options.docs, 'figures.md');
  const section = /(<!-- bench:begin -->\n)[^]*(<!-- bench:end -->)/;
  const old = readFileSync(page, 'utf8');
  if (!section.test(old)) {
    console.error(`error: ${page} has no <!-- bench:begin --> with its <!-- bench:end -->`);
    process.exit(1);
  }
  writeFileSync(page, old.replace(section, (_, begin, end) => `${begin}\n${text}\n${end}`));
  writeFileSync(join(options.docs, 'pictures/bench.svg'), chart(results));
}
