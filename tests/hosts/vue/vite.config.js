import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vite';

const api = process.env.KIRIMIN_API ?? 'http://127.0.0.1:8761';

export default defineConfig({
  plugins: [
    vue({
      template: { compilerOptions: { isCustomElement: (tag) => tag === 'kirimin-profile-card' } },
    }),
  ],
  // The friend API answers its own origin only.
  server: {
    proxy: {
      '/x': api,
      '/file': api,
      '/demo': api,
      '/socket': { target: api, ws: true },
    },
  },
});
