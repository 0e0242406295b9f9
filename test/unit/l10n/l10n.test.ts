import assert from "node:assert/strict";

import { faultsOf } from "./chinese";
import { type SourceTexts, sourceTexts, stringsIn } from "./sources";

const bundleFile = "media/l10n/bundle.l10n.zh-cn.json";

/** Shown as they are in every language. */
const examples: ReadonlySet<string> = new Set(["sk-ant-…", "https://"]);

function faultsIn(pairs: Iterable<readonly [string, string]>): readonly string[] {
  return [...pairs].flatMap(([english, chinese]) =>
    faultsOf(english, chinese).map((fault) => `“${english}” → “${chinese}” ${fault}`),
  );
}

describe("the display languages", () => {
  let texts: SourceTexts;
  const bundle = stringsIn(bundleFile);

  before(function () {
    this.timeout(30_000);
    texts = sourceTexts();
  });

  it("get every text from the sources as a literal, so that it can be found", () => {
    assert.ok(texts.translated.length > 100);
    assert.deepEqual(
      texts.translated.filter(({ text }) => text === undefined).map(({ file }) => file),
      [],
    );
  });

  it("miss no text that a person sees", () => {
    assert.deepEqual(
      texts.bare.filter(({ text }) => !examples.has(text)).map(({ file, text }) => `${file}: ${text}`),
      [],
    );
  });

  it("have every text of the sources in Chinese, and none that is gone", () => {
    const used = new Set(texts.translated.map(({ text }) => text));
    assert.deepEqual(
      [...used].filter((text) => text === undefined || !(text in bundle)),
      [],
      "missing",
    );
    assert.deepEqual(
      Object.keys(bundle).filter((text) => !used.has(text)),
      [],
      "left over",
    );
  });

  it("say it in Chinese, with the same placeholders and Chinese punctuation", () => {
    assert.deepEqual(faultsIn(Object.entries(bundle)), []);
  });

  it("have every text of the manifest in Chinese", () => {
    const english = stringsIn("package.nls.json");
    const chinese = stringsIn("package.nls.zh-cn.json");
    assert.deepEqual(Object.keys(chinese), Object.keys(english));
    assert.deepEqual(faultsIn(Object.entries(english).map(([key, text]) => [text, chinese[key] ?? ""])), []);
  });

  it("name the same thing by the same words in the manifest and in the sources", () => {
    const english = stringsIn("package.nls.json");
    const chinese = stringsIn("package.nls.zh-cn.json");
    for (const [key, text] of Object.entries(english)) {
      assert.equal(bundle[text] ?? chinese[key], chinese[key], text);
    }
  });

  for (const [english, chinese, fault] of [
    ["Send", "…", "is not Chinese"],
    ["Send {0}", "发送 {1}", "has other placeholders or links: {1}"],
    ["Send.", "发送", "ends with “送”"],
    ["Send", "发送。", "ends with “。”"],
    ["Send, then wait", "发送,然后等待", "has half-width punctuation"],
    ["The API", "这个API", "lacks a space between Chinese and other text"],
    ["Send the message", "发送 message", "says “message” in English"],
    ["Claude", "克劳德", "is a name"],
  ] as const) {
    it(`would notice that “${english}” is not “${chinese}”`, () => {
      assert.deepEqual(faultsOf(english, chinese), [fault]);
    });
  }
});
