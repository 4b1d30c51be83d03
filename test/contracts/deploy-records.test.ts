import { sentryDeploysWorld } from '../support/sentry-deploys-world.ts';
import { holdTo, type Kinds } from './contract.ts';
import { deployRecordsLaws, type DeployRecordsWorld } from './deploy-records-laws.ts';

/** Everybody who keeps which build serves where. */
const keepers: Kinds<DeployRecordsWorld> = [['Sentry', sentryDeploysWorld]];
holdTo('a keeper of deploys', keepers, deployRecordsLaws);
