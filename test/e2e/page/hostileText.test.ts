import assert from "node:assert/strict";
import type { ConversationEvent } from "../../../src/core/conversation";
import type { Failure } from "../../../src/core/failure";
import { linedUp, type LinedUpTurn } from "../../support/conversations";
import { isFullSize, proved } from "../../support/proof";
import { type ChatPage, emptyState } from "./chatPage";
import { assertHarmless, pageElements, watchBrowser } from "./harmless";
import { hostileAnswers } from "./hostileAnswers";
import { ImageTabPage } from "./imageTabPage";
import { openForEachTest } from "./suite";
import { png } from "../../support/pictures";

const answersAtOnce = 60;
const everySecond = hostileAnswers.filter((_, index) => index % 2 === 0);
const streamed = isFullSize ? hostileAnswers : everySecond;
const everywhere = isFullSize ? hostileAnswers : everySecond.slice(0, 2 * answersAtOnce);
const picture = { bytes: png(8, 8, () => [9, 9, 9]), width: 8, height: 8 };

function chunks<Item>(all: readonly Item[], size: number): readonly (readonly Item[])[] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, index) =>
    all.slice(index * size, (index + 1) * size),
  );
}

/** All that a conversation can show of others' text, with this text everywhere. */
function turnsWith(text: string, index: number): readonly LinedUpTurn[] {
  const failures: readonly Failure[] = [
    { kind: "badRequest", message: text, status: 400, requestId: text },
    { kind: "modelNotFound", model: text, message: text },
    { kind: "streamError", errorType: text, message: text },
    { kind: "offline", host: text, code: text },
    { kind: "notTheApi", host: text, contentType: text },
    { kind: "unexpected", message: text },
  ];
  const chip = { id: `c${index}`, uri: text, fileName: text, languageId: text, startLine: 1, endLine: 2 };
  return [
    { role: "user", id: `q${index}`, text, context: [{ ...chip, kind: "selection", text }] },
    {
      role: "assistant",
      id: `a${index}`,
      model: text,
      status: { type: "failed", failure: failures[index % failures.length] as Failure },
      parts: [
        { type: "text", text },
        { type: "thinking", thinking: text, signature: "" },
        { type: "unknown", blockType: text, block: {} },
      ],
      usage: { input: 1, output: 1, cacheRead: 1, cacheWrite: 1 },
    },
  ];
}

