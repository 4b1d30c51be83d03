/**
 * # commands/prerelease
 *
 * The words after `/prerelease` that need a button or a form of their own.
 */

import { about, defineCommand } from '../../src/command-kit/command.ts';
import { dryRunWord, unquoted } from '../../src/command-kit/words.ts';
import { findService } from '../../src/command-kit/find/find.ts';
import { blank, prereleaseForm } from '../../src/command-kit/prerelease/form.ts';

/** Opens the form with what was said so far, so that nothing has to be typed twice. */
export const prereleaseChangeCommand = defineCommand('prerelease change', {
  typed: false,
  run: about(findService, async (service, context, words) => {
    const [first, ...others] = words;
    const build = first === undefined || first.includes('=') ? null : unquoted(first);
    const rest = build === null ? words : others;
    const valueOf = (key: string) =>
      rest.find((word) => word.toLowerCase().startsWith(`${key}=`))?.slice(key.length + 1) ?? null;
    const note = rest
      .filter((word) => !/^(servers|soak|despite)=/i.test(word) && word !== dryRunWord)
      .join(' ')
      .replace(/(^| )note=/i, '$1');
    return prereleaseForm(
      [service],
      {
        ...blank,
        service: service.name,
        build,
        servers: valueOf('servers'),
        soak: valueOf('soak'),
        note,
      },
      context,
    );
  }),
});
