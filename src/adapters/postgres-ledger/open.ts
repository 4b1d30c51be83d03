import type { PoolConfig } from 'pg';
import type { Ledger } from '../../ports/ledger.ts';
import type { ToldBefore } from '../../time/kept-time.ts';
import { addBuild, buildOf, newestBuilds } from './builds.ts';
import { changelogOf, saveChangelog } from './changelogs.ts';
import type { BlockedShelf } from './blocked-builds.ts';
import { type Audit, audit } from './audit.ts';
import { runsAs } from './connected.ts';
import { type Database, openDatabase, type ServerOwner } from './database.ts';
import { decide } from './decide.ts';
import { effectDone, pendingEffects } from './effects.ts';
import { errorsOf, knownIssues, saveErrors } from './errors.ts';
import { eventsOf } from './events.ts';
import { guarded } from './faults.ts';
import { answered, claimDelivery } from './inbox.ts';
import { jobNotesIn } from './job-notes.ts';
import { jobOutputsOf, saveJobOutput } from './job-outputs.ts';
import { type Told, tellTime } from './kept-time.ts';
import { historyOf, lineOf, releaseOf } from './look-up.ts';
import { addMessage, storedMessages, saveMessage } from './messages.ts';
import { grant, migrate, openMigrator } from './migrate.ts';
import { listen, type Notices } from './notices.ts';
import { changeReader, readerOf, readersOf } from './readers.ts';
import { readingsOf, saveReadings } from './readings.ts';
import { receiving } from './receiving.ts';
import { soaksIn } from './soaks.ts';
import { openReleases } from './states.ts';
import { chroniclesOf } from './turns.ts';
import { saveTicketWork, ticketWorkOf } from './ticket-work.ts';
import { touch } from './touch.ts';
import { welcome } from './welcome.ts';
import { claimWork, dueNext } from './claims.ts';
import { renewLease, settleWork, wish } from './wakes.ts';

/** The ledger, and what only a real database has. */
export type PostgresLedger = Ledger &
  Audit & {
    /**
     * Real time: the one clock that all replicas share. `before` is asked what the caller was last
     * told, and how long ago; null the first time.
     */
    time(before: () => ToldBefore | null): Promise<Told>;
  };

/** Where the ledger is, and how many connections it may hold beside three for Slack and notices. */
export type PostgresPlace = {
  readonly config: PoolConfig;
  readonly owner?: PoolConfig;
  /** Where notices are heard, if `config` leads to a pooler. */
  readonly listen?: PoolConfig;
  readonly server?: ServerOwner;
  readonly pool?: number | undefined;
  /** Whose connections they are; those of a Davy that runs are called so. */
  readonly name?: string | undefined;
};

/** Enough for two replicas of any size we measured; PostgreSQL's usual 100 then carry twelve. */
const usualPool = 5;

/**
 * Opens the ledger in a PostgreSQL 13 or newer and brings it up to date. With `owner`, Davy's own
 * role owns no table.
 */
export async function openPostgresLedger({
  config,
  owner,
  listen: heardAt,
  server = 'theirs',
  pool = usualPool,
  name = runsAs,
}: PostgresPlace): Promise<PostgresLedger> {
  const db = openDatabase({ application_name: name, ...config }, { max: pool, server });
  try {
    const role = await guarded('connecting', () => welcome(db));
    const migrator = openMigrator({ application_name: 'davy migrating', ...(owner ?? config) });
    try {
      await guarded('migrating', () => migrate(migrator));
      if (owner) await guarded('migrating', () => grant(migrator, role));
    } finally {
      await migrator.destroy();
    }
    return ledgerOver(
      db,
      openDatabase({ application_name: `${name} receiving`, ...config }, { max: 2, server }),
      listen({
        config: { application_name: `${name} listening`, ...(heardAt ?? config) },
        sure: heardAt !== undefined,
      }),
    );
  } catch (cause) {
    await db.destroy();
    throw cause;
  }
}

