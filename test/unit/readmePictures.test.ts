import assert from "node:assert/strict";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";

import { chunksOf } from "../support/decodedFilm";
import { projectRoot } from "../support/project";

/** Of all pictures of one language, in bytes: a README must be there at once. */
const mostBytes = 300_000;

const folder = join(projectRoot, "media", "readme");
const languages = readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
  entry.isDirectory() ? [entry.name] : [],
);

/** The pictures of the project that a page shows, by their paths in it. */
function picturesIn(page: string): readonly string[] {
  const text = readFileSync(join(projectRoot, page), "utf8");
  const named = text.matchAll(/\]\((media\/[^)\s]+)\)|src="(media\/[^"]+)"/g);
  return [...named].map(([, markdown, html]) => markdown ?? html ?? "");
}

describe("the pictures of the README", () => {
  it("are all there", () => {
    const pages = readdirSync(projectRoot).filter((name) => /^README.*\.md$/.test(name));
    const named = pages.flatMap(picturesIn);
    assert.notEqual(named.length, 0);
    assert.deepEqual(
      named.filter((path) => statSync(join(projectRoot, path), { throwIfNoEntry: false }) === undefined),
      [],
    );
  });

  it("are the same ones in each language", () => {
    assert.deepEqual(languages, ["en", "zh-cn"]);
    const [english, chinese] = languages.map((language) => readdirSync(join(folder, language)).sort());
    assert.deepEqual(chinese, english);
  });

  for (const language of languages) {
    it(`are small together in ${language}`, () => {
      const sizes = readdirSync(join(folder, language)).map(
        (name) => statSync(join(folder, language, name)).size,
      );
      const all = sizes.reduce((sum, size) => sum + size, 0);
      assert.ok(all <= mostBytes, `${all} bytes`);
    });

    it(`tell the tour in steps that can be followed in ${language}`, () => {
      const controls = chunksOf(readFileSync(join(folder, language, "tour.png"))).filter(
        ({ type }) => type === "fcTL",
      );
      assert.ok(controls.length >= 8 && controls.length <= 12, `${controls.length} steps`);
      for (const { data } of controls) {
        const seconds = data.readUInt16BE(20) / data.readUInt16BE(22);
        assert.ok(seconds >= 0.5 && seconds <= 3.5, `${seconds} s`);
      }
    });
  }
});
