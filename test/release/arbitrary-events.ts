import * as fc from 'fast-check';
import type { Event } from '../../src/release/state/event.ts';
import { build, plan } from '../support/a-release.ts';
import { knownIssue } from '../support/error-samples.ts';
import { noon } from '../support/noon.ts';
import { tom, people } from '../support/people.ts';
import { strayOrders } from '../../src/release/state/strays.ts';
import { awaitedVersion } from './arbitrary-images.ts';
import { strayNo, strayServers } from './arbitrary-strays.ts';
import { runRules, stepEnds } from './arbitrary-runs.ts';
import {
  at,
  counted,
  lineages,
  maybe,
  office,
  person,
  readings,
  rosters,
  servers,
  singles,
} from './arbitrary.ts';
import { judgements } from './arbitrary-judgements.ts';
import { becausesOf } from './arbitrary-because.ts';

const runId = fc.constantFrom('run_1', 'run_2');
const stepIndex = fc.constantFrom(0, 1, 2);
const rev = fc.constantFrom(2, 3, 4);
const reason = fc.constant('because');
const capacity = fc.oneof(fc.nat(6), fc.constant(Number.NaN));
const byPerson = <Kind extends Event['kind']>(kind: Kind) => ({
  kind: fc.constant(kind),
  at,
  by: person,
});
const word = <Kind extends Event['kind']>(kind: Kind) => fc.record(byPerson(kind));
/** Done at a terminal, where it is there. */
const terminal = fc.record({
  user: fc.constant('root'),
  host: fc.constant('web1'),
  reason: fc.constant('Slack is away'),
});
const reasoned = <Kind extends Event['kind']>(kind: Kind) =>
  fc.record({ ...byPerson(kind), reason });
const judged = <Kind extends Event['kind']>(kind: Kind) =>
  fc.record({ ...byPerson(kind), rev, roster: rosters });

