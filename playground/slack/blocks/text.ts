import { z } from 'zod';

/** A string Slack counts: never empty, never longer than said. */
export const words = (max: number) => z.string().min(1).max(max);

/** A web address as Slack takes it in links, buttons and pictures. */
export const address = z
  .string()
  .min(1)
  .max(3000)
  .regex(/^(https?|mailto|tel|slack):/i, 'invalid_url');

/** Text shown as it is: no markup, no mention. */
export const plain = (max: number) =>
  z.strictObject({
    type: z.literal('plain_text'),
    text: words(max),
    emoji: z.boolean().optional(),
  });

/** Text in Slack's own markup, where mentions and links work. */
export const mrkdwn = (max: number) =>
  z.strictObject({ type: z.literal('mrkdwn'), text: words(max), verbatim: z.boolean().optional() });

/** Either kind of text, with one limit for both. */
export const anyText = (max: number) => z.discriminatedUnion('type', [plain(max), mrkdwn(max)]);

/** The question Slack asks before it sends a click. */
export const confirmSchema = z.strictObject({
  title: plain(100),
  text: anyText(300),
  confirm: plain(30),
  deny: plain(30),
  style: z.enum(['primary', 'danger']).optional(),
});

/** What every block may carry to be found again. */
export const blockId = { block_id: words(255).optional() };

/** A picture inside a section or a context line. */
export const pictureElement = z.strictObject({
  type: z.literal('image'),
  image_url: address,
  alt_text: words(2000),
});

/** Text in Slack's markup or as it is. */
export type TextObject = z.infer<ReturnType<typeof anyText>>;

/** A question asked before a click is sent. */
export type Confirm = z.infer<typeof confirmSchema>;
