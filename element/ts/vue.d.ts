// Types for templates: `/// <reference types="kirimin-profile-card/vue" />` in a file of your own.
import type { DefineComponent, HTMLAttributes } from 'vue';
import type {
  KiriminProfileCardAttributes,
  KiriminProfileCardEventMap,
  KiriminProfileCardProperties,
} from './types.js';

interface Listeners {
  onFriendshipAction?: (event: KiriminProfileCardEventMap['friendship-action']) => void;
  onFriendshipChange?: (event: KiriminProfileCardEventMap['friendship-change']) => void;
  onFriendshipError?: (event: KiriminProfileCardEventMap['friendship-error']) => void;
  onProfileLoad?: (event: KiriminProfileCardEventMap['profile-load']) => void;
}

declare module 'vue' {
  interface GlobalComponents {
    'kirimin-profile-card': DefineComponent<
      HTMLAttributes & KiriminProfileCardAttributes & KiriminProfileCardProperties & Listeners
    >;
  }
}
