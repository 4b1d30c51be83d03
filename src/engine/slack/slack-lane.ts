import type { Claim } from '../../ports/ledger.ts';
import { writeToPeople } from './dms.ts';
import { draw } from './draw.ts';
import { readKey } from '../../release/state/keys.ts';
import { drawStatus } from './status-card.ts';
import { drawRun } from './run-messages.ts';
import { drawHome, drawHomes } from './homes.ts';
import { postChanges } from './share-changes.ts';
import type { WorkerContext } from '../worker-context.ts';
import { postTest } from './test-message.ts';
import { postShared, publish } from '../reports/summaries.ts';

/** Slack lane: what a row's name says is drawn from the ledger and put where people see it. */
export async function slackLane(context: WorkerContext, claim: Claim): Promise<number | null> {
  const { reporting } = context;
  const key = readKey(claim.key);
  switch (key?.kind) {
    case 'calendar':
      return reporting ? publish(context, reporting, claim, key) : null;
    case 'home':
      return reporting ? drawHome(context, reporting, claim, key.person) : null;
    case 'homes':
      return reporting ? drawHomes(context, reporting, claim) : null;
    case 'dm':
      return reporting ? writeToPeople(context, reporting, claim, key.release) : null;
    case 'summary':
      return reporting ? postShared(context, reporting, claim, key) : null;
    case 'changes':
      return reporting ? postChanges(context, reporting, claim, key) : null;
    case 'test':
      return reporting ? postTest(context, reporting, claim, key) : null;
    case 'status':
      return context.drawStatus ? drawStatus(context, claim, key.service) : null;
    case 'run':
      return drawRun(context, claim, key);
    case 'release':
    case 'build':
    case 'line':
      return draw(context, claim);
    // Nobody writes such a key; a row with it is let go.
    case undefined:
      return null;
  }
}
