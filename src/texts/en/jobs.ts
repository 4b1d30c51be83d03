import { count, many, span } from './amount.ts';
import { dot } from './sentence.ts';

/** What a step is called where the work has no host. */
const place = (on: string | null, job: string) => on ?? job;

/** Why nothing ran, what is true now, and what to do: `at` is the host, or the job without one. */
const refused = {
  'host-key-changed': (at: string, detail: string) =>
    `${at} shows another key than the one Davy knows${detail === '' ? '' : `: ${detail}`}. ` +
    `Nothing ran. If ${at} was set up anew, write its new key into Davy's known_hosts; ` +
    'if not, somebody else may answer in its place.',
  'host-unknown': (at: string) =>
    `Davy knows no key of ${at}. Nothing ran. ` +
    `Compare the key that \`ssh-keyscan\` shows with the host's own, ` +
    `and write it into Davy's known_hosts.`,
  denied: (at: string, detail: string) =>
    `${at} does not let Davy in: ${dot(detail)} Nothing ran. ` +
    `Add Davy's public key to the authorized_keys of the job's user.`,
  lacks: (at: string, detail: string) =>
    `${at} has no ${detail}. Nothing ran. Install it (on Debian it is in util-linux).`,
  'cannot-write': (at: string, detail: string) =>
    `Davy cannot write ${detail} on ${at}. Nothing ran. ` +
    'Make room there, or give the folder to the user of the job.',
  'token-refused': (at: string, detail: string) =>
    `The place of ${at} does not let Davy in: ${dot(detail)} Nothing ran. ` +
    'Give Davy a token that may begin it (davy.yml names the variable).',
  'not-accepted': (at: string, detail: string) =>
    `The place of ${at} does not take the order: ${dot(detail)} Nothing ran. ` +
    'Compare the entry of the job in davy.yml with what is there.',
  silent: (at: string) =>
    `${at} did not answer for 10 minutes. Nothing ran. Look why, then run it again.`,
  superseded: (at: string) =>
    `${at} has obeyed a newer order of Davy's, or was told to stop. Nothing ran. Run it again; ` +
    'if Davy has a new ledger since, remove the folder .davy/orders there before.',
};

const lost = {
  killed: (at: string) =>
    `Nobody can say how it ended on ${at}: its process is gone without an end. ` +
    `It may have done a part of its work. Look at ${at}, then decide whether to run it again.`,
  silent: (at: string) =>
    `Nobody can say how it ended on ${at}: it has not answered since, and its time is over. ` +
    `It may have run. Look at ${at}, then decide whether to run it again.`,
};

const step = {
  waiting: 'waits',
  skipped: 'left out',
  runs: 'runs',
  ordered: (at: string) => `runs since ${at}`,
  well: (ms: number) => `ended well after ${span(ms)}`,
  code: (code: number, ms: number) => `ended with ${code} after ${span(ms)}`,
  timeout: (ms: number) => `took longer than it may, and was ended after ${span(ms)}`,
  stopped: 'was stopped',
  lost: 'nobody knows how it ended',
  refused: 'nothing ran',
};

/** A job that somebody has run, from the order to its end. */
export const jobsTexts = {
  place,
  refused,
  lost,
  step,
  done: (done: number) => `${count(done)} done`,
  doneOf: (done: number, of: number) => `${count(done)} of ${count(of)}`,
  failed: (failed: number) => `${count(failed)} failed`,
  line: (at: string, how: string) => `• ${at}: ${how}`,
  head: {
    runs: (job: string, service: string, on: string | null) =>
      `Job ${job} of ${service} runs${on === null ? '' : ` on ${on}`}`,
    waits: (job: string, service: string) => `Job ${job} of ${service} waits to begin`,
    well: (job: string, service: string) => `Job ${job} of ${service} is done`,
    stopping: (job: string, service: string) => `Job ${job} of ${service} is being stopped`,
    stopped: (job: string, service: string) => `Job ${job} of ${service} was stopped`,
    failed: (job: string, service: string, on: string | null) =>
      `Job ${job} of ${service} failed${on === null ? '' : ` on ${on}`}`,
    lost: (job: string, service: string, on: string | null) =>
      `Job ${job} of ${service} was lost${on === null ? '' : ` on ${on}`}`,
    refused: (job: string, service: string, on: string | null) =>
      `Job ${job} of ${service} did not begin${on === null ? '' : ` on ${on}`}`,
  },
  spoken: (headline: string, who: string, reason: string) =>
    dot(`${headline}. Asked by ${who}${reason === '' ? '' : `: ${reason}`}`),
  before: (hosts: number) => `• ${many(hosts, 'host')} before these ended well`,
  after: (hosts: number) => `• ${many(hosts, 'more host')} after these`,
  by: (who: string, at: string) => `Asked by ${who} ${at}`,
  because: (reason: string) => `Reason: ${reason}`,
  limit: (ms: number) => `At most ${span(ms)} on each`,
  stoppedBy: (who: string, at: string) => `Stopped by ${who} ${at}`,
  leftOut: (hosts: number) =>
    hosts === 0 ? '' : ` ${many(hosts, 'host')} after it ${hosts === 1 ? 'was' : 'were'} left out.`,
  seeOutput: 'What it wrote is in the thread.',
  output: (at: string, how: string) => `${at}: ${how}`,
  spokenOutput: (at: string, how: string) => `${at}: ${how}. Its output follows.`,
  onlyEnd: (shown: number, all: number) =>
    `The last ${Math.ceil(shown / 1_000)} KB of ${Math.ceil(all / 1_000)} KB that are kept`,
  noOutput: 'It wrote nothing',
  tries: (times: number) => `Run again ${many(times, 'time')}, because its end was lost`,
  stop: 'Stop Job',
  spokenStop: (job: string, service: string) => `Stop job ${job} of ${service}`,
  sure: (job: string) => ({
    title: `Stop ${job}`,
    text: 'What runs now is ended, and no further host begins. What it did already stays done.',
    yes: 'Stop Job',
    no: 'Let It Run',
  }),
};
