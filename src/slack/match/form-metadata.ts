import { z } from 'zod';
import type { Form } from '../../command-kit/reply.ts';

/** What a form carries through Slack and back: nothing that is trusted, only what to look up. */
const FormMetadata = z.strictObject({
  value: z.string().max(500),
  channel: z.string().max(40).nullable(),
  thread: z.string().max(40).nullable(),
  fields: z.array(z.string().max(60)).max(20).default([]),
});

/** What came back with a form, as it was written into it. */
export type FormMetadata = z.infer<typeof FormMetadata>;

/** Writes it into a form: what it is about, and where the answer will go. */
export function metadataFor(
  form: Form,
  { channel, thread }: Pick<FormMetadata, 'channel' | 'thread'>,
): string {
  const fields = 'fields' in form ? form.fields.map(({ name }) => name) : [];
  return JSON.stringify({ value: form.value, channel, thread, fields } satisfies FormMetadata);
}

/** Reads it back; null when this Davy did not write it. */
export function metadataOf(text: string): FormMetadata | null {
  try {
    return FormMetadata.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}
