import { type Build, hasImage, type RegisteredBuild } from '../../release/state/build.ts';
import { eachOnce } from '../../release/seen/stands.ts';
import { blockedBecause, type Line } from '../../release/state/line.ts';
import { buildRefusal } from '../../release/start/may-go-out.ts';
import type { CommandContext } from '../context.ts';
import type { Service } from '../../service/service.ts';
import { type Reply, privately } from '../reply.ts';
import { noImageWords } from './no-image.ts';
import { texts } from '../../texts/texts.ts';
import { openCard, whereItStands } from '../say/say.ts';
import { becauseWords } from '../../texts/because-words.ts';

const { choice, prerelease: say } = texts.replies;

/** How many builds back a person may choose from. */
const shown = 20;

/** Builds of a service that may be pre-released, the newest first, and what was registered last. */
export type Builds = {
  readonly ready: readonly Build[];
  readonly newest: RegisteredBuild | null;
  /** Versions that are in production already. */
  readonly running: readonly string[];
};

/** Reads what may be started: nothing that failed its checks, is live, was live, or was barred. */
export async function buildsOf(service: Service, context: CommandContext): Promise<Builds> {
  const [line, builds, open] = await Promise.all([
    context.ledger.line(service.name),
    context.ledger.builds(service.name, shown),
    context.ledger.open(service.name),
  ]);
  return {
    ready: builds.filter(hasImage).filter((build) => buildRefusal(line, build) === null),
    newest: builds[0] ?? null,
    running: open.map(({ build }) => build.version),
  };
}

/** Why there is nothing to start, with a way to the newest build. */
export async function nothingReady(
  service: Service,
  newest: RegisteredBuild | null,
  context: CommandContext,
): Promise<Reply> {
  if (newest === null) return privately(say.noneRegistered(service.name));
  const line = await context.ledger.line(service.name);
  const runs = eachOnce(line, await context.ledger.open(service.name)).find(
    ({ build }) => build.version === newest.version,
  );
  return privately(
    runs
      ? [say.newestRuns(service.name, newest.version), ...whereItStands(runs, line, context.now)]
      : await why(service, newest, line, context),
    await openCard(newest, context, choice.viewBuild),
  );
}

async function why(
  service: Service,
  build: RegisteredBuild,
  line: Line,
  context: CommandContext,
): Promise<string> {
  const { version, checks } = build;
  const { name } = service;
  const bar = blockedBecause(line, build);
  if (checks.failed > 0) return say.newestFailed(name, version, checks.failed);
  if (bar !== null) return say.newestBarred(name, version, becauseWords(bar));
  return hasImage(build)
    ? say.newestServed(name, version, line.live?.version === version)
    : say.newestNoImage(name, await noImageWords(service, build, context));
}
