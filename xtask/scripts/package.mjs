// Writes the files of the npm package but its WebAssembly: `package.mjs GLUE FOLDER VERSION`, where GLUE is the script
// through which the WebAssembly is called.
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { manifest, ROOT, SOURCE, types } from './element.mjs';

const [glue, folder, version] = process.argv.slice(2);
const write = (name, text) => writeFileSync(join(folder, name), text);

/** The text, in which something must be replaced or the build is broken. */
function replaced(text, from, to) {
  if (text.split(from).length !== 2) throw new Error(`not exactly one ${from} in ${text.slice(0, 200)}`);
  return text.replace(from, to);
}

/** A module, bundled with others but these, and minified. */
async function minified(path, options) {
  const { outputFiles } = await build({
    entryPoints: [path],
    format: 'esm',
    target: 'es2022',
    charset: 'utf8',
    legalComments: 'none',
    minify: true,
    write: false,
    ...options,
  });
  return outputFiles[0].text;
}

const frame = (await minified(join(ROOT, 'style/frame.css'))).trimEnd();
const define = { FRAME_CSS: JSON.stringify(frame) };

// The class and its registration stay apart, so that who imports the one and who imports the other share one class.
write('index.js', await minified(join(SOURCE, 'index.ts')));
let element = await minified(join(SOURCE, 'element.ts'), { bundle: true, external: ['./card.js'], define });
element = replaced(element, 'static version="0.0.0"', `static version="${version}"`);
// Bundlers warn of an import that they cannot follow, but for these comments, which esbuild drops.
element = replaced(element, /import\((?!")/, 'import(/* webpackIgnore: true *//* @vite-ignore */');
// Bundlers look for these very expressions, to take the other files along.
for (const literal of ['import("./card.js")', 'new URL("card_bg.wasm",import.meta.url)'])
  if (!element.includes(literal)) throw new Error(`element.js has lost its ${literal}`);
write('element.js', element);
write('card.js', await minified(glue, { bundle: true }));
write('server.js', await minified(join(SOURCE, 'server.ts'), { bundle: true, define }));
const react = await minified(join(SOURCE, 'react.ts'));
// A bundler for server components reads it at the beginning of the file (React, "Directives").
if (!react.startsWith('"use client";')) throw new Error('react.js has lost its directive');
write('react.js', react);

for (const [name, text] of types()) write(name, text);
const described = readFileSync(join(ROOT, 'element/package.json'), 'utf8');
write('package.json', replaced(described, '"version": "0.0.0"', `"version": "${version}"`));
write('custom-elements.json', `${JSON.stringify(await manifest(), null, 2)}\n`);
for (const name of ['LICENSE-MIT', 'LICENSE-APACHE', 'element/README.md'])
  copyFileSync(join(ROOT, name), join(folder, name.replace('element/', '')));
