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
    await workbench.enterKey(testKey, { title: "的 API 密钥", enter: "输入密钥…" });
    await workbench.openChat("Ask Claude: 聚焦到聊天", composer());
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

  it("asks for an edit, writes it and has it reviewed in Chinese", async () => {
    const { editor, endpoint, page } = workbench;
    const widget = page.locator(".quick-input-widget:visible");
    const lenses = editor.locator(".codelens-decoration").first();
    const zones = editor.locator(".review-widget");
    const status = (text: string): Locator => page.locator(".statusbar-item", { hasText: text });
    const lines = pricing.split("\n").slice(9, 24).join("\n");
    const text = `\`\`\`ts\n${lines.replace("let sum", "var sum").replace("round", "floor")}\n\`\`\``;

    async function ask(deltaMs: number): Promise<void> {
      endpoint.next({ type: "answer", text, deltaMs, deltaChars: 12 });
      await workbench.select(10, 24);
      await workbench.contextMenu("使用 Claude 编辑…");
      await widget.getByText("使用 Claude 编辑：pricing.ts，第 10–24 行").waitFor();
      await widget.getByText("请说明要更改什么，然后按 Enter。").waitFor();
      assert.doesNotMatch(await widget.innerText(), english);
      await workbench.screenshot("chinese edit input");
      await page.keyboard.type("向下取整");
      await widget.getByText("编辑：第 10–24 行").waitFor();
      await page.keyboard.press("Enter");
      await widget.waitFor({ state: "hidden" });
    }

    await workbench.openFile("pricing.ts");
    await ask(300);
    await lenses.getByText("Claude 正在编写…").waitFor();
    await zones.getByText(/Claude 正在编写… \d+ 行/).waitFor();
    await status("Claude 正在编辑 pricing.ts").waitFor();
    await workbench.screenshot("chinese edit, writing");
    await lenses.getByText("停止", { exact: true }).click();
    await status("Claude 正在编辑").waitFor({ state: "detached" });
    assert.equal(await page.locator(".tab.active.dirty").count(), 0);

    await ask(0);
    await status("2 个更改块待审阅").waitFor();
    await lenses.getByText("显示差异").waitFor();
    assert.deepEqual(await lenses.locator("a").allInnerTexts(), [
      "保留",
      "撤消",
      "全部保留",
      "全部撤消",
      "重试…",
      "跟进…",
      "显示差异",
    ]);
    await zones.getByText("向下取整").nth(1).waitFor();
    assert.deepEqual(await zones.locator(".review-title .filename").allInnerTexts(), [
      "替换了 1 行",
      "替换了 1 行",
    ]);
    for (const name of ["上一个更改块", "下一个更改块", "保留所有更改块", "撤消所有更改块"]) {
      await page
        .locator(".editor-group-container.active .editor-actions")
        .getByRole("button", { name })
        .waitFor();
    }
    await workbench.screenshot("chinese edit, review");
    await workbench.palette("Ask Claude: 撤消所有更改块");
    await status("待审阅").waitFor({ state: "detached" });
  });
});
