import { parseArgs } from 'node:util';
import { lookForNothing, openGarden } from './planted.ts';
import { plants } from './plants/all.ts';
import { liveAll, type Lived, type Tier, tiers } from './pool.ts';
import { liveOne } from './tiers.ts';
import { wayOf, waysAsked } from './ways.ts';
import { wantsHelp } from '../../src/process/wants-help.ts';

if (wantsHelp(process.argv.slice(2))) {
  console.log(`Lives histories of Davy, judged by books of their own: see ARCHITECTURE.md.

  npm run simulate -- [--seeds 200] [--from 1] [--tier core|whole|all] [--ways all|…]
                      [--stop-at-first]
  npm run simulate -- --seed 7 --tier core   shows one history
  npm run simulate -- --planted              demands that known bugs are found
`);
  process.exit(0);
}

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '200' },
    seed: { type: 'string' },
    from: { type: 'string', default: '1' },
    tier: { type: 'string', default: 'all' },
    ways: { type: 'string', default: 'all' },
    'stop-at-first': { type: 'boolean', default: false },
    planted: { type: 'boolean', default: false },
  },
});

/** Fewer histories than this that went the whole way prove too little. */
const wholeWayLeast = 0.6;
/** The core alone lives so many times as many histories as the whole bot. */
const coreTimes = 10;

const asked = tiers.filter((tier) => values.tier === 'all' || values.tier === tier);
if (asked.length === 0) throw new Error(`--tier ${values.tier}: write ${tiers.join(', ')} or all`);
for (const tier of asked) waysAsked(tier, values.ways);

process.exitCode = values.planted ? await huntPlanted() : await simulateAll();

async function simulateAll(): Promise<number> {
  let worst = 0;
  for (const tier of asked) worst = Math.max(worst, await simulate(tier));
  return worst;
}

async function simulate(tier: Tier): Promise<number> {
  const from = Number(values.seed ?? values.from);
  const times = tier === 'core' && values.tier === 'all' ? coreTimes : 1;
  const count = values.seed === undefined ? Number(values.seeds) * times : 1;
  const began = performance.now();
  const sums = { histories: 0, events: 0, faults: 0, wholeWay: 0, violations: 0 };
  const lived = new Map<string, number>();
  const hear = (one: Lived): 'go on' | 'stop' => {
    sums.histories += 1;
    lived.set(one.way, (lived.get(one.way) ?? 0) + 1);
    sums.events += one.events;
    sums.faults += one.faults;
    sums.wholeWay += one.wholeWay ? 1 : 0;
    sums.violations += one.violations.length;
    if (one.violations.length > 0)
      console.log(
        `seed ${one.seed}: ${one.violations.length} violations (${one.way})\n  ` +
          one.violations.join('\n  ') +
          (values.seed === undefined ? `\n${short(one.journal)}` : ''),
      );
    if (sums.histories % Math.max(25, count / 10) === 0)
      console.log(`${tier}: ${sums.histories} of ${count} histories`);
    return values['stop-at-first'] && one.violations.length > 0 ? 'stop' : 'go on';
  };
  if (values.seed === undefined) await liveAll(tier, { from, count, ways: values.ways }, hear);
  else {
    const one = await liveOne(tier, from, wayOf(tier, waysAsked(tier, values.ways), from), true);
    console.log(one.journal.join('\n'));
    hear(one);
  }
  const { histories, wholeWay, violations, faults } = sums;
  const isFar = histories < 20 || wholeWay >= wholeWayLeast * histories;
  if (!isFar)
    console.log(
      `only ${wholeWay} of ${histories} histories went the whole way: that proves too little`,
    );
  const perMinute = Math.round((histories * 60_000) / (performance.now() - began));
  const faultsEach = Math.round((10 * faults) / Math.max(1, histories)) / 10;
  const ways = Object.fromEntries(lived);
  console.log(JSON.stringify({ tier, ...sums, ways, faultsEach, perMinute }));
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
  const { lookFor, close } = openGarden();
  let missed = 0;
  for (const plant of plants.filter(({ tier }) => asked.includes(tier))) {
    // A bug of shares is looked for where shares are, unless somebody asked for other histories.
    const ways = values.ways === 'all' ? plant.ways : values.ways;
    const { seed, violation } = await lookFor(plant, { from: 1, count: seeds, ways });
    console.log(
      seed === null
        ? `NOT FOUND: ${plant.name}`
        : `found at seed ${seed} of ${plant.tier}: ${plant.name} (${violation})`,
    );
    if (seed === null) missed += 1;
  }
  close();
  let isSilent = true;
  for (const tier of asked) {
    const silent = await lookForNothing(tier, { from: 1, count: seeds, ways: values.ways });
    isSilent = isSilent && silent.seed === null;
    console.log(
      silent.seed === null
        ? `${tier}: silent on the same ${seeds} seeds without them`
        : `${tier}: NOT SILENT without them at seed ${silent.seed}: ${silent.violation}`,
    );
  }
  const planted = plants.filter(({ tier }) => asked.includes(tier)).length;
  console.log(JSON.stringify({ planted, found: planted - missed, silent: isSilent }));
  return missed === 0 && isSilent ? 0 : 1;
}
