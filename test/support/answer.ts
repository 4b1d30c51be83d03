import { plain, type Reply } from '../../src/command-kit/reply.ts';

/** An answer, as its reader sees it. */
export type Answer = {
  readonly text: string;
  readonly buttons: readonly string[];
  readonly form: string | null;
};

/** Reads a reply as its reader would. */
export function said(reply: Reply): Answer {
  if (reply.kind === 'form')
    return {
      text: reply.form.intro,
      buttons: [],
      form: `${reply.form.command} ${reply.form.value}`,
    };
  if (reply.kind === 'shown')
    return {
      text: reply.content.text,
      buttons: [
        ...JSON.stringify(reply.content.rich).matchAll(
          /"action_id":"([^"]+)".*?"value":"([^"]+)"/g,
        ),
      ].map(([, action, value]) => `${action} ${value}`),
      form: null,
    };
  if (reply.kind === 'silent') return { text: '', buttons: [], form: null };
  const buttons = reply.choices.map((choice) =>
    choice.kind === 'command'
      ? `${choice.label} → ${choice.command} ${choice.value}`
      : choice.label,
  );
  return { text: plain(reply.parts), buttons, form: null };
}
