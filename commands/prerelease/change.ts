import { z } from 'zod';
import { defineCommand } from '../../src/command-kit/command.ts';
import { unquoted } from '../../src/command-kit/words.ts';
import { texts } from '../../src/texts/texts.ts';
import { findService } from '../../src/command-kit/find/find.ts';
import { blank, prereleaseForm } from '../../src/command-kit/prerelease/form.ts';

/** Opens the form with what was said so far, so that nothing has to be typed twice. */
export const prereleaseChangeCommand = defineCommand({
  name: 'prerelease change',
  slash: '/prerelease',
  ...texts.help['prerelease change'],
  typed: false,
  args: z.array(z.string()).readonly(),
  async run(words, context) {
    const found = findService(words, context, 'prerelease change');
    if (found.kind === 'reply') return found.reply;
    const [first, ...others] = found.rest;
    const build = first === undefined || first.includes('=') ? null : unquoted(first);
    const rest = build === null ? found.rest : others;
    const valueOf = (key: string) =>
      rest.find((word) => word.toLowerCase().startsWith(`${key}=`))?.slice(key.length + 1) ?? null;
    const note = rest.filter((word) => !/^(servers|soak)=/i.test(word)).join(' ');
    return prereleaseForm(
      [found.it],
      {
        ...blank,
        service: found.it.name,
        build,
        servers: valueOf('servers'),
        soak: valueOf('soak'),
        note,
      },
      context,
    );
  },
});
