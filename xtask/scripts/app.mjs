// Copies an app, and installs there what its lock file names, if it is not there yet: `app.mjs SOURCE FOLDER`.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Runs npm in a folder, and returns what it printed. What it says of a failure is in the error. */
export function npm(folder, ...words) {
  const env = { ...process.env, NEXT_TELEMETRY_DISABLED: '1' };
  const { status, stdout, stderr, error } = spawnSync('npm', words, { cwd: folder, env, encoding: 'utf8' });
  if (status !== 0) throw new Error(`\`npm ${words.join(' ')}\` failed in ${folder}\n${error ?? ''}${stdout}${stderr}`);
  return stdout.trim();
}

/** An empty folder. */
export function empty(folder) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
}

/** The app in that folder, with its own dependencies. */
export function app(source, folder) {
  const lock = readFileSync(join(source, 'package-lock.json'), 'utf8');
  const stamp = join(folder, 'node_modules/installed.json');
  const isInstalled = existsSync(stamp) && readFileSync(stamp, 'utf8') === lock;
  if (!isInstalled) empty(folder);
  cpSync(source, folder, { recursive: true });
  if (!isInstalled) {
    npm(folder, 'ci', '--no-audit', '--no-fund', '--ignore-scripts');
    mkdirSync(join(folder, 'node_modules'), { recursive: true });
    writeFileSync(stamp, lock);
  }
  return folder;
}

if (process.argv[1] === import.meta.filename) app(...process.argv.slice(2));
