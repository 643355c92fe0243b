import assert from 'node:assert/strict';
import test from 'node:test';
import { problems } from './jsdom.js';
import { embedWithWebAssembly } from './shared.js';

test('in jsdom, given the WebAssembly, elements show cards', async () => {
  assert.deepEqual(await embedWithWebAssembly(), { told: [], isCard: true });
  assert.deepEqual(problems, []);
});
