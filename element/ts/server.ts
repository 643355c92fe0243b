// For servers: the skeleton as a declarative shadow root (HTML, "The template element"), which browsers show
// before any script runs. The element leaves it until its card replaces it.
import { STYLE } from './skeleton.js';

/**
 * The element's frame as a declarative shadow root: a `<template>` to write as its first child. Browsers show
 * it, with the element's content in it, before any script runs.
 * @param options.nonce the nonce of the page's Content-Security-Policy, for the `<style>` in it
 * @throws {TypeError} The nonce is not a base64 value.
 */
export function shadowRoot({ nonce }: { nonce?: string } = {}): string {
  if (nonce !== undefined && !/^[\w+/=-]+$/.test(nonce)) {
    throw new TypeError('kirimin-profile-card: nonce must be a base64 value');
  }
  const attribute = nonce === undefined ? '' : ` nonce="${nonce}"`;
  return (
    `<template shadowrootmode="open"><style${attribute}>${STYLE}</style>` +
    '<div class="kirimin-card-skeleton"><slot></slot></div></template>'
  );
}
