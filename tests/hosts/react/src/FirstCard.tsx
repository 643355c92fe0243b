import 'kirimin-profile-card';

export function FirstCard() {
  return (
    <kirimin-profile-card
      userid="768"
      viewerId="7684481"
      onfriendship-change={({ detail }) => console.log(detail.user.isFriend)}
    >
      <a href="/users/768">Siti Aminah</a>
    </kirimin-profile-card>
  );
}
