import assert from "node:assert/strict";
import type { AnswerEvent } from "../../../src/core/answer";
import { type ChatPage, emptyState } from "./chatPage";
import { allKinds, composerStates, estimate } from "./composerStates";
import { openForEachTest } from "./suite";
import { exchange } from "./viewStates";
import { linedUp } from "../../support/conversations";

/** Blocks of every kind, each of which grows, and one after which the answer goes on. */
const paragraphs = [
  "The discount comes off before the tax, and every line is rounded on its own.",
  "## What changes",
  "1. The first thing\n2. The second thing, which is longer\n   - and has a thing of its own",
  "| input | result |\n| --- | --- |\n| two at 500 | 1190 |\n| the same, a longer cell | 1071 |",
  "```ts\nconst sum = lines.reduce((all, line) => all + line.cents, 0);\nreturn sum;\n```",
  "> As it was before.\n> And as it will be.",
  "- [x] one\n- [ ] another",
  "That is all there is to say about the rounding of an order.",
];

const begin: readonly AnswerEvent[] = [
  { type: "opened" },
  { type: "partStarted", index: 0, part: { type: "text", text: "" } },
];
const usage = { input: 1200, output: 340, cacheRead: 0, cacheWrite: 0 };
const end: readonly AnswerEvent[] = [
  { type: "usage", usage },
  { type: "completed", stopReason: "end_turn" },
];

const grown = (delta: string): AnswerEvent => ({ type: "partGrew", index: 0, field: "text", delta });

interface Shift {
  readonly what: string;
  readonly isTail: boolean;
}

describe("nothing jumps", () => {
  let chat: ChatPage;
  openForEachTest(
    (opened) => {
      chat = opened;
    },
    { width: 320, height: 640 },
  );

  /** Where each of these stands in the window. */
  async function places(...selectors: readonly string[]): Promise<unknown> {
    return chat.page.evaluate(
      (all) =>
        Object.fromEntries(
          all.map((selector) => {
            const { x, y, width, height } = document.querySelector(selector)!.getBoundingClientRect();
            return [selector, { x, y, width, height }];
          }),
        ),
      selectors,
    );
  }

  async function watchShifts(): Promise<void> {
    await chat.page.evaluate(() => {
      const shifts: Shift[] = [];
      Object.assign(window, { shifts });
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) {
          const sources = (entry as unknown as { sources: readonly { node: Node | null }[] }).sources;
          const tail = document.querySelector("article:last-of-type .answer > :last-child > :last-child");
          for (const { node } of sources) {
            const element = node instanceof Element ? node : node?.parentElement;
            shifts.push({
              what: element?.outerHTML.slice(0, 120) ?? "?",
              isTail: tail !== null && element !== null && element !== undefined && tail.contains(element),
            });
          }
        }
      }).observe({ type: "layout-shift", buffered: false });
    });
  }

  async function shiftsAboveTail(): Promise<readonly string[]> {
    await chat.settled();
    return chat.page.evaluate(() =>
      (Reflect.get(window, "shifts") as Shift[]).filter(({ isTail }) => !isTail).map(({ what }) => what),
    );
  }

  for (const [where, before] of [
    ["at the top of an empty chat", 0],
    ["at the end of a long one", 12],
  ] as const) {
    it(`while an answer comes ${where}`, async () => {
      const turns = Array.from({ length: before }, (_, index) =>
        exchange(index + 10, "And this?", "That is so.\n\nIt was so before."),
      ).flat();
      await chat.snapshot({ ...emptyState, conversation: linedUp("c", turns) });
      await chat.asked("How does it round?");
      await chat.settled();
      await watchShifts();
      await chat.answer(begin);
      for (const paragraph of paragraphs) {
        for (const piece of `${paragraph}\n\n`.match(/[\s\S]{1,9}/g) ?? []) {
          await chat.answer([grown(piece)]);
        }
      }
      await chat.answer(end);
      assert.deepEqual(await shiftsAboveTail(), []);
    });
  }

  it("and would be seen to, if it did", async () => {
    await chat.snapshot();
    await chat.asked("How?");
    await chat.answer([...begin, grown("One.\n\nTwo.")]);
    await chat.settled();
    await watchShifts();
    await chat.page.evaluate(() => {
      const moved = document.querySelector<HTMLElement>(".answer p")!;
      moved.style.marginTop = "40px";
      return window.drawn();
    });
    assert.match((await shiftsAboveTail()).join(), /One\./);
  });

  it("when an answer begins and ends: the question, its chips, the composer and its buttons", async () => {
    await chat.snapshot(composerStates["everything the model can"]);
    await chat.events({
      type: "asked",
      turn: { role: "user", id: "q1", text: "Why?", context: allKinds.slice(0, 2) },
      answerId: "a1",
      options: { model: "claude-sonnet-5-5" },
    });
    await chat.host({ type: "attachments", context: [] });
    await chat.settled();
    const all = [".question", ".user-turn .chip", ".user-turn .chip + .chip", "[aria-label='Copy Message']"];
    const below = [".composer", ".composer-bar > .model", ".send", ".composer-meter"];
    const before = await places(...all, ...below);
    await chat.answer([...begin, grown("Because.")]);
    assert.deepEqual(await places(...all, ...below), before);
    await chat.answer(end);
    assert.deepEqual(await places(...all, ...below), before);
  });

  it("when an answer ends that fills the window: its usage, its buttons and the totals find their room", async () => {
    await chat.snapshot();
    await chat.asked("How?");
    await chat.answer([...begin, grown("A line of the answer.\n\n".repeat(40)), grown("The last line.")]);
    await chat.settled();
    const before = await places(".answer", ".composer");
    await chat.answer(end);
    await chat.settled();
    assert.ok(await chat.page.getByText("This chat:").isVisible());
    assert.deepEqual(await places(".answer", ".composer"), before);
  });

  it("when a silence is told, and when it is over", async () => {
    await chat.snapshot();
    await chat.asked("How?");
    await chat.answer([...begin, grown("A line of the answer.\n\n".repeat(40))]);
    await chat.settled();
    const before = await places(".answer", ".composer");
    await chat.answer([{ type: "silent", seconds: 12, secondsLeft: 168 }]);
    await chat.settled();
    assert.ok(await chat.button("Keep Waiting").isVisible());
    assert.deepEqual(await places(".answer", ".composer"), before);
  });

  it("when it comes to be known what the next question sends", async () => {
    await chat.snapshot();
    const before = await places(".composer", ".send");
    await chat.host({ type: "estimate", estimate });
    assert.ok(await chat.page.getByText("≈ 1,240 tokens").isVisible());
    assert.deepEqual(await places(".composer", ".send"), before);
  });
});
