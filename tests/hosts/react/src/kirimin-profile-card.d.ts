import type { KiriminProfileCard, KiriminProfileCardEventMap } from 'kirimin-profile-card';
import type { DetailedHTMLProps, HTMLAttributes } from 'react';

type Card = Pick<
  KiriminProfileCard,
  'userid' | 'viewerId' | 'apiBase' | 'loading' | 'headingLevel' | 'layout' | 'noConfirm' | 'user' | 'strings'
>;
type Events = {
  [Type in Exclude<keyof KiriminProfileCardEventMap, keyof HTMLElementEventMap> as `on${Type}`]: (
    event: KiriminProfileCardEventMap[Type],
  ) => void;
};

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      'kirimin-profile-card': DetailedHTMLProps<HTMLAttributes<KiriminProfileCard>, KiriminProfileCard> &
        Partial<Card & Events>;
    }
  }
}
