// What is generated from the element's source: its types, and the custom elements manifest.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cli } from '@custom-elements-manifest/analyzer/cli.js';

/** The repository's top folder. */
export const ROOT = join(import.meta.dirname, '../..');
/** The element's source. */
export const SOURCE = join(ROOT, 'element/ts');

/** What tsc writes of the source, and a user of the package needs. */
const WRITTEN = ['index.d.ts', 'element.d.ts', 'types.d.ts', 'server.d.ts', 'react.d.ts'];
/** Types without code, which only add to those of a framework. */
const ADDED = ['vue.d.ts', 'svelte.d.ts'];

/** Checks the source with tsc. Returns the name and the text of each file with types. */
export function types() {
  const folder = mkdtempSync(join(tmpdir(), 'kirimin-types-'));
  try {
    const tsc = join(ROOT, 'node_modules/typescript/bin/tsc');
    execFileSync(process.execPath, [tsc, '--project', join(SOURCE, '..'), '--outDir', folder], { stdio: 'inherit' });
    return [
      ...WRITTEN.map((name) => [name, readFileSync(join(folder, name), 'utf8')]),
      ...ADDED.map((name) => [name, readFileSync(join(SOURCE, name), 'utf8')]),
    ];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The class of the element in a custom elements manifest. */
export const classOf = ({ modules: [{ declarations }] }) => declarations.find(({ customElement }) => customElement);

/** The custom elements manifest: only what is public, and the module that registers the element. */
export async function manifest() {
  const argv = ['analyze', '--globs', 'element.ts', '--quiet'];
  const analysed = await cli({ argv, cwd: SOURCE, noWrite: true });
  // The analyzer reads the source, and browsers load what is made of it.
  const manifest = JSON.parse(JSON.stringify(analysed).replaceAll('element.ts', 'element.js'));
  const card = classOf(manifest);
  const isPublic = ({ name, privacy }) => privacy !== 'private' && !name.endsWith('Callback');
  card.members = card.members.filter(isPublic);
  // What is dispatched under a variable's name is no event of that name.
  card.events = card.events.filter(({ description }) => description);
  manifest.modules.push({
    kind: 'javascript-module',
    path: 'index.js',
    declarations: [],
    exports: [
      {
        kind: 'custom-element-definition',
        name: card.tagName,
        declaration: { name: card.name, module: manifest.modules[0].path },
      },
    ],
  });
  return manifest;
}
