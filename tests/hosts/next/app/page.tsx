import type { User } from 'kirimin-profile-card';
import { Cards } from './Cards';
import { FirstCard } from './FirstCard';

/** Somebody the server knows already. */
const layla: User = { id: '700101', username: 'layla.haddad', displayname: 'Layla', isFriend: 0 };

export default function Page() {
  return (
    <>
      <h1>Next.js</h1>
      <Cards layla={layla}>
        <FirstCard />
      </Cards>
    </>
  );
}
