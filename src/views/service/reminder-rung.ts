import type { Person } from '../../release/state/people.ts';
import type { Reminder } from '../../release/state/remembered.ts';
import { texts } from '../../texts/texts.ts';
import { mention, mentionTeams } from '../blocks/mention.ts';
import type { Service } from '../../service/service.ts';

const say = texts.nudge;

/** Each rung is a message of its own: an edit of the one before would call nobody. */
export function kindOf({ thing, since, rung }: Reminder): string {
  return `nudge:${thing}:${since}:${rung}`;
}

/** Who is asked next; nobody where what lies there ends by itself before. */
export function ladderWords({ thing, rung }: Reminder): string | null {
  return thing === 'hold-ends' || thing === 'postponed' ? null : say.rungs[rung];
}

/**
 * An owner by name; teams and on-call by their groups. Where there is no on-call the teams hear it.
 */
export function called(service: Service, starter: Person | null, { rung, to }: Reminder): string {
  const owner = to ?? starter;
  if (rung === 'owner' && owner) return mention(owner.id);
  if (rung === 'on-call' && service.oncall !== null) return mention(service.oncall);
  return mentionTeams(
    service,
    service.teams.map(({ name }) => name),
  );
}
