// Types for markup: `/// <reference types="kirimin-profile-card/svelte" />` in a file of your own.
import type { HTMLAttributes } from 'svelte/elements';
import type { KiriminProfileCard } from './element.js';
import type {
  KiriminProfileCardAttributes,
  KiriminProfileCardEventMap,
  KiriminProfileCardProperties,
} from './types.js';

type Listeners = {
  [Type in Exclude<keyof KiriminProfileCardEventMap, keyof HTMLElementEventMap> as `on${Type}`]?:
    | ((event: KiriminProfileCardEventMap[Type]) => void)
    | undefined;
};

declare module 'svelte/elements' {
  interface SvelteHTMLElements {
    'kirimin-profile-card': HTMLAttributes<KiriminProfileCard> &
      KiriminProfileCardAttributes &
      KiriminProfileCardProperties &
      Listeners;
  }
}
