// Loads the WebAssembly when the first card needs it, and tries again after a failure.
import type { Configuration } from './types.js';

type CardModule = typeof import('./card.js');

/** After so many pauses, about a minute and a half in all, the next attempt needs a reason. */
const PAUSES = 7;
/** So long after a failure, in milliseconds, there is no attempt, whatever the reason. */
const REST = 1000;

/** What the host has configured. */
export const settings: Configuration = {};
/** Elements with a card in the WebAssembly, each with a function to call after a panic, which ends all cards. */
export const live = new Map<Element, () => void>();
/** Elements without a card because loading failed, each with its function: see `wait`. */
export const waiting = new Map<Element, (isLoaded: boolean) => void>();
/** The script that belongs to the WebAssembly, once loaded. */
let card: CardModule | undefined;
/** The same, once the WebAssembly is loaded as well. */
export let ready: CardModule | undefined;
/** The current attempt to load it, or the one that succeeded. */
let instance: Promise<CardModule> | undefined;
/** The last failure. */
let failure: unknown;
let failedAt = Number.NEGATIVE_INFINITY;
/** How often loading has failed on this page. */
let failures = 0;
/** How many pauses there were since there was a reason to try. */
let pauses = 0;
/** Ends the pause before the next attempt. */
let timer: ReturnType<typeof setTimeout> | undefined;
let reported = false;

/** Bundlers look for this very expression, and put the path of their own file in its place. */
const script = () => import('./card.js');
/** Apart from `new URL`, of which they would warn. */
const here = import.meta.url;

/** Loads the WebAssembly for a card. */
export async function load(): Promise<CardModule> {
  if (!mayTry()) throw failure;
  return attempt();
}

/** Tries again, if an element waits: there is a reason to hope. */
export function retry(): void {
  if (mayTry()) attemptForWaiting();
}

/** The pauses begin anew, with the first one if there was an attempt just now. */
function mayTry(): boolean {
  pauses = 0;
  if (instance || !(Date.now() - failedAt < REST)) return true;
  pause();
  return false;
}

/** Half a second to a second, then twice that each time. */
function pause(): void {
  clearTimeout(timer);
  timer = setTimeout(attemptForWaiting, (1 + Math.random()) * 500 * 2 ** pauses++);
  // Node.js, in a host's tests, would not end before.
  (timer as { unref?: () => void }).unref?.();
}

function attemptForWaiting(): void {
  if (waiting.size) attempt().catch(() => {});
}

/** There is one attempt at a time, for all. */
function attempt(): Promise<CardModule> {
  if (!instance) {
    clearTimeout(timer);
    timer = undefined;
    instance = start().then(succeeded, failed);
  }
  return instance;
}

/**
 * Notes that an element needs the WebAssembly after a failure. `callback(true)` is called when it is
 * loaded, `callback(false)` when there will be no attempt until there is a reason.
 */
export function wait(element: Element, callback: (isLoaded: boolean) => void): void {
  waiting.set(element, callback);
  if (!timer) callback(false);
}

/** Calls `f` with the module, if it is loaded or loading. What `f` throws counts as a panic. */
export function use(f: (card: CardModule) => void): void {
  instance?.then(
    (card) => {
      try {
        f(card);
      } catch (error) {
        panicked((error as Error).message);
      }
    },
    () => {},
  );
}

/** The instance is unusable after a panic: every element shows its light DOM instead. */
export function panicked(text: string): void {
  if (!ready) return;
  ready = undefined;
  instance = Promise.reject(report(new Error(text)));
  instance.catch(() =>
    queueMicrotask(() => {
      for (const end of live.values()) end();
    }),
  );
}

async function start(): Promise<CardModule> {
  // A module that imports this one configures it afterwards, but its elements in the HTML are upgraded at once.
  await null;
  if (!globalThis.WebAssembly) throw new Error('the browser has no WebAssembly');
  // Both load in parallel.
  const wasm = binary();
  wasm.catch(() => {});
  card ??= await script().catch(importAgain);
  await card.default({ module_or_path: wasm });
  card.init(panicked, settings.fetch, settings.cooldown, settings.timeout);
  return card;
}

/** A browser may keep a failed import for as long as the page lives (HTML, "module map"), but under that URL only. */
function importAgain(error: unknown): Promise<CardModule> {
  const [, path] = /import\(\s*["'`](.+?)["'`]/.exec(`${script}`) ?? [];
  if (!failures || !path) throw error;
  const url = new URL(path, here);
  url.searchParams.set('retry', `${failures}`);
  return import(/* webpackIgnore: true */ /* @vite-ignore */ url.href);
}

/** The WebAssembly as a response, bytes or a module. */
async function binary(): Promise<unknown> {
  let wasm: Awaited<Configuration['wasm']>;
  try {
    wasm = await settings.wasm;
  } catch (error) {
    // A promise stays rejected.
    if (!failures) throw error;
  }
  wasm ??= new URL('card_bg.wasm', import.meta.url);
  // A response can only be read once.
  if (failures && wasm instanceof Response) wasm = wasm.url;
  return typeof wasm === 'string' || wasm instanceof URL || wasm instanceof Request
    ? fetch(wasm, failures ? { cache: 'reload' } : {})
    : wasm;
}

function succeeded(loaded: CardModule): CardModule {
  ready = loaded;
  reported = false;
  const callbacks = [...waiting.values()];
  waiting.clear();
  for (const callback of callbacks) callback(true);
  return loaded;
}

function failed(error: unknown): never {
  instance = undefined;
  failure = error;
  failedAt = Date.now();
  failures += 1;
  if (!reported) report(error);
  reported = true;
  if (pauses < PAUSES) pause();
  else for (const callback of waiting.values()) callback(false);
  globalThis.addEventListener?.('online', retry);
  throw error;
}

/** Tells of an error in the console, and returns it. */
export function report<E>(error: E): E {
  console.error('kirimin-profile-card:', error);
  return error;
}
