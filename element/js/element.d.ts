import type { Configuration, KiriminProfileCardEventMap, User } from './types.js';

export type * from './types.js';

/** Sets what holds for all cards of the page, before the first one is shown. */
export function configure(options: Configuration): void;

/** Hands a message of the host's WebSocket to all cards. Messages of other types are passed over. */
export function receive(message: string | object): void;

/** A profile card for one Kirimin user whose buttons follow the friendship between that user and the viewer. */
export class KiriminProfileCard extends HTMLElement {
  /** The version of the package. */
  static readonly version: string;
  /** Registers the element. A name that is taken stays with whoever has it. */
  static define(tag?: string, registry?: CustomElementRegistry): void;

  /** Whom to show: an id, or a username. */
  userid: string;
  /** The viewer's own id: their own card has no buttons. */
  viewerId: string;
  /** Where the friend API is: an origin or a path prefix. Default: the page's own origin. */
  apiBase: string;
  /** When to fetch: at once, or near the viewport. Default: `eager`. */
  loading: 'eager' | 'lazy';
  /** The rank of the name among the page's headings. Default: `3`. */
  headingLevel: '2' | '3' | '4' | '5' | '6';
  /** The shape. Default: `card`. */
  layout: 'card' | 'row';
  /** Skips the question before an action that takes something away. */
  noConfirm: boolean;
  /** The user in the server's shape. One that is given is shown without a fetch. */
  user: User | null;
  /** The host's own texts, in place of some or all. */
  strings: Record<string, string> | null;
  /** `isFriend` as the server last said it; `null` while it is not known. */
  readonly friendship: User['isFriend'] | null;

  /** Reads the state from the server again. */
  refresh(): void;
  /** Sets the focus on the card's first button. */
  focus(options?: FocusOptions): void;

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