/** One for every kind of event: a new kind does not compile before the properties send it too. */
const eventsByKind: {
  readonly [Kind in Event['kind']]: fc.Arbitrary<Extract<Event, { readonly kind: Kind }>>;
} = {
  'prerelease-requested': fc.record({
    ...byPerson('prerelease-requested'),
    id: fc.constant('rel_NEW'),
    build: fc.constantFrom(build(), build('1.43.0')),
    plan: fc.constant(plan),
    note: reason,
    roster: rosters,
    imageFound: fc.boolean(),
    among: fc.constantFrom('alone', 'beside', 'replace', 'in-line'),
    lineage: lineages,
  }),
  approved: fc.record(
    { ...byPerson('approved'), rev, roster: rosters, terminal },
    { requiredKeys: ['kind', 'at', 'by', 'rev', 'roster'] },
  ),
  declined: fc.record({ ...byPerson('declined'), rev, reason, roster: rosters }),
  'proof-waived': fc.record({ ...byPerson('proof-waived'), rev, reason, roster: rosters }),
  'approval-asked': word('approval-asked'),
  'approval-undone': word('approval-undone'),
  stopped: reasoned('stopped'),
  cancelled: reasoned('cancelled'),
  'rollback-asked': fc.record(
    { ...byPerson('rollback-asked'), reason, terminal, fencesFrom: fc.nat() },
    { requiredKeys: ['kind', 'at', 'by', 'reason'] },
  ),
  'postponement-explained': reasoned('postponement-explained'),
  'done-by-hand': reasoned('done-by-hand'),
  unlocked: reasoned('unlocked'),
  'release-started': fc.record(
    {
      kind: fc.constant('release-started'),
      at,
      by: maybe(person),
      id: fc.constant('rel_NEW'),
      roster: rosters,
      imageFound: fc.boolean(),
      targetFound: fc.boolean(),
      capacity,
      plan: fc.constantFrom(plan, { ...plan, hash: 'plan2', soakMs: 60_000 }),
      carries: fc.subarray(['rel_PRE', 'rel_OTHER']),
    },
    {
      requiredKeys: [
        'kind',
        'at',
        'by',
        'id',
        'roster',
        'imageFound',
        'targetFound',
        'capacity',
        'carries',
      ],
    },
  ),
  'return-started': fc.record({
    ...byPerson('return-started'),
    id: fc.constant('rel_NEW'),
    build: fc.constantFrom(build('1.40.0'), build('1.41.0'), build()),
    plan: fc.constant(plan),
    reason,
    imageFound: fc.boolean(),
    capacity,
  }),
  postponed: judged('postponed'),
  held: fc.record(
    { ...byPerson('held'), until: at, reason, terminal },
    { requiredKeys: ['kind', 'at', 'by', 'until', 'reason'] },
  ),
  resumed: word('resumed'),
  retried: word('retried'),
  answered: word('answered'),
  paced: fc.record({ ...byPerson('paced'), to: fc.constantFrom('slower', 'faster') }),
  owned: fc.record({ ...byPerson('owned'), roster: rosters }),
  'tickets-retried': fc.record({ ...byPerson('tickets-retried'), failed: fc.nat(3) }),
  'errors-judged': fc.record({
    ...byPerson('errors-judged'),
    roster: rosters,
    word: fc.constantFrom('ours-blocks', 'known', 'not-this-release'),
    until: maybe(at),
    reason,
    issues: fc.constant([{ fingerprint: '1', title: 'Boom' }]),
  }),
  'error-word-undone': fc.record({
    ...byPerson('error-word-undone'),
    known: fc.constantFrom(knownIssue(), knownIssue({ undone: { by: tom, at: noon } })),
  }),
  observed: fc.record(
    {
      kind: fc.constant('observed'),
      at,
      wall: at,
      servers,
      singles,
      image: fc.record({ at, found: fc.boolean() }),
      ancestry: fc.record({
        commit: fc.constantFrom(build().commit, build('1.41.0').commit),
        contained: fc.boolean(),
      }),
    },
    { requiredKeys: ['kind', 'at', 'wall', 'servers', 'singles'] },
  ),
  measured: fc.record(
    { kind: fc.constant('measured'), at, readings, reconnects: counted, judged: judgements },
    { requiredKeys: ['kind', 'at', 'readings'] },
  ),
  'time-passed': fc.record(
    {
      kind: fc.constant('time-passed'),
      at,
      facts: fc.record({
        office: fc.constant(office),
        gone: fc.subarray(people.map(({ id }) => id)),
      }),
    },
    { requiredKeys: ['kind', 'at'] },
  ),
  'fleet-seen': fc.record({
    kind: fc.constant('fleet-seen'),
    at,
    found: fc.constantFrom([], [{ version: '1.41.0', servers: 4, registered: true }]),
  }),
  'image-awaited': fc.record({
    kind: fc.constant('image-awaited'),
    at,
    version: awaitedVersion,
    commit: fc.constant('a'.repeat(40)),
    until: at,
  }),
  'image-found': fc.record({
    kind: fc.constant('image-found'),
    at,
    version: awaitedVersion,
    image: fc.constantFrom('sha256:made', build().image),
    among: maybe(fc.integer({ min: 1, max: 3 })),
  }),
  'image-missed': fc.record({ kind: fc.constant('image-missed'), at, version: awaitedVersion }),
  'launch-refused': fc.record({
    kind: fc.constant('launch-refused'),
    at,
    wall: at,
    orders: fc.array(
      fc.record({ base: fc.constantFrom(0, 4, 6, 8), attempt: fc.constantFrom(0, 1, 4) }),
      { maxLength: 2 },
    ),
    spares: fc.subarray(['i-3', 'i-4']),
    said: reason,
  }),
  rechecked: fc.record({
    kind: fc.constant('rechecked'),
    at,
    version: fc.constantFrom(build().version, '1.41.0'),
    checks: fc.record({ passed: fc.nat(9), failed: fc.nat(2) }),
  }),
  'came-back': fc.record({
    kind: fc.constant('came-back'),
    at,
    servers: fc.subarray(['n0', 'n1', 'n2']),
  }),
  'gone-again': fc.record({ kind: fc.constant('gone-again'), at, wall: at }),
  'gave-up': fc.record({ kind: fc.constant('gave-up'), at, because: becausesOf(reason) }),
  adopted: fc.record(
    {
      ...byPerson('adopted'),
      build: fc.constantFrom(build(), build('1.41.0')),
      roster: rosters,
      reason: fc.constantFrom('', 'it serves'),
      serving: maybe(fc.subarray(['1.41.0', '1.40.0'])),
    },
    { requiredKeys: ['kind', 'at', 'by', 'build', 'roster', 'reason'] },
  ),
  frozen: fc.record({ ...byPerson('frozen'), until: at, reason, roster: rosters }),
  unfrozen: fc.record({
    kind: fc.constant('unfrozen'),
    at,
    by: maybe(person),
    roster: maybe(rosters),
  }),
  'unfreeze-asked': word('unfreeze-asked'),
  'job-asked': fc.record({
    ...byPerson('job-asked'),
    id: fc.constantFrom('run_1', 'run_NEW'),
    job: fc.constant('clear-cache'),
    on: fc.constantFrom(['web1', 'web2'], [null]),
    reason,
    rules: runRules,
    roster: rosters,
  }),
  'strays-seen': fc.record({
    kind: fc.constant('strays-seen'),
    at,
    wall: at,
    release: fc.constantFrom('rel_OVER', 'rel_PRE'),
    version: fc.constant('1.42.0'),
    endedAt: maybe(at),
    servers: strayServers,
  }),
  'strays-adopted': fc.record({
    ...byPerson('strays-adopted'),
    roster: rosters,
    no: strayNo,
    rev,
    reason,
  }),
  'strays-ordered': fc.record({
    kind: fc.constant('strays-ordered'),
    at,
    act: fc.constantFrom(...strayOrders),
    by: maybe(person),
    roster: maybe(rosters),
    afterMs: maybe(fc.constantFrom(0, 24 * 60 * 60_000)),
    no: strayNo,
    rev,
    reason,
    graceMs: fc.constantFrom(0, 60_000),
    looked: strayServers,
  }),
  'strays-failed': fc.record({
    kind: fc.constant('strays-failed'),
    at,
    no: strayNo,
    said: reason,
  }),
  'job-stopped': fc.record({ ...byPerson('job-stopped'), run: runId, roster: rosters }),
  'job-ordered': fc.record({ kind: fc.constant('job-ordered'), at, run: runId, step: stepIndex }),
  'job-step-over': fc.record({
    kind: fc.constant('job-step-over'),
    at,
    run: runId,
    step: stepIndex,
    end: stepEnds,
  }),
};

export const events: fc.Arbitrary<Event> = fc.oneof(...Object.values(eventsByKind));
