import assert from "node:assert/strict";

import { closeAfterSuite, newChatForEachTest } from "./pages/suite";
import { Workbench } from "./pages/workbench";

describe("an answer that falls silent", () => {
  let workbench: Workbench;

  before(async () => {
    workbench = await Workbench.openWithKey();
  });
  closeAfterSuite(() => workbench);
  newChatForEachTest(() => workbench);

  const asked = (): ReturnType<typeof workbench.endpoint.requests> =>
    workbench.endpoint.requests().filter(({ path }) => path === "/v1/messages");

  it("says so within ten seconds, is waited for longer when that is wanted, and is stopped", async () => {
    const { chat, endpoint } = workbench;
    const before = asked().length;
    const text = "A first half and a second half.";
    endpoint.next({ type: "stall", afterChars: 12, pingEveryMs: 500, text });
    await chat.ask("Why?");
    const answer = chat.turnsOf("Claude").last();
    await answer.getByText("A first half").waitFor();
    const line = answer.locator(".silence");
    await line.waitFor({ timeout: 20_000 });
    const left = async (): Promise<number> =>
      Number(/stopped in (\d+) s/.exec(await line.innerText())?.[1] ?? Number.NaN);
    const seconds = await left();
    assert.ok(seconds <= 173, `${seconds} s`);
    await line.getByRole("button", { name: "Keep Waiting" }).click();
    await line.getByText(/Waiting longer: it will be stopped in 1(7[4-9]|80) s/).waitFor();
    await workbench.screenshot("silence");
    await line.getByRole("button", { name: "Stop Waiting" }).click();
    await line.waitFor({ state: "detached" });
    await answer.locator(".note", { hasText: "Stopped" }).waitFor();
    await answer.getByText("A first half").waitFor();
    assert.equal(asked().length, before + 1);
    assert.equal(asked().at(-1)?.closedEarly, true);
  });

  it("leaves the next question to a connection of its own", async () => {
    const before = asked().length;
    await workbench.exchange("And now?", "Here it is.");
    await workbench.exchange("And then?", "And there.");
    assert.equal(await workbench.chat.alert.count(), 0);
    const now = asked().slice(before);
    assert.ok(now.every(({ headers }) => headers["connection"] === "close"));
    assert.equal(now.length, 2);
  });
});
