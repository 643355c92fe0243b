// A service worker in the place of a server or proxy with faults. Its rules are in its own URL: see `withFaults`.
const rules = JSON.parse(new URL(location).searchParams.get('rules'));

addEventListener('install', () => skipWaiting());
addEventListener('activate', (event) => event.waitUntil(clients.claim()));
addEventListener('fetch', (event) => {
  const { pathname, search } = new URL(event.request.url);
  const rule = rules.find(({ url, times = 1 }) => times > 0 && new RegExp(url).test(pathname + search));
  if (!rule) return;
  if (rule.times) rule.times -= 1;
  event.respondWith(answer(event.request, rule));
});

async function answer(request, { status = 503, type = 'text/plain', body = '', share = 0 }) {
  if (!share) return new Response(body, { status, headers: { 'Content-Type': type } });
  const bytes = await (await fetch(request)).arrayBuffer();
  return new Response(bytes.slice(0, bytes.byteLength * share), { headers: { 'Content-Type': type } });
}
