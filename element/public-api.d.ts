// What the npm package makes public. Written by `cargo xtask docs`.

// index.d.ts
export * from './element.js';

// element.d.ts
import type { Configuration, KiriminProfileCardEventMap, User } from './types.js';
export type * from './types.js';
/** Without a DOM, as on a server, the class can be imported, but not used. */
declare const Base: typeof HTMLElement;
/** Configures all cards of the page. Call it before the first card is shown. */
export declare function configure(options: Configuration): void;
/** Passes a message from the host's WebSocket to all cards. Messages of other types are ignored. */
export declare function receive(message: string | object): void;
/**
 * Fetches the states of all cards again, for a host that may have missed messages, such as after its
 * WebSocket was connected again.
 */
export declare function refresh(): void;
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
export declare class KiriminProfileCard extends Base {
    #private;
    /** The version of the package. */
    static readonly version: string;
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
    /** Registers the element. Does nothing if the name is already taken. */
    static define(tag?: string, registry?: CustomElementRegistry): void;
    constructor();
    /** The user, in the server's shape. If set, it is shown without a fetch. */
    get user(): User | null;
    set user(user: User | null);
    /** The host's own texts, overriding some or all. */
    get strings(): Record<string, string> | null;
    set strings(strings: Record<string, string> | null);
    /** `isFriend` as last confirmed by the server; `null` while unknown. */
    get friendship(): User['isFriend'] | null;
    /** Skips the confirmation before unfriending, cancelling and rejecting. */
    get noConfirm(): boolean;
    set noConfirm(value: boolean);
    /** Fetches the state from the server again. */
    refresh(): void;
    /** Focuses the card's first button. */
    focus(options?: FocusOptions): void;
}
export interface KiriminProfileCard {
    addEventListener<K extends keyof KiriminProfileCardEventMap>(type: K, listener: (this: KiriminProfileCard, event: KiriminProfileCardEventMap[K]) => unknown, options?: boolean | AddEventListenerOptions): void;
    addEventListener(type: string, listener: EventListenerOrEventListenerObject, options?: boolean | AddEventListenerOptions): void;
    removeEventListener<K extends keyof KiriminProfileCardEventMap>(type: K, listener: (this: KiriminProfileCard, event: KiriminProfileCardEventMap[K]) => unknown, options?: boolean | EventListenerOptions): void;
    removeEventListener(type: string, listener: EventListenerOrEventListenerObject, options?: boolean | EventListenerOptions): void;
}
declare global {
    interface HTMLElementTagNameMap {
        'kirimin-profile-card': KiriminProfileCard;
    }
}

// types.d.ts
/** A user in the server's shape. */
export interface User {
    id: string;
    username: string;
    displayname?: string;
    /** 0: not friends, 1: friends, 2: the viewer has sent a request, 3: the viewer has received one. */
    isFriend?: number;
    bio?: string;
    /** The file name of the avatar. */
    image?: string;
    badges?: number[];
}
/** The API's name of an action. */
export type Action = 'addfriend' | 'unfriend' | 'cancelfriend' | 'acceptfriend' | 'ignorefriend';
/** Where a new state came from. */
export type Source = 'action' | 'refresh' | 'live' | 'tab' | 'host';
export interface FriendshipActionDetail {
    user: User;
    action: Action;
}
export interface FriendshipChangeDetail {
    user: User;
    previous: User;
    /** The action that caused the change; `null` if something else did. */
    action: Action | null;
    source: Source;
}
export interface FriendshipErrorDetail {
    /** The HTTP status; 0 if there was none. */
    code: number;
    /** The server's message, or the card's name for the error. */
    msg: string;
    /** The action that failed; `null` for a fetch. */
    action: Action | null;
}
export interface ProfileLoadDetail {
    user: User;
}
/** The attributes of the element, as templates set them. */
export interface KiriminProfileCardAttributes {
    userid?: string | undefined;
    'viewer-id'?: string | undefined;
    'api-base'?: string | undefined;
    loading?: 'eager' | 'lazy' | undefined;
    'heading-level'?: '2' | '3' | '4' | '5' | '6' | undefined;
    layout?: 'card' | 'row' | undefined;
    'no-confirm'?: boolean | '' | undefined;
}
/** The properties of the element that can be set. */
export interface KiriminProfileCardProperties {
    userid?: string | undefined;
    viewerId?: string | undefined;
    apiBase?: string | undefined;
    loading?: 'eager' | 'lazy' | undefined;
    headingLevel?: '2' | '3' | '4' | '5' | '6' | undefined;
    layout?: 'card' | 'row' | undefined;
    noConfirm?: boolean | undefined;
    user?: User | null | undefined;
    strings?: Record<string, string> | null | undefined;
}
export interface KiriminProfileCardEventMap extends HTMLElementEventMap {
    'friendship-action': CustomEvent<FriendshipActionDetail>;
    'friendship-change': CustomEvent<FriendshipChangeDetail>;
    'friendship-error': CustomEvent<FriendshipErrorDetail>;
    'profile-load': CustomEvent<ProfileLoadDetail>;
}
export interface Configuration {
    /** The WebAssembly, as a URL, request, response, bytes or module. Default: the file beside the script. */
    wasm?: string | URL | Request | Response | BufferSource | WebAssembly.Module | Promise<Response> | undefined;
    /** The base URL of the friend API, for cards without an `api-base`. Default: the page's own origin. */
    apiBase?: string | undefined;
    /** A function to use instead of the page's `fetch`; it is called with a `Request`. */
    fetch?: ((request: Request) => Promise<Response>) | undefined;
    /** How long the server wants between two requests of a person, in milliseconds. Default: 1000; 0 for none. */
    cooldown?: number | undefined;
    /** How long a reply may take, in milliseconds. Default: 10000. */
    timeout?: number | undefined;
}

