import assert from "node:assert/strict";

import type { CapturedRequest } from "../support/messages/capture";
import { pricing, testKey } from "./pages/sample";
import { closeAfterSuite, newChatForEachTest } from "./pages/suite";
import { Workbench } from "./pages/workbench";

/** Text as it stands inside a JSON string. */
function inJson(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

function linesOf(text: string, first: number, last: number): string {
  return text
    .split("\n")
    .slice(first - 1, last)
    .join("\n");
}

describe("asking about a selection", () => {
  let workbench: Workbench;
  let dataFile = "";

  before(async () => {
    dataFile = Array.from({ length: 200 }, (_, n) => `${n + 1};some;data`).join("\n");
    workbench = await Workbench.openWithKey({
      files: { "pricing.ts": pricing, "data.unknown": dataFile },
      openFile: "pricing.ts",
    });
  });
  closeAfterSuite(() => workbench);
  newChatForEachTest(() => workbench);
  beforeEach(() => workbench.openFile("pricing.ts"));

  function onlyRequest(): CapturedRequest {
    const requests = workbench.endpoint.requests();
    assert.equal(requests.length, 1);
    return requests[0] as CapturedRequest;
  }

  it("goes from the palette to a chip, a question and a streamed answer", async () => {
    const { chat, endpoint } = workbench;
    await workbench.select(10, 24);
    await workbench.focusChat("Ask Claude about Selection");
    await chat.removeButton("pricing.ts:10-24").waitFor();
    await workbench.screenshot("ask-chip");
    endpoint.next({
      type: "answer",
      text: "It **rounds** the total.\n\n```ts\nround(1.005)\n```\n\nThat is all.",
      deltaMs: 5,
    });
    // The composer has the focus: what is typed now is the question.
    await workbench.page.keyboard.type("What does this do?");
    await workbench.page.keyboard.press("Enter");
    await chat.turnsOf("Claude").getByText("rounds", { exact: true }).waitFor();
    await chat.turnsOf("Claude").getByText("That is all.").waitFor();
    await chat.send.waitFor();
    await workbench.screenshot("ask-answered");

    const { json, headers, path } = onlyRequest();
    const sent = JSON.stringify(json);
    assert.equal(path, "/v1/messages");
    assert.equal(headers["x-api-key"], testKey);
    assert.equal(headers["anthropic-version"], "2023-06-01");
    assert.match(sent, /`pricing\.ts` \(typescript\), lines 10-24/);
    assert.ok(sent.includes(inJson(linesOf(pricing, 10, 24))));
    assert.match(sent, /What does this do\?/);
    // Nothing that was not on the chip: neither other lines nor where the file lies.
    assert.ok(!sent.includes("taxRate = 0.19"));
    assert.ok(!sent.includes(workbench.workspace));
    assert.equal(await chat.attachments.getByRole("listitem").count(), 0);
  });

  it("explains by right-click, at once", async () => {
    const { chat } = workbench;
    await workbench.select(10, 24);
    await workbench.contextMenu("Explain with Claude");
    await chat.turnsOf("You").getByText("pricing.ts:10-24").waitFor();
    await chat.turnsOf("Claude").getByText("stand-in").first().waitFor();
    await chat.send.waitFor();
    await workbench.screenshot("explain");
    const sent = JSON.stringify(onlyRequest().json);
    assert.match(sent, /Explain this code\./);
    assert.ok(sent.includes(inJson(linesOf(pricing, 10, 24))));
  });

  it("asks by right-click with the question still to be typed", async () => {
    await workbench.select(2, 6);
    await workbench.contextMenu("Ask Claude about Selection");
    await workbench.chat.removeButton("pricing.ts:2-6").waitFor();
    assert.equal(workbench.endpoint.requests().length, 0);
  });

  it("takes the function around the cursor when nothing is selected", async () => {
    await workbench.goTo(16);
    await workbench.focusChat("Ask Claude about Selection");
    await workbench.chat.removeButton("pricing.ts:10-24").waitFor();
  });

  it("takes the visible lines where there are no symbols", async () => {
    await workbench.openFile("data.unknown");
    await workbench.goTo(1);
    await workbench.palette("Explain with Claude");
    await workbench.chat.turnsOf("Claude").first().waitFor();
    await workbench.chat.send.waitFor();
    const sent = JSON.stringify(onlyRequest().json);
    const [, last = ""] = /`data\.unknown` \(plaintext\), lines 1-(\d+)/.exec(sent) ?? [];
    assert.ok(Number(last) > 10 && Number(last) < 100, sent);
    assert.ok(sent.includes(inJson(linesOf(dataFile, 1, Number(last)))));
    assert.ok(!sent.includes("150;some;data"));
  });

  it("sends nothing of a chip that was removed", async () => {
    const { chat } = workbench;
    await workbench.select(10, 24);
    await workbench.focusChat("Ask Claude about Selection");
    await chat.removeButton("pricing.ts:10-24").focus();
    await workbench.page.keyboard.press("Enter");
    await chat.removeButton("pricing.ts:10-24").waitFor({ state: "detached" });
    // The button that had the focus is gone; the keyboard is not lost with it.
    await chat.composer.and(chat.content.locator(":focus")).waitFor();
    await chat.ask("Hello");
    await chat.send.waitFor();
    await chat.turnsOf("Claude").first().waitFor();
    assert.ok(!JSON.stringify(onlyRequest().json).includes("pricing"));
  });

  it("carries the conversation on, and starts a new one", async () => {
    const { chat, endpoint } = workbench;
    endpoint.next({ type: "answer", text: "First answer." }, { type: "answer", text: "Second answer." });
    await chat.ask("One?");
    await chat.turnsOf("Claude").getByText("First answer.").waitFor();
    await chat.send.waitFor();
    await chat.ask("Two?");
    await chat.turnsOf("Claude").getByText("Second answer.").waitFor();
    await chat.send.waitFor();
    const { messages } = endpoint.requests()[1]!.json as { messages: { role: string }[] };
    assert.deepEqual(
      messages.map(({ role }) => role),
      ["user", "assistant", "user"],
    );
    assert.match(JSON.stringify(messages), /One\?.*First answer\..*Two\?/);

    await workbench.focusChat("New Chat");
    await workbench.chat.clearAttachments();
    await chat.turns.first().waitFor({ state: "detached" });
    await chat.ask("Three?");
    await chat.send.waitFor();
    await chat.turnsOf("Claude").first().waitFor();
    assert.doesNotMatch(JSON.stringify(endpoint.requests()[2]?.json), /One\?/);
  });

  it("goes back to an earlier conversation, with what was being written there", async () => {
    const { chat, endpoint } = workbench;
    endpoint.next({ type: "answer", text: "An answer to come back to." });
    await chat.ask("Where was I?");
    await chat.turnsOf("Claude").getByText("An answer to come back to.").waitFor();
    await chat.send.waitFor();
    await workbench.focusChat("New Chat");
    await chat.turns.first().waitFor({ state: "detached" });
    await workbench.palette("Ask Claude: Show Conversations");
    await workbench.page.locator(".quick-input-list").getByText("Where was I?").waitFor();
    await workbench.screenshot("conversations");
    await workbench.quickPick("Where was I?");
    await chat.turnsOf("Claude").getByText("An answer to come back to.").waitFor();
    endpoint.next({ type: "answer", text: "Here." });
    await chat.ask("And now?");
    await chat.turnsOf("Claude").getByText("Here.").waitFor();
    assert.match(
      endpoint.requests()[1]?.body ?? "",
      /Where was I\?.*An answer to come back to\..*And now\?/s,
    );
  });

  it("breaks the line with Shift+Enter", async () => {
    const { chat } = workbench;
    await chat.composer.click();
    await workbench.page.keyboard.type("one");
    await workbench.page.keyboard.press("Shift+Enter");
    await workbench.page.keyboard.type("two");
    assert.equal(await chat.composer.inputValue(), "one\ntwo");
    assert.equal(workbench.endpoint.requests().length, 0);
    await chat.composer.fill("");
  });

  it("copies a block of code as it is", async () => {
    const { chat, endpoint } = workbench;
    endpoint.next({ type: "answer", text: "```ts\nconst a = `1`;\n\n  b();\n```\n" });
    await chat.ask("Code?");
    await chat.send.waitFor();
    await chat.turnsOf("Claude").hover();
    await chat.button("Copy code").click();
    await chat.composer.click();
    await workbench.page.keyboard.press("ControlOrMeta+v");
    assert.equal(await chat.composer.inputValue(), "const a = `1`;\n\n  b();");
    await chat.composer.fill("");
  });

  it("asks before it opens a link of an answer, and shows where it goes", async () => {
    const { chat, endpoint } = workbench;
    endpoint.next({ type: "answer", text: "See [the docs](https://example.com/a?q=secret%20text)." });
    await chat.ask("Where?");
    await chat.send.waitFor();
    await chat.turnsOf("Claude").getByText("the docs").click();
    await workbench.question.getByText("https://example.com/a?q=secret text").waitFor();
    await workbench.screenshot("link");
    await workbench.dialog("Cancel");
  });

  it("hides in the palette what needs an editor when there is none", async () => {
    await workbench.palette("View: Close All Editors");
    const without = await workbench.paletteTitles("Claude");
    assert.ok(without.includes("Ask Claude: New Chat"));
    assert.ok(!without.includes("Explain with Claude"));
    assert.ok(!without.includes("Ask Claude about Selection"));
  });
});
