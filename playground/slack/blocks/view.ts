import { z } from 'zod';
import type { Block } from './block.ts';
import { plain, words } from './text.ts';
import { slackSentence } from './sentence.ts';
import { validateBlocks } from './validate.ts';

const both = {
  blocks: z.array(z.unknown()).min(1),
  private_metadata: z.string().max(3000).optional(),
  callback_id: words(255).optional(),
  external_id: words(255).optional(),
};

const modal = z.strictObject({
  type: z.literal('modal'),
  ...both,
  title: plain(24),
  close: plain(24).optional(),
  submit: plain(24).optional(),
  clear_on_close: z.boolean().optional(),
  notify_on_close: z.boolean().optional(),
  submit_disabled: z.boolean().optional(),
});

const home = z.strictObject({ type: z.literal('home'), ...both });

type Modal = Omit<z.infer<typeof modal>, 'blocks'> & { readonly blocks: readonly Block[] };
type Home = Omit<z.infer<typeof home>, 'blocks'> & { readonly blocks: readonly Block[] };

/** A form or a Home tab as an app sends it. */
export type ViewBody = Modal | Home;

/** What became of a view: it is good, or what Slack would say about each fault. */
export type CheckedView =
  | { readonly ok: true; readonly view: ViewBody }
  | { readonly ok: false; readonly faults: readonly string[] };

/** Checks a view of one kind as strictly as Slack does. */
export function validateView(
  kind: 'modal' | 'home',
  value: unknown,
  newBlocks = true,
): CheckedView {
  const parsed = kind === 'modal' ? modal.safeParse(value) : home.safeParse(value);
  if (!parsed.success)
    return {
      ok: false,
      faults: parsed.error.issues.flatMap((issue) => slackSentence(issue, value, '/view')),
    };
  const checked = validateBlocks(kind, parsed.data.blocks, newBlocks);
  if (!checked.ok)
    return {
      ok: false,
      faults: checked.faults.map((fault) =>
        fault.replace('[json-pointer:/', '[json-pointer:/view/'),
      ),
    };
  const faults = formFaults(
    parsed.data.type === 'modal' && parsed.data.submit === undefined,
    checked.blocks,
  );
  if (faults.length > 0) return { ok: false, faults };
  return { ok: true, view: { ...parsed.data, blocks: checked.blocks } };
}

function formFaults(noSubmit: boolean, blocks: readonly Block[]): string[] {
  const inputs = blocks.filter((block) => block.type === 'input');
  const focused = inputs.filter(
    (block) => 'focus_on_load' in block.element && block.element.focus_on_load === true,
  );
  return [
    ...(noSubmit && inputs.length > 0
      ? ['missing required field: submit [json-pointer:/view]']
      : []),
    ...(focused.length > 1
      ? ['only one element can be focused on load [json-pointer:/view/blocks]']
      : []),
  ];
}
