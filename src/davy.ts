import { readFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { commands } from '../commands/index.ts';
import { terminalRollback } from './command-kit/rollback/from-terminal.ts';
import { downgradeLedger, ledgerAddress, openLedger } from './adapters/open-ledger.ts';
import { assemblePorts } from './assemble/assemble.ts';
import { servicesOf } from './assemble/services.ts';
import { wantsHelp } from './process/wants-help.ts';
import { databaseTime, scaledClock } from './process/clock.ts';
import { type Loaded, loadConfig } from './config/load.ts';
import { hiding } from './process/hide.ts';
import { discreetFetch } from './process/discreet-fetch.ts';
import { returnFacts } from './engine/world/start-facts.ts';
import { makeTell } from './engine/tell.ts';
import type { Log } from './ports/log.ts';
import { makeLog, redact } from './process/log.ts';
import { releaseId } from './slack/answer/release-id.ts';
import { plain } from './command-kit/reply.ts';

type Ready = Extract<Loaded, { kind: 'loaded' }>;

const help = `Davy from a terminal, for when Slack does not answer. It writes into the same ledger;
the Davy that runs does the rest.

  npm run davy -- rollback <service> [version] [reason]   users go back, at once and unasked
  npm run davy -- verify                                  proves that nobody changed the record
  npm run davy -- downgrade <step>                        undoes later steps of the ledger, for an
                                                          older Davy to start; stop this one first
  npm run davy -- help

Everything else is said in Slack: ${[...new Set(commands.map(({ slash }) => slash))].join(', ')}.
`;

const [word = 'help', ...words] = process.argv.slice(2);
process.exitCode = await say(word, words);

async function say(verb: string, rest: readonly string[]): Promise<number> {
  if (verb === 'help' || wantsHelp([verb]) || wantsHelp(rest)) {
    process.stdout.write(help);
    return 0;
  }
  if (verb !== 'rollback' && verb !== 'verify' && verb !== 'downgrade') {
    process.stdout.write(
      `Davy does not know "${verb.slice(0, 40)}" here. Nothing changed.\n\n${help}`,
    );
    return 64;
  }
  const loaded = loadConfig(process.env, (path) => readFileSync(path, 'utf8'));
  if (loaded.kind === 'faulty') {
    const faults = loaded.faults.map((fault) => `  ✗ ${fault}\n`).join('');
    process.stderr.write(`Davy cannot read its configuration:\n${faults}`);
    return 78;
  }
  if (verb === 'downgrade') return unlessAway(loaded, () => goBack(loaded, rest));
  return withLedger(
    loaded,
    verb === 'verify' ? verify : (ready, means) => rollBack(ready, means, rest),
  );
}

async function goBack({ environment }: Ready, [to = '']: readonly string[]): Promise<number> {
  if (to === '') {
    process.stderr.write('Nothing changed. Name the step that the older Davy knows.\n');
    return 64;
  }
  const done = await downgradeLedger(ledgerAddress(environment), to);
  if (done.kind === 'refused') {
    process.stderr.write(`Nothing changed: ${done.why}.\n`);
    return 1;
  }
  process.stdout.write(
    done.steps.length === 0
      ? 'Nothing had to be undone: the ledger is there already.\n'
      : `Undone: ${done.steps.join(', ')}. The older Davy can start now.\n`,
  );
  return 0;
}

type Means = {
  readonly database: Awaited<ReturnType<typeof openLedger>>;
  readonly log: Log;
};

async function withLedger(
  ready: Ready,
  work: (ready: Ready, means: Means) => Promise<number>,
): Promise<number> {
  const log = makeLog({
    level: 'error',
    secrets: ready.secrets,
    write: (line) => void process.stderr.write(line),
    readable: process.stderr.isTTY,
  });
  return unlessAway(ready, async () => {
    const database = await openLedger({ ...ledgerAddress(ready.environment), log });
    try {
      return await work(ready, { database, log });
    } finally {
      await database.ledger.close();
      await database.stop();
    }
  });
}

/** What cannot be saved is not said to have happened. */
async function unlessAway({ secrets }: Ready, work: () => Promise<number>): Promise<number> {
  try {
    return await work();
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    process.stderr.write(
      redact(`Not saved. Nothing changed. The ledger does not answer: ${why}\n`, secrets),
    );
    return 1;
  }
}

async function rollBack(
  { environment, config, secrets }: Ready,
  { database, log }: Means,
  words: readonly string[],
): Promise<number> {
  const time = await databaseTime({
    ask: (before) => database.ledger.time(before),
    steady: () => performance.now(),
  });
  const clock = scaledClock(
    environment.DAVY_CLOCK_SPEED,
    environment.DAVY_CLOCK_EPOCH ?? time.now(),
    time.now,
  );
  const ports = assemblePorts(config, environment, clock, database.ledger, {
    fetch: discreetFetch(fetch, secrets),
    realNow: Date.now,
    log,
    hide: hiding(secrets),
  });
  const caller = { id: 'terminal', name: `${userInfo().username} at the terminal` };
  const tell = makeTell(ports);
  const replies = await terminalRollback(words, {
    caller,
    tell,
    now: clock.now(),
    services: servicesOf(config, environment),
    ledger: database.ledger,
    factsBefore: { return: (build) => returnFacts({ ...ports, log }, build) },
    people: { person: async () => ({ ...caller, standing: 'member' }) },
    newId: () => releaseId(`terminal:${process.pid}:${clock.now()}`),
  });
  for (const reply of replies)
    process.stdout.write(reply.kind === 'whisper' ? `${plain(reply.parts)}\n` : '');
  time.stop();
  return 0;
}

async function verify(_: Ready, { database }: Means): Promise<number> {
  const found = await database.ledger.verify();
  process.stdout.write(
    found.length === 0
      ? 'The record is whole: every event is there, in order and unchanged.\n'
      : found
          .map(
            ({ stream, seq, what }) =>
              `✗ ${stream}${seq === null ? '' : ` event ${seq}`}: ${what}\n`,
          )
          .join(''),
  );
  return found.length === 0 ? 0 : 1;
}
