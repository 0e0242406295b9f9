import assert from "node:assert/strict";
import { highResolution } from "../../../src/core/imageLimits";
import { ImageWorkshop } from "../../../src/webview/images/workshop";
import { png } from "../../support/pictures";

describe("where images are made", () => {
  const decode = Object.getOwnPropertyDescriptor(globalThis, "createImageBitmap");
  afterEach(() => {
    Object.defineProperty(
      globalThis,
      "createImageBitmap",
      decode ?? { value: undefined, configurable: true },
    );
  });

  it("lets go of a picture that is not as large as its file says", async () => {
    let closed = 0;
    const picture = { width: 5, height: 7, close: () => (closed += 1) };
    Object.defineProperty(globalThis, "createImageBitmap", {
      value: async () => picture,
      configurable: true,
    });
    const order = { type: "make", bytes: png(5, 6), limits: highResolution } as const;
    assert.deepEqual(await new ImageWorkshop().work(order), {
      type: "failed",
      problem: { reason: "damaged" },
    });
    assert.equal(closed, 1);
  });
});
