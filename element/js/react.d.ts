import type { DetailedHTMLProps, HTMLAttributes, ReactElement, ReactNode, Ref } from 'react';
import type {
  FriendshipActionDetail,
  FriendshipChangeDetail,
  FriendshipErrorDetail,
  KiriminProfileCard as KiriminProfileCardElement,
  KiriminProfileCardAttributes,
  KiriminProfileCardEventMap,
  KiriminProfileCardProperties,
  ProfileLoadDetail,
} from './element.js';

/** The element's attributes and properties, and its events as callbacks. Keep `user` and `strings` in state or a constant. */
export interface KiriminProfileCardProps
  extends KiriminProfileCardProperties,
    Omit<HTMLAttributes<KiriminProfileCardElement>, 'children'> {
  /** A person wants to act; `preventDefault()` keeps the request from being made. */
  onFriendshipAction?: (event: CustomEvent<FriendshipActionDetail>) => void;
  /** The friendship has changed. */
  onFriendshipChange?: (event: CustomEvent<FriendshipChangeDetail>) => void;
  /** Something did not work. */
  onFriendshipError?: (event: CustomEvent<FriendshipErrorDetail>) => void;
  /** The user is known for the first time. */
  onProfileLoad?: (event: CustomEvent<ProfileLoadDetail>) => void;
  /** What is shown until the card is there, and elements with the slots `actions` and `footer`. */
  children?: ReactNode;
  ref?: Ref<KiriminProfileCardElement>;
}

/** The card as a React component, also on a server. Loads the element in the browser. */
export function KiriminProfileCard(props: KiriminProfileCardProps): ReactElement;

type Listeners = {
  [Type in Exclude<keyof KiriminProfileCardEventMap, keyof HTMLElementEventMap> as `on${Type}`]?: (
    event: KiriminProfileCardEventMap[Type],
  ) => void;
};

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      /** The element itself, for pages that no server renders. */
      'kirimin-profile-card': DetailedHTMLProps<HTMLAttributes<KiriminProfileCardElement>, KiriminProfileCardElement> &
        KiriminProfileCardAttributes &
        KiriminProfileCardProperties &
        Listeners;
    }
  }
}
