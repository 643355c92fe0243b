import type { Configuration, KiriminProfileCardEventMap, User } from './types.js';

export type * from './types.js';

/** Configures all cards of the page. Call it before the first card is shown. */
export function configure(options: Configuration): void;

/** Passes a message from the host's WebSocket to all cards. Messages of other types are ignored. */
export function receive(message: string | object): void;

/**
 * Fetches the states of all cards again. Call it when messages may have been missed, such as after your
 * WebSocket was connected again.
 */
export function refresh(): void;

/** A profile card for one Kirimin user whose buttons follow the friendship between that user and the viewer. */
export class KiriminProfileCard extends HTMLElement {
  /** The version of the package. */
  static readonly version: string;
  /** Registers the element. Does nothing if the name is already taken. */
  static define(tag?: string, registry?: CustomElementRegistry): void;

  /** The user to show: an id or a username. */
  userid: string;
  /** The viewer's id. The viewer's own card has no buttons. */
  viewerId: string;
  /** The base URL of the friend API: an origin or a path prefix. Default: the page's own origin. */
  apiBase: string;
  /** When to fetch: at once, or when near the viewport. Default: `eager`. */
  loading: 'eager' | 'lazy';
  /** The heading level of the name. Default: `3`. */
  headingLevel: '2' | '3' | '4' | '5' | '6';
  /** The layout. Default: `card`. */
  layout: 'card' | 'row';
  /** Skips the confirmation before unfriending, cancelling and rejecting. */
  noConfirm: boolean;
  /** The user, in the server's shape. If set, it is shown without a fetch. */
  user: User | null;
  /** The host's own texts, overriding some or all. */
  strings: Record<string, string> | null;
  /** `isFriend` as last confirmed by the server; `null` while unknown. */
  readonly friendship: User['isFriend'] | null;

  /** Fetches the state from the server again. */
  refresh(): void;
  /** Focuses the card's first button. */
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
