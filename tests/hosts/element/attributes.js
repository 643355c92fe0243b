// Attributes and properties: what a host sets.
import {
  article,
  buttons,
  card,
  DEVANKA,
  equal,
  listen,
  npm,
  ok,
  part,
  press,
  ready,
  server,
  settled,
  text,
  until,
  warnings,
} from './harness.js';

export async function properties_reflect_attributes() {
  await npm();
  const element = card({ to: null });
  const pairs = {
    userid: ['userid', '761761'],
    viewerId: ['viewer-id', '7684481'],
    apiBase: ['api-base', '/x'],
    lang: ['lang', 'id'],
    loading: ['loading', 'lazy'],
    headingLevel: ['heading-level', '2'],
    layout: ['layout', 'row'],
  };
  for (const [property, [attribute, value]] of Object.entries(pairs)) {
    element[property] = value;
    equal(element.getAttribute(attribute), value, attribute);
    element.removeAttribute(attribute);
    element.setAttribute(attribute, value);
    equal(element[property], value, property);
  }
  element.noConfirm = true;
  ok(element.hasAttribute('no-confirm') && element.noConfirm, 'no-confirm');
  element.noConfirm = false;
  ok(!element.hasAttribute('no-confirm'), 'no-confirm is gone');
  // As Vue and Svelte write `:no-confirm="fast"` and `no-confirm={fast}`.
  for (const [value, is] of [
    ['false', false],
    ['true', true],
    ['', true],
  ]) {
    element.setAttribute('no-confirm', value);
    equal(element.noConfirm, is, `no-confirm="${value}"`);
    element.noConfirm = true;
    equal(element.noConfirm, true, `no-confirm="${value}", then true`);
  }
  element.viewerId = null;
  ok(!element.hasAttribute('viewer-id'), 'null takes an attribute away');
}

export async function wrong_values_fall_back_with_one_warning_each() {
  await npm();
  const wrong = { loading: 'soon', layout: 'wide', 'heading-level': '7', 'api-base': 'ftp://x' };
  for (let i = 0; i < 2; i++) {
    const element = card({ user: DEVANKA, ...wrong });
    equal(element.loading, 'eager');
    equal(element.layout, 'card');
    equal(element.headingLevel, '3');
    equal(element.apiBase, '');
    await ready(element);
    equal(part(element, 'name').getAttribute('aria-level'), '3', 'the level');
    equal(article(element).dataset.layout, 'card', 'the layout');
  }
  for (const name of Object.keys(wrong)) {
    equal(warnings.filter((words) => words.includes(`${name}=`)).length, 1, name);
  }
  equal(warnings.length, 4, `${warnings}`);
}

export async function a_wrong_user_is_refused_with_the_field_named() {
  await npm();
  const element = card({ user: DEVANKA });
  // The same table as that of `Profile::from_json`. `null` is no user, and none is wrong.
  const cases = await (await fetch('/users.json')).json();
  const refused = cases.filter(({ user, wrong }) => user !== null && wrong);
  ok(refused.length > 10, 'there are cases');
  for (const { user, wrong } of refused) {
    const field = wrong === 'user' ? 'user ' : `user.${wrong} `;
    let error;
    try {
      element.user = user;
    } catch (caught) {
      error = caught;
    }
    ok(error instanceof TypeError, `${JSON.stringify(user)} is refused with a TypeError: ${error}`);
    ok(error.message.includes(field), error.message);
  }
  await ready(element);
  equal(text(element, 'name'), 'Devanka 761', 'the good user stays');
  for (const { user } of cases.filter(({ wrong }) => !wrong)) {
    element.user = user;
    equal(element.user.id, user.id.trim() || user.id);
  }
}

export async function a_given_user_is_shown_without_a_fetch() {
  const { configure } = await npm();
  const { asked, fetch } = server(() => [200, {}]);
  configure({ fetch });
  const heard = listen();
  const element = card({ user: { ...DEVANKA, bio: 'hi', badges: [1] } });
  await ready(element);
  equal(asked, []);
  equal(element.user.bio, 'hi');
  equal(element.friendship, 3);
  element.user = { ...DEVANKA, isFriend: 1 };
  await ready(element, 1);
  equal(element.friendship, 1);
  equal(buttons(element), ['unfriend']);
  await until('the host heard of it', () => heard.some(([type]) => type === 'friendship-change'));
}

export async function a_property_set_before_the_upgrade_counts() {
  const element = card({ user: DEVANKA });
  element.strings = { accept: 'Okay' };
  element.viewerId = '7684481';
  element.headingLevel = 2;
  await npm();
  await ready(element);
  equal(text(element, 'button-primary'), 'Okay');
  equal(element.getAttribute('viewer-id'), '7684481');
  equal(part(element, 'name').getAttribute('aria-level'), '2');
}

