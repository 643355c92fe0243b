// A window of jsdom, in the way of test runners: its own classes, and whatever Node.js does not have.
import { JSDOM, VirtualConsole } from 'jsdom';

/** Problems of the page, such as an exception in a constructor. */
export const problems = [];
const virtualConsole = new VirtualConsole();
virtualConsole.on('jsdomError', (error) => problems.push(error.stack));
const { window } = new JSDOM('<!doctype html><body>', { url: 'https://host.example/', virtualConsole });
for (const name of Object.getOwnPropertyNames(window)) {
  if (!(name in globalThis) || /Event|^Node/.test(name)) {
    Object.defineProperty(globalThis, name, { configurable: true, value: window[name], writable: true });
  }
}
