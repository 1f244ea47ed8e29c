// Measures how long the built dashboard takes to answer a key or a click with 1,000 instances on its first page. Prints
// JSON: milliseconds of each kind, by the browser's own Event Timing.
// node dev/interactions.mjs [--rounds 20] [--port 7291]
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const argument = (name, otherwise) => {
  const index = process.argv.indexOf(`--${name}`);
  return index < 0 ? otherwise : Number(process.argv[index + 1]);
};
const rounds = argument('rounds', 20);
const port = argument('port', 7291);
const shortest = 16;

const server = spawn(
  'node',
  [fileURLToPath(new URL('mock-server.mjs', import.meta.url)), '--port', String(port), '--scenario', 'huge'],
  { stdio: ['ignore', 'pipe', 'inherit'] },
);
await new Promise((resolve) => server.stdout.once('data', resolve));
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--headless', '--no-sandbox', '--disable-gpu'],
});
const times = {};
try {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await page.addInitScript(() => {
    globalThis.longest = 0;
    new PerformanceObserver((list) => {
      for (const { duration, interactionId } of list.getEntries())
        if (interactionId) globalThis.longest = Math.max(globalThis.longest, duration);
    }).observe({ type: 'event', durationThreshold: 16 });
  });
  await page.goto(`http://127.0.0.1:${port}/`);
  const filter = page.getByPlaceholder('Filter instances');
  await filter.waitFor();
  await page.locator('[data-testid^=instance-row-]').first().waitFor();

  const measure = async (kind, act) => {
    await page.evaluate(() => (globalThis.longest = 0));
    await act();
    // Entries come with the picture after the one that they measure.
    await page.evaluate(
      () =>
        new Promise((done) =>
          globalThis.requestAnimationFrame(() => globalThis.requestAnimationFrame(() => setTimeout(done, 60))),
        ),
    );
    (times[kind] ??= []).push(Math.max(shortest, await page.evaluate(() => globalThis.longest)));
  };
  const box = (name) => page.getByRole('checkbox', { name });

  for (let round = 0; round < rounds; round++) {
    await filter.click();
    for (const key of 'web') await measure('a key of the filter', () => page.keyboard.press(key));
    for (let taken = 0; taken < 3; taken++)
      await measure('a key of the filter taken back', () => page.keyboard.press('Backspace'));
    await measure('all selected', () => box('Select all').click());
    await measure('none selected', () => box('Select all').click());
    await measure('one selected', () => page.locator('tbody input[type=checkbox]').first().click());
    await page.locator('tbody input[type=checkbox]').first().click();
    await measure('palette opened', () => page.keyboard.press('Control+k'));
    for (const key of 'web') await measure('a key of the palette', () => page.keyboard.press(key));
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await measure('instance opened', () => page.locator('[data-testid^=instance-row-] a').first().click());
    await page.getByTestId('instance-name').waitFor();
    await measure('back to the list', () => page.getByRole('link', { name: 'Instances' }).first().click());
    await page.locator('[data-testid^=instance-row-]').first().waitFor();
  }
  console.log(JSON.stringify(times));
} finally {
  await browser.close();
  server.kill();
}
