import type { TicketAnswer } from '../../release/tickets/ticket.ts';
import type { TicketWork, VersionState } from '../../release/tickets/work.ts';
import { worded } from '../../release/state/worded.ts';
import { beforeCall } from '../worker-context.ts';
import type { TicketRound } from './means.ts';

/** Makes the fix version in every project that lacks it. */
export function makeVersions(round: TicketRound, work: TicketWork): Promise<TicketWork> {
  return eachVersion(round, work, 'open', 'there', (project, name) =>
    round.port.makeVersion(project, name),
  );
}

/** Says that they are out: the last thing, so that a version is released with its tickets in it. */
export function releaseVersions(round: TicketRound, work: TicketWork): Promise<TicketWork> {
  const { clock } = round.context.ports;
  const at = 'at' in round.release.phase ? round.release.phase.at : clock.now();
  const day = new Date(clock.wall(at)).toISOString().slice(0, 10);
  return eachVersion(round, work, 'there', 'released', (project, name) =>
    round.port.releaseVersion(project, name, day),
  );
}

async function eachVersion(
  round: TicketRound,
  begun: TicketWork,
  from: 'open' | 'there',
  to: 'there' | 'released',
  act: (project: string, name: string) => Promise<TicketAnswer>,
): Promise<TicketWork> {
  const name = begun.version;
  if (name === null) return begun;
  let work = begun;
  for (const { project } of begun.versions.filter(({ outcome }) => outcome.kind === from)) {
    await beforeCall(round.context, round.claim, `${to} version`);
    const answer = await act(project, name);
    work = {
      ...work,
      versions: work.versions.map((one) =>
        one.project === project ? { project, outcome: outcomeOf(answer, to) } : one,
      ),
    };
    await round.context.ports.ledger.saveTicketWork(round.claim, work);
  }
  return work;
}

function outcomeOf(answer: TicketAnswer, good: 'there' | 'released'): VersionState['outcome'] {
  switch (answer.kind) {
    case 'done':
      return { kind: good };
    case 'missing':
      return { kind: 'failed', why: [{ kind: 'no-project' }] };
    case 'refused':
      return { kind: 'failed', why: [worded(answer.why)] };
  }
}
