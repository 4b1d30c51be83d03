import { z } from 'zod';
import { UpstreamError } from '../../ports/errors.ts';
import type { JobNotes } from '../../ports/job-notes.ts';

const Page = z.discriminatedUnion('step', [
  /** The place itself said that it did not begin. */
  z.object({ step: z.literal('free') }),
  /** Stopped before anything was sent: it never begins. */
  z.object({ step: z.literal('stopped') }),
  z.object({
    step: z.literal('sent'),
    /** Written before the call goes out; real ms that all replicas share. */
    sentAt: z.number(),
    tries: z.number(),
    /** What the place calls it; null while no answer said so. */
    run: z.string().nullable(),
    /** The place said yes, and not what it calls it. */
    accepted: z.boolean(),
    stop: z.enum(['person', 'timeout']).nullable(),
  }),
]);

/** What is known of one run; null before anybody began or stopped it. */
export type JobPage = z.infer<typeof Page> | null;

/** A run whose call went out. */
export type SentPage = Extract<JobPage, { step: 'sent' }>;

const Order = z.object({ turn: z.number(), fence: z.number() });
type Order = z.infer<typeof Order>;

/** Nobody meets so many writers of one page. */
const triesMost = 8;

/** Its call went out, or was about to. */
export function isSentPage(page: JobPage): page is SentPage {
  return page?.step === 'sent';
}

/** The pages of a runner. Whoever writes has read what was there before, or is told so. */
export function jobBook(notes: JobNotes) {
  async function change<Note extends object | null>(
    key: string,
    schema: z.ZodType<NonNullable<Note>>,
    next: (now: NonNullable<Note> | null) => Note,
  ): Promise<Note> {
    for (let tries = 0; tries < triesMost; tries += 1) {
      const note = await notes.jobNote(key);
      const now = note === null ? null : schema.parse(JSON.parse(note.note));
      const wanted = next(now);
      if (wanted === null || wanted === now) return wanted;
      if (await notes.saveJobNote(key, note?.revision ?? 0, JSON.stringify(wanted))) return wanted;
    }
    throw new UpstreamError('the ledger', `writing ${key}: others write it all the time`);
  }

  return {
    /** Null where nobody wrote anything. */
    async read(id: string): Promise<JobPage> {
      const note = await notes.jobNote(`run:${id}`);
      return note === null ? null : Page.parse(JSON.parse(note.note));
    },
    /** Answers what stands there afterwards; the same page, or null, changes nothing. */
    change: (id: string, next: (now: JobPage) => JobPage): Promise<JobPage> =>
      change<JobPage>(`run:${id}`, Page, next),
    /** Whether no newer order was given for the same; if so, older ones are late from here on. */
    async isNewest(under: string, { turn, fence }: Order): Promise<boolean> {
      const newest = await change<Order>(`under:${under}`, Order, (now) =>
        now && !isOlder(now, { turn, fence }) ? now : { turn, fence },
      );
      return newest.turn === turn && newest.fence === fence;
    },
  };
}

/** Such a book. */
export type JobBook = ReturnType<typeof jobBook>;

function isOlder(one: Order, other: Order): boolean {
  return one.turn < other.turn || (one.turn === other.turn && one.fence < other.fence);
}
