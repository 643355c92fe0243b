// node conform.mjs [--quick]   Does every peer do what SPEC.md says, with the same DOM as vanilla's?
import { parseArgs } from 'node:util';
import { candidates, launch, serve, withPage } from './harness/common.mjs';

const { values } = parseArgs({ options: { quick: { type: 'boolean' } } });
const all = candidates(values);
const { origin, close } = await serve(all);
const browser = await launch();
let golden, bad = 0;

async function inPage(cfg) {
  const { q, user, until, host, tick } = B;
  const out = { checks: {}, snaps: {} };
  const check = (name, ok, detail) => { out.checks[name] = ok ? true : 'FAIL ' + (detail ?? ''); };
  const canon = (node) => {
    if (node.nodeType === 3) return node.data ? JSON.stringify(node.data) : '';
    if (node.nodeType !== 1) return node.nodeType === 8 ? '' : [...node.childNodes].map(canon).join('');
    const clone = node; clone.normalize?.();
    const attrs = [...node.attributes].map((a) => ` ${a.name}=${JSON.stringify(a.value)}`).sort().join('');
    let text = '', kids = '';
    for (const k of node.childNodes) {
      if (k.nodeType === 3) { text += k.data; continue; }
      if (k.nodeType === 8) continue;
      if (text.trim()) kids += JSON.stringify(text.trim());
      text = '';
      kids += canon(k);
    }
    if (text.trim()) kids += JSON.stringify(text.trim());
    return `<${node.localName}${attrs}>${kids}</>`;
  };
  const snap = (el) => [...el.shadowRoot.children].map(canonClone).join('');
  const canonClone = (n) => canon(n.cloneNode(true));
  const quiet = async () => { for (let i = 0; i < 4; i++) await tick(); await B.raf(); await tick(); };
  const make = async (u, attrs = {}) => {
    const el = document.createElement(cfg.tag);
    for (const [k, v] of Object.entries(attrs)) el.setAttribute(k, v);
    if (u) el.user = u;
    host.append(el);
    await quiet();
    return el;
  };

  // fetch stub
  let calls = [], answer;
  const json = (body, init) => new Response(JSON.stringify(body), { headers: { 'content-type': 'application/json' }, ...init });
  const real = window.fetch;
  const stub = () => {
    window.fetch = (input, init = {}) => {
      const req = input instanceof Request ? input : null;
      const call = { url: String(req?.url ?? input), method: init.method ?? req?.method ?? 'GET', body: init.body, headers: new Headers(init.headers ?? req?.headers), signal: init.signal ?? req?.signal };
      calls.push(call);
      return new Promise((resolve, reject) => {
        call.resolve = resolve; call.reject = reject;
        call.signal?.addEventListener('abort', () => reject(new DOMException('aborted', 'AbortError')));
        if (answer) answer(call);
      });
    };
  };

  // upgrade: property before definition
  const early = document.createElement(cfg.tag);
  early.user = user(7);
  document.body.append(early);
  const loaded = await B.load(cfg);
  stub();
  await quiet();
  check('upgrade keeps a user set before', q(early, 'name')?.textContent === user(7).displayname);
  early.remove();
  check('one adopted sheet', early.shadowRoot.adoptedStyleSheets.length === 1 && !early.shadowRoot.querySelector('style'));

  // DOM for data
  for (const isFriend of [0, 1, 2, 3]) for (const lang of [null, 'en', 'id', 'id-ID']) {
    const el = await make(user(2, isFriend), lang ? { lang } : {});
    out.snaps[`isFriend ${isFriend} lang ${lang}`] = snap(el);
    el.remove();
  }
  check('no fetch with a user', calls.length === 0);
  for (const [name, part] of Object.entries({ bare: { bio: '', badges: [], img: '' }, nulls: { bio: null, badges: null, img: null }, missing: { bio: undefined, badges: undefined, img: undefined }, odd: { displayname: '  <b>x</b> ', bio: 'a & <i>b</i>', badges: ['<u>', '<u>'] } })) {
    const el = await make({ ...user(3), ...part });
    out.snaps[name] = snap(el);
    el.remove();
  }
  {
    const el = await make(null);
    out.snaps['no user'] = snap(el);
    el.user = user(4, 0); await quiet();
    out.snaps['user later'] = snap(el);
    el.user = { ...user(5, 3), bio: '', badges: [] }; await quiet();
    out.snaps['other user, fewer parts'] = snap(el);
    el.user = user(6, 1); await quiet();
    out.snaps['other user, more parts'] = snap(el);
    el.setAttribute('lang', 'id'); await quiet();
    out.snaps['lang changed'] = snap(el);
    el.setAttribute('lang', 'en'); await quiet();
    out.snaps['lang back'] = snap(el);
    el.user = null; await quiet();
    out.snaps['user taken away'] = snap(el);
    el.remove();
  }
  {
    const el = await make({ ...user(8), img: '/missing.png' });
    await until(() => el.shadowRoot.querySelector('.fallback'), 'fallback');
    out.snaps['broken image'] = snap(el);
    el.user = { ...user(8), img: '/avatar.png' }; await quiet();
    out.snaps['image mended'] = snap(el);
    el.remove();
  }

  // actions
  for (const [isFriend, action, asks, next] of [[0, 'addfriend', false, 2], [1, 'unfriend', true, 0], [2, 'cancelfriend', true, 0], [3, 'acceptfriend', false, 1], [3, 'ignorefriend', true, 0]]) {
    calls = [];
    const u = user(10, isFriend);
    const el = await make(u);
    q(el, action).click(); await quiet();
    if (asks) {
      check(action + ' asks, nothing sent', calls.length === 0 && !!q(el, 'yes'));
      out.snaps[action + ' question'] = snap(el);
      q(el, 'no').click(); await quiet();
      check(action + ' no: back, nothing sent', calls.length === 0 && !!q(el, action) && !q(el, 'yes'));
      q(el, action).click(); await quiet();
      q(el, 'yes').click(); await quiet();
    }
    const c = calls[0];
    check(action + ' request', calls.length === 1 && c.url.endsWith('/x/profile/' + action) && c.method === 'POST' && c.body === JSON.stringify({ userid: u.userid }) && /^application\/json/.test(c.headers.get('content-type')), JSON.stringify(c));
    out.snaps[action + ' in flight'] = snap(el);
    check(action + ' busy', !!q(el, 'busy') && [...el.shadowRoot.querySelectorAll('button')].every((b) => b.disabled));
    for (const b of el.shadowRoot.querySelectorAll('button')) b.click();
    await quiet();
    check(action + ' once', calls.length === 1);
    c?.resolve(json({ ok: true, data: { user: { ...user(11, next), userid: u.userid, bio: 'all new' } } })); await quiet();
    out.snaps[action + ' done'] = snap(el);
    check(action + ' user replaced', el.user?.bio === 'all new' && el.user.isFriend === next, JSON.stringify(el.user));
    el.remove();
  }

  // failures
  for (const [name, reply, extra] of [
    ['known code', (c) => c.resolve(json({ ok: false, code: 404, msg: 'server text' }, { status: 404 }))],
    ['code with msg', (c) => c.resolve(json({ ok: false, code: 'BLOCKED', msg: 'You are blocked' }))],
    ['code without msg', (c) => c.resolve(json({ ok: false, code: 17 }))],
    ['bad json', (c) => c.resolve(new Response('<html>', { status: 502 }))],
    ['200 bad json', (c) => c.resolve(new Response('oops'))],
    ['ok without user', (c) => c.resolve(json({ ok: true, data: {} }))],
    ['network', (c) => c.reject(new TypeError('Failed to fetch'))],
  ]) {
    calls = [];
    const el = await make(user(12, 0));
    q(el, 'addfriend').click(); await quiet();
    reply(calls[0]); await quiet();
    out.snaps['fail: ' + name] = snap(el);
    el.setAttribute('lang', 'id'); await quiet();
    out.snaps['fail, id: ' + name] = snap(el);
    q(el, 'addfriend').click(); await quiet();
    check('fail, again: ' + name, calls.length === 2 && q(el, 'error').textContent.trim() === '');
    el.remove();
  }

  // 429
  for (const [name, headers, secs] of [['no header', {}, 1], ['retry-after 2', { 'retry-after': '2' }, 2]]) {
    calls = [];
    const el = await make(user(13, 3));
    q(el, 'acceptfriend').click(); await quiet();
    const t0 = performance.now();
    calls[0].resolve(json({ ok: false, code: 429, msg: 'slow down' }, { status: 429, headers })); await quiet();
    for (let s = 0; s < secs; s++) {
      out.snaps[`429 ${name} ${s}`] = snap(el);
      check(`429 ${name} ${s} disabled`, [...el.shadowRoot.querySelectorAll('button')].every((b) => b.disabled) && !q(el, 'busy'));
      const before = snap(el);
      if (s + 1 < secs) await until(() => snap(el) !== before, 'the countdown');
    }
    await until(() => !q(el, 'acceptfriend').disabled, '429 over');
    const took = performance.now() - t0;
    check(`429 ${name} waits`, took > secs * 1000 - 60, took);
    await quiet();
    out.snaps[`429 ${name} over`] = snap(el);
    el.remove();
  }
  {
    calls = [];
    const el = await make(user(13, 3));
    q(el, 'acceptfriend').click(); await quiet();
    calls[0].resolve(new Response('busy', { status: 429 })); await quiet();
    el.user = user(14, 0); await quiet();
    out.snaps['429 then another user'] = snap(el);
    el.remove();
  }

  // userid
  {
    calls = [];
    const el = await make(null, { userid: '42' });
    check('search request', calls.length === 1 && calls[0].url.endsWith('/x/profile/search/42') && calls[0].method === 'GET', calls[0]?.url);
    out.snaps.loading = snap(el);
    calls[0].resolve(json({ ok: true, data: { users: [{ ...user(20), userid: '421' }, { ...user(21), userid: 42 }, { ...user(22), userid: '420' }] } })); await quiet();
    out.snaps['loaded'] = snap(el);
    check('exact id', String(el.user?.userid) === '42' && el.user.username === 'user_21');
    el.setAttribute('userid', '42'); await quiet();
    check('same id: no fetch', calls.length === 1);
    el.setAttribute('userid', '4 3/x'); await quiet();
    check('other id: fetch', calls.length === 2 && calls[1].url.endsWith('/x/profile/search/4%203%2Fx'), calls[1]?.url);
    out.snaps['loading other'] = snap(el);
    calls[1].resolve(json({ ok: true, data: { users: [{ ...user(20), userid: '421' }] } })); await quiet();
    out.snaps['not found'] = snap(el);
    el.setAttribute('userid', '44'); await quiet();
    out.snaps['loading after failure'] = snap(el);
    el.setAttribute('userid', '45'); await quiet();
    check('changed id aborts', calls.length === 4 && calls[2].signal.aborted);
    calls[2].resolve(json({ ok: true, data: { users: [{ ...user(20), userid: '44' }] } })); await quiet();
    check('late answer for old id ignored', el.user === null || el.user === undefined);
    el.user = user(23); await quiet();
    check('user aborts the search', calls[3].signal.aborted);
    calls[3].resolve(json({ ok: true, data: { users: [{ ...user(20), userid: '45' }] } })); await quiet();
    out.snaps['user over search'] = snap(el);
    el.remove();
  }
  {
    calls = [];
    const el = await make(user(30), { userid: user(30).userid });
    check('user and its userid: no fetch', calls.length === 0);
    el.remove();
  }

  // life cycle
  {
    calls = [];
    const el = await make(user(31, 0));
    q(el, 'addfriend').click(); await quiet();
    el.remove(); await quiet();
    check('removal aborts', calls[0].signal?.aborted);
    calls[0].resolve(json({ ok: true, data: { user: user(31, 2) } })); await quiet();
    check('late answer after removal ignored', el.user.isFriend === 0);
    host.append(el); await quiet();
    out.snaps['back in the document'] = snap(el);
    q(el, 'addfriend').click(); await quiet();
    const box = document.createElement('div'); host.append(box); box.append(el); await quiet();
    check('a move keeps the flight', !calls[1].signal?.aborted && !!q(el, 'busy'));
    calls[1].resolve(json({ ok: true, data: { user: user(31, 2) } })); await quiet();
    out.snaps['moved, then answered'] = snap(el);
    box.remove();
  }
  {
    calls = [];
    const el = await make(user(32, 0));
    q(el, 'addfriend').click(); await quiet();
    el.user = user(33, 1); await quiet();
    check('new user aborts', calls[0].signal?.aborted);
    calls[0].resolve(json({ ok: true, data: { user: user(32, 2) } })); await quiet();
    out.snaps['new user over action'] = snap(el);
    check('late answer for old user ignored', el.user.username === 'user_33');
    el.remove();
  }
  {
    const el = await make(user(34, 3));
    q(el, 'ignorefriend').click(); await quiet();
    el.user = user(35, 3); await quiet();
    check('new user closes the question', !q(el, 'yes') && !!q(el, 'ignorefriend'));
    el.remove();
  }
  window.fetch = real;
  return out;
}

