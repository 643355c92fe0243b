/**
 * The element's frame as a declarative shadow root: a `<template>` to write as its first child. Browsers show it, with
 * the element's content in it, before any script runs.
 * @param options.nonce the nonce of the page's Content-Security-Policy, for the `<style>` in it
 * @throws {TypeError} The nonce is not a base64 value.
 */
export function shadowRoot(options?: { nonce?: string }): string;
