import { z } from 'zod';
import type { Release } from '../../src/release/release.ts';
import { type Desk, defineCommand, whisper } from '../../src/slack/command.ts';
import { texts } from '../../src/texts/texts.ts';
import { findServiceHere } from '../find.ts';
import { openThread, span } from '../say.ts';
import { shareButton } from './share.ts';

const usual = 10;
const most = 50;

/** What went out, came back or never left, the newest first; each row leads to its thread. */
export const history = defineCommand({
  name: 'release history',
  slash: '/release',
  ...texts.help['release history'],
  inThread: 'history',
  args: z.array(z.string()).readonly(),
  async run(words, desk) {
    const found = await findServiceHere(words, desk, 'release history');
    if (found.kind === 'reply') return found.reply;
    const wanted = found.rest[0] ?? String(usual);
    const count = /^\d{1,3}$/.test(wanted) ? Number(wanted) : 0;
    if (count < 1 || count > most) return whisper(`\`${wanted.slice(0, 20)}\` is no number of rows. Use 1 to ${most}. Example: \`/release history ${found.it.name} ${usual}\``);
    const releases = await desk.ledger.history(found.it.name, count);
    if (releases.length === 0) return whisper(`${found.it.name} has no history yet. Start it: \`/prerelease ${found.it.name}\``);
    const rows = await Promise.all(releases.map((release) => rowOf(release, desk)));
    return { ...whisper(headOf(releases.length, found.it.name), shareButton(`history ${found.it.name} ${count}`)), table: { columns: ['Build', 'What', 'State', 'When (UTC)', 'By', 'Why'], rows } };
  },
});

function headOf(rows: number, service: string): string {
  return rows === 1 ? `The newest of ${service}.` : `The last ${rows} of ${service}, the newest first.`;
}

async function rowOf(release: Release, desk: Desk) {
  const { build, kind, phase, by, at, fast } = release;
  const thread = await openThread(build, desk);
  const because = 'because' in phase ? phase.because : release.note;
  const what = fast ? 'return' : kind === 'release' ? 'release' : 'pre-release';
  const took = 'at' in phase ? ` after ${span(phase.at - at)}` : '';
  return {
    cells: [build.version, what, `${phase.kind.charAt(0).toUpperCase()}${phase.kind.slice(1).replace('-', ' ')}${took}`, new Date(at).toISOString().slice(0, 16).replace('T', ' '), by?.name ?? 'Davy', because],
    url: thread?.kind === 'link' ? thread.url : null,
  };
}
