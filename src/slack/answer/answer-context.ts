/**
 * # src/slack/answer
 *
 * Runs the command and answers: in order of urgency, once for each delivery, in the place where it
 * was asked.
 */

import type { Clock } from '../../ports/clock.ts';
import type { Ledger } from '../../ports/ledger.ts';
import type { People } from '../../ports/people.ts';
import type { Decision } from '../../release/state/decision.ts';
import type { Event } from '../../release/state/event.ts';
import type { RequestPace } from './busy.ts';
import type { Command } from '../../command-kit/command.ts';
import { withStanding } from '../../command-kit/facts/standing.ts';
import type { CommandContext, Place } from '../../command-kit/context.ts';
import type { Services } from '../../service/service.ts';
import { type Identity, linkTo } from '../door/identity.ts';
import type { Log } from '../../ports/log.ts';
import { mayPost } from './may-post.ts';
import type { Origin } from '../match/origin.ts';
import { releaseOfThread } from './places.ts';
import { redraw } from './redraw.ts';
import { releaseId } from './release-id.ts';
import type { SlackRequest } from '../match/request.ts';
import type { Speaker } from './speaker.ts';

/** Everything an answer is made with. */
export type AnswerContext = {
  readonly commands: readonly Command[];
  readonly services: Services;
  readonly ledger: Ledger;
  readonly people: People;
  readonly clock: Clock;
  readonly factsBefore: CommandContext['factsBefore'];
  readonly changelog: CommandContext['changelog'];
  readonly summary: CommandContext['summary'];
  readonly rehearse: CommandContext['rehearse'];
  readonly share: CommandContext['share'];
  /** Somebody looks at their Home tab. */
  readonly homeOpened: (person: string) => Promise<void>;
  readonly changeReader: (
    person: string,
    change: Parameters<CommandContext['changeReader']>[0],
  ) => ReturnType<CommandContext['changeReader']>;
  readonly shareChanges: CommandContext['shareChanges'];
  readonly sendTest: (service: string, person: string, id: string) => Promise<void>;
  readonly tell: (
    about: {
      readonly service: string;
      readonly release: string | null;
      readonly delivery?: string;
    },
    event: Event,
  ) => Promise<Decision>;
  readonly identity: () => Identity | null;
  readonly pace: (user: string) => RequestPace;
  /** Shows that a mention was heard. */
  readonly eyes: (channel: string, ts: string) => void;
  readonly speaker: Speaker;
  readonly log: Log;
};

/** What the command behind one request may ask of Davy. */
export async function contextFor(
  office: AnswerContext,
  { id: delivery, origin }: SlackRequest,
  door: Place['door'],
): Promise<CommandContext> {
  const { ledger, people, services, clock } = office;
  const release =
    (door === 'mention' || door === 'shortcut') && origin.channel !== null && origin.thread !== null
      ? await releaseOfThread(origin.channel, origin.thread, services, ledger)
      : null;
  const caller = { id: origin.user, name: await nameOf(people, origin) };
  const now = clock.now();
  return {
    caller,
    place: { door, channel: origin.channel ?? '', thread: origin.thread, release },
    now,
    services,
    people,
    ledger,
    factsBefore: office.factsBefore,
    changelog: office.changelog,
    summary: office.summary,
    rehearse: office.rehearse,
    share: office.share,
    shareChanges: office.shareChanges,
    reader: () => ledger.reader(origin.user),
    changeReader: (change) => office.changeReader(origin.user, change),
    ...withStanding({ caller, people, services, now }, ({ service, release: id, part }, event) =>
      office.tell(
        { service, release: id, delivery: part === undefined ? delivery : `${delivery}/${part}` },
        event,
      ),
    ),
    sendTest: (service) => office.sendTest(service, origin.user, releaseId(delivery)),
    newId: () => releaseId(delivery),
    mayPost: (channel) => mayPost(office.speaker.client, channel, () => office.identity()),
    redraw: (release) => redraw(ledger, clock, release),
    link: (message) => linkTo(office.identity(), message),
  };
}

const nameWithinMs = 500;

/** The name is for reading only, so nobody waits for it. */
async function nameOf(people: People, { user, userName }: Origin): Promise<string> {
  const asked = people.person(user).then(
    ({ name }) => name,
    () => userName,
  );
  const late = new Promise<string>((resolve) =>
    setTimeout(resolve, nameWithinMs, userName).unref(),
  );
  return Promise.race([asked, late]);
}
