import assert from "node:assert/strict";

import type { Locator } from "playwright-core";

import { pricing, testKey } from "./pages/sample";
import { closeAfterSuite } from "./pages/suite";
import { Workbench } from "./pages/workbench";

/** Longer than any button or heading, so that only real sentences are looked at. */
const english = /[A-Za-z]+(?: [A-Za-z]+){2,}/;

describe("the workbench in Chinese", () => {
  let workbench: Workbench;

  before(async () => {
    workbench = await Workbench.open({
      language: "zh-cn",
      files: { "pricing.ts": pricing },
      openFile: "pricing.ts",
    });
    await workbench.palette("Ask Claude: 设置 API 密钥");
    await workbench.quickInput("的 API 密钥", testKey);
    await workbench.palette("Ask Claude: 聚焦到聊天");
    await composer().and(workbench.chat.content.locator(":focus")).waitFor();
  });
  closeAfterSuite(() => workbench);

  const composer = (): Locator => workbench.chat.content.getByRole("textbox", { name: "向 Claude 提问" });

  it("has Chinese commands in the palette", async () => {
    await workbench.openFile("pricing.ts");
    assert.ok((await workbench.paletteTitles("解释")).includes("使用 Claude 解释"));
    assert.ok((await workbench.paletteTitles("新建聊天")).includes("Ask Claude: 新建聊天"));
    // VS Code shows the English title under the translated one, and finds commands by both.
    assert.ok((await workbench.paletteTitles("New Chat")).includes("Ask Claude: 新建聊天"));
  });

  it("asks, answers and fails in Chinese", async () => {
    const { chat, endpoint } = workbench;
    assert.equal(await chat.content.locator("html").getAttribute("lang"), "zh-cn");
    assert.doesNotMatch(await chat.content.locator("body").innerText(), english);
    await workbench.screenshot("chinese welcome");

    await workbench.openFile("pricing.ts");
    await workbench.select(10, 24);
    endpoint.next({ type: "answer", text: "它把订单的每一行相加。" });
    await workbench.contextMenu("使用 Claude 解释");
    const question = chat.content.getByRole("article", { name: /^你/ }).first();
    await question.getByText("解释这段代码。").waitFor();
    await chat.content.getByText("它把订单的每一行相加。").waitFor();
    await chat.content.getByRole("button", { name: "发送", exact: true }).waitFor();

    endpoint.next({ type: "error", status: 401 });
    await composer().fill("为什么？");
    await composer().press("Enter");
    await chat.alert.getByText("未接受此 API 密钥。").waitFor();
    await chat.alert.getByRole("button", { name: "设置 API 密钥", exact: true }).waitFor();
    await workbench.screenshot("chinese chat");
  });
});
