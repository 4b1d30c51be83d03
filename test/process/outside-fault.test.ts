import { describe, expect, it } from 'vitest';
import { UpstreamError } from '../../src/ports/errors.ts';
import { outsideFault } from '../../src/process/outside-fault.ts';

describe('what keeps Davy from starting', () => {
  it('is said in words where it is outside, and shown with its lines where it may be ours', () => {
    expect(outsideFault(new UpstreamError('PostgreSQL', 'starting: not within 60 s'))).toBe(
      'PostgreSQL failed while starting: not within 60 s',
    );
    const refused = Object.assign(new Error('connect ECONNREFUSED 10.0.0.1:5432'), {
      code: 'ECONNREFUSED',
    });
    expect(outsideFault(refused)).toBe('connect ECONNREFUSED 10.0.0.1:5432');
    const each = Object.assign(new AggregateError([refused, refused]), { code: 'ECONNREFUSED' });
    expect(outsideFault(each)).toBe('ECONNREFUSED');
    expect(outsideFault(new TypeError('x is undefined'))).toBeNull();
    expect(outsideFault('no')).toBeNull();
  });
});
