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
