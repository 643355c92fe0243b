// Writes the tables of the documentation from a custom-elements.json: `tables.mjs MANIFEST FILE…`. A table stands
// between `<!-- table: NAME -->` and `<!-- end of table -->`. Prints the names of the files that it changed.
import { readFileSync, writeFileSync } from 'node:fs';

const [manifest, ...files] = process.argv.slice(2);
const { modules } = JSON.parse(readFileSync(manifest, 'utf8'));
const card = modules.flatMap(({ declarations }) => declarations).find(({ customElement }) => customElement);

const row = (...cells) => `|${cells.map((cell) => (cell ? ` ${cell} |` : ' |')).join('')}`;

/** Name, description without its default, and the default. */
const withDefault = ({ name, description }) => {
  const [, text, value = ''] = /^(.*?)(?: \(default: (.*)\))?$/.exec(description);
  return row(`\`${name}\``, text, value);
};
/** Name, what is in `detail`, and when it is dispatched. */
const withDetail = ({ name, description }) => {
  const [, detail, when] = /^(.*?): (.*)$/.exec(description);
  return row(`\`${name}\``, detail, when);
};
const plain = ({ name, description }) => row(name ? `\`${name}\`` : 'no name', description);

const TABLES = {
  attributes: [['attribute', 'meaning', 'default'], card.attributes.map(withDefault)],
  events: [['event', '`detail`', 'when'], card.events.map(withDetail)],
  parts: [['part', ''], card.cssParts.map(plain)],
  states: [['state', ''], card.cssStates.map(plain)],
  slots: [['slot', ''], card.slots.map(plain)],
  properties: [['property', 'what it sets', 'default'], card.cssProperties.map(withDefault)],
};

for (const file of files) {
  const before = readFileSync(file, 'utf8');
  const after = before.replace(/(<!-- table: (\w+) -->\n).*?(<!-- end of table -->)/gs, (_, begin, name, end) => {
    const [head, rows] = TABLES[name];
    return [begin, row(...head), `\n| ${head.map(() => '---').join(' | ')} |\n`, rows.join('\n'), '\n', end].join('');
  });
  if (after === before) continue;
  writeFileSync(file, after);
  console.log(file);
}
