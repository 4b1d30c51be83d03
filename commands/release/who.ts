import { isOpen } from '../../src/release/state/release.ts';
import { about, defineCommand, given } from '../../src/command-kit/command.ts';
import type { CommandContext } from '../../src/command-kit/context.ts';
import { privately } from '../../src/command-kit/reply.ts';
import { texts } from '../../src/texts/texts.ts';
import { powers } from '../../src/release/state/standing.ts';
import { oncallIds, type Service } from '../../src/service/service.ts';
import { rosterOf } from '../../src/command-kit/facts/facts.ts';
import { findServiceHere } from '../../src/command-kit/find/find.ts';

const {
  see: { who: say },
} = texts.replies;

const shownMost = 8;

/** Who owns what runs, who may approve, who is on call, and what their clocks show. */
export const whoCommand = defineCommand('release who', {
  inThread: true,
  run: about(findServiceHere, (service, context) =>
    given(rosterOf(service, context, oncallIds(service)), async (roster) => {
      const { 'on-call': oncall = [], ...teams } = roster.teams;
      const open = (await context.ledger.open(service.name)).filter(isOpen);
      const owners = open.map(
        ({ build, by, kind }) =>
          `\n${say[kind](build.version, by?.name ?? texts.replies.choice.davy)}`,
      );
      const approvers = await Promise.all(
        Object.entries(teams).map(
          async ([team, ids]) => `\n${say.approvers(team, await people(ids, context))}`,
        ),
      );
      return privately([
        say.head(
          service.name,
          service.oncall === null ? say.unnamed : await people(oncall, context),
        ),
        ...approvers,
        ...owners,
        ...granted(service),
      ]);
    }),
  ),
});

async function people(ids: readonly string[], context: CommandContext): Promise<string> {
  if (ids.length === 0) return say.nobody;
  const presence = await context.people.presence(ids.slice(0, shownMost));
  const shown = await Promise.all(
    ids.slice(0, shownMost).map(async (id) => {
      const { name, zone } = await context.people
        .person(id)
        .catch(() => ({ name: id, zone: null }));
      return say.person(name, clockIn(zone ?? null, context.now), presence[id] === 'active');
    }),
  );
  return say.people(shown, ids.length - shown.length);
}

/** What the clock on their wall shows: whether to call is for the reader to judge. */
function clockIn(zone: string | null, now: number): string | null {
  if (zone === null) return null;
  try {
    return say.clock(now, zone);
  } catch {
    return null;
  }
}

/** Who may do what, as davy.yml says; what the same people may is one line. */
function granted({ may }: Service): readonly string[] {
  const all = powers.filter((power) => power !== 'run' || may.run.length > 0);
  return [...Map.groupBy(all, (power) => texts.authority.who(may[power]))].map(
    ([who, same]) => `\n${say.granted(texts.authority.names(same), who)}`,
  );
}
