// Not part of the app: what the compiler must accept and refuse.

import type { KiriminProfileCard as Element } from 'kirimin-profile-card';
import { KiriminProfileCard } from 'kirimin-profile-card/react';
import { createRef } from 'react';

const session: { id: string } | undefined = undefined as { id: string } | undefined;

export const accepted = (
  <>
    <KiriminProfileCard userid="1" viewerId={session?.id} noConfirm={undefined} onProfileLoad={undefined} />
    <kirimin-profile-card userid="1" viewer-id={session?.id} />
    <KiriminProfileCard ref={createRef<Element>()} user={null} strings={{ accept: 'Yes' }} layout="row" noConfirm />
    <kirimin-profile-card userid="768" user={null} onprofile-load={({ detail }) => detail.user.id} />
  </>
);

export const refused = (
  <>
    {/* @ts-expect-error: no such layout */}
    <KiriminProfileCard layout="column" />
    {/* @ts-expect-error: a user has an id */}
    <KiriminProfileCard user={{ username: 'siti' }} />
    {/* @ts-expect-error: no such attribute */}
    <kirimin-profile-card uzerid="768" />
    {/* @ts-expect-error: another event's detail */}
    <kirimin-profile-card onprofile-load={({ detail }) => detail.action} />
  </>
);
