import type { FriendshipChangeDetail, User } from 'kirimin-profile-card';
import { KiriminProfileCard } from 'kirimin-profile-card/react';
import { useState } from 'react';
import { FirstCard } from './FirstCard';

const layla: User = { id: '700101', username: 'layla.haddad', displayname: 'Layla', isFriend: 0 };

export function App() {
  const [shown, setShown] = useState(true);
  const [userid, setUserid] = useState('761761');
  const [log, setLog] = useState<string[]>([]);

  const note = ({ type, detail }: CustomEvent<Partial<FriendshipChangeDetail>>) => {
    const line = [type, detail.user?.id, detail.user?.isFriend, detail.action].join(' ');
    setLog((log) => [...log, line]);
  };
  const events = {
    onFriendshipAction: note,
    onFriendshipChange: note,
    onFriendshipError: note,
    onProfileLoad: note,
  };

  return (
    <>
      <h1>React</h1>
      <button id="toggle" onClick={() => setShown(!shown)}>
        Remove or add
      </button>
      <button id="switch" onClick={() => setUserid(userid === '761761' ? '700300' : '761761')}>
        Somebody else
      </button>
      {shown && (
        <main>
          <KiriminProfileCard id="fetched" userid={userid} viewerId="7684481" {...events}>
            <a href={`/users/${userid}`}>Their profile</a>
          </KiriminProfileCard>
          <KiriminProfileCard id="given" user={layla} viewerId="7684481" {...events} />
          <FirstCard />
        </main>
      )}
      <ol id="log">
        {log.map((line, number) => (
          <li key={number}>{line}</li>
        ))}
      </ol>
    </>
  );
}
