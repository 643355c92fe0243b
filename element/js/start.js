// Stands at the end of wasm-bindgen's script in place of its own start, which is twice as long: it
// minds browsers that this package is not for, and callers other than element.js.

let wasm;

/** Starts the WebAssembly: an address, a request, a response, bytes, a module, or a promise of one. */
async function __wbg_init({ module_or_path: given } = {}) {
  let source = await (given ?? new URL('card_bg.wasm', import.meta.url));
  if (typeof source === 'string' || source instanceof URL || source instanceof Request) {
    source = await fetch(source);
  }
  const imports = __wbg_get_imports();
  let started;
  if (source instanceof Response) {
    if (!source.ok) throw new Error(`${source.url}: ${source.status} ${source.statusText}`);
    // Browsers compile while it arrives, but only what a server calls WebAssembly.
    started =
      source.headers.get('Content-Type') === 'application/wasm'
        ? await WebAssembly.instantiateStreaming(source, imports)
        : await WebAssembly.instantiate(await source.arrayBuffer(), imports);
  } else {
    started = await WebAssembly.instantiate(source, imports);
  }
  // For a module it is the instance itself.
  wasm = (started.instance ?? started).exports;
  wasm.__wbindgen_start();
}

export { __wbg_init as default };
