import type { ContainerBlock, RichTextBlock } from '@slack/types';
import type { Change } from '../../changes/changelog.ts';
import { isUpdate } from '../../changes/housekeeping.ts';
import { texts } from '../../texts/texts.ts';
import { plainText } from '../blocks/blocks.ts';
import type { ContentPart } from '../blocks/content.ts';
import { line, textRun } from '../blocks/rich-text.ts';
import { changeLine, linked, type TeamsAndTickets, updatesLine } from './change-line.ts';

/**
 * More lines than `most` are cut to `kept`: nobody reads further, and the whole comparison is one
 * click away.
 */
const most = 12;
const kept = 8;
const internalMost = 20;
/** So many updates of dependencies are one line. */
const foldedFrom = 3;

const say = texts.changelog;

type Group = { readonly name: string; readonly changes: readonly Change[] };

/**
 * Groups below each other. What is cut is cut from the end, where it matters least, and counted.
 */
export function groupedChanges(
  block_id: string,
  groups: readonly Group[],
  service: TeamsAndTickets,
  url: string | null,
): RichTextBlock {
  const total = groups.reduce((sum, { changes }) => sum + changes.length, 0);
  let room = total > most ? kept : most;
  const elements = groups.flatMap(({ name, changes }): RichTextBlock['elements'] => {
    const lines = changes.slice(0, room).map((change) => changeLine(change, service));
    room -= lines.length;
    return lines.length === 0
      ? []
      : [
          line(textRun(name, { bold: true })),
          { type: 'rich_text_list', style: 'bullet', elements: lines },
        ];
  });
  return {
    type: 'rich_text',
    block_id,
    elements: total > most ? [...elements, line(linked(say.more(total - kept), url))] : elements,
  };
}

/** What users never notice: folded away, and left to the comparison where Slack cannot fold. */
export function internal(
  block_id: string,
  changes: readonly Change[],
  service: TeamsAndTickets,
  url: string | null,
): ContentPart {
  const title = say.internal(changes.length);
  const updates = changes.filter(({ title: words }) => isUpdate(words));
  const folded = updates.length >= foldedFrom ? updates : [];
  const single =
    folded.length > 0 ? changes.filter(({ title: words }) => !isUpdate(words)) : changes;
  const cut = single.slice(0, internalMost);
  const lines = [
    ...cut.map((change) => changeLine(change, service)),
    ...(folded.length > 0 ? [updatesLine(folded)] : []),
  ];
  const rest =
    single.length > cut.length ? [line(linked(say.more(single.length - cut.length), url))] : [];
  const rich: ContainerBlock = {
    type: 'container',
    block_id,
    title: plainText(title),
    is_collapsible: true,
    default_collapsed: true,
    child_blocks: [
      {
        type: 'rich_text',
        elements: [{ type: 'rich_text_list', style: 'bullet', elements: lines }, ...rest],
      },
    ],
  };
  const classic: RichTextBlock = {
    type: 'rich_text',
    block_id,
    elements: [line(linked(say.internalToo(changes.length), url))],
  };
  return { rich, classic };
}
