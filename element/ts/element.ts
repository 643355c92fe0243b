// The custom element: passes the browser's calls to its card in the WebAssembly, and shows the light
// DOM in a skeleton without one. Importing this file registers nothing; index.js does.
import { ATTRIBUTES, attributeOf, attributeValue, PROPERTIES, warn } from './attributes.js';
import type { Card } from './card.js';
import { addCopy, type Functions, inAllCopies, NAME } from './copies.js';
import { live, load, panicked, ready, report, retry, settings, use, wait, waiting } from './loader.js';
import { showOwn } from './skeleton.js';
import type { Configuration, KiriminProfileCardEventMap, User } from './types.js';
import { check, plain } from './user.js';

export type * from './types.js';

/** Without a DOM, as on a server, the class can be imported, but not used. */
const Base = (globalThis.HTMLElement ?? class {}) as typeof HTMLElement;

/** Cards of a panicked instance. Kept, because wasm-bindgen would call into that instance to free them. */
const dead: Card[] = [];

/** What this copy of the package does for its own elements. */
const own: Functions = {
  configure(options: Configuration, version: string) {
    if (ready) warn('configure() was called after the first card');
    const { wasm } = settings;
    Object.assign(settings, options);
    // The WebAssembly of another version does not fit.
    if (version !== KiriminProfileCard.version) settings.wasm = wasm;
  },
  receive(message: unknown) {
    use((card) => card.receive(message));
  },
  refresh() {
    if (ready) use((card) => card.refresh());
    else retry();
  },
};

/** Configures all cards of the page. Call it before the first card is shown. */
export function configure(options: Configuration): void {
  inAllCopies(own, 'configure', { ...options }, KiriminProfileCard.version);
}

