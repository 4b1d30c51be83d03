import { UpstreamError } from '../../ports/errors.ts';
import { orNull } from '../../ports/or-null.ts';
import { powerFor, whyNot } from '../../release/authority/may.ts';
import type { Decision } from '../../release/state/decision.ts';
import type { Event } from '../../release/state/event.ts';
import { isInSlack, rosterAsOf } from '../../release/state/people.ts';
import type { Hold } from '../../release/state/release.ts';
import type { Power, Rights } from '../../release/state/standing.ts';
import { grantIds, type Service } from '../../service/service.ts';
import { reasonWords } from '../../texts/reason-words.ts';
import { texts } from '../../texts/texts.ts';
import type { CommandContext } from '../context.ts';
import { namesOf, onlineNow } from './who-else.ts';

type Speaker = Pick<CommandContext, 'caller' | 'people' | 'services' | 'now'>;

/** Users who have to go back wait no longer for a directory. */
const rollBackWithinMs = 1_000;

/**
 * The way of every word that a person says: by what right they speak is read at that moment and
 * goes along with it, so that the core decides by that and the record keeps it. No command can
 * forget it.
 */
export function withStanding(
  speaker: Speaker,
  tell: CommandContext['tell'],
): Pick<CommandContext, 'standing' | 'tell'> {
  const standing: CommandContext['standing'] = async (name, power) => {
    const service = Object.hasOwn(speaker.services, name) ? speaker.services[name] : undefined;
    return service ? standingOf(service, power, speaker) : null;
  };
  return {
    standing,
    async tell(about, event) {
      const decision = await tell(about, await vouched(event, about.service, { standing }));
      return whoCan(decision, { event, service: about.service }, speaker);
    },
  };
}

/** The same event with the standing of whoever it is by. */
export async function vouched(
  event: Event,
  service: string,
  { standing }: Pick<CommandContext, 'standing'>,
): Promise<Event> {
  const power = powerFor(event);
  const known = power && (await standing(service, power));
  return known ? { ...event, standing: known } : event;
}

/** Whether whoever speaks may use this power now: what they may not is not offered to them. */
export async function isGranted(
  service: string,
  power: Power,
  { caller, now, standing }: Pick<CommandContext, 'caller' | 'now' | 'standing'>,
  hold: Hold | null,
): Promise<boolean> {
  const known = await standing(service, power);
  return known === null || whyNot(power, caller, known, { at: now, hold }) === null;
}

async function standingOf(
  service: Service,
  power: Power,
  { caller, people, now }: Speaker,
): Promise<Rights> {
  const may = service.may[power];
  const unknown: Rights = { at: now, is: 'unknown', as: [], may };
  if (!isInSlack(caller.id)) return { ...unknown, is: 'at-terminal' };
  const asked = people.roster(grantIds(service, may, caller.id), {
    fresh: [caller.id],
    ...(power === 'roll-back' ? { orLast: true } : {}),
  });
  try {
    const read = await (power === 'roll-back' ? soon(asked) : asked);
    if (read === null) return unknown;
    const { at, teams } = rosterAsOf(read, now);
    const as = Object.keys(teams).filter((one) => teams[one]?.includes(caller.id));
    return { at, is: as.includes('anyone') ? 'member' : 'outside', as, may };
  } catch (error) {
    if (error instanceof UpstreamError) return unknown;
    throw error;
  }
}

function soon<Answer>(asked: Promise<Answer>): Promise<Answer | null> {
  const late = new Promise<null>((resolve) => setTimeout(resolve, rollBackWithinMs, null).unref());
  return Promise.race([asked, late]);
}

/** Whoever may not hears who may: by name, and who of them is there. */
async function whoCan(
  decision: Decision,
  about: { readonly event: Event; readonly service: string },
  speaker: Speaker,
): Promise<Decision> {
  if (decision.kind !== 'refused' || decision.because.says !== 'mayDo') return decision;
  const service = speaker.services[about.service];
  const power = powerFor(about.event);
  const ids = service && power ? await whoHas(service, service.may[power], speaker) : [];
  if (ids.length === 0) return decision;
  const who = (await onlineNow(ids, speaker)) ?? texts.ask.can(await namesOf(ids, speaker));
  const said = texts.replies.approve.refused(reasonWords(decision.because), who);
  return { ...decision, because: { says: 'worded', values: [said] } };
}

/** Everybody to whom this is granted by name, team or group, as far as the directory tells. */
export async function whoHas(
  service: Service,
  may: readonly string[],
  { caller, people }: Pick<Speaker, 'caller' | 'people'>,
): Promise<readonly string[]> {
  const granted = Object.entries(grantIds(service, may, caller.id)).filter(
    ([grant]) => grant !== 'anyone',
  );
  const read = await orNull(() => people.roster(Object.fromEntries(granted)));
  return read === null ? [] : [...new Set(Object.values(read.teams).flat())];
}
