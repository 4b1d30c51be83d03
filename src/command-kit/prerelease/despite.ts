import type { Build } from '../../release/state/build.ts';
import { type BlockedElsewhere, blockedElsewhere } from '../../release/state/line.ts';
import { siblingsOf } from '../../release/state/line-name.ts';
import type { Service } from '../../service/service.ts';
import { becauseWords } from '../../texts/because-words.ts';
import { texts } from '../../texts/texts.ts';
import type { CommandContext } from '../context.ts';
import { type Reply, privately } from '../reply.ts';
import { way } from './among.ts';
import type { Options } from './options.ts';

const { choice, prerelease: say } = texts.replies;

/** Where else the build is blocked, as the ledger says. */
export async function blockedOnSiblings(
  service: Service,
  build: Build,
  context: CommandContext,
): Promise<readonly BlockedElsewhere[]> {
  const names = siblingsOf(service.name, Object.keys(context.services));
  return blockedElsewhere(await Promise.all(names.map((name) => context.ledger.line(name))), build);
}

/** What is said of it, one sentence a line. */
export function elsewhereWords(blocked: readonly BlockedElsewhere[], build: Build): string {
  return blocked
    .map(({ line, because }) => say.despite.blocked(build.version, line, becauseWords(because)))
    .join(' ');
}

/** Nothing starts until whoever asked says that it may go on in spite of it. */
export function askDespite(
  blocked: readonly BlockedElsewhere[],
  service: Service,
  build: Build,
  options: Options,
): Reply {
  const despite = blocked.map(({ line }) => line);
  return privately(
    `${elsewhereWords(blocked, build)} ${say.despite.ask(service.name)}`,
    way(choice.startAnyway, build, { ...options, despite }, ''),
    { kind: 'dismiss', label: choice.cancel },
  );
}
