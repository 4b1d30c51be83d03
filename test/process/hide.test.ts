import { describe, expect, it } from 'vitest';
import { hiding } from '../../src/process/hide.ts';

describe('what others wrote', () => {
  const hide = hiding(['s3cret', 's3cret-and-more', 'line-one-of-a-key\nline-two-of-a-key\n']);

  it('holds no secret, whole or encoded, the longest first', () => {
    const encoded = Buffer.from('s3cret-and-more').toString('base64');
    expect(hide(`a s3cret-and-more b s3cret c ${encoded}`)).toBe(
      'a [hidden] b [hidden] c [hidden]',
    );
  });

  it('holds no line of a key that was cut', () => {
    expect(hide('…\nline-two-of-a-key\nend')).toBe('…\n[hidden]\nend');
  });
});
