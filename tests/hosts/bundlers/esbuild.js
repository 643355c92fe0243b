import { copyFile } from 'node:fs/promises';
import { build } from 'esbuild';

const outdir = 'dist/esbuild';
await build({
  entryPoints: ['main.js'],
  bundle: true,
  minify: true,
  // So that the script of the WebAssembly loads with the first card.
  splitting: true,
  format: 'esm',
  outdir,
});
// esbuild leaves `new URL('card_bg.wasm', import.meta.url)` as it is: the file belongs beside the scripts.
await copyFile('node_modules/kirimin-profile-card/card_bg.wasm', `${outdir}/card_bg.wasm`);
