import { parseArgs } from 'node:util';
import { fleetKinds } from '../../playground/sample.ts';
import { full, fullOnEc2, phases, quick } from './matrix.ts';
import { playGroup, type Report, running } from './run.ts';

const help = `Kills Davy, alone and with its database, at named points of pre-releases and releases,
and looks whether anybody notices.

  npm run kills               the whole matrix
      --quick                 a small part
      --only NAME             one run of it
      --fleet ec2             over the local AWS, with what there is only there
      --at-once N             so many playgrounds at the same time (default 2)
      --seed N                deal good and bad builds differently
`;

/** A run in which nobody is killed has an end to tell of all the same. */
const nobody = { at: '-', victim: '-', phase: '-' } as const;

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    only: { type: 'string' },
    fleet: { type: 'string', default: 'local' },
    'at-once': { type: 'string', default: '2' },
    seed: { type: 'string', default: '1' },
    help: { type: 'boolean', default: false },
  },
});

if (values.help) console.log(help);
else await main();

async function main(): Promise<void> {
  const fleet = fleetKinds.find((kind) => kind === values.fleet);
  if (!fleet) throw new Error(`--fleet needs ${fleetKinds.join(' or ')}, not "${values.fleet}"`);
  const whole = fleet === 'ec2' ? fullOnEc2 : full;
  const matrix = values.quick ? quick : whole;
  const groups =
    values.only === undefined
      ? matrix
      : matrix
          .flatMap((group) => group.filter(({ name }) => name === values.only))
          .map((run) => [run]);
  if (groups.length === 0)
    throw new Error(
      `there is no run "${values.only}"; there are ${matrix
        .flat()
        .map(({ name }) => name)
        .join(', ')}`,
    );
  process.once('SIGINT', interrupted).once('SIGTERM', interrupted);
  const waiting = [...groups.entries()];
  const reports: Report[] = [];
  const worker = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [number, group] = next;
      reports.push(
        ...(await playGroup(
          group,
          Number(values.seed),
          process.env['PATH'] ?? '',
          sayFor(number + 1),
          fleet,
        )),
      );
    }
  };
  await Promise.all(Array.from({ length: Number(values['at-once']) }, worker));
  tell(reports);
  const covered = new Set(reports.flatMap(({ killed }) => killed.map(({ phase }) => phase)));
  const missing = groups === whole ? phases.filter((phase) => !covered.has(phase)) : [];
  if (missing.length > 0) console.log(`nothing was killed while ${missing.join(', ')}`);
  process.exitCode = missing.length > 0 || reports.some(({ wrong }) => wrong.length > 0) ? 1 : 0;
}

function interrupted(): void {
  void Promise.allSettled([...running].map((world) => world.stop(true))).then(() =>
    process.exit(130),
  );
}

function sayFor(number: number): (text: string) => void {
  const startedAt = Date.now();
  return (text) =>
    console.log(
      `${number} ${((Date.now() - startedAt) / 1_000).toFixed(1).padStart(6)} s  ${text}`,
    );
}

function tell(reports: readonly Report[]): void {
  const rows = reports.flatMap(({ run, killed, outcome, launches, posts }) =>
    (killed.length > 0 ? killed : [nobody]).map(({ at, victim, phase }) => [
      run.name,
      at,
      victim,
      phase,
      outcome,
      String(launches),
      String(posts),
    ]),
  );
  const head = ['run', 'point', 'killed', 'phase', 'outcome', 'launches', 'posts'];
  const widths = head.map((word, i) =>
    Math.max(word.length, ...rows.map((row) => row[i]?.length ?? 0)),
  );
  console.log('');
  for (const row of [head, widths.map((width) => '-'.repeat(width)), ...rows])
    console.log(
      row
        .map((cell, i) => cell.padEnd(widths[i] ?? 0))
        .join('  ')
        .trimEnd(),
    );
  for (const { run, wrong } of reports)
    if (wrong.length > 0) console.log(`${run.name} is NOT as it should be: ${wrong.join('; ')}`);
  const sum = (count: (report: Report) => number) =>
    reports.reduce((total, report) => total + count(report), 0);
  console.log(
    JSON.stringify({
      kills: sum(({ killed }) => killed.length),
      ended: sum(({ killed, wrong }) => (wrong.length === 0 ? killed.length : 0)),
      launchedTwice: sum(({ launchedTwice }) => launchedTwice),
      postedTwice: sum(({ postedTwice }) => postedTwice),
      lostStrokes: sum(({ lostStrokes }) => lostStrokes),
      failedRequests: sum(({ failedRequests }) => failedRequests),
    }),
  );
}
