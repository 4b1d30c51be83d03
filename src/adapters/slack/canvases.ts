import { z } from 'zod';
import type { Reports } from '../../ports/reports.ts';
import { asFault, type SlackAccount, slackCall, SlackSaidNo } from './call.ts';

const Self = z.object({ ok: z.literal(true), url: z.url(), team_id: z.string() });
const Made = z.object({ ok: z.literal(true), canvas_id: z.string() });
const Done = z.object({ ok: z.literal(true) });

/**
 * Slack's canvases as the place for long reports. Where Slack says no (no scope, no paid plan,
 * switched off, words it does not take) there is none, and the message has to say it all.
 */
export function slackCanvases(account: SlackAccount): Reports {
  const call = slackCall(account, 1);
  return {
    async create(title, markdown) {
      const made = await call(
        'canvases.create',
        { title, document_content: content(markdown) },
        Made,
      ).catch(said);
      return typeof made === 'string' ? 'none-here' : { id: made.canvas_id };
    },
    async edit(id, markdown) {
      const edited = await call(
        'canvases.edit',
        { canvas_id: id, changes: [{ operation: 'replace', document_content: content(markdown) }] },
        Done,
      ).catch(said);
      if (typeof edited !== 'string') return 'edited';
      return edited === 'canvas_not_found' ? 'gone' : 'none-here';
    },
    async open(id, channel) {
      await call(
        'canvases.access.set',
        { canvas_id: id, access_level: 'read', channel_ids: [channel] },
        Done,
      ).catch(said);
    },
    async address(id) {
      const { url, team_id } = await call('auth.test', {}, Self).catch((error: unknown) => {
        throw asFault('auth.test', error);
      });
      return new URL(`docs/${team_id}/${id}`, url).href;
    },
  };
}

function content(markdown: string) {
  return { type: 'markdown', markdown };
}

/** Slack's word for its no; whatever else went wrong is tried again. */
function said(error: unknown): string {
  if (error instanceof SlackSaidNo) return error.word;
  throw error;
}
