import type { Build } from '../src/release/state/build.ts';
import type { Event } from '../src/release/state/event.ts';
import { type Choice, privately } from '../src/command-kit/reply.ts';
import type { CommandContext, Service } from '../src/command-kit/context.ts';
import { texts } from '../src/texts/texts.ts';
import type { Fact } from '../src/command-kit/command.ts';
import { noServers } from '../src/command-kit/facts/facts.ts';
import type { Options } from '../src/command-kit/prerelease/options.ts';

/** A pre-release somebody asks for, as it is told. */
export type Requested = Extract<Event, { kind: 'prerelease-requested' }>;

/**
 * What is asked for, with what the world says to it: the plan of a pre-release and the pre-release
 * itself are judged by the same facts. Or the answer that names who did not speak.
 */
export async function requestOf(
  service: Service,
  build: Build,
  options: Options,
  context: CommandContext,
  again: Choice | null = null,
): Promise<Fact<Requested>> {
  const { imageFound, roster, lineage } = await context.factsBefore.request(build);
  if (roster === null) return { kind: 'reply', reply: privately(texts.replies.facts.noRoster) };
  if (imageFound === null) return { kind: 'reply', reply: noServers(service.name, context, again) };
  const { servers, soakMs, note, among } = options;
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
      lineage,
    },
  };
}
