import { parseArgs } from 'node:util';
import { runHistory, type Told } from './history.ts';
import { lookFor, lookForNothing } from './planted.ts';
import { plants } from './plants.ts';

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '200' },
    seed: { type: 'string' },
    from: { type: 'string', default: '1' },
    'stop-at-first': { type: 'boolean', default: false },
    planted: { type: 'boolean', default: false },
  },
});

/** Fewer histories than this that went the whole way prove too little. */
const wholeWayLeast = 0.6;

process.exitCode = values.planted ? await huntPlanted() : await simulate();

async function simulate(): Promise<number> {
  const first = Number(values.seed ?? values.from);
  const count = values.seed === undefined ? Number(values.seeds) : 1;
  const began = performance.now();
  const decision: Omit<Told, 'journal'>[] = [];
  for (let seed = first; seed < first + count; seed += 1) {
    const { journal, ...one } = await runHistory(seed);
    decision.push(one);
    if (values.seed !== undefined) console.log(journal.join('\n'), one.ends);
    if (one.violations.length > 0)
      console.log(
        `seed ${seed}: ${one.violations.length} violations\n  ${one.violations.join('\n  ')}` +
          (values.seed === undefined ? `\n${short(journal)}` : ''),
      );
    if (values['stop-at-first'] && one.violations.length > 0) break;
    if ((seed - first + 1) % 25 === 0) console.log(`${seed - first + 1} of ${count} histories`);
  }
  const sum = (part: (one: Omit<Told, 'journal'>) => number) =>
    decision.reduce((total, one) => total + part(one), 0);
  const wholeWay = sum((one) => (one.wholeWay ? 1 : 0));
  const violations = sum((one) => one.violations.length);
  const isFar = decision.length < 20 || wholeWay >= wholeWayLeast * decision.length;
  if (!isFar)
    console.log(
      `only ${wholeWay} of ${decision.length} histories went the whole way: that proves too little`,
    );
  const perMinute = Math.round((decision.length * 60_000) / (performance.now() - began));
  console.log(
    JSON.stringify({
      histories: decision.length,
      events: sum(({ events }) => events),
      faults: sum(({ faults }) => faults),
      perMinute,
      wholeWay,
      violations,
    }),
  );
  return violations === 0 && isFar ? 0 : 1;
}

/** The end of a journal up to the first thing that must not be. */
function short(journal: readonly string[]): string {
  const at = journal.findIndex((entry) => entry.includes('VIOLATION'));
  return journal
    .slice(Math.max(0, at - 12), at + 1)
    .map((entry) => `  … ${entry}`)
    .join('\n');
}

async function huntPlanted(): Promise<number> {
  const seeds = Number(values.seeds);
  let last = 0;
  let missed = 0;
  for (const plant of plants) {
    const { seed, violation } = await lookFor(plant, seeds);
    console.log(
      seed === null
        ? `NOT FOUND: ${plant.name}`
        : `found at seed ${seed}: ${plant.name} (${violation})`,
    );
    last = Math.max(last, seed ?? seeds);
    if (seed === null) missed += 1;
  }
  const silent = await lookForNothing(last);
  console.log(
    silent.seed === null
      ? `silent on the same ${last} seeds without them`
      : `NOT SILENT without them at seed ${silent.seed}: ${silent.violation}`,
  );
  console.log(
    JSON.stringify({
      planted: plants.length,
      found: plants.length - missed,
      silent: silent.seed === null,
    }),
  );
  return missed === 0 && silent.seed === null ? 0 : 1;
}
