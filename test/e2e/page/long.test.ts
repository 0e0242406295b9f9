import assert from "node:assert/strict";
import { linedUp } from "../../support/conversations";
import { eachProves } from "../../support/proof";
import type { ChatPage } from "./chatPage";
import { exchange } from "./viewStates";
import { longTasks, watchLongTasks } from "./longTasks";
import { openForEachTest } from "./suite";

const answerText = `Here is **what** it does:\n\n1. It reads.\n2. It writes.\n\n\`\`\`ts\n${"const a = 1;\n".repeat(12)}\`\`\`\n\nThe end.`;

describe("a long conversation", () => {
  eachProves({ row: "T53", tried: "things done in conversations of hundreds of turns" });
  let chat: ChatPage;

  openForEachTest(async (opened) => {
    chat = opened;
    await chat.snapshot();
    await watchLongTasks(chat.page);
  });

  async function tellTasks(what: string): Promise<void> {
    const tasks = (await longTasks(chat.page)).map((duration) => Math.round(duration));
    console.log(`      ${what}: tasks over 50 ms: ${tasks.join(", ") || "none"}`);
    assert.ok(Math.max(0, ...tasks) < 1500, `a task took ${Math.max(...tasks)} ms`);
  }

  const place = (): Promise<{ top: number; toEnd: number; height: number }> =>
    chat.log.evaluate((log) => ({
      top: log.scrollTop,
      toEnd: log.scrollHeight - log.clientHeight - log.scrollTop,
      height: log.scrollHeight,
    }));

  const fiveHundred = () =>
    linedUp(
      "long",
      Array.from({ length: 250 }, (_, index) =>
        exchange(index, `Question ${index}?`, `${answerText} ${index}`),
      ).flat(),
    );

  it("opens at its end with the turns in sight, and lets the others in behind it", async () => {
    await chat.page.evaluate(() => {
      const counts: number[] = [];
      const order: string[] = [];
      new MutationObserver((records) => {
        const count = document.querySelectorAll(".turn").length;
        if (count !== counts.at(-1)) {
          counts.push(count);
        }
        for (const { target } of records) {
          const turn = target instanceof Element ? target.closest(".answer")?.closest("[data-turn]") : null;
          const id = turn?.getAttribute("data-turn");
          if (typeof id === "string" && !order.includes(id)) {
            order.push(id);
          }
        }
      }).observe(document.body, { subtree: true, childList: true });
      Object.assign(window, { counts, order });
    });
    await chat.snapshot({ conversation: fiveHundred() });
    await chat.settled();
    const { counts, order } = await chat.page.evaluate(() => {
      const seen = window as unknown as { counts: number[]; order: string[] };
      return { counts: seen.counts, order: seen.order };
    });
    assert.ok(counts[0]! <= 12, `${counts[0]} turns in the first frame`);
    const steps = counts.map((count, index) => count - (counts[index - 1] ?? 0));
    assert.ok(Math.max(...steps) <= 24, `${Math.max(...steps)} turns in one frame`);
    assert.equal(counts.at(-1), 500);
    assert.equal(order[0], "a249");
    assert.equal(order.length, 250);
    assert.ok((await place()).toEnd <= 2);
    await tellTasks("opening 500 turns");
  });

  it("scrolls from its end to its beginning", async () => {
    await chat.snapshot({ conversation: fiveHundred() });
    await chat.settled();
    for (let step = 0; step < 60; step += 1) {
      await chat.log.evaluate((log) => log.scrollBy(0, -log.scrollHeight / 60));
      await chat.page.evaluate(() => window.drawn());
    }
    assert.equal((await place()).top, 0);
    assert.ok(await chat.log.getByText("Question 0?", { exact: true }).isVisible());
    await tellTasks("scrolling through 500 turns");
  });

  it("does not move under a reader who has scrolled up while turns are let in", async () => {
    await chat.snapshot({ conversation: fiveHundred() });
    const height = (await place()).height;
    await chat.settled();
    assert.ok(
      Math.abs((await place()).height - height) < 4_000,
      "the room kept is about what the turns take up",
    );
  });

  it("asks and answers at its end", async () => {
    await chat.snapshot({ conversation: fiveHundred() });
    await chat.settled();
    await tellTasks("opening again");
    await chat.asked("And now?", "new");
    await chat.stream(["Word by word.", " And on."], "new");
    assert.ok((await place()).toEnd <= 2);
    assert.ok(await chat.turns.last().getByText("Word by word. And on.").isVisible());
    await tellTasks("asking at the end of 500 turns");
  });

  it("shows an answer of 300 KB", async () => {
    const piece = `${answerText}\n\n${"Some words in a paragraph of it. ".repeat(20)}\n\n`;
    const text = piece.repeat(Math.ceil(300_000 / piece.length));
    await chat.snapshot({ conversation: linedUp("big", exchange(1, "All of it?", text)) });
    await chat.settled();
    assert.equal(
      await chat.log.getByRole("group", { name: "Code, ts" }).count(),
      text.split("```ts").length - 1,
    );
    await tellTasks("opening 300 KB");
    for (let step = 0; step < 30; step += 1) {
      await chat.log.evaluate((log) => log.scrollBy(0, -log.scrollHeight / 30));
      await chat.page.evaluate(() => window.drawn());
    }
    await tellTasks("scrolling through 300 KB");
  });
});
