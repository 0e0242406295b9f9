import assert from "node:assert/strict";

import { emptyConversation } from "../../../src/core/conversation";
import { type MessageRequest, requestBody } from "../../../src/core/request";
import type { ImagesToSend } from "../../../src/host/answering";
import { kept, recalled } from "../../../src/host/chat/lastRequest";

const asked = emptyConversation("c1");
const options = { model: "claude-sonnet-5-5", system: "", maxTokens: 100, caching: true };

/** Base64 of some megabytes, different for every seed. */
function dataOf(seed: number): string {
  return Buffer.alloc(2_000_000, `picture ${seed} `).toString("base64");
}

function requestWith(pictures: readonly string[]): MessageRequest {
  return {
    model: options.model,
    max_tokens: 100,
    stream: true,
    messages: [
      {
        role: "user",
        content: [
          ...pictures.map((data) => ({
            type: "image" as const,
            source: { type: "base64" as const, media_type: "image/png" as const, data },
          })),
          { type: "text", text: "What is this?" },
        ],
      },
    ],
  };
}

const reading =
  (pictures: readonly string[]): ImagesToSend =>
  () =>
    Promise.resolve({
      ok: true,
      blocks: new Map(pictures.map((data, index) => [`${index}`, { type: "image/png" as const, data }])),
      tokens: 0,
    });

describe("a request that is kept to be shown", () => {
  const pictures = [dataOf(1), dataOf(2)];
  const request = requestWith(pictures);

  it("does not hold its images, and is the same byte for byte with them again", async () => {
    const held = kept(request, asked, options);
    assert.ok(JSON.stringify(held).length < 20_000);
    const again = await recalled(held, reading([...pictures].reverse()));
    assert.equal(again && requestBody(again), requestBody(request));
  });

  it("is not to be had when one of its images is gone, or another one", async () => {
    const held = kept(request, asked, options);
    assert.equal(await recalled(held, reading(pictures.slice(1))), undefined);
    assert.equal(await recalled(held, reading([dataOf(3), pictures[1] ?? ""])), undefined);
    const [first = "", second = ""] = pictures;
    const middle = first.length / 2;
    const almost = `${first.slice(0, middle)}${first[middle] === "A" ? "B" : "A"}${first.slice(middle + 1)}`;
    assert.equal(await recalled(held, reading([almost, second])), undefined);
    const failing: ImagesToSend = () => Promise.resolve({ ok: false, failure: { kind: "imagesNotReady" } });
    assert.equal(await recalled(held, failing), undefined);
  });

  it("tells images apart that differ by one character", async () => {
    const [first = ""] = pictures;
    const almost = `${first.slice(0, 30_001)}${first[30_001] === "A" ? "B" : "A"}${first.slice(30_002)}`;
    const both = requestWith([first, almost, first]);
    const again = await recalled(kept(both, asked, options), reading([almost, first]));
    assert.equal(again && requestBody(again), requestBody(both));
  });

  it("is kept as it is without images, and nothing is read for it", async () => {
    const plain = requestWith([]);
    const held = kept(plain, asked, options);
    assert.equal(await recalled(held, () => assert.fail("read")), plain);
  });
});
