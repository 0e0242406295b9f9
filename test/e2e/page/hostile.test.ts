import assert from "node:assert/strict";
import type { ConversationEvent } from "../../../src/core/conversation";
import type { ChatPage } from "./chatPage";
import { hostile, linkTable } from "./hostile";
import { pathological } from "./pathological";
import { openForEachTest } from "./suite";

const elements = new Set(
  "a blockquote br button code del div em h3 h4 h5 h6 hr li ol p pre span strong table tbody td th thead tr ul".split(
    " ",
  ),
);
const attributes = new Set("aria-hidden aria-label class dir role start tabindex title type".split(" "));

describe("an answer from an enemy", () => {
  let chat: ChatPage;

  openForEachTest(
    async (opened) => {
      chat = opened;
      await chat.snapshot();
    },
    { mayHaveErrors: true },
  );

  it(`makes no request, runs nothing and brings in no markup (${hostile.length} answers)`, async function () {
    this.timeout(60_000);
    const whole = { type: "completed", stopReason: "end_turn" } as const;
    for (const part of ["asked", "first half", "second half"]) {
      await chat.events(
        ...hostile.flatMap((text, index): ConversationEvent[] => {
          const answerId = `a${index}`;
          if (part === "asked") {
            const turn = { role: "user", id: `q${index}`, text, context: [] } as const;
            return [{ type: "asked", turn, answerId, options: { model: "m" } }];
          }
          const middle = Math.floor(text.length / 2);
          return part === "first half"
            ? [
                {
                  type: "answer",
                  answerId,
                  event: {
                    type: "partStarted",
                    index: 0,
                    part: { type: "text", text: text.slice(0, middle) },
                  },
                },
              ]
            : [
                {
                  type: "answer",
                  answerId,
                  event: { type: "partGrew", index: 0, field: "text", delta: text.slice(middle) },
                },
                { type: "answer", answerId, event: whole },
              ];
        }),
      );
      await chat.settled();
    }
    await chat.page.evaluate(() => {
      for (const link of document.querySelectorAll<HTMLElement>("a, button, .markdown *")) {
        link.dispatchEvent(new MouseEvent("mouseover", { bubbles: true }));
        link.dispatchEvent(new FocusEvent("focus"));
      }
    });
    const found = await chat.page.evaluate(() =>
      [...document.querySelectorAll(".answer *")].map((element) => ({
        name: element.localName,
        namespace: element.namespaceURI,
        attributes: element.getAttributeNames(),
      })),
    );
    assert.ok(found.length > hostile.length);
    for (const { name, namespace, attributes: names } of found) {
      assert.ok(elements.has(name), `<${name}>`);
      assert.equal(namespace, "http://www.w3.org/1999/xhtml");
      for (const attribute of names) {
        assert.ok(attributes.has(attribute), `${attribute} on <${name}>`);
      }
    }
    assert.deepEqual(chat.strangeRequests, []);
    assert.deepEqual(chat.errors, []);
    assert.equal(await chat.page.evaluate(() => "evil" in window), false);
  });

  it("has no link but to http and https, and shows where every other would have gone", async () => {
    for (const [index, [markdown, opens]] of linkTable.entries()) {
      await chat.asked(markdown, `${index}`);
      await chat.stream([markdown], `${index}`);
      const answer = chat.turns.last().locator(".answer");
      const links = await answer
        .getByRole("link")
        .evaluateAll((all) => all.map((link) => link.getAttribute("title")));
      assert.deepEqual(links, opens === undefined ? [] : [opens], markdown);
      if (opens === undefined) {
        const target = /\((.*)\)$/.exec(markdown)?.[1] ?? markdown;
        assert.ok((await answer.textContent())?.includes(target), markdown);
      }
    }
  });

  it("cannot make the page post anything by itself", async () => {
    await chat.asked("q");
    await chat.stream(hostile);
    assert.deepEqual(await chat.posted(), [{ type: "ready" }]);
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
