import type { Claim } from '../../ports/ledger.ts';
import type { Key } from '../../release/state/keys.ts';
import { ofService } from '../../service/service.ts';
import type { WorkerContext } from '../worker-context.ts';
import { show } from './noticeboard.ts';

/** Draws the card of a run and its thread; a run the line has forgotten stays as it was drawn. */
export async function drawRun(
  context: WorkerContext,
  claim: Claim,
  { service: name, id }: Extract<Key, { kind: 'run' }>,
): Promise<number | null> {
  const { ledger, board } = context.ports;
  const run = (await ledger.line(name)).runs.find((one) => one.id === id);
  if (!run) return null;
  const service = ofService(context.services, name);
  const wanted = context.drawRun({ run, service, outputs: await ledger.jobOutputs(id) });
  return show(context, claim, board, wanted, { channel: service.channel, card: claim.key });
}