// server.d.ts
/**
 * The element's frame as a declarative shadow root: a `<template>` to write as its first child. Browsers show
 * it, with the element's content in it, before any script runs.
 * @param options.nonce the nonce of the page's Content-Security-Policy, for the `<style>` in it
 * @throws {TypeError} The nonce is not a base64 value.
 */
export declare function shadowRoot({ nonce }?: {
    nonce?: string;
}): string;

// react.d.ts
import { type HTMLAttributes, type ReactElement, type ReactNode, type Ref } from 'react';
import type { KiriminProfileCard as KiriminProfileCardElement } from './element.js';
import type { FriendshipActionDetail, FriendshipChangeDetail, FriendshipErrorDetail, KiriminProfileCardAttributes, KiriminProfileCardEventMap, KiriminProfileCardProperties, ProfileLoadDetail } from './types.js';
/** The element's attributes and properties, and its events as callbacks. Keep `user` and `strings` in state or a constant. */
export interface KiriminProfileCardProps extends KiriminProfileCardProperties, Omit<HTMLAttributes<KiriminProfileCardElement>, 'children'> {
    /** A person wants to act; `preventDefault()` keeps the request from being made. */
    onFriendshipAction?: ((event: CustomEvent<FriendshipActionDetail>) => void) | undefined;
    /** The friendship has changed. */
    onFriendshipChange?: ((event: CustomEvent<FriendshipChangeDetail>) => void) | undefined;
    /** Something did not work. */
    onFriendshipError?: ((event: CustomEvent<FriendshipErrorDetail>) => void) | undefined;
    /** The user is known for the first time. */
    onProfileLoad?: ((event: CustomEvent<ProfileLoadDetail>) => void) | undefined;
    /** What is shown until the card is there, and elements with the slots `actions` and `footer`. */
    children?: ReactNode;
    ref?: Ref<KiriminProfileCardElement>;
}
/** The card as a React component, also on a server. Loads the element in the browser. */
export declare function KiriminProfileCard({ viewerId, apiBase, headingLevel, noConfirm, user, strings, ref, ...rest }: KiriminProfileCardProps): ReactElement;
type Listeners = {
    [Type in Exclude<keyof KiriminProfileCardEventMap, keyof HTMLElementEventMap> as `on${Type}`]?: ((event: KiriminProfileCardEventMap[Type]) => void) | undefined;
};
declare module 'react' {
    namespace JSX {
        interface IntrinsicElements {
            /** The element itself, for pages that no server renders. */
            'kirimin-profile-card': DetailedHTMLProps<HTMLAttributes<KiriminProfileCardElement>, KiriminProfileCardElement> & KiriminProfileCardAttributes & KiriminProfileCardProperties & Listeners;
        }
    }
}
export {};

// vue.d.ts
// Types for templates: `/// <reference types="kirimin-profile-card/vue" />` in a file of your own.
import type { AllowedComponentProps, ComponentCustomProps, HTMLAttributes, VNodeProps } from 'vue';
import type { KiriminProfileCard } from './element.js';
import type {
  KiriminProfileCardAttributes,
  KiriminProfileCardEventMap,
  KiriminProfileCardProperties,
} from './types.js';

interface Listeners {
  onFriendshipAction?: ((event: KiriminProfileCardEventMap['friendship-action']) => void) | undefined;
  onFriendshipChange?: ((event: KiriminProfileCardEventMap['friendship-change']) => void) | undefined;
  onFriendshipError?: ((event: KiriminProfileCardEventMap['friendship-error']) => void) | undefined;
  onProfileLoad?: ((event: KiriminProfileCardEventMap['profile-load']) => void) | undefined;
}

type Props = HTMLAttributes &
  KiriminProfileCardAttributes &
  KiriminProfileCardProperties &
  Listeners &
  VNodeProps &
  AllowedComponentProps &
  ComponentCustomProps;

declare module 'vue' {
  interface GlobalComponents {
    /** What a template's `ref` holds is the element itself. */
    'kirimin-profile-card': new () => KiriminProfileCard & { $props: Props };
  }
}

// svelte.d.ts
// Types for markup: `/// <reference types="kirimin-profile-card/svelte" />` in a file of your own.
import type { HTMLAttributes } from 'svelte/elements';
import type { KiriminProfileCard } from './element.js';
import type {
  KiriminProfileCardAttributes,
  KiriminProfileCardEventMap,
  KiriminProfileCardProperties,
} from './types.js';

type Listeners = {
  [Type in Exclude<keyof KiriminProfileCardEventMap, keyof HTMLElementEventMap> as `on${Type}`]?:
    | ((event: KiriminProfileCardEventMap[Type]) => void)
    | undefined;
};

declare module 'svelte/elements' {
  interface SvelteHTMLElements {
    'kirimin-profile-card': HTMLAttributes<KiriminProfileCard> &
      KiriminProfileCardAttributes &
      KiriminProfileCardProperties &
      Listeners;
  }
}
