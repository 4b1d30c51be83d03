import type { RunStep } from '../../release/state/job-run.ts';
import { writeKey } from '../../release/state/keys.ts';
import { texts } from '../../texts/texts.ts';
import { context, idsOf, section } from '../blocks/blocks.ts';
import { content } from '../blocks/content.ts';
import { esc } from '../blocks/esc.ts';
import { preformatted } from '../blocks/rich-text.ts';
import type { RunFacts, WantedMessage } from '../thread-facts.ts';
import { howOf, spokenHowOf } from './run-words.ts';

const say = texts.jobs;

/** So much of an output is shown; what is kept is more. */
const shownMost = 8_000;
/** A block holds no more. */
const pieceMost = 2_000;

/** What one host wrote; nothing while it has written nothing and runs. */
export function stepMessage(
  { run, service, outputs }: RunFacts,
  index: number,
): WantedMessage | null {
  const step = run.steps[index];
  const output = outputs.find((one) => one.step === index)?.output ?? '';
  if (!step || (output === '' && !ended(step))) return null;
  const subject = writeKey({ kind: 'run', service: service.name, id: run.id });
  const kind = `step-${index + 1}`;
  const id = idsOf(subject, kind, step.state.kind === 'over' ? 2 : 1);
  const at = esc(say.place(step.on, run.job), 100);
  const shown = endOf(output, shownMost);
  const small = [
    output.trim() === '' ? say.noOutput : null,
    shown.length < output.trimEnd().length ? say.onlyEnd(shown.length, output.length) : null,
    step.tries > 0 ? say.tries(step.tries) : null,
  ].filter((part) => part !== null);
  return {
    subject,
    kind,
    lane: 'slack',
    place: 'thread',
    broadcast: false,
    post: true,
    content: content(say.spokenOutput(at, spokenHowOf(step)), [
      section(id('head'), say.output(at, howOf(step))),
      ...piecesOf(shown).map((piece, i) => preformatted(id(`out-${i + 1}`), piece)),
      small.length === 0 ? null : context(id('foot'), small),
    ]),
  };
}

function ended({ state }: RunStep): boolean {
  return state.kind === 'over' && state.end.kind === 'ended';
}

/** The last of it, from the beginning of a line where there is one. */
function endOf(output: string, most: number): string {
  const text = output.replaceAll('\t', '    ').trimEnd();
  if (text.length <= most) return text;
  const end = text.slice(-most);
  return end.slice(end.indexOf('\n') + 1);
}

/** In pieces that blocks hold, cut between lines where lines are short enough. */
function piecesOf(text: string): readonly string[] {
  if (text.trim() === '') return [];
  if (text.length <= pieceMost) return [text];
  const at = text.lastIndexOf('\n', pieceMost);
  const end = at > 0 ? at : pieceMost;
  return [text.slice(0, end), ...piecesOf(text.slice(end).replace(/^\n/, ''))];
}
