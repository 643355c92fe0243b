// Prints, as a table in Markdown, how large the files of the npm package are: raw, gzip at its best, brotli at its
// best, and their sums. `sizes.mjs FOLDER [--code]`: with `--code`, only those that browsers load.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const [folder, only] = process.argv.slice(2);
const BEST = { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } };

/** The script and the class that a page loads at once. */
const LOADER = ['index.js', 'element.js'];
/** Entry points of their own, which a page with a card does not load. */
const APART = ['react.js', 'server.js'];

const isCode = (name) => /\.(js|wasm)$/.test(name);
const sizesOf = (name) => {
  const bytes = readFileSync(join(folder, name));
  return [bytes.length, gzipSync(bytes, { level: 9 }).length, brotliCompressSync(bytes, BEST).length];
};
const sum = (names) => names.map(sizesOf).reduce((all, sizes) => all.map((size, index) => size + sizes[index]));

const files = readdirSync(folder);
const rows = [
  ...files.filter((name) => isCode(name) || !only).map((name) => [`\`${name}\``, ...sizesOf(name)]),
  ['loader: `index.js` and `element.js`', ...sum(LOADER)],
  ['all, with the first card', ...sum(files.filter((name) => isCode(name) && !APART.includes(name)))],
];
const width = Math.max(...rows.map(([name]) => name.length));
const row = (name, ...cells) => `| ${name.padEnd(width)} | ${cells.map((cell) => cell.padStart(9)).join(' | ')} |`;

console.log(row('bytes', 'raw', 'gzip', 'brotli'));
console.log(row('---', '---:', '---:', '---:'));
for (const [name, ...sizes] of rows) console.log(row(name, ...sizes.map((size) => size.toLocaleString('en'))));
