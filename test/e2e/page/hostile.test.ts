import assert from "node:assert/strict";
import { proved } from "../../support/proof";
import type { ChatPage } from "./chatPage";
import { hostile, linkTable } from "./hostile";
import { pathological } from "./pathological";
import { openForEachTest } from "./suite";

describe("an answer from an enemy", () => {
  let chat: ChatPage;

  openForEachTest(
    async (opened) => {
      chat = opened;
      await chat.snapshot();
    },
    { mayHaveErrors: true },
  );

  it("has no link but to http and https, and shows where every other would have gone", async () => {
    for (const [index, [markdown, opens]] of linkTable.entries()) {
      await chat.asked(markdown, `${index}`);
      await chat.stream([markdown], `${index}`);
      const answer = chat.turns.last().locator(".answer");
      const links = await answer
        .getByRole("link")
        .evaluateAll((all) => all.map((link) => link.getAttribute("data-address")));
      assert.deepEqual(links, opens === undefined ? [] : [opens], markdown);
      if (opens === undefined) {
        const target = /\((.*)\)$/.exec(markdown)?.[1] ?? markdown;
        assert.ok((await answer.textContent())?.includes(target), markdown);
      }
    }
  });

  it("say in a tooltip how a host in another alphabet reads", async () => {
    await chat.asked("q");
    await chat.stream(["[bank](https://exаmple.com/a) and [plain](https://example.com/a)"]);
    const titles = await chat.turns
      .last()
      .getByRole("link")
      .evaluateAll((all) => all.map((link) => link.getAttribute("title")));
    assert.deepEqual(titles, [
      "https://xn--exmple-4nf.com/a\nThe name has letters other than a to z. It reads exаmple.com.",
      "https://example.com/a",
    ]);
    await chat.page.getByRole("link", { name: "bank" }).click();
    assert.deepEqual((await chat.posted()).at(-1), {
      type: "openLink",
      href: "https://xn--exmple-4nf.com/a",
    });
  });

  it("cannot make the page post anything by itself", async () => {
    await chat.asked("q");
    await chat.stream(hostile);
    assert.deepEqual(await chat.posted(), [{ type: "ready" }]);
  });

  /** The longest task of each text, in milliseconds. */
  const longest: number[] = [];
  after(() => {
    if (longest.length === Object.keys(pathological).length) {
      proved({
        row: "T33",
        tried: "answers that make a parser slow or deep, each as a whole",
        count: longest.length,
        result: `longest task ${Math.round(Math.max(...longest))} ms`,
      });
    }
  });

  for (const [name, text] of Object.entries(pathological)) {
    it(`does not hold up the page: ${name} (${text.length.toLocaleString("en")} units)`, async function () {
      this.timeout(90_000);
      await chat.asked("q");
      const result = await chat.page.evaluate(() => {
        const tasks: number[] = [];
        new PerformanceObserver((list) => {
          tasks.push(...list.getEntries().map((entry) => entry.duration));
        }).observe({ type: "longtask" });
        Object.assign(window, { tasks });
        return performance.now();
      });
      const size = Math.ceil(text.length / 8);
      await chat.answer([
        { type: "opened" },
        { type: "partStarted", index: 0, part: { type: "text", text: "" } },
      ]);
      for (let start = 0; start < text.length; start += size) {
        await chat.answer([
          { type: "partGrew", index: 0, field: "text", delta: text.slice(start, start + size) },
        ]);
      }
      await chat.answer([{ type: "completed", stopReason: "end_turn" }]);
      await chat.settled();
      const [end, tasks] = await chat.page.evaluate(
        () => [performance.now(), (window as unknown as { tasks: number[] }).tasks] as const,
      );
      // Generous, for busy machines: a hang is minutes or for ever.
      assert.ok(end - result < 60_000, `took ${Math.round(end - result)} ms`);
      assert.ok(Math.max(0, ...tasks) < 1500, `a task took ${Math.round(Math.max(0, ...tasks))} ms`);
      longest.push(Math.max(0, ...tasks));
      const shown = (await chat.turns.last().locator(".answer").textContent()) ?? "";
      assert.ok(shown !== "" || text.trim() === "");
      if (name.endsWith("of million")) {
        const letters = (value: string): number => value.replace(/[^a-z]/g, "").length;
        assert.ok(letters(shown) >= letters(text), "something is missing");
      }
      assert.deepEqual(chat.errors, []);
    });
  }
});
