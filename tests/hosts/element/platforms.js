// Browsers that lack something: what it is taken away before the package is loaded.
import {
  article,
  card,
  DEVANKA,
  equal,
  forgetViolations,
  listen,
  npm,
  ok,
  ready,
  settled,
  takeErrors,
  until,
  violations,
  withFaults,
} from './harness.js';

/** A card is shown, reacts to its host, and goes, in the page or in another window. */
async function works(window = globalThis) {
  const { document } = window;
  await window.load();
  const element = card({ in: document, user: DEVANKA });
  await ready(element);
  element.user = { ...DEVANKA, isFriend: 1 };
  await ready(element, 1);
  element.lang = 'id';
  await until('it is Indonesian', () => article(element).lang === 'id');
  element.remove();
  await settled();
  equal(article(element), null);
  document.body.append(element);
  await ready(element, 1);
  equal(takeErrors(), []);
  return element;
}
globalThis.load = npm;

export async function without_element_internals() {
  delete HTMLElement.prototype.attachInternals;
  await works();
}

export async function without_custom_states() {
  delete ElementInternals.prototype.states;
  await works();
}

export async function without_plain_names_of_states_as_chromium_before_125() {
  const { add } = CustomStateSet.prototype;
  CustomStateSet.prototype.add = function (name) {
    if (!name.startsWith('--')) throw new DOMException(`'${name}' does not start with '--'`, 'SyntaxError');
    return add.call(this, name);
  };
  await works();
}

export async function without_what_came_after_chromium_90() {
  const taken = [
    [Object, 'hasOwn'],
    [Array.prototype, 'at'],
    [globalThis, 'structuredClone'],
  ].map(([from, name]) => {
    const whole = Object.getOwnPropertyDescriptor(from, name);
    delete from[name];
    return () => Object.defineProperty(from, name, whole);
  });
  try {
    const element = card({ user: DEVANKA });
    await npm();
    await ready(element);
  } finally {
    // The browser's driver needs them.
    taken.forEach((giveBack) => giveBack());
  }
}

export async function without_an_intersection_observer() {
  delete globalThis.IntersectionObserver;
  await works();
  await ready(card({ user: DEVANKA, loading: 'lazy' }));
}

export async function without_a_registry() {
  Object.defineProperty(globalThis, 'customElements', { value: undefined });
  const element = card({ user: DEVANKA, html: [['a', 'Devanka']] });
  const { KiriminProfileCard, configure, receive, refresh } = await npm();
  configure({ cooldown: 0 });
  receive({ type: 'addfriend' });
  refresh();
  KiriminProfileCard.define();
  await settled();
  ok(element.firstChild.checkVisibility(), 'the own content is shown');
}

/** Ways to have no constructed style sheets, for a window. */
const SHEETS = {
  no_constructor: (window) => delete window.CSSStyleSheet,
  illegal_constructor: (window) => {
    window.CSSStyleSheet = class {
      constructor() {
        throw new TypeError('Illegal constructor');
      }
    };
  },
  no_replace_sync: (window) => delete window.CSSStyleSheet.prototype.replaceSync,
  no_adopted_sheets: (window) => {
    delete window.Document.prototype.adoptedStyleSheets;
    delete window.ShadowRoot.prototype.adoptedStyleSheets;
  },
  frozen_adopted_sheets: (window) => {
    const { prototype } = window.ShadowRoot;
    const { get, set } = Object.getOwnPropertyDescriptor(prototype, 'adoptedStyleSheets');
    Object.defineProperty(prototype, 'adoptedStyleSheets', {
      get() {
        return Object.freeze([...get.call(this)]);
      },
      set,
    });
  },
};

/** Under a strict policy, a card without style sheets is plain, but works. */
async function worksPlain(name) {
  SHEETS[name](globalThis);
  await works();
  const refused = violations();
  ok(
    refused.every((violation) => violation.startsWith('style-src')),
    refused.join('; '),
  );
  forgetViolations();
}

export const without_the_constructor_of_sheets = () => worksPlain('no_constructor');
export const without_a_legal_constructor_of_sheets = () => worksPlain('illegal_constructor');
export const without_replace_sync = () => worksPlain('no_replace_sync');
export const without_adopted_sheets = () => worksPlain('no_adopted_sheets');

export async function with_frozen_adopted_sheets_as_chromium_before_99() {
  SHEETS.frozen_adopted_sheets(globalThis);
  await works();
  equal(violations(), []);
}

export async function without_constructed_sheets_a_card_is_styled_where_the_policy_allows_it() {
  const page = { url: '^/free$', status: 200, type: 'text/html', body: '<!doctype html><body>' };
  await withFaults(
    Object.keys(SHEETS).map(() => page),
    async () => {
      for (const [name, takeAway] of Object.entries(SHEETS)) {
        const frame = document.createElement('iframe');
        frame.src = '/free';
        document.body.append(frame);
        await until('the frame is loaded', () => frame.contentDocument.URL.endsWith('/free'));
        const window = frame.contentWindow;
        takeAway(window);
        window.load = () => window.eval("import('/npm/index.js')");
        await window.load();
        const waiting = card({ in: window.document, user: DEVANKA });
        const skeleton = waiting.shadowRoot.querySelector('.kirimin-card-skeleton');
        equal(window.getComputedStyle(skeleton).borderTopStyle, 'solid', `${name}: the skeleton`);
        const element = await works(window);
        equal(window.getComputedStyle(article(element)).display, 'flex', name);
        const { length } = element.shadowRoot.querySelectorAll('style');
        equal(length, name.startsWith('frozen') ? 0 : 1, `${name}: <style> elements`);
        frame.remove();
      }
    },
  );
}

export async function a_refused_property_set_before_the_upgrade_is_told_and_passed_over() {
  const endless = {};
  endless.self = endless;
  const throwing = {
    get id() {
      throw new Error('of the host');
    },
  };
  const refused = ['x', 5, [], {}, { id: 5 }, endless, throwing, { ...DEVANKA, bio: 5n }, () => {}];
  const elements = refused.map((user) => {
    const element = card({ to: null, userid: DEVANKA.id, html: [['a', 'Devanka']] });
    element.user = user;
    document.body.append(element);
    return element;
  });
  const strings = card({ user: DEVANKA });
  strings.strings = endless;
  const locked = card({ to: null, userid: DEVANKA.id });
  Object.defineProperty(locked, 'user', { value: DEVANKA });
  document.body.append(locked);
  await npm();
  for (const element of [...elements, strings, locked]) await ready(element);
  equal(takeErrors().length, refused.length + 2, 'each is told once');
  // Somebody whose friendship is the same on the server, which is asked about a new user.
  for (const element of elements) {
    element.user = { id: '768', username: 'siti.aminah', displayname: 'Siti Aminah', isFriend: 1 };
    await ready(element, 1);
  }
}

export async function a_refused_user_alone_leaves_no_empty_frame() {
  const element = card({ to: null });
  element.user = { id: 5 };
  document.body.append(element);
  const heard = listen();
  await npm();
  await until('the card says what is wrong', () => article(element)?.dataset.phase === 'failed');
  equal(
    heard.map(([type, { msg }]) => [type, msg]),
    [['friendship-error', 'BAD_USERID']],
  );
  equal(takeErrors().length, 1);
}
