// Builds the pages and apps of tests/hosts with the npm package, as their users would: `hosts.mjs PACKAGE FOLDER`. In
// the folder, `site` has all pages, to be served by the demo server, and `apps` has the apps.
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { app, empty, npm } from './app.mjs';
import { ROOT } from './element.mjs';

const [built, folder] = process.argv.slice(2);
const source = join(ROOT, 'tests/hosts');
const [site, apps] = ['site', 'apps'].map((name) => join(folder, name));

const say = (step) => console.error(`xtask: ${step}`);
const copy = (from, ...to) => cpSync(from, join(site, ...to), { recursive: true });
mkdirSync(folder, { recursive: true });
const packed = join(folder, npm(built, 'pack', '--silent', '--pack-destination', folder));

/** An app with the package, installed as its users do. */
function prepared(name) {
  const path = app(join(source, name), join(apps, name));
  const quiet = ['--no-audit', '--no-fund', '--ignore-scripts', '--force'];
  npm(path, 'install', '--no-save', '--no-package-lock', ...quiet, packed);
  return path;
}

empty(site);
copy(join(source, 'element'));
copy(built, 'npm');
// The same package under another version, as a second one on the page.
copy(built, 'other');
const { version } = JSON.parse(readFileSync(join(built, 'package.json'), 'utf8'));
const element = readFileSync(join(built, 'element.js'), 'utf8').replaceAll(`"${version}"`, '"99.0.0"');
writeFileSync(join(site, 'other/element.js'), element);

for (const name of ['node', 'cdn']) prepared(name);
copy(prepared('plain'), 'plain');
for (const name of ['react', 'vue', 'svelte']) {
  say(`building the host app ${name}`);
  npm(prepared(name), 'run', 'build', '--', `--base=/${name}/`, '--outDir', join(site, name));
}
const bundlers = prepared('bundlers');
for (const name of ['webpack', 'rollup', 'esbuild', 'parcel']) {
  say(`bundling a page with ${name}`);
  npm(bundlers, 'run', name);
  copy(join(bundlers, 'dist', name), name);
  // Parcel bundles the page as well.
  if (name !== 'parcel') copy(join(bundlers, 'index.html'), name, 'index.html');
}
say('building the host app angular');
const angular = prepared('angular');
npm(angular, 'run', 'build', '--', '--base-href', '/angular/');
copy(join(angular, 'dist'), 'angular');
say('building the host app next');
npm(prepared('next'), 'run', 'build');
