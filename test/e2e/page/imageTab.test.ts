import assert from "node:assert/strict";
import type { Browser } from "playwright-core";
import { standardResolution } from "../../../src/core/imageLimits";
import { decodedPng, pixelAt, type Pixels } from "../../support/decodedPng";
import { png } from "../../support/pictures";
import { axeFindings } from "../axe";
import { hashOf, ImageTabPage, type Kept } from "./imageTabPage";
import { suiteBrowser } from "./suite";
import { themeNames } from "./themes";

/** Every pixel tells where it is. */
const width = 300;
const height = 200;
const colours: Kept = {
  bytes: png(width, height, (x, y) => [x & 255, y, (x >> 8) * 100 + 40]),
  width,
  height,
};
const sizeOf = ({ width: w, height: h }: Pixels): readonly number[] => [w, h];

describe("the tab of an image", () => {
  const browser: () => Browser = suiteBrowser();
  let tab: ImageTabPage;
  beforeEach(async () => {
    tab = await ImageTabPage.open(browser());
  });
  afterEach(async () => {
    assert.deepEqual(tab.errors, []);
    assert.deepEqual(tab.strangeRequests, []);
    await tab.close();
  });

  const editing = async (kept = colours): Promise<void> => {
    await tab.show(kept);
    await tab.button("Black Out").click();
    await tab.giveWhole(kept);
  };

  /** Asserts that the result is the image but for black pixels, and cropped. */
  const assertPixels = (
    result: Uint8Array,
    before: Uint8Array,
    isBlack: (x: number, y: number) => boolean,
    [left, top, w, h]: readonly [number, number, number, number] = [0, 0, width, height],
  ): void => {
    const [now, then] = [decodedPng(result), decodedPng(before)];
    assert.deepEqual(sizeOf(now), [w, h]);
    for (let y = 0; y < h; y += 1) {
      for (let x = 0; x < w; x += 1) {
        const wanted = isBlack(left + x, top + y) ? [0, 0, 0, 255] : pixelAt(then, left + x, top + y);
        assert.deepEqual(pixelAt(now, x, y), wanted, `at ${x}, ${y}`);
      }
    }
  };

  it("names keys as the system does", async () => {
    await editing();
    const titles = async (): Promise<readonly (string | null)[]> =>
      Promise.all(["Undo", "Redo", "Apply"].map((name) => tab.button(name).getAttribute("title")));
    assert.deepEqual(await titles(), [
      "Undo (Ctrl+Z)",
      "Redo (Ctrl+Y)",
      "Replace the image by what is seen here (Ctrl+Enter)",
    ]);
    await tab.page.evaluate(() =>
      Object.defineProperty(navigator, "userAgent", { value: "Macintosh; Mac OS" }),
    );
    await tab.button("Crop").click();
    assert.deepEqual(await titles(), [
      "Undo (⌘Z)",
      "Redo (⇧⌘Z)",
      "Replace the image by what is seen here (⌘Enter)",
    ]);
  });

  it("shows the very bytes that are sent, and says what they are", async () => {
    const sent = png(150, 100, () => [1, 2, 3]);
    const hash = hashOf(sent);
    await tab.show(colours, {
      sent: { bytes: sent, type: "image/png", width: 150, height: 100, hash },
      limits: standardResolution,
      tokens: 24,
    });
    const shown = await tab.picture.evaluate(async (image) => {
      await (image as HTMLImageElement).decode();
      const { naturalWidth, naturalHeight, src } = image as HTMLImageElement;
      return { size: [naturalWidth, naturalHeight], isBlob: src.startsWith("blob:") };
    });
    assert.deepEqual(shown, { size: [150, 100], isBlob: true });
    const facts = await tab.page.locator("footer").innerText();
    for (const fact of [
      "screenshot.png",
      "150 × 100 px of 300 × 200",
      "PNG",
      "24 tokens",
      "$0.0096",
      `SHA-256 ${hash.slice(0, 12)}`,
      "sent smaller than it is",
    ]) {
      assert.ok(facts.includes(fact), `${fact} in ${facts}`);
    }
  });

  it("blacks out and crops with the mouse, exact to the pixel", async () => {
    await editing();
    await tab.drag([10.5, 20.5], [59.5, 39.5]);
    await tab.drag([100.5, 100.5], [149.5, 119.5]);
    // The second is moved, and pulled at its lower right corner.
    await tab.drag([120, 110], [130, 120]);
    await tab.drag([160, 130], [180.2, 150.2]);
    await tab.button("Crop").click();
    await tab.drag([20.5, 30.5], [199.5, 149.5]);
    await tab.button("Apply").click();
    assertPixels(
      await tab.applied(),
      colours.bytes,
      (x, y) => (x >= 10 && x < 60 && y >= 20 && y < 40) || (x >= 110 && x < 180 && y >= 110 && y < 150),
      [20, 30, 180, 120],
    );
    const apply = (await tab.posted()).find(({ type }) => type === "apply");
    assert.equal(apply?.type === "apply" && apply.hash, hashOf(colours.bytes));
  });

  it("blacks out and crops with the keyboard alone, and says where each rectangle is", async () => {
    await tab.show(colours);
    // The keyboard is with the image from the beginning.
    await tab.page.keyboard.press("b");
    await tab.giveWhole(colours);
    assert.match(
      await tab.spoken.innerText(),
      /^Black out 150 × 100 pixels, 75 from the left, 50 from the top/,
    );
    for (let step = 0; step < 5; step += 1) {
      await tab.page.keyboard.press("Control+ArrowLeft");
    }
    await tab.page.keyboard.press("ArrowUp");
    await tab.page.keyboard.press("Shift+Alt+ArrowLeft");
    await tab.page.keyboard.press("Control+Alt+ArrowDown");
    assert.match(
      await tab.spoken.innerText(),
      /^Black out 100 × 101 pixels, 70 from the left, 40 from the top/,
    );
    await tab.page.keyboard.press("Enter");
    await tab.page.keyboard.press("c");
    await tab.page.keyboard.press("Shift+Alt+ArrowLeft");
    await tab.page.keyboard.press("Shift+Alt+ArrowUp");
    await tab.page.keyboard.press("Control+ArrowRight");
    assert.match(await tab.spoken.innerText(), /^Crop to 250 × 150 pixels, 1 from the left, 0 from the top/);
    await tab.page.keyboard.press("Enter");
    await tab.page.keyboard.press("Control+Enter");
    assertPixels(
      await tab.applied(),
      colours.bytes,
      (x, y) => x >= 70 && x < 170 && y >= 40 && y < 141,
      [1, 0, 250, 150],
    );
  });

  it("takes the numbers that are typed", async () => {
    await tab.show(colours);
    // The keyboard is with the image from the beginning.
    await tab.page.keyboard.press("b");
    await tab.giveWhole(colours);
    for (const [name, value] of [
      ["Width", "7"],
      ["Height", "9"],
      ["Left", "290"],
      ["Top", "999"],
    ] as const) {
      await tab.page.getByRole("spinbutton", { name }).fill(value);
    }
    await tab.page.keyboard.press("Enter");
    await tab.page.keyboard.press("Control+Enter");
    assertPixels(await tab.applied(), colours.bytes, (x, y) => x >= 290 && x < 297 && y >= 191);
  });

  it("makes what was clear opaque black", async () => {
    const clear: Kept = { bytes: png(60, 40, () => [200, 10, 10, 0]), width: 60, height: 40 };
    await editing(clear);
    await tab.drag([10.5, 10.5], [29.5, 19.5]);
    await tab.button("Apply").click();
    const pixels = decodedPng(await tab.applied());
    assert.deepEqual(pixelAt(pixels, 10, 10), [0, 0, 0, 255]);
    assert.deepEqual(pixelAt(pixels, 29, 19), [0, 0, 0, 255]);
    assert.equal(pixelAt(pixels, 9, 10)[3], 0);
    assert.equal(pixelAt(pixels, 30, 19)[3], 0);
  });

  it("takes back, does again and begins anew, and drops a rectangle at Escape", async () => {
    await editing();
    const black = tab.page.locator(".overlay .black");
    await tab.drag([10, 10], [50, 50]);
    await tab.drag([100, 100], [150, 150]);
    assert.equal(await black.count(), 2);
    await tab.page.keyboard.press("Escape");
    assert.equal(await black.count(), 1);
    await tab.page.keyboard.press("Control+z");
    assert.equal(await black.count(), 0);
    assert.equal(await tab.button("Apply").getAttribute("aria-disabled"), "true");
    await tab.page.keyboard.press("Control+y");
    assert.equal(await black.count(), 1);
    await tab.button("Reset").click();
    assert.equal(await black.count(), 0);
    await tab.button("Undo").click();
    assert.equal(await black.count(), 1);
    await tab.drag([30, 30], [31, 45]);
    await tab.page.keyboard.press("Delete");
    assert.equal(await black.count(), 0);
  });

  it("lets go of a tool, and of what was done, without losing it", async () => {
    await editing();
    await tab.drag([10.5, 10.5], [49.5, 49.5]);
    await tab.button("Cancel").click();
    assert.equal(await tab.page.locator(".overlay .black").count(), 0);
    const last = (await tab.posted()).findLast(({ type }) => type === "edited");
    assert.ok(last?.type === "edited" && last.history.done === 0 && last.history.steps.length === 1);
    await tab.button("Black Out").click();
    await tab.button("Redo").click();
    assert.equal(await tab.page.locator(".overlay .black").count(), 1);
  });

  it("goes on from what was done before it was closed", async () => {
    const rectangle = { left: 20, top: 30, width: 40, height: 50 };
    await tab.show(colours, { history: { steps: [{ type: "blackOut", rectangle }], done: 1 } });
    await tab.giveWhole(colours);
    assert.equal(await tab.page.locator(".overlay .black").count(), 1);
    await tab.button("Apply").click();
    assertPixels(await tab.applied(), colours.bytes, (x, y) => x >= 20 && x < 60 && y >= 30 && y < 80);
  });

  it("shows the new image when it is applied, and says why when it is not", async () => {
    await editing();
    await tab.drag([10.5, 10.5], [49.5, 49.5]);
    await tab.button("Apply").click();
    await tab.applied();
    await tab.host({ type: "notApplied", sentence: "The disk is full." });
    assert.equal(await tab.page.getByRole("alert").innerText(), "The disk is full.");
    assert.equal(await tab.page.locator(".overlay .black").count(), 1);
    await tab.show({ bytes: png(40, 30, () => [9, 9, 9]), width: 40, height: 30 });
    assert.equal(await tab.page.locator(".overlay .black").count(), 0);
    assert.equal(await tab.page.getByRole("alert").count(), 0);
    assert.ok((await tab.page.locator("footer").innerText()).includes("40 × 30 px"));
  });

  it("goes back to what is sent when applying would change nothing", async () => {
    const black: Kept = { bytes: png(width, height, () => [0, 0, 0]), width, height };
    await editing(black);
    await tab.drag([10.5, 20.5], [59.5, 39.5]);
    await tab.button("Apply").click();
    const made = new Uint8Array(await tab.applied());
    const now: Kept = { bytes: made, width, height };
    await tab.page.evaluate(() => window.tabPosted.splice(0));
    await editing(now);
    await tab.drag([10.5, 20.5], [59.5, 39.5]);
    await tab.button("Apply").click();
    await tab.spoken.getByText("The image is as it was.").waitFor();
    assert.equal(await tab.button("Black Out").getAttribute("aria-disabled"), "false");
    assert.ok((await tab.posted()).every(({ type }) => type !== "apply"));
  });

  it("keeps what is being done when only the request changes", async () => {
    await editing();
    await tab.drag([10.5, 10.5], [49.5, 49.5]);
    await tab.show(colours, { tokens: 7, lock: "answering" });
    assert.equal(await tab.page.locator(".overlay .black").count(), 1);
    assert.equal(await tab.button("Apply").getAttribute("aria-disabled"), "true");
    assert.ok((await tab.page.locator("footer").innerText()).includes("when the answer is complete"));
    await tab.show(colours);
    assert.equal(await tab.button("Apply").getAttribute("aria-disabled"), "false");
  });

  it("zooms by buttons, keys and the wheel, around what is pointed at", async () => {
    await tab.show({ bytes: png(2000, 1000, (x, y) => [x & 255, y & 255, 0]), width: 2000, height: 1000 });
    const percent = (): Promise<string> => tab.page.locator("button.zoom").innerText();
    const wide = (): Promise<number> =>
      tab.page.locator(".sheet").evaluate((sheet) => sheet.getBoundingClientRect().width);
    assert.equal(await wide(), 800 - 32);
    await tab.page.locator("button.zoom").click();
    assert.equal(await percent(), "100%");
    assert.equal(await wide(), 2000);
    await tab.stage.focus();
    await tab.page.keyboard.press("+");
    assert.equal(await percent(), "150%");
    assert.equal(await tab.picture.evaluate((image) => getComputedStyle(image).imageRendering), "auto");
    await tab.page.keyboard.press("+");
    await tab.page.keyboard.press("+");
    assert.equal(await percent(), "300%");
    assert.equal(await tab.picture.evaluate((image) => getComputedStyle(image).imageRendering), "pixelated");
    await tab.page.keyboard.press("0");
    assert.equal(await wide(), 800 - 32);
    const [x, y] = await tab.pointOf(500, 300);
    await tab.page.mouse.move(x, y);
    await tab.page.keyboard.down("Control");
    await tab.page.mouse.wheel(0, -400);
    await tab.page.keyboard.up("Control");
    await tab.page.waitForFunction(
      (before) => document.querySelector(".sheet")!.getBoundingClientRect().width > before,
      800,
    );
    const [newX, newY] = await tab.pointOf(500, 300);
    assert.ok(Math.abs(newX - x) <= 2 && Math.abs(newY - y) <= 2, `${newX} ${newY} for ${x} ${y}`);
  });

  it("makes images smaller for the host, and makes images of pictures", async () => {
    await tab.show(colours);
    const limits = { ...standardResolution, longEdge: 150 };
    await tab.host({ type: "fitImage", job: 3, bytes: colours.bytes, limits });
    await tab.host({ type: "makeImage", job: 4, name: "a.png", bytes: colours.bytes, limits });
    await tab.page.waitForFunction(() =>
      window.tabPosted.some(({ message }) => message.type === "imageMade"),
    );
    const done = (await tab.posted()).filter(({ type }) => type.startsWith("image"));
    assert.deepEqual(
      done.map((message) => [message.type, "job" in message && message.job]),
      [
        ["imageFitted", 3],
        ["imageMade", 4],
      ],
    );
  });

  it("takes nothing from another page", async () => {
    await tab.show(colours);
    await tab.host({ type: "notApplied", sentence: "Forged." }, "other");
    assert.equal(await tab.page.getByRole("alert").count(), 0);
  });

  for (const theme of themeNames) {
    it(`has no accessibility findings in ${theme}, and fits any width`, async () => {
      await tab.close();
      tab = await ImageTabPage.open(browser(), { theme });
      await tab.show(colours);
      assert.deepEqual(await axeFindings(tab.page), [], "view");
      await tab.button("Black Out").click();
      await tab.giveWhole(colours);
      await tab.drag([10, 10], [100, 60]);
      await tab.drag([150, 110], [250, 160]);
      assert.deepEqual(await axeFindings(tab.page), [], "black out");
      await tab.button("Crop").click();
      await tab.drag([20, 20], [280, 170]);
      await tab.host({ type: "notApplied", sentence: "The disk is full." });
      assert.deepEqual(await axeFindings(tab.page), [], "crop");
      for (const wide of [300, 400, 1200]) {
        await tab.page.setViewportSize({ width: wide, height: 600 });
        const overflow = await tab.page.evaluate(
          () => document.documentElement.scrollWidth > document.documentElement.clientWidth,
        );
        assert.equal(overflow, false, `wider than ${wide}`);
      }
    });
  }
});
