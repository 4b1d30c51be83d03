import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { kept } from '../../../src/adapters/jobs/kept.ts';
import { hostScript, quoted } from '../../../src/adapters/ssh-jobs/host-script.ts';
import { sshJobs } from '../../../src/adapters/ssh-jobs/jobs.ts';
import { obstacleIn, readSaid } from '../../../src/adapters/ssh-jobs/host-answer.ts';
import { hasSshd, type RealSshd, startSshd } from '../../support/real-sshd.ts';
import { until } from '../../support/until.ts';

const order = { service: 'board', under: 'runs', turn: 1, fence: 1, words: { version: '1.42.0' } };

describe.skipIf(!(await hasSshd()))('a job on a real host', () => {
  let base: string;
  let sshd: RealSshd;
  beforeAll(async () => {
    base = await mkdtemp(join(tmpdir(), 'davy-ssh-'));
    sshd = await startSshd(base);
  });
  afterAll(async () => {
    await sshd.stop();
    await rm(base, { recursive: true, force: true });
  });

  async function jobsOf(known: string, command: readonly string[], identity = sshd.identity) {
    const directory = await mkdtemp(join(base, 'd'));
    await writeFile(join(directory, 'known_hosts'), known);
    const job = {
      user: sshd.user,
      identity,
      command,
      timeoutMs: 20_000,
      environment: { TOKEN: `it's a "secret" $HOME` },
    };
    return sshJobs({
      jobs: { work: job },
      hide: (text) => text,
      ssh: { directory, program: 'ssh' },
    });
  }

  it('stops where the host shows another key, and says which', async () => {
    const jobs = await jobsOf(await sshd.knownWrongly(), ['true']);
    const place = { id: 'changed', job: 'work', on: sshd.host };
    expect(await jobs.look(place)).toEqual({
      state: 'refused',
      why: 'host-key-changed',
      detail: expect.stringMatching(/^SHA256:[\w+/]{43}$/) as string,
    });
    await expect(jobs.begin({ ...place, ...order })).rejects.toThrow('beginning work');
  });

  it('begins for a further line of a service, whose name is a file on the host', async () => {
    const jobs = await jobsOf(await sshd.known(), ['true']);
    const place = { id: 'on-a-line', job: 'work', on: sshd.host };
    const line = { service: 'board@sandbox', under: 'board@sandbox.runs' };
    expect(await jobs.begin({ ...place, ...order, ...line })).toEqual({ kind: 'begun' });
  });

  it('speaks to no host that nobody made known, and needs a key that is let in', async () => {
    const place = { id: 'unknown', job: 'work', on: sshd.host };
    const strange = await jobsOf('', ['true']);
    expect(await strange.look(place)).toMatchObject({ state: 'refused', why: 'host-unknown' });
    const wrong = await jobsOf(await sshd.known(), ['true'], join(base, 'host'));
    expect(await wrong.look(place)).toMatchObject({ state: 'refused', why: 'denied' });
  });

  it('gives each word to the program as it is: no shell reads it', async () => {
    const odd = `a b;$(touch ${base}/never) 'c' "d" \`e\` \\ *`;
    const jobs = await jobsOf(await sshd.known(), ['printf', '<%s>', odd, '{version}', '{slot}']);
    const place = { id: 'odd-words', job: 'work', on: sshd.host };
    await jobs.begin({ ...place, ...order });
    const { output } = await until(async () => {
      const sight = await jobs.look(place);
      return sight.state === 'ended' && sight;
    });
    expect(output).toBe(`<${odd}><1.42.0><{slot}>`);
    await expect(readFile(join(base, 'never'))).rejects.toThrow('ENOENT');
  });

  it('hands secrets over in the environment, on no command line and in no file', async () => {
    const show =
      'printf "%s\\n" "$TOKEN"; cat /proc/[0-9]*/cmdline | tr "\\0" " "; cat "$0/pid" "$0/job"';
    const place = { id: 'with-secret', job: 'work', on: sshd.host };
    const folder = join(sshd.home, '.davy/jobs', place.id);
    const jobs = await jobsOf(await sshd.known(), ['sh', '-c', show, folder]);
    await jobs.begin({ ...place, ...order });
    const { output } = await until(async () => {
      const sight = await jobs.look(place);
      return sight.state === 'ended' && sight;
    });
    const [first, ...rest] = output.split('\n');
    expect(first).toBe(`it's a "secret" $HOME`);
    expect(rest.join('\n')).toContain('davy-keeper');
    expect(rest.join('\n')).not.toContain('a "secret"');
  });

  it('says how a program ends that is not there', async () => {
    const jobs = await jobsOf(await sshd.known(), ['/nowhere/at-all']);
    const place = { id: 'not-there', job: 'work', on: sshd.host };
    await jobs.begin({ ...place, ...order });
    const sight = await until(async () => {
      const seen = await jobs.look(place);
      return seen.state === 'ended' && seen;
    });
    expect(sight).toMatchObject({ code: 127, how: 'exit' });
    expect(sight.output).toContain('not found');
  });

  it.each([
    ['the host was started again', (line: string) => line.replace(/\S+$/, 'another-boot')],
    ['its number is somebody else now', (line: string) => line.replace(/ \d+ /, ' 1 ')],
  ])('calls a run lost when %s', async (what, rewritten) => {
    const jobs = await jobsOf(await sshd.known(), ['sleep', '4']);
    const place = { id: `lost-${what.length}`, job: 'work', on: sshd.host };
    await jobs.begin({ ...place, ...order });
    expect(await jobs.look(place)).toMatchObject({ state: 'running' });
    for (const who of ['pid', 'job']) {
      const file = join(sshd.home, '.davy/jobs', place.id, who);
      await writeFile(file, `${rewritten((await readFile(file, 'utf8')).trim())}\n`);
    }
    expect(await jobs.look(place)).toMatchObject({ state: 'lost' });
    expect(await jobs.begin({ ...place, ...order })).toEqual({ kind: 'begun' });
  });

  it('lives on while its job does, though its keeper was killed', async () => {
    const jobs = await jobsOf(await sshd.known(), ['sleep', '2']);
    const place = { id: 'no-keeper', job: 'work', on: sshd.host };
    await jobs.begin({ ...place, ...order });
    const file = join(sshd.home, '.davy/jobs', place.id, 'pid');
    process.kill(Number((await readFile(file, 'utf8')).split(' ')[0]), 'SIGKILL');
    expect(await jobs.look(place)).toMatchObject({ state: 'running' });
    await until(async () => (await jobs.look(place)).state === 'lost');
  });

  it('counts by a small file of the job, and is not held up by what is none', async () => {
    const says = '"$0" "$DAVY_PROGRESS"; sleep 20';
    const jobs = await jobsOf(await sshd.known(), ['sh', '-c', says, 'mkfifo']);
    const place = { id: 'counts-oddly', job: 'work', on: sshd.host };
    await jobs.begin({ ...place, ...order });
    const file = join(sshd.home, '.davy/jobs', place.id, 'progress');
    await until(async () => (await stat(file).catch(() => null))?.isFIFO());
    expect(await jobs.look(place)).toMatchObject({ state: 'running', progress: null });
    await rm(file);
    await writeFile(file, `${'7'.padEnd(199)}\n`);
    expect(await jobs.look(place)).toMatchObject({ state: 'running', progress: null });
    await writeFile(file, `7 of 9\n${'x'.repeat(100_000)}`);
    expect(await jobs.look(place)).toMatchObject({ state: 'running', progress: null });
    await writeFile(file, '7 of 9\n');
    const progress = { done: 7, of: 9, failed: 0 };
    expect(await jobs.look(place)).toMatchObject({ state: 'running', progress });
    await jobs.stop(place);
  });

  it.each(['-oProxyCommand=touch /tmp/x', 'web1 -v', 'web1;id', 'a@b', ''])(
    'takes no host like "%s"',
    async (on) => {
      const jobs = await jobsOf(await sshd.known(), ['true']);
      await expect(jobs.look({ id: 'x', job: 'work', on })).rejects.toThrow('Invalid string');
    },
  );

  it.each(['../x', '-x', 'a/b', '', "a'b"])('takes no id like "%s"', async (id) => {
    const jobs = await jobsOf(await sshd.known(), ['true']);
    await expect(jobs.look({ id, job: 'work', on: sshd.host })).rejects.toThrow('Invalid string');
  });
});

