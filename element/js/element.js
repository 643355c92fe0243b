// The element itself: what the browser calls, handed on to the card in the WebAssembly.
// Importing this registers nothing; see index.js.

/** @typedef {import('./types').User} User */

const settings = {};
const warned = new Set();
/** Elements with a card in the WebAssembly, which a panic would take from all of them. */
const live = new Set();
const sheets = new WeakMap();
let instance;
let near;

const SKELETON =
  ':host{display:block}:host([hidden]){display:none}' +
  'div{box-sizing:border-box;min-block-size:var(--kirimin-card-block-size,16rem);' +
  'border:1px solid color-mix(in srgb,currentColor 18%,transparent);' +
  'border-radius:var(--kirimin-card-radius,1rem)}' +
  ':host([layout=row]) div{min-block-size:4.5rem}';

/**
 * Sets what holds for all cards of the page, before the first one is shown.
 * @param {{wasm?: unknown, apiBase?: string, fetch?: typeof fetch}} options
 */
export function configure(options) {
  if (instance) warn('configure() was called after the first card: what it sets may come too late');
  Object.assign(settings, options);
}

/**
 * Hands a message of the host's WebSocket to all cards. Messages of other types are passed over.
 * @param {string | object} message
 */
export function receive(message) {
  instance
    ?.then((card) => card.receive(typeof message === 'string' ? message : JSON.stringify(message)))
    .catch(() => {});
}

function warn(text) {
  if (warned.has(text)) return;
  warned.add(text);
  console.warn(`kirimin-profile-card: ${text}`);
}

/** The WebAssembly comes once, when the first card needs it; after a failure the next card tries again. */
function load() {
  instance ??= import('./card.js')
    .then(async (card) => {
      await card.default(settings.wasm && { module_or_path: settings.wasm });
      card.begin(panicked, settings.fetch);
      return card;
    })
    .catch((error) => {
      instance = undefined;
      throw error;
    });
  return instance;
}

/** Nothing of that instance can be called any more: every element shows what its host put into it. */
function panicked(text) {
  instance = undefined;
  const error = new Error(text);
  queueMicrotask(() => live.forEach((element) => element.fail(error)));
}

/** Constructed style sheets belong to one document. */
function sheetOf(document) {
  let sheet = sheets.get(document);
  if (!sheet) {
    sheet = new (document.defaultView ?? window).CSSStyleSheet();
    sheet.replaceSync(SKELETON);
    sheets.set(document, sheet);
  }
  return sheet;
}

/** One observer for all lazy elements. */
function whenNear(element) {
  near ??= new IntersectionObserver(
    (entries) => {
      for (const { isIntersecting, target } of entries) {
        if (isIntersecting) {
          near.unobserve(target);
          target.start();
        }
      }
    },
    { rootMargin: '200px' },
  );
  near.observe(element);
}
