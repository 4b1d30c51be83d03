import type { Picture } from '../../playground/page/picture.ts';
import { messagesOf } from '../../src/views/messages.ts';
import type { Story } from '../../src/views/story.ts';

/** Every message of these stories in both forms, each wording once, with all the states that show it; kinds stand together. */
export function picturesOf(stories: Readonly<Record<string, Story>>): readonly Picture[] {
  const found = new Map<string, Omit<Picture, 'id'>>();
  for (const [state, story] of Object.entries(stories)) {
    for (const { kind, content } of messagesOf(story)) {
      const same = JSON.stringify(content.rich) === JSON.stringify(content.classic);
      for (const form of same ? (['rich'] as const) : (['rich', 'classic'] as const)) keep(found, { kind: kind.replace(/:\d+$/, ''), form: same ? 'both forms' : form, states: [state], text: content.text, blocks: content[form] as Picture['blocks'] });
    }
  }
  return [...found.values()].sort((a, b) => a.kind.localeCompare(b.kind)).map((picture, i) => ({ id: `p${i + 1}`, ...picture }));
}

/** The ids of blocks change with each revision; what people see does not. */
function keep(found: Map<string, Omit<Picture, 'id'>>, picture: Omit<Picture, 'id'>): void {
  const key = `${picture.kind} ${picture.text} ${JSON.stringify(picture.blocks).replaceAll(/"(block_id|value)":"[^"]*"/g, '')}`;
  const before = found.get(key);
  found.set(key, before ? { ...before, states: [...before.states, ...picture.states] } : picture);
}
