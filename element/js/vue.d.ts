// Types for templates: `import type {} from 'kirimin-profile-card/vue'`.
import type { DefineComponent } from 'vue';
import type { KiriminProfileCard, KiriminProfileCardEventMap } from './element.js';

type Settings = Partial<
  Pick<
    KiriminProfileCard,
    'userid' | 'viewerId' | 'apiBase' | 'loading' | 'headingLevel' | 'layout' | 'noConfirm' | 'user' | 'strings'
  >
>;
type Listeners = {
  onFriendshipAction?: (event: KiriminProfileCardEventMap['friendship-action']) => void;
  onFriendshipChange?: (event: KiriminProfileCardEventMap['friendship-change']) => void;
  onFriendshipError?: (event: KiriminProfileCardEventMap['friendship-error']) => void;
  onProfileLoad?: (event: KiriminProfileCardEventMap['profile-load']) => void;
};

declare module 'vue' {
  interface GlobalComponents {
    'kirimin-profile-card': DefineComponent<Settings & Listeners>;
  }
}
