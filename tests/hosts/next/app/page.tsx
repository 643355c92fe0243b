import type { User } from 'kirimin-profile-card';
import { KiriminProfileCard } from 'kirimin-profile-card/react';
import { Cards } from './Cards';

/** Somebody the server knows already. */
const layla: User = { id: '700101', username: 'layla.haddad', displayname: 'Layla', isFriend: 0 };

export default function Page() {
  return (
    <>
      <h1>Next.js</h1>
      <Cards layla={layla}>
        <KiriminProfileCard userid="768" viewerId="7684481">
          <a href="/users/768">Siti Aminah</a>
        </KiriminProfileCard>
      </Cards>
    </>
  );
}