function ledgerOver(db: Database, ear: Database, notices: Notices): PostgresLedger {
  const receive = receiving(ear);
  const shelf: BlockedShelf = new Map();
  return {
    decide: (about, judge, wake) =>
      guarded('deciding', () => decide(db, shelf, notices, about, judge, wake)),
    claim: (lanes, now, room) => guarded('looking for work', () => claimWork(db, lanes, now, room)),
    renew: (claim, seq) => guarded('renewing a lease', () => renewLease(db, claim, seq)),
    settle: (claim, outcome) =>
      guarded('settling work', () => settleWork(db, claim, outcome, notices)),
    wake: (wishes) => guarded('wishing for work', () => wish(db, wishes, notices)),
    nextDue: (lanes) => guarded('looking for the next work', () => dueNext(db, lanes)),
    waitForWork: notices.wait,
    touch: () => guarded('storing anything', () => touch(db)),
    pending: (claim) => guarded('reading effects', () => pendingEffects(db, claim)),
    done: (claim, effect) => guarded('crossing off an effect', () => effectDone(db, claim, effect)),
    line: (service) => guarded('reading a line', () => lineOf(db, shelf, service)),
    release: (id) => guarded('reading a release', () => releaseOf(db, id)),
    open: (service) => guarded('reading open releases', () => openReleases(db, service)),
    history: (service, limit) => guarded('reading releases', () => historyOf(db, service, limit)),
    events: (stream) => guarded('reading events', () => eventsOf(db, stream)),
    chronicles: (since, until) =>
      guarded('reading what happened', () => chroniclesOf(db, since, until)),
    addBuild: (build) => guarded('storing a build', () => addBuild(db, build)),
    build: (service, version) => guarded('reading a build', () => buildOf(db, service, version)),
    builds: (service, limit) => guarded('reading builds', () => newestBuilds(db, service, limit)),
    messages: (subject) => guarded('reading messages', () => storedMessages(db, subject)),
    addMessage: (message) => guarded('claiming a message', () => addMessage(db, message)),
    saveMessage: (message) => guarded('storing a message', () => saveMessage(db, message)),
    receive: (delivery) => guarded('storing a delivery', () => receive(delivery)),
    claimDelivery: () => guarded('looking for deliveries', () => claimDelivery(db, null)),
    claimDeliveryById: (id) => guarded('taking a delivery', () => claimDelivery(db, id)),
    answered: (id) => guarded('closing a delivery', () => answered(db, id)),
    ...records(db),
    ...jobNotesIn(db),
    ...soaksIn(db),
    time: (before) => guarded('asking for the time', () => tellTime(db, before)),
    ...audit(db),
    close: async () => {
      await notices.close();
      await ear.destroy();
      await db.destroy();
    },
  };
}

/** What is kept beside the decisions: nothing moves by it. */
function records(
  db: Database,
): Pick<
  Ledger,
  | 'knownIssues'
  | 'saveErrors'
  | 'errors'
  | 'saveChangelog'
  | 'changelog'
  | 'reader'
  | 'readers'
  | 'changeReader'
  | 'ticketWork'
  | 'saveTicketWork'
  | 'jobOutputs'
  | 'saveJobOutput'
  | 'saveReadings'
  | 'readings'
> {
  return {
    knownIssues: (service) => guarded('reading known issues', () => knownIssues(db, service)),
    saveErrors: (errors) => guarded('storing errors', () => saveErrors(db, errors)),
    errors: (service, version) => guarded('reading errors', () => errorsOf(db, service, version)),
    saveChangelog: (log) => guarded('storing a changelog', () => saveChangelog(db, log)),
    changelog: (service, from, to) =>
      guarded('reading a changelog', () => changelogOf(db, service, from, to)),
    reader: (person) => guarded('reading what somebody follows', () => readerOf(db, person)),
    readers: () => guarded('reading who follows what', () => readersOf(db)),
    changeReader: (person, change) =>
      guarded('storing what somebody follows', () => changeReader(db, person, change)),
    ticketWork: (release) => guarded('reading ticket work', () => ticketWorkOf(db, release)),
    saveTicketWork: (claim, work) =>
      guarded('storing ticket work', () => saveTicketWork(db, claim, work)),
    jobOutputs: (run) => guarded('reading outputs of jobs', () => jobOutputsOf(db, run)),
    saveJobOutput: (claim, output) =>
      guarded('storing the output of a job', () => saveJobOutput(db, claim, output)),
    saveReadings: (release, at, readings) =>
      guarded('storing readings', () => saveReadings(db, release, at, readings)),
    readings: (release, wanted) =>
      guarded('reading readings', () => readingsOf(db, release, wanted)),
  };
}
