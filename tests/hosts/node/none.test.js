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
