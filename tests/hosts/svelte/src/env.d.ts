/// <reference types="kirimin-profile-card/svelte" />
