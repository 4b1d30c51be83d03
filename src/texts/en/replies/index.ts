import { approveReplies } from './approve.ts';
import { choiceReplies } from './choice.ts';
import { doorReplies } from './door.ts';
import { errorsReplies } from './errors.ts';
import { factsReplies } from './facts.ts';
import { findReplies } from './find.ts';
import { freezeReplies } from './freeze.ts';
import { helpReplies } from './help.ts';
import { imageReplies } from './image.ts';
import { jobsReplies } from './jobs.ts';
import { prereleaseReplies } from './prerelease.ts';
import { rehearseReplies } from './rehearse.ts';
import { rollbackReplies } from './rollback.ts';
import { runReplies } from './run.ts';
import { seeReplies } from './see.ts';
import { settingsReplies } from './settings.ts';
import { strayReplies } from './strays.ts';
import { whereReplies } from './where.ts';

/**
 * What Davy answers to the one who typed or pressed; people in the channel read the messages of
 * `src/views/` instead.
 */
export const replies = {
  approve: approveReplies,
  choice: choiceReplies,
  door: doorReplies,
  errors: errorsReplies,
  facts: factsReplies,
  find: findReplies,
  freeze: freezeReplies,
  help: helpReplies,
  image: imageReplies,
  jobs: jobsReplies,
  prerelease: prereleaseReplies,
  rehearse: rehearseReplies,
  rollback: rollbackReplies,
  run: runReplies,
  see: seeReplies,
  settings: settingsReplies,
  strays: strayReplies,
  where: whereReplies,
};
