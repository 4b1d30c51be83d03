import { pagerDutyWorld } from '../support/pagerduty-world.ts';
import { holdTo, type Kinds } from './contract.ts';
import { pagerLaws, type PagerWorld } from './pager-laws.ts';

/** Every pager there is, and each way to set it up that changes whom it calls. */
const pagers: Kinds<PagerWorld> = [
  ['PagerDuty', () => pagerDutyWorld({ next: false })],
  ['PagerDuty with somebody to call next', () => pagerDutyWorld({ next: true })],
];
holdTo('a pager', pagers, pagerLaws);
