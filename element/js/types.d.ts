/** A user in the server's shape. */
export interface User {
  id: string;
  username: string;
  displayname?: string;
  /** 0 not friends, 1 friends, 2 the viewer's request is out, 3 the other person's request is in. */
  isFriend?: number;
  bio?: string;
  /** The file name of the avatar. */
  image?: string;
  badges?: number[];
}

/** The API's name of what a button does. */
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
  /** The action that it came from; `null` where it came from elsewhere. */
  action: Action | null;
  source: Source;
}

export interface FriendshipErrorDetail {
  /** The HTTP status; 0 where there was none. */
  code: number;
  /** The server's words, or the card's name for what went wrong. */
  msg: string;
  /** The action it happened to; `null` for a fetch. */
  action: Action | null;
}

export interface ProfileLoadDetail {
  user: User;
}

export interface KiriminProfileCardEventMap extends HTMLElementEventMap {
  'friendship-action': CustomEvent<FriendshipActionDetail>;
  'friendship-change': CustomEvent<FriendshipChangeDetail>;
  'friendship-error': CustomEvent<FriendshipErrorDetail>;
  'profile-load': CustomEvent<ProfileLoadDetail>;
}

export interface Configuration {
  /** Where the WebAssembly is, or what it is: an address, a response, bytes or a module. Default: beside the script. */
  wasm?: string | URL | Request | Response | BufferSource | WebAssembly.Module | Promise<Response>;
  /** Where the friend API is, for cards without an `api-base`. Default: the page's own origin. */
  apiBase?: string;
  /** What fetches in place of the page's own `fetch`; it is given a `Request`. */
  fetch?: (request: Request) => Promise<Response>;
  /** How long the server wants between two requests of a person, in milliseconds. Default: 1000; 0 for none. */
  cooldown?: number;
  /** How long a reply may take, in milliseconds. Default: 10000. */
  timeout?: number;
}
