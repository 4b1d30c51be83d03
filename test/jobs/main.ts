import { makeDice } from '../simulation/random.ts';
import { storm } from './storm.ts';
import { wantsHelp } from '../../src/process/wants-help.ts';

if (wantsHelp(process.argv.slice(2))) {
  console.log(`Proves that jobs begin once, at full size, on a real sshd.

  npm run jobs [-- --json]   with --json only the last line is the result
`);
  process.exit(0);
}

/** `npm run jobs [-- --json]`: the proof that jobs run once, at its full size. */
const [...options] = process.argv.slice(2);
const isJson = options.includes('--json');
const began = performance.now();
const account = await storm(
  { begins: 500, ids: 100, replicas: 3 },
  makeDice(10).next,
  isJson ? (line) => console.error(line) : (line) => console.log(line),
);
for (const fault of account.faults) console.error(`✗ ${fault}`);
console.log(
  JSON.stringify({
    proof: 'jobs',
    ...account,
    seconds: Math.round((performance.now() - began) / 1_000),
  }),
);
process.exitCode = account.faults.length === 0 ? 0 : 1;
