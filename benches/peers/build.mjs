// node build.mjs PACKAGE   Fills candidates/: each peer of src/, and our own npm package from the folder PACKAGE.
// A peer is bundled by rolldown (what Vite uses), then minified by oxc, esbuild and terser; the one smallest under brotli ships.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import babel from '@babel/core';
import { transform } from 'esbuild';
import { rolldown } from 'rolldown';
import { minifySync } from 'rolldown/experimental';
import { compile } from 'svelte/compiler';
import { minify as terser } from 'terser';
import { compressed } from './harness/common.mjs';

process.chdir(import.meta.dirname);
const readJson = (path) => JSON.parse(readFileSync(path, 'utf8'));
const version = (name) => readJson(`node_modules/${name}/package.json`).version;

const cssText = {
  name: 'css-text',
  async load(id) {
    if (!id.endsWith('.css')) return;
    const { code } = await transform(readFileSync(id, 'utf8'), { loader: 'css', minify: true });
    return { code: `export default ${JSON.stringify(code.trim())}`, moduleType: 'js' };
  },
};
const litTemplates = {
  name: 'lit-templates', // drop white space between tags in html`…`, as template minifiers do
  load(id) {
    if (!id.endsWith('/lit/card.ts')) return;
    return readFileSync(id, 'utf8')
      .replace(/>\s*\n\s*</g, '><').replace(/>\s*\n\s*\$\{/g, '>${').replace(/\}\s*\n\s*</g, '}<')
      .replace(/html`\s+</g, 'html`<').replace(/>\s+`/g, '>`').replace(/\}\s*\n\s*(?=\$\{)/g, '}').replace(/\}\s*\n\s*`/g, '}`');
  },
};
const solid = {
  name: 'solid',
  async load(id) {
    if (!id.endsWith('/solid/card.tsx')) return;
    const { code } = await babel.transformAsync(readFileSync(id, 'utf8'), {
      filename: id, babelrc: false, configFile: false,
      presets: [['babel-preset-solid', { generate: 'dom' }], '@babel/preset-typescript'],
    });
    return { code, moduleType: 'js' };
  },
};
const svelte = {
  name: 'svelte',
  load(id) {
    if (!id.endsWith('.svelte')) return;
    const { js, warnings } = compile(readFileSync(id, 'utf8'), {
      filename: id, generate: 'client', customElement: true, dev: false, discloseVersion: false,
    });
    for (const w of warnings) console.warn('svelte:', w.code, w.message);
    return { code: js.code, moduleType: 'js' };
  },
};

const peers = {
  vanilla: { label: 'Vanilla TS', entry: 'card.ts' },
  lit: { label: `Lit ${version('lit')}`, entry: 'card.ts', plugins: [litTemplates] },
  preact: { label: `Preact ${version('preact')}`, entry: 'card.tsx', jsx: 'preact' },
  solid: { label: `Solid ${version('solid-js')}`, entry: 'card.tsx', plugins: [solid] },
  svelte: { label: `Svelte ${version('svelte')}`, entry: 'Card.svelte', plugins: [svelte] },
  react: { label: `React ${version('react')}`, entry: 'card.tsx', jsx: 'react' },
  // no peer of its own: shows how much of React's bulk time is its scheduler giving way between roots
  'react-flushsync': { label: 'React, flushSync', from: 'react', entry: 'card.tsx', jsx: 'react', plugins: [{
    name: 'flush-sync',
    load(id) {
      if (!id.endsWith('/react/card.tsx')) return;
      const s = readFileSync(id, 'utf8').replace(/this\.#root\.render\(([\s\S]*?\/>),?\s*\);/, 'flushSync(() => this.#root!.render($1));');
      return { code: "import { flushSync } from 'react-dom';\n" + s, moduleType: 'tsx' };
    },
  }] },
};

/** Bundles and minifies one peer. */
async function build(name, { label, entry, from = name, plugins = [], jsx }) {
  const bundle = await rolldown({
    input: `src/${from}/${entry}`,
    platform: 'browser',
    resolve: { conditionNames: ['svelte', 'production', 'browser', 'module', 'import', 'default'] },
    transform: {
      target: 'es2022',
      define: { 'process.env.NODE_ENV': '"production"' },
      ...(jsx ? { jsx: { runtime: 'automatic', importSource: jsx, development: false } } : {}),
    },
    plugins: [...plugins, cssText],
    onLog(level, log) { if (level === 'warn') console.warn(name, log.code, log.message.split('\n')[0]); },
  });
  const { output } = await bundle.generate({ format: 'es', codeSplitting: false, minify: false, comments: { legal: false, jsdoc: false, annotation: true } });
  const { code } = output[0];
  const minified = {
    oxc: minifySync('card.js', code, { module: true, compress: { target: 'es2022' }, mangle: { toplevel: true }, codegen: { removeWhitespace: true, legalComments: 'none' } }).code,
    esbuild: (await transform(code, { minify: true, format: 'esm', target: 'es2022', legalComments: 'none', charset: 'utf8' })).code,
    terser: (await terser(code, { module: true, ecma: 2020, compress: { passes: 3 }, format: { comments: false } })).code,
  };
  const [[by, smallest]] = Object.entries(minified)
    .map(([by, text]) => [by, text.trim()])
    .sort(([, a], [, b]) => compressed(a).brotli - compressed(b).brotli);
  const dir = `candidates/${name}`;
  rmSync(dir, { recursive: true, force: true });
  mkdirSync(`${dir}/dist`, { recursive: true });
  writeFileSync(`${dir}/dist/card.js`, smallest);
  writeFileSync(`${dir}/candidate.json`, JSON.stringify({ label, tag: 'profile-card', module: 'dist/card.js' }, null, 2));
  console.log(`  ${label}: ${compressed(smallest).brotli} bytes, minified by ${by}`);
}

/** The peers, unless nothing they are made from has changed. */
async function buildPeers() {
  const sources = readdirSync('src', { recursive: true }).filter((f) => extname(f)).map((f) => join('src', f)).sort();
  const hash = createHash('sha256');
  for (const file of [...sources, 'build.mjs', 'package-lock.json']) hash.update(`${file}\n`).update(readFileSync(file));
  const state = hash.digest('hex'), stamp = 'candidates/built';
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === state) return;
  for (const config of readdirSync('.').filter((f) => /^tsconfig.*\.json$/.test(f))) {
    execFileSync(process.execPath, ['node_modules/typescript/bin/tsc', '-p', config], { stdio: 'inherit' });
  }
  for (const [name, peer] of Object.entries(peers)) await build(name, peer);
  writeFileSync(stamp, state);
}

/** Our own card: what a browser loads of the npm package, as it ships. */
function takePackage(folder) {
  const dir = 'candidates/kirimin';
  rmSync(dir, { recursive: true, force: true });
  mkdirSync(`${dir}/dist`, { recursive: true });
  for (const file of readdirSync(folder).filter((f) => /\.(js|wasm)$/.test(f))) copyFileSync(join(folder, file), `${dir}/dist/${file}`);
  const { name, version } = readJson(join(folder, 'package.json'));
  writeFileSync(`${dir}/candidate.json`, JSON.stringify({ label: `${name} ${version}`, ...readJson('kirimin/candidate.json') }, null, 2));
  copyFileSync('kirimin/adapter.js', `${dir}/adapter.js`);
}

await buildPeers();
takePackage(process.argv[2]);
