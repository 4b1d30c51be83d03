import { approve } from './approve.ts';
import { choice } from './choice.ts';
import { door } from './door.ts';
import { errors } from './errors.ts';
import { facts } from './facts.ts';
import { find } from './find.ts';
import { freeze } from './freeze.ts';
import { help } from './help.ts';
import { prerelease } from './prerelease.ts';
import { rollback } from './rollback.ts';
import { run } from './run.ts';
import { see } from './see.ts';
import { settings } from './settings.ts';
import { where } from './where.ts';

/**
 * What Davy answers to the one who typed or pressed; people in the channel read the messages of
 * `src/views/` instead.
 */
export const replies = {
  approve,
  choice,
  door,
  errors,
  facts,
  find,
  freeze,
  help,
  prerelease,
  rollback,
  run,
  see,
  settings,
  where,
};
