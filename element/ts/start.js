// Replaces the start function at the end of wasm-bindgen's script. The original is twice as long,
// because it supports older browsers and callers other than load.js.

let wasm;

/** Starts the WebAssembly, given as a promise of a response, bytes or a module. */
async function __wbg_init({ module_or_path: given }) {
  const source = await given;
  const imports = __wbg_get_imports();
  let started;
  if (source instanceof Response) {
    if (!source.ok) throw new Error(`${source.url}: ${source.status} ${source.statusText}`);
    // Browsers compile while downloading, but only if the server sends the right content type.
    started =
      source.headers.get('Content-Type') === 'application/wasm'
        ? await WebAssembly.instantiateStreaming(source, imports)
        : await WebAssembly.instantiate(await source.arrayBuffer(), imports);
  } else {
    started = await WebAssembly.instantiate(source, imports);
  }
  // Given a module, `instantiate` returns the instance itself.
  wasm = (started.instance ?? started).exports;
  wasm.__wbindgen_start();
}

export { __wbg_init as default };
