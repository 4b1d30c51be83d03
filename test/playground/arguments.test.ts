import { describe, expect, it } from 'vitest';
import { readArguments } from '../../playground/arguments.ts';

const read = (...typed: readonly string[]) => readArguments(typed, ['healthy', 'traffic']);

describe('the playground', () => {
  it.each([
    [['--play', 'nope'], 'there is no story "nope"; there are healthy, traffic and all'],
    [['--port', 'abc'], '--port needs a whole number from 0 to 65535, not "abc"'],
    [['--port', '70000'], '--port needs a whole number from 0 to 65535, not "70000"'],
    [['--speed', '0'], '--speed needs a number above 0, not "0"'],
    [['--seed=-1'], '--seed needs a number, not "-1"'],
    [['--fleet', 'gce'], '--fleet needs local or ec2, not "gce"'],
    [
      ['--fleet', 'ec2', '--data', 'x'],
      '--fleet ec2 begins anew each time: leave out --data and --reset',
    ],
    [
      ['--fleet', 'ec2', '--reset'],
      '--fleet ec2 begins anew each time: leave out --data and --reset',
    ],
    [['--daily', '25:00'], '--daily needs a time such as 10:00, not "25:00"'],
    [
      ['--plya', 'all'],
      expect.stringMatching(/^Unknown option '--plya'; there are --play, .*--help$/),
    ],
    [['traffic'], expect.stringMatching(/^Unexpected argument 'traffic'; there are --play, /)],
    [['--port'], expect.stringMatching(/^[^\n]*--port[^\n]*; there are --play, /)],
  ])('says in one line what is wrong with %j', (typed, why) => {
    expect(read(...typed)).toEqual({ kind: 'wrong', why });
  });

  it('reads numbers, and what was not said', () => {
    expect(read('--play', 'all', '--port', '0')).toMatchObject({
      kind: 'read',
      play: 'all',
      port: 0,
      speed: 1,
      seed: 8,
      fleet: 'local',
    });
    expect(read('--fleet', 'ec2')).toMatchObject({ kind: 'read', fleet: 'ec2' });
    expect(read('--fast')).toMatchObject({ fast: true });
    expect(read()).toMatchObject({ fast: false });
    expect(read('-h')).toEqual({ kind: 'help' });
  });
});
