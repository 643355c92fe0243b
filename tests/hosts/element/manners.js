// Moves, removals, other documents, other copies, hostile surroundings.
import {
  article,
  buttons,
  card,
  DEVANKA,
  equal,
  errors,
  listen,
  npm,
  ok,
  part,
  press,
  ready,
  server,
  settled,
  takeErrors,
  text,
  until,
  warnings,
} from './harness.js';

export async function a_card_that_is_moved_stays_as_it_is() {
  const { configure } = await npm();
  const { asked, fetch } = server(() => [200, { users: [DEVANKA] }]);
  configure({ fetch });
  const element = card({ userid: DEVANKA.id });
  await ready(element);
  const inside = article(element);
  press(element, 'ignorefriend');
  await until('it asks', () => part(element, 'confirm'));
  const places = [1, 2].map(() => document.body.appendChild(document.createElement('div')));
  places[0].append(element);
  await settled();
  equal(article(element), inside);
  places[1].moveBefore?.(element, null);
  await settled();
  equal(element.parentNode, places[1]);
  equal(article(element), inside);
  equal(buttons(element), ['yes', 'no'], 'the question stands');
  equal(asked.length, 1, 'nothing is fetched again');
}

export async function a_card_that_is_removed_and_added_is_as_new() {
  await npm();
  const element = card({ user: DEVANKA });
  await ready(element);
  for (let i = 0; i < 3; i++) {
    element.remove();
    await settled();
    equal(article(element), null, 'there is no card');
    document.body.append(element);
    await ready(element);
  }
}

export async function a_card_removed_while_it_fetches_leaves_nothing() {
  const { configure } = await npm();
  let signal;
  configure({
    fetch: (request) => {
      signal = request.signal;
      return new Promise(() => {});
    },
  });
  const element = card({ userid: DEVANKA.id });
  await until('it asks', () => signal);
  element.remove();
  await until('its request is aborted', () => signal.aborted);
}

export async function thousands_of_cards_are_no_trouble() {
  await npm();
  const many = Array.from({ length: 3000 }, (_, i) => {
    const id = String(i + 1);
    return card({ user: { ...DEVANKA, id, username: `u${id}` }, layout: 'row' });
  });
  await ready(many.at(-1));
  await ready(many[0]);
  many.forEach((element) => element.remove());
  await settled();
  equal(article(many[1500]), null);
}

export async function two_copies_and_versions_do_not_hurt_each_other() {
  const one = await npm();
  const two = await import('/other/index.js');
  ok(one.KiriminProfileCard !== two.KiriminProfileCard, 'they are two');
  equal(customElements.get('kirimin-profile-card'), one.KiriminProfileCard, 'the first has the name');
  equal(two.KiriminProfileCard.version, '99.0.0');
  two.KiriminProfileCard.define('other-card');
  let isFriend = 3;
  const { fetch } = server(() => [200, { users: [{ ...DEVANKA, isFriend }] }]);
  one.configure({ fetch });
  two.configure({ fetch });
  const cards = [card({ user: DEVANKA }), card({ tag: 'other-card', user: DEVANKA })];
  for (const element of cards) await ready(element);
  isFriend = 1;
  two.receive({ key: '1', from: DEVANKA.id, type: 'acceptfriend', user: { ...DEVANKA, isFriend: 1 } });
  await ready(cards[1], 1);
  await ready(cards[0], 1);
  cards[0].remove();
  await settled();
  await ready(cards[1], 1);
}

/** Two copies, of which the first has registered the usual name, and the second another one or none. */
async function twoCopies(other) {
  const one = await npm();
  const two = await import('/other/element.js');
  if (other) two.KiriminProfileCard.define(other);
  return [one, two];
}

/** What one of the copies configures holds for all cards, and what either receives or is told reaches them all. */
async function actOnAll(configuring, other) {
  const copies = await twoCopies(other);
  let isFriend = 3;
  const { asked, fetch } = server(() => [200, { users: [{ ...DEVANKA, isFriend }] }]);
  copies[configuring].configure({ fetch, apiBase: '/kirimin', cooldown: 0 });
  const cards = ['kirimin-profile-card', other].filter(Boolean).map((tag) => card({ tag, userid: DEVANKA.id }));
  for (const element of cards) await ready(element);
  ok(
    asked.every(([path]) => path.startsWith('/kirimin/')),
    JSON.stringify(asked),
  );
  for (const [number, copy] of copies.entries()) {
    isFriend = 1;
    copy.receive({ key: `${number}`, from: DEVANKA.id, type: 'acceptfriend', user: { ...DEVANKA, isFriend } });
    for (const element of cards) await ready(element, 1);
    isFriend = 3;
    copy.refresh();
    for (const element of cards) await ready(element, 3);
    copy.receive('no json');
  }
  equal(warnings, []);
  copies[1].configure({ cooldown: 0 });
  equal([...new Set(warnings)], ['kirimin-profile-card: configure() was called after the first card']);
}

