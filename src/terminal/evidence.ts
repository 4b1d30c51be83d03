import type { Recorded } from '../ports/ledger.ts';
import type { Release } from '../release/state/release.ts';
import type { Judgement } from '../release/state/judgement.ts';
import { signOff } from '../release/approval/sign-off.ts';
import type { Event } from '../release/state/event.ts';
import { texts } from '../texts/texts.ts';
import type { TicketWork } from '../release/tickets/work.ts';
import { harmless, type RecordFault } from './say.ts';

/** Everything the record holds of one release, for people who have to prove what happened. */
export type Evidence = {
  readonly release: Release;
  readonly events: readonly Recorded[];
  readonly tickets: readonly TicketWork[];
  /** What is wrong with the record as a whole; empty where every event is there, unchanged. */
  readonly faults: readonly RecordFault[];
  /** What counts say of it, as the record has it; null where limits judged. */
  readonly judged: Judgement | null;
};

/** Of a release that counts do not judge, or whose looks are too old to be kept. */
export const noLooks = 'No looks of it are kept: they are where counts judge, for 30 days.\n';

/** The same for another program: all of it, as it is kept. */
export function evidenceJson(evidence: Evidence): string {
  return `${JSON.stringify(evidence, null, 2)}\n`;
}

/** For reading: what it is, who asked, who approved, what was measured, and every step. */
export function evidenceText(evidence: Evidence, now: number): string {
  const { release, events, tickets, faults, judged } = evidence;
  const { build, plan, watch, by, at } = release;
  const rows: readonly (readonly [string, string])[] = [
    ['release', `${release.id}, ${release.kind}, ${release.phase.kind}`],
    ['build', `${build.service} ${build.version}, commit ${build.commit}, image ${build.image}`],
    ['checks', `${build.checks.passed} passed, ${build.checks.failed} failed`],
    ['asked by', by ? `${by.name} (${by.id}), ${moment(at)}` : `Davy, ${moment(at)}`],
    ...(release.note === '' ? [] : [['note', release.note] as const]),
    ['plan', plan.hash],
    ...signOff(release, now, null).map(
      (team) =>
        [
          `approval of ${team.team}`,
          `${team.by.length} of ${team.of}` +
            team.by.map((one) => `; ${one.by.name} (${one.by.id}), ${moment(one.at)}`).join(''),
        ] as const,
    ),
    ['verdict', watch.verdict?.kind ?? 'nothing was judged'],
    ...(watch.verdict?.reasons ?? []).map((one) => ['', texts.signal(one)] as const),
    ...tickets.flatMap((work) =>
      work.tickets.map(
        (one) => [`ticket ${one.key}`, `${work.stage}: ${one.outcome.kind}`] as const,
      ),
    ),
    ...(judged === null
      ? []
      : [
          [
            'counts say',
            `${judged.kind}; to judge again: davy evidence ${release.id} --looks`,
          ] as const,
        ]),
    ['record', recordOf(evidence)],
    ...faults.map(({ stream, what }) => ['', `✗ ${stream}: ${what}`] as const),
  ];
  const steps = events.map(
    ({ seq, event, at: when }) => `${String(seq).padStart(5)}  ${moment(when)}  ${stepOf(event)}\n`,
  );
  return [
    `${build.service} ${build.version}\n`,
    ...rows.map(([name, value]) => harmless(`  ${name.padEnd(24)}${value}`).concat('\n')),
    '\n',
    ...steps,
  ].join('');
}

function recordOf({ events, faults }: Evidence): string {
  const hash = events.at(-1)?.hash ?? '';
  const whole = faults.length === 0 ? 'the whole record is unchanged' : 'the record was changed';
  return `${events.length} events, the last with hash ${hash.slice(0, 16)}; ${whole}`;
}

/** Who did what, and why, as far as anybody did. */
function stepOf(event: Event): string {
  const who = 'by' in event && event.by ? ` ${event.by.name} (${event.by.id})` : '';
  const past =
    'terminal' in event && event.terminal
      ? ` [${event.terminal.user} on ${event.terminal.host}: ${event.terminal.reason}]`
      : '';
  const reason = 'reason' in event && event.reason !== '' ? `: ${event.reason}` : '';
  return harmless(`${event.kind}${who}${reason}${past}`).replaceAll('\n', ' ');
}

function moment(at: number): string {
  return new Date(at).toISOString().replace('T', ' ').slice(0, 19);
}
