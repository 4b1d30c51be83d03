import { z } from 'zod';
import type { Frame, Trace } from '../../changes/trace.ts';
import { askSentry, type Minutes, type SentryProject, words } from './sentry-api.ts';

const frameSchema = z.object({
  filename: words(500).nullish(),
  absPath: words(500).nullish(),
  function: words(200).nullish(),
  lineNo: z.number().nullish(),
  colNo: z.number().nullish(),
  inApp: z.boolean().nullish(),
});
type RawFrame = z.infer<typeof frameSchema>;

const exceptions = z.object({
  values: z
    .array(z.object({ stacktrace: z.object({ frames: z.array(frameSchema).nullish() }).nullish() }))
    .nullish(),
});
const eventSchema = z.object({
  entries: z.array(z.object({ type: z.string(), data: z.unknown() })).default([]),
});

const framesMax = 12;

/** The frames of the newest event that this release sent of an issue. */
export async function newestTrace(
  project: SentryProject,
  release: string,
  issue: string,
  minutes: Minutes,
): Promise<Trace> {
  const answer = await askSentry(
    project,
    `issues/${encodeURIComponent(issue)}/events`,
    [
      ['query', `release:"${release}"`],
      ['full', 'true'],
      ['per_page', '1'],
    ],
    minutes,
    z.array(eventSchema),
  );
  if (answer.kind === 'refused') return untraced(answer.why);
  const [event] = answer.value.value;
  if (!event) return untraced('Sentry keeps no event of this build any more');
  const all = framesOf(event);
  if (all === null) return untraced('its stack trace cannot be read');
  if (all.length === 0) return untraced('it came without a stack trace');
  const own = all.filter(({ inApp }) => inApp === true);
  if (own.length === 0) return untraced("nothing of the service's own code is in its stack");
  const readable = own.filter((frame) => !isMinified(frame));
  if (readable.length === 0)
    return untraced('its stack is minified; upload source maps to see its files');
  return { kind: 'traced', frames: readable.slice(0, framesMax).map(toFrame) };
}

/** Sentry tells causes and frames oldest first; people, and suspicion, begin at the top. */
function framesOf({ entries }: z.infer<typeof eventSchema>): readonly RawFrame[] | null {
  const read = entries
    .filter(({ type }) => type === 'exception')
    .map(({ data }) => exceptions.safeParse(data));
  if (read.some(({ success }) => !success)) return null;
  const thrown = read.flatMap(({ data }) => data?.values ?? []);
  return thrown.toReversed().flatMap(({ stacktrace }) => (stacktrace?.frames ?? []).toReversed());
}

/** A bundle has its whole program on a few endless lines, or says so by its name. */
function isMinified({ filename, absPath, lineNo, colNo }: RawFrame): boolean {
  const path = (filename ?? absPath ?? '').replace(/[?#][^]*$/, '');
  if (path === '' || path.startsWith('<') || path.startsWith('[')) return true;
  return (
    /[.-](min|bundle|chunk)\.[cm]?js$|[.-][0-9a-f]{8,}\.[cm]?js$/i.test(path) ||
    ((lineNo ?? 0) <= 5 && (colNo ?? 0) > 500)
  );
}

function toFrame({ filename, absPath, function: name, lineNo }: RawFrame): Frame {
  return { path: filename ?? absPath ?? '', function: name ?? '', line: lineNo ?? null };
}

function untraced(why: string): Trace {
  return { kind: 'untraced', why };
}
