import assert from "node:assert/strict";

import { requestBody, type MessageRequest } from "../../../src/core/request";
import { clientFor, collect, failureIn, hello } from "./asking";
import { jsonReply, reply, startServer } from "./scriptedServer";

const pictured: MessageRequest = {
  ...hello,
  messages: [
    {
      role: "user",
      content: [
        { type: "image", source: { type: "base64", media_type: "image/png", data: "AAAA" } },
        { type: "text", text: "Why?" },
      ],
    },
  ],
};

async function failureOf(request: MessageRequest, status: number, message: string, details?: unknown) {
  const error = { type: "invalid_request_error", message, ...(details === undefined ? {} : { details }) };
  const server = await startServer(({ socket }) => {
    socket.end(jsonReply(status, { type: "error", error }));
  });
  try {
    const signal = new AbortController().signal;
    return failureIn(await collect(clientFor(server.url).ask(request, signal)));
  } finally {
    await server.close();
  }
}

const refused = (message: string, paths: readonly string[]): unknown => ({
  kind: "imageRefused",
  message,
  images: [],
  paths,
});

describe("a refusal because of an image", () => {
  for (const [message, paths] of [
    [
      "messages.0.content.0.image.source.base64.data: Invalid base64 data",
      ["messages.0.content.0.image.source.base64.data"],
    ],
    [
      "messages.0.content.0.image.source.base64: The image was specified using the image/png media type, but the image appears to be a image/jpeg image",
      ["messages.0.content.0.image.source.base64"],
    ],
    [
      "messages.4.content.12.image.source.url: Only HTTPS URLs are supported.",
      ["messages.4.content.12.image.source.url"],
    ],
    [
      "messages.2.content.0.image: x; messages.4.content.1.image: y",
      ["messages.2.content.0.image", "messages.4.content.1.image"],
    ],
    ["Could not process image", []],
    ["Unable to download the file. Please verify the URL and try again.", []],
  ] as const) {
    it(`is told from others by its words: ${message.slice(0, 50)}`, async () => {
      assert.deepEqual(await failureOf(pictured, 400, message), refused(message, paths));
    });
  }

  it("is told by its code, with the places that the details name", async () => {
    const details = {
      error_code: "image_dimensions_too_large",
      max_side_length_pixels: 2000,
      paths: ["messages.0.content.0", 7, "messages.2.content.1"],
    };
    assert.deepEqual(
      await failureOf(pictured, 400, "Too large", details),
      refused("Too large", ["messages.0.content.0", "messages.2.content.1"]),
    );
  });

  it("is told by its code also where the details name no places", async () => {
    for (const details of [{ paths: "messages.0" }, {}].map((each) => ({
      error_code: "image_dimensions_too_large",
      ...each,
    }))) {
      assert.deepEqual(await failureOf(pictured, 400, "Too large", details), refused("Too large", []));
    }
  });

  it("is not seen where there is none, nor in other refusals", async () => {
    const words = "Could not process image";
    assert.deepEqual(await failureOf(hello, 400, words), { kind: "badRequest", status: 400, message: words });
    for (const message of ["messages.0.content.1.text: too long", "max_tokens: too large"]) {
      assert.deepEqual(await failureOf(pictured, 400, message), { kind: "badRequest", status: 400, message });
    }
    assert.deepEqual(await failureOf(pictured, 400, "prompt is too long: 300000 tokens > 200000 maximum"), {
      kind: "contextTooLong",
      tokens: 300_000,
      limit: 200_000,
    });
  });

  it("is not seen in a page of somebody between, which has no words of the API", async () => {
    const server = await startServer(({ socket }) => {
      socket.end(reply(400, { "content-type": "text/html" }, "<p>Could not process image</p>"));
    });
    try {
      const { signal } = new AbortController();
      const failure = failureIn(await collect(clientFor(server.url).ask(pictured, signal)));
      assert.deepEqual(failure, { kind: "badRequest", status: 400, message: "HTTP 400" });
    } finally {
      await server.close();
    }
  });

  it("for its size says whether images are what makes it large", async () => {
    const message = "Request exceeds the maximum size";
    const size = (request: MessageRequest): number => Buffer.byteLength(requestBody(request));
    assert.deepEqual(await failureOf(pictured, 413, message), {
      kind: "tooLarge",
      bytes: size(pictured),
      message,
      hasImages: true,
    });
    assert.deepEqual(await failureOf(hello, 413, message), { kind: "tooLarge", bytes: size(hello), message });
  });
});
