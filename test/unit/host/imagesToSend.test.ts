import assert from "node:assert/strict";

import fc from "fast-check";

import type { ContextItem } from "../../../src/core/context";
import { type Conversation, emptyConversation } from "../../../src/core/conversation";
import { modelTable } from "../../../src/core/modelTable";
import { findModel } from "../../../src/core/model";
import { reduce } from "../../../src/core/reduce";
import { buildRequest, type MessageRequest, requestBody } from "../../../src/core/request";
import { imagesToSend } from "../../../src/host/images/imagesToSend";
import { checkCreate } from "../../support/messages/check";
import { FakeImages, imageChip } from "../../support/requestPictures";

const signal = new AbortController().signal;
const models = ["claude-sonnet-5-5", "claude-opus-4-6", "claude-haiku-4-5"];

function asked(sofar: Conversation, n: number, context: readonly ContextItem[]): Conversation {
  const answered = reduce(sofar, {
    type: "asked",
    turn: { role: "user", id: `u${n}`, text: `What is in these? ${n}`, context },
    answerId: `a${n}`,
    options: { model: "m" },
  });
  return answered;
}

function answered(sofar: Conversation, n: number): Conversation {
  const answer = (event: object): Conversation =>
    reduce(sofar, { type: "answer", answerId: `a${n}`, event } as Parameters<typeof reduce>[1]);
  sofar = answer({ type: "partStarted", index: 0, part: { type: "text", text: "A picture." } });
  return answer({ type: "completed", stopReason: "end_turn" });
}

const optionsFor = (model: string) => ({ model, maxTokens: 100, system: "s", caching: true });

async function requestOf(
  images: FakeImages,
  conversation: Conversation,
  model: string,
): Promise<MessageRequest> {
  const options = optionsFor(model);
  const found = await imagesToSend(
    images,
    conversation,
    options,
    findModel(modelTable.models, model),
    signal,
  );
  assert.ok(found.ok);
  return buildRequest(conversation, options, found.blocks);
}

/** What the stand-in, which is as strict as the API, says of it. */
function accepted(request: MessageRequest): void {
  const body = requestBody(request);
  assert.ok(Buffer.byteLength(body) <= 30 * 1024 * 1024, `${Buffer.byteLength(body)} bytes`);
  checkCreate(JSON.parse(body), "2023-06-01");
}

function sizesIn({ messages }: MessageRequest): readonly number[] {
  return messages.flatMap(({ content }) =>
    typeof content === "string"
      ? []
      : content.flatMap((block) => {
          if (block.type !== "image" || block.source.type !== "base64") {
            return [];
          }
          const png = Buffer.from(block.source.data.slice(0, 64), "base64");
          return [Math.max(png.readUInt32BE(16), png.readUInt32BE(20))];
        }),
  );
}

