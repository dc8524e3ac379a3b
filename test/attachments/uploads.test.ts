import { expect, test } from 'vitest';
import type { Blob } from '../../src/main/attachments/blob-writer.ts';
import { createUploads } from '../../src/main/attachments/uploads.ts';
import { LARGEST_ATTACHMENTS_BYTES } from '../../src/shared/action.ts';

/** An upload of which a lot has come already: nobody waits for 1,000 MB here. */
async function begin(sizeBytes: number, append: Blob['append'] = async () => undefined) {
  let discarded = 0;
  const blob: Blob = {
    append,
    sizeBytes: () => sizeBytes,
    keep: async () => ({ sha256: 'x', sizeBytes }),
    discard: async () => {
      discarded++;
    },
  };
  const uploads = createUploads(
    async () => blob,
    () => new Date(),
  );
  const begun = await uploads.begin({ name: 'a', sizeBytes: 1 });
  if (!begun.ok) throw new Error(begun.error.message);
  return { uploads, uploadId: begun.value.uploadId, discarded: () => discarded };
}

test.each([
  ['up to the largest size is taken', 2, true],
  ['beyond the largest size is refused, and the upload is over', 1, false],
])('a piece %s', async (_what, left, taken) => {
  const { uploads, uploadId, discarded } = await begin(LARGEST_ATTACHMENTS_BYTES - left);
  const result = await uploads.append(uploadId, 'YWI=');
  expect(result.ok).toBe(taken);
  if (!result.ok) expect(result.error).toMatchObject({ code: 'ATTACHMENTS_TOO_LARGE' });
  expect(discarded()).toBe(taken ? 0 : 1);
  expect(uploads.receivedBytes(uploadId) === undefined).toBe(!taken);
});

test('a piece that can’t be written ends its upload, and those that wait behind it', async () => {
  const full = async () => {
    throw Object.assign(new Error('no space left'), { code: 'ENOSPC' });
  };
  const { uploads, uploadId, discarded } = await begin(0, full);
  const [first, second] = await Promise.allSettled([
    uploads.append(uploadId, 'YQ=='),
    uploads.append(uploadId, 'YQ=='),
  ]);
  expect(first).toMatchObject({ status: 'rejected', reason: { code: 'ENOSPC' } });
  expect(second).toMatchObject({ value: { ok: false, error: { code: 'NOT_FOUND' } } });
  expect(discarded()).toBe(1);
  expect(await uploads.finish(uploadId)).toMatchObject({ ok: false, error: { code: 'ATTACHMENT_UNREADABLE' } });
});

test('pieces that come faster than they are written are refused before they pile up', async () => {
  let write = () => {};
  const slow = new Promise<void>((resolve) => {
    write = resolve;
  });
  const { uploads, uploadId } = await begin(0, () => slow);
  const pieces = Array.from({ length: 20 }, () => uploads.append(uploadId, 'YQ=='));
  write();
  const results = await Promise.all(pieces);
  expect(results.filter(({ ok }) => ok)).toHaveLength(8);
  expect(results.at(-1)).toMatchObject({ ok: false, error: { code: 'RATE_LIMITED' } });
});
