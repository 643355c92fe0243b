// What the tests of the element share. Each test runs in a page of its own, in which nothing of the
// package has been loaded yet.

/** What the console and the page were told, in their order. A test that expects an error takes it. */
export const warnings = [];
export const errors = [];
console.warn = (...words) => warnings.push(words.join(' '));
console.error = (...words) => errors.push(words.join(' '));
addEventListener('error', (event) => {
  errors.push(event.message);
  event.preventDefault();
});
addEventListener('unhandledrejection', (event) => {
  errors.push(`rejected: ${event.reason}`);
  event.preventDefault();
});

/** Takes the errors that were expected. */
export const takeErrors = () => errors.splice(0);

const VIOLATION = 'e2e violation ';
const violationKeys = () => Object.keys(localStorage).filter((key) => key.startsWith(VIOLATION));
/** What violated the page's policy, as the tests' server has it noted in every page. */
export const violations = () => violationKeys().map((key) => localStorage[key]);
/** Forgets the violations that were expected. */
export const forgetViolations = () => violationKeys().forEach((key) => localStorage.removeItem(key));

/** As JSON, whatever the order of the keys. */
const json = (value) =>
  JSON.stringify(value, (_, inner) =>
    inner && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort())
      : inner,
  );

export function equal(got, wanted, what = '') {
  const [a, b] = [got, wanted].map(json);
  if (a !== b) throw new Error(`${what}: it is ${a}, and should be ${b}`);
}

export function ok(value, what) {
  if (!value) throw new Error(what);
}

/** Waits until something is so, and hands it back. */
export async function until(what, look) {
  const end = performance.now() + 30000;
  for (;;) {
    const seen = await look();
    if (seen) return seen;
    if (performance.now() > end) throw new Error(`waited in vain until ${what}; errors: ${errors.join('; ')}`);
    await new Promise((done) => setTimeout(done, 20));
  }
}

/** After everything that is to follow at once: two frames. */
export const settled = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));

export const npm = () => import('/npm/index.js');

export const DEVANKA = { id: '761761', username: 'dvnkz', displayname: 'Devanka 761', isFriend: 3 };

/** An element with these attributes and properties, in the body or elsewhere. */
export function card({ in: owner = document, to = owner.body, tag = 'kirimin-profile-card', html = '', ...rest } = {}) {
  const element = owner.createElement(tag);
  for (const [name, value] of Object.entries(rest)) {
    if (['user', 'strings'].includes(name)) element[name] = value;
    else element.setAttribute(name, value);
  }
  for (const [name, text, slot] of html) {
    const child = owner.createElement(name);
    child.textContent = text;
    if (slot) child.slot = slot;
    element.append(child);
  }
  to?.append(element);
  return element;
}

/** The inside of a card. */
export const part = (element, name) => element.shadowRoot.querySelector(`[part~="${name}"]`);
export const article = (element) => part(element, 'card');
export const text = (element, name) =>
  part(element, name)
    ?.textContent.replace(/[\u2068\u2069]/g, '')
    .trim() ?? null;
export const buttons = (element) =>
  [...element.shadowRoot.querySelectorAll('[part~="button"]')].map(
    ({ dataset }) => dataset.action ?? dataset.confirm ?? 'again',
  );
/** Presses a button, once it takes presses: one that took another's place takes none for a moment. */
export const press = async (element, action) => {
  const button = await until(`${action} takes presses`, () =>
    element.shadowRoot.querySelector(
      `:not([data-settling]) > :is([data-action="${action}"], [data-confirm="${action}"])`,
    ),
  );
  button.click();
};

/** Waits until a card shows a settled state. */
export const ready = (element, friendship = 3) =>
  until(`the card is ready with ${friendship}`, () => {
    const { phase, friendship: shown } = article(element)?.dataset ?? {};
    return phase === 'ready' && shown === String(friendship);
  });

/** Notes the events of elements below a node: [type, detail]. */
export function listen(target = document) {
  const heard = [];
  const types = ['friendship-action', 'friendship-change', 'friendship-error', 'profile-load'];
  for (const type of types) {
    target.addEventListener(type, (event) => heard.push([type, event.detail, event]));
  }
  return heard;
}

/** A `fetch` for `configure` that answers with what `answer(path, body)` says, and counts. */
export function server(answer) {
  const asked = [];
  const fetch = async (request) => {
    const path = new URL(request.url).pathname;
    const body = request.method === 'POST' ? await request.json() : null;
    asked.push([path, body]);
    const [status, data, msg = 'OK'] = await answer(path, body);
    const envelope = { ok: status === 200, code: status, msg, data };
    return new Response(typeof data === 'string' ? data : JSON.stringify(envelope), { status });
  };
  return { asked, fetch };
}

/**
 * Lets rules answer requests, as often as each says, or always if it does not:
 * {url: a regular expression for the path and query, times, status, type, body}. With a `share`, the answer is
 * that part of the server's own body, without its headers, such as a policy.
 */
export async function startFaults(rules) {
  const policy = trustedTypes.createPolicy('tests', { createScriptURL: (url) => url });
  const url = `/worker.js?rules=${encodeURIComponent(JSON.stringify(rules))}`;
  const registration = await navigator.serviceWorker.register(policy.createScriptURL(url));
  await until('the worker controls the page', () => navigator.serviceWorker.controller);
  return registration;
}

/** The same while something is done. */
export async function withFaults(rules, act) {
  const registration = await startFaults(rules);
  try {
    await act();
  } finally {
    await registration.unregister();
  }
}
