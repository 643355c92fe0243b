'use client';

import { KiriminProfileCard } from 'kirimin-profile-card/react';

export function FirstCard() {
  return (
    <KiriminProfileCard
      userid="768"
      viewerId="7684481"
      onFriendshipChange={({ detail }) => console.log(detail.user.isFriend)}
    >
      <a href="/users/768">Siti Aminah</a>
    </KiriminProfileCard>
  );
}
