// Events, methods and the functions for all cards of a page.
import { article, card, DEVANKA, equal, listen, npm, ok, press, ready, server, settled, until } from './harness.js';

export async function events_bubble_out_of_shadow_roots_with_their_details() {
  const { configure } = await npm();
  let isFriend = 3;
  const { fetch } = server((path) => {
    if (path.endsWith('addfriend')) return [400, undefined, 'NO_MORE_FRIENDS'];
    if (path.endsWith('ignorefriend')) isFriend = 0;
    const user = { ...DEVANKA, isFriend };
    return [200, { user, users: [user] }];
  });
  configure({ fetch });
  const outer = document.body.appendChild(document.createElement('section'));
  const heard = listen();
  const element = card({ to: outer.attachShadow({ mode: 'open' }), userid: DEVANKA.id, 'no-confirm': '' });
  await ready(element);
  press(element, 'ignorefriend');
  await ready(element, 0);
  await until('three events', () => heard.length === 3);
  const [[load, loaded], [action, asked, event], [change, changed]] = heard;
  equal([load, action, change], ['profile-load', 'friendship-action', 'friendship-change']);
  equal(loaded.user, DEVANKA);
  equal(asked, { action: 'ignorefriend', user: DEVANKA });
  ok(event.cancelable && event.bubbles && event.composed, 'cancelable, bubbles, composed');
  equal(changed, {
    action: 'ignorefriend',
    previous: DEVANKA,
    source: 'action',
    user: { ...DEVANKA, isFriend: 0 },
  });
  press(element, 'addfriend');
  const error = await until('an error', () => heard.find(([type]) => type === 'friendship-error'));
  equal(error[1], { action: 'addfriend', code: 400, msg: 'NO_MORE_FRIENDS' });
}

export async function the_time_out_can_be_configured() {
  const { configure } = await npm();
  const { asked, fetch } = server(() => new Promise(() => {}));
  configure({ fetch, cooldown: 0, timeout: 50 });
  const element = card({ userid: DEVANKA.id });
  // Four tries, each of which would take ten seconds.
  await until('it gives up', () => article(element)?.dataset.fault === 'TIMED_OUT');
  equal(asked.length, 4);
}

export async function a_prevented_action_sends_nothing() {
  const { configure } = await npm();
  const { asked, fetch } = server(() => [200, {}]);
  configure({ fetch });
  const element = card({ user: { ...DEVANKA, isFriend: 0 } });
  await ready(element, 0);
  let prevented = 0;
  addEventListener('friendship-action', (event) => {
    prevented += 1;
    event.preventDefault();
  });
  press(element, 'addfriend');
  await settled();
  equal(prevented, 1);
  equal(article(element).dataset.phase, 'ready');
  equal(asked, []);
}

export async function focus_goes_to_the_first_button() {
  await npm();
  const element = card({ user: DEVANKA });
  element.focus();
  await ready(element);
  element.focus();
  equal(document.activeElement, element);
  equal(element.shadowRoot.activeElement.dataset.action, 'acceptfriend');
  ok(element.matches(':focus-within'), 'the element has the focus within');
  ok(element.matches(':focus'), 'the element has the focus');
}

export async function refresh_reads_the_state_again() {
  const { configure } = await npm();
  let isFriend = 3;
  const { asked, fetch } = server(() => [200, { users: [{ ...DEVANKA, isFriend }] }]);
  configure({ fetch });
  const element = card({ userid: DEVANKA.id });
  await ready(element);
  isFriend = 1;
  const heard = listen();
  element.refresh();
  await ready(element, 1);
  equal(asked.length, 2);
  await until('the host heard', () => heard.some(([, detail]) => detail.source === 'refresh'));
}

export async function live_messages_reach_every_card() {
  const { configure, receive } = await npm();
  let isFriend = 0;
  const { fetch } = server(() => [200, { users: [{ ...DEVANKA, isFriend }] }]);
  configure({ fetch });
  receive('{"type":"addfriend"}');
  const cards = [card({ user: { ...DEVANKA, isFriend: 0 } }), card({ user: { ...DEVANKA, isFriend: 0 } })];
  for (const element of cards) await ready(element, 0);
  isFriend = 3;
  receive({ key: '1', from: DEVANKA.id, type: 'addfriend', user: DEVANKA });
  for (const element of cards) await ready(element, 3);
  isFriend = 0;
  receive(JSON.stringify({ key: '2', from: DEVANKA.id, type: 'cancelfriend', user: { ...DEVANKA, isFriend: 0 } }));
  for (const element of cards) await ready(element, 0);
  for (const other of [
    'no json',
    '',
    null,
    undefined,
    7,
    [],
    { type: 'sendmessage' },
    { type: 'addfriend', user: 5 },
  ]) {
    receive(other);
  }
  await settled();
  for (const element of cards) await ready(element, 0);
}

