import type { RichGroup, RichLeaf, RichText } from '../slack/blocks/rich-text.ts';
import { html, type Shown } from './html.ts';
import { Emoji, Mention, Moment } from './text.ts';

/** A rich text block: paragraphs, lists, quotes and preformatted parts. */
export function RichTextBlock({ block }: { block: Pick<RichText, 'elements'> }): Shown {
  return html`<div class="rich">
    ${block.elements.map((group) => html`<${Group} group=${group} />`)}
  </div>`;
}

function Group({ group }: { group: RichGroup }): Shown {
  switch (group.type) {
    case 'rich_text_section':
      return html`<p>${leaves(group.elements)}</p>`;
    case 'rich_text_quote':
      return html`<blockquote>${leaves(group.elements)}</blockquote>`;
    case 'rich_text_preformatted':
      return html`<pre tabindex="0">${leaves(group.elements)}</pre>`;
    case 'rich_text_list': {
      const items = group.elements.map((item) => html`<li>${leaves(item.elements)}</li>`);
      const indent = `--indent: ${group.indent ?? 0}`;
      if (group.style === 'bullet')
        return html`<ul style=${indent}>
          ${items}
        </ul>`;
      return html`<ol style=${indent} start=${(group.offset ?? 0) + 1}>
        ${items}
      </ol>`;
    }
  }
}

const leaves = (elements: readonly RichLeaf[]) =>
  elements.map((leaf) => html`<${Leaf} leaf=${leaf} />`);

function Leaf({ leaf }: { leaf: RichLeaf }): Shown {
  switch (leaf.type) {
    case 'text':
      return styled(leaf.style, withBreaks(leaf.text));
    case 'link':
      return styled(
        leaf.style,
        html`<a href=${safeUrl(leaf.url)} target="_blank" rel="noreferrer"
          >${leaf.text ?? leaf.url}</a
        >`,
      );
    case 'emoji':
      return html`<${Emoji} name=${leaf.name} />`;
    case 'user':
      return html`<${Mention} kind="user" id=${leaf.user_id} />`;
    case 'usergroup':
      return html`<${Mention} kind="group" id=${leaf.usergroup_id} />`;
    case 'channel':
      return html`<${Mention} kind="channel" id=${leaf.channel_id} />`;
    case 'broadcast':
      return html`<${Mention} kind="room" id=${leaf.range} />`;
    case 'date':
      return styled(
        leaf.style,
        html`<${Moment}
          seconds=${leaf.timestamp}
          format=${leaf.format}
          url=${leaf.url === undefined ? undefined : safeUrl(leaf.url)}
        />`,
      );
    case 'color':
      return html`<span class="swatch" style=${{ background: leaf.value }}></span>${leaf.value}`;
  }
}

function styled(style: RichLeaf['style'], inner: Shown): Shown {
  let shown = inner;
  if (style?.code === true) shown = html`<code>${shown}</code>`;
  if (style?.strike === true) shown = html`<s>${shown}</s>`;
  if (style?.underline === true) shown = html`<u>${shown}</u>`;
  if (style?.italic === true) shown = html`<em>${shown}</em>`;
  if (style?.bold === true) shown = html`<strong>${shown}</strong>`;
  return shown;
}

const withBreaks = (text: string): Shown =>
  text.split('\n').flatMap((line, index) => (index === 0 ? [line] : [html`<br />`, line]));

/** A link that a browser would run instead of open leads nowhere. */
export const safeUrl = (url: string) => (/^(https?|mailto|tel|slack):/i.test(url) ? url : '#');
