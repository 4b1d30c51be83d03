import { isOlder } from '../state/build.ts';
import type { Decision } from '../state/decision.ts';
import type { LineEvent } from '../state/event.ts';
import type { AwaitedImage } from '../state/image.ts';
import type { Line } from '../state/line.ts';
import { moved, refuse } from '../state/outcome.ts';

/** More are not looked for at once: one question names them all, and the oldest are given up. */
const awaitedMost = 50;

/** CI registered a build whose image is still being made, or has it looked for once more. */
export function awaitImage(
  line: Line,
  { at, version, commit, until }: Extract<LineEvent, { kind: 'image-awaited' }>,
): Decision {
  if (awaitedOf(line, version))
    return refuse('nothing-to-do', 'imageAwaited', nameOn(line, version));
  const awaited = [...line.awaited, { version, commit, since: at, until }].slice(-awaitedMost);
  return moved({ ...line, awaited }, null);
}

/** Only a build that waits for an image is given one, and it waits no more: it keeps this one. */
export function imageFound(
  line: Line,
  { version, image }: Extract<LineEvent, { kind: 'image-found' }>,
): Decision {
  const { service } = line;
  return awaitedOf(line, version)
    ? moved(without(line, version), null, { given: [{ service, version, image }] })
    : refuse('nothing-to-do', 'imageNotAwaited', nameOn(line, version));
}

/** It did not come in time, or nobody needs it any more. */
export function imageMissed(
  line: Line,
  { at, version }: Extract<LineEvent, { kind: 'image-missed' }>,
): Decision {
  const awaited = awaitedOf(line, version);
  if (!awaited) return refuse('nothing-to-do', 'imageNotAwaited', nameOn(line, version));
  return isWaitOver(line, awaited, at)
    ? moved(without(line, version), null)
    : refuse('not-now', 'imageAwaited', nameOn(line, version));
}

/** Whether it is looked for no longer: its time is over, or something newer is live. */
export function isWaitOver(
  { live }: Line,
  { version, since, until }: AwaitedImage,
  at: number,
): boolean {
  return at >= until || (live !== null && isOlder({ version, registeredAt: since }, live));
}

/** How a build's image is looked for now; null while it is not. */
export function awaitedOf(
  { awaited }: Pick<Line, 'awaited'>,
  version: string,
): AwaitedImage | null {
  return awaited.find((one) => one.version === version) ?? null;
}

function without(line: Line, version: string): Line {
  return { ...line, awaited: line.awaited.filter((one) => one.version !== version) };
}

function nameOn({ service }: Line, version: string): string {
  return `${service} ${version}`;
}
