// What an element shows without a card: a frame of the card's size, with the light DOM in it.

const sheets = new WeakMap<Document, CSSStyleSheet>();
/** The part of the card's style sheet that both have: style/frame.css. */
declare const FRAME_CSS: string;
export const STYLE: string = FRAME_CSS;

/** Shows the skeleton. Returns a function that leaves nothing but the light DOM. */
export function showOwn(root: ShadowRoot): () => void {
  const document = root.ownerDocument;
  const slot = document.createElement('slot');
  const skeleton = document.createElement('div');
  skeleton.className = 'kirimin-card-skeleton';
  skeleton.append(slot);
  root.replaceChildren(...style(root), skeleton);
  return () => skeleton.replaceWith(slot);
}

/** Styles a shadow root, with a constructed sheet if possible. Returns the nodes that are needed in it otherwise. */
function style(root: ShadowRoot): Node[] {
  const document = root.ownerDocument;
  const window = document.defaultView;
  // A document without a window cannot construct sheets, and shows nothing.
  if (!window) return [];
  try {
    // Where this is missing, assigning to it would not fail.
    if (root.adoptedStyleSheets) {
      root.adoptedStyleSheets = [sheetOf(document, window)];
      return [];
    }
  } catch {
    // There are no constructed sheets.
  }
  const element = document.createElement('style');
  element.textContent = STYLE;
  return [element];
}

/** The sheet for a document; a constructed sheet belongs to one document. */
function sheetOf(document: Document, window: Window & typeof globalThis): CSSStyleSheet {
  let sheet = sheets.get(document);
  if (!sheet) {
    sheet = new window.CSSStyleSheet();
    sheet.replaceSync(STYLE);
    sheets.set(document, sheet);
  }
  return sheet;
}
