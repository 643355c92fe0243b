import { Component, CUSTOM_ELEMENTS_SCHEMA } from '@angular/core';
import 'kirimin-profile-card';
import type { FriendshipChangeDetail } from 'kirimin-profile-card';

@Component({
  selector: 'app-first-card',
  schemas: [CUSTOM_ELEMENTS_SCHEMA],
  template: `
    <kirimin-profile-card userid="768" viewer-id="7684481" (friendship-change)="changed($event)">
      <a href="/users/768">Siti Aminah</a>
    </kirimin-profile-card>
  `,
})
export class FirstCard {
  changed(event: CustomEvent<FriendshipChangeDetail>) {
    console.log(event.detail.user.isFriend);
  }
}
