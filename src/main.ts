import { readFileSync } from 'node:fs';
import { commands } from '../commands/index.ts';
import { assemblePorts } from './assemble/assemble.ts';
import { servicesOf } from './assemble/services.ts';
import { openLedger } from './adapters/open-ledger.ts';
import { databaseTime, scaledClock } from './process/clock.ts';
import { type Loaded, loadConfig } from './config/load.ts';
import { atHome } from './assemble/at-home.ts';
import { makeLog } from './process/log.ts';
import { crashAt } from './process/crash-at.ts';
import { discreetFetch } from './process/discreet-fetch.ts';
import { compare } from './engine/changes/changelog.ts';
import { authorsOf } from './engine/changes/authors.ts';
import { gather } from './engine/reports/gather.ts';
import { startEngine } from './engine/start.ts';
import { planIssues } from './engine/reports/summaries.ts';
import { factsBefore } from './engine/world/start-facts.ts';
import { makeTell } from './engine/tell.ts';
import { loggedTell } from './assemble/logged-tell.ts';
import { reportingOf } from './assemble/reporting.ts';
import { officeOf } from './assemble/office-hours.ts';
import type { Clock } from './ports/clock.ts';
import type { Ledger } from './ports/ledger.ts';
import type { Log } from './ports/log.ts';
import { misfits, timing } from './time/timing.ts';
import { releaseId } from './slack/answer/release-id.ts';
import { startSlack } from './slack/start.ts';
import { periodAt } from './summary/period.ts';
import { formView } from './views/blocks/form.ts';
import { serviceMessagesOf } from './views/service/service-messages.ts';
import { messagesOf } from './views/messages.ts';
import { answerContent } from './views/answer/answer.ts';
import { homeTabs } from './vendors/home-tabs.ts';
import { ownFaults } from './vendors/own-faults.ts';
import { reports } from './vendors/reports.ts';
import { webListener } from './web/start.ts';
import { type Key, lineKey, writeKey } from './release/state/keys.ts';

type Ready = Extract<Loaded, { kind: 'loaded' }>;

const loaded = loadConfig(process.env, (path) => readFileSync(path, 'utf8'));
const unsafe = misfits(timing);
if (loaded.kind === 'faulty' || unsafe.length > 0) {
  const faults = [...unsafe, ...(loaded.kind === 'faulty' ? loaded.faults : [])];
  process.stderr.write(`Davy cannot start:\n${faults.map((fault) => `  ✗ ${fault}\n`).join('')}`);
  process.exitCode = 78;
} else await live(loaded);

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
  const davy = await start(ready, log).catch(die('Davy cannot start'));
  let ending = false;
  const end = async (signal: string): Promise<void> => {
    if (ending) return;
    ending = true;
    log.info({ signal }, 'Davy stops: it takes nothing new and finishes what it has in hand');
    // Whatever does not end in time is taken up again at the next start: that is what the ledger is
    // for.
    setTimeout(() => process.exit(1), 18_000).unref();
    await davy.stop();
    await own?.close();
    log.info('Davy sleeps');
    process.exit(0);
  };
  process.on('SIGTERM', () => void end('SIGTERM'));
  process.on('SIGINT', () => void end('SIGINT'));
}

/** The only place that knows everything: builds the adapters and starts the parts. */
async function start(
  { environment, config, secrets }: Ready,
  log: Log,
): Promise<{ stop(): Promise<void> }> {
  const realNow = Date.now;
  const fetch = discreetFetch(globalThis.fetch, secrets);
  const database = await openLedger({
    url: environment.DATABASE_URL,
    ownerUrl: environment.DATABASE_OWNER_URL,
    dataDir: environment.DAVY_DATA,
    log,
  });
  const { ledger, where } = database;
  const time = await databaseTime(
    () => ledger.time(),
    () => performance.now(),
  );
  const clock = scaledClock(
    environment.DAVY_CLOCK_SPEED,
    environment.DAVY_CLOCK_EPOCH ?? time.now(),
    time.now,
  );
  const services = servicesOf(config, environment);
  const ports = assemblePorts(config, environment, clock, ledger, { fetch, realNow, log });
  const at = crashAt(process.env['DAVY_CRASH_AT'], (point) => {
    log.warn({ point }, 'stands still, as a test asked');
    process.kill(process.pid, 'SIGSTOP');
  });
  const tell = loggedTell(makeTell({ ...ports, at }), log);
  const soon = (key: Key) =>
    ledger.wake([{ key: writeKey(key), lane: 'slack', dueAt: clock.now() }]);
  // The door first: a port that is taken must end the start before anything moves.
  const slack = await startSlack({
    commands,
    services,
    ledger,
    people: ports.people,
    clock,
    factsBefore: factsBefore({ ...ports, log }, services),
    tell,
    log,
    changelog: (service, build, from) => compare(ports, service, build, from),
    summary: (span, service) =>
      gather(ports, periodAt(span, clock.now(), config.timezone), service),
    share: (shared) => soon({ kind: 'summary', ...shared }),
    ...atHome(ledger, clock),
    sendTest: (service, person, id) => soon({ kind: 'test', service, person, id }),
    shareChanges: (shared) => soon({ kind: 'changes', ...shared }),
    token: environment.SLACK_BOT_TOKEN,
    appToken: environment.SLACK_APP_TOKEN ?? null,
    signingSecret: environment.SLACK_SIGNING_SECRET ?? null,
    apiUrl: environment.SLACK_API_URL,
    fetch,
    realNow,
    draw: { whisper: answerContent, form: formView },
    otherwise: webListener({
      ledger,
      clock,
      realNow,
      services: Object.keys(services),
      secret: environment.BUILDS_SECRET ?? null,
      log,
    }),
    port: environment.PORT,
    host: environment.HOST,
    at,
  }).catch(async (cause: unknown) => {
    await database.stop();
    throw cause;
  });
  await redrawAll(Object.keys(services), ledger, clock);
  const reporting = reportingOf(config, {
    link: slack.link,
    authors: (release) => authorsOf(release, ports),
    publish: homeTabs({ environment, fetch }),
    reports: reports({ environment, fetch }),
  });
  await planIssues({ ports }, reporting);
  const engine = startEngine({
    ports,
    reporting: reporting,
    tell,
    log,
    releaseId,
    at,
    draw: (facts) => messagesOf({ ...facts, speed: environment.DAVY_CLOCK_SPEED }),
    drawLine: serviceMessagesOf,
    services,
    office: officeOf(config),
  });
  log.info(
    {
      address: `http://${environment.HOST}:${slack.port}`,
      ledger: where,
      services: Object.keys(services),
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

/** While Davy slept, messages may have been edited, deleted or left half posted. */
async function redrawAll(services: readonly string[], ledger: Ledger, clock: Clock): Promise<void> {
  const open = (await Promise.all(services.map((service) => ledger.open(service)))).flat();
  const lines = services.flatMap((service) =>
    (['world', 'slack'] as const).map((lane) => ({
      key: lineKey(service),
      lane,
      dueAt: clock.now(),
    })),
  );
  await ledger.wake([
    ...lines,
    ...open.map(({ id }) => ({ key: id, lane: 'slack' as const, dueAt: clock.now() })),
  ]);
}
