// What follows when the script or the WebAssembly could not be loaded.
import {
  article,
  card,
  DEVANKA,
  equal,
  errors,
  listen,
  npm,
  ok,
  ready,
  settled,
  takeErrors,
  until,
  withFaults,
} from './harness.js';

/** A failed import stays failed, as in Firefox: only another URL is asked for again. */
const SCRIPT = { url: '^/npm/card\\.js$', status: 503 };
const WASM = { url: '^/npm/card_bg\\.wasm$', times: 1 };
const HTML = { status: 200, type: 'text/html', body: '<!doctype html><p>Log in' };

const skeleton = (element) => element.shadowRoot.querySelector('.kirimin-card-skeleton');
const isShown = (element) => element.firstChild.checkVisibility() && element.firstChild.assignedSlot;

/** Cards with and without content of their own become cards after a failure, and tell of it once. */
async function recovers(...rules) {
  await withFaults(rules, async () => {
    await npm();
    const heard = listen();
    const [full, empty] = [card({ user: DEVANKA, html: [['a', 'Devanka']] }), card({ user: DEVANKA })];
    await until('both have told', () => heard.length === 2);
    for (const element of [full, empty]) ok(element.matches(':state(error)'), ':state(error)');
    ok(isShown(full), 'the own content is shown');
    ok(skeleton(full) && skeleton(empty), 'a skeleton keeps the place');
    await ready(full);
    await ready(empty);
    equal(
      heard.map(([type, detail]) => [type, detail.msg]).sort(),
      [
        ['friendship-error', 'NO_WEBASSEMBLY'],
        ['friendship-error', 'NO_WEBASSEMBLY'],
        ['profile-load', undefined],
        ['profile-load', undefined],
      ],
      'no event is repeated',
    );
    equal(takeErrors().length, 1, 'the console has one error');
  });
}

export const a_script_that_was_not_to_be_had_is_loaded_again = () => recovers(SCRIPT);
export const a_script_that_came_as_html_is_loaded_again = () => recovers({ ...SCRIPT, ...HTML });
export const a_script_that_was_cut_short_is_loaded_again = () =>
  recovers({ ...SCRIPT, share: 0.5, type: 'text/javascript' });
export const a_webassembly_that_was_not_to_be_had_is_loaded_again = () => recovers({ ...WASM, status: 503 });
export const a_webassembly_that_came_as_html_is_loaded_again = () => recovers({ ...WASM, ...HTML });
export const a_webassembly_that_was_cut_short_is_loaded_again = () =>
  recovers({ ...WASM, share: 0.5, type: 'application/wasm' });
export const both_are_loaded_again_as_often_as_needed = () =>
  recovers({ ...SCRIPT, url: '^/npm/card\\.js(?!\\?retry=2)' }, { ...WASM, status: 503, times: 3 });

/** The host's own file is asked for again as well, however it was given. */
async function asksAgain(given) {
  const bytes = await (await fetch('/npm/card_bg.wasm')).arrayBuffer();
  let asked = 0;
  const real = globalThis.fetch;
  globalThis.fetch = async (what, options) => {
    const url = new URL(what.url ?? what, location);
    if (url.pathname !== '/own.wasm') return real(what, options);
    asked += 1;
    const answer = asked === 1 ? new Response('', { status: 503 }) : new Response(bytes);
    return Object.defineProperty(answer, 'url', { value: url.href });
  };
  const { configure } = await npm();
  configure({ wasm: given('/own.wasm') });
  await ready(card({ user: DEVANKA }));
  equal(asked, 2);
  equal(takeErrors().length, 1);
}

export const a_given_path_is_asked_for_again = () => asksAgain((path) => path);
export const a_given_url_is_asked_for_again = () => asksAgain((path) => new URL(path, location));
export const a_given_request_is_asked_for_again = () => asksAgain((path) => new Request(path));
export const a_given_response_is_asked_for_again = () => asksAgain((path) => fetch(path));

export async function a_given_promise_that_is_rejected_gives_way_to_the_packages_own_file() {
  const { configure } = await npm();
  configure({ wasm: Promise.reject(new Error('no')) });
  await ready(card({ user: DEVANKA }));
  equal(takeErrors().length, 1);
}

/** Lets no time pass for the pauses, and notes how long each would have been. WebKit's driver has a limit of its own. */
function noPauses() {
  const pauses = [];
  const { setTimeout } = globalThis;
  globalThis.setTimeout = (act, time, ...rest) => {
    if (time < 400 || time > 100_000) return setTimeout(act, time, ...rest);
    pauses.push(time);
    return setTimeout(act, 0);
  };
  return pauses;
}

export async function the_pauses_grow_and_end_and_so_does_the_skeleton() {
  const { configure } = await npm();
  configure({ wasm: '/nothing-here.wasm' });
  const pauses = noPauses();
  const heard = listen();
  const [full, empty] = [card({ user: DEVANKA, html: [['a', 'Devanka']] }), card({ user: DEVANKA })];
  await until('the skeleton is gone', () => heard.length && !skeleton(empty) && !skeleton(full));
  equal(pauses.length, 7);
  pauses.forEach((pause, n) => ok(pause >= 500 * 2 ** n && pause <= 1000 * 2 ** n, `${n}: ${pause}`));
  ok(isShown(full), 'the own content stays');
  equal(heard.length, 2, 'each has told once');
  equal(takeErrors().length, 1, 'and the console has one error');
}

