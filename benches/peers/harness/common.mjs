// What build.mjs, conform.mjs and bench.mjs share: the candidates, sizes, the server, the browser, processor time.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import http from 'node:http';
import { extname, join, resolve } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { chromium } from 'playwright-core';

const ROOT = resolve(import.meta.dirname, '..');
/** The order of the tables' rows. The first one is what all others are compared with; what is not named comes last. */
const ORDER = ['vanilla', 'lit', 'preact', 'solid', 'svelte', 'react', 'react-flushsync'];
/** What a quick run leaves out. */
const NOT_QUICK = ['preact', 'svelte', 'react-flushsync'];
/** Ends a wait for what never comes; long, because no measurement may fail on a busy machine. */
const PATIENCE_MS = 300_000;

const SELECTORS = {
  card: '.card',
  name: '.name',
  error: '[role=alert]',
  busy: '[aria-busy=true]',
  addfriend: '[data-action=addfriend]',
  unfriend: '[data-action=unfriend]',
  cancelfriend: '[data-action=cancelfriend]',
  acceptfriend: '[data-action=acceptfriend]',
  ignorefriend: '[data-action=ignorefriend]',
  yes: '[data-confirm=yes]',
  no: '[data-confirm=no]',
};

/** Every folder of candidates/ with a candidate.json. */
export function candidates({ quick = false } = {}) {
  const rank = (name) => (ORDER.indexOf(name) + 1 || Infinity);
  return readdirSync(join(ROOT, 'candidates'))
    .filter((name) => existsSync(join(ROOT, 'candidates', name, 'candidate.json')) && !(quick && NOT_QUICK.includes(name)))
    .sort((a, b) => (rank(a) === rank(b) ? (a < b ? -1 : 1) : rank(a) - rank(b)))
    .map(load);
}

function load(name) {
  const dir = join(ROOT, 'candidates', name);
  const json = JSON.parse(readFileSync(join(dir, 'candidate.json'), 'utf8'));
  const files = readdirSync(join(dir, 'dist'), { recursive: true }).filter((f) => /\.(m?js|css|wasm)$/.test(f)).map((f) => `dist/${f}`);
  return {
    name, dir, files,
    label: json.label,
    ownDom: json.ownDom ?? false,
    // What page.js has to know.
    page: {
      tag: json.tag,
      init: json.init,
      adapter: json.adapter && `/c/${name}/${json.adapter}`,
      url: `/c/${name}/${json.module}`,
      prime: files.map((f) => `/c/${name}/${f}`),
      sel: { ...SELECTORS, ...json.selectors },
    },
  };
}

/** The bytes as they are, and compressed as well as a server can. */
export function compressed(data) {
  return {
    raw: Buffer.byteLength(data),
    gzip: gzipSync(data, { level: 9 }).length,
    brotli: brotliCompressSync(data, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length,
  };
}

/** The bytes of a candidate, each file compressed by itself. */
export function sizes({ dir, files }) {
  const sum = { raw: 0, gzip: 0, brotli: 0 };
  for (const file of files) for (const [how, bytes] of Object.entries(compressed(readFileSync(join(dir, file))))) sum[how] += bytes;
  return sum;
}

/** A grey square of 64 pixels, for an avatar. */
const AVATAR = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAEAAAABACAIAAAAlC+aJAAAAXklEQVR4nO3PMQ0AMAzAsOIe+oLYYVWKESTzjhsd8KsBrQGtAa0BrQGtAa0BrQGtAa0BrQGtAa0BrQGtAa0BrQGtAa0BrQGtAa0BrQGtAa0BrQGtAa0BrQGtAa0BbQGIBOFLT9leCwAAAABJRU5ErkJggg==', 'base64');

const TYPES = { '.js': 'text/javascript', '.mjs': 'text/javascript', '.css': 'text/css', '.wasm': 'application/wasm', '.html': 'text/html' };

/** Serves the page, the harness and every candidate's files on a free port. */
export async function serve(candidates) {
  const byName = Object.fromEntries(candidates.map((c) => [c.name, c]));
  const cache = new Map();
  const read = (p) => cache.get(p) ?? (cache.set(p, readFileSync(p)), cache.get(p));
  const server = http.createServer((req, res) => {
    const path = new URL(req.url, 'http://x').pathname;
    // cross-origin isolation: performance.now() at 5 µs
    res.setHeader('cross-origin-opener-policy', 'same-origin');
    res.setHeader('cross-origin-embedder-policy', 'require-corp');
    res.setHeader('cache-control', 'public, max-age=3600');
    const send = (type, body) => { res.setHeader('content-type', type); res.end(body); };
    try {
      if (path === '/') return send('text/html', '<!doctype html><html lang="en"><meta charset="utf-8"><title>bench</title><link rel="icon" href="data:,"><body><main id="host"></main><script src="/page.js"></script>');
      if (path === '/page.js') return send('text/javascript', read(join(ROOT, 'harness/page.js')));
      if (path === '/empty.js') return send('text/javascript', 'export {};');
      if (path === '/avatar.png' || path === '/file/user/avatar.png') return send('image/png', AVATAR);
      const m = /^\/c\/([^/]+)\/(.+)$/.exec(path);
      if (m && byName[m[1]]) {
        const file = resolve(byName[m[1]].dir, m[2]);
        if (file.startsWith(byName[m[1]].dir) && existsSync(file)) return send(TYPES[extname(file)] ?? 'application/octet-stream', read(file));
      }
      res.statusCode = 404;
      res.end('not found');
    } catch (e) {
      res.statusCode = 500;
      res.end(String(e));
    }
  });
  await new Promise((r) => server.listen(0, '127.0.0.1', r));
  return { origin: `http://127.0.0.1:${server.address().port}`, close: () => server.close() };
}

/** Chromium: the one that CHROME names, which `cargo xtask bench` sets. */
export const launch = () =>
  chromium.launch({
    executablePath: process.env.CHROME,
    timeout: PATIENCE_MS,
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  });

/** CPU ms of the page's main thread: all, and without style + layout. Steadier than wall time on a shared machine. */
export async function cpu(cdp, work) {
  const read = async () => Object.fromEntries((await cdp.send('Performance.getMetrics')).metrics.map((m) => [m.name, m.value * 1000]));
  const a = await read();
  const result = await work();
  const b = await read();
  const d = (k) => b[k] - a[k];
  return { ...result, cpu: d('ThreadTime'), cpuRest: d('ThreadTime') - d('LayoutDuration') - d('RecalcStyleDuration') };
}

/** A fresh incognito context and page: no HTTP cache, no code cache, new renderer. */
export async function withPage(browser, origin, fn) {
  const context = await browser.newContext({ viewport: { width: 1000, height: 900 }, colorScheme: 'light' });
  try {
    context.setDefaultTimeout(PATIENCE_MS);
    const page = await context.newPage();
    const problems = [];
    page.on('pageerror', (e) => problems.push(String(e)));
    page.on('console', (m) => m.type() === 'error' && problems.push(m.text()));
    const cdp = await context.newCDPSession(page);
    await cdp.send('Performance.enable', { timeDomain: 'threadTicks' });
    await page.goto(origin + '/');
    await page.evaluate((ms) => { B.patience = ms; }, PATIENCE_MS);
    return await fn(page, cdp, problems);
  } finally {
    await context.close();
  }
}
