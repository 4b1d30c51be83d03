/** One button, as an app would post it. */
export const button = (action_id: string, more: object = {}) => ({
  type: 'actions' as const,
  elements: [
    {
      type: 'button' as const,
      action_id,
      text: { type: 'plain_text' as const, text: 'Go On' },
      value: 'one.1',
      ...more,
    },
  ],
});

/** A form with one field of at most twenty characters. */
export const modal = (notify_on_close = false) => ({
  type: 'modal' as const,
  callback_id: 'why',
  notify_on_close,
  title: { type: 'plain_text' as const, text: 'Why?' },
  submit: { type: 'plain_text' as const, text: 'Save' },
  blocks: [
    {
      type: 'input' as const,
      block_id: 'reason',
      label: { type: 'plain_text' as const, text: 'Reason' },
      element: { type: 'plain_text_input' as const, action_id: 'v', max_length: 20 },
    },
  ],
});
