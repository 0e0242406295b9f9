import type { Browser } from "playwright-core";

import type { Story } from "./story";

/** Width and height of the screenshot, in pixels. */
export const checkoutSize = { width: 600, height: 400 } as const;

/** Where the e-mail address stands on it: left, top, right, bottom. */
export const mailBox = [218, 82, 416, 108] as const;

/** A screenshot of a shop's page with a ring around what is wrong, as a person brings it. */
export async function checkoutPicture(browser: Browser, { checkout }: Story): Promise<Buffer> {
  const page = await browser.newPage({ viewport: checkoutSize });
  try {
    const rows = checkout.rows.map(([label, amount]) => `<tr><td>${label}<td>${amount}`).join("");
    const [label, amount] = checkout.total;
    await page.setContent(`<!doctype html><meta charset="utf-8"><style>
      body { font: 17px/26px sans-serif; margin: 24px 40px; color: #222; background: #fff; }
      h1 { font-size: 24px; line-height: 32px; margin: 0 0 26px; }
      p { margin: 0 0 18px; height: 26px; position: relative; }
      p b { position: absolute; left: 182px; font-weight: normal; }
      table { width: 100%; border-collapse: collapse; }
      td { padding: 6px 8px; border-bottom: 1px solid #ddd; }
      td + td { text-align: right; }
      .total td { font-weight: bold; border: 0; }
      .total span { outline: 3px solid #d1242f; outline-offset: 7px; border-radius: 4px; }
      i { float: right; font-style: normal; margin-top: 16px; padding: 6px 22px; border-radius: 6px; color: #fff; background: #1a66d1; }
    </style><h1>${checkout.title}</h1><p>${checkout.mailLabel}<b>anna.schmidt@example.com</b></p>
    <table>${rows}<tr class="total"><td>${label}<td><span>${amount}</span></table><i>${checkout.button}</i>`);
    return await page.screenshot();
  } finally {
    await page.close();
  }
}
