import { parseArgs } from 'node:util';
import { runHistory, type Told } from './history.ts';

const { values } = parseArgs({ options: { seeds: { type: 'string', default: '200' }, seed: { type: 'string' }, from: { type: 'string', default: '1' }, journal: { type: 'boolean', default: false } } });

const first = Number(values.seed ?? values.from);
const count = values.seed === undefined ? Number(values.seeds) : 1;
const began = performance.now();
const told: Told[] = [];
for (let seed = first; seed < first + count; seed += 1) {
  const one = await runHistory(seed);
  told.push({ ...one, journal: [] });
  if (values.seed !== undefined) console.log(one.journal.join('\n'));
  if (one.violations.length > 0) {
    console.log(`seed ${seed}: ${one.violations.length} violations\n  ${one.violations.join('\n  ')}`);
    if (values.seed === undefined) console.log(`  … ${one.journal.slice(-8).join('\n  … ')}`);
  }
  if (values.seed !== undefined) console.log(one.ends);
}
const sum = (count: (one: Told) => number) => told.reduce((total, one) => total + count(one), 0);
const minutes = (performance.now() - began) / 60_000;
console.log(JSON.stringify({
  histories: told.length, events: sum(({ events }) => events), faults: sum(({ faults }) => faults), perMinute: Math.round(told.length / minutes),
  wholeWay: sum(({ wholeWay }) => (wholeWay ? 1 : 0)), violations: sum(({ violations }) => violations.length),
}));
