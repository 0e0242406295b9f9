// Makes a font with the outlines of some characters only; every other character stays, without an outline.

/** The tables of a TrueType font, by their names. */
function tablesOf(font) {
  const count = font.readUInt16BE(4);
  const tables = new Map();
  for (let entry = 12; entry < 12 + 16 * count; entry += 16) {
    const begin = font.readUInt32BE(entry + 8);
    const table = font.subarray(begin, begin + font.readUInt32BE(entry + 12));
    tables.set(font.toString("latin1", entry, entry + 4), Buffer.from(table));
  }
  return tables;
}

/** The glyph of a character, by the font's table of segments. */
function glyphOf(cmap, character) {
  for (let entry = 4; entry < 4 + 8 * cmap.readUInt16BE(2); entry += 8) {
    const begin = cmap.readUInt32BE(entry + 4);
    if (cmap.readUInt16BE(begin) === 4) {
      const size = cmap.readUInt16BE(begin + 6);
      // Ends of segments, two empty bytes, and then beginnings, differences and places, each as long.
      for (let end = begin + 14; end < begin + 14 + size; end += 2) {
        const [start, delta, range] = [1, 2, 3].map((part) => end + 2 + part * size);
        const first = cmap.readUInt16BE(start);
        if (first <= character && character <= cmap.readUInt16BE(end)) {
          const offset = cmap.readUInt16BE(range);
          const glyph =
            offset === 0 ? character : cmap.readUInt16BE(range + offset + 2 * (character - first));
          return (glyph + cmap.readUInt16BE(delta)) & 0xffff;
        }
      }
    }
  }
  throw new Error(`The font of icons has no character ${character.toString(16)}.`);
}

function checksum(bytes) {
  let sum = 0;
  for (let index = 0; index < bytes.length; index += 4) {
    sum = (sum + bytes.readUInt32BE(index)) >>> 0;
  }
  return sum;
}

function padded(bytes) {
  return Buffer.concat([bytes, Buffer.alloc(-bytes.length & 3)]);
}

/** @param characters code points; one that the font does not have is an error */
export function iconFont(font, characters) {
  const tables = tablesOf(font);
  const [head, loca, glyf] = ["head", "loca", "glyf"].map((name) => tables.get(name));
  const isLong = head.readInt16BE(50) === 1;
  const place = (index) => (isLong ? loca.readUInt32BE(4 * index) : 2 * loca.readUInt16BE(2 * index));
  const kept = new Set([0, ...characters.map((character) => glyphOf(tables.get("cmap"), character))]);
  const count = loca.length / (isLong ? 4 : 2) - 1;
  const outlines = [];
  const places = Buffer.alloc(4 * (count + 1));
  let length = 0;
  for (let index = 0; index < count; index++) {
    places.writeUInt32BE(length, 4 * index);
    const outline = glyf.subarray(place(index), place(index + 1));
    if (kept.has(index) && outline.length > 0) {
      if (outline.readInt16BE(0) < 0) {
        throw new Error("An icon is made of others, which is not provided for.");
      }
      outlines.push(padded(outline));
      length += outlines.at(-1).length;
    }
  }
  places.writeUInt32BE(length, 4 * count);
  head.writeInt16BE(1, 50);
  head.writeUInt32BE(0, 8);
  // Names of glyphs are for people who make fonts.
  const post = Buffer.from(tables.get("post").subarray(0, 32));
  post.writeUInt32BE(0x00030000, 0);
  tables.set("loca", places).set("glyf", Buffer.concat(outlines)).set("post", post);
  const directory = Buffer.alloc(12 + 16 * tables.size);
  font.copy(directory, 0, 0, 12);
  const bodies = [];
  let begin = directory.length;
  for (const [index, [name, table]] of [...tables].entries()) {
    const body = padded(table);
    const entry = 12 + 16 * index;
    directory.write(name, entry, "latin1");
    directory.writeUInt32BE(checksum(body), entry + 4);
    directory.writeUInt32BE(begin, entry + 8);
    directory.writeUInt32BE(table.length, entry + 12);
    bodies.push(body);
    begin += body.length;
  }
  const made = Buffer.concat([directory, ...bodies]);
  const headBegin = directory.readUInt32BE(12 + 16 * [...tables.keys()].indexOf("head") + 8);
  made.writeUInt32BE((0xb1b0afba - checksum(made)) >>> 0, headBegin + 8);
  return made;
}
