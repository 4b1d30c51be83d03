import type { Build } from '../../release/state/build.ts';
import type { Event } from '../../release/state/event.ts';
import { type Choice, privately } from '../reply.ts';
import type { CommandContext } from '../context.ts';
import type { Service } from '../../service/service.ts';
import { texts } from '../../texts/texts.ts';
import type { Fact } from '../command.ts';
import { notReady, noServers } from '../facts/facts.ts';
import type { Options } from './options.ts';

/** A pre-release somebody asks for, as it is told. */
export type Requested = Extract<Event, { kind: 'prerelease-requested' }>;

/**
 * What is asked for, with what the world says to it: the plan of a pre-release and the pre-release
 * itself are judged by the same facts. Or the answer that names who did not speak.
 */
export async function requestedPrerelease(
  service: Service,
  build: Build,
  options: Options,
  context: CommandContext,
  again: Choice | null = null,
): Promise<Fact<Requested>> {
  const { image, imageFound, roster, lineage } = await context.factsBefore.request(build);
  if (roster === null) return { kind: 'reply', reply: privately(texts.replies.facts.noRoster) };
  if (imageFound === null) return { kind: 'reply', reply: noServers(service.name, context, again) };
  const unready = notReady(build, image);
  if (unready) return { kind: 'reply', reply: unready };
  const { servers, soakMs, note, among, older } = options;
  return {
    kind: 'known',
    value: {
      kind: 'prerelease-requested',
      at: context.now,
      by: context.caller,
      id: context.newId(),
      build,
      plan: service.plan({ servers, soakMs, teams: lineage.teams }),
      note,
      roster,
      imageFound,
      among,
      ...(older ? { older } : {}),
      lineage,
    },
  };
}
