import type { Block } from '../slack/blocks/block.ts';
import type { TextObject } from '../slack/blocks/text.ts';
import { Chart } from './chart.ts';
import { ActionElement } from './element.ts';
import { FormField } from './field.ts';
import { html, type Shown } from './html.ts';
import { PlanBlock, TaskLine } from './plan.ts';
import { RichTextBlock } from './rich-text.ts';
import type { Spot } from './spot.ts';
import { TableBlock } from './table.ts';
import { Mrkdwn, Plain, Text } from './text.ts';

/** All blocks of a message, a form or a Home tab, in their order. */
export function Blocks({ blocks, spot }: { blocks: readonly Block[]; spot: Spot }): Shown {
  return html`<div class="blocks">
    ${blocks.map(
      (block, index) => html`<${One} key=${`${block.type}${index}`} block=${block} spot=${spot} />`,
    )}
  </div>`;
}

function One({ block, spot }: { block: Block; spot: Spot }): Shown {
  switch (block.type) {
    case 'header':
      return html`<h3 class="header"><${Plain} text=${block.text.text} /></h3>`;
    case 'divider':
      return html`<hr />`;
    case 'section':
      return html`<${Section} block=${block} spot=${spot} />`;
    case 'context':
      return html`<div class="context">${block.elements.map(contextElement)}</div>`;
    case 'actions':
      return html`<${Actions} block=${block} spot=${spot} />`;
    case 'image':
      return html`<figure class="picture">
        <img
          src=${block.image_url}
          alt=${block.alt_text}
        />${block.title === undefined ? null : html`<figcaption>${block.title.text}</figcaption>`}
      </figure>`;
    case 'rich_text':
      return html`<${RichTextBlock} block=${block} />`;
    case 'table':
      return html`<${TableBlock} block=${block} />`;
    case 'plan':
      return html`<${PlanBlock} block=${block} />`;
    case 'task_card':
      return html`<div class="plan">
        <ol>
          <${TaskLine} task=${block} />
        </ol>
      </div>`;
    case 'data_visualization':
      return html`<${Chart} block=${block} />`;
    case 'container':
      return html`<${Container} block=${block} spot=${spot} />`;
    case 'alert':
      return html`<div class=${`alert ${block.level ?? 'default'}`} role="note">
        <${Text} text=${block.text} />
      </div>`;
    case 'markdown':
      return html`<${Mrkdwn} text=${block.text} />`;
    case 'input':
      return html`<${FormField} block=${block} spot=${spot} />`;
  }
}

function contextElement(element: Extract<Block, { type: 'context' }>['elements'][number]): Shown {
  return element.type === 'image'
    ? html`<img src=${element.image_url} alt=${element.alt_text} />`
    : html`<${Text} text=${element} />`;
}

function Actions({
  block: { elements, block_id },
  spot,
}: {
  block: Extract<Block, { type: 'actions' }>;
  spot: Spot;
}): Shown {
  return html`<div class="actions">
    ${elements.map(
      (element) =>
        html`<${ActionElement}
          key=${element.action_id}
          element=${element}
          block_id=${block_id}
          spot=${spot}
        />`,
    )}
  </div>`;
}

type SectionBlock = Extract<Block, { type: 'section' }>;

function Section({ block, spot }: { block: SectionBlock; spot: Spot }): Shown {
  const { accessory } = block;
  return html`<div class="section">
    <div class="said">
      ${block.text === undefined ? null : html`<p><${Text} text=${block.text} /></p>`}
      ${
        block.fields === undefined
          ? null
          : html`<div class="fields">${block.fields.map(fieldOf)}</div>`
      }
    </div>
    ${
      accessory === undefined
        ? null
        : html`<${Accessory} of=${block} accessory=${accessory} spot=${spot} />`
    }
  </div>`;
}

function fieldOf(field: TextObject): Shown {
  return html`<div><${Text} text=${field} /></div>`;
}

function Accessory({
  of,
  accessory,
  spot,
}: {
  of: SectionBlock;
  accessory: NonNullable<SectionBlock['accessory']>;
  spot: Spot;
}): Shown {
  return html`<div class="accessory">
    ${
      accessory.type === 'image'
        ? html`<img src=${accessory.image_url} alt=${accessory.alt_text} />`
        : html`<${ActionElement} element=${accessory} block_id=${of.block_id} spot=${spot} />`
    }
  </div>`;
}

function Container({
  block,
  spot,
}: {
  block: Extract<Block, { type: 'container' }>;
  spot: Spot;
}): Shown {
  const title = html`<span class="title"
      >${
        block.rich_text_title === undefined
          ? html`<${Plain} text=${block.title?.text ?? ''} />`
          : html`<${RichTextBlock} block=${block.rich_text_title} />`
      }</span
    >
    ${
      block.subtitle === undefined
        ? null
        : html`<span class="subtitle"><${Text} text=${block.subtitle} /></span>`
    }`;
  const inside = html`<${Blocks} blocks=${block.child_blocks} spot=${spot} />`;
  if (block.is_collapsible !== true)
    return html`<section class="container">
      <header>${title}</header>
      ${inside}
    </section>`;
  return html`<details class="container" open=${block.default_collapsed !== true}>
    <summary>${title}</summary>
    ${inside}
  </details>`;
}
