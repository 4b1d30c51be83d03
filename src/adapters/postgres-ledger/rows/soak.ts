import { z } from 'zod';
import type { PeopleHit } from '../../../release/verdict/counted.ts';
import type { LastRead } from '../../../release/verdict/growth.ts';
import type { JudgeState } from '../../../release/verdict/judge-state.ts';
import type { JudgedSignal } from '../../../release/verdict/judged-signal.ts';
import type { OpenPage } from '../../../release/verdict/open-page.ts';
import type { Measure } from '../../../release/verdict/ruler.ts';
import type { Soak } from '../../../release/verdict/soak.ts';
import { exactly } from './exact.ts';
import { JudgeOptionsRow, PageBecauseRow, PairedRow } from './judgement.ts';

const { strictObject, string, number, boolean, array, record, tuple } = z;

const MeasureRow = exactly<Measure>()(
  strictObject({
    signal: string(),
    usual: number().nullable(),
    spread: number(),
    bunching: number(),
    limit: number(),
    floor: number().nullable(),
  }),
);

const AgainstRow = strictObject({ logs: array(number()), unspent: number() });

const JudgedSignalRow = exactly<JudgedSignal>()(
  strictObject({
    name: string(),
    measure: MeasureRow,
    against: AgainstRow,
    proof: array(number()),
    floorProof: array(number()),
    total: PairedRow,
    onset: strictObject({ at: number(), score: number(), since: PairedRow }),
    recent: array(strictObject({ from: number(), pair: PairedRow, proof: number() })),
    lastLooks: array(strictObject({ at: number(), pair: PairedRow })),
    servers: strictObject({ new: number(), old: number() }),
  }),
);

const SideRow = z.enum(['new', 'old', 'fresh']);

const PeopleHitRow = exactly<PeopleHit>()(
  strictObject({
    group: string(),
    fatal: boolean(),
    known: z.enum(['new', 'known', 'other-stack']),
    people: number(),
    oldPeople: number(),
  }),
);

const OpenPageRow = exactly<OpenPage>()(
  strictObject({
    at: number(),
    because: PageBecauseRow,
    deadline: number(),
    from: number(),
    after: AgainstRow,
    times: number(),
    since: PairedRow,
    heardAt: number(),
  }),
);

const ofServer = { side: SideRow, server: string() };

const StateRow = exactly<JudgeState>()(
  strictObject({
    options: JudgeOptionsRow,
    ruler: strictObject({ learned: boolean(), measures: array(MeasureRow) }),
    startedAt: number().nullable(),
    at: number().nullable(),
    watchedMs: number(),
    signals: array(JudgedSignalRow),
    seen: record(string(), number()),
    warming: array(strictObject({ key: string(), since: number() })),
    missing: array(string()),
    missingSince: number().nullable(),
    people: array(PeopleHitRow),
    memory: array(
      strictObject({
        ...ofServer,
        points: array(strictObject({ at: number(), bytes: number() })),
      }),
    ),
    staying: array(strictObject({ ...ofServer, at: number(), users: number() })),
    restarts: array(number()),
    page: OpenPageRow.nullable(),
    stoodDown: number(),
    rolledBackAt: number().nullable(),
  }),
);

const LastReadRow = exactly<LastRead>()(
  strictObject({
    servers: record(
      string(),
      strictObject({
        at: number(),
        started: number().nullable(),
        totals: record(string(), tuple([number(), number()])),
      }),
    ),
  }),
);

/** What is known of a release by counts. */
export const SoakRow = exactly<Soak>()(
  strictObject({
    state: StateRow,
    last: LastReadRow.nullable(),
    old: record(string(), tuple([number(), number()])),
  }),
);
