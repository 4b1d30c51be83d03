import { ofService } from '../../service/service.ts';
import type { Claim } from '../../ports/ledger.ts';
import type { Key } from '../../release/state/keys.ts';
import type { WantedMessage } from '../../views/thread-facts.ts';
import { compare } from '../changes/changelog.ts';
import type { Reporting } from '../reports/reporting.ts';
import { show } from './noticeboard.ts';
import { beforeCall, inReal, type WorkerContext } from '../worker-context.ts';

/** A repository that does not answer is asked again this soon (real ms). */
const againMs = 20_000;

/** Posts what lies between two builds, where somebody shared it. */
export async function postChanges(
  context: WorkerContext,
  reporting: Reporting,
  claim: Claim,
  { service, from, to, channel }: Extract<Key, { kind: 'changes' }>,
): Promise<number | null> {
  const { ledger, board, clock } = context.ports;
  const [before, after] = await Promise.all([
    ledger.build(service, from),
    ledger.build(service, to),
  ]);
  if (!before || !after || channel === '') return null;
  await beforeCall(context, claim, 'compare');
  const compared = await compare(context.ports, service, after, before);
  if (compared.kind === 'unread') return inReal(clock, againMs);
  if (compared.kind === 'none') return null;
  const content = reporting.drawChanges(compared.log, ofService(context.services, service));
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
