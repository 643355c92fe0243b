// States, parts and slots.
import { buttons, card, DEVANKA, equal, npm, ok, part, press, ready, server, until } from './harness.js';

export async function states_can_be_styled() {
  const { configure } = await npm();
  let answer;
  const { asked, fetch } = server(() => new Promise((done) => (answer = done)));
  configure({ fetch });
  const element = card({ userid: DEVANKA.id });
  const is = (...states) =>
    until(`it is :state(${states})`, () =>
      ['loading', 'ready', 'busy', 'error'].every(
        (state) => element.matches(`:state(${state})`) === states.includes(state),
      ),
    );
  await is('loading');
  await until('it asks', () => asked.length === 1);
  answer([200, { users: [{ ...DEVANKA, isFriend: 0 }] }]);
  await is('ready');
  press(element, 'addfriend');
  await is('busy');
  await until('it asks', () => asked.length === 2);
  answer([200, { user: { ...DEVANKA, isFriend: 2 } }]);
  await is('ready');
  element.userid = 'nobody';
  await until('it asks', () => asked.length === 3);
  answer([404, undefined, 'FIND_NOTFOUND']);
  await is('error');
}

export async function every_part_can_be_styled() {
  await npm();
  const names = [
    'card',
    'avatar',
    'name',
    'username',
    'badges',
    'bio',
    'status',
    'actions',
    'button',
    'button-primary',
    'button-danger',
    'confirm',
    'notice',
  ];
  const sheet = new CSSStyleSheet();
  const rules = names.map((name) => `kirimin-profile-card::part(${name}){--probe:${name}}`);
  sheet.replaceSync(rules.join(''));
  document.adoptedStyleSheets = [sheet];
  const element = card({ user: { ...DEVANKA, bio: 'hi', badges: [1] } });
  await ready(element);
  const probe = (name) => getComputedStyle(part(element, name)).getPropertyValue('--probe');
  for (const name of names.filter((name) => !['confirm', 'button'].includes(name))) {
    equal(probe(name), name, name);
  }
  press(element, 'ignorefriend');
  await until('it asks', () => part(element, 'confirm'));
  equal(probe('confirm'), 'confirm');
  equal(buttons(element), ['yes', 'no']);
  const no = element.shadowRoot.querySelector('[data-confirm="no"]');
  equal(getComputedStyle(no).getPropertyValue('--probe'), 'button');
}

export async function slots_show_the_hosts_own_buttons_and_footer() {
  await npm();
  const html = [
    ['button', 'Chat', 'actions'],
    ['p', 'since 2020', 'footer'],
    ['b', 'early'],
  ];
  const element = card({ user: DEVANKA, html });
  await ready(element);
  const [chat, footer, early] = element.children;
  ok(chat.checkVisibility() && chat.assignedSlot, 'the button is shown');
  ok(part(element, 'actions').contains(chat.assignedSlot), 'beside the actions');
  ok(footer.assignedSlot && footer.getBoundingClientRect().height > 0, 'the footer is shown');
  equal(early.assignedSlot, null, 'what was shown before the card is not shown any more');
}
