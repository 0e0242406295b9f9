import assert from "node:assert/strict";

import { keepPicturesOfFailures, Workbench } from "./pages/workbench";
import { pricing, testKey } from "./pages/sample";

describe("asking about a selection", () => {
  let workbench: Workbench;

  before(async () => {
    workbench = await Workbench.open({ files: { "pricing.ts": pricing }, openFile: "pricing.ts" });
    await workbench.palette("Ask Claude: Set API Key");
    await workbench.quickInput("API key for", testKey);
  });
  after(async () => workbench?.close());
  keepPicturesOfFailures(() => workbench);

  beforeEach(async () => {
    workbench.endpoint.reset();
    await workbench.openFile("pricing.ts");
  });

  it("goes from the palette to a chip, a question and a streamed answer", async () => {
    const { chat, endpoint } = workbench;
    await workbench.select(10, 24);
    await workbench.palette("Ask Claude: Ask Claude about Selection");
    await chat.removeButton("pricing.ts:10-24").waitFor();
    await workbench.screenshot("ask-chip");
    endpoint.next({
      type: "answer",
      text: "It **rounds** the total.\n\n```ts\nround(1.005)\n```\n",
      deltaMs: 5,
    });
    // The composer has the focus: what is typed now is the question.
    await workbench.page.keyboard.type("What does this do?");
    await workbench.page.keyboard.press("Enter");
    await chat.turnsOf("Claude").getByText("rounds", { exact: true }).waitFor();
    await chat.button("Copy code").waitFor();
    await chat.send.waitFor();
    await workbench.screenshot("ask-answered");

    const [request] = endpoint.requests();
    assert.equal(endpoint.requests().length, 1);
    const sent = JSON.stringify(request?.json);
    assert.match(sent, /`pricing\.ts` \(typescript\), lines 10-24/);
    assert.ok(sent.includes(JSON.stringify(pricing.split("\n").slice(9, 24).join("\n")).slice(1, -1)));
    assert.match(sent, /What does this do\?/);
    assert.equal(await chat.attachments.getByRole("listitem").count(), 0);
  });
});
