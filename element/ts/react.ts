'use client';
// The element as a React component. React 19 sets neither properties nor listeners on a custom element
// that a server has rendered; this does, whoever rendered it.
import {
  createElement,
  type DetailedHTMLProps,
  type HTMLAttributes,
  type ReactElement,
  type ReactNode,
  type Ref,
  useEffect,
  useImperativeHandle,
  useLayoutEffect,
  useRef,
} from 'react';
import type { KiriminProfileCard as KiriminProfileCardElement } from './element.js';
import type {
  FriendshipActionDetail,
  FriendshipChangeDetail,
  FriendshipErrorDetail,
  KiriminProfileCardAttributes,
  KiriminProfileCardEventMap,
  KiriminProfileCardProperties,
  ProfileLoadDetail,
} from './types.js';

/** The element's attributes and properties, and its events as callbacks. Keep `user` and `strings` in state or a constant. */
export interface KiriminProfileCardProps
  extends KiriminProfileCardProperties,
    Omit<HTMLAttributes<KiriminProfileCardElement>, 'children'> {
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

const EVENTS = {
  onFriendshipAction: 'friendship-action',
  onFriendshipChange: 'friendship-change',
  onFriendshipError: 'friendship-error',
  onProfileLoad: 'profile-load',
} as const;
type Callbacks = { [Name in keyof typeof EVENTS]?: ((event: CustomEvent) => void) | undefined };

/** The card as a React component, also on a server. Loads the element in the browser. */
export function KiriminProfileCard({
  viewerId,
  apiBase,
  headingLevel,
  noConfirm,
  user = null,
  strings = null,
  ref,
  ...rest
}: KiriminProfileCardProps): ReactElement {
  const element = useRef<KiriminProfileCardElement>(null);
  const listeners = useRef<Callbacks>({});
  // Attributes are in the server's HTML as well; what no attribute can hold is set in the browser.
  const attributes: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(rest)) {
    if (!(name in EVENTS)) attributes[name] = value;
  }
  useImperativeHandle(ref, () => element.current as KiriminProfileCardElement, []);
  useLayoutEffect(() => {
    listeners.current = rest;
  });
  useLayoutEffect(() => {
    const card = element.current;
    if (!card) return;
    const removed = new AbortController();
    for (const [name, type] of Object.entries(EVENTS)) {
      const listener = (event: Event) => listeners.current[name as keyof Callbacks]?.(event as CustomEvent);
      card.addEventListener(type, listener, { signal: removed.signal });
    }
    return () => removed.abort();
  }, []);
  useLayoutEffect(() => {
    if (element.current) element.current.user = user;
  }, [user]);
  useLayoutEffect(() => {
    if (element.current) element.current.strings = strings;
  }, [strings]);
  // Only now, so that a card never begins without its user.
  useEffect(() => {
    import('./index.js');
  }, []);
  return createElement('kirimin-profile-card', {
    ...attributes,
    'viewer-id': viewerId,
    'api-base': apiBase,
    'heading-level': headingLevel,
    'no-confirm': noConfirm ? '' : undefined,
    ref: element,
  });
}

type Listeners = {
  [Type in Exclude<keyof KiriminProfileCardEventMap, keyof HTMLElementEventMap> as `on${Type}`]?:
    | ((event: KiriminProfileCardEventMap[Type]) => void)
    | undefined;
};

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      /** The element itself, for pages that no server renders. */
      'kirimin-profile-card': DetailedHTMLProps<HTMLAttributes<KiriminProfileCardElement>, KiriminProfileCardElement> &
        KiriminProfileCardAttributes &
        KiriminProfileCardProperties &
        Listeners;
    }
  }
}
