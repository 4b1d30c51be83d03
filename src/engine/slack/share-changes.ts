import type { Claim } from '../../ports/ledger.ts';
import type { WantedMessage } from '../../views/thread-facts.ts';
import { compare } from '../changes/changelog.ts';
import type { Reporting } from '../reports/reporting.ts';
import { show } from './noticeboard.ts';
import { beforeCall, inReal, type WorkerContext } from '../worker-context.ts';

/** A repository that does not answer is asked again this soon (real ms). */
const againMs = 20_000;

/**
 * The name of a comparison somebody shares: the same one shared twice in a channel is one message.
 */
export function sharedChangesKey(
  service: string,
  from: string,
  to: string,
  channel: string,
): string {
  return `changes:${service}:${from}:${to}:${channel}`;
}

/** Posts what lies between two builds, where somebody shared it. */
export async function postChanges(
  context: WorkerContext,
  reporting: Reporting,
  claim: Claim,
): Promise<number | null> {
  const { ledger, board, clock } = context.ports;
  const [, service = '', from = '', to = '', channel = ''] = claim.key.split(':');
  const [before, after] = await Promise.all([
    ledger.build(service, from),
    ledger.build(service, to),
  ]);
  if (!before || !after || channel === '') return null;
  await beforeCall(context, claim, 'compare');
  const compared = await compare(context.ports, service, after, before);
  if (compared.kind === 'unread') return inReal(clock, againMs);
  if (compared.kind === 'none') return null;
  const content = reporting.drawChanges(compared.log, context.face(service));
  const wanted: WantedMessage = {
    subject: claim.key,
    kind: 'shared',
    lane: 'slack',
    place: 'channel',
    broadcast: false,
    post: true,
    content,
  };
  return show(context, claim, board, [wanted], { channel, card: '' });
}
