// Client side of the harness. Knows the card only through the selectors in candidate.json.
(() => {
  const B = (window.B = {});
  const now = () => performance.now();
  const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
  const raf = () => new Promise((r) => requestAnimationFrame(r));
  const host = document.getElementById('host');
  const channel = new MessageChannel();
  const waiting = [];
  channel.port1.onmessage = () => waiting.shift()();
  const tick = () => new Promise((r) => { waiting.push(r); channel.port2.postMessage(0); });
  const settle = async (ms = 120) => {
    await raf(); await raf(); await tick();
    await new Promise((r) => requestIdleCallback(r, { timeout: 500 }));
    await sleep(ms);
  };
  B.settle = settle; B.sleep = sleep; B.tick = tick; B.raf = raf; B.host = host;

  // linear memories of wasm candidates
  B.memories = new Set();
  for (const name of ['instantiate', 'instantiateStreaming']) {
    const original = WebAssembly[name];
    WebAssembly[name] = async (...args) => {
      const result = await original.apply(WebAssembly, args);
      for (const v of Object.values((result.instance ?? result).exports)) if (v instanceof WebAssembly.Memory) B.memories.add(v);
      return result;
    };
  }
  B.wasmBytes = () => [...B.memories].reduce((sum, m) => sum + m.buffer.byteLength, 0);

  /** Time at which pred first held: checked at once, between microtasks, between tasks, then every ms or so. */
  async function until(pred, what) {
    const start = now();
    for (let i = 0; ; i++) {
      const t = now();
      if (pred()) return t;
      if (t - start > B.patience) throw new Error(`waited in vain for ${what}`);
      await (i < 40 ? null : i < 80 ? tick() : sleep(1));
    }
  }
  B.until = until;

  const BADGES = ['Founder', 'Moderator', 'Artist', 'Supporter', 'Early bird', 'Translator'];
  B.user = (i, isFriend = 3) => ({
    userid: String(100000 + i),
    username: 'user_' + i,
    displayname: ['Sari', 'Budi', 'Ayu', 'Dewi', 'Agus', 'Rina'][i % 6] + ' ' + ['Wijaya', 'Santoso', 'Putri', 'Lestari'][i % 4] + ' ' + i,
    img: '/avatar.png',
    bio: 'Hello, this is the biography of person number ' + i + '. I draw, cook and travel.',
    badges: BADGES.slice(0, (i % 3) + 1),
    isFriend,
  });

  let cfg, given = (u) => u, answered = (u) => u;

  // a page that already shows text, a button and the picture: fonts and image are warm
  async function warmPage() {
    host.innerHTML = '<div style="font:1rem/1.45 system-ui,sans-serif"><h2 style="font-size:1.15rem">Some heading 0123456789</h2><p style="font-size:.875rem">small</p><p><b style="font-weight:600">Ab</b> text, 0123 @_</p><ul><li>item</li></ul><button>Press</button><img src="/avatar.png" width="64" height="64" alt=""></div>';
    await host.querySelector('img').decode();
    void host.offsetHeight;
    await settle(60);
    host.replaceChildren();
    await settle(20);
  }

  B.prepare = async (config) => {
    cfg = config;
    // the files are in the HTTP cache before the clock starts; V8's code cache stays cold
    for (const url of cfg.prime) await (await fetch(url)).arrayBuffer();
    if (cfg.adapter) ({ given = given, answered = answered } = await import(cfg.adapter));
    await warmPage();
  };

  B.load = async (config) => {
    if (config) await B.prepare(config);
    const t0 = now();
    const module = await import(cfg.url);
    const t1 = now();
    if (cfg.init) await module[cfg.init]();
    return { t0, import: t1 - t0, ready: now() - t0 };
  };

  const q = (el, name) => el.shadowRoot?.querySelector(cfg.sel[name]) ?? null;
  B.q = q;
  const shown = (el, user) => q(el, 'name')?.textContent === user.displayname && !!q(el, user.isFriend === 3 ? 'ignorefriend' : 'addfriend');

  B.first = async (config) => {
    const { t0, import: imported, ready } = await B.load(config);
    const user = B.user(1), value = given(user);
    const t2 = now();
    const el = document.createElement(cfg.tag);
    el.user = value;
    host.append(el);
    const tDom = await until(() => shown(el, user), 'the first card');
    const a = now();
    void host.offsetHeight;
    const layout = now() - a;
    return { import: imported, ready, card: tDom - t2 + layout, total: tDom - t0 + layout };
  };

  /** What the browser itself takes: an empty module, then the same finished DOM from a string. */
  B.prepareFloor = async () => {
    await (await fetch('/empty.js')).arrayBuffer();
    await warmPage();
  };
  B.floor = async ({ css, html }) => {
    const t0 = now();
    await import('/empty.js');
    const t1 = now();
    const el = document.createElement('div');
    const root = el.attachShadow({ mode: 'open' });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    root.adoptedStyleSheets = [sheet];
    root.innerHTML = html;
    host.append(el);
    void host.offsetHeight;
    const t2 = now();
    return { import: t1 - t0, ready: t1 - t0, card: t2 - t1, total: t2 - t0 };
  };

  let cards = [];
  async function measure(users, work, done) {
    const n = users.length;
    let p = 0;
    const t0 = now();
    work();
    const sync = now() - t0;
    await null; await null; // microtasks queued by the loop (image loads, batched renders) come first
    const tDom = await until(() => { while (p < n && done(p)) p++; return p === n; }, 'all cards');
    const a = now();
    void host.offsetHeight;
    const layout = now() - a;
    const frame = await new Promise((r) => requestAnimationFrame(() => { void host.offsetHeight; r(now() - t0); }));
    // effects that a library puts off until after the frame
    await sleep(0); await sleep(0); await tick();
    await new Promise((r) => requestIdleCallback(r, { timeout: 5000 }));
    const idle = now() - t0;
    return { idle, sync, dom: tDom - t0, layout, domLayout: tDom - t0 + layout, frame };
  }

  let gen = 0;
  B.mount = (n) => {
    gen++;
    const users = (B.users = Array.from({ length: n }, (_, i) => ({ ...B.user(i), userid: String(100000 + gen * 1000000 + i) })));
    const values = users.map(given);
    cards = new Array(n);
    return measure(users, () => {
      for (let i = 0; i < n; i++) {
        const el = document.createElement(cfg.tag);
        el.user = values[i];
        host.append(el);
        cards[i] = el;
      }
    }, (i) => shown(cards[i], users[i]));
  };

  B.update = (isFriend) => {
    const users = B.users.map((u) => ({ ...u, isFriend }));
    const values = users.map(given);
    return measure(users, () => {
      for (let i = 0; i < users.length; i++) cards[i].user = values[i];
    }, (i) => shown(cards[i], users[i]) && !(isFriend === 0 && q(cards[i], 'ignorefriend')));
  };

  B.remove = async () => {
    const t0 = now();
    host.replaceChildren();
    const sync = now() - t0;
    cards = [];
    await tick();
    return { sync, done: now() - t0 };
  };

  /** Waits until the buttons of a card take presses, if they took others' places; not measured. */
  const pressable = (el) => until(() => !el.shadowRoot.querySelector('[data-settling]'), 'buttons that take presses');

  /** Reject, confirm, wait for the busy card, then answer: response -> buttons replaced. */
  B.reject = async (i) => {
    const el = cards[i], user = B.users[i];
    const original = window.fetch;
    let resolve, asked;
    const called = new Promise((r) => (asked = r));
    window.fetch = (url, init) => { asked(String(url?.url ?? url)); return new Promise((r) => (resolve = r)); };
    await pressable(el);
    q(el, 'ignorefriend').click();
    await until(() => q(el, 'yes'), 'the question');
    await pressable(el);
    await settle(0);
    const c0 = now();
    q(el, 'yes').click();
    const busy = (await until(() => q(el, 'busy'), 'the busy card')) - c0;
    const url = await called;
    await settle(0);

    let tBody = null;
    const response = new Response(JSON.stringify({ ok: true, data: { user: answered({ ...user, isFriend: 0 }) } }), {
      headers: { 'content-type': 'application/json' },
    });
    for (const how of ['json', 'text', 'arrayBuffer', 'blob']) {
      response[how] = async () => {
        const v = await Response.prototype[how].call(response);
        tBody = now();
        return v;
      };
    }
    const done = () => q(el, 'addfriend') && !q(el, 'ignorefriend') && !q(el, 'busy');
    const seen = new Promise((r) => {
      new MutationObserver((_, o) => { if (done()) { const t = now(); o.disconnect(); r(t); } })
        .observe(el.shadowRoot, { subtree: true, childList: true, attributes: true });
    });
    const t0 = now();
    resolve(response);
    const t1 = await Promise.race([seen, sleep(B.patience).then(() => { throw new Error('waited in vain for the answer to show'); })]);
    window.fetch = original;
    return { url, busy, fromResponse: t1 - t0, fromBody: tBody === null ? null : t1 - tBody };
  };
})();
