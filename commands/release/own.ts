import { z } from 'zod';
import { defineCommand, whisper } from '../../src/slack/command.ts';
import { texts } from '../../src/texts/texts.ts';
import { onlyMembers, outcome, rosterOf } from '../facts.ts';
import { findRelease } from '../find.ts';

/** Takes over a release whose owner is gone, or whose shift is over. */
export const own = defineCommand({
  name: 'release own',
  slash: '/release',
  ...texts.help['release own'],
  inThread: 'own',
  args: z.array(z.string()).readonly(),
  async run(words, desk) {
    const found = await findRelease(words, desk, 'release own');
    if (found.kind === 'reply') return found.reply;
    const outside = await onlyMembers(desk);
    if (outside) return outside;
    const { release } = found.it;
    const service = desk.services[release.service];
    if (!service) return whisper(`There is no service ${release.service} any more. Nothing changed.`);
    const roster = await rosterOf(service, desk, { 'on-call': service.oncall });
    if (roster.kind === 'reply') return roster.reply;
    const decision = await desk.tell({ service: service.name, release: release.id }, { kind: 'owned', at: desk.now, by: desk.caller, roster: roster.value });
    const lost = release.approvals.some(({ by }) => by.id === desk.caller.id) ? ' Your approval of it no longer counts.' : '';
    return outcome(decision, `You own ${service.name} ${release.build.version} now.${lost}`, { service: service.name });
  },
});
