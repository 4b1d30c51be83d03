import { UpstreamError } from '../../ports/errors.ts';
import type { Claim } from '../../ports/ledger.ts';
import { afterStrayLook } from '../../release/line/stray-looks.ts';
import type { Line } from '../../release/state/line.ts';
import type { Release } from '../../release/state/release.ts';
import type { StrayGroup } from '../../release/state/strays.ts';
import { ofService } from '../../service/service.ts';
import { beforeCall, type WorkerContext } from '../worker-context.ts';
import { type LookBehind, straysIn, type StraysOfRelease } from './look-for-strays.ts';

/** What was said is tried for so long (clock ms); after that people read why it fails. */
const tryForMs = 10 * 60_000;

/**
 * The reaper: tells what nobody's release stands for, so that people are asked what becomes of it,
 * and carries out what they said. It judges by one look, the newest; where that cannot tell, the
 * next round does.
 */
export async function reap(
  context: WorkerContext,
  claim: Claim,
  line: Line,
  open: readonly Release[],
  look: LookBehind,
): Promise<void> {
  const { ledger } = context.ports;
  const { service } = line;
  const all = await straysIn(context.ports, line, open, look, ofService(context.services, service));
  // Hardly ever is anything left over, or was.
  if (all === null || (all.length === 0 && line.strays.every(({ end }) => end !== null))) return;
  await tellOf(context, claim, line, all);
  await orderWhatIsDue(context, claim, service);
  for (const group of (await ledger.line(service)).strays)
    await carryOut(context, claim, service, group, all);
}

async function tellOf(
  context: WorkerContext,
  claim: Claim,
  line: Line,
  all: readonly StraysOfRelease[],
): Promise<void> {
  const { service } = line;
  const { clock } = context.ports;
  // While a release moves, what is not shown as left behind may be its own.
  const gone = line.moving
    ? []
    : line.strays.filter(
        ({ end, release }) => end === null && all.every((one) => one.release !== release),
      );
  for (const { release, version, endedAt, servers } of [
    ...all,
    ...gone.map((one) => ({ ...one, servers: [] })),
  ]) {
    const at = clock.now();
    const event = {
      kind: 'strays-seen' as const,
      at,
      wall: clock.wall(at),
      release,
      version,
      endedAt,
      servers,
    };
    // A look that shows nothing new is no event.
    if (afterStrayLook(line, event) !== line.strays)
      await context.tell({ service, release: null, claim }, event);
  }
}

/** Where davy.yml says after what time, and nobody said anything until then. */
async function orderWhatIsDue(
  context: WorkerContext,
  claim: Claim,
  service: string,
): Promise<void> {
  const { ledger, clock } = context.ports;
  const { reaper, plan } = ofService(context.services, service);
  const { terminateAfterMs: afterMs } = reaper;
  if (afterMs === null) return;
  for (const { no, rev, toldAt, endedAt, word, end, servers } of (await ledger.line(service))
    .strays) {
    const at = clock.now();
    const isDue = toldAt !== null && endedAt !== null && at >= toldAt + afterMs;
    if (!isDue || word || end || servers.some(({ kept }) => kept !== null)) continue;
    await context.tell(
      { service, release: null, claim },
      {
        kind: 'strays-ordered',
        at,
        act: 'terminate',
        by: null,
        roster: null,
        afterMs,
        no,
        rev,
        reason: '',
        graceMs: plan().retireGraceMs,
        looked: servers,
      },
    );
  }
}

/** Only those of whom it was said, and who are nobody's in this very look. */
async function carryOut(
  context: WorkerContext,
  claim: Claim,
  service: string,
  { no, word }: StrayGroup,
  all: readonly StraysOfRelease[],
): Promise<void> {
  const { clock, fleet, ledger } = context.ports;
  if (!word || clock.now() < word.goesAt) return;
  const ids = all
    .flatMap(({ servers }) => servers)
    .flatMap(({ id, kept }) =>
      word.ids.includes(id) && kept === (word.kind === 'terminate' ? null : 'protected')
        ? [id]
        : [],
    );
  if (ids.length === 0) return;
  const { seq: turn } = await ledger.line(service);
  const stillMine = () => beforeCall(context, claim, `${word.kind} what was left over`);
  const order = { service, release: claim.key, turn, fence: claim.fence, stillMine };
  context.log.info({ service, servers: ids }, `${word.kind} what was left over of ${service}`);
  try {
    await stillMine();
    await (word.kind === 'terminate'
      ? fleet(service).retire(order, ids, 'destroy')
      : fleet(service).protect(order, ids, false));
  } catch (fault) {
    if (!(fault instanceof UpstreamError)) throw fault;
    if (clock.now() - word.goesAt < tryForMs) return;
    await context.tell(
      { service, release: null, claim },
      { kind: 'strays-failed', at: clock.now(), no, said: fault.message },
    );
  }
}