/** Passes a message from the host's WebSocket to all cards. Messages of other types are ignored. */
export function receive(message: string | object): void {
  let parsed: unknown;
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
export function refresh(): void {
  inAllCopies(own, 'refresh');
}

/**
 * A profile card for one Kirimin user whose buttons follow the friendship between that user and the viewer.
 *
 * @tagname kirimin-profile-card
 *
 * @attr {string} userid - the user to show: an id, or a username that does not look like one. Digits alone are always an id, so a user whose username is a number can only be shown by id
 * @attr {string} viewer-id - the id of the logged-in user; their own card has no buttons. Set it after every login, even of the same person
 * @attr {string} api-base - the base URL of the friend API: a path prefix such as `/kirimin`, or another origin. A path begins at the page's origin, whatever its `<base>` is (default: the page's origin)
 * @attr {string} lang - `id` for Indonesian; anything else is English (default: that of the nearest element with a `lang`, followed when it changes)
 * @attr {"eager" | "lazy"} loading - `lazy` loads the card only when it comes near the viewport (default: `eager`)
 * @attr {"2" | "3" | "4" | "5" | "6"} heading-level - the heading level of the name, `2` to `6` (default: `3`)
 * @attr {"card" | "row"} layout - `card`, or `row` for lists (default: `card`)
 * @attr {boolean} no-confirm - skips the confirmation before unfriending, cancelling and rejecting, unless its value is `false`
 *
 * @fires {CustomEvent} friendship-action - `user`, `action`: a person wants to take an action; `preventDefault()` prevents the request
 * @fires {CustomEvent} friendship-change - `user`, `previous`, `action`, `source`: the friendship changed
 * @fires {CustomEvent} friendship-error - `code`, `msg`, `action`: a fetch or an action failed
 * @fires {CustomEvent} profile-load - `user`: the user was loaded for the first time
 *
 * @slot - what is shown before the card is there, without JavaScript or WebAssembly, and after a failure
 * @slot actions - your own buttons, beside the card's
 * @slot footer - what you want at the end of the card
 *
 * @csspart card - the whole card
 * @csspart avatar - the picture, or the initial in its place
 * @csspart name - the display name
 * @csspart username - the handle
 * @csspart badges - the list of badges
 * @csspart bio - the user's description of themselves
 * @csspart status - the friendship or the progress, in words
 * @csspart actions - the row of buttons
 * @csspart button - each button
 * @csspart button-primary - a button that adds or accepts
 * @csspart button-danger - a button that unfriends, rejects or confirms
 * @csspart confirm - the question before an action
 * @csspart notice - the result of an action
 *
 * @cssstate loading - nothing is known yet
 * @cssstate ready - the state is known
 * @cssstate busy - an action is in progress
 * @cssstate error - loading failed, or the state is unconfirmed
 *
 * @cssprop --kirimin-card-accent - the colour of buttons that add or accept (default: a blue)
 * @cssprop --kirimin-card-on-accent - the colour of text on it (default: black or white, whichever has more contrast)
 * @cssprop --kirimin-card-danger - the colour of buttons that unfriend, reject or confirm, and of errors (default: a red)
 * @cssprop --kirimin-card-on-danger - the colour of text on it (default: black or white, whichever has more contrast)
 * @cssprop --kirimin-card-surface - the background (default: white or dark grey)
 * @cssprop --kirimin-card-color - the text colour
 * @cssprop --kirimin-card-muted - the colour of secondary text
 * @cssprop --kirimin-card-line - the border colour
 * @cssprop --kirimin-card-radius - the corner radius (default: `1em`)
 * @cssprop --kirimin-card-gap - the space between the parts (default: `.75em`)
 * @cssprop --kirimin-card-padding - the space around them (default: `1em`)
 * @cssprop --kirimin-card-width - the maximum width of a card (default: `25em`)
 * @cssprop --kirimin-card-font - the font family (default: the system font)
 * @cssprop --kirimin-card-avatar-size - the width and height of the picture (default: `4em`)
 * @cssprop --kirimin-card-focus - the colour of the focus ring (default: the accent)
 */
// biome-ignore lint/suspicious/noUnsafeDeclarationMerging: its listeners know the types of the events.
export class KiriminProfileCard extends Base {
  /** The version of the package. */
  static readonly version: string = '0.0.0';

  /** @internal */
  static observedAttributes: string[] = ATTRIBUTES;

  /** The user to show: an id or a username. */
  declare userid: string;
  /** The viewer's id. The viewer's own card has no buttons. */
  declare viewerId: string;
  /** The base URL of the friend API: an origin or a path prefix. Default: the page's own origin. */
  declare apiBase: string;
  /** When to fetch: at once, or when near the viewport. Default: `eager`. */
  declare loading: 'eager' | 'lazy';
  /** The heading level of the name. Default: `3`. */
  declare headingLevel: '2' | '3' | '4' | '5' | '6';
  /** The layout. Default: `card`. */
  declare layout: 'card' | 'row';

  readonly #root: ShadowRoot;
  #internals: ElementInternals | undefined;
  /** The card in the WebAssembly. */
  #card: Card | undefined;
  #starting = false;
  #near: IntersectionObserver | undefined;
  /** Whether the root still has what a server has rendered into it. */
  #isDeclared: boolean;
  #hideSkeleton: (() => void) | undefined;
  #state = 'loading';
  #user: User | null = null;
  #strings: Record<string, string> | null = null;

  /** Registers the element. Does nothing if the name is already taken. */
  static define(tag: string = NAME, registry: CustomElementRegistry = globalThis.customElements): void {
    if (!registry) return;
    addCopy(KiriminProfileCard, own);
    if (registry.get(tag)) return;
    try {
      registry.define(tag, this);
    } catch (error) {
      // A class can only be registered once, so another name needs a subclass.
      if ((error as Error).name !== 'NotSupportedError') throw error;
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

  /** @internal */
  connectedCallback(): void {
    const properties = this as Record<string, unknown>;
    for (const name of [...PROPERTIES, 'noConfirm', 'user', 'strings']) {
      // A property set before the element was defined hides the accessor.
      // biome-ignore lint/suspicious/noPrototypeBuiltins: `Object.hasOwn` came after the oldest browsers.
      if (this.hasOwnProperty(name)) {
        try {
          const value = properties[name];
          delete properties[name];
          properties[name] = value;
        } catch (error) {
          report(error);
        }
      }
    }
    if (this.#card) {
      this.connectedMoveCallback();
      return;
    }
    if (this.#starting || waiting.has(this)) return;
    const isLazy = attributeValue(this, 'loading') === 'lazy';
    // A card that mounts within the same task needs no placeholder.
    if (isLazy || !ready) this.#showOwn('loading');
    if (isLazy && globalThis.IntersectionObserver) this.#near ??= whenNear(this, () => this.#start());
    else this.#start();
  }

  /**
   * A move disconnects and reconnects in one task, so the card is only removed if still disconnected a microtask later.
   * @internal
   */
  disconnectedCallback(): void {
    queueMicrotask(() => {
      if (this.isConnected) return;
      this.#near?.disconnect();
      this.#near = undefined;
      this.#stop();
    });
  }

  /**
   * A card that is moved stays as it is, except for the language around it.
   * @internal
   */
  connectedMoveCallback(): void {
    this.#call((card) => card.moved());
  }

  /** @internal */
  adoptedCallback(): void {
    if (this.#card) this.#call((card) => card.adoptStyle(this.#root));
    else if (this.isConnected) this.#showOwn(this.#state);
  }

  /** @internal */
  attributeChangedCallback(name: string, before: string | null, value: string | null): void {
    // The same viewer again: they may have logged in again.
    if (before === value && name !== 'viewer-id') return;
    if (name === 'loading' && this.isConnected && value !== 'lazy' && !waiting.has(this)) this.#start();
    if (name === 'userid' && waiting.has(this)) retry();
    this.#call((card) => card.set(name, attributeValue(this, name) ?? undefined));
  }

  /** The user, in the server's shape. If set, it is shown without a fetch. */
  get user(): User | null {
    return (this.#call((card) => card.user) as User | undefined) ?? this.#user;
  }

  set user(user: User | null) {
    // Throws here, in the host's own call, if there is no plain copy.
    const copy = plain(user ?? null);
    if (user != null) check(copy);
    this.#user = copy as User | null;
    this.#call((card) => card.setUser(copy));
  }

  /** The host's own texts, overriding some or all. */
  get strings(): Record<string, string> | null {
    return this.#strings;
  }

  set strings(strings: Record<string, string> | null) {
    const copy = plain(strings ?? null);
    this.#strings = copy as Record<string, string> | null;
    this.#call((card) => card.setStrings(copy));
  }

  /** `isFriend` as last confirmed by the server; `null` while unknown. */
  get friendship(): User['isFriend'] | null {
    return this.user?.isFriend ?? null;
  }

  /** Skips the confirmation before unfriending, cancelling and rejecting. */
  get noConfirm(): boolean {
    return attributeValue(this, 'no-confirm') !== null;
  }

  set noConfirm(value: boolean) {
    if (value) this.setAttribute('no-confirm', '');
    else this.removeAttribute('no-confirm');
  }

  /** Fetches the state from the server again. */
  refresh(): void {
    if (waiting.has(this)) retry();
    this.#call((card) => card.refresh());
  }

  /** Focuses the card's first button. */
  override focus(options?: FocusOptions): void {
    this.#root.querySelector('button')?.focus(options);
  }

  /** Focuses the card itself: a button might get a press that was meant for what had the focus. */
  #focusCard(): void {
    const card = this.#root.querySelector('article');
    card?.setAttribute('tabindex', '-1');
    card?.focus();
  }

  /** Mounts the card, after loading the WebAssembly if necessary. */
  async #start(): Promise<void> {
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
    if (ready) this.#mount(ready);
    else this.#fail();
  }

  /** Loading failed or the instance panicked: shows the light DOM, and waits. */
  #fail(): void {
    if (this.#card) dead.push(this.#card);
    this.#card = undefined;
    live.delete(this);
    this.#showOwn('error');
    wait(this, (isLoaded) => (isLoaded ? this.#start() : this.#hideSkeleton?.()));
    this.#emit('friendship-error', { code: 0, msg: 'NO_WEBASSEMBLY', action: null });
  }

  #mount({ Card }: { Card: new (emit: (type: string, detail: unknown) => boolean) => Card }): void {
    try {
      const card = new Card((type, detail) => this.#hear(type, detail));
      this.#card = card;
      live.set(this, () => this.#fail());
      for (const name of ATTRIBUTES) {
        const value = attributeValue(this, name);
        if (value !== null) card.set(name, value);
      }
      if (this.#strings) card.setStrings(this.#strings);
      if (this.#user) card.setUser(this.#user);
      this.#isDeclared = false;
      // What had it in the light DOM is not rendered any more.
      const hadFocus = this.matches(':focus-within');
      this.#root.replaceChildren();
      card.mount(this.#root);
      if (hadFocus) this.#focusCard();
    } catch (error) {
      panicked((error as Error).message);
    }
  }

  #stop(): void {
    waiting.delete(this);
    if (!this.#card) return;
    this.#call((card) => card.free());
    this.#card = undefined;
    live.delete(this);
    this.#root.replaceChildren();
    this.#setState('loading');
  }

  /** Shows the light DOM in a skeleton of the card's size, unless a server has rendered one. */
  #showOwn(state: string): void {
    this.#setState(state);
    if (this.#isDeclared && state === 'loading') return;
    this.#isDeclared = false;
    this.#hideSkeleton = showOwn(this.#root);
  }

  /** Calls `f` with the card, if there is one; an exception counts as a panic. */
  #call<T>(f: (card: Card) => T): T | undefined {
    if (!this.#card) return undefined;
    try {
      return f(this.#card);
    } catch (error) {
      panicked((error as Error).message);
      return undefined;
    }
  }

  /** Called after the page has been updated, because a host may do anything in a listener. */
  #hear(type: string, detail: unknown): boolean {
    return type === 'state' ? this.#setState(detail as string) : this.#emit(type, detail);
  }

  #emit(type: string, detail: unknown): boolean {
    const cancelable = type === 'friendship-action';
    return this.dispatchEvent(new CustomEvent(type, { bubbles: true, composed: true, cancelable, detail }));
  }

  #setState(state: string): boolean {
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
function whenNear(element: Element, callback: () => void): IntersectionObserver {
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
    get(this: KiriminProfileCard) {
      return attributeValue(this, attribute) ?? '';
    },
    set(this: KiriminProfileCard, value: unknown) {
      if (value == null) this.removeAttribute(attribute);
      else this.setAttribute(attribute, `${value}`);
    },
  });
}

export interface KiriminProfileCard {
  addEventListener<K extends keyof KiriminProfileCardEventMap>(
    type: K,
    listener: (this: KiriminProfileCard, event: KiriminProfileCardEventMap[K]) => unknown,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject,
    options?: boolean | AddEventListenerOptions,
  ): void;
  removeEventListener<K extends keyof KiriminProfileCardEventMap>(
    type: K,
    listener: (this: KiriminProfileCard, event: KiriminProfileCardEventMap[K]) => unknown,
    options?: boolean | EventListenerOptions,
  ): void;
  removeEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject,
    options?: boolean | EventListenerOptions,
  ): void;
}

declare global {
  interface HTMLElementTagNameMap {
    'kirimin-profile-card': KiriminProfileCard;
  }
}