export const the_functions_of_the_first_copy_act_on_all_cards = () => actOnAll(0, 'other-card');
export const the_functions_of_the_second_copy_act_on_all_cards = () => actOnAll(1, 'other-card');
export const a_copy_without_elements_acts_on_those_of_others = () => actOnAll(1);

export async function the_webassembly_of_one_version_is_not_for_another() {
  const [one, two] = await twoCopies('other-card');
  two.configure({ wasm: '/nothing-here.wasm' });
  await ready(card({ user: DEVANKA }));
  one.configure({ wasm: '/npm/card_bg.wasm' });
  const other = card({ tag: 'other-card', user: DEVANKA });
  await until('it has failed', () => other.matches(':state(error)'));
  equal(takeErrors().length, 1);
}

export async function an_older_copy_without_functions_for_others_is_warned_of() {
  customElements.define('kirimin-profile-card', class extends HTMLElement {});
  const { configure, receive, refresh } = await npm();
  for (let i = 0; i < 3; i++) {
    configure({});
    receive({ type: 'addfriend' });
    refresh();
  }
  equal(warnings.length, 3, `${warnings}`);
  for (const name of ['configure', 'receive', 'refresh']) {
    ok(
      warnings.some((text) => text.includes(`${name}() does not reach`)),
      `${name}: ${warnings}`,
    );
  }
}

export async function a_base_element_does_not_move_requests() {
  const { configure } = await npm();
  const urls = [];
  configure({
    cooldown: 0,
    fetch: async ({ url }) => {
      urls.push(url);
      // The policy forbids pictures from elsewhere.
      const image = url.startsWith(location.origin) ? 'a.png' : undefined;
      return Response.json({ ok: true, code: 200, data: { users: [{ ...DEVANKA, image }] } });
    },
  });
  const base = document.head.appendChild(document.createElement('base'));
  const whole = `${location.origin}/c/`;
  const bases = { '': '', '/a': '/a', b: '/b', [whole]: '/c', 'https://a.invalid/b': null };
  for (const [apiBase, path] of Object.entries(bases)) {
    base.href = apiBase === '/a' ? 'ftp://other.invalid/' : 'http://other.invalid/deep/';
    const element = card({ userid: DEVANKA.id, ...(apiBase && { 'api-base': apiBase }) });
    await ready(element);
    const start = path === null ? apiBase : location.origin + path;
    equal(urls.splice(0), [`${start}/x/profile/search/${DEVANKA.id}`], apiBase);
    const asked = () => performance.getEntriesByName(`${start}/file/user/a.png`).length;
    if (path !== null) await until(`${apiBase}: its picture is asked for there`, asked);
    element.remove();
    await settled();
  }
  equal(warnings, []);
}

export async function a_card_reaches_the_server_from_a_frame_without_an_address() {
  const policy = trustedTypes.createPolicy('frames', { createScriptURL: (url) => url, createHTML: (html) => html });
  for (const set of [
    () => {},
    (frame) => (frame.srcdoc = policy.createHTML('<!doctype html><base href="http://other.invalid/">')),
  ]) {
    const frame = document.createElement('iframe');
    set(frame);
    const loaded = new Promise((done) => frame.addEventListener('load', done, { once: true }));
    document.body.append(frame);
    await loaded;
    const inner = frame.contentDocument;
    const script = inner.createElement('script');
    script.type = 'module';
    script.src = policy.createScriptURL(`${location.origin}/npm/index.js`);
    inner.body.append(script);
    const elements = [{}, { 'api-base': '/' }].map((attributes) =>
      card({ in: inner, userid: DEVANKA.id, ...attributes }),
    );
    await until('the package is loaded', () => elements[0].shadowRoot);
    for (const element of elements) await ready(element);
    frame.remove();
  }
}

export async function a_press_within_a_link_does_not_follow_the_link() {
  const { configure } = await npm();
  const { fetch } = server(() => [200, { user: { ...DEVANKA, isFriend: 1 } }]);
  configure({ fetch });
  const link = document.body.appendChild(document.createElement('a'));
  link.href = '#followed';
  const element = card({ to: link, user: DEVANKA });
  await ready(element);
  for (const action of ['ignorefriend', 'no', 'acceptfriend']) {
    await until(`${action} is there`, () => buttons(element).includes(action));
    press(element, action);
  }
  await ready(element, 1);
  equal(location.hash, '');
}

