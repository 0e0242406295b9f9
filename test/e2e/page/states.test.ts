import assert from "node:assert/strict";
import type { AnswerStatus } from "../../../src/core/conversation";
import type { Failure } from "../../../src/core/failure";
import { linedUp, type LinedUpTurn } from "../../support/conversations";
import type { ChatPage } from "./chatPage";
import { answered, failed, host, missing, states } from "./viewStates";
import { openForEachTest } from "./suite";

describe("the chat's states", () => {
  let chat: ChatPage;

  openForEachTest((opened) => {
    chat = opened;
  });

  it("welcomes who has a key with how to begin", async () => {
    await chat.snapshot();
    assert.ok(await chat.page.getByText("choose Explain with Claude").isVisible());
    assert.equal(await chat.button("Set API Key").count(), 0);
  });

  it("welcomes who has none by naming the host, with one button", async () => {
    await chat.snapshot({ key: missing });
    assert.ok(await chat.page.getByText(`your own API key for ${host}`).isVisible());
    await chat.button("Set API Key").click();
    assert.deepEqual((await chat.posted()).at(-1), { type: "setApiKey" });
  });

  it("tells whether the workspace's instructions go along, and leads to them", async () => {
    await chat.snapshot();
    assert.equal(await chat.page.getByText("Workspace instructions").count(), 0);
    await chat.snapshot({ instructions: "waiting" });
    await chat.button("Workspace instructions: not used").click();
    assert.deepEqual((await chat.posted()).at(-1), { type: "openInstructions" });
    await chat.snapshot({ instructions: "used" });
    assert.ok(await chat.button("Workspace instructions").isVisible());
  });

  it("offers the environment's key by its end", async () => {
    await chat.snapshot({ key: { ...missing, environmentKeyEnd: "x7Qz" } });
    await chat.button("Use ANTHROPIC_API_KEY (…x7Qz)").click();
    assert.deepEqual((await chat.posted()).at(-1), { type: "useEnvironmentKey" });
  });

  it("says that a key for another host stays there", async () => {
    await chat.snapshot({ key: { ...missing, savedFor: "gateway.example" } });
    await chat.page
      .getByText(`No key for ${host}. The key you saved is for gateway.example and stays there.`)
      .waitFor();
  });

  it("says that a saved key is lost", async () => {
    await chat.snapshot({ key: { ...missing, lost: true } });
    await chat.page.getByText("no longer has it").waitFor();
  });

  it("offers a key for this session only where the system's key store is the trouble, and says what that means", async () => {
    await chat.snapshot({ key: missing });
    assert.equal(await chat.button("Use for This Session Only").count(), 0);
    for (const trouble of [{ lost: true }, { unavailable: true }]) {
      await chat.snapshot({ key: { ...missing, ...trouble } });
      await chat.page.getByText("stays in memory and is gone when the window closes").waitFor();
      await chat.button("Use for This Session Only").click();
      assert.deepEqual((await chat.posted()).at(-1), { type: "useSessionKey" });
    }
    await chat.button("About Key Stores").click();
    assert.deepEqual((await chat.posted()).at(-1), {
      type: "openLink",
      href: "https://code.visualstudio.com/docs/editor/settings-sync#_troubleshooting-keychain-issues",
    });
    await chat.host({ type: "key", key: { type: "ready", sessionOnly: true } });
    await chat.page.getByText("The API key is in memory only and gone when this window closes.").waitFor();
    await chat.button("Save API Key").click();
    assert.deepEqual((await chat.posted()).at(-1), { type: "setApiKey" });
    await chat.host({ type: "key", key: { type: "ready" } });
    assert.equal(await chat.page.getByText("in memory only").count(), 0);
  });

  it("has one Set API Key at a time, wherever the key is asked for", async () => {
    for (const [name, state] of Object.entries(states)) {
      await chat.snapshot(state);
      const count = await chat.button("Set API Key").count();
      assert.equal(count, state.key.type === "missing" ? 1 : 0, name);
    }
  });

  it("keeps the waiting question in sight, and welcomes no more", async () => {
    await chat.snapshot(states["failed for want of a key"]);
    assert.ok(await chat.page.getByText("Explain this").isVisible());
    assert.match((await chat.alert.textContent()) ?? "", /goes on once the key is there/);
    await chat.button("Set API Key").click();
    assert.deepEqual((await chat.posted()).at(-1), {
      type: "act",
      answerId: "a1",
      action: "setApiKey",
    });
    await chat.host({ type: "key", key: { type: "ready" } });
    assert.equal(await chat.button("Use ANTHROPIC_API_KEY (…x7Qz)").count(), 0);
  });

  for (const [failure, label, action] of [
    [{ kind: "badKey", host }, "Set API Key", "setApiKey"],
    [{ kind: "modelNotFound", model: "claude-x" }, "Select Model", "selectModel"],
    [{ kind: "badRequest", status: 400, message: "max_tokens: too many" }, "Try Again", "tryAgain"],
    [{ kind: "tooLarge", bytes: 33_000_000 }, "New Chat", "newChat"],
    [{ kind: "offline", host, code: "ENOTFOUND" }, "Try Again", "tryAgain"],
    [{ kind: "badBaseUrl", url: "ftp://x", reason: "notHttps" }, "Open Settings", "openSettings"],
  ] satisfies [Failure, string, string][]) {
    it(`offers ${label} after ${failure.kind}, with the request id and the log`, async () => {
      await chat.snapshot(failed({ ...failure, requestId: "req_011" }));
      const text = (await chat.alert.textContent()) ?? "";
      assert.match(text, /Request ID: req_011/);
      if ("message" in failure) {
        assert.ok(text.includes(failure.message));
      }
      await chat.button(label).click();
      await chat.button("Show Log").click();
      assert.deepEqual((await chat.posted()).slice(1), [
        { type: "act", answerId: "a1", action },
        { type: "showLog" },
      ]);
    });
  }

  it("has an action for the last answer only", async () => {
    const [question, answer] = failed({ kind: "cut" }).conversation.all;
    const again: LinedUpTurn[] = [
      { ...question!, id: "q2" },
      { ...answer!, id: "a2" },
    ];
    await chat.snapshot({ conversation: linedUp("c", [question!, answer!, ...again]) });
    assert.equal(await chat.alert.count(), 2);
    assert.equal(await chat.button("Try Again").count(), 1);
    await chat.button("Try Again").click();
    assert.deepEqual((await chat.posted()).at(-1), { type: "act", answerId: "a2", action: "tryAgain" });
  });

  it("counts down with a way out", async () => {
    await chat.snapshot(states["counting down"]);
    assert.match((await chat.alert.textContent()) ?? "", /Asking again in 9 s/);
    await chat.events({
      type: "countingDown",
      answerId: "a1",
      failure: { kind: "rateLimited", retryAfterSeconds: 20 },
      secondsLeft: 8,
    });
    assert.match((await chat.alert.textContent()) ?? "", /Asking again in 8 s/);
    await chat.button("Cancel").click();
    assert.deepEqual((await chat.posted()).at(-1), { type: "stop" });
  });

  for (const [status, words] of [
    [{ type: "stopped" }, "Stopped"],
    [{ type: "complete", stopReason: "max_tokens" }, "The answer was cut at the limit of output tokens."],
    [{ type: "complete", stopReason: "refusal" }, "Claude declined to answer this."],
    [{ type: "complete", stopReason: "something_new" }, "The answer ended early (something_new)."],
    [{ type: "waiting" }, "Waiting for Claude…"],
  ] satisfies [AnswerStatus, string][]) {
    it(`says “${words}”`, async () => {
      await chat.snapshot(answered(status, status.type === "waiting" ? "" : "Words"));
      assert.ok(await chat.turns.last().getByText(words).isVisible());
    });
  }

  it("names turns, and what was sent with them", async () => {
    await chat.snapshot(states["complete"]);
    assert.equal(await chat.log.getByRole("article", { name: /^You/ }).count(), 1);
    assert.equal(await chat.log.getByRole("article", { name: /^Claude/ }).count(), 1);
    await chat.log
      .getByRole("list", { name: "Sent with this message" })
      .getByRole("button", { name: "a.ts:7", exact: true })
      .click();
    assert.deepEqual((await chat.posted()).at(-1), { type: "openAttachment", id: "i1" });
  });

  it("tells a screen reader of an answer's beginning and end, and reads no word of it aloud", async () => {
    await chat.snapshot();
    assert.equal(await chat.log.getAttribute("aria-live"), "off");
    const status = chat.page.locator(".visually-hidden[role=status]");
    assert.equal(await status.textContent(), "");
    await chat.asked("q");
    assert.equal(await status.textContent(), "Claude is answering");
    await chat.stream(["One.", " Two."]);
    assert.equal(await status.textContent(), "Answer complete");
  });

  it("speaks the display language", async () => {
    await chat.snapshot({}, { "Message Claude": "Nachricht an Claude", Send: "Senden" });
    assert.ok(await chat.page.getByRole("textbox", { name: "Nachricht an Claude" }).isVisible());
    assert.ok(await chat.button("Senden").isVisible());
  });
});
