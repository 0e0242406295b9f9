import assert from "node:assert/strict";
import { PreparedImages } from "../../../src/host/images/preparedImages";

describe("pictures that images are being made of", () => {
  it("are told of, once, when their page goes, and not when they were finished before", () => {
    const lost: (readonly string[])[] = [];
    const prepared = new PreparedImages((names) => lost.push(names));
    const [page, other] = [{}, {}];
    prepared.are(page, ["a.png", "b.png"]);
    prepared.are(other, ["c.png"]);
    prepared.are(page, ["b.png"]);
    prepared.pageGone(page);
    prepared.pageGone(page);
    assert.deepEqual(lost, [["b.png"]]);
    prepared.are(other, []);
    prepared.pageGone(other);
    assert.deepEqual(lost, [["b.png"]]);
  });
});
