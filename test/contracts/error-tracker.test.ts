import { sentryWorld } from '../support/sentry-world.ts';
import { holdTo, type Kinds } from './contract.ts';
import { errorTrackerLaws, type ErrorTrackerWorld } from './error-tracker-laws.ts';

/** Every error tracker there is. */
const trackers: Kinds<ErrorTrackerWorld> = [['Sentry', sentryWorld]];
holdTo('an error tracker', trackers, errorTrackerLaws);
