import assert from "node:assert/strict";
import type { ChatPage } from "./chatPage";
import { openForEachTest } from "./suite";
import { answered } from "./viewStates";

const code = 'const a = 1; // one\nlet b = "two";';
const red = "rgb(255, 0, 0)";
const blue = "rgb(0, 0, 255)";
const green = "rgb(0, 128, 0)";
const foreground = "rgb(204, 204, 204)";

/** A piece of drawn code with how it looks; `mark` is what VS Code's editor would show as bold and the like. */
type Piece = readonly [text: string, color: string, look?: string];

describe("colours of code", () => {
  let chat: ChatPage;

  openForEachTest(async (opened) => {
    chat = opened;
    await chat.snapshot();
    await chat.asked("q");
  });

  /** What is drawn in a code block, in pieces that look the same. */
  const drawn = (block = 0): Promise<readonly Piece[]> =>
    chat.page
      .locator("pre")
      .nth(block)
      .evaluate((pre) => {
        const pieces: [string, string, string?][] = [];
        const walker = document.createTreeWalker(pre, NodeFilter.SHOW_TEXT);
        for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
          const { color, fontWeight, fontStyle, textDecorationLine } = getComputedStyle(node.parentElement!);
          const look = [fontWeight === "700" ? "bold" : "", fontStyle, textDecorationLine]
            .filter((word) => !["", "normal", "none"].includes(word))
            .join(" ");
          const last = pieces.at(-1);
          if (last && last[1] === color && (last[2] ?? "") === look) {
            last[0] += node.nodeValue;
          } else {
            pieces.push(look === "" ? [node.nodeValue!, color] : [node.nodeValue!, color, look]);
          }
        }
        return pieces;
      });

  const asked = async (count = 1): Promise<void> => {
    await chat.page.waitForFunction(
      (wanted) => window.posted.filter(({ message }) => message.type === "colourCode").length >= wanted,
      count,
    );
  };

  /** Tells colours, and waits until they have been drawn. */
  const tell = async (runs: readonly number[], block = 1, offset = 0): Promise<void> => {
    await chat.host({ type: "codeColours", block, offset, runs });
    await chat.settled();
  };

  const styles = (first = 0, colors = ["#ff0000", "#0000ff"]): Promise<void> =>
    chat.host({ type: "codeStyles", first, styles: colors.map((color) => ({ color })) });

  it("are asked for once, when the fence has closed, and drawn around the text as it is", async () => {
    await chat.stream(["```ts src/a.ts\nconst a = 1; // one\n", 'let b = "two";\n', "```\n"]);
    await asked();
    assert.deepEqual(await chat.colourAsked(), [
      { type: "colourCode", block: 1, text: code, language: "ts", fileName: "src/a.ts" },
    ]);
    const before = await chat.page.locator("pre").boundingBox();
    await styles();
    await tell([5, 0, 8, 1, 6, 0, 1, 1, 14, 0]);
    assert.deepEqual(await drawn(), [
      ["const", red],
      [" a = 1; ", blue],
      ["// one", red],
      ["\n", blue],
      ['let b = "two";', red],
      ["\n", foreground],
    ]);
    assert.deepEqual(await chat.page.locator("pre").boundingBox(), before);
    await chat.button("Copy code").click();
    assert.deepEqual((await chat.posted()).at(-1), { type: "copy", text: code });
    assert.equal((await chat.colourAsked()).length, 1);
  });

  it("are not asked for while the code is being written", async () => {
    await chat.answer([
      { type: "opened" },
      { type: "partStarted", index: 0, part: { type: "text", text: "```ts\nlet a;\nlet" } },
    ]);
    await chat.settled();
    assert.deepEqual(await chat.colourAsked(), []);
    await chat.answer([{ type: "partGrew", index: 0, field: "text", delta: " b;\n```\n" }]);
    await asked();
    assert.equal((await chat.colourAsked())[0]?.text, "let a;\nlet b;");
  });

  it("change with the theme without a word about the code, and can be bold, italic and underlined", async () => {
    await chat.stream([`\`\`\`ts\n${code}\n\`\`\``]);
    await asked();
    await styles();
    await tell([5, 0, 15, 1]);
    await chat.host({
      type: "codeStyles",
      first: 0,
      styles: [
        { color: "#008000", bold: true, italic: true },
        { color: "var(--vscode-editor-foreground)", underline: true, strikethrough: true },
      ],
    });
    assert.deepEqual(await drawn(), [
      ["const", green, "bold italic"],
      [" a = 1; // one\n", foreground, "underline line-through"],
      ['let b = "two";\n', foreground],
    ]);
    await styles(2, ["#0000ff"]);
    await styles(1);
    assert.deepEqual((await drawn()).slice(0, 2), [
      ["const", green, "bold italic"],
      [" a = 1; // one\n", red],
    ]);
  });

  it("come in parts: a line has them when it was told of to its end", async () => {
    await chat.stream([`\`\`\`ts\n${code}\n\`\`\``]);
    await asked();
    await styles();
    await tell([5, 0, 5, 1]);
    assert.deepEqual(await drawn(), [[`${code}\n`, foreground]]);
    await tell([9, 1], 1, 10);
    assert.deepEqual(await drawn(), [
      ["const", red],
      [" a = 1; // one", blue],
      ['\nlet b = "two";\n', foreground],
    ]);
    await tell([3, 0, 7, 1], 1, 20);
    assert.deepEqual((await drawn()).slice(2), [['\nlet b = "two";\n', foreground]], "not all was told");
    await tell([4, 1], 1, 30);
    assert.deepEqual((await drawn()).slice(2), [
      ["\n", foreground],
      ["let", red],
      [' b = "two";', blue],
      ["\n", foreground],
    ]);
  });

  for (const [what, runs, offset] of [
    ["longer than the code", [40, 0], 0],
    ["beyond the code", [5, 0], 30],
    ["of no length", [5, 0, 0, 1, 15, 0], 0],
    ["that stand for nothing", [5, 7, 29, 9], 0],
  ] as const) {
    it(`stay away when runs are ${what}`, async () => {
      await chat.stream([`\`\`\`ts\n${code}\n\`\`\``]);
      await asked();
      await styles();
      await tell(runs, 1, offset);
      assert.deepEqual(await drawn(), [[`${code}\n`, foreground]]);
    });
  }

  it("stay away when a message is not of the right shape", async () => {
    await chat.stream([`\`\`\`ts\n${code}\n\`\`\``]);
    await asked();
    await styles();
    for (const runs of [[5], [-5, 0], [5, -1], [2.5, 0], ["5", 0], {}]) {
      await tell(runs as number[]);
    }
    await styles(0, ["red;background:url(https://example.com)", "#00ff00"]);
    assert.deepEqual(await drawn(), [[`${code}\n`, foreground]]);
    await tell([34, 1]);
    assert.deepEqual(await drawn(), [
      [code, blue],
      ["\n", foreground],
    ]);
  });

  it("go around the marks of what cannot be seen", async () => {
    await chat.stream(["```ts\nlet a\u200Bb = 1;\nlet c;\n```"]);
    await asked();
    const mark = chat.page.locator(".hidden-character");
    const before = await mark.evaluate((element) => element.outerHTML);
    await styles();
    await tell([5, 0, 2, 1, 5, 0]);
    assert.deepEqual((await drawn()).slice(0, 4), [
      ["let a", red],
      ["\u200B", foreground],
      ["b", blue],
      [" = 1;", red],
    ]);
    assert.equal(await mark.evaluate((element) => element.outerHTML), before);
    assert.equal(await chat.page.locator("pre").textContent(), "let a\u200Bb = 1;\nlet c;\n");
  });

  it("leave selected what was, in the same direction", async () => {
    await chat.stream([`First.\n\n\`\`\`ts\n${code}\n\`\`\``]);
    await asked();
    await styles();
    const selection = (): Promise<readonly (string | number | undefined)[]> =>
      chat.page.evaluate(() => {
        const selected = getSelection()!;
        const backward =
          selected.anchorNode!.compareDocumentPosition(selected.focusNode!) &
          Node.DOCUMENT_POSITION_PRECEDING;
        return [selected.toString(), backward];
      });
    await chat.page.evaluate(() => {
      const [first, second] = document.querySelector(".code-lines")!.childNodes;
      getSelection()!.setBaseAndExtent(second!, 7, first!, 4);
    });
    const before = await selection();
    assert.equal(before[0], "t a = 1; // one\nlet b =");
    await tell([5, 0, 8, 1, 6, 0, 1, 1, 14, 0]);
    assert.equal((await drawn()).length, 6);
    assert.deepEqual(await selection(), before);
  });

  for (const [what, start] of [
    ["the code", ".code-lines"],
    ["a heading", ".heading-3"],
    ["a table", "td"],
    ["a quote", "blockquote"],
  ] as const) {
    it(`wait while somebody drags over the text, from ${what} on`, async () => {
      await chat.stream([`### Title\n\n> quote\n\n| a |\n| - |\n| b |\n\n\`\`\`ts\n${code}\n\`\`\``]);
      await asked();
      await styles();
      const from = (await chat.page.locator(start).first().boundingBox())!;
      const { x, y } = (await chat.page.locator(".code-lines").boundingBox())!;
      await chat.page.mouse.move(from.x + 3, from.y + 8);
      await chat.page.mouse.down();
      await chat.page.mouse.move(x + 60, y + 8);
      await tell([34, 0]);
      assert.deepEqual(await drawn(), [[`${code}\n`, foreground]]);
      const selected = await chat.page.evaluate(() => getSelection()!.toString());
      await chat.page.mouse.up();
      await chat.settled();
      assert.deepEqual((await drawn())[0], [code, red]);
      assert.equal(await chat.page.evaluate(() => getSelection()!.toString()), selected);
      assert.notEqual(selected, "");
    });
  }

  it("come while somebody scrolls by dragging", async () => {
    await chat.stream([`${"word\n\n".repeat(100)}\`\`\`ts\n${code}\n\`\`\``]);
    await asked();
    await styles();
    // Headless browsers hide their bars: this is what one that shows them sends.
    await chat.log.evaluate((log) => {
      const event = new PointerEvent("pointerdown", { bubbles: true, button: 0 });
      Object.defineProperties(event, { offsetX: { value: log.clientWidth + 2 }, offsetY: { value: 10 } });
      log.dispatchEvent(event);
    });
    await tell([34, 0]);
    assert.deepEqual((await drawn())[0], [code, red]);
  });

  it("come with the width of tabs in their language, also when the same code is drawn again", async () => {
    const state = answered(
      { type: "complete", stopReason: "end_turn" },
      "```go\n\tx\n```\n\n```ts\n\ty\n```",
    );
    const fonts = { codeTabSize: 3 };
    const widths = (): Promise<readonly string[]> =>
      chat.page
        .locator(".code-lines")
        .evaluateAll((all) => all.map((lines) => getComputedStyle(lines).tabSize));
    await chat.snapshot({ ...state, fonts });
    await asked(2);
    await styles();
    assert.deepEqual(await widths(), ["3", "3"]);
    await chat.host({ type: "codeColours", block: 1, offset: 0, runs: [2, 0], tabSize: 8 });
    await tell([2, 0], 2);
    assert.deepEqual(await widths(), ["8", "3"]);
    await chat.snapshot({ fonts });
    await chat.settled();
    await chat.snapshot({ ...state, fonts });
    await chat.settled();
    assert.deepEqual(await widths(), ["8", "3"]);
  });

  it("are of the theme that the page says it is shown in, each time that changes", async () => {
    const said = (): Promise<readonly string[]> =>
      chat.page.evaluate(() =>
        window.posted.flatMap(({ message }) => (message.type === "theme" ? [message.id] : [])),
      );
    const show = (name: string, id: string): Promise<void> =>
      chat.page.evaluate(
        ([attribute, value]) => {
          document.body.setAttribute(attribute, value);
          return window.drawn();
        },
        [name, id] as const,
      );
    assert.deepEqual(await said(), [], "nothing says which theme it is");
    await show("data-vscode-theme-id", "Abyss");
    await show("class", "vscode-light");
    await show("data-vscode-theme-id", "Quiet Light");
    await show("data-vscode-theme-id", "");
    assert.deepEqual(await said(), ["Abyss", "Quiet Light"]);
  });

  it("leave marked what was found, and what was gone to", async () => {
    await chat.stream([`one\n\n\`\`\`ts\n${code}\n// one\n\`\`\``]);
    await asked();
    await styles();
    await chat.page.keyboard.press("ControlOrMeta+F");
    const widget = chat.page.getByRole("search", { name: "Find in conversation" });
    await widget.getByRole("textbox", { name: "Find" }).fill("one");
    await widget.getByText("1 of 3").waitFor();
    await chat.page.keyboard.press("Enter");
    await widget.getByText("2 of 3").waitFor();
    // Whenever they are gone for a moment, too.
    await chat.page.evaluate(() => {
      const seen = new Set<string>();
      const look = (): void => {
        const words = (name: string): string =>
          [...(CSS.highlights.get(name) ?? [])]
            .map((place) => place.startContainer.isConnected && place.startContainer.parentElement!.className)
            .join();
        seen.add(`${words("find-match")} ${words("find-current")}`);
        requestAnimationFrame(look);
      };
      look();
      Object.assign(window, { seen });
    });
    await tell([13, 0, 6, 1, 1, 0, 14, 0, 1, 1, 6, 0]);
    await widget.getByText("2 of 3").waitFor();
    const seen = await chat.page.evaluate(() => [...(window as unknown as { seen: Set<string> }).seen]);
    assert.deepEqual(seen, [",code-lines,code-lines code-lines", ",c1,c0 c1"]);
    await chat.page.keyboard.press("Enter");
    await widget.getByText("3 of 3").waitFor();
  });

  it("are asked for where somebody may look, and drawn there first", async () => {
    const long = Array.from({ length: 5000 }, (_, line) => `let line${line};`).join("\n");
    const grow = (delta: string): Promise<void> =>
      chat.answer([{ type: "partGrew", index: 0, field: "text", delta }]);
    await chat.answer([
      { type: "opened" },
      { type: "partStarted", index: 0, part: { type: "text", text: "word\n\n".repeat(200) } },
    ]);
    await chat.settled();
    await chat.log.evaluate((log) => log.scrollTo(0, 0));
    await chat.settled();
    await grow(`\`\`\`js\n${long}\n\`\`\`\n`);
    await chat.answer([{ type: "completed", stopReason: "end_turn" }]);
    await chat.settled();
    assert.deepEqual(await chat.colourAsked(), []);
    await chat.page.locator(".code-header").scrollIntoViewIfNeeded();
    await asked();
    await styles();
    await tell(
      Array.from({ length: 5000 }, (_, line) => [
        3,
        0,
        `let line${line};`.length - 2 - (line === 4999 ? 1 : 0),
        1,
      ]).flat(),
    );
    const coloured = (): Promise<readonly boolean[]> =>
      chat.page
        .locator(".code-lines")
        .evaluateAll((groups) => groups.map((group) => group.querySelector(".c0") !== null));
    const seen = await coloured();
    assert.equal(seen.length, 125);
    const count = seen.filter(Boolean).length;
    assert.ok(seen[0] === true && count < 20, `${count} groups have colours`);
    await chat.log.evaluate((log) => log.scrollTo(0, log.scrollHeight));
    await chat.settled();
    assert.equal((await coloured()).at(-1), true);
    assert.equal((await chat.colourAsked()).length, 1);
  });

  it("are there at once when the same code is drawn again", async () => {
    const state = answered({ type: "complete", stopReason: "end_turn" }, `\`\`\`ts\n${code}\n\`\`\``);
    await chat.snapshot(state);
    await asked();
    await styles();
    await tell([34, 0]);
    await chat.snapshot();
    await chat.settled();
    assert.equal(await chat.page.locator("pre").count(), 0);
    const seen = chat.page.evaluate(
      () =>
        new Promise<string>((resolve) => {
          const look = (): void => {
            const pre = document.querySelector("pre");
            if (pre) {
              resolve(getComputedStyle(pre.querySelector(".code-lines")!.firstElementChild ?? pre).color);
            } else {
              requestAnimationFrame(look);
            }
          };
          look();
        }),
    );
    await chat.snapshot(state);
    assert.equal(await seen, red);
    assert.equal((await chat.colourAsked()).length, 1);
  });

  it("are taken away and asked for again when all can be other ones", async () => {
    await chat.stream(["```ts\nlet a\u200Bb = 1;\nlet c;\nlet d;\n```"]);
    await asked();
    const lines = (): Promise<string> =>
      chat.page.locator(".code-lines").evaluate((group) => group.innerHTML);
    const nodes = (): Promise<number> =>
      chat.page.locator(".code-lines").evaluate((group) => group.childNodes.length);
    const before = [await lines(), await nodes()];
    await styles();
    await tell([5, 0, 2, 1, 13, 0]);
    assert.notEqual(await lines(), before[0]);
    await chat.host({ type: "codeAnew" });
    await asked(2);
    assert.deepEqual([await lines(), await nodes()], before);
    const [first, second] = await chat.colourAsked();
    assert.deepEqual(second, { ...first!, block: 2 });
    await tell([20, 0], 1);
    assert.equal(await lines(), before[0], "what was asked before does not count");
    await styles(0, ["#008000"]);
    await tell([20, 0], 2);
    assert.deepEqual((await drawn())[0], ["let a", green]);
  });

  it("are given up for code that is not shown any more", async () => {
    const state = answered({ type: "complete", stopReason: "end_turn" }, `\`\`\`ts\n${code}\n\`\`\``);
    await chat.snapshot(state);
    await asked();
    await chat.snapshot(answered({ type: "complete", stopReason: "end_turn" }, "```ts\nanother;\n```"));
    await asked(2);
    const said = await chat.page.evaluate(() =>
      window.posted.flatMap(({ message }) => (message.type === "forgetCode" ? [message.blocks] : [])),
    );
    assert.deepEqual(said, [[1]]);
  });
});
