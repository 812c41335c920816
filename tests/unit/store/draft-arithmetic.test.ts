import { expect, test } from 'vitest';
import { draftOf, initialDraft, validateDraft } from '../../../src/store/draft';

const draft = { ...initialDraft(2), interval: '[0,1]', norm: 'ulp' as const };

test('a format of 16 bits may be computed in f32, and numbers flushed', () => {
  const { request } = validateDraft({ ...draft, format: 'bf16', compute: 'f32', flush: true });
  expect(request?.target).toMatchObject({ format: 'bf16', compute: 'f32', flush: true });
  expect(draftOf(initialDraft(2), request!.target)).toMatchObject({ compute: 'f32', flush: true });
});

test('what the format does not allow stays without effect', () => {
  const { request } = validateDraft({ ...draft, format: 'f32', compute: 'f32' });
  expect(request?.target).not.toHaveProperty('compute');
  expect(request?.target).not.toHaveProperty('flush');
  const real = validateDraft({ ...draft, format: 'real', norm: 'relative', flush: true });
  expect(real.request?.target).not.toHaveProperty('flush');
});
