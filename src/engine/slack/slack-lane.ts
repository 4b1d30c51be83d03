import type { Claim } from '../../ports/ledger.ts';
import { writeToPeople } from './dms.ts';
import { draw } from './draw.ts';
import { homesKey } from './homes-key.ts';
import { drawHome, drawHomes } from './homes.ts';
import { postChanges } from './share-changes.ts';
import type { WorkerContext } from '../worker-context.ts';
import { postTest } from './test-message.ts';
import { postShared, publish } from '../reports/summaries.ts';

/** Slack lane: what a row's name says is drawn from the ledger and put where people see it. */
export async function slackLane(context: WorkerContext, claim: Claim): Promise<number | null> {
  const { reporting: reporting } = context;
  switch (claim.key.split(':')[0]) {
    case 'calendar':
      return reporting ? publish(context, reporting, claim) : null;
    case 'home':
      return reporting ? drawHome(context, reporting, claim) : null;
    case homesKey:
      return reporting ? drawHomes(context, reporting, claim) : null;
    case 'dm':
      return reporting ? writeToPeople(context, reporting, claim) : null;
    case 'summary':
      return reporting ? postShared(context, reporting, claim) : null;
    case 'changes':
      return reporting ? postChanges(context, reporting, claim) : null;
    case 'test':
      return reporting ? postTest(context, reporting, claim) : null;
    default:
      return draw(context, claim);
  }
}
