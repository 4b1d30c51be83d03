/**
 * # src/views/rollback
 *
 * The page before a rollback, whom it calls, the rollback itself and its cause.
 */

import { servedThen } from '../../release/state/served-by.ts';
import type { RollingBack } from '../../release/state/phase.ts';
import type { Release } from '../../release/state/release.ts';
import type { TimelineEntry } from '../../release/seen/timeline.ts';
import { becauseWords } from '../../texts/because-words.ts';
import { texts } from '../../texts/texts.ts';
import { factFields } from '../blocks/blocks.ts';
import type { ContentPart } from '../blocks/content.ts';
import { plainly } from '../blocks/esc.ts';
import { roughly } from '../blocks/crowd.ts';
import { line, list, moment, textRun } from '../blocks/rich-text.ts';
import type { ThreadFacts } from '../thread-facts.ts';
import { worst } from '../changes/suspicion.ts';
import { clock } from '../blocks/when.ts';

const say = texts.harm;

/** How bad it was and how long it lasted, of a build that went back. */
export function harmFacts(block_id: string, facts: ThreadFacts, release: Release): ContentPart {
  const { phase } = release;
  if (!('harm' in phase) || !phase.harm) return null;
  const { began, seen, users } = phase.harm;
  const back = backAt(phase);
  const hit = worst(facts)?.issue.users ?? 0;
  const served = servedThen(release, {
    ...phase.harm,
    users: users === null ? null : roughly(users),
  });
  return factFields(block_id, [
    [
      say.howBad,
      say.bad(
        served,
        phase.harm,
        (back ?? phase.harm.turned) - began,
        hit > 0 ? roughly(hit) : null,
      ),
    ],
    [say.howLong, say.long(clock(began), clock(seen), back === null ? null : clock(back))],
  ]);
}

function backAt({ usersBackAt }: Partial<Pick<RollingBack, 'usersBackAt'>>): number | null {
  return usersBackAt ?? null;
}

/** So many are told; a longer story is told from its end. */
const toldMost = 20;

/** What stays of it in the last message: who did what, when and why. */
export function timelineList(block_id: string, { timeline = [] }: ThreadFacts): ContentPart {
  if (timeline.length === 0) return null;
  const told = timeline.slice(-toldMost);
  const left = timeline.length - told.length;
  const made = list(block_id, 'bullet', [
    ...(left > 0 ? [line(textRun(texts.timeline.more(left)))] : []),
    ...told.map((entry) => line(moment(entry.at), textRun(timelineWords(entry)))),
  ]);
  const heading = line(textRun(texts.timeline.heading, { bold: true }));
  return { ...made, elements: [heading, ...made.elements] };
}

/** One line of it, behind its time: for places that have markup of their own. */
export function timelineWords({ did, by, why }: TimelineEntry): string {
  const reason = why === null || typeof why === 'string' ? why : becauseWords(why);
  return texts.timeline.entry(
    by === null ? texts.timeline.davy : plainly(by.name, 60),
    did,
    reason === null ? null : plainly(reason, 200),
  );
}
