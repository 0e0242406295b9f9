import assert from "node:assert/strict";
import { join } from "node:path";
import type { Locator } from "playwright-core";
import type { ToHost } from "../../../src/core/protocol";
import { readImageHeader } from "../../../src/core/imageHeader";
import { png } from "../../support/pictures";
import { cacheFolder } from "../../support/project";
import { ChatPage } from "./chatPage";
import { origin } from "./pageHtml";
import { bring } from "./pictureFiles";
import { openForEachTest, suiteBrowser } from "./suite";
import { themes, type ThemeName } from "./themes";

const before = png(20, 10, () => [200, 0, 0, 255]);
const after = png(40, 30, (x, y) => [x * 6, y * 8, 120, 255]);

describe("a screenshot from the person's own clipboard", () => {
  let chat: ChatPage;

  openForEachTest(async (opened) => {
    chat = opened;
    await chat.page.context().grantPermissions(["clipboard-read", "clipboard-write"], { origin });
    await chat.snapshot();
    await chat.page.bringToFront();
  });

  const banner = (): Locator => chat.page.locator(".editing").filter({ hasText: /screen/i });
  const wait = (): Promise<void> => chat.host({ type: "awaitClipboardImage" });
  const looked = (): Promise<void> => chat.page.waitForTimeout(1_700);

  async function copy(picture: Uint8Array): Promise<void> {
    await chat.page.evaluate(
      async (bytes) => {
        const blob = new Blob([new Uint8Array(bytes)], { type: "image/png" });
        await navigator.clipboard.write([new ClipboardItem({ "image/png": blob })]);
      },
      [...picture],
    );
  }

  async function attached(): Promise<readonly Extract<ToHost, { type: "attachImage" }>[]> {
    return (await chat.posted()).filter((message) => message.type === "attachImage");
  }

  const attachedOnce = (): Promise<unknown> =>
    chat.page.waitForFunction(() => window.posted.some(({ message }) => message.type === "attachImage"));

  async function actAs(system: string): Promise<void> {
    await chat.page.evaluate((words) => {
      Object.defineProperty(navigator, "userAgent", { value: words, configurable: true });
    }, system);
  }

  it("is listened for only while it is awaited", async () => {
    await chat.page.evaluate(() => {
      const signals: AbortSignal[] = [];
      for (const target of [window, document]) {
        const add = target.addEventListener.bind(target) as (...all: unknown[]) => void;
        target.addEventListener = (...all: unknown[]): void => {
          signals.push((all[2] as { readonly signal: AbortSignal }).signal);
          add(...all);
        };
      }
      Object.assign(window, { signals });
    });
    const heard = (): Promise<boolean[]> =>
      chat.page.evaluate(() =>
        (window as unknown as { signals: AbortSignal[] }).signals.map(({ aborted }) => !aborted),
      );
    await wait();
    assert.deepEqual(await heard(), [true, true, true, true]);
    await chat.button("Cancel").click();
    assert.deepEqual(await heard(), [false, false, false, false]);
  });

  it("is attached when it comes, and what was there before is not", async () => {
    await copy(before);
    await wait();
    await looked();
    assert.match(await banner().innerText(), /PrtSc.*attached/);
    assert.deepEqual(await attached(), []);
    await copy(after);
    await attachedOnce();
    const [message, ...others] = await attached();
    assert.deepEqual(others, []);
    assert.match(message?.name ?? "", /^Screenshot \d\d\.\d\d\.\d\d\.png$/);
    const read = readImageHeader(message?.made.bytes ?? new Uint8Array());
    assert.deepEqual(read.ok && [read.header.width, read.header.height], [40, 30]);
    await banner().waitFor({ state: "detached" });
    await copy(before);
    await looked();
    assert.equal((await attached()).length, 1);
  });

  it("is attached where the clipboard was empty, or held text", async () => {
    await chat.page.evaluate(() => navigator.clipboard.writeText("a text"));
    await wait();
    await looked();
    await copy(after);
    await attachedOnce();
  });

  it("is pasted where the clipboard may not be read", async () => {
    await chat.page.context().clearPermissions();
    await wait();
    await banner().getByText("then press Ctrl+V here").waitFor();
    assert.deepEqual(await attached(), []);
    await bring(chat, "paste", [{ name: "image.png", type: "image/png", bytes: after }]);
    await banner().waitFor({ state: "detached" });
    await attachedOnce();
  });

  it("is pasted where nobody can tell whether the picture was there before", async () => {
    await copy(before);
    await chat.page.evaluate(() => {
      Object.defineProperty(document, "hasFocus", { value: () => false, configurable: true });
    });
    await wait();
    await chat.page.evaluate(() => {
      window.dispatchEvent(new Event("blur"));
      Object.defineProperty(document, "hasFocus", { value: () => true, configurable: true });
      window.dispatchEvent(new Event("focus"));
    });
    await banner().getByText("then press Ctrl+V here").waitFor();
    await copy(after);
    await looked();
    assert.deepEqual(await attached(), []);
  });

  for (const [way, cancel] of [
    ["Escape", () => chat.page.keyboard.press("Escape")],
    ["its button", () => banner().getByRole("button", { name: "Cancel" }).click()],
  ] as const) {
    it(`is no longer waited for after ${way}`, async () => {
      await wait();
      await looked();
      await cancel();
      await banner().waitFor({ state: "detached" });
      assert.ok(await chat.page.evaluate(() => document.activeElement?.tagName === "TEXTAREA"));
      await copy(after);
      await looked();
      assert.deepEqual(await attached(), []);
    });
  }

  it("has Windows open its own tool, once, when the clipboard has been looked at", async () => {
    await actAs("Mozilla/5.0 (Windows NT 10.0; Win64; x64)");
    await wait();
    await looked();
    const types = (await chat.posted()).map(({ type }) => type);
    assert.deepEqual(
      types.filter((type) => type === "openSnippingTool"),
      ["openSnippingTool"],
    );
    assert.match(await banner().innerText(), /Windows\+Shift\+S/);
  });

  it("has another tool on a Mac, and opens none there", async () => {
    await actAs("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)");
    await wait();
    await looked();
    assert.match(await banner().innerText(), /⌃⇧⌘4/);
    assert.ok(!(await chat.posted()).some(({ type }) => type === "openSnippingTool"));
  });

  it("is asked for with a button beside the other attachments", async () => {
    await chat.page.getByRole("button", { name: "Add a Screenshot" }).click();
    assert.ok((await chat.posted()).some(({ type }) => type === "takeScreenshot"));
  });
});

describe("the look of waiting for a screenshot", () => {
  const browser = suiteBrowser();

  for (const theme of Object.keys(themes) as ThemeName[]) {
    for (const width of [260, 300]) {
      it(`has room for all of it: ${theme}, ${width} wide`, async () => {
        const chat = await ChatPage.open(browser(), { theme, width, height: 400 });
        try {
          await chat.snapshot();
          await chat.host({ type: "awaitClipboardImage" });
          await chat.page.locator(".editing").waitFor();
          const [all, seen] = await chat.page.evaluate(() => {
            const { scrollWidth, clientWidth } = document.documentElement;
            return [scrollWidth, clientWidth];
          });
          assert.equal(all, seen);
          const send = await chat.page.getByRole("button", { name: "Send" }).boundingBox();
          assert.ok(send !== null && send.x + send.width <= width);
          const picture = join(cacheFolder, "screenshots", `screenshot ${theme} ${width}.png`);
          await chat.page.screenshot({ path: picture });
        } finally {
          await chat.close();
        }
      });
    }
  }
});
