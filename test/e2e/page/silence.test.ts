import assert from "node:assert/strict";
import { cacheFolder } from "../../support/project";
import { ChatPage } from "./chatPage";
import { openForEachTest } from "./suite";
import { states } from "./viewStates";

describe("the chat while nothing comes", () => {
  let chat: ChatPage;

  const browser = openForEachTest((opened) => {
    chat = opened;
  });

  const silent = (seconds: number, isThinking?: true) =>
    chat.answer([
      { type: "silent", seconds, secondsLeft: 180 - seconds, ...(isThinking ? { isThinking } : {}) },
    ]);
  const line = () => chat.turns.last().locator(".silence");

  it("says for how long, and when it ends by itself, and counts", async () => {
    await chat.snapshot();
    await chat.asked("Why?");
    await chat.answer([{ type: "opened" }]);
    assert.equal(await line().count(), 0);
    await silent(9);
    assert.match(await line().innerText(), /^Nothing has come for 9 s\. It will be stopped in 171 s\.\n/);
    // Read out once, not with every second.
    const status = chat.page.locator('[role="status"].visually-hidden');
    assert.equal(await status.first().textContent(), "Nothing has come for 9 s.");
    await silent(10);
    assert.match(await line().innerText(), /for 10 s\. It will be stopped in 170 s\./);
    assert.equal(await status.first().textContent(), "Nothing has come for 9 s.");
  });

  it("says it once: nothing waits beside it", async () => {
    await chat.snapshot();
    await chat.asked("Why?");
    assert.equal(await chat.page.getByText("Waiting for Claude…").count(), 1);
    await silent(9);
    assert.equal(await chat.page.getByText("Waiting for Claude…").count(), 0);
  });

  it("confirms that it is waited for longer", async () => {
    await chat.snapshot();
    await chat.asked("Why?");
    await silent(9);
    await silent(10);
    await chat.answer([{ type: "silent", seconds: 11, secondsLeft: 180 }]);
    assert.match(await line().innerText(), /for 11 s\. Waiting longer: it will be stopped in 180 s\./);
    const status = chat.page.locator('[role="status"].visually-hidden');
    assert.equal(await status.first().textContent(), "Waiting longer: it will be stopped in 180 s.");
    await chat.answer([{ type: "silent", seconds: 12, secondsLeft: 179 }]);
    assert.match(await line().innerText(), /Waiting longer: it will be stopped in 179 s\./);
    await chat.answer([{ type: "partStarted", index: 0, part: { type: "text", text: "Now" } }]);
    await silent(9);
    assert.match(await line().innerText(), /It will be stopped in 171 s\./);
  });

  it("is left with two ways on", async () => {
    await chat.snapshot(states["silent"]);
    await line().getByRole("button", { name: "Keep Waiting" }).click();
    assert.deepEqual((await chat.posted()).at(-1), { type: "keepWaiting" });
    await line().getByRole("button", { name: "Stop Waiting" }).click();
    assert.deepEqual((await chat.posted()).at(-1), { type: "stop" });
  });

  it("keeps the focus on Keep Waiting while it counts", async () => {
    await chat.snapshot();
    await chat.asked("Why?");
    await silent(9);
    await line().getByRole("button", { name: "Keep Waiting" }).focus();
    await silent(10);
    assert.equal(
      await chat.page
        .locator(":focus")
        .textContent()
        .then((text) => text?.trim()),
      "Keep Waiting",
    );
  });

  it("is quieter while Claude thinks, which takes its time", async () => {
    await chat.snapshot();
    await chat.asked("Why?");
    await chat.answer([
      { type: "opened" },
      { type: "partStarted", index: 0, part: { type: "thinking", thinking: "", signature: "" } },
    ]);
    await silent(20, true);
    assert.match(await line().innerText(), /^Claude is thinking, and has said nothing for 20 s\.$/);
    assert.equal(await line().getByRole("button").count(), 0);
    await silent(61, true);
    assert.equal(await line().getByRole("button").count(), 2);
  });

  it("says no more of it when something comes, when it is stopped and when it has failed", async () => {
    await chat.snapshot();
    await chat.asked("Why?");
    await chat.answer([{ type: "opened" }, { type: "silent", seconds: 9, secondsLeft: 171 }]);
    assert.equal(await line().count(), 1);
    await chat.answer([{ type: "partStarted", index: 0, part: { type: "text", text: "Now" } }]);
    assert.equal(await line().count(), 0);
    await silent(9);
    assert.equal(await line().count(), 1);
    await chat.answer([{ type: "failed", failure: { kind: "slept" } }]);
    assert.equal(await line().count(), 0);
    assert.match((await chat.alert.textContent()) ?? "", /The computer slept/);
    assert.equal(await chat.button("Try Again").count(), 1);
  });

  for (const theme of ["dark", "light", "highContrast"] as const) {
    it(`fits into 300 px in ${theme}`, async () => {
      const narrow = await ChatPage.open(browser(), { theme, width: 300, reducedMotion: true });
      await narrow.snapshot(states["silent"]);
      await narrow.settled();
      await narrow.page.screenshot({ path: `${cacheFolder}/screenshots/silence ${theme}.png` });
      const edge = await narrow.turns
        .last()
        .locator(".silence")
        .evaluate((one) => one.getBoundingClientRect().right);
      assert.ok(edge <= 300, `${edge} px`);
      await narrow.close();
    });
  }
});
