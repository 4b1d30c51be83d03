import type { ContainerBlock } from '@slack/types';
import { type Block, plainText } from './blocks.ts';
import type { ContentPart } from './content.ts';

/**
 * Parts that a reader opens: closed they take one line. Where Slack knows no such box they stand
 * below each other.
 */
export function folded(
  block_id: string,
  title: string,
  parts: readonly ContentPart[],
): readonly ContentPart[] {
  const kept = parts.filter((part) => part !== null);
  const child_blocks = kept.flatMap((part) => {
    const rich = 'rich' in part ? part.rich : part;
    return rich !== null && isFoldable(rich) ? [rich] : [];
  });
  if (child_blocks.length === 0) return [];
  const box: ContainerBlock = {
    type: 'container',
    block_id,
    title: plainText(title),
    is_collapsible: true,
    default_collapsed: true,
    child_blocks,
  };
  return [
    { rich: box, classic: null },
    ...kept.map((part) => ({ rich: null, classic: 'rich' in part ? part.classic : part })),
  ];
}

type Foldable = ContainerBlock['child_blocks'][number];

/** A chart, a plan and another box cannot stand in a box. */
function isFoldable(block: Block): block is Extract<Block, Foldable> {
  return (
    block.type === 'section' ||
    block.type === 'context' ||
    block.type === 'rich_text' ||
    block.type === 'table'
  );
}
