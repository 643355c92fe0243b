// A host's test of its own page: what it does with an element must not fail, although there is no card.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';

const USER = { id: '761761', username: 'dvnkz', displayname: 'Devanka 761', isFriend: 3 };
const PACKAGE = new URL('./node_modules/kirimin-profile-card/', import.meta.url);

/** Waits until something is so. */
export async function until(what, look) {
  for (let tries = 0; !look(); tries++) {
    assert.ok(tries < 1000, `waited in vain until ${what}`);
    await new Promise((done) => setTimeout(done, 10));
  }
}

/** Notes what would be told to the developer. */
export function listen() {
  const told = [];
  console.error = (...words) => told.push(words.join(' '));
  process.on('unhandledRejection', (error) => told.push(`rejected: ${error?.stack}`));
  process.on('uncaughtException', (error) => told.push(`thrown: ${error?.stack}`));
  globalThis.window?.addEventListener('error', ({ message }) => told.push(`window: ${message}`));
  return told;
}

/** The content of the host is in the element, and shown in it. */
function showsOwn(element) {
  assert.equal(element.textContent, 'Devanka');
  assert.ok(element.shadowRoot.querySelector('slot:not([name])'), 'it is shown');
}

function make() {
  const element = document.createElement('kirimin-profile-card');
  element.innerHTML = '<a href="/users/761761">Devanka</a>';
  return element;
}

/** All that a host does with elements, where a file cannot be fetched. Returns what the developer was told. */
export async function embed() {
  const told = listen();
  const early = make();
  early.user = { id: 5 };
  early.strings = { accept: 'Okay' };
  document.body.append(early);

  const { KiriminProfileCard, configure, receive, refresh } = await import('kirimin-profile-card');
  configure({ cooldown: 0 });
  receive({ type: 'addfriend' });
  refresh();
  assert.ok(early instanceof KiriminProfileCard);
  assert.equal(told.splice(0).length, 1, 'the refused user is told of');
  showsOwn(early);

  const heard = [];
  document.addEventListener('friendship-error', ({ detail }) => heard.push(detail.msg));
  const element = make();
  document.body.append(element);
  element.user = USER;
  assert.throws(() => (element.user = 'x'), TypeError);
  Object.assign(element, {
    userid: '761761',
    viewerId: '7684481',
    apiBase: '/kirimin',
    lang: 'id',
    loading: 'lazy',
    headingLevel: '2',
    layout: 'row',
    noConfirm: true,
    strings: { accept: 'Okay' },
  });
  assert.equal(element.getAttribute('api-base'), '/kirimin');
  assert.equal(element.apiBase, '/kirimin');
  assert.equal(element.friendship, 3);
  element.loading = 'eager';
  await until('it has told', () => heard.length > 0);
  showsOwn(element);
  element.refresh();
  element.focus();
  refresh();
  receive(JSON.stringify({ key: '1', from: USER.id, type: 'acceptfriend', user: { ...USER, isFriend: 1 } }));

  const empty = document.createElement('kirimin-profile-card');
  empty.setAttribute('userid', '768');
  document.body.append(empty, element);
  await until('it has told', () => heard.length > 1);
  element.remove();
  await until('the removal is done', () => !element.isConnected);
  document.body.append(element);
  showsOwn(element);
  for (const each of [early, element, empty]) each.remove();
  assert.ok(
    heard.every((msg) => msg === 'NO_WEBASSEMBLY'),
    `${heard}`,
  );
  return told;
}

/** A host that gives the WebAssembly itself. Returns what the developer was told, and whether there is a card. */
export async function embedWithWebAssembly() {
  const told = listen();
  const { configure } = await import('kirimin-profile-card');
  configure({ wasm: await readFile(new URL('card_bg.wasm', PACKAGE)) });
  const element = make();
  element.user = USER;
  document.body.append(element);
  const card = () => element.shadowRoot.querySelector('[part~=card]');
  await until('it is decided', () => card()?.dataset.phase === 'ready' || told.length);
  const isCard = !!card();
  if (!isCard) showsOwn(element);
  element.user = { ...USER, isFriend: 1 };
  assert.equal(element.friendship, 1);
  if (isCard) await until('the card follows', () => card().dataset.friendship === '1');
  element.remove();
  await until('the card is gone', () => !card());
  return { told, isCard };
}
