// The harness's user as our card takes it, from a host and from the server alike.
const BADGES = ['Founder', 'Moderator', 'Artist', 'Supporter', 'Early bird', 'Translator'];
export const given = ({ userid, username, displayname, isFriend, bio, badges }) => ({
  id: userid, username, displayname, isFriend, bio,
  image: 'avatar.png',
  badges: badges.map((name) => BADGES.indexOf(name) + 1),
});
export const answered = given;
