// Several bundles on one page may each contain the package, in different versions. The first one registers
// the usual name, but a host may call the functions of any: they act on the elements of all.
import { warn } from './values.js';

export const NAME = 'kirimin-profile-card';
/** Where a class has the functions of its copy, and the registry those of all copies. */
const KEY = Symbol.for(NAME);

/** Notes the functions of a copy, once its class is registered. */
export function addCopy(Class, functions) {
  Class[KEY] = functions;
  if (globalThis.customElements) (customElements[KEY] ??= new Set()).add(functions);
}

/** Calls a function of all copies, and `own` even if it is not registered. */
export function inAllCopies(own, name, ...given) {
  const registry = globalThis.customElements;
  const Class = registry?.get(NAME);
  const copies = new Set([own, ...(registry?.[KEY] ?? [])]);
  // An older version may lack some of the functions, or all.
  if (Class) copies.add(Class[KEY] ?? {});
  for (const copy of copies) {
    if (copy[name]) copy[name](...given);
    else warn(`${name}() does not reach the cards of an older version on this page`);
  }
}
