import { readFileSync } from 'node:fs';
import { uptime } from 'node:os';
import { ledgerAddress, openLedger } from './adapters/open-ledger.ts';
import { openDoor } from './assemble/door.ts';
import { startLanes } from './assemble/lanes.ts';
import { partsOf } from './assemble/parts.ts';
import { redrawAll } from './assemble/redraw-all.ts';
import { wantsHelp } from './process/wants-help.ts';
import { databaseTime, scaledClock } from './process/clock.ts';
import { type Loaded, loadConfig } from './config/load.ts';
import { makeLog } from './process/log.ts';
import { crashAt } from './process/crash-at.ts';
import type { Log } from './ports/log.ts';
import { believedMs } from './time/kept-time.ts';
import { misfits, stopWithinMs, timing } from './time/timing.ts';
import { outsideFault } from './process/outside-fault.ts';
import { ownFaults } from './vendors/own-faults.ts';

type Ready = Extract<Loaded, { kind: 'loaded' }>;

const help = `Davy, the release bot a team talks to in Slack. It runs until it is told to stop.

  npm start              reads davy.yml (or what DAVY_CONFIG names) and the environment
  npm run doctor         looks at everything a first release needs, and changes nothing
  npm run davy -- help   what can be done from a terminal
  npm run playground     Davy without any account
`;

if (wantsHelp(process.argv.slice(2))) process.stdout.write(help);
else await begin();

async function begin(): Promise<void> {
  const loaded = loadConfig(process.env, (path) => readFileSync(path, 'utf8'));
  const unsafe = misfits(timing);
  if (loaded.kind === 'loaded' && unsafe.length === 0) return live(loaded);
  const faults = [...unsafe, ...(loaded.kind === 'faulty' ? loaded.faults : [])];
  process.stderr.write(`Davy cannot start:\n${faults.map((fault) => `  ✗ ${fault}\n`).join('')}`);
  process.exitCode = 78;
}

/**
 * Starts Davy and ends it when it is asked to. A bug ends it too, after it was written down: the
 * next start takes up from the ledger.
 */
async function live(ready: Ready): Promise<void> {
  const own = await ownFaults(ready.environment);
  const log = makeLog({
    level: ready.environment.LOG_LEVEL,
    secrets: ready.secrets,
    write: (line) => void process.stdout.write(line),
    readable: process.stdout.isTTY,
    ...(own ? { onFault: own.report } : {}),
  });
  const die = (what: string) => (cause: unknown) => {
    log.fatal({ err: cause }, what);
    process.exit(1);
  };
  process.on('uncaughtException', die('Davy ends because of a fault of its own'));
  for (const warning of ready.warnings) log.warn(warning);
  const davy = await start(ready, log).catch((cause: unknown) => {
    const outside = outsideFault(cause);
    if (outside === null) return die('Davy cannot start')(cause);
    log.fatal({ cause: outside }, 'Davy cannot start');
    return process.exit(1);
  });
  let ending = false;
  const end = async (signal: string): Promise<void> => {
    if (ending) return;
    ending = true;
    log.info({ signal }, 'Davy stops: it takes nothing new and finishes what it has in hand');
    setTimeout(() => process.exit(1), stopWithinMs).unref();
    await davy.stop();
    await own?.close();
    log.info('Davy sleeps');
    process.exit(0);
  };
  process.on('SIGTERM', () => void end('SIGTERM'));
  process.on('SIGINT', () => void end('SIGINT'));
  // Without a listener Node opens its inspector, through which anybody on this machine is Davy.
  process.on('SIGUSR1', () => log.warn('somebody sent SIGUSR1: no inspector is opened'));
}

/** The ledger and the clock first, then the door, then what moves; it ends the other way round. */
async function start(ready: Ready, log: Log): Promise<{ stop(): Promise<void> }> {
  const { environment } = ready;
  const database = await openLedger({ ...ledgerAddress(environment), log });
  const { ledger, where } = database;
  const time = await databaseTime({
    ask: (before) => ledger.time(before),
    steady: () => performance.now(),
    sinceBoot: () => uptime() * 1_000,
    stepped: (stepMs) => log.warn({ stepMs }, stepSaid(stepMs)),
  });
  const clock = scaledClock(
    environment.DAVY_CLOCK_SPEED,
    environment.DAVY_CLOCK_EPOCH ?? time.now(),
    time.now,
  );
  const at = crashAt(process.env['DAVY_CRASH_AT'], (point) => {
    log.warn({ point }, 'stands still, as a test asked');
    process.kill(process.pid, 'SIGSTOP');
  });
  const parts = partsOf(ready, { ledger, clock, realNow: Date.now, log, at });
  // The door first: a port that is taken must end the start before anything moves.
  const slack = await openDoor(parts).catch(async (cause: unknown) => {
    await database.stop();
    throw cause;
  });
  await redrawAll(Object.keys(parts.services), ledger, clock);
  const engine = await startLanes(parts, slack.link);
  log.info(
    {
      address: `http://${environment.HOST}:${slack.port}`,
      ledger: where,
      services: Object.keys(parts.services),
    },
    'Davy is awake',
  );
  return {
    async stop() {
      await Promise.allSettled([slack.stop(), engine.stop()]);
      time.stop();
      await ledger.close();
      await database.stop();
    },
  };
}

function stepSaid(stepMs: number): string {
  const s = Math.round(Math.abs(stepMs) / 1_000);
  const became =
    Math.abs(stepMs) > believedMs
      ? 'Davy believes it, for nobody could use a time that is off by days'
      : "Davy's time goes on as it was, and comes back to it slowly";
  return `the database's clock was set ${stepMs < 0 ? 'back' : 'forward'} by ${s} s; ${became}`;
}
