import type { Block } from './blocks/block.ts';
import type { RichGroup, RichLeaf, RichText } from './blocks/rich-text.ts';
import type { Content, Mentions } from './entry.ts';

/** Finds whom a new post calls; escaped markup and plain text call nobody. */
export function mentionsIn(content: Content): Mentions {
  const found = [
    ...inMarkup(content.text),
    ...(content.blocks ?? []).flatMap((block) => inBlock(block)),
  ];
  const all = (kind: Found['kind']) => [
    ...new Set(found.filter((one) => one.kind === kind).map((one) => one.id)),
  ];
  return { users: all('user'), groups: all('group'), rooms: all('room') };
}

type Found = { readonly kind: 'user' | 'group' | 'room'; readonly id: string };

function inMarkup(text: string): Found[] {
  return [
    ...text.matchAll(
      /<(?:@([UW][A-Z0-9]+)|!subteam\^(S[A-Z0-9]+)|!(here|channel|everyone))(?:[|^][^>]*)?>/g,
    ),
  ].map(([, user, group, room]) =>
    user !== undefined
      ? { kind: 'user', id: user }
      : group !== undefined
        ? { kind: 'group', id: group }
        : { kind: 'room', id: room ?? '' },
  );
}

function inBlock(block: Block): Found[] {
  switch (block.type) {
    case 'section':
      return [...(block.fields ?? []), ...(block.text === undefined ? [] : [block.text])].flatMap(
        (text) => inText(text),
      );
    case 'context':
      return block.elements.flatMap((element) => (element.type === 'image' ? [] : inText(element)));
    case 'rich_text':
      return inRichText(block);
    case 'container':
      return block.child_blocks.flatMap((child) => inBlock(child));
    case 'plan':
      return (block.tasks ?? [])
        .flatMap((task) => [task.details, task.output])
        .flatMap((rich) => (rich === undefined ? [] : inRichText(rich)));
    case 'table':
      return block.rows
        .flat()
        .flatMap((cell) => (cell.type === 'rich_text' ? inRichText(cell) : []));
    case 'markdown':
    case 'alert':
    default:
      return [];
  }
}

const inText = (text: { type: string; text: string }) =>
  text.type === 'mrkdwn' ? inMarkup(text.text) : [];

const inRichText = (rich: Pick<RichText, 'elements'>): Found[] =>
  rich.elements.flatMap((group) => leaves(group)).flatMap((leaf) => inLeaf(leaf));

const leaves = (group: RichGroup): readonly RichLeaf[] =>
  group.type === 'rich_text_list'
    ? group.elements.flatMap((item) => item.elements)
    : group.elements;

function inLeaf(leaf: RichLeaf): Found[] {
  switch (leaf.type) {
    case 'user':
      return [{ kind: 'user', id: leaf.user_id }];
    case 'usergroup':
      return [{ kind: 'group', id: leaf.usergroup_id }];
    case 'broadcast':
      return [{ kind: 'room', id: leaf.range }];
    default:
      return [];
  }
}
