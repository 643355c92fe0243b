// What a host's module does: the elements that are in the page are upgraded before it runs.
import { configure } from '/npm/index.js';

configure({ wasm: '/npm/card_bg.wasm?configured' });
