// Prints, as JSON, how large the files of a folder are: raw, gzip at its best, brotli at its best.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const folder = process.argv[2];
const best = { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } };

function sizesOf(name) {
  const bytes = readFileSync(join(folder, name));
  return {
    raw: bytes.length,
    gzip: gzipSync(bytes, { level: 9 }).length,
    brotli: brotliCompressSync(bytes, best).length,
  };
}

console.log(JSON.stringify(Object.fromEntries(readdirSync(folder).map((name) => [name, sizesOf(name)]))));
