import type { Event, LineEvent } from './state/event.ts';

/** A new kind does not compile before it stands here. */
const aboutLines = {
  'fleet-seen': true,
  adopted: true,
  unlocked: true,
  frozen: true,
  unfrozen: true,
  'unfreeze-asked': true,
  'error-word-undone': true,
  'image-awaited': true,
  'image-found': true,
  'image-missed': true,
  'job-asked': true,
  'job-stopped': true,
  'job-ordered': true,
  'job-step-over': true,
  'strays-seen': true,
  'strays-adopted': true,
  'strays-ordered': true,
  'strays-failed': true,
} as const satisfies Readonly<Record<LineEvent['kind'], true>>;

/** Whether it concerns the line alone: what no release has to be read for. */
export function isAboutLine(event: Event): event is LineEvent {
  return Object.hasOwn(aboutLines, event.kind);
}