export async function every_attribute_can_change_at_any_time() {
  await npm();
  const element = card({ user: DEVANKA });
  await ready(element);
  element.lang = 'id';
  await until('it is Indonesian', () => text(element, 'button-primary') === 'Terima');
  element.layout = 'row';
  await until('it is a row', () => article(element).dataset.layout === 'row');
  element.headingLevel = '2';
  await until('the level', () => part(element, 'name').getAttribute('aria-level') === '2');
  element.strings = { accept: 'Okay' };
  await until('the own text', () => text(element, 'button-primary') === 'Okay');
  element.strings = null;
  await until('the text again', () => text(element, 'button-primary') === 'Terima');
  element.viewerId = DEVANKA.id;
  await until('the own card has no buttons', () => buttons(element).length === 0);
  element.viewerId = '7684481';
  await until('another card has', () => buttons(element).length === 2);
  element.noConfirm = true;
  const heard = listen(element);
  element.addEventListener('friendship-action', (event) => event.preventDefault());
  press(element, 'ignorefriend');
  await until('nothing was asked', () => heard.length === 1);
  equal(heard[0][1].action, 'ignorefriend');
}

export async function attributes_change_while_a_request_is_under_way() {
  const { configure } = await npm();
  const people = ['761761', '700300', '768'];
  const { asked, fetch } = server(async (path) => {
    const id = path.split('/').pop();
    await new Promise((done) => setTimeout(done, 100));
    return [200, { users: [{ ...DEVANKA, id, username: `u${id}`, displayname: `U ${id}` }] }];
  });
  configure({ fetch });
  const element = card({ userid: people[0] });
  await until('it asks', () => asked.length === 1);
  element.userid = people[1];
  element.lang = 'id';
  element.userid = people[2];
  await until('it shows the last', () => text(element, 'name') === 'U 768');
  await ready(element);
  equal(element.user.id, '768');
}

export async function an_own_language_needs_no_more_than_strings() {
  await npm();
  const strings = { accept: 'Annehmen', askReject: 'Anfrage von {name} ablehnen?', wrong: 5, isReceived: 7 };
  // Klingon, which the card does not speak.
  const element = card({ user: DEVANKA, strings, lang: 'tlh' });
  await ready(element);
  equal(text(element, 'button-primary'), 'Annehmen');
  equal(text(element, 'status'), 'Wants to be your friend', 'what is no text is passed over');
  press(element, 'ignorefriend');
  await until('it asks', () => part(element, 'confirm'));
  equal(text(element, 'confirm').replace(/\s+/g, ' '), 'Anfrage von Devanka 761 ablehnen?');
}

export async function what_is_no_json_is_refused_and_changes_nothing() {
  await npm();
  const element = card({ user: DEVANKA });
  await ready(element);
  const endless = { ...DEVANKA, isFriend: 0 };
  endless.self = endless;
  for (const [property, value] of [
    ['user', endless],
    ['strings', endless],
    ['user', { ...DEVANKA, bio: 5n }],
  ]) {
    let error;
    try {
      element[property] = value;
    } catch (caught) {
      error = caught;
    }
    ok(error instanceof TypeError, `${property}: ${error}`);
  }
  await settled();
  await ready(element);
  equal(element.strings, null);
}

/** A text cut within a character, as JSON may contain it. */
const CUT = 'Dev\ud83c';

export async function a_lone_surrogate_is_replaced_and_the_rest_is_as_usual() {
  const { configure, receive } = await npm();
  const user = { ...DEVANKA, displayname: CUT, bio: `\udc00${CUT}` };
  let isFriend = 3;
  const { fetch } = server(() => [200, { users: [{ ...user, isFriend }] }]);
  configure({ fetch, cooldown: 0 });
  const given = card({ user, strings: { accept: CUT } });
  const fetched = card({ userid: DEVANKA.id, 'api-base': '/other' });
  const shows = async (friendship) => {
    for (const element of [given, fetched]) {
      await ready(element, friendship);
      equal(text(element, 'name'), 'Dev\ufffd');
      equal(text(element, 'bio'), '\ufffdDev\ufffd');
      equal(element.user, { ...user, displayname: 'Dev\ufffd', bio: '\ufffdDev\ufffd', isFriend: friendship });
    }
  };
  await shows(3);
  equal(text(given, 'button-primary'), 'Dev\ufffd');
  isFriend = 1;
  receive({ key: '1', from: DEVANKA.id, type: 'acceptfriend', user: { ...user, isFriend } });
  await shows(1);
  isFriend = 0;
  receive(JSON.stringify({ key: CUT, from: DEVANKA.id, type: 'unfriend', user: { ...user, isFriend } }));
  await shows(0);
}

export async function what_a_host_changes_later_in_its_own_objects_has_no_effect() {
  const { configure, receive } = await npm();
  const { fetch } = server(() => [200, { users: [{ ...DEVANKA, isFriend: 1 }] }]);
  configure({ fetch });
  const [user, strings] = [{ ...DEVANKA }, { accept: 'Okay' }];
  const element = card({ user, strings });
  user.id = 5;
  strings.accept = strings;
  await ready(element);
  equal(text(element, 'button-primary'), 'Okay');
  const message = { key: '1', from: DEVANKA.id, type: 'acceptfriend', user: { ...DEVANKA, isFriend: 1 } };
  receive(message);
  message.type = 'sendmessage';
  await ready(element, 1);
}
