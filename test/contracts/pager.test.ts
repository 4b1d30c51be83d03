import { describe, expect, it } from 'vitest';
import { opsgenieWorld } from '../support/opsgenie-world.ts';
import { pagerDutyWorld } from '../support/pagerduty-world.ts';
import { webhookPagerWorld } from '../support/webhook-pager-world.ts';
import { holdTo, type Kinds } from './contract.ts';
import { faultyPagers } from './pager-plants.ts';
import { pagerLaws, type PagerWorld } from './pager-laws.ts';

/** Every pager there is, and each way to set it up that changes whom it calls. */
const pagers: Kinds<PagerWorld> = [
  ['PagerDuty', () => pagerDutyWorld({ next: false })],
  ['PagerDuty with somebody to call next', () => pagerDutyWorld({ next: true })],
  ['Opsgenie', () => opsgenieWorld({ next: false })],
  ['Opsgenie with somebody to call next', () => opsgenieWorld({ next: true })],
  ['a webhook', () => webhookPagerWorld({ next: false })],
  ['a webhook with somebody to call next', () => webhookPagerWorld({ next: true })],
];
holdTo('a pager', pagers, pagerLaws);

describe('a faulty pager', () => {
  it.concurrent.each(Object.entries(faultyPagers))(
    'breaks its own law and no other: it %s',
    async (_name, { breaks, make }) => {
      const broken: string[] = [];
      for (const [law, holds] of Object.entries(pagerLaws)) {
        const sound = await pagerDutyWorld({ next: true });
        await holds({ ...sound, pager: make(sound) }).catch(() => broken.push(law));
        await sound.close();
      }
      expect(broken).toEqual([breaks]);
    },
  );
});
