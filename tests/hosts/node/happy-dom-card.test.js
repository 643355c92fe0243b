import assert from 'node:assert/strict';
import test from 'node:test';
import { GlobalRegistrator } from '@happy-dom/global-registrator';
import { embedWithWebAssembly } from './shared.js';

test('in happy-dom, given the WebAssembly, elements show cards or their own content', async () => {
  // Node.js would wait for the channel of a card that has panicked.
  delete globalThis.BroadcastChannel;
  GlobalRegistrator.register({ url: 'https://host.example/' });
  const { told, isCard } = await embedWithWebAssembly();
  assert.equal(told.length, isCard ? 0 : 1, told.join('\n'));
});