export async function methods_are_harmless_before_and_after() {
  const early = card({ to: null });
  ok(early.refresh === undefined, 'it is not defined yet');
  await npm();
  const element = card({ to: null });
  element.refresh();
  element.focus();
  equal(element.user, null);
  equal(element.friendship, null);
  document.body.append(element);
  element.user = DEVANKA;
  await ready(element);
  element.remove();
  await settled();
  element.refresh();
  element.focus();
  element.lang = 'id';
  element.strings = { accept: 'x' };
  element.user = { ...DEVANKA, isFriend: 1 };
  equal(element.friendship, 1);
  document.body.append(element);
  await ready(element, 1);
  element.user = null;
  element.remove();
}

export async function refresh_reads_all_cards_again() {
  const { configure, refresh } = await npm();
  refresh();
  let isFriend = 3;
  const { asked, fetch } = server((path) => {
    const id = path.split('/').pop();
    return [200, { users: [{ ...DEVANKA, id, isFriend }] }];
  });
  configure({ fetch, cooldown: 0 });
  const given = card({ user: DEVANKA });
  const fetched = card({ userid: '768', 'api-base': '/other' });
  for (const element of [given, fetched]) await ready(element);
  equal(
    asked.map(([path]) => path),
    ['/other/x/profile/search/768'],
  );
  isFriend = 1;
  refresh();
  for (const element of [given, fetched]) await ready(element, 1);
  equal(asked.length, 3);
}

export async function no_message_and_no_option_is_too_odd() {
  const { configure, receive, refresh } = await npm();
  const endless = {};
  endless.self = endless;
  const throwing = {
    get type() {
      throw new Error('of the host');
    },
  };
  const odd = [
    'no json',
    '',
    '{"type":',
    '"addfriend"',
    null,
    undefined,
    7,
    5n,
    Symbol('x'),
    () => {},
    [],
    endless,
    throwing,
    { toJSON: () => endless },
    { toJSON: () => undefined },
    new Proxy(
      {},
      {
        ownKeys: () => {
          throw 5;
        },
      },
    ),
    document,
    globalThis,
    new Map(),
    NaN,
    { type: 'addfriend', user: 5n },
    { type: 'addfriend', from: endless },
  ];
  const all = () => {
    odd.forEach((message) => receive(message));
    refresh();
    configure();
    configure(null);
  };
  all();
  const element = card({ user: DEVANKA });
  all();
  await ready(element);
  odd.forEach((message) => receive(message));
  await settled();
  await ready(element);
}

export async function an_action_is_for_the_user_it_was_asked_for() {
  const { configure } = await npm();
  const next = { id: '42', username: 'ana', isFriend: 3 };
  const { asked, fetch } = server(async (path, body) => {
    const user = [DEVANKA, next].find(({ id }) => (body ? body.userid === id : path.endsWith(`/${id}`)));
    return [200, body ? { user: { ...user, isFriend: 0 } } : { users: [user] }];
  });
  configure({ fetch, cooldown: 0 });
  await ready(card({ userid: next.id }));
  const element = card({ userid: DEVANKA.id, 'no-confirm': '' });
  await ready(element);
  // A host that works through its requests.
  element.addEventListener('friendship-action', () => {
    element.userid = next.id;
  });
  await press(element, 'ignorefriend');
  await until('it is sent', () => asked.some(([path]) => path.endsWith('ignorefriend')));
  await until('it shows the next', () => element.user?.id === next.id);
  await ready(element);
  await settled();
  const sent = asked.filter(([, body]) => body).map(([, { userid }]) => userid);
  equal(sent, [DEVANKA.id]);
}

export async function the_focus_goes_from_the_light_dom_to_the_card() {
  const element = card({ user: DEVANKA, loading: 'lazy', html: [['button', 'Devanka']] });
  await npm();
  element.firstChild.focus();
  equal(document.activeElement, element.firstChild);
  element.loading = 'eager';
  await ready(element);
  await settled();
  equal(document.activeElement === element, true, 'the focus is in the card');
  equal(element.shadowRoot.activeElement === article(element), true, 'on no button, which a press would reach');
}
