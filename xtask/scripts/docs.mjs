// Writes what of the documentation is generated: the tables of the pages, from the element's source and the table of
// texts, and the report of the public types. `docs.mjs [--check]`: with `--check`, fails if something would change.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { classOf, manifest, ROOT, types } from './element.mjs';

/** The pages with tables, each between `<!-- table: NAME -->` and `<!-- end of table -->`. */
const PAGES = ['docs/html.md', 'docs/errors.md', 'docs/theming.md', 'docs/language.md', 'element/README.md'];
/** The reviewed list of the types: all of their files in one. */
const REPORT = 'element/public-api.d.ts';

const read = (file) => readFileSync(join(ROOT, file), 'utf8');
const card = classOf(await manifest());
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

/** The table of texts: the names of the languages, and a row of each key with its text in each language. */
const texts = () => {
  const source = read('core/src/strings/table.rs').replace(/^ *\/\/.*$/gm, '');
  const names = new Intl.DisplayNames('en', { type: 'language' });
  const languages = [...source.matchAll(/locale: "(.+)"/g)].map(([, locale]) => names.of(locale));
  const rows = /^strings! \{(.*)^\}/ms.exec(source)[1].split('];').slice(0, -1);
  const cells = rows.map((text) => [...text.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map(([, literal]) => literal));
  return [['key', ...languages], cells.map(([key, ...texts]) => row(`\`${key}\``, ...texts))];
};

const TABLES = {
  attributes: [['attribute', 'meaning', 'default'], card.attributes.map(withDefault)],
  events: [['event', '`detail`', 'when'], card.events.map(withDetail)],
  parts: [['part', ''], card.cssParts.map(plain)],
  states: [['state', ''], card.cssStates.map(plain)],
  texts: texts(),
  slots: [['slot', ''], card.slots.map(plain)],
  properties: [['property', 'what it sets', 'default'], card.cssProperties.map(withDefault)],
};

const withTables = (page) =>
  page.replace(/(<!-- table: (\w+) -->\n).*?(<!-- end of table -->)/gs, (_, begin, name, end) => {
    const [head, rows] = TABLES[name];
    return [begin, row(...head), `\n| ${head.map(() => '---').join(' | ')} |\n`, rows.join('\n'), '\n', end].join('');
  });

const report = () =>
  ['// What the npm package makes public. Written by `cargo xtask docs`.\n']
    .concat(types().map(([name, text]) => `\n// ${name}\n${text}`))
    .join('');

const written = [...PAGES.map((page) => [page, withTables(read(page))]), [REPORT, report()]];
const changed = written.filter(([file, text]) => text !== read(file));
const names = changed.map(([file]) => file).join(', ');
if (process.argv.includes('--check')) {
  if (names) {
    console.error(`not as element/ts says: ${names}; run \`cargo xtask docs\`, and look at the difference`);
    process.exitCode = 1;
  }
} else {
  for (const [file, text] of changed) writeFileSync(join(ROOT, file), text);
  if (names) console.log(`wrote ${names}`);
}
