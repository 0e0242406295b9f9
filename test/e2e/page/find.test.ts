import assert from "node:assert/strict";
import type { Locator } from "playwright-core";
import { linedUp } from "../../support/conversations";
import type { ChatPage } from "./chatPage";
import { exchange } from "./viewStates";
import { longTasks, watchLongTasks } from "./longTasks";
import { openForEachTest } from "./suite";

describe("find in the conversation", () => {
  let chat: ChatPage;

  openForEachTest(async (opened) => {
    chat = opened;
    await chat.snapshot();
  });

  const widget = (): Locator => chat.page.getByRole("search", { name: "Find in conversation" });
  const field = (): Locator => widget().getByRole("textbox", { name: "Find" });
  const count = async (): Promise<string> => {
    await chat.settled();
    return (await widget().getByRole("status").textContent()) ?? "";
  };

  /** The texts that are marked, and the one that was gone to with whether it is in sight. */
  const marked = (): Promise<{ all: string[]; current: string | undefined; inSight: boolean }> =>
    chat.page.evaluate(() => {
      const ranges = (name: string): Range[] =>
        [...(CSS.highlights.get(name) ?? [])].map((place) => {
          const range = document.createRange();
          range.setStart(place.startContainer, place.startOffset);
          range.setEnd(place.endContainer, place.endOffset);
          return range;
        });
      const [current] = ranges("find-current");
      const box = current?.getBoundingClientRect();
      const log = document.querySelector("[role=log]")!.getBoundingClientRect();
      return {
        all: ranges("find-match").map(String),
        current: current?.toString(),
        inSight: box !== undefined && box.top >= log.top && box.bottom <= log.bottom && box.height > 0,
      };
    });

  async function conversation(count: number, text: (index: number) => string): Promise<void> {
    const turns = Array.from({ length: count }, (_, index) =>
      exchange(index, `Question ${index}`, text(index)),
    );
    await chat.snapshot({ conversation: linedUp(`c${count}`, turns.flat()) });
    await chat.settled();
  }

  async function open(text = ""): Promise<void> {
    await chat.page.keyboard.press("ControlOrMeta+F");
    await field().fill(text);
  }

  it("opens over the conversation with the keyboard, counts, goes round both ways and gives the focus back", async () => {
    await chat.asked("What is a needle?");
    await chat.stream(["A needle is a **nee**dle. NEEDLE!\n\n```\nneedle()\n```"]);
    await chat.composer.focus();
    await open("needle");
    assert.equal(await count(), "1 of 5");
    assert.deepEqual((await marked()).all, ["needle", "needle", "needle", "NEEDLE", "needle"]);
    await chat.page.keyboard.press("Enter");
    assert.equal(await count(), "2 of 5");
    await chat.page.keyboard.press("Shift+Enter");
    await chat.page.keyboard.press("Shift+Enter");
    assert.equal(await count(), "5 of 5");
    await chat.page.keyboard.press("F3");
    assert.equal(await count(), "1 of 5");
    await widget().getByRole("button", { name: "Next Match" }).click();
    assert.equal(await count(), "2 of 5");
    await widget().getByRole("button", { name: "Previous Match" }).click();
    assert.equal(await count(), "1 of 5");
    await field().focus();
    await chat.page.keyboard.press("Alt+C");
    assert.equal(await count(), "1 of 4");
    assert.equal(
      await widget().getByRole("button", { name: "Match Case" }).getAttribute("aria-pressed"),
      "true",
    );
    await field().fill("no such thing");
    assert.equal(await count(), "No results");
    await chat.page.keyboard.press("Escape");
    assert.equal(await widget().count(), 0);
    assert.deepEqual((await marked()).all, []);
    assert.ok(await chat.composer.evaluate((element) => element === document.activeElement));
  });

  it("opens when the host says so, with what is selected", async () => {
    await chat.asked("q");
    await chat.stream(["One word, and the same word again."]);
    await chat.page.evaluate(() => {
      const text = document.querySelector(".markdown p")!.firstChild!;
      getSelection()!.setBaseAndExtent(text, 4, text, 8);
    });
    await chat.host({ type: "find" });
    assert.equal(await field().inputValue(), "word");
    assert.equal(await count(), "1 of 2");
  });

  it("finds what is not laid out, and brings it into sight", async () => {
    await conversation(
      60,
      (index) => `Answer ${index}.\n\n${"Words and words. ".repeat(60)}\n\nThe end of ${index}.`,
    );
    await open("end of 7.");
    assert.equal(await count(), "1 of 1");
    assert.deepEqual(await marked(), { all: ["end of 7."], current: "end of 7.", inSight: true });
    await field().fill("end of 5");
    assert.equal(await count(), "2 of 11", "the first one below the seventh");
    assert.equal((await marked()).inSight, true);
    for (let step = 0; step < 11; step += 1) {
      await chat.page.keyboard.press("Enter");
      await chat.settled();
      assert.equal((await marked()).inSight, true, `after ${step + 1}`);
    }
  });

  it("begins at what is in sight, and stays where it is while the text is typed on", async () => {
    await conversation(20, (index) => `Match ${index}.\n\n${"Words. ".repeat(200)}`);
    await open("m");
    await field().fill("match");
    await chat.settled();
    const before = await chat.log.evaluate((log) => log.scrollTop);
    assert.match(await count(), /^(19|20) of 20$/);
    await field().fill("match 1");
    await chat.settled();
    assert.ok(Math.abs((await chat.log.evaluate((log) => log.scrollTop)) - before) < 700);
  });

  it("unfolds code and questions, and leaves folded thinking out until it is opened", async () => {
    const lines = Array.from({ length: 60 }, (_, line) => `line ${line + 1};`).join("\n");
    const [question, answer] = exchange(1, lines, `\`\`\`\n${lines}\n\`\`\``);
    assert.ok(question?.role === "user" && answer?.role === "assistant");
    const thinking = { type: "thinking", thinking: "About line 50; then.", signature: "s" } as const;
    const turns = [question, { ...answer, parts: [thinking, ...answer.parts] }];
    await chat.snapshot({ conversation: linedUp("c", turns) });
    await chat.settled();
    await open("line 50;");
    assert.equal(await count(), "1 of 2");
    assert.equal(await chat.button("Show less").count(), 1);
    assert.equal((await marked()).inSight, true);
    await chat.page.keyboard.press("Enter");
    await chat.settled();
    assert.ok(await chat.button("Show fewer lines").count());
    assert.equal((await marked()).inSight, true);
    await chat.page.getByText("Thinking").click();
    await chat.page.waitForTimeout(200);
    assert.equal(await count(), "3 of 3");
  });

  it("shows a match far to the right in code", async () => {
    await conversation(1, () => `\`\`\`\n${"x ".repeat(300)}needle\n\`\`\``);
    await open("needle");
    await chat.settled();
    const { left, right, edge } = await chat.page.evaluate(() => {
      const [place] = CSS.highlights.get("find-current")!;
      const range = document.createRange();
      range.setStart(place!.startContainer, place!.startOffset);
      range.setEnd(place!.endContainer, place!.endOffset);
      const { left, right } = range.getBoundingClientRect();
      return { left, right, edge: document.querySelector("pre")!.getBoundingClientRect().right };
    });
    assert.ok(left > 0 && right <= edge, `${left} to ${right} of ${edge}`);
  });

  it("counts on while an answer comes, and never moves the page for it", async () => {
    await conversation(10, (index) => `Word ${index}.\n\n${"More text here. ".repeat(60)}`);
    await chat.asked("Go on", "next");
    await open("word");
    await chat.settled();
    const places = async (): Promise<number> => chat.log.evaluate((log) => log.scrollTop);
    await chat.answer(
      [{ type: "opened" }, { type: "partStarted", index: 0, part: { type: "text", text: "" } }],
      "next",
    );
    await chat.page.keyboard.press("Shift+Enter");
    await chat.settled();
    const [before, counted] = [await places(), await count()];
    for (let piece = 0; piece < 6; piece += 1) {
      await chat.answer(
        [{ type: "partGrew", index: 0, field: "text", delta: "A word.\n\nAnother line.\n\n" }],
        "next",
      );
    }
    await chat.page.waitForTimeout(300);
    assert.equal(await places(), before);
    assert.equal(
      await count(),
      counted.replace(/\d+$/, (total) => `${Number(total) + 6}`),
    );
    assert.ok(await field().evaluate((element) => element === document.activeElement));
  });

  it("stays at a match near the end while the answer grows, and offers the way back", async () => {
    await chat.asked("q");
    await chat.answer([
      { type: "opened" },
      {
        type: "partStarted",
        index: 0,
        part: { type: "text", text: "Line.\n\n".repeat(40) + "The needle.\n\n" },
      },
    ]);
    await chat.settled();
    await open("needle");
    assert.equal(await count(), "1 of 1");
    const before = await chat.log.evaluate((log) => log.scrollTop);
    assert.equal(await chat.button("Jump to latest").count(), 0);
    await chat.answer([{ type: "partGrew", index: 0, field: "text", delta: "More.\n\n".repeat(20) }]);
    await chat.settled();
    assert.equal(await chat.log.evaluate((log) => log.scrollTop), before);
    await chat.button("Jump to latest").click();
    await chat.answer([{ type: "partGrew", index: 0, field: "text", delta: "More.\n\n".repeat(20) }]);
    await chat.settled();
    assert.ok(await chat.log.evaluate((log) => log.scrollHeight - log.clientHeight - log.scrollTop <= 2));
  });

  it("waits for an input method", async () => {
    await chat.asked("に に に");
    await chat.stream(["に"]);
    await open("に");
    const devtools = await chat.page.context().newCDPSession(chat.page);
    await field().fill("");
    await devtools.send("Input.imeSetComposition", { text: "に", selectionStart: 1, selectionEnd: 1 });
    const before = await count();
    for (const [key, windowsVirtualKeyCode] of [
      ["Process", 229],
      ["Enter", 13],
    ] as const) {
      await devtools.send("Input.dispatchKeyEvent", { type: "rawKeyDown", key, windowsVirtualKeyCode });
    }
    assert.equal(await count(), before);
    await devtools.send("Input.insertText", { text: "に" });
    await devtools.send("Input.dispatchKeyEvent", { type: "keyUp", key: "Enter", windowsVirtualKeyCode: 13 });
    await chat.page.keyboard.press("Enter");
    assert.notEqual(await count(), before);
  });

  it("takes signs for what they are, and any white space for white space", async () => {
    await chat.asked("q");
    await chat.stream(["Call `a.b(c)` or\nacb(c); 50% [x] \\ $1^2 {a|b}?"]);
    for (const [text, expected] of [
      ["a.b(c)", "1 of 1"],
      ["or acb", "1 of 1"],
      ["[x] \\ $1^2 {a|b}?", "1 of 1"],
      [".*", "No results"],
    ] as const) {
      await open(text);
      assert.equal(await count(), expected, text);
    }
  });

  it("looks through an answer of 300 KB in slices", async () => {
    const paragraph = `A needle in it. ${"Hay and hay. ".repeat(20)}\n\n`;
    await conversation(1, () => paragraph.repeat(1_100));
    await watchLongTasks(chat.page);
    await open("needle");
    assert.match(await count(), / of 1100$/);
    await field().fill("h");
    await chat.page.waitForTimeout(500);
    assert.match(await count(), / of 10000\+$/);
    const tasks = await longTasks(chat.page);
    console.log(`      tasks over 50 ms while looking: ${tasks.join(", ") || "none"}`);
    assert.ok(Math.max(0, ...tasks) < 1000, `a task took ${Math.max(...tasks)} ms`);
  });
});
