// The headline table as a picture: an SVG without scripts that follows the reader's light or dark scheme.
import { RATIOS, ratio, value } from './report.mjs';

const COLUMNS = 3, WIDTH = 300, ROW = 17, HEAD = 34, LABELS = 112, BAR = 130, MARGIN = 8, CAPTION = 30;

const escape = (text) => text.replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`);
const two = (x) => (x < 10 ? x.toFixed(2) : x.toFixed(1));

/** One measure: a bar for each candidate, on a scale of its own that begins at 0; a line where the first candidate ends. */
function panel({ title, bars }, x, y) {
  const longest = Math.max(...bars.map((bar) => bar.size));
  const length = (size) => ((size / longest) * BAR).toFixed(1);
  const base = Number(length(bars[0].size));
  const rows = bars.map(({ label, size, text, own }, i) => {
    const top = HEAD + i * ROW;
    const end = Math.max(base, Number(length(size))) + 4; // beyond the line
    return `<text x="${LABELS - 6}" y="${top + 10}" text-anchor="end"${own ? ' class="own"' : ''}>${escape(label)}</text>`
      + `<rect x="${LABELS}" y="${top}" width="${length(size)}" height="12"${own ? ' class="own"' : ''}/>`
      + `<text x="${(LABELS + end).toFixed(1)}" y="${top + 10}"${own ? ' class="own"' : ''}>${text}</text>`;
  });
  const at = (LABELS + base).toFixed(1);
  const line = `<line x1="${at}" x2="${at}" y1="${HEAD - 3}" y2="${HEAD + bars.length * ROW - 2}"/>`;
  return `<g transform="translate(${x} ${y})"><text x="${LABELS}" y="${HEAD - 12}" class="title">${escape(title)}</text>${rows.join('')}${line}</g>`;
}

export function chart(results) {
  const { candidates } = results;
  const bars = (size, text) => candidates.map((candidate) => ({
    // Short names: the versions are in the text beside the picture.
    label: candidate.name === 'kirimin' ? 'this card' : candidate.label.replace(/ [\d.]+$/, ''),
    own: candidate.name === 'kirimin',
    size: size(candidate),
    text: text(size(candidate)),
  }));
  const panels = [
    { title: 'bytes, brotli: KiB', bars: bars(({ bytes }) => bytes.brotli / 1024, (kib) => kib.toFixed(1)) },
    ...RATIOS.map(({ short: title, metrics: [metric] }) => ({
      title,
      bars: bars((candidate) => ratio(results, candidate, metric), two),
    })),
    { title: 'memory: KiB a card', bars: bars((candidate) => (value(results, candidate, 'card.both') + value(results, candidate, 'card.wasm')) / 1024, (kib) => kib.toFixed(1)) },
  ];
  const tall = HEAD + candidates.length * ROW + 14;
  const drawn = panels.map((one, i) => panel(one, MARGIN + (i % COLUMNS) * WIDTH, Math.floor(i / COLUMNS) * tall));
  const width = COLUMNS * WIDTH + 2 * MARGIN, height = Math.ceil(panels.length / COLUMNS) * tall + CAPTION;
  const caption = `Ratios to ${candidates[0].label} (dotted) where no unit is named; memory is V8, Blink and WebAssembly. Less is better. Each scale is its own, from 0.`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="title desc">
<title id="title">This card beside the same card by other means</title>
<desc id="desc">${escape(caption)} ${escape(panels.map(({ title, bars }) => `${title}: ${bars.map(({ label, text }) => `${label} ${text}`).join(', ')}.`).join(' '))}</desc>
<style>
text { font: 12px system-ui, sans-serif; fill: #3d444d }
.title { font-weight: 600; fill: #1f2328 }
rect { fill: #8c959f }
line { stroke: #1f2328; stroke-dasharray: 2 2 }
text.own { font-weight: 600; fill: #0550ae }
rect.own { fill: #0969da }
.page { fill: #fff }
@media (prefers-color-scheme: dark) {
text { fill: #b7bdc8 }
.title { fill: #f0f6fc }
rect { fill: #6e7681 }
line { stroke: #f0f6fc }
text.own { fill: #79c0ff }
rect.own { fill: #388bfd }
.page { fill: #0d1117 }
}
</style>
<rect width="${width}" height="${height}" rx="6" class="page"/>
${drawn.join('\n')}
<text x="${MARGIN + 14}" y="${height - 14}">${escape(caption)}</text>
</svg>
`;
}
