import type { Picture } from '../../playground/page/picture.ts';
import type { MessageContent } from '../../src/views/blocks/content.ts';
import { homeTab } from '../../src/views/home/home.ts';
import { runMessages } from '../../src/views/jobs/run.ts';
import { messagesOf } from '../../src/views/messages.ts';
import { boardService } from '../support/thread-samples.ts';
import { apart } from '../views/apart.ts';
import { gallery } from '../views/gallery.ts';
import { runGallery, runOutputs } from '../views/run-gallery.ts';
import { tabs } from '../views/tabs.ts';
import { forms, whispers } from '../views/whispers.ts';

/**
 * Everything Davy says, in both forms, each wording once, with all the states that show it; kinds
 * stand together.
 */
export async function allPictures(): Promise<readonly Picture[]> {
  const found = new Map<string, Omit<Picture, 'id'>>();
  const add = (kind: string, state: string, content: MessageContent) => {
    const same = JSON.stringify(content.rich) === JSON.stringify(content.classic);
    for (const form of same ? (['rich'] as const) : (['rich', 'classic'] as const))
      keep(found, {
        kind,
        form: same ? 'both forms' : form,
        states: [state],
        text: content.text,
        blocks: content[form] as Picture['blocks'],
      });
  };
  // A question nobody was asked is not posted: the states in which it was never there do not count.
  for (const [state, story] of Object.entries(gallery))
    for (const { kind, content, post } of messagesOf(story))
      if (post || !kind.startsWith('stuck')) add(kind.replace(/:.*$/, ''), state, content);
  for (const [state, run] of Object.entries(runGallery)) {
    const progress = { done: 412, of: 1_000, failed: 3 };
    const outputs = [{ step: 0, output: runOutputs['one line'] ?? '', progress }];
    for (const { kind, content } of runMessages({ run, service: boardService, outputs }))
      add(`run ${kind.replace(/:.*$/, '')}`, state, content);
  }
  for (const { kind, state, content } of apart()) add(kind, state, content);
  for (const { state, content } of await whispers()) add('answer', state, content);
  for (const [state, facts] of Object.entries(tabs)) add('home', state, homeTab(facts));
  for (const { state, view } of await forms())
    keep(found, {
      kind: 'form',
      form: 'form',
      states: [state],
      text: `${view.title.text}: ${view.submit?.text ?? ''} or ${view.close?.text ?? ''}`,
      blocks: view.blocks as Picture['blocks'],
    });
  return [...found.values()]
    .sort((a, b) => (a.kind < b.kind ? -1 : a.kind > b.kind ? 1 : 0))
    .map((picture, i) => ({ id: `p${i + 1}`, ...picture }));
}

/** The ids of blocks change with each revision; what people see does not. */
function keep(found: Map<string, Omit<Picture, 'id'>>, picture: Omit<Picture, 'id'>): void {
  const blocks = JSON.stringify(picture.blocks).replaceAll(/"(block_id|value)":"[^"]*"/g, '');
  const key = `${picture.kind} ${picture.text} ${blocks}`;
  const before = found.get(key);
  found.set(key, before ? { ...before, states: [...before.states, ...picture.states] } : picture);
}
