// Takes the pictures of docs/images from a running demonstration.
// ANCHORAGE_PASSWORD=... node dev/pictures.mjs --url http://127.0.0.1:7171 --user ann --folder ../../docs/images
import { join } from 'node:path';
import { chromium } from 'playwright-core';

const argument = (name) => {
  const index = process.argv.indexOf(`--${name}`);
  if (index < 0) throw new Error(`--${name} is missing`);
  return process.argv[index + 1];
};
const [url, user, folder] = ['url', 'user', 'folder'].map(argument);

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--headless', '--no-sandbox', '--disable-gpu'],
});

async function visit(width, height, colorScheme) {
  const context = await browser.newContext({ viewport: { width, height }, colorScheme, baseURL: url });
  const page = await context.newPage();
  await page.goto('/');
  await page.getByTestId('login-username').fill(user);
  await page.getByTestId('login-password').fill(process.env.ANCHORAGE_PASSWORD);
  await page.getByTestId('login-submit').click();
  await page.getByTestId('instance-row-web').waitFor();
  const instances = await page.evaluate(() => fetch('/api/instances').then((answer) => answer.json()));
  const idOf = (name) => instances.items.find((one) => one.name === name).id;
  const shoot = async (name) => {
    // Fonts, sparklines and the last output.
    await page.waitForTimeout(2500);
    await page.screenshot({ path: join(folder, `${name}.png`) });
  };
  return { page, idOf, shoot, close: () => context.close() };
}

const terminal = (page) => page.locator('[data-testid=terminal][data-state=open]:visible');

try {
  const wide = await visit(1440, 900, 'light');
  const { page, idOf, shoot } = wide;
  await shoot('dashboard');

  await page.goto('/terminals');
  await page.locator('[data-testid^=preview-][data-state=open]').nth(2).waitFor();
  await shoot('wall');

  await page.goto(`/instances/${idOf('web')}?tab=files&path=/root/shop`);
  await page.getByTestId('file-prices.yaml').waitFor();
  await shoot('files');

  await page.goto(`/instances/${idOf('web')}?tab=git&repo=/root/shop`);
  await page.getByText('prices.yaml').first().click();
  await page.getByText('anchor: 400').first().waitFor();
  await shoot('git');
  await wide.close();

  const dark = await visit(1440, 900, 'dark');
  await dark.page.goto(`/instances/${dark.idOf('quay')}?tab=terminal`);
  await terminal(dark.page).first().waitFor();
  await terminal(dark.page).first().click();
  await dark.page.keyboard.press('Control+Shift+E');
  await terminal(dark.page).nth(1).waitFor();
  await dark.page.keyboard.type('uname -sm; df -h / | tail -1\n');
  await dark.shoot('terminals');
  await dark.close();

  const phone = await visit(390, 844, 'dark');
  await phone.page.goto(`/instances/${phone.idOf('quay')}?tab=terminal`);
  await terminal(phone.page).first().waitFor();
  await phone.shoot('phone');
  await phone.close();
} finally {
  await browser.close();
}
