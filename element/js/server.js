// For servers: the skeleton as a declarative shadow root (HTML, "The template element"), which browsers show
// before any script runs. The element leaves it until its card replaces it.
import { STYLE } from './skeleton.js';

/** The `<template>` to write as the element's first child. */
export function shadowRoot({ nonce } = {}) {
  if (nonce !== undefined && !/^[\w+/=-]+$/.test(nonce)) {
    throw new TypeError('kirimin-profile-card: nonce must be a base64 value');
  }
  const attribute = nonce === undefined ? '' : ` nonce="${nonce}"`;
  return (
    `<template shadowrootmode="open"><style${attribute}>${STYLE}</style>` +
    '<div id="skeleton"><slot></slot></div></template>'
  );
}
