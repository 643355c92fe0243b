// Several bundles on one page may each contain the package, in different versions. The first one registers
// the usual name, but a host may call the functions of any: they act on the elements of all.
import { warn } from './attributes.js';

export const NAME = 'kirimin-profile-card';
/** Where a class has the functions of its copy, and the registry those of all copies. */
const KEY = Symbol.for(NAME);

/** What one copy does for its own elements. An older version may lack some of it. */
// biome-ignore lint/suspicious/noExplicitAny: other versions take other arguments.
export type Functions = Partial<Record<'configure' | 'receive' | 'refresh', (...given: any[]) => void>>;
interface Registry extends CustomElementRegistry {
  [KEY]?: Set<Functions>;
}
interface CardClass extends CustomElementConstructor {
  [KEY]?: Functions;
}

/** Notes the functions of a copy, once its class is registered. */
export function addCopy(Class: CardClass, functions: Functions): void {
  Class[KEY] = functions;
  const registry: Registry | undefined = globalThis.customElements;
  if (!registry) return;
  registry[KEY] ??= new Set();
  registry[KEY].add(functions);
}

/** Calls a function of all copies, and `own` even if it is not registered. */
export function inAllCopies(own: Functions, name: keyof Functions, ...given: unknown[]): void {
  const registry: Registry | undefined = globalThis.customElements;
  const Class: CardClass | undefined = registry?.get(NAME);
  const copies = new Set([own, ...(registry?.[KEY] ?? [])]);
  // An older version may lack some of the functions, or all.
  if (Class) copies.add(Class[KEY] ?? {});
  for (const copy of copies) {
    if (copy[name]) copy[name](...given);
    else warn(`${name}() does not reach the cards of an older version on this page`);
  }
}
