import { ackBench } from './ack/run.ts';
import { aloneBench } from './alone/run.ts';
import { changelogBench } from './changelog/run.ts';
import { ec2Bench } from './ec2/run.ts';
import { judgeBench } from './judge/run.ts';
import { replicasBench } from './replicas/run.ts';
import { full, scaleBench, usual } from './scale/run.ts';
import { wantsHelp } from '../src/process/wants-help.ts';

if (wantsHelp(process.argv.slice(2))) {
  console.log(`Measures Davy, and fails where a promise is not kept: see docs/benchmarks.md.

  npm run bench -- <name> [--json] [--full]   ack, changelog, judge, replicas, alone or scale
`);
  process.exit(0);
}

/** Every benchmark there is; a name is what is written after `npm run bench --`. */
const benches: Readonly<
  Record<
    string,
    (
      say: (line: string) => void,
      isFull: boolean,
    ) => Promise<{ readonly result: object; readonly faults: readonly string[] }>
  >
> = {
  ack: (say) => ackBench(say),
  ec2: (say) => ec2Bench(say),
  judge: (say) => judgeBench(say),
  changelog: (say) => changelogBench(say),
  replicas: (say) => replicasBench(say),
  alone: (say) => aloneBench(say),
  scale: (say, isFull) => scaleBench(say, isFull ? full : usual),
};

const [name = '', ...options] = process.argv.slice(2);
const bench = benches[name];
if (bench === undefined || options.some((option) => option !== '--json' && option !== '--full')) {
  console.error(
    'Write: npm run bench -- <name> [--json] [--full]. ' +
      `There is: ${Object.keys(benches).join(', ')}.`,
  );
  process.exitCode = 64;
} else {
  // With --json only the last line belongs to a program; what comes before is for whoever waits.
  const say = options.includes('--json')
    ? (line: string) => console.error(line)
    : (line: string) => console.log(line);
  const { result, faults } = await bench(say, options.includes('--full'));
  for (const fault of faults) console.error(`✗ ${fault}`);
  console.log(JSON.stringify(result));
  process.exitCode = faults.length === 0 ? 0 : 1;
}
