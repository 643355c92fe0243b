'use client';
// The element as a React component. React 19 sets neither properties nor listeners on a custom element
// that a server has rendered; this does, whoever rendered it.
import { createElement, useEffect, useImperativeHandle, useLayoutEffect, useRef } from 'react';

const EVENTS = {
  onFriendshipAction: 'friendship-action',
  onFriendshipChange: 'friendship-change',
  onFriendshipError: 'friendship-error',
  onProfileLoad: 'profile-load',
};

/** Attributes are in the server's HTML as well; what no attribute can hold is set in the browser. */
export function KiriminProfileCard({
  viewerId,
  apiBase,
  headingLevel,
  noConfirm,
  user = null,
  strings = null,
  ref,
  ...rest
}) {
  const element = useRef(null);
  const listeners = useRef({});
  const attributes = {};
  for (const [name, value] of Object.entries(rest)) {
    if (!(name in EVENTS)) attributes[name] = value;
  }
  useImperativeHandle(ref, () => element.current, []);
  useLayoutEffect(() => {
    listeners.current = rest;
  });
  useLayoutEffect(() => {
    const card = element.current;
    const added = Object.entries(EVENTS).map(([name, type]) => {
      const listener = (event) => listeners.current[name]?.(event);
      card.addEventListener(type, listener);
      return () => card.removeEventListener(type, listener);
    });
    return () => added.forEach((remove) => remove());
  }, []);
  useLayoutEffect(() => {
    element.current.user = user;
  }, [user]);
  useLayoutEffect(() => {
    element.current.strings = strings;
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
