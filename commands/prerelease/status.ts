import { about, defineCommand } from '../../src/command-kit/command.ts';
import type { TextPart } from '../../src/texts/part.ts';
import { privately } from '../../src/command-kit/reply.ts';
import { texts } from '../../src/texts/texts.ts';
import { findNamedOrAll } from '../../src/command-kit/find/find.ts';
import { openThreadOf, whereItStands } from '../../src/command-kit/say/say.ts';

const { prerelease: say } = texts.replies;

/** One line per running pre-release. */
export const prereleaseStatusCommand = defineCommand('prerelease status', {
  run: about(findNamedOrAll, async (named, context) => {
    const services = named ? [named.name] : Object.keys(context.services);
    const each = await Promise.all(
      services.map(async (service) => {
        const line = await context.ledger.line(service);
        return (await context.ledger.open(service)).map((release) => ({ line, release }));
      }),
    );
    const open = each.flat().filter(({ release }) => release.kind === 'prerelease');
    if (open.length === 0)
      return privately(say.noneRuns(named?.name ?? null, services[0] ?? 'board'));
    const parts = open.flatMap(({ line, release }): readonly TextPart[] => [
      '\n',
      ...whereItStands(release, line, context.now),
    ]);
    const threads = await Promise.all(
      open.slice(0, 3).map(({ release }) => openThreadOf(release, context)),
    );
    return privately(parts.slice(1), ...threads);
  }),
});
