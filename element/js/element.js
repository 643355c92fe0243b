// The custom element: passes the browser's calls to its card in the WebAssembly, and shows the light
// DOM or a skeleton without one. Importing this file registers nothing; index.js does.

/** @typedef {import('./types').User} User */

const settings = {};
const warned = new Set();
/** Elements with a card in the WebAssembly, each with a function to call after a panic, which ends all cards. */
const live = new Map();
const sheets = new WeakMap();
/** Cards of a panicked instance. Kept, because wasm-bindgen would call into that instance to free them. */
const dead = [];
let instance;
/** The module with the WebAssembly, once loaded. */
let ready;
let reported;
/** The skeleton's style sheet: the size that style/card.css gives the card, with the same custom properties. */
const SKELETON =
  ':host{display:block}:host([hidden]){display:none}' +
  '#skeleton{box-sizing:border-box;max-width:var(--kirimin-card-width,25em);' +
  'padding:var(--kirimin-card-padding,min(1.25em,5%));' +
  'border:1px solid #8884;border-radius:var(--kirimin-card-radius,1em)}' +
  '#skeleton::before{content:"";display:block;' +
  'height:calc(max(5.75em,var(--kirimin-card-avatar-size,0em)) + 10.375em + 3*var(--kirimin-card-gap,.875em))}' +
  ':host([layout=row]) #skeleton{display:flex;flex-wrap:wrap;gap:.5em 1em;max-width:none;' +
  'padding:var(--kirimin-card-padding,.75em min(1em,4%) .5em)}' +
  ':host([layout=row]) #skeleton::before{flex:99 1 18em;height:3.8125em}' +
  ':host([layout=row]) #skeleton::after{content:"";flex:1 1 14.5em;height:2.75em}';

/**
 * Configures all cards of the page. Call it before the first card is shown.
 * @param {{wasm?: unknown, apiBase?: string, fetch?: typeof fetch, cooldown?: number, timeout?: number}} options
 */
export function configure(options) {
  if (ready) warn('configure() was called after the first card');
  Object.assign(settings, options);
}

/**
 * Passes a message from the host's WebSocket to all cards. Messages of other types are ignored.
 * @param {string | object} message
 */
export function receive(message) {
  instance
    ?.then((card) => card.receive(typeof message === 'string' ? JSON.parse(message) : plain(message)))
    .catch(() => {});
}

function warn(text) {
  if (warned.has(text)) return;
  warned.add(text);
  console.warn(`kirimin-profile-card: ${text}`);
}

/** A copy as plain JSON values; throws if there is none. */
const plain = (value) => JSON.parse(JSON.stringify(value));

/** Loads the WebAssembly once, when the first card needs it; after a failure the next card tries again. */
function load() {
  instance ??= start().catch((error) => {
    instance = undefined;
    throw error;
  });
  return instance;
}

async function start() {
  // Both load in parallel.
  const wasm = Promise.resolve(settings.wasm ?? fetch(new URL('card_bg.wasm', import.meta.url)));
  wasm.catch(() => {});
  const card = await import('./card.js');
  await card.default({ module_or_path: wasm });
  card.init(panicked, settings.fetch, settings.cooldown, settings.timeout);
  ready = card;
  return card;
}

/** The instance is unusable after a panic: every element shows its light DOM instead. */
function panicked(text) {
  const error = new Error(text);
  ready = undefined;
  instance = Promise.reject(error);
  instance.catch(() => queueMicrotask(() => live.forEach((fail) => fail(error))));
}

/** The skeleton's sheet for a document; a constructed sheet belongs to one document. */
function sheetOf(document) {
  let sheet = sheets.get(document);
  if (!sheet) {
    sheet = new document.defaultView.CSSStyleSheet();
    sheet.replaceSync(SKELETON);
    sheets.set(document, sheet);
  }
  return sheet;
}

/** Calls `callback` once, when the element comes near the viewport. */
function whenNear(element, callback) {
  const observer = new IntersectionObserver(
    (entries) => {
      if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
      observer.disconnect();
      callback();
    },
    { rootMargin: '200px' },
  );
  observer.observe(element);
  return observer;
}

