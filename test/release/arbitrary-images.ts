import * as fc from 'fast-check';
import { noon } from '../support/noon.ts';
import { at } from './arbitrary.ts';

/** Builds whose images are looked for: newer than all others, older, and neither. */
export const awaitedVersion = fc.constantFrom('1.44.0', '1.39.0', '1.42.0');

const commit = 'a'.repeat(40);

/** What a line looks for, each once. */
export const awaitedImages = fc
  .uniqueArray(fc.record({ version: awaitedVersion, until: at }), {
    selector: ({ version }) => version,
  })
  .map((all) => all.map((one) => ({ ...one, commit, since: noon })));
