import { createServer } from 'node:http';
import { expect, test } from './fixtures.ts';
import { injectMail } from './mail.ts';
import { goTo, rows } from './steps.ts';

test.describe('HTML mail full of tricks', () => {
  // The browser names each thing that the policy has stopped.
  test.use({ tolerated: /violates the following Content Security Policy directive/ });

  test('it is shown, runs nothing, loads nothing and leads nowhere', async ({ postroom: { page, dataFolder } }) => {
    const asked: string[] = [];
    const web = createServer((request, response) => {
      asked.push(request.url ?? '');
      response.end();
    });
    await new Promise<void>((listening) => web.listen(0, '127.0.0.1', listening));
    const address = web.address();
    const origin = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
    try {
      const requests: string[] = [];
      page.on('request', (request) => requests.push(request.url()));
      await injectMail(dataFolder, {
        subject: 'Full of tricks',
        html: `<html><head><base href="${origin}/base/"><link rel="stylesheet" href="${origin}/sheet.css">
        <link rel="dns-prefetch" href="//prefetch.test"><meta http-equiv="refresh" content="0;url=${origin}/refresh">
        <style>@import url(${origin}/import.css); p { color: rgb(1, 2, 3); background: url(${origin}/back.png) }</style></head>
        <body background="${origin}/body.png" onload="parent.document.title='owned'">
        <p id="shown" style="font-size:33px; list-style-image: url(${origin}/list.png)">Shown as it is</p>
        <script>parent.document.title = 'owned'</script>
        <img src="${origin}/img.png" srcset="${origin}/2x.png 2x" onerror="parent.document.title='owned'">
        <img alt="kept" src="data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==">
        <iframe src="${origin}/frame"></iframe><object data="${origin}/object"></object><embed src="${origin}/embed">
        <video src="${origin}/video" poster="${origin}/poster.png" autoplay></video><audio src="${origin}/audio" autoplay></audio>
        <svg><image href="${origin}/svg.png"/><use href="${origin}/use.svg#a"/><script>parent.document.title='owned'</script></svg>
        <form action="${origin}/form"><input name="q" autofocus><button>Send</button></form>
        <a id="link" href="${origin}/link" target="_top" ping="${origin}/ping">A link</a>
        <a href="javascript:parent.document.title='owned'">Another one</a></body></html>`,
      });
      await page.reload();
      await goTo(page, 'Captured Mail');
      await rows(page).first().click();
      const message = page.getByRole('region', { name: 'Captured message' });
      const frame = message.frameLocator('iframe');
      await expect(frame.getByText('Shown as it is')).toBeVisible();
      await expect(frame.getByText('Shown as it is')).toHaveCSS('font-size', '33px');
      await expect(frame.getByText('Shown as it is')).toHaveCSS('color', 'rgb(1, 2, 3)');
      await expect(frame.getByRole('img', { name: 'kept' })).toHaveCount(1);
      await expect(message.getByText(/not shown: (it|they) would have been loaded/)).toBeVisible();
      await expect(
        frame.locator('script, iframe, object, embed, form, input, link, base, svg, video, audio'),
      ).toHaveCount(0);
      await expect(message.locator('iframe')).toHaveAttribute('sandbox', '');

      await frame.getByText('A link', { exact: true }).click();
      await frame.getByText('Another one').click();
      await page.waitForTimeout(1000);
      await expect(page).toHaveTitle('Postroom');
      await expect(frame.getByText('Shown as it is')).toBeVisible();
      expect(asked).toEqual([]);
      expect(requests.filter((url) => url.startsWith(origin))).toEqual([]);
    } finally {
      web.close();
    }
  });
});

test('attachments are listed with their size, and saved byte for byte', async ({ postroom: { page, dataFolder } }) => {
  const content = Buffer.from([0, 1, 2, 255, 254, 13, 10, 0]);
  await injectMail(dataFolder, {
    subject: 'With a file',
    text: 'See the file.',
    file: { name: 'report.bin', content },
  });
  await page.reload();
  await goTo(page, 'Captured Mail');
  await rows(page).first().click();
  const message = page.getByRole('region', { name: 'Captured message' });
  await expect(message.getByRole('list', { name: 'Attachments' })).toContainText('8 B');
  const downloading = page.waitForEvent('download');
  await message.getByRole('button', { name: 'Save report.bin' }).click();
  const download = await downloading;
  expect(download.suggestedFilename()).toBe('report.bin');
  const chunks: Buffer[] = [];
  for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer);
  expect(Buffer.concat(chunks)).toEqual(content);
});
