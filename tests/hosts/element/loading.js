// Registration, the WebAssembly, what is shown before and after.
import {
  article,
  card,
  DEVANKA,
  equal,
  errors,
  listen,
  npm,
  ok,
  ready,
  settled,
  takeErrors,
  until,
} from './harness.js';

const fetched = (name) => performance.getEntriesByType('resource').filter(({ name: url }) => url.endsWith(name)).length;

export async function importing_the_class_has_no_side_effect() {
  const before = Object.keys(globalThis).length;
  const { KiriminProfileCard } = await import('/npm/element.js');
  equal(customElements.get('kirimin-profile-card'), undefined);
  equal(Object.keys(globalThis).length, before);
  equal(fetched('.wasm'), 0);
  ok(/^\d+\.\d+\.\d+/.test(KiriminProfileCard.version), KiriminProfileCard.version);
  KiriminProfileCard.define('another-name');
  const element = card({ tag: 'another-name', user: DEVANKA });
  await ready(element);
  KiriminProfileCard.define('another-name');
  KiriminProfileCard.define('third-name');
  await ready(card({ tag: 'third-name', user: DEVANKA }));
  equal(customElements.get('kirimin-profile-card'), undefined);
}

export async function the_webassembly_comes_once_for_many_cards() {
  await npm();
  await settled();
  equal(fetched('.wasm'), 0, 'without a card');
  const cards = Array.from({ length: 50 }, () => card({ user: DEVANKA }));
  for (const element of cards) await ready(element);
  equal(fetched('.wasm'), 1);
  equal(fetched('card.js'), 1);
}

export async function a_module_that_imports_the_package_configures_it_in_time() {
  const element = card({ user: DEVANKA });
  await import('./configured.js');
  await ready(element);
  const names = performance.getEntriesByType('resource').map(({ name }) => new URL(name));
  const loaded = names.filter(({ pathname }) => pathname.endsWith('.wasm'));
  equal(loaded.map(({ search }) => search).join(), '?configured');
}

export async function a_lazy_card_loads_when_it_nears_the_viewport() {
  await npm();
  const far = document.body.appendChild(document.createElement('div'));
  const sheet = new CSSStyleSheet();
  sheet.replaceSync('div{block-size:5000px}');
  document.adoptedStyleSheets = [sheet];
  const element = card({ user: DEVANKA, loading: 'lazy' });
  await settled();
  await settled();
  equal(fetched('.wasm'), 0);
  equal(article(element), null);
  element.scrollIntoView();
  await ready(element);
  const eager = card({ user: DEVANKA, loading: 'lazy' });
  far.before(eager);
  eager.loading = 'eager';
  await ready(eager);
}

/** Without content, with some, and with white space alone. */
export async function the_skeleton_has_the_size_of_the_card() {
  const style = new CSSStyleSheet();
  style.replaceSync('body{inline-size:800px;margin:0} section{inline-size:320px} aside{inline-size:345px}');
  document.adoptedStyleSheets = [style];
  const narrow = document.body.appendChild(document.createElement('section'));
  const medium = document.body.appendChild(document.createElement('aside'));
  await npm();
  const size = (element) => {
    const { width, height } = element.getBoundingClientRect();
    return [width, height];
  };
  for (const [to, layout] of [
    [document.body, 'card'],
    [narrow, 'card'],
    [document.body, 'row'],
    [narrow, 'row'],
    [medium, 'row'],
  ]) {
    for (const content of ['', '\n  ', 'Devanka 761']) {
      const element = card({ layout, loading: 'lazy', to: null });
      element.append(content);
      to.append(element);
      const inner = element.shadowRoot.querySelector('div');
      const before = [size(element), size(inner)];
      element.user = DEVANKA;
      element.loading = 'eager';
      await ready(element);
      await settled();
      const what = `${layout} in ${to.localName} with "${content}"`;
      equal(before, [size(element), size(article(element))], what);
      element.remove();
    }
  }
}

export async function the_light_dom_is_shown_until_the_card_is_there() {
  const element = card({ user: DEVANKA, loading: 'lazy', html: [['a', 'Devanka']] });
  const link = element.firstChild;
  ok(link.checkVisibility(), 'without JavaScript');
  await npm();
  ok(link.checkVisibility() && link.assignedSlot, 'before the card');
  const { offsetHeight } = element;
  element.loading = 'eager';
  await ready(element);
  equal(link.assignedSlot, null, 'the card is in its place');
  equal(element.offsetHeight, offsetHeight, 'which is as high');
  element.remove();
  await settled();
  document.body.append(element);
  await ready(element);
}