describe('the script for the host', () => {
  it('does nothing before its last line', () => {
    const script = hostScript({ verb: 'look', mark: 'm', directory: '.davy', id: 'a' });
    expect(script).toMatch(/^davy_main\(\) \{\n[\s\S]*\n\}\ndavy_main\n$/);
  });

  it('quotes whatever there is', () => {
    expect(quoted(`it's`)).toBe(`'it'\\''s'`);
  });
});

describe('the answer of a host', () => {
  const said = (text: string) => readSaid({ out: Buffer.from(text) }, 'm');

  it('is one only when it came to its end', () => {
    expect(said('Welcome!\n\nm running\n\nm whole\nhalf')).toBeNull();
    expect(said('Welcome!\n\nm running\n\nm whole\nall\nm end\n')).toMatchObject({
      word: 'running',
      last: 'all',
      cut: false,
    });
  });

  it.each([
    ['412 of 1000 3 failed\n', { done: 412, of: 1_000, failed: 3 }],
    ['412 of 1000\n', { done: 412, of: 1_000, failed: 0 }],
    ['412 3 failed\n', { done: 412, of: null, failed: 3 }],
    ['412\n', { done: 412, of: null, failed: 0 }],
    ['412 of 1000 3 failed', null],
    ['412\n413\n', null],
    [' 412\n', null],
    ['412 of\n', null],
    ['412/1000\n', null],
    ['1e3\n', null],
    ['-1\n', null],
    ['1234567890123456\n', null],
    ['', null],
  ])('counts with %j', (file, progress) => {
    const answer = `\nm running\n\nm progress\n${file}\nm whole\nall\nm end\n`;
    expect(said(answer)).toMatchObject({ word: 'running', progress, last: 'all' });
  });

  it('is not taken from what the wire says when it breaks', () => {
    expect(obstacleIn({ errors: 'Connection reset by peer' })).toBeNull();
  });
});

describe('what is kept of an output', () => {
  const hide = (text: string) => text.replaceAll('abcdefghij', '[hidden]');

  it('loses the piece of a line at a cut, which may be half of a secret', () => {
    expect(kept({ first: null, last: 'defghij\nlast', cut: true }, hide)).toBe('last');
    expect(kept({ first: 'one\nabcdef', last: 'ghij\ntwo', cut: true }, hide)).toBe(
      'one\n[…]\ntwo',
    );
  });

  it('finds a secret that a colour stands in the middle of', () => {
    const last = 'abcde\u001B[31mfghij\r\nx\u0007';
    expect(kept({ first: null, last, cut: false }, hide)).toBe('[hidden]\nx');
  });
});
