import assert from "node:assert/strict";

import { startMessagesEndpoint } from "../support/messages/server";
import { pricing, testKey } from "./pages/sample";
import { closeAfterSuite } from "./pages/suite";
import { Workbench } from "./pages/workbench";

describe("the key", () => {
  let workbench: Workbench;

  before(async () => {
    workbench = await Workbench.open({ files: { "pricing.ts": pricing }, openFile: "pricing.ts" });
  });
  closeAfterSuite(() => workbench);

  it("is refused in plain words when it cannot be one", async () => {
    await workbench.palette("Ask Claude: Set API Key");
    const widget = workbench.page.locator(".quick-input-widget");
    await widget.getByText("API key for").first().waitFor();
    await widget.locator("input:visible").first().fill("sk-ant-test–with-a-dash");
    await widget.getByText("a character that no API key has").waitFor();
    await workbench.page.keyboard.press("Enter");
    await widget.getByText("a character that no API key has").waitFor();
    await workbench.screenshot("key-refused");
    await workbench.page.keyboard.press("Escape");
    await widget.waitFor({ state: "hidden" });
  });

  it("is asked for, and the question that waited is answered", async () => {
    const { chat, endpoint, page } = workbench;
    const { host } = new URL(endpoint.origin);
    await workbench.focusChat("Focus Chat");
    await chat.button("Set API Key").waitFor();
    await workbench.screenshot("welcome");

    await workbench.select(10, 24);
    await workbench.contextMenu("Explain with Claude");
    await chat.alert.getByText(`No key for ${host}`).waitFor();
    await workbench.screenshot("waiting-for-key");
    assert.equal(await chat.button("Set API Key").count(), 1);
    assert.equal(endpoint.requests().length, 0);

    endpoint.next({ type: "answer", text: "Here you are." });
    await chat.button("Set API Key").click();
    await page.locator(".quick-input-widget").getByText(`API key for ${host}`).waitFor();
    await workbench.screenshot("key-input");
    await workbench.enterKey(`  ${testKey}\n`);
    await chat.turnsOf("Claude").getByText("Here you are.").waitFor();
    assert.equal(endpoint.requests().length, 1);
    assert.equal(endpoint.requests()[0]?.headers["x-api-key"], testKey);
    assert.equal(await chat.alert.count(), 0);
  });
});

describe("a key that was given", () => {
  let workbench: Workbench;

  before(async () => {
    workbench = await Workbench.openWithKey();
  });
  closeAfterSuite(() => workbench);

  it("stays with the origin that it was given for", async () => {
    const other = await startMessagesEndpoint();
    try {
      const { chat, endpoint } = workbench;
      endpoint.reset();
      await workbench.focusChat("New Chat");
      await workbench.settings({ "askClaude.baseUrl": other.origin });
      await chat.content.getByText(`No key for ${new URL(other.origin).host}`).waitFor();
      await workbench.screenshot("key-of-another-host");
      await chat.ask("Hello?");
      await chat.alert.getByText(new URL(other.origin).host).waitFor();
      assert.equal(other.requests().length, 0);

      await workbench.settings({ "askClaude.baseUrl": endpoint.origin });
      await chat.alert.waitFor();
      await workbench.settings({ "askClaude.baseUrl": `${endpoint.origin}/` });
      await chat.ask("Hello again?");
      await chat.turnsOf("Claude").getByText("stand-in").first().waitFor();
      assert.equal(endpoint.requests()[0]?.headers["x-api-key"], testKey);
      assert.equal(other.requests().length, 0);
    } finally {
      await other.close();
    }
  });

  it("is removed after a question, and then no longer there", async () => {
    const { chat } = workbench;
    await workbench.focusChat("New Chat");
    await workbench.palette("Ask Claude: Remove API Key");
    await workbench.dialog("Remove");
    await chat.button("Set API Key").waitFor();
  });
});

describe("the key of the environment", () => {
  let workbench: Workbench;

  before(async () => {
    workbench = await Workbench.open({ env: { ANTHROPIC_API_KEY: "sk-ant-test-environment-9876" } });
  });
  closeAfterSuite(() => workbench);

  it("is offered by its end, and used only when the person says so", async () => {
    const { chat, endpoint } = workbench;
    await workbench.focusChat("Focus Chat");
    await chat.button("Use ANTHROPIC_API_KEY (…9876)").waitFor();
    await workbench.screenshot("welcome-environment");
    await chat.ask("Hello?");
    await chat.alert.waitFor();
    assert.equal(endpoint.requests().length, 0);

    await workbench.palette("Ask Claude: Set API Key");
    await workbench.quickPick("Use ANTHROPIC_API_KEY (…9876)");
    await chat.turnsOf("Claude").getByText("stand-in").first().waitFor();
    assert.equal(endpoint.requests()[0]?.headers["x-api-key"], "sk-ant-test-environment-9876");
  });
});
