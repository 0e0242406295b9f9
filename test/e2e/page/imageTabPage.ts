import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import type { Browser, Locator, Page } from "playwright-core";
import { contentSecurityPolicy } from "../../../src/host/chat/policy";
import { noEdits } from "../../../src/core/imageEdits";
import { highResolution, imageTokens } from "../../../src/core/imageLimits";
import type { FromImageTab, ShownImage, ToImageTab } from "../../../src/core/imageProtocol";
import type { PageOptions } from "./chatPage";
import { origin, themeCss, token } from "./pageHtml";
import { themes } from "./themes";

const nonce = "nonceOfThisPage";
const types: Readonly<Record<string, string>> = { js: "text/javascript", css: "text/css", ttf: "font/ttf" };

/** A picture that is kept: a PNG. */
export interface Kept {
  readonly bytes: Uint8Array;
  readonly width: number;
  readonly height: number;
}

/** The built page of an image's tab in a browser, with the test in the place of the extension host. */
export class ImageTabPage {
  readonly strangeRequests: string[] = [];
  readonly errors: string[] = [];

  private constructor(readonly page: Page) {}

  static async open(browser: Browser, options: PageOptions = {}): Promise<ImageTabPage> {
    const theme = themes[options.theme ?? "dark"];
    const page = await browser.newPage({
      viewport: { width: options.width ?? 800, height: options.height ?? 600 },
    });
    const tab = new ImageTabPage(page);
    page.on("pageerror", (error) => tab.errors.push(error.message));
    page.on("console", (message) => {
      if (message.type() === "error") {
        tab.errors.push(message.text());
      }
    });
    await page.context().route("**/*", (route) => {
      const url = route.request().url();
      if (url === `${origin}/`) {
        const body = tabHtml(theme.bodyClass);
        return route.fulfill({ contentType: "text/html; charset=utf-8", body });
      }
      if (url === `${origin}/theme.css`) {
        return route.fulfill({ contentType: "text/css", body: themeCss(theme.variables) });
      }
      const name = basename(new URL(url).pathname);
      if (url.startsWith(`${origin}/webview/`)) {
        const contentType = types[name.split(".").at(-1) ?? ""] ?? "text/plain";
        return route.fulfill({ contentType, body: readFileSync(join("dist", "webview", name)) });
      }
      tab.strangeRequests.push(url);
      return route.abort();
    });
    await page.goto(`${origin}/`);
    await page.waitForFunction(() => window.tabPosted.length > 0);
    return tab;
  }

  /** Sends a message as the host would, bytes as bytes. */
  async host(message: ToImageTab, envelopeToken = token): Promise<void> {
    const text = JSON.stringify({ token: envelopeToken, message }, (_, value: unknown) =>
      value instanceof Uint8Array ? { base64: Buffer.from(value).toString("base64") } : value,
    );
    await this.page.evaluate((sent) => {
      window.postMessage(window.withBytes(sent), "*");
      return window.drawn();
    }, text);
  }

  /** Shows a picture as it is kept. */
  async show(kept: Kept, more: Partial<ShownImage> = {}): Promise<void> {
    await this.host({ type: "show", shown: shownOf(kept, more), strings: {} });
  }

  /** What the page posted, without bytes. */
  async posted(): Promise<readonly FromImageTab[]> {
    return this.page.evaluate(() => window.tabPosted.map(({ message }) => message));
  }

  /** Answers the page's wish for the image in its full size. */
  async giveWhole(kept: Kept): Promise<void> {
    await this.page.waitForFunction(() =>
      window.tabPosted.some(({ message }) => message.type === "loadWhole"),
    );
    await this.host({ type: "whole", hash: hashOf(kept.bytes), bytes: kept.bytes });
  }

  /** The bytes that the page wants to have in the image's place. */
  async applied(): Promise<Uint8Array> {
    await this.page.waitForFunction(() => window.tabPosted.some(({ message }) => message.type === "apply"));
    const base64 = await this.page.evaluate(() => {
      const apply = window.tabPosted.map(({ message }) => message).find(({ type }) => type === "apply");
      const bytes = apply?.type === "apply" ? apply.made.bytes : new Uint8Array();
      return btoa(Array.from(bytes, (byte) => String.fromCodePoint(byte)).join(""));
    });
    return Buffer.from(base64, "base64");
  }

  button(name: string): Locator {
    return this.page.getByRole("button", { name, exact: true });
  }

  get stage(): Locator {
    return this.page.locator(".stage");
  }

  get picture(): Locator {
    return this.page.locator(".sheet > img");
  }

  get spoken(): Locator {
    return this.page.getByRole("status");
  }

  /** Drags from one place of the image to another, in its own pixels. */
  async drag(from: readonly [number, number], to: readonly [number, number]): Promise<void> {
    const [start, end] = [await this.pointOf(...from), await this.pointOf(...to)];
    await this.page.mouse.move(...start);
    await this.page.mouse.down();
    await this.page.mouse.move((start[0] + end[0]) / 2, (start[1] + end[1]) / 2);
    await this.page.mouse.move(...end);
    await this.page.mouse.up();
    await this.page.evaluate(() => window.drawn());
  }

  /** Where a place of the image is on the page. */
  async pointOf(x: number, y: number): Promise<[number, number]> {
    return this.page.locator(".sheet").evaluate(
      (sheet, [left, top]) => {
        const box = sheet.getBoundingClientRect();
        const size = window.shownSize;
        return [box.left + (left / size.width) * box.width, box.top + (top / size.height) * box.height];
      },
      [x, y] as const,
    );
  }

  async close(): Promise<void> {
    await this.page.context().close();
  }
}

export function hashOf(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

/** What the host would say of a picture that is sent as it is kept. */
export function shownOf(kept: Kept, more: Partial<ShownImage> = {}): ShownImage {
  const { bytes, width, height } = kept;
  const hash = hashOf(bytes);
  return {
    name: "screenshot.png",
    image: { hash, type: "image/png", width, height, bytes: bytes.length },
    sent: { bytes, type: "image/png", width, height, hash },
    limits: highResolution,
    tokens: imageTokens(kept),
    price: 0.0096,
    history: noEdits,
    ...more,
  };
}

function tabHtml(bodyClass: string): string {
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${contentSecurityPolicy(origin, nonce)}">
<title>Image</title>
<link rel="stylesheet" href="${origin}/theme.css">
<link rel="stylesheet" href="${origin}/webview/image.css">
<script nonce="${nonce}">
  window.tabPosted = [];
  window.shownSize = { width: 1, height: 1 };
  window.acquireVsCodeApi = () => ({
    postMessage: (envelope) => void window.tabPosted.push(structuredClone(envelope)),
  });
  window.withBytes = (text) => {
    const envelope = JSON.parse(text, (_, value) =>
      typeof value?.base64 === "string" ? Uint8Array.from(atob(value.base64), (one) => one.codePointAt(0)) : value);
    const shown = envelope.message.shown;
    window.shownSize = shown === undefined ? window.shownSize : shown.image;
    return envelope;
  };
  const frame = () => new Promise((done) => requestAnimationFrame(() => done()));
  window.drawn = async () => { await frame(); await frame(); };
</script>
</head>
<body class="${bodyClass}" data-token="${token}"><div id="app"></div>
<script nonce="${nonce}" src="${origin}/webview/image.js"></script>
</body>
</html>`;
}

declare global {
  interface Window {
    tabPosted: { readonly token: string; readonly message: FromImageTab }[];
    withBytes(text: string): unknown;
    shownSize: { readonly width: number; readonly height: number };
  }
}
