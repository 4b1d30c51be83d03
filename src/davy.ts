#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { hostname, userInfo } from 'node:os';
import { createInterface } from 'node:readline/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { commands } from '../commands/index.ts';
import { downgradeLedger, ledgerAddress, ledgerHolds, openLedger } from './adapters/open-ledger.ts';
import { rollbackFrom } from './assemble/rollback-from.ts';
import { partsOf } from './assemble/parts.ts';
import { atTerminal, type Terminal } from './assemble/at-terminal.ts';
import { type Loaded, loadConfig } from './config/load.ts';
import { databaseTime, scaledClock } from './process/clock.ts';
import { makeLog, redact } from './process/log.ts';
import { wantsHelp } from './process/wants-help.ts';
import { isFromOrder, takeBackOf } from './terminal/from-order.ts';
import { helpFor, unknownVerb, wholeHelp } from './terminal/help.ts';
import { type TypedOrder, orderOf } from './terminal/reason.ts';
import { isAct, isVerb, type Verb } from './terminal/verbs.ts';

type Ready = Extract<Loaded, { kind: 'loaded' }>;

const [word = 'help', ...words] = process.argv.slice(2);
process.exitCode = await say(word, words);

async function say(verb: string, rest: readonly string[]): Promise<number> {
  const help = wholeHelp([...new Set(commands.map(({ slash }) => slash))]);
  if (verb === 'help' || wantsHelp([verb])) return print(help);
  if (!isVerb(verb)) return print(`${unknownVerb(verb)}\n${help}`, 64);
  if (rest.some((one) => wantsHelp([one]))) return print(helpFor(verb));
  const back = verb === 'rollback' && isFromOrder(rest) ? takeBackOf(rest) : undefined;
  if (back === null)
    return print('Nothing changed. Say from where: davy rollback --from ssm:NAME\n', 64);
  const loaded = loadConfig(process.env, (path) => readFileSync(path, 'utf8'));
  if (loaded.kind === 'faulty') {
    const faults = loaded.faults.map((fault) => `  ✗ ${fault}\n`).join('');
    process.stderr.write(`Davy cannot read its configuration:\n${faults}`);
    return 78;
  }
  if (back) return fromOrder(loaded, back);
  if (verb === 'downgrade') return unlessAway(loaded, () => goBack(loaded, rest));
  const order = await explained(verb, orderOf(verb, rest));
  if (order === null) return 64;
  return unlessAway(loaded, () =>
    atLedger(loaded, async (terminal) => {
      const { text, code, more } = await terminal.say(verb, order);
      if (more) await pipeline(Readable.from(more), process.stdout, { end: false });
      return print(text, code);
    }),
  );
}

/** Asks why, once, where nobody said. A script is not asked, and has to say it. */
async function explained(verb: Verb, order: TypedOrder): Promise<TypedOrder | null> {
  if (!isAct(verb) || order.reason !== '' || order.about.length === 0) return order;
  const reason = await askWhy();
  if (reason !== '') return { ...order, reason };
  process.stderr.write(
    `Nothing changed. Say why: davy ${verb} ${order.about.join(' ')} --reason "…"\n`,
  );
  return null;
}

/** Empty where nobody is there to answer. */
async function askWhy(): Promise<string> {
  if (!process.stdin.isTTY) return '';
  const asking = createInterface({ input: process.stdin, output: process.stderr });
  const reason = await asking.question('Why? It goes into the record and to the on-call: ');
  asking.close();
  return reason.trim();
}

/** The database may be gone: nothing is asked of it but whether it is there after all. */
function fromOrder(
  ready: Ready,
  order: { readonly place: string; readonly reason: string },
): Promise<number> {
  const { environment, secrets } = ready;
  const epoch = environment.DAVY_CLOCK_EPOCH ?? Date.now();
  return rollbackFrom(ready, order, {
    clock: scaledClock(environment.DAVY_CLOCK_SPEED, epoch, Date.now),
    realNow: Date.now,
    log: errorLog(secrets),
    user: systemUser(),
    write: (text) => void print(redact(text, secrets)),
    askWhy,
    ledgerHolds: (release) => ledgerHolds(environment, release),
  });
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
  return print(
    done.steps.length === 0
      ? 'Nothing had to be undone: the ledger is there already.\n'
      : `Undone: ${done.steps.join(', ')}. The older Davy can start now.\n`,
  );
}

/** Opens the ledger beside a Davy that may run, and leaves it as it was found. */
async function atLedger(
  ready: Ready,
  work: (terminal: Terminal) => Promise<number>,
): Promise<number> {
  const { environment, secrets } = ready;
  const log = errorLog(secrets);
  const database = await openLedger({ ...ledgerAddress(environment), log, name: 'davy terminal' });
  try {
    const time = await databaseTime({
      ask: (before) => database.ledger.time(before),
      steady: () => performance.now(),
    });
    const clock = scaledClock(
      environment.DAVY_CLOCK_SPEED,
      environment.DAVY_CLOCK_EPOCH ?? time.now(),
      time.now,
    );
    const { ledger } = database;
    const parts = partsOf(ready, { ledger, clock, realNow: Date.now, log, at: () => undefined });
    const name = `${hostname()}:${process.pid}:${clock.now()}`;
    try {
      return await work(
        atTerminal(parts, ledger, ready.config.terminal, { ...systemUser(), name }),
      );
    } finally {
      time.stop();
    }
  } finally {
    await database.ledger.close();
    await database.stop();
  }
}

function errorLog(secrets: readonly string[]) {
  return makeLog({
    level: 'error',
    secrets,
    write: (line) => void process.stderr.write(line),
    readable: process.stderr.isTTY,
  });
}

/**
 * Whoever became root, or Davy's own user, is written down as who they were: sudo says so. It is as
 * sure as everything else here, for whoever has Davy's environment may write what they like.
 */
function systemUser() {
  return { user: process.env['SUDO_USER'] || userInfo().username, host: hostname() };
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

function print(text: string, code = 0): number {
  process.stdout.write(text);
  return code;
}
