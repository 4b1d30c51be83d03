import type { Build } from '../../release/state/build.ts';
import type { Line } from '../../release/state/line.ts';
import { texts } from '../../texts/texts.ts';
import type { CommandContext } from '../context.ts';
import { type Reply, privately } from '../reply.ts';
import { way } from './among.ts';
import type { Options } from './options.ts';

const { choice, prerelease: say } = texts.replies;

/**
 * An older build starts only on its own word, and only once: what it takes away is said first, and
 * the button that says `older` asks.
 */
export async function askOlder(
  { live }: Line,
  build: Build,
  options: Options,
  context: CommandContext,
): Promise<Reply> {
  const compared = await context.changelog(build.service, build);
  const removed = compared.kind === 'known' ? compared.log.removed.length : null;
  const brings = compared.kind === 'known' ? compared.log.changes.length : null;
  const than = live?.version ?? say.liveVersion;
  const start = way(choice.startOlder, build, { ...options, older: true }, '');
  const sure =
    start.kind === 'command'
      ? {
          ...start,
          style: 'danger' as const,
          confirm: say.older.sure(build.version, than, removed),
        }
      : start;
  return privately(say.older.takes(build.version, than, removed, brings), sure, {
    kind: 'dismiss',
    label: choice.cancel,
  });
}
