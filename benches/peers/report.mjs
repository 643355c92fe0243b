// The results as text in Markdown.

export function median(values) {
  const sorted = values.filter(Number.isFinite).sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** A candidate's median of a metric. */
export const value = ({ samples }, { name }, metric) => median(samples[name][metric]);

/** The median of a candidate's ratios to the first candidate, each within one round: what slows a round down slows both. */
export function ratio({ samples, candidates }, { name }, metric) {
  const base = samples[candidates[0].name][metric];
  return median(samples[name][metric].map((sample, round) => sample / base[round]));
}

/** The measures that the headline table and the chart have as ratios; with two metrics, they stand first / third. */
export const RATIOS = [
  { title: 'first card, total', short: 'first card', metrics: ['first.total'] },
  { title: 'the same, CPU 4× slower', short: 'first card, CPU 4× slower', metrics: ['first4x.total'] },
  { title: 'mount: CPU less style+layout, first / third', short: 'mount 1,000', metrics: ['mount.cpuRest', 'mountThird.cpuRest'] },
  { title: 'update: same, first / third', short: 'update 1,000', metrics: ['update.cpuRest', 'updateThird.cpuRest'] },
  { title: 'answer → buttons (later cards)', short: 'answer → buttons', metrics: ['reject.fromResponse'] },
  { title: 'press → busy', short: 'press → busy', metrics: ['reject.busy'] },
  { title: 'remove: CPU', short: 'remove 1,000', metrics: ['remove.cpu'] },
];

const number = (x, digits) => (Number.isFinite(x) ? x.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits }).replace(/^-(?=[0.]*$)/, '') : '–');

function table(head, rows) {
  const line = (cells) => `| ${cells.join(' | ')} |`;
  return [line(['', ...head]), line(['---', ...head.map(() => '---:')]), ...rows.map(line)].join('\n');
}

/** Columns of [title, metric] in milliseconds, each with its ratio in brackets. */
function times(results, columns, { digits = 1, rows = results.candidates } = {}) {
  const cell = (row, metric) => {
    const ms = number(value(results, row, metric), digits);
    return row === results.candidates[0] ? ms : `${ms} (${number(ratio(results, row, metric), 2)})`;
  };
  return table(columns.map(([title]) => title), rows.map((row) => [row.label, ...columns.map(([, metric]) => cell(row, metric))]));
}

/** Columns of [title, metric, unit, digits] without ratios. */
const amounts = (results, columns) => table(
  columns.map(([title]) => title),
  results.candidates.map((row) => [row.label, ...columns.map(([, metric, unit = 1, digits = 1]) => number(value(results, row, metric) / unit, digits))]),
);

function headline(results) {
  const ratios = (row, metrics) => metrics.map((metric) => (row === results.candidates[0] ? '1' : number(ratio(results, row, metric), 2))).join(' / ');
  const kib = (row, metric) => number(value(results, row, metric) / 1024, 1);
  return table(
    ['all bytes brotli', ...RATIOS.map(({ title }) => title), 'V8+Blink KiB a card', 'WebAssembly KiB a card'],
    results.candidates.map((row) => [
      row.label,
      number(row.bytes.brotli, 0),
      ...RATIOS.map(({ metrics }) => ratios(row, metrics)),
      kib(row, 'card.both'),
      kib(row, 'card.wasm'),
    ]),
  );
}

export function report(results) {
  const { candidates, chromium, cores, date, loads, memory, n, presses, quick, rounds } = results;
  const count = number(n, 0), first = candidates[0].label;
  const load = loads.length > 1 ? `${number(median(loads), 1)} (${number(Math.min(...loads), 1)} to ${number(Math.max(...loads), 1)})` : number(loads[0], 1);
  const bulk = (metric) => [
    ['first: CPU less style+layout', `${metric}.cpuRest`], ['first: CPU', `${metric}.cpu`], ['first: until shown', `${metric}.domLayout`],
    ['third: CPU less style+layout', `${metric}Third.cpuRest`], ['third: CPU', `${metric}Third.cpu`], ['third: until shown', `${metric}Third.domLayout`],
  ];
  const firstCard = (prefix) => times(results, [
    ['import', `${prefix}.import`], ['ready to create', `${prefix}.ready`], ['one card', `${prefix}.card`], ['total', `${prefix}.total`], ['CPU', `${prefix}.cpu`],
  ], { rows: [...candidates, results.floor] });
  return `${date.slice(0, 10)}, Chromium ${chromium}, ${cores} cores, ${number(memory / 2 ** 30, 0)} GiB; load of the machine ${load}. \
${rounds === 1 ? 'One round' : `${rounds} rounds`} of one interleaved run, ${count} cards at a time.
${quick ? '\n**A quick run: one round unless told otherwise, fewer candidates, fewer presses. Take it for a hint, not for a figure.**\n' : ''}
Ratios to ${first}, medians of the ratios within each round; less is better.

${headline(results)}

### Bytes

${table(['raw', 'gzip', 'brotli'], candidates.map(({ label, bytes }) => [label, ...['raw', 'gzip', 'brotli'].map((how) => number(bytes[how], 0))]))}

### First card

In a fresh page, the files in the HTTP cache and V8's code cache cold. Milliseconds, in brackets the ratio to ${first}, here and below.

${firstCard('first')}

With the CPU slowed down 4 times:

${firstCard('first4x')}

### Mounting ${count}

${times(results, bulk('mount'))}

### Updating ${count}

From a request to no relation, each card's buttons and text.

${times(results, bulk('update'))}

### Answering, with ${count} mounted

From a press to a busy card, and from the server's answer to new buttons. Later cards: the median of ${presses - 1}.

${times(results, [
    ['press → busy, first', 'reject1.busy'], ['later', 'reject.busy'],
    ['answer → buttons, first', 'reject1.fromResponse'], ['later', 'reject.fromResponse'],
    ['its body read → buttons, later', 'reject.fromBody'],
  ], { digits: 3 })}

### Removing ${count}

${times(results, [['CPU', 'remove.cpu'], ['until the next task', 'remove.done']])}

### Memory

A card:

${amounts(results, [
    ['V8, KiB', 'card.v8', 1024], ['V8+Blink, KiB', 'card.both', 1024], ['WebAssembly, KiB', 'card.wasm', 1024],
    ['DOM nodes', 'card.nodes', 1, 0], ['listeners', 'card.listeners', 1, 0],
  ])}

Left after removing all, bytes a card; later: for each of three further times.

${amounts(results, [
    ['V8', 'left.v8', 1, 0], ['V8+Blink', 'left.both', 1, 0], ['WebAssembly', 'left.wasm', 1, 0],
    ['later: V8', 'leftLater.v8', 1, 0], ['later: V8+Blink', 'leftLater.both', 1, 0], ['later: WebAssembly', 'leftLater.wasm', 1, 0], ['later: DOM nodes', 'leftLater.nodes', 1, 2],
  ])}
`;
}
