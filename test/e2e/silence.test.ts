import assert from "node:assert/strict";

import { closeAfterSuite } from "./pages/suite";
import { Workbench } from "./pages/workbench";

describe("an answer that falls silent", () => {
  let workbench: Workbench;

  before(async () => {
    workbench = await Workbench.openWithKey();
  });
  closeAfterSuite(() => workbench);

  it("says so within ten seconds, is waited for longer when that is wanted, and is stopped", async () => {
    const { chat, endpoint } = workbench;
    const text = "A first half and a second half.";
    endpoint.next({ type: "stall", afterChars: 12, pingEveryMs: 500, text });
    await chat.ask("Why?");
    const answer = chat.turnsOf("Claude").last();
    await answer.getByText("A first half").waitFor();
    const line = answer.locator(".silence");
    await line.waitFor({ timeout: 20_000 });
    const left = async (): Promise<number> =>
      Number(/stopped in (\d+) s/.exec(await line.innerText())?.[1] ?? Number.NaN);
    const before = await left();
    assert.ok(before <= 173, `${before} s`);
    await line.getByRole("button", { name: "Keep Waiting" }).click();
    await line.getByText(/Waiting longer: it will be stopped in 1(7[4-9]|80) s/).waitFor();
    await workbench.screenshot("silence");
    await line.getByRole("button", { name: "Stop Waiting" }).click();
    await answer.getByText("Stopped").waitFor();
    await answer.getByText("A first half").waitFor();
    assert.equal(await line.count(), 0);
    const asked = endpoint.requests().filter(({ path }) => path === "/v1/messages");
    assert.equal(asked.length, 1);
    assert.equal(asked[0]?.closedEarly, true);
  });

  it("leaves the next question to a connection of its own", async () => {
    const { chat, endpoint } = workbench;
    await workbench.exchange("And now?", "Here it is.");
    await workbench.exchange("And then?", "There it is.");
    assert.equal(await chat.alert.count(), 0);
    const asked = endpoint.requests().filter(({ path }) => path === "/v1/messages");
    assert.ok(asked.every(({ headers }) => headers["connection"] === "close"));
    assert.equal(asked.length, 3);
  });
});
