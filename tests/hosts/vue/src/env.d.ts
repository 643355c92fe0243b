/// <reference types="kirimin-profile-card/vue" />
