// Types for markup: `import type {} from 'kirimin-profile-card/svelte'`.
import type { HTMLAttributes } from 'svelte/elements';
import type { KiriminProfileCard, KiriminProfileCardEventMap } from './element.js';

type Settings = Partial<
  Pick<
    KiriminProfileCard,
    'userid' | 'viewerId' | 'apiBase' | 'loading' | 'headingLevel' | 'layout' | 'noConfirm' | 'user' | 'strings'
  >
>;
type Listeners = {
  [Type in Exclude<keyof KiriminProfileCardEventMap, keyof HTMLElementEventMap> as `on${Type}`]?: (
    event: KiriminProfileCardEventMap[Type],
  ) => void;
};

declare module 'svelte/elements' {
  interface SvelteHTMLElements {
    'kirimin-profile-card': Omit<HTMLAttributes<KiriminProfileCard>, keyof Settings> & Settings & Listeners;
  }
}
