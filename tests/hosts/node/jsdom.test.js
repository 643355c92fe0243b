import assert from 'node:assert/strict';
import test from 'node:test';
import { problems } from './jsdom.js';
import { embed } from './shared.js';

test('in jsdom, elements show their own content', async () => {
  const told = await embed();
  assert.equal(told.length, 1, told.join('\n'));
  assert.deepEqual(problems, []);
});
