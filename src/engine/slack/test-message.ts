import { ofService } from '../../service/service.ts';
import type { Claim } from '../../ports/ledger.ts';
import type { Key } from '../../release/state/keys.ts';
import type { WantedMessage } from '../../views/thread-facts.ts';
import type { Reporting } from '../reports/reporting.ts';
import { show } from './noticeboard.ts';
import type { WorkerContext } from '../worker-context.ts';

/** Posts a test message into the channel of a service. */
export async function postTest(
  context: WorkerContext,
  reporting: Reporting,
  claim: Claim,
  { service, person, id }: Extract<Key, { kind: 'test' }>,
): Promise<number | null> {
  const { people, board } = context.ports;
  const { name } = await people.person(person).catch(() => ({ name: person }));
  const about = ofService(context.services, service);
  const wanted: WantedMessage = {
    subject: claim.key,
    kind: 'test',
    lane: 'slack',
    place: 'channel',
    broadcast: false,
    post: true,
    content: reporting.drawTest(about, name, id),
  };
  return show(context, claim, board, [wanted], { channel: about.channel, card: '' });
}
