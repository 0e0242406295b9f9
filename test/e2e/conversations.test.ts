import assert from "node:assert/strict";
import { readdir, readFile, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";

import type { Locator } from "playwright-core";

import { History } from "../../src/host/chat/history";
import { orWhenMissing } from "../../src/host/disk";
import { pricing } from "./pages/sample";
import { closeAfterSuite } from "./pages/suite";
import { themes, Workbench } from "./pages/workbench";

/** Rows of the list of conversations, without its headings. */
function rows(workbench: Workbench): Locator {
  return workbench.page.locator(".quick-input-list .monaco-list-row");
}

function row(workbench: Workbench, text: string): Locator {
  return rows(workbench).filter({ hasText: text });
}

describe("the conversations of a person", () => {
  let workbench: Workbench;

  before(async () => {
    workbench = await Workbench.openWithKey({
      files: { "pricing.ts": pricing },
      openFile: "pricing.ts",
    });
  });
  closeAfterSuite(() => workbench);

  beforeEach(async () => {
    workbench.endpoint.reset();
    await workbench.focusChat("New Chat");
    await workbench.chat.composer.fill("");
  });
  afterEach(async () => {
    await workbench.page.keyboard.press("Escape");
  });

  /** Where conversations lie on the disk of this workbench. */
  async function folder(): Promise<string> {
    const root = dirname(workbench.workspace);
    const found = (await readdir(root, { recursive: true })).find((path) =>
      path.endsWith(join("ask-claude.ask-claude", "conversations")),
    );
    assert.ok(found, "Nothing has been written yet.");
    return join(root, found);
  }

  async function everythingOnDisk(): Promise<string> {
    const place = await folder();
    const names = await readdir(place);
    const texts = await Promise.all(
      names.map((name) => orWhenMissing(readFile(join(place, name), "utf8"), "")),
    );
    return texts.join("\n");
  }

  const endpoint = () => workbench.endpoint;

  async function ask(question: string, answer: string): Promise<void> {
    const { chat, endpoint } = workbench;
    endpoint.next({ type: "answer", text: answer });
    await chat.ask(question);
    await chat
      .turnsOf("Claude")
      .getByText(answer.split("\n").at(-1) ?? "")
      .waitFor();
    await chat.send.waitFor();
  }

  async function openList(): Promise<Locator> {
    await workbench.palette("Ask Claude: Show Conversations");
    const input = workbench.page.locator(".quick-input-widget input:visible").first();
    await input.and(workbench.page.getByPlaceholder("Search in all questions and answers")).waitFor();
    await rows(workbench).first().waitFor();
    return input;
  }

  async function press(text: string, button: string): Promise<void> {
    const found = row(workbench, text);
    await found.hover();
    await found.getByRole("button", { name: button }).click();
  }

  it("are found by words of an answer, with the line they stand in, and opened", async () => {
    const { chat } = workbench;
    await ask("What about the colour?", "The walrus prefers a warm teal.");
    await workbench.focusChat("New Chat");
    await ask("And the shape?", "Round, always.");
    await workbench.focusChat("New Chat");
    const input = await openList();
    await workbench.page.getByText("Today", { exact: true }).waitFor();
    await workbench.screenshot("conversations-list");
    await input.fill("TEAL walrus");
    await row(workbench, "The walrus prefers a warm teal.").waitFor();
    await row(workbench, "And the shape?").waitFor({ state: "detached" });
    await workbench.screenshot("conversations-search");
    await workbench.page.keyboard.press("Enter");
    await chat.turnsOf("Claude").getByText("The walrus prefers a warm teal.").waitFor();
    await chat.composer.and(chat.content.locator(":focus")).waitFor();
  });

  it("are renamed in the list, which stays open and shows it", async () => {
    await ask("A question with a dull title", "Yes.");
    await openList();
    await press("A question with a dull title", "Rename");
    await workbench.quickInput("Rename Conversation", "Bright title");
    await row(workbench, "Bright title").waitFor();
    await row(workbench, "A question with a dull title").waitFor({ state: "detached" });
    await workbench.screenshot("conversations-renamed");
    await workbench.page.keyboard.press("Escape");
    // By command, and back to its own.
    await workbench.palette("Ask Claude: Rename Conversation…");
    await workbench.quickInput("Rename Conversation", "");
    await openList();
    await row(workbench, "A question with a dull title").waitFor();
  });

  it("are deleted in the list after a question, and nothing of them is left on the disk", async () => {
    const { chat } = workbench;
    await ask("Something to keep", "Kept.");
    await workbench.focusChat("New Chat");
    await ask("Something secret", "The password is swordfish.");
    await workbench.focusChat("New Chat");
    await openList();
    assert.match(await everythingOnDisk(), /swordfish/);
    await press("Something secret", "Delete");
    await workbench.question.getByText("Delete the conversation “Something secret”?").waitFor();
    await workbench.screenshot("conversations-delete");
    await workbench.dialog("Cancel");
    await row(workbench, "Something secret").waitFor();
    await press("Something secret", "Delete");
    await workbench.dialog("Delete");
    await row(workbench, "Something to keep").waitFor();
    await row(workbench, "Something secret").waitFor({ state: "detached" });
    assert.doesNotMatch(await everythingOnDisk(), /swordfish|Something secret/);
    await workbench.page.keyboard.press("Escape");
    assert.equal(await chat.turns.count(), 0);
  });

  it("are deleted by command while they are open, and while they are answered: a new chat takes their place", async () => {
    const { chat, endpoint } = workbench;
    endpoint.next({ type: "answer", text: "A very long xylophone ".repeat(200), deltaMs: 20 });
    await chat.ask("Tell me everything");
    await chat.turnsOf("Claude").getByText("xylophone").first().waitFor();
    await chat.composer.fill("half a quest");
    await workbench.palette("Ask Claude: Delete Conversation…");
    await workbench.dialog("Delete");
    await chat.turns.first().waitFor({ state: "detached" });
    await chat.send.waitFor();
    assert.equal(await chat.composer.inputValue(), "");
    await openList();
    await row(workbench, "Tell me everything").waitFor({ state: "detached" });
    assert.doesNotMatch(await everythingOnDisk(), /xylophone|Tell me everything|half a quest/);
  });

  it("give way to a new chat when another window has deleted them, and what is being written stays", async () => {
    const { chat } = workbench;
    await ask("Shared by two windows", "Yes.");
    const place = await folder();
    const other = new History(place, "other", (error) => assert.fail(String(error)));
    const shared = (await other.list()).find(({ title }) => title === "Shared by two windows");
    assert.ok(shared);
    await other.delete([shared.id]);
    await chat.composer.fill("Still being written");
    await workbench.notification("deleted in another window").waitFor();
    await chat.turns.first().waitFor({ state: "detached" });
    assert.equal(await chat.composer.inputValue(), "Still being written");
    await workbench.screenshot("conversations-elsewhere");
    endpoint().next({ type: "answer", text: "Here I am." });
    await chat.composer.press("Enter");
    await chat.turnsOf("Claude").getByText("Here I am.").waitFor();
    assert.doesNotMatch(await everythingOnDisk(), /Shared by two windows/);
  });

  it("say in the list which of them is open, being answered, or has failed", async () => {
    const { chat } = workbench;
    endpoint().next({ type: "error", status: 400, errorType: "invalid_request_error", message: "No." });
    await chat.ask("A failing question");
    await chat.alert.first().waitFor();
    await workbench.focusChat("New Chat");
    endpoint().next({ type: "answer", text: "slowly ".repeat(300), deltaMs: 50 });
    await chat.ask("A slow question");
    await chat.turnsOf("Claude").getByText("slowly").first().waitFor();
    await openList();
    await row(workbench, "A failing question")
      .getByText(/ · failed$/)
      .waitFor();
    await row(workbench, "A slow question")
      .getByText(/ · open · Answering…$/)
      .waitFor();
    await workbench.screenshot("conversations-states");
    await workbench.page.keyboard.press("Escape");
    await chat.stop.click();
  });

  it("are exported as Markdown and as JSON to a file of one's choice", async () => {
    await ask("How is it rounded?", "Like so:\n\n```ts\nMath.round(x)\n```\n\nThat is all.");
    const save = async (format: string, path: string) => {
      // There from a try before, it would have VS Code ask.
      await rm(path, { force: true });
      await workbench.palette("Ask Claude: Export Conversation…");
      await workbench.page
        .locator(".quick-input-list .monaco-list-row")
        .filter({ has: workbench.page.getByText(format, { exact: true }) })
        .click();
      await workbench.saveAs(path);
      // Said once all of it is written.
      await workbench.notification(`was exported to ${basename(path)}`).waitFor();
      return readFile(path, "utf8");
    };
    const markdown = await save("Markdown", join(workbench.workspace, "chat.md"));
    assert.match(
      markdown,
      /^# How is it rounded\?\n\n\*.*claude-sonnet-5-5\*\n\n## You\n\nHow is it rounded\?\n\n## Claude\n\nLike so:\n\n```ts\nMath\.round\(x\)\n```\n\nThat is all\.\n$/,
    );
    await workbench.screenshot("conversations-exported");
    const json = JSON.parse(await save("JSON", join(workbench.workspace, "chat.json")));
    assert.equal(json.format, "ask-claude-conversation");
    assert.equal(json.conversation.all.length, 2);
    assert.equal(json.conversation.all[1].parts.at(-1).text.split("\n").at(-1), "That is all.");
  });

  it("are copied as a whole", async () => {
    const { chat } = workbench;
    await ask("Copy this?", "Gladly.");
    await workbench.palette("Ask Claude: Copy Conversation");
    await workbench.page.getByText("The conversation was copied.").waitFor();
    await chat.composer.click();
    await workbench.page.keyboard.press("ControlOrMeta+v");
    assert.match(
      await chat.composer.inputValue(),
      /^# Copy this\?[^]*## You\n\nCopy this\?\n\n## Claude\n\nGladly\.\n$/,
    );
    await chat.composer.fill("");
  });

  it("stand in the list as drafts before anything is asked", async () => {
    const { chat } = workbench;
    await chat.composer.fill("What I never sent");
    const until = performance.now() + 5_000;
    while (!(await everythingOnDisk()).includes("What I never sent") && performance.now() < until) {
      await workbench.page.waitForTimeout(50);
    }
    await openList();
    await row(workbench, "Draft: What I never sent").waitFor();
    await workbench.screenshot("conversations-draft");
    await workbench.page.keyboard.press("Escape");
    await chat.composer.fill("");
  });

  it("are listed and searched when there are two thousand of them", async () => {
    const place = await folder();
    const history = new History(place, "seed", (error) => assert.fail(String(error)));
    for (let n = 0; n < 2_000; n += 1) {
      const name = `seeded-${n}`;
      history.append(name, [
        {
          type: "asked",
          turn: { role: "user", id: "u", text: `Old question number ${n}`, context: [] },
          answerId: "a",
          options: { model: "claude-sonnet-5-5" },
        },
        {
          type: "answer",
          answerId: "a",
          event: {
            type: "partStarted",
            index: 0,
            part: { type: "text", text: `${"words ".repeat(200)}${n === 7 ? "capybara" : ""}` },
          },
        },
        { type: "answer", answerId: "a", event: { type: "completed", stopReason: "end_turn" } },
      ]);
    }
    await history.flush();
    const input = await openList();
    await row(workbench, "Old question number").first().waitFor();
    await input.fill("capybara");
    await row(workbench, "Old question number 7").waitFor();
    assert.equal(await rows(workbench).count(), 1);
    await workbench.screenshot("conversations-2000");
  });

  for (const theme of ["light", "high-contrast"] as const) {
    it(`can be told apart in ${themes[theme]}`, async () => {
      await workbench.setTheme(theme);
      await workbench.focusChat("Focus Chat");
      await openList();
      await workbench.screenshot(`conversations-${theme}`);
    });
  }

  it("are all deleted at once, after a question", async () => {
    await workbench.palette("Ask Claude: Delete All Conversations…");
    await workbench.question.getByText(/Delete all \d+ conversations\?/).waitFor();
    await workbench.dialog("Delete All");
    const until = performance.now() + 30_000;
    while (/"asked"/.test(await everythingOnDisk()) && performance.now() < until) {
      await workbench.page.waitForTimeout(200);
    }
    assert.doesNotMatch(await everythingOnDisk(), /capybara|walrus|Old question/);
  });
});
