// Leaves in a folder's custom-elements.json only what is public, and adds the module that registers the element.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const path = join(process.argv[2], 'custom-elements.json');
const manifest = JSON.parse(readFileSync(path, 'utf8'));
// The analyzer reads the source, and browsers load what is made of it.
const text = JSON.stringify(manifest).replaceAll('element.ts', 'element.js');
Object.assign(manifest, JSON.parse(text));
const [element] = manifest.modules;
const card = element.declarations.find(({ customElement }) => customElement);
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
      declaration: { name: card.name, module: element.path },
    },
  ],
});
writeFileSync(path, `${JSON.stringify(manifest, null, 2)}\n`);
