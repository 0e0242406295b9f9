import assert from "node:assert/strict";

import type { Locator } from "playwright-core";

import { testKey } from "./pages/sample";
import { closeAfterSuite } from "./pages/suite";
import { someThemes, Workbench } from "./pages/workbench";

describe("the walkthrough", () => {
  let workbench: Workbench;

  before(async () => {
    workbench = await Workbench.open({
      files: { "notes.txt": "Notes\n" },
      // The pictures are beside the steps only where there is room for both.
      viewport: { width: 1600, height: 900 },
    });
    await workbench.palette("Ask Claude: Get Started");
    await step("Give it your API key").waitFor();
  });
  closeAfterSuite(() => workbench);

  const page = (): Locator => workbench.page.locator(".gettingStartedContainer");
  const step = (title: string): Locator => page().locator(".getting-started-step", { hasText: title });
  const isDone = (title: string): Locator => step(title).locator(".codicon-getting-started-step-checked");

  const picture = (name: string): Locator =>
    workbench.page
      .frameLocator('iframe.webview:not([src*="ask-claude"]) >> visible=true')
      .frameLocator("#active-frame")
      .locator(`svg#${name}`);

  it("leads from the key to the first edit, each step with a picture", async () => {
    const titles = await page().locator(".getting-started-step .step-title").allInnerTexts();
    assert.deepEqual(titles, [
      "Give it your API key",
      "Ask your first question",
      "Show it what matters",
      "Have it change your code",
    ]);
    for (const [index, name] of ["key", "ask", "context", "edit"].entries()) {
      await step(titles[index] ?? "").click();
      await picture(name).waitFor();
      await workbench.screenshot(`walkthrough ${name}`);
    }
  });

  it("ticks off the key and the question when they are there", async () => {
    assert.equal(await isDone("Give it your API key").count(), 0);
    await step("Give it your API key").click();
    await page().getByRole("button", { name: "Set API Key" }).click();
    await workbench.enterKey(testKey);
    await step("Ask your first question").click();
    await page().getByRole("button", { name: "Open Chat" }).first().click();
    await workbench.chat.ask("What is a monad?");
    await workbench.chat.turnsOf("Claude").getByText("not written by Claude").waitFor();
    await isDone("Give it your API key").waitFor();
    await isDone("Ask your first question").waitFor();
    await step("Show it what matters").click();
    await picture("context").waitFor();
  });

  for (const theme of someThemes) {
    it(`has pictures in the colours of ${theme}`, async () => {
      await workbench.setTheme(theme);
      await workbench.palette("Ask Claude: Get Started");
      await step("Show it what matters").click();
      await picture("context").waitFor();
      await workbench.screenshot(`walkthrough ${theme}`);
    });
  }
});

describe("the walkthrough, opened late", () => {
  let workbench: Workbench;

  before(async () => {
    workbench = await Workbench.openWithKey({ files: { "notes.txt": "Notes\n" } });
    await workbench.exchange("What is a monad?", "A way to chain steps.");
  });
  closeAfterSuite(() => workbench);

  it("ticks off what was done before it was first opened, and only that", async () => {
    await workbench.palette("Ask Claude: Get Started");
    const step = (title: string): Locator =>
      workbench.page.locator(".gettingStartedContainer .getting-started-step", { hasText: title });
    const done = ".codicon-getting-started-step-checked";
    await step("Give it your API key").locator(done).waitFor();
    await step("Ask your first question").locator(done).waitFor();
    assert.equal(await step("Show it what matters").locator(done).count(), 0);
  });
});
