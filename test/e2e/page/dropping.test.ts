import assert from "node:assert/strict";
import type { Locator } from "playwright-core";
import type { ChatPage } from "./chatPage";
import { openForEachTest } from "./suite";

interface Drag {
  readonly data?: Readonly<Record<string, string>>;
  readonly hasFile?: boolean;
  readonly shiftKey?: boolean;
  /** Where: the composer's bar, its text, or the conversation. */
  readonly at?: string;
}

describe("what is dropped on the chat", () => {
  let chat: ChatPage;

  openForEachTest(async (opened) => {
    chat = opened;
    await chat.snapshot();
  });

  /** Dispatches events of a drag, and tells of each whether the page took it. */
  function drag(types: readonly string[], { data = {}, hasFile, shiftKey, at }: Drag): Promise<boolean[]> {
    return chat.page.evaluate(
      ([events, texts, file, shift, selector]) => {
        const dataTransfer = new DataTransfer();
        for (const [type, text] of Object.entries(texts)) {
          dataTransfer.setData(type, text);
        }
        if (file) {
          dataTransfer.items.add(new File(["x"], "notes.pdf", { type: "application/pdf" }));
        }
        const target = document.querySelector(selector)!;
        return events.map(
          (type) =>
            !target.dispatchEvent(
              new DragEvent(type, { dataTransfer, shiftKey: shift, bubbles: true, cancelable: true }),
            ),
        );
      },
      [types, data, hasFile === true, shiftKey === true, at ?? ".transcript"] as const,
    );
  }

  const drop = (options: Drag): Promise<boolean[]> => drag(["dragenter", "dragover", "drop"], options);
  const hint = (): Locator => chat.page.getByText("Drop to attach");
  const uris = async (): Promise<readonly string[] | undefined> => {
    const last = (await chat.posted()).at(-1);
    return last?.type === "drop" ? last.uris : undefined;
  };

  for (const [name, data, expected] of [
    [
      "a list of URIs",
      { "text/uri-list": "file:///w/a.ts\r\nfile:///w/b.ts" },
      ["file:///w/a.ts", "file:///w/b.ts"],
    ],
    [
      "the Explorer of a remote workspace",
      { "application/vnd.code.uri-list": "vscode-remote://wsl/w/a.ts", "text/plain": "/w/a.ts" },
      ["vscode-remote://wsl/w/a.ts"],
    ],
    ["resources", { resourceurls: '["file:///w/a.ts"]' }, ["file:///w/a.ts"]],
    ["paths", { codefiles: '["/w/a b.ts"]' }, ["file:///w/a%20b.ts"]],
  ] as const) {
    it(`is told to the host: ${name}`, async () => {
      assert.deepEqual(await drop({ data, shiftKey: true }), [true, true, true]);
      assert.deepEqual(await uris(), expected);
      assert.ok(await chat.composer.evaluate((field) => field === document.activeElement));
      assert.equal(await chat.composer.inputValue(), "");
    });
  }

  it("is awaited over the composer, and no longer than the drag takes", async () => {
    const data = { "text/uri-list": "file:///w/a.ts" };
    await drag(["dragenter", "dragover"], { data });
    assert.ok(await hint().isVisible());
    assert.ok(await chat.page.getByText("Hold Shift to drop").isVisible());
    const over = await hint().locator("..").boundingBox();
    const field = await chat.composer.boundingBox();
    assert.ok(over && field && over.y <= field.y && over.x <= field.x && over.width >= field.width);
    await drag(["dragover"], { data, shiftKey: true });
    assert.equal(await chat.page.getByText("Hold Shift to drop").isVisible(), false);
    await drag(["dragleave"], { data });
    assert.equal(await hint().isVisible(), false);
    await drop({ data });
    assert.equal(await hint().isVisible(), false);
  });

  it("cannot be a file without an address, unless it is a picture: the page says what to do instead", async () => {
    await drop({ hasFile: true });
    const words = chat.page.getByText(
      "Files come in through VS Code, not from outside: open notes.pdf there",
    );
    assert.ok(await words.isVisible());
    assert.equal(await uris(), undefined);
    await chat.button("OK").click();
    await words.waitFor({ state: "detached" });
    await drop({ hasFile: true });
    await chat.composer.fill("Why?");
    await words.waitFor({ state: "detached" });
  });

  it("is put into the text when it is text, beside the text field too", async () => {
    await chat.composer.fill("Why ");
    assert.deepEqual(await drop({ data: { "text/plain": "this?" }, at: ".composer-bar" }), [
      true,
      true,
      true,
    ]);
    assert.equal(await chat.composer.inputValue(), "Why this?");
    await drop({ data: { "text/plain": " https://example.com/", "text/uri-list": "https://example.com/" } });
    assert.equal(await chat.composer.inputValue(), "Why this? https://example.com/");
    assert.equal(await uris(), undefined);
  });

  it("is left to the text field where the pointer is over it, and to nobody over the conversation", async () => {
    const data = { "text/plain": "words" };
    assert.deepEqual(await drop({ data, at: "textarea" }), [false, false, false]);
    assert.deepEqual(await drop({ data }), [false, false, false]);
    assert.equal(await chat.composer.inputValue(), "");
  });
});
