import { setImmediate as turn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { htmlToText } from '../../src/main/message/plain-text.ts';
import { textOfHtml } from '../../src/main/message/text-of-html.ts';

const paragraphs = (count: number) => '<p>One <a href="https://example.org/x">two</a></p>'.repeat(count);

test.each([1, 2_000, 10_000])(
  'is the same text whether it is made at once or beside everything else: %i paragraphs',
  async (count) => {
    expect(await textOfHtml(paragraphs(count))).toBe(htmlToText(paragraphs(count)));
  },
);

test('a large one lets everything else go on', async () => {
  let done = false;
  const text = textOfHtml(paragraphs(20_000)).then(() => {
    done = true;
  });
  let turns = 0;
  while (!done) {
    await turn();
    turns++;
  }
  await text;
  expect(turns).toBeGreaterThan(10);
});

test('several large ones at a time each get their own text', async () => {
  const counts = [3_000, 2_500, 2_200];
  const texts = await Promise.all(counts.map((count) => textOfHtml(paragraphs(count))));
  expect(texts.map((text) => text.split('two').length - 1)).toEqual(counts);
});
