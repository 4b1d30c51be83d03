import { defineCommand } from '../../src/command-kit/command.ts';

/** The Dismiss button of the first visit: the greeting never comes again. */
export const greetedCommand = defineCommand('release greeted', {
  typed: false,
  async run(_, context) {
    await context.changeReader((reader) => ({ ...reader, greeted: true }));
    return { kind: 'silent' };
  },
});
