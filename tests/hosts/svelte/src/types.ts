// Not part of the app: what the compiler must accept and refuse.
import type { SvelteHTMLElements } from 'svelte/elements';

type Card = SvelteHTMLElements['kirimin-profile-card'];

export const accepted: Card[] = [
  { id: 'a', 'viewer-id': '7684481', user: null, strings: { accept: 'Yes' }, layout: 'row', 'no-confirm': true },
  { userid: '768', viewerId: '7684481', 'onprofile-load': ({ detail }) => detail.user.id },
];

export const refused: Card[] = [
  // @ts-expect-error: no such layout
  { layout: 'column' },
  // @ts-expect-error: a user has an id
  { user: { username: 'siti' } },
  // @ts-expect-error: no such attribute
  { uzerid: '768' },
  // @ts-expect-error: another event's detail
  { 'onprofile-load': ({ detail }) => detail.action },
];
