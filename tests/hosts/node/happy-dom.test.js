import assert from 'node:assert/strict';
import test from 'node:test';
import { GlobalRegistrator } from '@happy-dom/global-registrator';
import { embed } from './shared.js';

test('in happy-dom, elements show their own content', async () => {
  GlobalRegistrator.register({ url: 'https://host.example/' });
  const told = await embed();
  assert.equal(told.length, 1, told.join('\n'));
});