/** The properties that reflect an attribute (`lang` and `no-confirm` are handled apart). */
const PROPERTIES = ['userid', 'viewerId', 'apiBase', 'loading', 'headingLevel', 'layout'];
const attributeOf = (property) => property.replace(/[A-Z]/, (letter) => `-${letter.toLowerCase()}`);
const CHOICES = {
  loading: ['eager', 'lazy'],
  layout: ['card', 'row'],
  'heading-level': ['3', '2', '4', '5', '6'],
};

/** An attribute's value, or its default if it is absent or invalid. */
function valueOf(element, name) {
  const value = element.getAttribute(name);
  const choices = CHOICES[name];
  if (choices) {
    if (choices.includes(value)) return value;
    if (value !== null) {
      warn(`${name}="${value}" is not one of ${choices.join(', ')}; using ${choices[0]}`);
    }
    return choices[0];
  }
  if (name === 'api-base') {
    if (value === null) return settings.apiBase ?? null;
    try {
      if (/^http/.test(new URL(value, element.ownerDocument.baseURI).protocol)) return value;
    } catch {
      // What cannot be parsed is warned of as well.
    }
    warn(`api-base="${value}" is not an http or https URL; using the page's own origin`);
    return null;
  }
  return value;
}

/** Throws if no card can be made of a user (see `Profile::from_json`). */
function check(user) {
  const wrong = (field, type) => {
    throw new TypeError(`kirimin-profile-card: user${field} must be a${type}`);
  };
  if (typeof user !== 'object' || Array.isArray(user)) wrong('', 'n object');
  for (const name of ['id', 'username']) {
    if (typeof user[name] !== 'string' || !user[name].trim()) wrong(`.${name}`, ' non-empty string');
  }
  if (typeof (user.displayname ?? '') !== 'string') wrong('.displayname', ' string');
}

/**
 * A profile card for one Kirimin user whose buttons follow the friendship between that user and the viewer.
 *
 * @tagname kirimin-profile-card
 *
 * @attr {string} userid - whom to show: an id, or a username
 * @attr {string} viewer-id - the viewer's own id: their own card has no buttons
 * @attr {string} api-base - where the friend API is: an origin or a path prefix (default: the page's own origin)
 * @attr {string} lang - the language (default: that of the nearest element with a `lang`); Indonesian for `id`, else English
 * @attr {"eager" | "lazy"} loading - when to fetch: at once, or near the viewport (default: `eager`)
 * @attr {"2" | "3" | "4" | "5" | "6"} heading-level - the rank of the name among the page's headings (default: `3`)
 * @attr {"card" | "row"} layout - the shape (default: `card`)
 * @attr {boolean} no-confirm - skips the question before an action that takes something away
 *
 * @prop {string} userid - as the attribute
 * @prop {string} viewerId - as the attribute `viewer-id`
 * @prop {string} apiBase - as the attribute `api-base`
 * @prop {"eager" | "lazy"} loading - as the attribute
 * @prop {"2" | "3" | "4" | "5" | "6"} headingLevel - as the attribute `heading-level`
 * @prop {"card" | "row"} layout - as the attribute
 *
 * @fires {CustomEvent} friendship-action - {user, action}: a person wants to act; cancelable, before a request is made
 * @fires {CustomEvent} friendship-change - {user, previous, action, source}: the friendship has changed
 * @fires {CustomEvent} friendship-error - {code, msg, action}: something did not work
 * @fires {CustomEvent} profile-load - {user}: the user is known for the first time
 *
 * @slot - what is shown before the card is there, without JavaScript or WebAssembly, and after a failure
 * @slot actions - the host's own buttons, beside the card's
 * @slot footer - what the host wants at the end of the card
 *
 * @csspart card - the whole card
 * @csspart avatar - the picture, or the initial in its place
 * @csspart name - the display name
 * @csspart username - the handle
 * @csspart badges - the list of badges
 * @csspart bio - the text about themselves
 * @csspart status - the friendship in words, or what is going on
 * @csspart actions - the row of buttons
 * @csspart button - each button
 * @csspart button-primary - a button that adds or accepts
 * @csspart button-danger - a button that takes something away
 * @csspart confirm - the question before an action
 * @csspart notice - what came of an action
 *
 * @cssstate loading - nothing is known yet
 * @cssstate ready - the state is known
 * @cssstate busy - an action is under way
 * @cssstate error - there is nothing to show, or no certainty
 *
 * @cssprop --kirimin-card-accent - the colour of what adds or accepts
 * @cssprop --kirimin-card-on-accent - the colour of text on it (default: black or white, whichever can be read)
 * @cssprop --kirimin-card-danger - the colour of what takes something away
 * @cssprop --kirimin-card-on-danger - the colour of text on it (default: black or white, whichever can be read)
 * @cssprop --kirimin-card-surface - the background
 * @cssprop --kirimin-card-color - the colour of the text
 * @cssprop --kirimin-card-muted - the colour of what is less important
 * @cssprop --kirimin-card-line - the colour of borders
 * @cssprop --kirimin-card-radius - the roundness of the corners (default: `1em`)
 * @cssprop --kirimin-card-gap - the space between the parts (default: `.875em`)
 * @cssprop --kirimin-card-padding - the space around them (default: `1.25em`)
 * @cssprop --kirimin-card-width - the greatest width of a card (default: `25em`)
 * @cssprop --kirimin-card-font - the font family (default: the system's)
 * @cssprop --kirimin-card-avatar-size - the width and height of the picture (default: `4.5em`)
 * @cssprop --kirimin-card-focus - the colour of the outline of what has the focus (default: the accent)
 */