describe("the images of a request", () => {
  it("keep to every limit, however a conversation grows and whichever model it changes to", async () => {
    const picture = fc.record({
      width: fc.integer({ min: 1, max: 6_000 }),
      height: fc.integer({ min: 1, max: 6_000 }),
    });
    const turn = fc.record({
      pictures: fc.array(picture, { maxLength: 9 }),
      model: fc.constantFrom(...models),
    });
    let many = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(turn, { minLength: 1, maxLength: 8 }), async (turns) => {
        const images = new FakeImages();
        let conversation = emptyConversation("c");
        let count = 0;
        for (const [n, { pictures, model }] of turns.entries()) {
          const chips = pictures.map((size, index) =>
            imageChip(`p${n}-${index}`, images.add(size, 300, count + index + 1)),
          );
          count += chips.length;
          conversation = asked(conversation, n, chips);
          const request = await requestOf(images, conversation, model);
          accepted(request);
          const sizes = sizesIn(request);
          assert.equal(sizes.length, count);
          const most = model === "claude-sonnet-5-5" ? (count > 20 ? 2000 : 2576) : 1568;
          assert.ok(sizes.every((size) => size <= most));
          many += count > 20 ? 1 : 0;
          conversation = answered(conversation, n);
        }
      }),
      { numRuns: 60 },
    );
    assert.ok(many > 20, `${many} requests with more than 20 images`);
  });

  it("stay as they are from request to request until there are more than twenty", async () => {
    const images = new FakeImages();
    let conversation = emptyConversation("c");
    let before: MessageRequest | undefined;
    const changed: number[] = [];
    for (let n = 1; n <= 24; n += 1) {
      const image = images.add({ width: 2560, height: 1440 }, 300, n);
      conversation = asked(conversation, n, [imageChip(`p${n}`, image)]);
      const request = await requestOf(images, conversation, "claude-sonnet-5-5");
      const same = before?.messages.every(
        (message, index) => JSON.stringify(message) === JSON.stringify(request.messages[index]),
      );
      if (same === false) {
        changed.push(n);
      }
      before = request;
      conversation = answered(conversation, n);
    }
    assert.deepEqual(changed, [21]);
  });

  it("share the bytes of a request fairly: only the largest lose something, and in few steps", async function fairly() {
    this.timeout(30_000);
    const images = new FakeImages();
    let conversation = emptyConversation("c");
    let before = 0;
    let steps = 0;
    for (let n = 1; n <= 10; n += 1) {
      const large = images.add({ width: 2500, height: 1400 }, 3_900_000, n);
      const small = images.add({ width: 800, height: 600 }, 50_000, 100 + n);
      conversation = asked(conversation, n, [imageChip(`l${n}`, large), imageChip(`s${n}`, small)]);
      const request = await requestOf(images, conversation, "claude-sonnet-5-5");
      if (n === 10) {
        accepted(request);
      }
      const data = request.messages.flatMap(({ content }) =>
        typeof content === "string"
          ? []
          : content.flatMap((block) =>
              block.type === "image" && block.source.type === "base64" ? [block.source.data.length] : [],
            ),
      );
      assert.equal(data.filter((length) => length === 4 * Math.ceil(50_000 / 3)).length, n);
      steps += images.scaled > before ? 1 : 0;
      before = images.scaled;
      conversation = answered(conversation, n);
    }
    assert.ok(steps >= 1 && steps <= 8, `${steps} times`);
  });

  it("are not sent to a model that takes none", async () => {
    const images = new FakeImages();
    const chip = imageChip("p", images.add({ width: 10, height: 10 }, 300, 1));
    const conversation = asked(emptyConversation("c"), 1, [chip]);
    const model = { id: "m", name: "Model M", imageInput: false };
    assert.deepEqual(await imagesToSend(images, conversation, optionsFor("m"), model, signal), {
      ok: false,
      failure: { kind: "noImageInput", model: "Model M" },
    });
  });

  it("are at most 600, or 100 for a model with a small context; links count too", async () => {
    const images = new FakeImages();
    const image = images.add({ width: 10, height: 10 }, 300, 1);
    const kept = Array.from({ length: 100 }, (_, index) => imageChip(`p${index}`, image));
    const { image: _, ...chip } = imageChip("link", image);
    const link: ContextItem = { ...chip, image: { url: "https://example.com/a.png" } };
    const small = findModel(modelTable.models, "claude-haiku-4-5");
    const full = asked(emptyConversation("c"), 1, kept);
    const over = asked(emptyConversation("c"), 1, [...kept, link]);
    const options = optionsFor("claude-haiku-4-5");
    assert.ok((await imagesToSend(images, full, options, small, signal)).ok);
    assert.deepEqual(await imagesToSend(images, over, options, small, signal), {
      ok: false,
      failure: { kind: "tooManyImages", count: 101, limit: 100 },
    });
    accepted(await requestOf(images, over, "claude-sonnet-5-5"));
  });

  it("that are no longer on the disk are named instead", async () => {
    const images = new FakeImages();
    const [gone, there] = [1, 2].map((n) => images.add({ width: 10, height: 10 }, 300, n));
    assert.ok(gone !== undefined && there !== undefined);
    images.remove(gone.hash);
    const conversation = asked(emptyConversation("c"), 1, [
      imageChip("gone", gone),
      imageChip("there", there),
    ]);
    const request = await requestOf(images, conversation, "claude-sonnet-5-5");
    accepted(request);
    const content = request.messages[0]?.content;
    const [image, names, question] = Array.isArray(content) ? content : [];
    assert.equal(image?.type, "image");
    assert.deepEqual(names, {
      type: "text",
      text: "The image `gone.png` was here and is no longer there.",
    });
    assert.deepEqual(question, { type: "text", text: "What is in these? 1" });
  });

  it("that nobody can make small enough hold the request back", async () => {
    const images = new FakeImages();
    const image = images.add({ width: 5_000, height: 5_000 }, 300, 1);
    const conversation = asked(emptyConversation("c"), 1, [imageChip("p", image)]);
    const none = { fitted: () => Promise.resolve({ state: "failed" } as const) };
    assert.deepEqual(
      await imagesToSend(none, conversation, optionsFor("claude-sonnet-5-5"), undefined, signal),
      { ok: false, failure: { kind: "imagesNotReady" } },
    );
    const nobody = { fitted: () => Promise.resolve({ state: "failed", noPage: true } as const) };
    assert.deepEqual(
      await imagesToSend(nobody, conversation, optionsFor("claude-sonnet-5-5"), undefined, signal),
      { ok: false, failure: { kind: "imagesNotReady", noPage: true } },
    );
  });
});
