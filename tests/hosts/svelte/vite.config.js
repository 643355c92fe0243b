import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';

const api = process.env.KIRIMIN_API ?? 'http://127.0.0.1:8761';

export default defineConfig({
  plugins: [svelte()],
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