for (const c of all) {
  if (c.ownDom) {
    console.log(`  ${c.label}: not compared; it follows its own DOM and has its own tests`);
    continue;
  }
  const { out, problems } = await withPage(browser, origin, async (page, cdp, problems) => ({
    out: await page.evaluate(inPage, c.page).catch((e) => ({ checks: { run: 'FAIL ' + e }, snaps: {} })),
    problems: problems.filter((p) => !/404 \(Not Found\)/.test(p)), // the picture that is meant to be missing
  }));
  golden ??= out.snaps;
  const fails = Object.entries(out.checks).filter(([, v]) => v !== true).map(([k, v]) => `${k}: ${v}`);
  for (const [k, v] of Object.entries(golden)) if (out.snaps[k] !== v) fails.push(`DOM differs: ${k}\n      want ${v}\n      have ${out.snaps[k]}`);
  fails.push(...problems.map((p) => 'page: ' + p));
  bad += fails.length;
  const counts = `${Object.keys(out.checks).length} checks, ${Object.keys(out.snaps).length} DOM snapshots`;
  console.log(`  ${c.label}: ${counts}${fails.length ? `, ${fails.length} failed` : ''}`);
  for (const f of fails) console.log('    ' + f);
}
await browser.close();
close();
process.exitCode = bad ? 1 : 0;
