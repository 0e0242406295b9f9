import assert from "node:assert/strict";
import type { Browser, Locator } from "playwright-core";
import type { ContextItem } from "../../../src/core/context";
import { linedUp } from "../../support/conversations";
import { cacheFolder } from "../../support/project";
import { axeFindings } from "../axe";
import { ChatPage, emptyState } from "./chatPage";
import { imageItem, imageStates } from "./imageStates";
import { suiteBrowser } from "./suite";
import { themeNames } from "./themes";
import { exchange } from "./viewStates";

describe("the chips of images", () => {
  const browser: () => Browser = suiteBrowser();
  let chat: ChatPage;

  afterEach(async () => {
    assert.deepEqual(chat.errors, []);
    assert.deepEqual(chat.strangeRequests, []);
    await chat.close();
  });

  const asked = async (): Promise<string[][]> =>
    (await chat.posted()).flatMap((message) =>
      message.type === "loadThumbnails" ? [[...message.hashes]] : [],
    );
  const sent = (): Locator => chat.page.getByRole("list", { name: "Sent with this message" });

  /** Answers as the host does, with a picture of words for each hash. */
  async function answer(hashes: readonly string[]): Promise<void> {
    const bytes = await chat.page.evaluate(async () => {
      const canvas = new OffscreenCanvas(256, 144);
      const context = canvas.getContext("2d")!;
      context.fillStyle = "#fff";
      context.fillRect(0, 0, 256, 144);
      context.fillStyle = "#246";
      context.fillRect(0, 0, 256, 24);
      context.font = "20px sans-serif";
      context.fillText("A window with words", 20, 80);
      const blob = await canvas.convertToBlob({ type: "image/webp", quality: 0.8 });
      return new Uint8Array(await blob.arrayBuffer());
    });
    await chat.host({ type: "thumbnails", thumbnails: hashes.map((hash) => ({ hash, bytes })) });
    await chat.page.evaluate(() =>
      Promise.all(
        [...document.querySelectorAll("image-thumbnail img")].map((image) =>
          (image as HTMLImageElement).decode(),
        ),
      ),
    );
  }

  for (const theme of themeNames) {
    it(`are seen and read in ${theme}, in every width`, async function () {
      this.timeout(60_000);
      chat = await ChatPage.open(browser(), { theme });
      for (const [name, state] of Object.entries(imageStates)) {
        await chat.snapshot(state);
        await chat.settled();
        const hashes = (await asked()).at(-1) ?? [];
        await answer(hashes);
        for (const width of [260, 300, 480, 1200]) {
          await chat.page.setViewportSize({ width, height: 640 });
          const tooWide = await chat.page.evaluate(() =>
            [...document.querySelectorAll("html, .transcript, .composer")]
              .filter((element) => element.scrollWidth > element.clientWidth)
              .map(({ className }) => className),
          );
          assert.deepEqual(tooWide, [], `${name}, ${width} px`);
          const path = `${cacheFolder}/screenshots/${name} ${theme} ${width}.png`;
          await chat.page.screenshot({ path });
        }
        assert.deepEqual(await axeFindings(chat.page), [], name);
      }
    });
  }

  it("say what they are, and are removed by Delete", async () => {
    chat = await ChatPage.open(browser());
    await chat.snapshot(imageStates["images in the composer"]);
    const chip = chat.button("Image Pasted image 1280 × 720 · ≈ 1.2K · 412 kB");
    assert.match((await chip.getAttribute("title"))!, /An image\n1280 × 720/);
    await chip.click();
    await chip.press("Delete");
    const linked = chat.button("Image chart.png images.example.com");
    assert.equal(await linked.locator(".codicon-globe").count(), 1);
    assert.deepEqual(
      (await chat.posted()).filter(({ type }) => type.endsWith("Attachment")),
      [
        { type: "openAttachment", id: "image1" },
        { type: "removeAttachment", id: "image1" },
      ],
    );
  });

  it("show what they cost where hardly anything fits", async () => {
    chat = await ChatPage.open(browser(), { width: 260 });
    await chat.snapshot(imageStates["images in the composer"]);
    for (const details of await chat.page.locator(".composer .chip-details").all()) {
      assert.ok(await details.evaluate(({ scrollWidth, clientWidth }) => scrollWidth <= clientWidth));
    }
  });

  it("show that git ignores their file", async () => {
    chat = await ChatPage.open(browser());
    const ignored: ContextItem = { ...imageItem(1, "secret.png"), isIgnored: true };
    await chat.snapshot({ ...emptyState, draft: { text: "", context: [ignored, imageItem(2, "open.png")] } });
    assert.equal(await chat.page.locator(".image-chip .codicon-diff-ignored").count(), 1);
    await chat.page.setViewportSize({ width: 260, height: 640 });
    await chat.page.screenshot({ path: `${cacheFolder}/screenshots/images that git ignores.png` });
  });

  it("are taken off and replaced in a question that was asked", async () => {
    chat = await ChatPage.open(browser());
    await chat.snapshot(imageStates["images in a question"]);
    await sent().getByRole("button", { name: "Replace Pasted image…" }).click();
    await sent().getByRole("button", { name: "Remove Pasted image", exact: true }).click();
    assert.deepEqual(
      (await chat.posted()).filter(({ type }) => type.endsWith("Sent")),
      [
        { type: "replaceSent", turnId: "q1", id: "image1" },
        { type: "removeSent", turnId: "q1", id: "image1" },
      ],
    );
  });

  it("ask for each thumbnail once, and say which images are gone from the disk", async () => {
    chat = await ChatPage.open(browser());
    await chat.snapshot(imageStates["images in a question"]);
    await chat.settled();
    const [hashes] = await asked();
    assert.equal(hashes!.length, 2);
    await answer(hashes!.slice(0, 1));
    assert.equal(await sent().locator("img").count(), 1);
    assert.equal(await sent().getByTitle("This image is no longer on the disk.").count(), 1);
    await chat.snapshot(imageStates["images in a question"]);
    await chat.settled();
    assert.equal((await asked()).length, 1);
  });

  it("follow an image that was exchanged in its place", async () => {
    chat = await ChatPage.open(browser());
    const first = imageItem(1, "a.png");
    await chat.snapshot({ ...emptyState, draft: { text: "", context: [first] } });
    await chat.settled();
    await answer((await asked()).flat());
    const picture = chat.page.locator("image-thumbnail img");
    const before = await picture.getAttribute("src");
    const second = imageItem(2, "a.png");
    await chat.host({ type: "attachments", context: [{ ...second, id: first.id }] });
    // What may have been blacked out is not shown for a moment longer.
    assert.equal(await picture.count(), 0);
    await chat.page.waitForFunction(
      () => window.posted.filter(({ message }) => message.type === "loadThumbnails").length === 2,
    );
    await answer((await asked()).at(-1)!);
    await picture.waitFor();
    assert.notEqual(await picture.getAttribute("src"), before);
    assert.notDeepEqual((await asked())[1], (await asked())[0]);
  });

  it("warn before sending when the model takes no images, with the way out", async () => {
    chat = await ChatPage.open(browser());
    await chat.snapshot(imageStates["images for a model that takes none"]);
    await chat.page.getByText("Claude Sonnet 5.5 takes no images.").waitFor();
    await chat.button("Select Model").first().click();
    assert.equal((await chat.posted()).at(-1)?.type, "selectModel");
    await chat.host({ type: "attachments", context: [] });
    await chat.page.getByText("takes no images").waitFor({ state: "detached" });
  });

  it("do not slow a conversation down: with 100 images only those in sight are fetched", async () => {
    chat = await ChatPage.open(browser());
    const turns = Array.from({ length: 100 }, (_, index) => {
      const [question, reply] = exchange(index, `Question ${index}`, "An answer.");
      const context: ContextItem[] = [imageItem(index + 1, `shot-${index}.png`)];
      return [{ ...question!, context } as typeof question, reply] as const;
    }).flat();
    const start = Date.now();
    await chat.snapshot({
      ...emptyState,
      conversation: linedUp(
        "c",
        turns.map((turn) => turn!),
      ),
    });
    await chat.settled();
    const took = Date.now() - start;
    const hashes = (await asked()).flat();
    assert.ok(took < 2000, `${took} ms`);
    assert.ok(hashes.length > 0 && hashes.length < 20, `${hashes.length}`);
    assert.equal(hashes.length, new Set(hashes).size);
  });
});
