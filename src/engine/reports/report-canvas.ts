import type { Claim, Message } from '../../ports/ledger.ts';
import type { Summary } from '../../summary/summary.ts';
import { withCards, withTimelines } from './gather.ts';
import type { Reporting } from './reporting.ts';
import { fingerprint } from '../slack/fingerprint.ts';
import { beforeCall, type WorkerContext } from '../worker-context.ts';

/**
 * The whole report of a period beside its message. Its row says that it is begun before Slack is
 * asked, as with every message; `ts` is its id.
 */
const kind = 'canvas';

/**
 * Makes the report, or brings it up to date; null where there are no canvases. A crash between the
 * two can leave one more behind, which nothing leads to.
 */
export async function writeReport(
  context: WorkerContext,
  { reports, drawReport }: Reporting,
  claim: Claim,
  summary: Summary,
  channel: string,
): Promise<Report | null> {
  const { ledger } = context.ports;
  const { title, markdown } = drawReport(
    await withTimelines(ledger, await withCards(ledger, summary)),
  );
  const hash = fingerprint({ text: title, rich: [{ markdown }], classic: [] });
  const known = (await ledger.messages(claim.key)).find((message) => message.kind === kind);
  const row: Message = known ?? {
    subject: claim.key,
    kind,
    channel,
    thread: null,
    ts: null,
    hash: '',
  };
  if (
    known?.ts &&
    (known.hash === hash || (await edited(context, reports, claim, known.ts, markdown)))
  ) {
    await ledger.saveMessage({ ...known, hash });
    return { id: known.ts, url: await reports.address(known.ts) };
  }
  if (!known) await ledger.addMessage(row);
  await beforeCall(context, claim, 'canvas');
  const made = await reports.create(title, markdown);
  if (made === 'none-here') return null;
  context.at('slack after canvas');
  await ledger.saveMessage({ ...row, ts: made.id, hash });
  return { id: made.id, url: await reports.address(made.id) };
}

/** A report that was written, and where it is read. */
export type Report = { readonly id: string; readonly url: string };

async function edited(
  context: WorkerContext,
  reports: Reporting['reports'],
  claim: Claim,
  id: string,
  markdown: string,
): Promise<boolean> {
  await beforeCall(context, claim, 'canvas');
  return (await reports.edit(id, markdown)) === 'edited';
}
