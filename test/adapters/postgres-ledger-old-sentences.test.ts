import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  BecauseRow,
  MissingRow,
  PageSummaryRow,
  SignalRow,
} from '../../src/adapters/postgres-ledger/rows/because.ts';
import { DecisionRow, EffectRow } from '../../src/adapters/postgres-ledger/rows/decision.ts';
import { EventRow } from '../../src/adapters/postgres-ledger/rows/event.ts';
import { LineRow, ReleaseRow } from '../../src/adapters/postgres-ledger/rows/release.ts';
import { TicketWorkRow } from '../../src/adapters/postgres-ledger/rows/ticket-work.ts';
import { worded } from '../../src/release/state/worded.ts';
import { becauseWords } from '../../src/texts/because-words.ts';
import { reasonWords } from '../../src/texts/reason-words.ts';
import { texts } from '../../src/texts/texts.ts';
import { counterexample } from '../release/arbitrary.ts';
import { becausesOf, missingsOf, signalsOf, summariesOf } from '../release/arbitrary-because.ts';

/** Stored by the version before values, letter by letter. */
const release = `{
  "id": "rel_1", "kind": "release", "service": "board",
  "build": {
    "service": "board", "version": "1.42.0", "commit": "c0ffee", "image": "ami-1.42.0",
    "checks": { "passed": 12, "failed": 0 }, "registeredAt": 1
  },
  "target": null, "by": { "id": "U0ANA", "name": "Ana" }, "at": 1000, "note": "carts",
  "plan": {
    "hash": "p1", "servers": 1, "soakMs": 1, "usersMin": 1, "signOff": [], "approvalTtlMs": 1,
    "batches": [0.1, 1], "betweenBatchesMs": 1, "reconnectsMax": 0.02, "watchMs": 1,
    "retireGraceMs": 1, "countdownMs": 1, "postponeMs": 1, "postponesMax": 2,
    "answerWithinMs": 300000, "lookEveryMs": 1, "launchTimeoutMs": 1, "automatic": false
  },
  "carries": [], "startAttempted": true, "capacity": 2,
  "phase": {
    "kind": "stuck", "since": 2000, "because": "its users do not move to the new servers",
    "from": { "kind": "migrating", "since": 1, "batch": 0, "movedAt": null, "watchedMs": 0 }
  },
  "approvals": [],
  "watch": {
    "measuredAt": 5, "creditedMs": 0, "badInARow": 2, "goodInARow": 0, "goodSince": null,
    "undecidedSince": null, "undecidedTold": false,
    "verdict": {
      "kind": "unhealthy", "fatal": false, "badness": 2,
      "reasons": [
        { "signal": "p95", "says": "fail", "text": "p95 900 ms, max 600" },
        { "signal": "Sentry", "says": "missing", "text": "Sentry does not answer" }
      ]
    },
    "readings": [{
      "signal": "Sentry", "unit": "", "source": "sentry", "value": null, "baseline": null,
      "limit": { "kind": "max", "value": 0 }, "ageMs": null, "sample": null,
      "missing": "Sentry does not answer", "issues": []
    }],
    "baselines": []
  },
  "seen": null, "exposure": [],
  "countdown": {
    "number": 1, "since": 1, "deadline": 9, "because": "p95 900 ms, max 600",
    "postponements": [{
      "by": { "id": "U0ANA", "name": "Ana" }, "at": 1, "until": 2, "badness": 2,
      "reason": "a known spike (not by Ana)"
    }]
  },
  "countdowns": 1,
  "escalation": {
    "number": 1, "since": 1500,
    "page": {
      "key": "board:rel_1:stuck", "severity": "critical",
      "summary": "board 1.42.0 is stuck: its users do not move to the new servers"
    },
    "againAt": null, "ended": null
  },
  "hold": null, "holds": 0, "owners": [], "reminders": [],
  "asks": [{
    "by": { "id": "davy", "name": "Davy" }, "at": 3, "teams": ["accounts"],
    "because": "1.41.9, which it contains, was blocked: declined by Tom B.: price bug"
  }],
  "move": {
    "batches": [0.1, 1], "halved": 1, "patience": 2, "adapted": 0, "since": 1, "done": [],
    "slowed": { "by": null, "at": 4, "because": "9.1% of reconnects failed, max 2%" },
    "reconnects": {
      "since": 1, "at": 2, "arrived": null, "failed": null, "slow": null,
      "missing": "Prometheus does not answer"
    },
    "launchMs": null
  },
  "contains": [], "rev": 3, "seq": 7
}`;
const line = `{
  "service": "board", "live": null, "lastGood": [], "freeze": null, "endedFreeze": null,
  "lock": {
    "reason": "board 1.42.0 was rolled back: p95 900 ms, max 600", "since": 1, "release": "rel_1"
  },
  "moving": null, "carried": [], "found": null, "reminders": [], "seq": 7,
  "blocked": [{
    "version": "1.42.0", "image": "ami-1.42.0", "because": "p95 900 ms, max 600",
    "commit": "c0de", "teams": [], "at": 3
  }],
  "recalled": [{
    "release": "rel_0", "because": "Tom B. replaced it by board 1.43.0", "by": null,
    "end": "replaced"
  }]
}`;
const work = `{
  "release": "rel_1", "stage": "live", "done": "Done", "version": "1.42.0", "since": 1,
  "endedAt": 2, "silentSince": null, "silenceTold": false,
  "tickets": [{
    "key": "BRD-1", "title": null, "status": null, "ordered": false, "unsureSince": null,
    "faults": 0,
    "outcome": { "kind": "failed", "why": "Resolution is required; not commented: it is closed" }
  }],
  "versions": [{
    "project": "BRD",
    "outcome": { "kind": "failed", "why": "there is no such project, or Davy may not see it" }
  }]
}`;