export class KiriminProfileCard extends (globalThis.HTMLElement ?? class {}) {
  /** The version of the package. */
  static version = '0.0.0';

  static observedAttributes = [...PROPERTIES.map(attributeOf), 'lang', 'no-confirm'];

  #root;
  #internals;
  /** The card in the WebAssembly. */
  #card;
  #starting = false;
  #near;
  #state = 'loading';
  #user = null;
  #strings = null;

  /**
   * Registers the element. Does nothing if the name is already taken.
   * @param {string} [tag]
   * @param {CustomElementRegistry} [registry]
   */
  static define(tag = 'kirimin-profile-card', registry = globalThis.customElements) {
    if (!registry || registry.get(tag)) return;
    try {
      registry.define(tag, this);
    } catch (error) {
      // A class can only be registered once, so another name needs a subclass.
      if (error.name !== 'NotSupportedError') throw error;
      registry.define(tag, class extends this {});
    }
  }

  constructor() {
    super();
    this.#internals = this.attachInternals();
    this.#root = this.attachShadow({ mode: 'open' });
  }

  connectedCallback() {
    for (const name of [...PROPERTIES, 'noConfirm', 'user', 'strings']) {
      // A property set before the element was defined hides the accessor.
      if (Object.hasOwn(this, name)) {
        const value = this[name];
        delete this[name];
        this[name] = value;
      }
    }
    if (this.#card || this.#starting) return;
    const isLazy = valueOf(this, 'loading') === 'lazy';
    // A card that mounts within the same task needs no placeholder.
    if (isLazy || !ready) this.#showOwn();
    if (isLazy) this.#near ??= whenNear(this, () => this.#start());
    else this.#start();
  }

  /** A move disconnects and reconnects in one task, so the card is only removed if still disconnected a microtask later. */
  disconnectedCallback() {
    queueMicrotask(() => {
      if (this.isConnected) return;
      this.#near = this.#near?.disconnect();
      this.#stop();
    });
  }

  /** `moveBefore` needs no handling. */
  connectedMoveCallback() {}

  adoptedCallback() {
    if (this.#card) this.#call((card) => card.adoptStyle(this.#root));
    else if (this.isConnected) this.#showOwn();
  }

  attributeChangedCallback(name, before, value) {
    if (before === value) return;
    if (name === 'loading' && this.isConnected && !this.#card && value !== 'lazy') this.#start();
    this.#call((card) => card.set(name, valueOf(this, name) ?? undefined));
  }

  /** The user, in the server's shape. If set, it is shown without a fetch. */
  get user() {
    return this.#call((card) => card.user) ?? this.#user;
  }

  set user(user) {
    if (user != null) check(user);
    // Throws here, in the host's own call, if there is no plain copy.
    const copy = plain(user ?? null);
    this.#user = user ?? null;
    this.#call((card) => card.setUser(copy));
  }

  /** The host's own texts, overriding some or all. */
  get strings() {
    return this.#strings;
  }

  set strings(strings) {
    const copy = plain(strings ?? null);
    this.#strings = strings ?? null;
    this.#call((card) => card.setStrings(copy));
  }

  /** `isFriend` as last confirmed by the server; `null` while unknown. */
  get friendship() {
    return this.user?.isFriend ?? null;
  }

  get noConfirm() {
    return this.hasAttribute('no-confirm');
  }

  set noConfirm(value) {
    this.toggleAttribute('no-confirm', !!value);
  }

  /** Fetches the state from the server again. */
  refresh() {
    this.#call((card) => card.refresh());
  }

  /**
   * Focuses the card's first button.
   * @param {FocusOptions} [options]
   */
  focus(options) {
    this.#root.querySelector('button')?.focus(options);
  }

  /** Mounts the card, after loading the WebAssembly if necessary. */
  async #start() {
    if (this.#card || this.#starting) return;
    this.#starting = true;
    try {
      // Waits even if it is loaded, because a host may still be setting properties.
      const wasm = await (ready ?? load());
      if (this.isConnected) this.#mount(wasm);
    } catch (error) {
      this.#fail(error);
    } finally {
      this.#starting = false;
    }
  }

  /** Loading failed or the instance panicked: shows the light DOM. */
  #fail(error) {
    if (this.#card) dead.push(this.#card);
    this.#card = undefined;
    live.delete(this);
    this.#showOwn();
    this.#setState('error');
    if (reported !== error) console.error('kirimin-profile-card:', error);
    reported = error;
    this.#emit('friendship-error', { code: 0, msg: 'NO_WEBASSEMBLY', action: null });
  }

  #mount(wasm) {
    const card = new wasm.Card((type, detail) => this.#hear(type, detail));
    this.#card = card;
    live.set(this, (error) => this.#fail(error));
    for (const name of KiriminProfileCard.observedAttributes) {
      const value = valueOf(this, name);
      if (value !== null) card.set(name, value);
    }
    if (this.#strings) card.setStrings(plain(this.#strings));
    if (this.#user) card.setUser(plain(this.#user));
    this.#root.replaceChildren();
    card.mount(this.#root);
  }

  #stop() {
    if (!this.#card) return;
    this.#call((card) => card.free());
    this.#card = undefined;
    live.delete(this);
    this.#root.replaceChildren();
    this.#setState('loading');
  }

  /** Shows the light DOM, or a skeleton of the card's size if there is none. */
  #showOwn() {
    const document = this.ownerDocument;
    const slot = document.createElement('slot');
    const skeleton = document.createElement('div');
    skeleton.id = 'skeleton';
    // White space between the tags does not count as content, although the slot has it assigned.
    const look = () => {
      if (slot.assignedNodes().some((node) => !node.data || node.data.trim())) skeleton.remove();
      else slot.after(skeleton);
    };
    slot.addEventListener('slotchange', look);
    // A document without a window cannot construct sheets.
    this.#root.adoptedStyleSheets = document.defaultView ? [sheetOf(document)] : [];
    this.#root.replaceChildren(slot);
    look();
    this.#setState('loading');
  }

  /** Calls `f` with the card, if there is one; an exception counts as a panic. */
  #call(f) {
    if (!this.#card) return undefined;
    try {
      return f(this.#card);
    } catch (error) {
      panicked(error.message);
      return undefined;
    }
  }

  /** Called after the page has been updated, because a host may do anything in a listener. */
  #hear(type, detail) {
    return type === 'state' ? this.#setState(detail) : this.#emit(type, detail);
  }

  #emit(type, detail) {
    const cancelable = type === 'friendship-action';
    return this.dispatchEvent(
      new CustomEvent(type, { bubbles: true, composed: true, cancelable, detail }),
    );
  }

  #setState(state) {
    // Custom states need Chromium 125, Safari 17.4 or Firefox 126.
    this.#internals.states?.delete(this.#state);
    this.#internals.states?.add(state);
    this.#state = state;
    return true;
  }
}

for (const property of PROPERTIES) {
  const attribute = attributeOf(property);
  Object.defineProperty(KiriminProfileCard.prototype, property, {
    configurable: true,
    enumerable: true,
    get() {
      return valueOf(this, attribute) ?? '';
    },
    set(value) {
      if (value == null) this.removeAttribute(attribute);
      else this.setAttribute(attribute, value);
    },
  });
}
