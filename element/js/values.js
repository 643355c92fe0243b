// What a host may set on an element: attributes, and a user.
import { settings } from './load.js';

/** The properties that reflect an attribute (`lang` and `no-confirm` are handled apart). */
export const PROPERTIES = ['userid', 'viewerId', 'apiBase', 'loading', 'headingLevel', 'layout'];
export const attributeOf = (property) => property.replace(/[A-Z]/, (letter) => `-${letter.toLowerCase()}`);
const CHOICES = {
  loading: ['eager', 'lazy'],
  layout: ['card', 'row'],
  'heading-level': ['3', '2', '4', '5', '6'],
};
const warned = new Set();

/** Warns once. */
export function warn(text) {
  if (warned.has(text)) return;
  warned.add(text);
  console.warn(`kirimin-profile-card: ${text}`);
}

/** A copy as plain JSON values, `null` for what has none; throws for what is endless, for example. */
export const plain = (value) => JSON.parse(JSON.stringify(value) ?? 'null');

/** An attribute's value, or its default if it is absent or invalid. */
export function valueOf(element, name) {
  const value = element.getAttribute(name);
  const choices = CHOICES[name];
  if (choices) {
    if (choices.includes(value)) return value;
    if (value !== null) {
      warn(`${name}="${value}" is not one of ${choices.join(', ')}; using ${choices[0]}`);
    }
    return choices[0];
  }
  if (name === 'api-base') {
    const base = value ?? settings.apiBase;
    if (base == null) return null;
    try {
      const { origin = location.origin } = globalThis;
      // A relative one begins at the page's own origin, not at its `<base>`. That of a file is "null".
      const { protocol } = new URL(base, /^http/.test(origin) ? origin : undefined);
      if (/^http/.test(protocol)) return `${base}`;
    } catch {
      // What cannot be parsed is warned of as well.
    }
    warn(`api-base="${base}" is not an http or https URL; using the page's own origin`);
    return null;
  }
  return value;
}

/** Throws if no card can be made of a user, which is a plain value (see `Profile::from_json`). */
export function check(user) {
  const wrong = (field, type) => {
    throw new TypeError(`kirimin-profile-card: user${field} must be a${type}`);
  };
  if (!user || typeof user !== 'object' || Array.isArray(user)) wrong('', 'n object');
  for (const name of ['id', 'username']) {
    if (typeof user[name] !== 'string' || !user[name].trim()) wrong(`.${name}`, ' non-empty string');
  }
  if (typeof (user.displayname ?? '') !== 'string') wrong('.displayname', ' string');
}
