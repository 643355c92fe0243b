import { Component, CUSTOM_ELEMENTS_SCHEMA, signal } from '@angular/core';
import 'kirimin-profile-card';
import type { User } from 'kirimin-profile-card';
import { FirstCard } from './first-card';

@Component({
  selector: 'app-root',
  imports: [FirstCard],
  schemas: [CUSTOM_ELEMENTS_SCHEMA],
  template: `
    <h1>Angular</h1>
    <button id="toggle" (click)="shown.set(!shown())">Remove or add</button>
    <button id="switch" (click)="userid.set(userid() === '761761' ? '700300' : '761761')">Somebody else</button>
    @if (shown()) {
      <main>
        <kirimin-profile-card
          id="fetched"
          [userid]="userid()"
          viewer-id="7684481"
          (friendship-action)="note($event)"
          (friendship-change)="note($event)"
          (friendship-error)="note($event)"
          (profile-load)="note($event)"
        >
          <a [href]="'/users/' + userid()">Their profile</a>
        </kirimin-profile-card>
        <kirimin-profile-card id="given" [user]="layla" viewer-id="7684481" />
        <app-first-card />
      </main>
    }
    <ol id="log">
      @for (line of log(); track $index) {
        <li>{{ line }}</li>
      }
    </ol>
  `,
})
export class App {
  readonly layla: User = { id: '700101', username: 'layla.haddad', displayname: 'Layla', isFriend: 0 };
  readonly shown = signal(true);
  readonly userid = signal('761761');
  readonly log = signal<string[]>([]);

  note({ type, detail: { user, action } }: CustomEvent<{ user?: User | null; action?: unknown }>) {
    this.log.update((log) => [...log, [type, user?.id, user?.isFriend, action].join(' ')]);
  }
}
