/**
 * # src/command-kit/rollback
 *
 * Orders a rollback, for `/rollback`, for its buttons and for the terminal on Davy's own machine
 * alike.
 */

import { nearest } from '../../texts/near.ts';
import type { Build } from '../../release/state/build.ts';
import type { Line } from '../../release/state/line.ts';
import type { Release } from '../../release/state/release.ts';
import type { CommandContext } from '../context.ts';
import { foundIn, type Service } from '../../service/service.ts';
import { type Reply, privately } from '../reply.ts';
import { texts } from '../../texts/texts.ts';
import { buildNamed, isLikeVersion } from '../find/version.ts';
import {
  canGoBack,
  isGoingBack,
  returnTo,
  rollBackRelease,
  type RollbackContext,
  wayBackOf,
} from './order-rollback.ts';

const { facts, rollback: say } = texts.replies;

/**
 * The way back for somebody on Davy's own machine, when Slack does not answer. What is typed there
 * goes at once: there is no button to confirm with.
 */
export async function terminalRollback(
  words: readonly string[],
  context: RollbackContext & Pick<CommandContext, 'services'>,
): Promise<readonly Reply[]> {
  const [name = '', ...rest] = words;
  const service = foundIn(context.services, name);
  if (!service) return [unknownService(name, Object.keys(context.services))];
  const line = await context.ledger.line(name);
  const version = isLikeVersion(rest[0]) ? rest[0] : undefined;
  const named = buildNamed(rest[0] ?? '', line.lastGood);
  if (version !== undefined && !named) return [noWayBack(line, version)];
  const reason = (named ? rest.slice(1) : rest).join(' ').slice(0, 300) || facts.noReason;
  return named
    ? [await returnTo(service, named, reason, context)]
    : abort(service, line, reason, context);
}

/**
 * What moves goes first; where nothing moves, what is tried; where nothing is tried, what is live.
 */
async function abort(
  service: Service,
  line: Line,
  reason: string,
  context: RollbackContext,
): Promise<readonly Reply[]> {
  const open = await context.ledger.open(service.name);
  const moving = open.filter(({ id }) => id === line.moving?.release);
  const going = (moving.length > 0 ? moving : open).filter((release) =>
    canGoBack(line, release, context),
  );
  if (going.length > 0) return rollBackAll(going, line, reason, context);
  if (open.some(isGoingBack)) return [privately(say.isGoing(service.name))];
  const target = wayBackOf(line);
  return [
    target
      ? await returnTo(service, target, reason, context)
      : privately(say.noOlder(service.name)),
  ];
}

async function rollBackAll(
  going: readonly Release[],
  line: Line,
  reason: string,
  context: RollbackContext,
): Promise<readonly Reply[]> {
  const said: Reply[] = [];
  for (const release of going) said.push(await rollBackRelease(release, reason, context));
  const older = wayBackOf(line);
  const everyone =
    line.moving === null && older
      ? [privately(say.terminal.staysLive(line.live?.version ?? null, line.service, older.version))]
      : [];
  return [...said, ...everyone];
}

function unknownService(name: string, known: readonly string[]): Reply {
  return privately(
    name === ''
      ? say.terminal.nameOne(known)
      : say.terminal.unknown(name, nearest(name, known), known),
  );
}

function noWayBack({ service, lastGood }: Line, version: string): Reply {
  return privately(
    say.terminal.noWayBack(
      service,
      version,
      lastGood.map((build: Build) => build.version).slice(0, 5),
    ),
  );
}
