import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";

import { decodedPng, pixelAt } from "../support/decodedPng";
import { png, stripes } from "../support/pictures";
import { ImageTab } from "./pages/imageTab";
import { dropFiles, imagesIn, questionsOf, sha256 } from "./pages/pictures";
import { closeAfterSuite, newChatForEachTest } from "./pages/suite";
import { Workbench } from "./pages/workbench";

const width = 300;
const height = 200;
/** Every pixel tells where it is, so that nothing of it is anywhere by chance. */
const secret = png(width, height, (x, y) => [x % 256, y % 256, (x * 7 + y * 13) % 251]);
const wide = png(2600, 40, stripes);

describe("the tab of an image in the workbench", () => {
  let workbench: Workbench;
  let tab: ImageTab;

  before(async () => {
    workbench = await Workbench.openWithKey();
    tab = new ImageTab(workbench.page);
  });
  closeAfterSuite(() => workbench);
  newChatForEachTest(() => workbench);
  afterEach(() => workbench.palette("View: Close All Editors"));

  async function attach(name: string, bytes: Uint8Array): Promise<void> {
    const { chat } = workbench;
    await dropFiles(chat.composer, [{ name, type: "image/png", bytes }]);
    await chat.removeButton(name).waitFor();
    // VS Code lets no click through to a page until the mouse tells that the drag is over.
    await workbench.page.mouse.move(800, 20);
    await workbench.page.mouse.move(810, 20);
  }

  const open = (name: string): Promise<void> =>
    workbench.chat.content
      .getByRole("button", { name: new RegExp(`^Image ${name}`) })
      .click({ timeout: 9_000 });

  /** Asks, and gives the images of the last request as the endpoint received them, those of each question. */
  async function sent(question: string): Promise<readonly (readonly Buffer[])[]> {
    const { chat, endpoint } = workbench;
    const answers = await chat.turnsOf("Claude").count();
    await chat.ask(question);
    await chat.turnsOf("Claude").nth(answers).waitFor();
    await chat.send.waitFor();
    return questionsOf(endpoint.requests().at(-1)).map(imagesIn);
  }

  /** Every file of this workbench that holds these bytes. */
  async function filesWith(part: Buffer): Promise<readonly string[]> {
    const root = dirname(workbench.workspace);
    const entries = await readdir(root, { recursive: true, withFileTypes: true });
    const found: string[] = [];
    for (const entry of entries.filter((each) => each.isFile())) {
      const path = join(entry.parentPath, entry.name);
      const bytes = await readFile(path).catch(() => Buffer.of());
      found.push(...(bytes.includes(part) ? [path] : []));
    }
    return found;
  }

  it("shows what is sent to the byte, also when that is smaller than the image", async () => {
    await attach("wide.png", wide);
    await open("wide.png");
    const shown = await tab.hash("2576 × 40 px of 2600 × 40");
    const [[image] = []] = await sent("How wide?");
    assert.ok(image);
    assert.equal(sha256(image).slice(0, 12), shown);
  });

  it("blacks out what is then nowhere: not in the request, and not on the disk", async () => {
    await attach("secret.png", secret);
    const inside = Buffer.from(secret).subarray(secret.length / 2, secret.length / 2 + 200);
    assert.equal((await filesWith(inside)).length, 1, "the image is kept once");
    await open("secret.png");
    const before = await tab.hash("300 × 200 px");
    assert.equal(before, sha256(secret).slice(0, 12));
    await workbench.screenshot("image-tab");
    await tab.button("Black Out").click();
    await tab.drag(width, [20.5, 30.5], [119.5, 69.5]);
    await workbench.screenshot("image-tab-black-out");
    await tab.button("Apply").click();
    await tab.facts.filter({ hasNotText: before }).waitFor();
    const after = await tab.hash("300 × 200 px");
    await workbench.screenshot("image-tab-applied");
    assert.equal(await workbench.chat.attachments.getByRole("listitem").count(), 1);

    const [[image] = []] = await sent("What is hidden?");
    assert.ok(image);
    assert.equal(sha256(image).slice(0, 12), after);
    const [now, then] = [decodedPng(image), decodedPng(secret)];
    for (let y = 0; y < height; y += 1) {
      for (let x = 0; x < width; x += 1) {
        const isBlack = x >= 20 && x < 120 && y >= 30 && y < 70;
        assert.deepEqual(pixelAt(now, x, y), isBlack ? [0, 0, 0, 255] : pixelAt(then, x, y), `${x}, ${y}`);
      }
    }
    assert.deepEqual(await filesWith(inside), []);
  });

  it("asks before an image goes out whose changes were not applied", async () => {
    const { chat } = workbench;
    await attach("unfinished.png", secret);
    await open("unfinished.png");
    const before = await tab.hash("300 × 200 px");
    await tab.button("Black Out").click();
    await tab.drag(width, [20.5, 30.5], [119.5, 69.5]);
    await workbench.page.locator(".tab", { hasText: "● unfinished.png" }).waitFor();
    await chat.composer.fill("What is here?");
    await chat.composer.press("Enter");
    await workbench.dialog("Show Image");
    assert.equal(await chat.turnsOf("Claude").count(), 0);
    assert.equal(await chat.composer.inputValue(), "What is here?");
    await tab.button("Apply").click();
    await tab.facts.filter({ hasNotText: before }).waitFor();
    await chat.composer.press("Enter");
    await chat.turnsOf("Claude").waitFor();
    await chat.send.waitFor();
    const [image] = imagesIn(questionsOf(workbench.endpoint.requests().at(-1)).at(-1) ?? []);
    assert.ok(image);
    assert.deepEqual(pixelAt(decodedPng(image), 50, 50), [0, 0, 0, 255]);
  });

  it("keeps what was not applied when it is closed, and crops an image that was sent", async () => {
    await attach("plan.png", secret);
    await sent("First");
    await open("plan.png");
    await tab.hash("300 × 200 px");
    await tab.button("Crop").click();
    await tab.drag(width, [50.5, 40.5], [249.5, 139.5]);
    await tab.button("Undo").click();
    await tab.button("Redo").click();
    await workbench.palette("View: Close All Editors");
    await open("plan.png");
    await tab.button("Apply").click();
    const after = await tab.hash("200 × 100 px");
    const [first, second] = await sent("Second");
    assert.equal(first?.length, 1);
    assert.equal(second?.length, 0);
    const image = first?.[0] ?? Buffer.of();
    assert.equal(sha256(image).slice(0, 12), after);
    const [now, then] = [decodedPng(image), decodedPng(secret)];
    assert.deepEqual([now.width, now.height], [200, 100]);
    for (const [x, y] of [
      [0, 0],
      [199, 99],
      [100, 3],
    ] as const) {
      assert.deepEqual(pixelAt(now, x, y), pixelAt(then, x + 50, y + 40));
    }
  });

  it("goes with its chip", async () => {
    await attach("gone.png", secret);
    await open("gone.png");
    await tab.hash("300 × 200 px");
    await workbench.chat.removeButton("gone.png").click();
    await workbench.page.locator(".tab", { hasText: "gone.png" }).waitFor({ state: "detached" });
  });
});
