// What an element shows without a card: a frame of the card's size, with the light DOM in it.

const sheets = new WeakMap();
/** The size that style/card.css gives the card, with the same custom properties. */
export const STYLE =
  ':host{display:block}:host([hidden]){display:none}' +
  '#skeleton{display:grid;box-sizing:border-box;max-width:var(--kirimin-card-width,25em);' +
  'padding:var(--kirimin-card-padding,min(1em,16px));' +
  'border:1px solid #8884;border-radius:var(--kirimin-card-radius,1em)}' +
  'slot{display:block}#skeleton::before,slot{grid-area:1/1}' +
  '#skeleton::before{content:"";' +
  'height:calc(max(5.5em,var(--kirimin-card-avatar-size,4em)) + 8.625em + 3*var(--kirimin-card-gap,.75em))}' +
  ':host([layout=row]) #skeleton{max-width:none;min-height:4em;padding:var(--kirimin-card-padding,.4375em min(.75em,12px))}' +
  ':host([layout=row]) #skeleton::before{height:3em}';

/** Shows the skeleton. Returns a function that leaves nothing but the light DOM. */
export function showOwn(root) {
  const document = root.ownerDocument;
  const slot = document.createElement('slot');
  const skeleton = document.createElement('div');
  skeleton.id = 'skeleton';
  skeleton.append(slot);
  root.replaceChildren(...style(root), skeleton);
  return () => skeleton.replaceWith(slot);
}

/** Styles a shadow root, with a constructed sheet if possible. Returns the nodes that are needed in it otherwise. */
function style(root) {
  const document = root.ownerDocument;
  // A document without a window cannot construct sheets, and shows nothing.
  if (!document.defaultView) return [];
  try {
    // Where this is missing, assigning to it would not fail.
    if (root.adoptedStyleSheets) {
      root.adoptedStyleSheets = [sheetOf(document)];
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
function sheetOf(document) {
  let sheet = sheets.get(document);
  if (!sheet) {
    sheet = new document.defaultView.CSSStyleSheet();
    sheet.replaceSync(STYLE);
    sheets.set(document, sheet);
  }
  return sheet;
}
