// Types for templates: `/// <reference types="kirimin-profile-card/vue" />` in a file of your own.
import type { AllowedComponentProps, ComponentCustomProps, HTMLAttributes, VNodeProps } from 'vue';
import type { KiriminProfileCard } from './element.js';
import type {
  KiriminProfileCardAttributes,
  KiriminProfileCardEventMap,
  KiriminProfileCardProperties,
} from './types.js';

interface Listeners {
  onFriendshipAction?: ((event: KiriminProfileCardEventMap['friendship-action']) => void) | undefined;
  onFriendshipChange?: ((event: KiriminProfileCardEventMap['friendship-change']) => void) | undefined;
  onFriendshipError?: ((event: KiriminProfileCardEventMap['friendship-error']) => void) | undefined;
  onProfileLoad?: ((event: KiriminProfileCardEventMap['profile-load']) => void) | undefined;
}

type Props = HTMLAttributes &
  KiriminProfileCardAttributes &
  KiriminProfileCardProperties &
  Listeners &
  VNodeProps &
  AllowedComponentProps &
  ComponentCustomProps;

declare module 'vue' {
  interface GlobalComponents {
    /** What a template's `ref` holds is the element itself. */
    'kirimin-profile-card': new () => KiriminProfileCard & { $props: Props };
  }
}
