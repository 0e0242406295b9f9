import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";

import { png, stripes } from "../support/pictures";
import { pickFromMenu } from "./pages/contextMenu";
import {
  type Block,
  copyPicture,
  dropFiles,
  imageFilesOnDisk,
  imagesIn,
  imagesOnDisk,
  isWholePng,
  pngSize,
  questionsOf,
  sha256,
} from "./pages/pictures";
import { testKey } from "./pages/sample";
import { closeAfterSuite, newChatForEachTest } from "./pages/suite";
import { someThemes, Workbench } from "./pages/workbench";

const logo = png(240, 160, stripes);
const chart = png(300, 200, (x, y) => [x % 256, y % 256, 90]);
const wide = png(2600, 40, stripes);

const notebook = JSON.stringify({
  cells: [
    {
      cell_type: "code",
      metadata: {},
      execution_count: 1,
      source: ["plot()"],
      outputs: [
        {
          output_type: "display_data",
          data: { "image/png": Buffer.from(chart).toString("base64") },
          metadata: {},
        },
      ],
    },
  ],
  metadata: {},
  nbformat: 4,
  nbformat_minor: 5,
});

describe("images in the workbench", () => {
  let workbench: Workbench;

  before(async () => {
    workbench = await Workbench.openWithKey({
      files: { "logo.png": logo, "chart.png": chart, "plot.ipynb": notebook, "notes.txt": "words\n" },
    });
    await workbench.page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  });
  closeAfterSuite(() => workbench);
  newChatForEachTest(() => workbench);

  const inExplorer = (name: string) =>
    workbench.page.locator(".explorer-folders-view").getByRole("treeitem", { name, exact: false });

  /** Asks, waits for the answer, and gives the parts of the last question as the endpoint received them. */
  async function sent(question: string): Promise<readonly Block[]> {
    const { chat, endpoint } = workbench;
    const answers = await chat.turnsOf("Claude").count();
    await chat.ask(question);
    await chat.turnsOf("Claude").nth(answers).waitFor();
    await chat.send.waitFor();
    return questionsOf(endpoint.requests().at(-1)).at(-1) ?? [];
  }

  /** What every question with images has to look like: images first, kept on the disk under what they are. */
  async function proved(blocks: readonly Block[], count: number): Promise<readonly Buffer[]> {
    const types = blocks.map(({ type }) => type);
    assert.deepEqual(
      types.slice(0, count),
      Array.from({ length: count }, () => "image"),
      types.join(),
    );
    assert.ok(types.length > count && types.slice(count).every((type) => type === "text"), types.join());
    const images = imagesIn(blocks);
    const kept = await imagesOnDisk(workbench.workspace);
    for (const bytes of images) {
      assert.ok(kept.includes(sha256(bytes)), "what was sent is not what is kept");
    }
    return images;
  }

  /** The chip of an image in the composer. */
  const chip = (name: string) => workbench.chat.removeButton(name);

  it("are pasted, and go before the question as they are kept", async () => {
    const { page, chat } = workbench;
    await copyPicture(page, logo);
    await chat.composer.click();
    await page.keyboard.press("Control+V");
    await chip("Pasted image").waitFor();
    await workbench.screenshot("images-pasted");
    const [image] = await proved(await sent("What is this?"), 1);
    assert.ok(image);
    assert.deepEqual(pngSize(image), [240, 160]);
    assert.ok(isWholePng(image));
    await workbench.screenshot("images-sent");
  });

  it("are dropped from the desktop, several in their order, to the byte", async () => {
    const { chat } = workbench;
    await dropFiles(chat.composer, [
      { name: "first.png", type: "image/png", bytes: chart },
      { name: "second.png", type: "image/png", bytes: logo },
    ]);
    await chip("second.png").waitFor();
    await chip("first.png").waitFor();
    const images = await proved(await sent("Which is larger?"), 2);
    assert.deepEqual(images.map(sha256), [chart, logo].map(sha256));
  });

  it("are asked about from the explorer, with the focus in the composer", async () => {
    const { page, chat } = workbench;
    await workbench.palette("View: Show Explorer");
    await pickFromMenu(page, inExplorer("logo.png"), "Ask Claude about This Image");
    await chip("logo.png").waitFor();
    await chat.composer.and(chat.content.locator(":focus")).waitFor();
    const [image] = await proved(await sent("What is this?"), 1);
    assert.equal(sha256(image ?? Buffer.of()), sha256(logo));
  });

  it("are asked about from the editor that shows them", async () => {
    const { page } = workbench;
    await workbench.palette("View: Show Explorer");
    await inExplorer("chart.png").dblclick();
    await page.locator('.tab.active[data-resource-name="chart.png"]').waitFor();
    await page
      .locator(".editor-group-container.active .editor-actions")
      .getByRole("button", { name: "Ask Claude about This Image" })
      .click();
    await chip("chart.png").waitFor();
    const [image] = await proved(await sent("What is this?"), 1);
    assert.equal(sha256(image ?? Buffer.of()), sha256(chart));
    await workbench.palette("View: Close All Editors");
  });

  it("are picked from the disk by the list behind #", async () => {
    const { page, chat } = workbench;
    await chat.composer.click();
    await page.keyboard.type("#imagedisk");
    await chat.content.getByRole("option", { name: /Image from Disk/ }).waitFor();
    await workbench.screenshot("images-completion");
    await page.keyboard.press("Enter");
    const widget = page.locator(".quick-input-widget");
    await widget.getByText("Attach Images").waitFor();
    // Until the files are listed, what is typed is overwritten.
    await widget.locator(".monaco-list-row", { hasText: "logo.png" }).waitFor();
    await widget.locator("input:visible").first().fill(join(workbench.workspace, "logo.png"));
    await page.keyboard.press("Enter");
    await chip("logo.png").waitFor();
    const [image] = await proved(await sent("What is this?"), 1);
    assert.equal(sha256(image ?? Buffer.of()), sha256(logo));
  });

  it("come with the outputs of a cell", async () => {
    const { page, chat } = workbench;
    await workbench.palette("View: Show Explorer");
    await inExplorer("plot.ipynb").dblclick();
    await page.locator(".notebookOverlay .cell-list-container").getByText("plot").first().click();
    await page.locator(".cell-title-toolbar").getByRole("button", { name: /More/ }).first().click();
    await page.getByRole("menuitem", { name: "Add to Ask Claude with Outputs", exact: true }).click();
    await chip("plot.ipynb#1 output 1").waitFor();
    await chat.composer.and(chat.content.locator(":focus")).waitFor();
    const blocks = await sent("What is it?");
    const [image] = await proved(blocks, 1);
    assert.equal(sha256(image ?? Buffer.of()), sha256(chart));
    assert.ok(blocks.some(({ text }) => text?.includes("cell 1 of notebook `plot.ipynb`")));
    await workbench.palette("View: Close All Editors");
  });

  it("are attached as links that the person agreed to", async () => {
    const { chat } = workbench;
    await workbench.palette("Ask Claude: Attach Image from Link");
    await workbench.quickInput("Attach Image from Link", "https://images.example.com/plan%20B.png");
    await workbench.question.getByText("https://images.example.com/plan B.png").waitFor();
    await workbench.screenshot("images-link");
    await workbench.dialog("Attach Link");
    await chip("plan B.png").waitFor();
    await chat.composer.and(chat.content.locator(":focus")).waitFor();
    const [first] = await sent("What is this?");
    assert.deepEqual(first?.source, { type: "url", url: "https://images.example.com/plan%20B.png" });
  });

  it("that are refused take nothing with them: the question is asked without them, and answered", async () => {
    const { chat, endpoint } = workbench;
    assert.equal(imagesIn(await sent("An ordinary question")).length, 0);
    await dropFiles(chat.composer, [{ name: "odd.png", type: "image/png", bytes: logo }]);
    await chip("odd.png").waitFor();
    endpoint.next({
      type: "error",
      status: 400,
      message: "messages.2.content.0.image.source.base64.data: Could not process image",
    });
    await chat.ask("And this?");
    await chat.alert.getByText("odd.png").waitFor();
    await workbench.screenshot("images-refused");
    await chat.content.getByRole("button", { name: /^Send Without/ }).click();
    await chat.turnsOf("Claude").getByText("stand-in").nth(1).waitFor();
    await chat.send.waitFor();
    const questions = questionsOf(endpoint.requests().at(-1));
    assert.equal(questions.length, 2);
    assert.deepEqual(questions.map(imagesIn), [[], []]);
    assert.ok(questions.at(-1)?.some(({ text }) => text?.includes("And this?")));
    assert.equal(imagesIn(await sent("Still there?")).length, 0);
  });

  it("that are twenty-one are at most 2,000 pixels long, those of before too", async () => {
    const { chat } = workbench;
    await dropFiles(chat.composer, [{ name: "wide.png", type: "image/png", bytes: wide }]);
    await chip("wide.png").waitFor();
    const [alone] = imagesIn(await sent("One"));
    assert.deepEqual(alone && pngSize(alone)[0], 2576);
    const many = Array.from({ length: 20 }, (_, index) => ({
      name: `${index}.png`,
      type: "image/png",
      bytes: png(2100 + index, 20, stripes),
    }));
    await dropFiles(chat.composer, many);
    await chip("19.png").waitFor();
    await sent("Many");
    const images = questionsOf(workbench.endpoint.requests().at(-1)).flatMap(imagesIn);
    assert.equal(images.length, 21);
    for (const image of images) {
      assert.equal(pngSize(image)[0], 2000);
      assert.ok(isWholePng(image));
    }
  });

  it("stay in the composer over a reload", async () => {
    const { chat } = workbench;
    await dropFiles(chat.composer, [{ name: "stays.png", type: "image/png", bytes: logo }]);
    await chip("stays.png").waitFor();
    // A draft is written a moment after it changed.
    await setTimeout(1_500);
    await workbench.reload();
    // A workbench in a browser keeps secrets for as long as its page lives.
    await workbench.giveKey(testKey);
    await workbench.focusChat("Focus Chat");
    await chip("stays.png").waitFor();
    await chat.attachments.locator("img").first().waitFor();
    const [image] = await proved(await sent("Still here?"), 1);
    assert.equal(sha256(image ?? Buffer.of()), sha256(logo));
  });

  it("that are updated, replaced and taken off a question are so in the next request", async () => {
    const { chat, page, workspace } = workbench;
    await writeFile(join(workspace, "changing.png"), chart);
    await workbench.palette("View: Show Explorer");
    await pickFromMenu(page, inExplorer("changing.png"), "Ask Claude about This Image");
    await chip("changing.png").waitFor();
    await sent("First");
    const now = png(77, 55, stripes);
    await writeFile(join(workspace, "changing.png"), now);
    const turn = chat.turnsOf("You").first();
    await turn.hover();
    await turn.getByRole("button", { name: /^Replace changing\.png/ }).click();
    await workbench.quickPick("Update to the File's Current Content");
    await turn.getByText("77 × 55").waitFor();
    await sent("Second");
    const images = questionsOf(workbench.endpoint.requests().at(-1)).flatMap(imagesIn);
    assert.deepEqual(images.map(sha256), [sha256(now)]);
    await turn.hover();
    await turn.getByRole("button", { name: /^Replace changing\.png/ }).click();
    await workbench.screenshot("images-replace");
    await workbench.quickPick("Remove");
    await turn
      .getByRole("button", { name: /changing\.png/ })
      .first()
      .waitFor({ state: "detached" });
    await sent("Third");
    assert.equal(questionsOf(workbench.endpoint.requests().at(-1)).flatMap(imagesIn).length, 0);
  });

  it("look well in every theme, and in a narrow side bar", async () => {
    const { chat, page } = workbench;
    await dropFiles(chat.composer, [
      { name: "a-rather-long-name-of-a-picture.png", type: "image/png", bytes: logo },
      { name: "chart.png", type: "image/png", bytes: chart },
    ]);
    await chip("chart.png").waitFor();
    await sent("Compare these.");
    await dropFiles(chat.composer, [{ name: "next.png", type: "image/png", bytes: chart }]);
    await chip("next.png").waitFor();
    for (const theme of someThemes) {
      await workbench.setTheme(theme);
      await workbench.focusChat("Focus Chat");
      await workbench.screenshot(`images-${theme}`);
    }
    const sash = page.locator(".monaco-sash.vertical:visible").first();
    const place = await sash.boundingBox();
    assert.ok(place);
    await page.mouse.move(place.x + 2, 300);
    await page.mouse.down();
    await page.mouse.move(place.x - 40, 300, { steps: 5 });
    await page.mouse.up();
    await workbench.screenshot("images-narrow");
    await workbench.setTheme("dark");
  });

  it("are gone from the disk with the last conversation that has them", async () => {
    const { chat } = workbench;
    const unique = png(91, 37, stripes);
    await dropFiles(chat.composer, [{ name: "secret.png", type: "image/png", bytes: unique }]);
    await chip("secret.png").waitFor();
    await proved(await sent("Keep it for a moment."), 1);
    const hash = sha256(unique);
    assert.ok((await imageFilesOnDisk(workbench.workspace)).some((path) => path.includes(hash)));
    await workbench.palette("Ask Claude: Delete Conversation");
    await workbench.dialog("Delete");
    await chat.turnsOf("You").first().waitFor({ state: "detached" });
    for (const deadline = Date.now() + 10_000; ; await setTimeout(100)) {
      const left = (await imageFilesOnDisk(workbench.workspace)).filter((path) => path.includes(hash));
      if (left.length === 0) {
        break;
      }
      assert.ok(Date.now() < deadline, left.join());
    }
  });
});
