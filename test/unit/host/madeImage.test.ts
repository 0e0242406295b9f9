import assert from "node:assert/strict";

import { highResolution } from "../../../src/core/imageLimits";
import { checkFitted, checkMade } from "../../../src/host/images/madeImage";
import {
  animatedPng,
  bmp,
  gif,
  jpeg,
  png,
  stripes,
  webp,
  withExif,
  withMetadata,
} from "../../support/pictures";

const thumbnail = png(256, 100);
/** Without a delay, which a picture that does not move has no use for. */
const stillGif = gif(32, 16).map((byte, index) => (index === 41 ? 0 : byte));
const limits = { ...highResolution, longEdge: 100 };

describe("what a page made", () => {
  it("is what its bytes say", () => {
    assert.deepEqual(checkMade({ bytes: png(300, 200), thumbnail }), {
      type: "image/png",
      width: 300,
      height: 200,
    });
    assert.equal(checkMade({ bytes: jpeg(32, 16), thumbnail })?.type, "image/jpeg");
    assert.equal(checkMade({ bytes: stillGif, thumbnail })?.type, "image/gif");
    assert.equal(checkMade({ bytes: webp(32, 16), thumbnail: webp(25, 10) })?.type, "image/webp");
  });

  const whole = png(300, 200, stripes);
  const refused: Readonly<Record<string, Parameters<typeof checkMade>[0]>> = {
    "is empty": { bytes: new Uint8Array(), thumbnail },
    "is text": { bytes: Buffer.from("<html>"), thumbnail },
    "is cut": { bytes: whole.subarray(0, 40), thumbnail },
    "has a tail": { bytes: Buffer.concat([whole, Buffer.from("<script>")]), thumbnail },
    "has metadata": { bytes: withMetadata(whole), thumbnail },
    "has a place in its EXIF": { bytes: withExif(jpeg(32, 16), { gps: true }), thumbnail },
    "lies on its side": { bytes: withExif(jpeg(32, 16), { orientation: 6 }), thumbnail },
    moves: { bytes: animatedPng(20, 20), thumbnail },
    "is a BMP": { bytes: bmp(20, 20), thumbnail },
    "has no thumbnail": { bytes: whole, thumbnail: new Uint8Array() },
    "has a large thumbnail": { bytes: whole, thumbnail: png(257, 10) },
    "has a thumbnail of another kind": { bytes: whole, thumbnail: jpeg(20, 20) },
    "comes with one that is too large": { bytes: whole, thumbnail, fitted: { limits, bytes: png(101, 60) } },
    "comes with one that has too many bytes": {
      bytes: whole,
      thumbnail,
      fitted: { limits: { ...limits, bytes: 50 }, bytes: png(100, 67) },
    },
    "comes with one that has metadata": {
      bytes: whole,
      thumbnail,
      fitted: { limits, bytes: withMetadata(png(100, 67)) },
    },
    "comes with one that was enlarged": {
      bytes: whole,
      thumbnail,
      fitted: { limits: highResolution, bytes: png(600, 400) },
    },
  };
  for (const [what, made] of Object.entries(refused)) {
    it(`is refused when it ${what}`, () => {
      assert.equal(checkMade(made), undefined);
    });
  }

  it("may be smaller still than the limits ask", () => {
    const facts = { type: "image/png", width: 50, height: 33 };
    assert.deepEqual(checkFitted(png(50, 33), { width: 300, height: 200 }, limits), facts);
  });
});