describe('a row that holds sentences', () => {
  it('is read as the release it was, and shown as it is', () => {
    const read = ReleaseRow.parse(JSON.parse(release));
    const { phase, countdown, escalation, asks, move, watch } = read;
    expect('because' in phase && becauseWords(phase.because)).toBe(
      'its users do not move to the new servers',
    );
    expect(countdown && becauseWords(countdown.because)).toBe('p95 900 ms, max 600');
    expect(countdown?.postponements[0]).not.toHaveProperty('explainedBy');
    expect(escalation && texts.pageSummary(escalation.page.summary)).toBe(
      'board 1.42.0 is stuck: its users do not move to the new servers',
    );
    expect(asks.map(({ because }) => because && becauseWords(because))).toEqual([
      '1.41.9, which it contains, was blocked: declined by Tom B.: price bug',
    ]);
    expect(move?.slowed?.because && becauseWords(move.slowed.because)).toBe(
      '9.1% of reconnects failed, max 2%',
    );
    expect(move?.reconnects?.missing).toEqual(worded('Prometheus does not answer'));
    expect(watch.readings[0]?.missing).toEqual(worded('Sentry does not answer'));
    expect(watch.verdict?.reasons.map(texts.signal)).toEqual([
      'p95 900 ms, max 600',
      'Sentry does not answer',
    ]);
  });

  it('is read as the pace it was where a person gave no reason', () => {
    const row = JSON.parse(release);
    const slowed = { by: { id: 'U0ANA', name: 'Ana' }, at: 4, because: '' };
    const read = ReleaseRow.parse({ ...row, move: { ...row.move, slowed } });
    expect(read.move?.slowed).toEqual({ ...slowed, because: null });
  });

  it('is read as the line it was', () => {
    const { lock, blocked, recalled } = LineRow.parse(JSON.parse(line));
    expect(lock && becauseWords(lock.reason)).toBe(
      'board 1.42.0 was rolled back: p95 900 ms, max 600',
    );
    expect([...blocked, ...recalled].map(({ because }) => becauseWords(because))).toEqual([
      'p95 900 ms, max 600',
      'Tom B. replaced it by board 1.43.0',
    ]);
  });

  it('is read as the page, the tickets and the event it was', () => {
    const page = { lane: 'page', kind: 'page', key: 'k', summary: 'Errors', severity: 'error' };
    expect(EffectRow.parse(page)).toEqual({ ...page, summary: worded('Errors') });
    const { tickets, versions } = TicketWorkRow.parse(JSON.parse(work));
    expect([...tickets, ...versions].map(({ outcome }) => outcome)).toEqual([
      { kind: 'failed', why: [worded('Resolution is required; not commented: it is closed')] },
      { kind: 'failed', why: [worded('there is no such project, or Davy may not see it')] },
    ]);
    expect(EventRow.parse({ kind: 'gave-up', at: 1, because: 'no host answers' })).toEqual({
      kind: 'gave-up',
      at: 1,
      because: worded('no host answers'),
    });
  });

  it.each([
    ['locked', ['board', 'errors rose'], 'board is locked: errors rose.'],
    ['barred', ['board 1.42.0', 'errors rose'], 'board 1.42.0 is blocked: errors rose.'],
    [
      'decided',
      ['board 1.42.0', 'declined', 20_000, 'declined by Tom B.: price bug'],
      'board 1.42.0 is already declined, just now: declined by Tom B.: price bug.',
    ],
    ['decided', ['board 1.42.0', 'live', null, ''], 'board 1.42.0 is already live.'],
    ['onHold', ['board 1.42.0', 'Ana', 'a sale'], 'board 1.42.0 is on hold by Ana: a sale.'],
  ])('is read as the refusal it was: %s %j', (says, values, shown) => {
    const row = { kind: 'refused', code: 'not-now', because: { says, values } };
    const read = DecisionRow.parse(row);
    expect(read.kind === 'refused' && reasonWords(read.because)).toContain(shown);
  });
});

describe('values', () => {
  const text = fc.string({ unit: 'grapheme', maxLength: 20 });
  it.each([
    ['why something is as it is', becausesOf(text), BecauseRow],
    ['what people are called for', summariesOf(text), PageSummaryRow],
    ['what signals say', signalsOf(text), SignalRow],
    ['what is missing', missingsOf(text), MissingRow],
  ] as const)('are read as they were stored: %s', (_, values, row) => {
    expect(
      counterexample(
        fc.property(values, (value: unknown) => {
          expect(row.parse(JSON.parse(JSON.stringify(value)))).toEqual(
            JSON.parse(JSON.stringify(value)),
          );
        }),
        300,
      ),
    ).toBeNull();
  });

  it('of a kind nobody knows are refused, as every row of a newer Davy is', () => {
    expect(BecauseRow.safeParse({ kind: 'moonlight' }).success).toBe(false);
    expect(BecauseRow.safeParse({ kind: 'users-stay', more: 1 }).success).toBe(false);
  });
});
