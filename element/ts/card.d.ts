// What the package uses of the script that wasm-bindgen makes of element/src.
import type { Configuration } from './types.js';

/** Loads the WebAssembly, and starts it. */
export default function start(options: { module_or_path: Promise<unknown> }): Promise<void>;

export function init(
  panicked: (message: string) => void,
  fetch: Configuration['fetch'],
  cooldown: number | undefined,
  timeout: number | undefined,
): void;
export function receive(message: unknown): void;
export function refresh(): void;

/** One card. Any call may throw after a panic. */
export class Card {
  constructor(emit: (type: string, detail: unknown) => boolean);
  mount(place: ShadowRoot): void;
  set(name: string, value: string | undefined): void;
  setUser(user: unknown): void;
  setStrings(strings: unknown): void;
  readonly user: unknown;
  refresh(): void;
  moved(): void;
  adoptStyle(place: ShadowRoot): void;
  free(): void;
}
