// Two origins: a CDN with the package, and a page whose server also has the friend API.
import { readFile } from 'node:fs/promises';
import { createServer, request } from 'node:http';
import { basename, extname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { shadowRoot } from 'kirimin-profile-card/server';

const api = process.env.KIRIMIN_API ?? 'http://127.0.0.1:8761';
const TYPES = { '.js': 'text/javascript', '.html': 'text/html', '.wasm': 'application/wasm' };
const NONCE = '1Zq7';
const FILES = { '/': 'index.html', '/main.js': 'main.js', '/page.js': '../plain/page.js' };

/** Listens on a free port, and returns the origin. */
function listen(handler) {
  return new Promise((resolve) => {
    const server = createServer(handler);
    server.listen(0, '127.0.0.1', () => resolve(`http://127.0.0.1:${server.address().port}`));
  });
}

const cdn = await listen(async ({ url }, response) => {
  const name = basename(new URL(url, 'http://cdn').pathname);
  const headers = { 'Access-Control-Allow-Origin': '*', 'Content-Type': TYPES[extname(name)] };
  response.writeHead(200, headers).end(await readFile(`node_modules/kirimin-profile-card/${name}`));
});

// What docs/html.md tells about the policy.
const policy = [
  "default-src 'self'",
  `script-src 'self' 'wasm-unsafe-eval' 'nonce-${NONCE}' ${cdn}`,
  `style-src 'self' 'nonce-${NONCE}'`,
  `connect-src 'self' ${cdn}`,
].join('; ');

const page = await listen(async (incoming, response) => {
  const file = FILES[incoming.url];
  if (file) {
    const headers = { 'Content-Type': TYPES[extname(file)], 'Content-Security-Policy': policy };
    const text = await readFile(file, 'utf8');
    const html = text
      // What the tests watch the page with is on the server of the API.
      .replace('<head>', '<head><script src="/e2e.js"></script>')
      .replaceAll('<!-- shadow root -->', shadowRoot({ nonce: NONCE }))
      .replaceAll('https://cdn.example', cdn);
    response.writeHead(200, headers);
    // Slow, as networks are: a browser draws what it has, which is half of a shadow root.
    const half = Math.max(0, html.indexOf('<template')) + 40;
    response.write(html.slice(0, half));
    await sleep(file === 'index.html' ? 300 : 0);
    response.end(html.slice(half));
    return;
  }
  const { method, headers } = incoming;
  const { host } = new URL(api);
  const outgoing = request(new URL(incoming.url, api), { method, headers: { ...headers, host } }, (answer) => {
    response.writeHead(answer.statusCode, answer.headers);
    answer.pipe(response);
  });
  outgoing.on('error', () => response.writeHead(502).end());
  incoming.pipe(outgoing);
});
console.log(`${page}/`);
