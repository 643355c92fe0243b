// Without a DOM, as when a page is rendered on a server.
import assert from 'node:assert/strict';
import test from 'node:test';
import { listen } from './shared.js';

test('the package can be imported and called', async () => {
  const told = listen();
  const { KiriminProfileCard, configure, receive, refresh } = await import('kirimin-profile-card');
  configure({ apiBase: '/kirimin' });
  receive('{"type":"addfriend"}');
  refresh();
  KiriminProfileCard.define('our-card');
  assert.match(KiriminProfileCard.version, /^\d+\.\d+\.\d+/);
  assert.deepEqual(told, []);
});

test('a server writes the frame as a declarative shadow root', async () => {
  const { shadowRoot } = await import('kirimin-profile-card/server');
  assert.match(shadowRoot(), /^<template shadowrootmode="open"><style>:host.*<slot><\/slot><\/div><\/template>$/);
  assert.match(shadowRoot({ nonce: 'aB+/-_=1' }), /<style nonce="aB\+\/-_=1">/);
  assert.throws(() => shadowRoot({ nonce: '"><script>' }), TypeError);
});
