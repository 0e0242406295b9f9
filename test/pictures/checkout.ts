import type { Browser } from "playwright-core";

import type { Story } from "./story";

/** A screenshot, and what on it is nobody's business: its left, top, right and bottom edge, in pixels. */
export interface Checkout {
  readonly bytes: Buffer;
  readonly width: number;
  readonly mail: readonly [left: number, top: number, right: number, bottom: number];
}

const size = { width: 490, height: 350 } as const;

/** A screenshot of a shop's page with a ring around what is wrong, as a person brings it. */
export async function checkoutPicture(browser: Browser, { checkout }: Story): Promise<Checkout> {
  const page = await browser.newPage({ viewport: size });
  try {
    const rows = checkout.rows.map(([label, amount]) => `<tr><td>${label}<td>${amount}`).join("");
    const [label, amount] = checkout.total;
    await page.setContent(`<!doctype html><meta charset="utf-8"><style>
      body { font: 15px/24px sans-serif; margin: 22px 32px; color: #222; background: #fff; }
      h1 { font-size: 22px; line-height: 30px; margin: 0 0 18px; }
      p { margin: 0 0 14px; }
      b { font-weight: normal; margin-left: 12px; }
      table { width: 100%; border-collapse: collapse; }
      td { padding: 5px 8px; border-bottom: 1px solid #ddd; }
      td + td { text-align: right; }
      .total td { font-weight: bold; border: 0; }
      .total span { outline: 3px solid #d1242f; outline-offset: 6px; border-radius: 4px; }
      i { float: right; font-style: normal; margin-top: 14px; padding: 5px 20px; border-radius: 6px;
        color: #fff; background: #1a66d1; }
    </style><h1>${checkout.title}</h1><p>${checkout.mailLabel}<b>anna@example.com</b></p>
    <table>${rows}<tr class="total"><td>${label}<td><span>${amount}</span></table><i>${checkout.button}</i>`);
    const mail = await page.locator("b").evaluate((element) => {
      const { left, top, right, bottom } = element.getBoundingClientRect();
      return [left - 4, top - 2, right + 4, bottom + 2] as const;
    });
    return { bytes: await page.screenshot(), width: size.width, mail };
  } finally {
    await page.close();
  }
}
