import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** A font with the outlines of its characters, as far as a segment table of the first plane names them. */
function outlineOf(font: Buffer): (character: number) => number {
  const tables = new Map(
    Array.from({ length: font.readUInt16BE(4) }, (_, index) => 12 + 16 * index).map((entry) => [
      font.toString("latin1", entry, entry + 4),
      font.subarray(font.readUInt32BE(entry + 8)),
    ]),
  );
  const [cmap, head, loca] = ["cmap", "head", "loca"].map((name) => tables.get(name) ?? Buffer.alloc(0));
  assert.ok(cmap && head && loca);
  const isLong = head.readInt16BE(50) === 1;
  const place = (glyph: number): number =>
    isLong ? loca.readUInt32BE(4 * glyph) : 2 * loca.readUInt16BE(2 * glyph);
  const entries = Array.from({ length: cmap.readUInt16BE(2) }, (_, index) => 4 + 8 * index);
  const table = entries
    .map((entry) => cmap.subarray(cmap.readUInt32BE(entry + 4)))
    .find((each) => each.readUInt16BE(0) === 4);
  assert.ok(table);
  const size = table.readUInt16BE(6);
  return (character) => {
    for (let end = 14; end < 14 + size; end += 2) {
      const start = end + 2 + size;
      if (table.readUInt16BE(start) <= character && character <= table.readUInt16BE(end)) {
        const range = table.readUInt16BE(start + 2 * size);
        const delta = table.readUInt16BE(start + size);
        const at = start + 2 * size + range + 2 * (character - table.readUInt16BE(start));
        const glyph = ((range === 0 ? character : table.readUInt16BE(at)) + delta) & 0xff_ff;
        return place(glyph + 1) - place(glyph);
      }
    }
    return 0;
  };
}

describe("the font of icons", () => {
  const outline = outlineOf(readFileSync("dist/webview/codicon.ttf"));
  const styles = readFileSync("node_modules/@vscode/codicons/dist/codicon.css", "utf8");
  const codeOf = new Map(
    [...styles.matchAll(/\.codicon-([\w-]+):before \{ content: "\\([0-9a-f]+)"/g)].map(([, name, code]) => [
      name ?? "",
      parseInt(code ?? "", 16),
    ]),
  );

  it("has every icon that the pages' code names", () => {
    const code = ["main", "image"].map((page) => readFileSync(`dist/webview/${page}.js`, "utf8")).join("\n");
    const names = new Set(
      [...code.matchAll(/["'`\s]codicon-([a-z][\w-]*)|["'`]([a-z]+(?:-[a-z]+)*)["'`]/g)]
        .map(([, direct, word]) => direct ?? word ?? "")
        .filter((name) => codeOf.has(name)),
    );
    assert.ok(names.size > 30, `only ${names.size} icons were found in the code`);
    assert.deepEqual(
      [...names].filter((name) => outline(codeOf.get(name) ?? 0) === 0),
      [],
    );
  });

  it("has every icon that a style sheet draws by its number", () => {
    const sheets = readdirSync("media").filter((file) => file.endsWith(".css"));
    const drawn = sheets.flatMap((file) =>
      [...readFileSync(join("media", file), "utf8").matchAll(/content:\s*"\\([0-9a-f]{4})"/g)].map(
        ([, code]) => code ?? "",
      ),
    );
    assert.ok(drawn.length > 0);
    assert.deepEqual(
      drawn.filter((code) => outline(parseInt(code, 16)) === 0),
      [],
    );
  });

  it("has no others", () => {
    assert.equal(outline(codeOf.get("snake") ?? 0), 0);
    assert.ok(codeOf.has("snake"));
  });
});