/** Lets the pauses last for ever, so that only a reason makes an attempt. */
function endlessPauses() {
  const { setTimeout } = globalThis;
  globalThis.setTimeout = (act, time, ...rest) => (time < 400 ? setTimeout(act, time, ...rest) : -1);
  return () => {
    // Two seconds later, without the wait.
    const { now } = Date;
    Date.now = () => now.call(Date) + 2000;
  };
}

/** Two cards that could not be loaded both follow when there is a reason to try again. */
async function follows(reason) {
  const copy = await npm();
  copy.configure({ wasm: '/nothing-here.wasm' });
  const later = endlessPauses();
  const heard = listen();
  const elements = [1, 2].map(() => card({ user: DEVANKA, userid: DEVANKA.id }));
  await until('both have told', () => heard.length === 2);
  copy.configure({ wasm: undefined });
  later();
  reason({ element: elements[0], ...copy });
  for (const element of elements) await ready(element);
  equal(takeErrors().length, 1);
}

export const the_browser_coming_online_is_a_reason = () => follows(() => dispatchEvent(new Event('online')));
export const refresh_of_an_element_is_a_reason = () => follows(({ element }) => element.refresh());
export const refresh_of_all_is_a_reason = () => follows(({ refresh }) => refresh());
export const a_new_card_is_a_reason = () => follows(() => card({ user: DEVANKA }));
export const a_new_userid_is_a_reason = () =>
  follows(({ element }) => {
    element.userid = 'dvnkz';
    element.userid = DEVANKA.id;
  });

export async function reasons_without_end_do_not_flood_a_server_that_is_down() {
  const { configure, refresh } = await npm();
  let asked = 0;
  const real = globalThis.fetch;
  globalThis.fetch = async (what, options) => {
    if (!String(what).endsWith('.wasm')) return real(what, options);
    asked += 1;
    return new Response('', { status: 503 });
  };
  endlessPauses();
  const element = card({ user: DEVANKA });
  element.addEventListener('friendship-error', () => element.refresh());
  await until('it has failed', () => element.matches(':state(error)'));
  for (let i = 0; i < 50; i++) {
    element.refresh();
    refresh();
    element.userid = `u${i}`;
    dispatchEvent(new Event('online'));
    const next = card({ user: DEVANKA });
    await settled();
    if (i % 2) next.remove();
  }
  ok(asked <= 3, `${asked} requests within a second or two`);
  takeErrors();
  configure({});
}

export async function there_is_one_attempt_at_a_time() {
  await withFaults([{ ...WASM, status: 503, times: 2 }], async () => {
    let [running, most] = [0, 0];
    const watch = (name) => {
      const real = WebAssembly[name];
      WebAssembly[name] = async (...given) => {
        most = Math.max(most, ++running);
        try {
          return await real.apply(WebAssembly, given);
        } finally {
          running -= 1;
        }
      };
    };
    watch('instantiate');
    watch('instantiateStreaming');
    const { refresh } = await npm();
    const elements = Array.from({ length: 20 }, () => card({ user: DEVANKA }));
    const asking = setInterval(() => {
      elements.forEach((element) => element.refresh());
      refresh();
    }, 30);
    for (const element of elements) await ready(element);
    clearInterval(asking);
    equal(most, 1);
    takeErrors();
  });
}

export async function a_card_that_is_removed_while_it_waits_stays_removed() {
  const { configure } = await npm();
  configure({ wasm: '/nothing-here.wasm' });
  const heard = listen();
  const [gone, moved] = [1, 2].map(() => card({ user: DEVANKA, html: [['a', 'Devanka']] }));
  await until('both have told', () => heard.length === 2);
  gone.remove();
  document.body.append(document.body.appendChild(document.createElement('p')), moved);
  await settled();
  ok(moved.matches(':state(error)'), 'a move changes nothing');
  configure({ wasm: undefined });
  await ready(moved);
  equal(article(gone), null);
  equal(heard.filter(([type]) => type === 'friendship-error').length, 2);
  document.body.append(gone);
  await ready(gone);
  takeErrors();
}

export async function a_browser_without_webassembly_downloads_nothing() {
  delete globalThis.WebAssembly;
  noPauses();
  await npm();
  const element = card({ user: DEVANKA, html: [['a', 'Devanka']] });
  await until('it has told', () => element.matches(':state(error)'));
  ok(isShown(element), 'the own content is shown');
  await settled();
  const names = performance.getEntriesByType('resource').map(({ name }) => new URL(name).pathname);
  ok(!names.some((name) => /card\.js|\.wasm/.test(name)), `${names}`);
  equal(takeErrors().length, 1);
  equal(errors, []);
}
