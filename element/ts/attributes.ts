// The attributes of the element, and the properties that reflect them.
import { settings } from './loader.js';

/** The properties that reflect an attribute (`lang` and `no-confirm` are handled apart). */
export const PROPERTIES = ['userid', 'viewerId', 'apiBase', 'loading', 'headingLevel', 'layout'] as const;
export const attributeOf = (property: string): string =>
  property.replace(/[A-Z]/, (letter) => `-${letter.toLowerCase()}`);
/** All attributes that the element observes. */
export const ATTRIBUTES = [...PROPERTIES.map(attributeOf), 'lang', 'no-confirm'];
/** The values of attributes that have a choice, the default first. */
const CHOICES: Record<string, string[]> = {
  loading: ['eager', 'lazy'],
  layout: ['card', 'row'],
  'heading-level': ['3', '2', '4', '5', '6'],
};
const warned = new Set<string>();

/** Warns once. */
export function warn(text: string): void {
  if (warned.has(text)) return;
  warned.add(text);
  console.warn(`kirimin-profile-card: ${text}`);
}

/** An attribute's value, or its default if it is absent or invalid. */
export function attributeValue(element: Element, name: string): string | null {
  const value = element.getAttribute(name);
  const choices = CHOICES[name];
  if (choices) {
    if (value !== null && choices.includes(value)) return value;
    if (value !== null) {
      warn(`${name}="${value}" is not one of ${choices.join(', ')}; using ${choices[0]}`);
    }
    return choices[0]!;
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
  // As Vue and Svelte write it.
  return name === 'no-confirm' && value === 'false' ? null : value;
}
