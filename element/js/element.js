// The custom element: passes the browser's calls to its card in the WebAssembly, and shows the light
// DOM in a skeleton without one. Importing this file registers nothing; index.js does.
import { NAME, addCopy, inAllCopies } from './copies.js';
import { live, load, panicked, ready, report, retry, settings, use, wait, waiting } from './load.js';
import { showOwn } from './skeleton.js';
import { PROPERTIES, attributeOf, check, plain, valueOf, warn } from './values.js';

/** @typedef {import('./types').User} User */

/** Cards of a panicked instance. Kept, because wasm-bindgen would call into that instance to free them. */
const dead = [];

/** What this copy of the package does for its own elements. */
const own = {
  configure(options, version) {
    if (ready) warn('configure() was called after the first card');
    const { wasm } = settings;
    Object.assign(settings, options);
    // The WebAssembly of another version does not fit.
    if (version !== KiriminProfileCard.version) settings.wasm = wasm;
  },
  receive(message) {
    use((card) => card.receive(message));
  },
  refresh() {
    if (ready) use((card) => card.refresh());
    else retry();
  },
};

/**
 * Configures all cards of the page. Call it before the first card is shown.
 * @param {{wasm?: unknown, apiBase?: string, fetch?: typeof fetch, cooldown?: number, timeout?: number}} options
 */
export function configure(options) {
  inAllCopies(own, 'configure', { ...options }, KiriminProfileCard.version);
}

/**
 * Passes a message from the host's WebSocket to all cards. Messages of other types are ignored.
 * @param {string | object} message
 */
export function receive(message) {
  let parsed;
  try {
    parsed = typeof message === 'string' ? JSON.parse(message) : plain(message);
  } catch {
    return;
  }
  inAllCopies(own, 'receive', parsed);
}

/**
 * Fetches the states of all cards again, for a host that may have missed messages, such as after its
 * WebSocket was connected again.
 */
export function refresh() {
  inAllCopies(own, 'refresh');
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
 * @cssprop --kirimin-card-gap - the space between the parts (default: `.75em`)
 * @cssprop --kirimin-card-padding - the space around them (default: `1em`)
 * @cssprop --kirimin-card-width - the greatest width of a card (default: `25em`)
 * @cssprop --kirimin-card-font - the font family (default: the system's)
 * @cssprop --kirimin-card-avatar-size - the width and height of the picture (default: `4em`)
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
  /** Whether the root still has what a server has rendered into it. */
  #isDeclared;
  #hideSkeleton;
  #state = 'loading';
  #user = null;
  #strings = null;

  /**
   * Registers the element. Does nothing if the name is already taken.
   * @param {string} [tag]
   * @param {CustomElementRegistry} [registry]
   */
  static define(tag = NAME, registry = globalThis.customElements) {
    if (!registry) return;
    addCopy(KiriminProfileCard, own);
    if (registry.get(tag)) return;
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
    try {
      this.#internals = this.attachInternals();
    } catch {
      // The element has no custom states then.
    }
    // There may be a root already: a declarative one, or one that the host has attached.
    this.#root = this.#internals?.shadowRoot ?? this.shadowRoot ?? this.attachShadow({ mode: 'open' });
    this.#isDeclared = !!this.#root.firstChild;
  }

  connectedCallback() {
    for (const name of [...PROPERTIES, 'noConfirm', 'user', 'strings']) {
      // A property set before the element was defined hides the accessor.
      if (this.hasOwnProperty(name)) {
        try {
          const value = this[name];
          delete this[name];
          this[name] = value;
        } catch (error) {
          report(error);
        }
      }
    }
    if (this.#card) return this.connectedMoveCallback();
    if (this.#starting || waiting.has(this)) return;
    const isLazy = valueOf(this, 'loading') === 'lazy';
    // A card that mounts within the same task needs no placeholder.
    if (isLazy || !ready) this.#showOwn('loading');
    if (isLazy && globalThis.IntersectionObserver) this.#near ??= whenNear(this, () => this.#start());
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

  /** A card that is moved stays as it is, except for the language around it. */
  connectedMoveCallback() {
    this.#call((card) => card.moved());
  }

  adoptedCallback() {
    if (this.#card) this.#call((card) => card.adoptStyle(this.#root));
    else if (this.isConnected) this.#showOwn(this.#state);
  }

  attributeChangedCallback(name, before, value) {
    // The same viewer again: they may have logged in again.
    if (before === value && name !== 'viewer-id') return;
    if (name === 'loading' && this.isConnected && value !== 'lazy' && !waiting.has(this)) this.#start();
    if (name === 'userid' && waiting.has(this)) retry();
    this.#call((card) => card.set(name, valueOf(this, name) ?? undefined));
  }

  /** The user, in the server's shape. If set, it is shown without a fetch. */
  get user() {
    return this.#call((card) => card.user) ?? this.#user;
  }

  set user(user) {
    // Throws here, in the host's own call, if there is no plain copy.
    const copy = plain(user ?? null);
    if (user != null) check(copy);
    this.#user = copy;
    this.#call((card) => card.setUser(copy));
  }

  /** The host's own texts, overriding some or all. */
  get strings() {
    return this.#strings;
  }

  set strings(strings) {
    const copy = plain(strings ?? null);
    this.#strings = copy;
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
    if (waiting.has(this)) retry();
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
      await (ready ?? load());
    } catch {
      // The console has been told.
    }
    this.#starting = false;
    if (!this.isConnected) return;
    if (ready) this.#mount();
    else this.#fail();
  }

  /** Loading failed or the instance panicked: shows the light DOM, and waits. */
  #fail() {
    if (this.#card) dead.push(this.#card);
    this.#card = undefined;
    live.delete(this);
    this.#showOwn('error');
    wait(this, (isLoaded) => (isLoaded ? this.#start() : this.#hideSkeleton()));
    this.#emit('friendship-error', { code: 0, msg: 'NO_WEBASSEMBLY', action: null });
  }

  #mount() {
    try {
      const card = new ready.Card((type, detail) => this.#hear(type, detail));
      this.#card = card;
      live.set(this, () => this.#fail());
      for (const name of KiriminProfileCard.observedAttributes) {
        const value = valueOf(this, name);
        if (value !== null) card.set(name, value);
      }
      if (this.#strings) card.setStrings(this.#strings);
      if (this.#user) card.setUser(this.#user);
      this.#isDeclared = false;
      this.#root.replaceChildren();
      card.mount(this.#root);
    } catch (error) {
      panicked(error.message);
    }
  }

  #stop() {
    waiting.delete(this);
    if (!this.#card) return;
    this.#call((card) => card.free());
    this.#card = undefined;
    live.delete(this);
    this.#root.replaceChildren();
    this.#setState('loading');
  }

  /** Shows the light DOM in a skeleton of the card's size, unless a server has rendered one. */
  #showOwn(state) {
    this.#setState(state);
    if (this.#isDeclared && state === 'loading') return;
    this.#isDeclared = false;
    this.#hideSkeleton = showOwn(this.#root);
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
    const states = this.#internals?.states;
    states?.delete(this.#state);
    this.#state = state;
    try {
      // `:state()` needs Chromium 125, Safari 17.4 or Firefox 126.
      states?.add(state);
    } catch {
      // Chromium 90 to 124 has states with other names.
    }
    return true;
  }
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
