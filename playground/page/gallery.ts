import { render } from 'preact';
import { emptyState } from '../slack/state.ts';
import { Avatar } from './avatar.ts';
import { Blocks } from './block.ts';
import { html, type Shown } from './html.ts';
import { initialOf } from './initial.ts';
import { parseMrkdwn, plainOf } from './mrkdwn.ts';
import type { Picture } from './picture.ts';
import { type Scene, SceneProvider } from './scene.ts';
import type { Spot } from './spot.ts';
import { loadShared, type Shared } from './store.ts';

/**
 * Draws messages below each other with this page's own blocks, for somebody who wants to see them
 * all.
 */
export async function showPictures(pictures: readonly Picture[]): Promise<void> {
  const root = document.getElementById('app');
  if (root === null) throw new Error('this page has no place for pictures');
  const shared = await loadShared();
  render(
    html`<${SceneProvider} value=${still(shared)}>
      ${pictures.map(
        (picture) =>
          html`<${One} key=${picture.id} picture=${picture} bot=${shared.workspace.bot} />`,
      )}
    </${SceneProvider}>`,
    root,
  );
  await document.fonts.ready;
  // Charts learn their width after the first frame, and are drawn again in the next.
  for (let frames = 0; frames < 3; frames += 1)
    await new Promise((resolve) => requestAnimationFrame(resolve));
}

function One({ picture, bot }: { picture: Picture; bot: Shared['workspace']['bot'] }): Shown {
  const spot: Spot =
    picture.form === 'form'
      ? {
          kind: 'view',
          view_id: picture.id,
          fields: { values: valuesIn(picture), put: () => undefined, errors: {} },
        }
      : { kind: 'message', channel: 'C0RELEASES', ts: picture.id, version: 0 };
  return html`<section class="picture-of" id=${picture.id}>
    <p class="states"><b>${picture.kind}</b>, ${picture.form}: ${picture.states.join(' · ')}</p>
    <p class="fallback">${plainOf(parseMrkdwn(picture.text), (_, id) => id)}</p>
    <article class="message">
      <div class="side"><${Avatar} user=${bot.user} /></div>
      <div class="body">
        <div class="by"><b>${bot.real_name}</b><span class="tag">App</span></div>
        <${Blocks} blocks=${picture.blocks} spot=${spot} />
      </div>
    </article>
  </section>`;
}

function valuesIn({ blocks }: Picture): Readonly<Record<string, string | readonly string[]>> {
  return Object.fromEntries(
    blocks.flatMap((block) =>
      block.type === 'input' ? [[block.block_id ?? '', initialOf(block.element)] as const] : [],
    ),
  );
}

/** Nobody acts in a gallery. */
function still(shared: Shared): Scene {
  const [me] = shared.workspace.people;
  if (me === undefined) throw new Error('nobody works here who could look');
  return {
    shared,
    me,
    state: emptyState(),
    place: { kind: 'home' },
    go: () => undefined,
    openThread: () => undefined,
    act: async () => ({ ok: false }),
    ask: async () => false,
  };
}
