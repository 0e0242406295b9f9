import assert from "node:assert/strict";

import type { Behaviour } from "../support/messages/behaviour";
import { closeAfterSuite } from "./pages/suite";
import { Workbench } from "./pages/workbench";

describe("when an answer fails", () => {
  let workbench: Workbench;

  before(async () => {
    workbench = await Workbench.openWithKey();
  });
  closeAfterSuite(() => workbench);

  beforeEach(async () => {
    workbench.endpoint.reset();
    await workbench.focusChat("New Chat");
    await workbench.chat.turns.first().waitFor({ state: "detached" });
  });

  const told: readonly {
    readonly name: string;
    readonly behaviour: Behaviour;
    readonly says: RegExp;
    readonly action: string;
    readonly hasRequestId: boolean;
  }[] = [
    {
      name: "401",
      behaviour: { type: "error", status: 401 },
      says: /did not accept/,
      action: "Set API Key",
      hasRequestId: true,
    },
    {
      name: "404 of a model",
      behaviour: { type: "error", status: 404, message: "model: claude-sonnet-5-5" },
      says: /claude-sonnet-5-5/,
      action: "Select Model",
      hasRequestId: true,
    },
    {
      name: "400",
      behaviour: { type: "error", status: 400, message: "messages.0: the words of the API" },
      says: /messages\.0: the words of the API/,
      action: "Try Again",
      hasRequestId: true,
    },
    {
      name: "413",
      behaviour: { type: "error", status: 413, body: "<html>413</html>", contentType: "text/html" },
      says: /(KB|kB|MB|bytes)/,
      action: "New Chat",
      hasRequestId: true,
    },
    {
      name: "429 that no waiting lifts",
      behaviour: { type: "error", status: 429, message: "You have reached your limit of the month." },
      says: /limit/,
      action: "Try Again",
      hasRequestId: true,
    },
    {
      name: "500",
      behaviour: { type: "error", status: 500 },
      says: /500|server/i,
      action: "Try Again",
      hasRequestId: true,
    },
    {
      name: "an error in mid-stream",
      behaviour: {
        type: "errorEvent",
        afterChars: 12,
        errorType: "overloaded_error",
        message: "Overloaded",
        text: "A first half and a second half.",
      },
      says: /overloaded/i,
      action: "Try Again",
      hasRequestId: true,
    },
    {
      name: "a cut stream",
      behaviour: { type: "cut", afterChars: 12, how: "reset", text: "A first half and a second half." },
      says: /ended|broke|lost|cut/i,
      action: "Try Again",
      hasRequestId: true,
    },
    {
      name: "a login page",
      behaviour: { type: "html" },
      says: /127\.0\.0\.1/,
      action: "Open Settings",
      hasRequestId: true,
    },
    {
      name: "a redirect",
      behaviour: { type: "redirect", status: 307, location: "https://elsewhere.example/" },
      says: /redirect|elsewhere|another/i,
      action: "Open Settings",
      hasRequestId: false,
    },
  ];

  for (const { name, behaviour, says, action, hasRequestId } of told) {
    it(`tells of ${name} in a sentence with the one action that helps`, async () => {
      const { chat, endpoint } = workbench;
      endpoint.next(behaviour);
      await chat.ask("Why?");
      await chat.alert.waitFor();
      assert.match(await chat.alert.innerText(), says);
      assert.doesNotMatch(await chat.alert.innerText(), /[{}<>]|undefined|\[object/);
      assert.equal(await chat.alert.getByRole("button", { name: action, exact: true }).count(), 1);
      assert.equal(await chat.content.getByText("Request ID").count(), hasRequestId ? 1 : 0);
      assert.equal(await chat.content.getByText("Show Log").count(), 1);
      await workbench.screenshot(`failure ${name}`);
      assert.equal(endpoint.requests().length, 1);
      // The question is answered when it is asked again.
      if (action === "Try Again") {
        endpoint.next({ type: "answer", text: "Now it works." });
        await chat.button("Try Again").click();
        await chat.turnsOf("Claude").getByText("Now it works.").waitFor();
        assert.equal(await chat.alert.count(), 0);
      }
    });
  }

  it("keeps what had come before the stream broke", async () => {
    const { chat, endpoint } = workbench;
    endpoint.next({ type: "cut", afterChars: 12, how: "end", text: "A first half and a second half." });
    await chat.ask("Why?");
    await chat.alert.waitFor();
    await chat.turnsOf("Claude").getByText("A first half").waitFor();
  });

  for (const status of [429, 529]) {
    it(`counts down after ${status}, asks again by itself, and says so`, async () => {
      const { chat, endpoint } = workbench;
      endpoint.next(
        { type: "error", status, headers: { "retry-after": "3" } },
        { type: "answer", text: "After the wait." },
      );
      await chat.ask("Why?");
      await chat.content.getByText(/in [123] s/).waitFor();
      await workbench.screenshot(`countdown ${status}`);
      assert.equal(endpoint.requests().length, 1);
      await chat.turnsOf("Claude").getByText("After the wait.").waitFor();
      assert.equal(endpoint.requests().length, 2);
    });

    it(`asks no more after ${status} when the countdown is cancelled`, async () => {
      const { chat, endpoint } = workbench;
      endpoint.next({ type: "error", status, headers: { "retry-after": "4" } });
      await chat.ask("Why?");
      await chat.button("Cancel").click();
      await chat.alert.waitFor();
      await workbench.page.waitForTimeout(5_000);
      assert.equal(endpoint.requests().length, 1);
      assert.equal(await chat.button("Try Again").count(), 1);
    });
  }

  it("offers another model, and asks it", async () => {
    const { chat, endpoint } = workbench;
    endpoint.next({ type: "error", status: 404, message: "model: claude-sonnet-5-5" });
    await chat.ask("Why?");
    await chat.button("Select Model").click();
    await workbench.page.locator(".quick-input-list").getByText("claude-haiku-5-5").first().waitFor();
    await workbench.screenshot("models");
    await workbench.quickPick("claude-haiku-5-5");
    await chat.turnsOf("Claude").getByText("stand-in").first().waitFor();
    const asked = endpoint.requests().filter(({ path }) => path === "/v1/messages");
    assert.deepEqual(
      asked.map(({ json }) => (json as { model: string }).model),
      ["claude-sonnet-5-5", "claude-haiku-5-5"],
    );
    await workbench.settings({ "askClaude.model": "claude-sonnet-5-5" });
  });

  it("says that there is no connection, and tries again", async () => {
    const { chat, endpoint } = workbench;
    endpoint.next({ type: "cut", how: "reset" });
    await chat.ask("Why?");
    await chat.alert.waitFor();
    await workbench.screenshot("failure offline");
    await chat.button("Try Again").click();
    await chat.turnsOf("Claude").getByText("stand-in").first().waitFor();
  });

  it("shows the log, and in it neither the key nor what was asked", async () => {
    const { chat, endpoint } = workbench;
    endpoint.next({ type: "error", status: 400, message: "key sk-ant-test-0123456789abcdef is echoed" });
    await chat.ask("A question about secrets");
    await chat.alert.waitFor();
    assert.doesNotMatch(await chat.alert.innerText(), /0123456789abcdef/);
    await chat.content.getByText("Show Log").click();
    const output = workbench.page.locator(".output-view, .panel .monaco-editor").first();
    await output.getByText("badRequest").first().waitFor();
    await workbench.screenshot("log");
    const text = await output.innerText();
    assert.doesNotMatch(text, /0123456789abcdef|A question about secrets/);
    await workbench.palette("View: Hide Panel");
  });
});
