// A server that means no good.
import { article, card, equal, npm, ok, part, ready, server, settled, text, until } from './harness.js';

const MARKUP = '<img src=x onerror="globalThis.hit=1"><script>globalThis.hit=1</script>"\'>';

async function shown(user) {
  const { configure } = await npm();
  const { asked, fetch } = server(() => [200, { users: [user] }]);
  configure({ fetch });
  const element = card({ userid: user.id });
  await ready(element, user.isFriend ?? 0);
  await settled();
  return { element, asked };
}

const elements = (element) => element.shadowRoot.querySelectorAll('script, a, iframe, object, style').length;

export async function markup_in_every_field_stays_text() {
  const { element } = await shown({
    id: `1${MARKUP}`,
    username: MARKUP,
    displayname: MARKUP,
    bio: MARKUP,
    image: MARKUP,
    badges: [MARKUP, 1],
  });
  equal(text(element, 'name'), MARKUP);
  equal(text(element, 'bio'), MARKUP);
  equal(elements(element), 0);
  equal(globalThis.hit, undefined);
  ok(part(element, 'button').getAttribute('aria-label').includes(MARKUP), 'and in labels');
}

export async function markup_in_messages_and_states_stays_text() {
  const { configure } = await npm();
  const user = { id: '5', username: 'five', isFriend: MARKUP };
  const { fetch } = server((path) =>
    path.includes('search/5') ? [200, { users: [user] }] : [400, { user: MARKUP }, MARKUP],
  );
  configure({ fetch });
  const odd = card({ userid: '5' });
  await until('the state is shown', () => article(odd)?.dataset.phase === 'ready');
  equal(odd.shadowRoot.querySelectorAll('img, script').length, 0);
  const refused = card({ userid: '6' });
  await until('it failed', () => article(refused)?.dataset.phase === 'failed');
  equal(refused.shadowRoot.querySelectorAll('img, script').length, 0);
  equal(globalThis.hit, undefined);
}

export async function no_image_leads_elsewhere() {
  await npm();
  const bad = [
    'javascript:alert(1)',
    '../../x/profile/search/1',
    '//evil.example/x',
    'https://evil.example/x',
    'data:image/svg+xml,<svg onload=alert(1)>',
    '..',
    '.',
    '\\\\evil',
    '%2e%2e/x',
    'a\u0000b',
    'a?b#c',
  ];
  for (const image of bad) {
    const element = card({ user: { id: '1', username: 'one', image } });
    await ready(element, 0);
    await settled();
    const source = part(element, 'avatar').querySelector('img')?.src;
    const url = source && new URL(source);
    ok(
      !url || (url.origin === location.origin && /^\/file\/user\/[^/]+$/.test(url.pathname) && !url.search),
      `${image} → ${source}`,
    );
    element.remove();
  }
}

export async function control_characters_and_ten_megabytes_break_nothing() {
  const { element } = await shown({
    id: '9',
    username: 'nine\u0000\u0007\u001b[31m',
    displayname: 'x\u202e\u2066\u0085y'.repeat(200000),
    bio: 'b'.repeat(10_000_000),
    image: 'i'.repeat(1_000_000),
    badges: Array(100000).fill(1),
    isFriend: 0,
  });
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
  ok(!/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/.test(element.shadowRoot.textContent), 'no control characters');
  ok(text(element, 'bio').length <= 1001, 'the bio is cut');
  ok(text(element, 'name').length <= 101, 'the name is cut');
  equal(element.shadowRoot.querySelectorAll('li').length, 1);
  const { width, height } = element.getBoundingClientRect();
  ok(width <= innerWidth && height < 1000, `${width} by ${height}`);
}

export async function answers_of_the_wrong_shape_break_nothing() {
  const { configure } = await npm();
  const bodies = [
    '',
    'null',
    '[]',
    '{}',
    '{"ok":true}',
    '{"ok":true,"code":200,"data":null}',
    '<html>',
    '{"data":{"users":{}}}',
    '{"ok":true,"code":200,"data":{"users":[null,5,"x",[],{}]}}',
    '['.repeat(100000),
    '{"ok":1e999}',
    '\u0000',
  ];
  let at = 0;
  configure({ fetch: async () => new Response(bodies[at], { status: 200 }) });
  for (; at < bodies.length; at++) {
    const element = card({ userid: `u${at}`, 'api-base': `/base${at}` });
    await until(`${bodies[at].slice(0, 30)} is told`, () => article(element)?.dataset.phase === 'failed');
    element.remove();
  }
}
