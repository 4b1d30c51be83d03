import type { Claim } from '../../ports/ledger.ts';
import { writeToPeople } from './dms.ts';
import { draw } from './draw.ts';
import { homesKey } from './homes-key.ts';
import { drawHome, drawHomes } from './homes.ts';
import { postChanges } from './share-changes.ts';
import type { Shop } from '../worker-context.ts';
import { postTest } from './test-message.ts';
import { postShared, publish } from '../reports/summaries.ts';

/** Slack lane: what a row's name says is drawn from the ledger and put where people see it. */
export async function slackWork(shop: Shop, claim: Claim): Promise<number | null> {
  const { newsroom } = shop;
  switch (claim.key.split(':')[0]) {
    case 'calendar':
      return newsroom ? publish(shop, newsroom, claim) : null;
    case 'home':
      return newsroom ? drawHome(shop, newsroom, claim) : null;
    case homesKey:
      return newsroom ? drawHomes(shop, newsroom, claim) : null;
    case 'dm':
      return newsroom ? writeToPeople(shop, newsroom, claim) : null;
    case 'summary':
      return newsroom ? postShared(shop, newsroom, claim) : null;
    case 'changes':
      return newsroom ? postChanges(shop, newsroom, claim) : null;
    case 'test':
      return newsroom ? postTest(shop, newsroom, claim) : null;
    default:
      return draw(shop, claim);
  }
}
