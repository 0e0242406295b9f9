import assert from "node:assert/strict";

import type { ImageProblem } from "../../../src/core/image";
import { imageProblemText } from "../../../src/core/imageText";

const l10n = {
  t: (message: string, ...args: string[]) =>
    message.replace(/\{(\d)\}/g, (_, n: string) => args[Number(n)] ?? ""),
};

const sentences: readonly (readonly [ImageProblem, string])[] = [
  [{ reason: "empty" }, "a.bin is empty."],
  [{ reason: "notAnImage" }, "a.bin is not an image."],
  [{ reason: "notAnImage", format: "MP4" }, "a.bin is not an image: it is MP4."],
  [
    { reason: "unsupported", format: "TIFF" },
    "a.bin is a TIFF image, which cannot be read here. Save it as PNG or JPEG.",
  ],
  [{ reason: "cut" }, "a.bin is not complete: its end is missing."],
  [{ reason: "damaged" }, "a.bin is damaged and cannot be read."],
  [{ reason: "tooManyPixels" }, "a.bin has more than 40 megapixels. Make it smaller and try again."],
  [{ reason: "tooManyBytes" }, "a.bin is larger than 32 MB. Make it smaller and try again."],
  [{ reason: "tooManyBytes", format: "SVG" }, "a.bin is an SVG image of more than 1 MB. Save it as PNG."],
  [{ reason: "unsafe" }, "a.bin holds scripts or refers to something outside of it. Save it as PNG."],
];

describe("why a picture cannot be used", () => {
  for (const [problem, sentence] of sentences) {
    it(`is said in a sentence: ${problem.reason} ${problem.format ?? ""}`, () => {
      assert.equal(imageProblemText(problem, "a.bin", l10n), sentence);
    });
  }
});
