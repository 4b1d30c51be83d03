import type { JobProgress } from '../../release/state/job-run.ts';

/** OutputParts of an output as they were fetched; `cut` where `last` begins in the middle. */
export type OutputParts = {
  readonly first: string | null;
  readonly last: string;
  readonly cut: boolean;
};

/** So much of each end is kept: together 200 KB. */
const partMost = 100_000;

/** Colours and whatever else a terminal would obey. */
// oxlint-disable-next-line no-control-regex
const controls = /\u001B(?:\[[0-9;?]*[ -/]*[@-~]|[@-Z\\-_])|[\u0000-\u0008\u000B-\u001F\u007F]/g;

/**
 * What is stored of an output: without secrets, and without the pieces of lines at a cut, because a
 * piece may be half of a secret that nobody recognises.
 */
export function kept({ first, last, cut }: OutputParts, hide: (text: string) => string): string {
  const end = cleaned(last, hide, (text) => (cut ? fromNextLine(text) : text)).slice(-partMost);
  if (first === null) return end;
  const begin = cleaned(first, hide, untilLastLine).slice(0, partMost);
  return `${begin}\n[…]\n${end}`;
}

/** A terminal's way to write over a line begins a new one here: there are lines to cut at. */
function cleaned(text: string, hide: (text: string) => string, cut: (text: string) => string) {
  return hide(cut(text.replaceAll(/\r\n?/g, '\n')).replaceAll(controls, ''));
}

function fromNextLine(text: string): string {
  const at = text.indexOf('\n');
  return at < 0 ? '' : text.slice(at + 1);
}

function untilLastLine(text: string): string {
  return text.slice(0, Math.max(0, text.lastIndexOf('\n')));
}

/** A count may be a secret by chance, or by a wrong pointer: then it is not shown at all. */
export function openProgress(
  progress: JobProgress | null,
  hide: (text: string) => string,
): JobProgress | null {
  const text = progress && `${progress.done} of ${progress.of} ${progress.failed} failed`;
  return text === null || hide(text) === text ? progress : null;
}