export async function a_card_is_adopted_by_another_document() {
  await npm();
  const frame = document.body.appendChild(document.createElement('iframe'));
  const element = card({ user: DEVANKA });
  await ready(element);
  const styled = () => getComputedStyle(article(element)).display === 'flex';
  ok(styled(), 'it is styled');
  frame.contentDocument.body.append(frame.contentDocument.adoptNode(element));
  await settled();
  await ready(element);
  ok(styled(), 'it is styled there');
  element.user = { ...DEVANKA, isFriend: 1 };
  await ready(element, 1);
  document.body.append(element);
  await ready(element, 1);
  ok(styled(), 'and back here');
  const before = card({ user: DEVANKA, to: null });
  frame.contentDocument.body.append(before);
  await ready(before);
  frame.remove();
  await settled();
  equal(errors, []);
}

export async function a_card_works_inside_other_shadow_roots() {
  await npm();
  const outer = document.body.appendChild(document.createElement('div'));
  outer.lang = 'id';
  const inner = outer.attachShadow({ mode: 'closed' }).appendChild(document.createElement('div'));
  const element = card({ to: inner.attachShadow({ mode: 'open' }), user: DEVANKA });
  await ready(element);
  await until('its language is that around it', () => text(element, 'button-primary') === 'Terima');
  ok(getComputedStyle(article(element)).display === 'flex', 'it is styled');
}

export async function a_shadow_root_that_is_there_before_the_upgrade_is_used() {
  const policy = trustedTypes.createPolicy('roots', { createHTML: (html) => html });
  const declared = ['open', 'closed'].map((mode) => {
    const root = `<template shadowrootmode="${mode}"><p>before</p></template>`;
    const place = document.body.appendChild(document.createElement('div'));
    place.setHTMLUnsafe(policy.createHTML(`<kirimin-profile-card userid="761761">${root}</kirimin-profile-card>`));
    return place.firstChild;
  });
  const attached = card({ user: DEVANKA });
  attached.attachShadow({ mode: 'open' }).append(document.createElement('p'));
  await npm();
  for (const element of [attached, ...declared]) {
    element.user = DEVANKA;
    await until('it is ready', () => element.matches(':state(ready)'));
    ok(element.getBoundingClientRect().height > 100, 'a card is in the place of what was there');
  }
  await ready(attached);
  await ready(declared[0]);
}

export async function a_card_works_where_every_event_is_stopped() {
  const { configure } = await npm();
  const { fetch } = server(() => [200, { user: { ...DEVANKA, isFriend: 1 } }]);
  configure({ fetch });
  const host = document.body.appendChild(document.createElement('div'));
  for (const key in host) {
    if (key.startsWith('on')) host.addEventListener(key.slice(2), (event) => event.stopPropagation());
  }
  for (const type of ['focusin', 'focusout']) {
    host.addEventListener(type, (event) => event.stopPropagation());
  }
  const element = card({ to: host, user: DEVANKA });
  const heard = listen(element);
  await ready(element);
  press(element, 'ignorefriend');
  await until('it asks', () => part(element, 'confirm'));
  const no = element.shadowRoot.querySelector('[data-confirm="no"]');
  no.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, composed: true }));
  await until('Escape is heard', () => buttons(element).includes('acceptfriend'));
  press(element, 'acceptfriend');
  await ready(element, 1);
  ok(
    heard.some(([type]) => type === 'friendship-change'),
    'the element itself tells',
  );
}

export async function a_listener_may_do_anything() {
  const { configure } = await npm();
  const { fetch } = server((path) => [
    200,
    path.endsWith('friend') ? { user: { ...DEVANKA, isFriend: 1 } } : { users: [DEVANKA] },
  ]);
  configure({ fetch });
  const elements = [1, 2].map(() => card({ userid: DEVANKA.id }));
  for (const element of elements) await ready(element);
  for (const type of ['friendship-action', 'friendship-change', 'friendship-error', 'profile-load']) {
    elements[0].addEventListener(type, () => {
      elements[0].refresh();
      elements[0].lang = 'id';
      elements[0].user;
      if (type === 'friendship-change') elements[0].remove();
    });
  }
  elements[0].addEventListener('friendship-change', () => {
    throw new Error('of the host');
  });
  press(elements[0], 'acceptfriend');
  await ready(elements[1], 1);
  await settled();
  equal(errors.splice(0).length, 1, 'the error of the host is its own');
}

export async function the_same_viewer_set_again_loads_what_failed_without_a_login() {
  const { configure } = await npm();
  let loggedIn = false;
  const { fetch } = server(() => (loggedIn ? [200, { users: [DEVANKA] }] : [401, null]));
  configure({ fetch, cooldown: 0 });
  const element = card({ userid: DEVANKA.id, 'viewer-id': '7684481' });
  await until('it says so', () => article(element)?.dataset.fault === 'LOGGED_OUT');
  loggedIn = true;
  element.viewerId = '7684481';
  await ready(element);
}
