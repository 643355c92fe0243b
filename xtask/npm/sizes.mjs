// Prints how large the files of a package are, as they are and compressed as servers do.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const folder = process.argv[2];

/** The bytes of a file: raw, gzip at its best, brotli at its best. */
function sizesOf(name) {
  const bytes = readFileSync(join(folder, name));
  const brotli = { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } };
  return [bytes.length, gzipSync(bytes, { level: 9 }).length, brotliCompressSync(bytes, brotli).length];
}

const line = (name, sizes) =>
  name.padEnd(36) + sizes.map((size) => size.toLocaleString('en').padStart(11)).join('');

const files = readdirSync(folder).sort();
const sizes = new Map(files.map((name) => [name, sizesOf(name)]));
const sum = (...names) => [0, 1, 2].map((i) => names.reduce((all, name) => all + sizes.get(name)[i], 0));

console.log(line('bytes', []) + ['raw', 'gzip', 'brotli'].map((word) => word.padStart(11)).join(''));
for (const [name, numbers] of sizes) console.log(line(name, numbers));
console.log(line('loader: index.js, element.js', sum('index.js', 'element.js')));
console.log(
  line('with the first card', sum('index.js', 'element.js', 'card.js', 'card_bg.wasm')),
);