export async function the_light_dom_is_shown_when_the_webassembly_cannot_be_had() {
  const { configure } = await npm();
  configure({ wasm: '/nothing-here.wasm' });
  const heard = listen();
  const elements = [1, 2, 3].map(() => card({ user: DEVANKA, html: [['a', 'Devanka']] }));
  await until('each tells of it', () => heard.length === 3);
  for (const element of elements) {
    ok(element.firstChild.checkVisibility(), 'its own content is shown');
    ok(element.matches(':state(error)'), ':state(error)');
  }
  equal(heard[0].slice(0, 2), ['friendship-error', { code: 0, msg: 'NO_WEBASSEMBLY', action: null }]);
  equal(takeErrors().length, 1, 'the console has one error');
  configure({ wasm: undefined });
  const next = card({ user: DEVANKA });
  await ready(next);
  elements[0].remove();
  document.body.append(elements[0]);
  await settled();
  equal(errors, []);
}

export async function a_trap_in_one_card_leaves_the_page_and_the_light_dom_of_all() {
  const bytes = new Uint8Array(await (await fetch('/npm/card_bg.wasm')).arrayBuffer());
  overwrite(bytes, 'card_refresh');
  const { configure, receive, refresh } = await npm();
  configure({ wasm: bytes });
  const cards = [1, 2, 3].map((n) => card({ user: DEVANKA, html: [['a', `Devanka ${n}`]] }));
  for (const element of cards) await ready(element);
  const heard = listen();
  const clicked = document.body.appendChild(document.createElement('button'));
  cards[0].refresh();
  await until('all have told', () => heard.length === 3);
  for (const element of cards) {
    ok(element.firstChild.checkVisibility(), 'the content of the host is shown');
    element.refresh();
    element.focus();
    element.lang = 'id';
    element.user = { ...DEVANKA, isFriend: 1 };
    equal(element.friendship, 1);
  }
  receive({ key: '1', from: DEVANKA.id, type: 'addfriend', user: DEVANKA });
  refresh();
  configure({ apiBase: '/kirimin' });
  dispatchEvent(new Event('online'));
  equal(takeErrors().length, 1);
  let worked = 0;
  clicked.addEventListener('click', () => (worked += 1));
  clicked.click();
  equal(worked, 1, 'the page works');
  const late = card({ user: DEVANKA, html: [['a', 'Late']] });
  await until('a later card tells', () => heard.length === 4);
  ok(late.firstChild.checkVisibility(), 'and shows its own');
  for (const element of cards) element.remove();
  globalThis.gc?.();
  await settled();
}

/** Makes an exported function of a WebAssembly module trap (WebAssembly core specification, 5.5). */
function overwrite(bytes, name) {
  let at = 8;
  const number = () => {
    let [value, shift, byte] = [0, 0, 0];
    do {
      byte = bytes[at++];
      value |= (byte & 127) << shift;
      shift += 7;
    } while (byte & 128);
    return value >>> 0;
  };
  const word = () => {
    const size = number();
    at += size;
    return new TextDecoder().decode(bytes.subarray(at - size, at));
  };
  let [imported, wanted] = [0, undefined];
  while (at < bytes.length) {
    const section = bytes[at++];
    const size = number();
    const end = at + size;
    if (section === 2) {
      const module = new WebAssembly.Module(bytes);
      imported = WebAssembly.Module.imports(module).filter(({ kind }) => kind === 'function').length;
    } else if (section === 7) {
      for (let left = number(); left; left--) {
        const [exported, kind, index] = [word(), bytes[at++], number()];
        if (kind === 0 && exported === name) wanted = index - imported;
      }
    } else if (section === 10) {
      number();
      for (let skip = wanted; skip; skip--) {
        const body = number();
        at += body;
      }
      const body = number();
      const last = at + body;
      for (let left = number(); left; left--) {
        number();
        at += 1;
      }
      bytes[at] = 0x00; // unreachable
      bytes.fill(0x01, at + 1, last - 1); // nop
      bytes[last - 1] = 0x0b; // end
      return;
    }
    at = end;
  }
  throw new Error(`${name} is not exported`);
}
