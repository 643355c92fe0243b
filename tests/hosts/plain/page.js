const main = document.querySelector('main');
const log = document.querySelector('#log');
const [fetched, given] = main.children;

given.user = { id: '700101', username: 'layla.haddad', displayname: 'Layla', isFriend: 0 };

for (const type of ['friendship-action', 'friendship-change', 'friendship-error', 'profile-load']) {
  main.addEventListener(type, (event) => {
    const { user, action } = event.detail;
    const line = document.createElement('li');
    line.textContent = [type, user?.id, user?.isFriend, action].join(' ');
    log.append(line);
  });
}

document.querySelector('#toggle').addEventListener('click', () => {
  if (main.children.length) main.replaceChildren();
  else main.append(fetched, given);
});

document.querySelector('#switch').addEventListener('click', () => {
  fetched.userid = fetched.userid === '761761' ? '700300' : '761761';
});