describe("text of an enemy, wherever it is shown", () => {
  let chat: ChatPage;
  const browser = openForEachTest(
    async (opened) => {
      chat = opened;
      await chat.snapshot();
    },
    { mayHaveErrors: true },
  );

  it(`asks no server for anything while it is streamed (${streamed.length} answers)`, async function () {
    this.timeout(120_000);
    const seen = await watchBrowser(chat.page);
    for (const some of chunks(streamed, answersAtOnce)) {
      await chat.snapshot();
      const turns = some.map((text, index) => ({ text, index, middle: Math.floor(text.length / 2) }));
      const ask = turns.map(({ index }): ConversationEvent => {
        const turn = { role: "user", id: `q${index}`, text: "q", context: [] } as const;
        return { type: "asked", turn, answerId: `a${index}`, options: { model: "m" } };
      });
      const begin = turns.map(({ text, index, middle }): ConversationEvent => ({
        type: "answer",
        answerId: `a${index}`,
        event: { type: "partStarted", index: 0, part: { type: "text", text: text.slice(0, middle) } },
      }));
      const end = turns.flatMap(({ text, index, middle }): readonly ConversationEvent[] => [
        {
          type: "answer",
          answerId: `a${index}`,
          event: { type: "partGrew", index: 0, field: "text", delta: text.slice(middle) },
        },
        { type: "answer", answerId: `a${index}`, event: { type: "completed", stopReason: "end_turn" } },
      ]);
      for (const events of [ask, begin, end]) {
        await chat.events(...events);
        await chat.settled();
        await assertHarmless(chat.page, ".answer");
      }
    }
    assert.deepEqual(await seen(), []);
    assert.deepEqual(chat.errors, []);
    assert.deepEqual(chat.strangeRequests, []);
    assert.ok(streamed.length >= 300);
    proved({
      row: "T12",
      tried: "hostile answers streamed into the page",
      count: streamed.length,
      result: "0 requests",
    });
  });

  it("brings no markup into questions, chips, failures, thinking and names of models", async function () {
    this.timeout(120_000);
    // The page's own elements, with a harmless text in every place.
    const own = new Set<string>();
    const shown = async (texts: readonly string[]): Promise<readonly string[]> => {
      const turns = texts.flatMap(turnsWith);
      const [first = ""] = texts;
      await chat.snapshot({
        conversation: linedUp(`c-${first.slice(0, 8)}`, turns),
        draft: { text: first, context: turns.flatMap((turn) => (turn.role === "user" ? turn.context : [])) },
        model: { ...emptyState.model, id: first, name: first },
      });
      await chat.settled();
      return pageElements(chat.page);
    };
    const harmless = ["plain", "https://example.com/", "long ".repeat(500), "hidden \u202E", "a\nb", ""];
    for (let index = 0; index < harmless.length; index += 1) {
      const rotated = [...harmless.slice(index), ...harmless.slice(0, index)];
      (await shown(rotated)).forEach((kind) => own.add(kind));
    }
    const seen = await watchBrowser(chat.page);
    for (const texts of chunks(everywhere, answersAtOnce)) {
      for (const kind of await shown(texts)) {
        assert.ok(own.has(kind), `${kind} is none of the page's own`);
      }
      await assertHarmless(chat.page, ".answer");
    }
    assert.deepEqual(await seen(), []);
    assert.deepEqual(chat.errors, []);
    proved({
      row: "T12",
      tried: "hostile texts in questions, chips, failures, thinking and names",
      count: everywhere.length,
      result: "0 requests",
    });
  });

  it("brings none into the tab of an image", async () => {
    const tab = await ImageTabPage.open(browser());
    try {
      const seen = await watchBrowser(tab.page);
      const names = isFullSize ? hostileAnswers : hostileAnswers.slice(0, 20);
      await tab.show(picture, { name: "a.png" });
      const own = new Set(await pageElements(tab.page));
      for (const name of names) {
        await tab.show(picture, { name });
        for (const kind of await pageElements(tab.page)) {
          assert.ok(own.has(kind), `${kind} is none of the page's own`);
        }
      }
      // The picture is a blob that the page made, and the font of its icons is its own.
      assert.deepEqual(
        (await seen()).filter(
          (line) => !/^request (?:blob:|https:\/\/chat-page\.test\/webview\/)/.test(line),
        ),
        [],
      );
      assert.deepEqual(tab.errors, []);
    } finally {
      await tab.page.context().close();
    }
  });

  it("could not be markup by mistake: the browser makes none of a string", async () => {
    const made = await chat.page.evaluate(() => {
      const div = document.createElement("div");
      const text = "<img src=x onerror=window.evil=1>";
      const ways: Record<string, () => unknown> = {
        innerHTML: () => (div.innerHTML = text),
        outerHTML: () => (document.body.appendChild(div).outerHTML = text),
        insertAdjacentHTML: () => div.insertAdjacentHTML("beforeend", text),
        write: () => document.write(text),
        srcdoc: () => (document.createElement("iframe").srcdoc = text),
        parser: () => new DOMParser().parseFromString(text, "text/html"),
        fragment: () => document.createRange().createContextualFragment(text),
        unsafe: () => div.setHTMLUnsafe(text),
        script: () => (document.createElement("script").text = "window.evil=1"),
        source: () => (document.createElement("script").src = "https://evil.test/x.js"),
        policy: () =>
          (
            window as unknown as { trustedTypes: { createPolicy(name: string, rules: object): unknown } }
          ).trustedTypes.createPolicy("evil", {}),
        worker: () => new Worker("https://evil.test/worker.js"),
      };
      return Object.entries(ways).flatMap(([name, way]) => {
        try {
          way();
          return [name];
        } catch (error) {
          return error instanceof TypeError ? [] : [`${name}: ${String(error)}`];
        }
      });
    });
    assert.deepEqual(made, []);
    assert.equal(await chat.page.evaluate(() => "evil" in window), false);
    proved({
      row: "T14",
      tried: "ways to make markup, script or a policy of a string in the page",
      count: 12,
      result: "all refused",
    });
  });
});
