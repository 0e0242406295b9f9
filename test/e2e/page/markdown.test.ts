import assert from "node:assert/strict";
import fc from "fast-check";
import type { ConversationEvent } from "../../../src/core/conversation";
import { linedUp } from "../../support/conversations";
import { times } from "../../support/proof";
import type { ChatPage } from "./chatPage";
import { cut, documents, recorded } from "./documents";
import { openForEachTest } from "./suite";

const atOnce = 40;

describe("Markdown in the chat", () => {
  let chat: ChatPage;

  openForEachTest(async (opened) => {
    chat = opened;
    await chat.snapshot();
  });

  afterEach(() => {
    assert.deepEqual(chat.strangeRequests, []);
  });

  const delta = (id: string, text: string): ConversationEvent => ({
    type: "answer",
    answerId: id,
    event: { type: "partGrew", index: 0, field: "text", delta: text },
  });

  async function begin(id: string): Promise<void> {
    await chat.asked(id, id);
    await chat.answer(
      [{ type: "opened" }, { type: "partStarted", index: 0, part: { type: "text", text: "" } }],
      id,
    );
  }

  /** What was drawn, with nothing folded: what was watched while it came is not, what was opened is. */
  function drawn(): Promise<string[]> {
    return chat.page.evaluate(() => {
      for (const button of document.querySelectorAll<HTMLElement>(".answer .folded > .fold-button")) {
        button.click();
      }
      // Which sides go on is told by what was laid out last, a frame later or not.
      for (const block of document.querySelectorAll(".answer .code-block")) {
        block.classList.remove("more-before", "more-after");
      }
      return [...document.querySelectorAll(".claude-turn .answer")].map((answer) => answer.innerHTML);
    });
  }

  it("is the same when streamed in any pieces as when drawn at once", async function () {
    this.timeout(120_000);
    const all = [...recorded, ...fc.sample(documents, { numRuns: times(235, 35), seed: 2026 })];
    for (let start = 0; start < all.length; start += atOnce) {
      const batch = all.slice(start, start + atOnce);
      const pieces = batch.map((document, index) => cut(document, start + index));
      for (const index of batch.keys()) {
        await begin(`${start + index}`);
      }
      for (let round = 0; round < Math.max(...pieces.map((list) => list.length)); round += 1) {
        await chat.events(
          ...pieces.flatMap((list, index) => {
            const piece = list[round];
            return piece === undefined ? [] : [delta(`a${start + index}`, piece)];
          }),
        );
      }
      for (const index of batch.keys()) {
        await chat.answer([{ type: "completed", stopReason: "end_turn" }], `${start + index}`);
      }
      await chat.settled();
      const streamed = await drawn();
      await chat.snapshot({
        conversation: linedUp(
          `whole${start}`,
          batch.map((text, index) => ({
            role: "assistant",
            id: `w${start + index}`,
            model: "m",
            status: { type: "complete", stopReason: "end_turn" },
            parts: [{ type: "text", text }],
          })),
        ),
      });
      await chat.settled();
      const whole = await drawn();
      assert.equal(whole.length, batch.length);
      for (const [index, document] of batch.entries()) {
        assert.equal(streamed[index], whole[index], JSON.stringify(document));
      }
      await chat.snapshot();
    }
  });

  it("draws every kind of block and inline text", async () => {
    await chat.asked("q");
    await chat.stream([
      "# Title\n\nA *b* **c** ~~d~~ `e<f` [g](https://example.com/?a=1&amp;b=2) &copy;\\\nh\n\n" +
        "3. i\n4. j\n   - k\n\n- [x] l\n- [ ] m\n\n> n\n\n---\n\n| o | p |\n|--:|:-:|\n| q | r |\n\n```ts\ns\n\tt\n```\n\n    u",
    ]);
    assert.equal(
      (await drawn())[0],
      '<div class="markdown"><h3 dir="auto" class="heading-1">Title</h3>' +
        '<p dir="auto">A <em>b</em> <strong>c</strong> <del>d</del> <code>e&lt;f</code> ' +
        '<a role="link" tabindex="0" title="https://example.com/?a=1&amp;b=2" data-address="https://example.com/?a=1&amp;b=2">g</a> ©<br>h</p>' +
        '<ol dir="auto" start="3"><li><p>i</p></li><li><p>j</p>' +
        '<ul dir="auto"><li><p>k</p></li></ul></li></ol>' +
        '<ul dir="auto"><li class="task-item"><p><span class="codicon codicon-pass-filled task" role="img" aria-label="Done:"></span>l</p></li>' +
        '<li class="task-item"><p><span class="codicon codicon-circle-large task" role="img" aria-label="To do:"></span>m</p></li></ul>' +
        '<blockquote dir="auto"><p>n</p></blockquote><hr>' +
        '<div class="table-scroll" tabindex="0" role="group" aria-label="Table"><table dir="auto"><thead><tr><th class="align-right">o</th><th class="align-center">p</th></tr></thead>' +
        '<tbody><tr><td class="align-right">q</td><td class="align-center">r</td></tr></tbody></table></div>' +
        `${code("ts", "s\n\tt\n")}${code("", "u\n")}</div>`,
    );
  });

  it("never touches a block again once it has ended", async () => {
    await begin("1");
    await chat.events(delta("a1", "First.\n\n- one\n- two\n\n```ts\nlet a = 1;\n```\n\nThen "));
    const before = await chat.page.evaluate(() => {
      const blocks = [...document.querySelectorAll(".markdown > *")].slice(0, -1);
      (window as unknown as { kept: Element[] }).kept = blocks;
      return blocks.map((block) => block.localName);
    });
    assert.deepEqual(before, ["p", "ul", "div"]);
    await chat.events(delta("a1", "more.\n\n## And\n\n| a |\n|---|\n| b |\n\nlast"));
    const same = await chat.page.evaluate(() =>
      (window as unknown as { kept: Element[] }).kept.every((block) => block.isConnected),
    );
    assert.ok(same);
  });

  it("shows a code block's lines as they come, without touching those before", async () => {
    await begin("1");
    await chat.events(delta("a1", "```ts\nline 0\n"));
    const changed: number[] = [];
    for (let line = 1; line < 120; line += 1) {
      await chat.page.evaluate(() => {
        const records: MutationRecord[] = [];
        const observer = new MutationObserver((list) => void records.push(...list));
        observer.observe(document.querySelector(".markdown")!, {
          childList: true,
          characterData: true,
          subtree: true,
        });
        Object.assign(window, { records, observer });
      });
      await chat.events(delta("a1", `line ${line}\n`));
      changed.push(
        await chat.page.evaluate(() => {
          const { records, observer } = window as unknown as {
            records: MutationRecord[];
            observer: MutationObserver;
          };
          observer.disconnect();
          return records.reduce(
            (sum, record) => sum + record.addedNodes.length + record.removedNodes.length,
            0,
          );
        }),
      );
    }
    assert.ok(Math.max(...changed) <= 3, `a line changed ${Math.max(...changed)} nodes`);
    assert.equal(
      await chat.page.locator("pre").textContent(),
      Array.from({ length: 120 }, (_, line) => `line ${line}\n`).join(""),
    );
  });

  it("copies code as it was written, whatever its length", async () => {
    const lines = Array.from({ length: 95 }, (_, line) => `${" ".repeat(line % 9)}line ${line}`);
    await chat.asked("q");
    await chat.stream([`\`\`\`py\n${lines.join("\n")}\n${"x".repeat(20_000)}\n\`\`\`\n\nEnd.`]);
    await chat.button("Copy code").click();
    assert.deepEqual(await chat.posted(), [
      { type: "ready" },
      { type: "copy", text: `${lines.join("\n")}\n${"x".repeat(20_000)}` },
    ]);
    assert.ok(await chat.page.getByRole("status").filter({ hasText: "Copied" }).count());
  });

  it("opens links by asking the host, with the mouse and with the keyboard", async () => {
    await chat.asked("q");
    await chat.stream(["[docs](https://example.com/a?b=1&amp;c=2)"]);
    const link = chat.page.getByRole("link", { name: "docs" });
    assert.equal(await link.getAttribute("title"), "https://example.com/a?b=1&c=2");
    assert.equal(await link.getAttribute("href"), null);
    await link.click();
    await link.focus();
    await chat.page.keyboard.press("Enter");
    assert.deepEqual((await chat.posted()).slice(1), [
      { type: "openLink", href: "https://example.com/a?b=1&c=2" },
      { type: "openLink", href: "https://example.com/a?b=1&c=2" },
    ]);
  });

  it("starts over when the question is asked again", async () => {
    await begin("1");
    await chat.events(delta("a1", "The first try is longer."));
    await chat.events({ type: "askedAgain", answerId: "a1", options: { model: "m" } });
    await chat.stream(["The second."]);
    assert.deepEqual(await drawn(), ['<div class="markdown"><p dir="auto">The second.</p></div>']);
  });

  it("keeps thinking folded and leaves out what is empty", async () => {
    await chat.asked("q");
    await chat.answer([
      { type: "opened" },
      { type: "partStarted", index: 0, part: { type: "thinking", thinking: "", signature: "" } },
      { type: "partGrew", index: 0, field: "thinking", delta: "Let me *see*." },
      { type: "partStarted", index: 1, part: { type: "thinking", thinking: "", signature: "s" } },
      { type: "partStarted", index: 2, part: { type: "redacted_thinking", data: "x" } },
      { type: "partStarted", index: 3, part: { type: "unknown", blockType: "hologram" } },
      { type: "partStarted", index: 4, part: { type: "text", text: "Yes." } },
      { type: "completed", stopReason: "end_turn" },
    ]);
    await chat.settled();
    assert.equal(await chat.page.locator("details:visible").count(), 1);
    assert.equal(await chat.page.getByText("Let me see.").isVisible(), false);
    await chat.page.locator("summary:visible").click();
    assert.equal(await chat.page.getByText("Let me see.").isVisible(), true);
    assert.ok(await chat.page.getByText("hologram").isVisible());
    assert.ok(await chat.page.getByText("Yes.").isVisible());
  });
});

function code(language: string, text: string): string {
  const name = language === "" ? "Code" : `Code, ${language}`;
  const button = (className: string, icon: string, title: string, label = title): string =>
    `<button type="button" class="icon-button ${className}" title="${title}" aria-label="${label}">` +
    `<span class="codicon codicon-${icon}" aria-hidden="true"></span></button>`;
  return (
    `<div class="code-block"><div class="code-header"><span class="code-name"><span class="code-language">${language}</span></span>` +
    `<span class="code-actions">${button("apply-code", "git-pull-request-go-to-changes", "Apply")}` +
    `${button("insert-code", "insert", "Insert at Cursor")}${button("new-file-code", "new-file", "New File")}` +
    `${button("copy-code", "copy", "Copy", "Copy code")}</span></div>` +
    `<pre tabindex="0" dir="ltr" role="group" aria-label="${name}"><code><span class="code-lines">${text}</span></code></pre></div>`
  );
}
