/** Something that happens to the bytes of a log. */
export type Corruption = (bytes: Buffer, chance: () => number) => Buffer;

const at = (length: number, chance: () => number): number => Math.floor(chance() * length);

/** A stretch of the bytes, of at most so many. */
function stretch(bytes: Buffer, chance: () => number, most = 400): readonly [start: number, end: number] {
  const start = at(bytes.length + 1, chance);
  return [start, Math.min(bytes.length, start + at(most, chance))];
}

function replaced(bytes: Buffer, start: number, end: number, by: Uint8Array): Buffer {
  return Buffer.concat([bytes.subarray(0, start), by, bytes.subarray(end)]);
}

function changedLines(bytes: Buffer, change: (lines: string[]) => void): Buffer {
  const lines = bytes.toString("latin1").split("\n");
  change(lines);
  return Buffer.from(lines.join("\n"), "latin1");
}

/** Every kind of damage that is tried, by name. */
export const corruptions: Readonly<Record<string, Corruption>> = {
  "a bit flipped": (bytes, chance) => {
    const changed = Buffer.from(bytes);
    const place = at(bytes.length, chance);
    changed[place]! ^= 1 << at(8, chance);
    return changed;
  },
  "cut short": (bytes, chance) => bytes.subarray(0, at(bytes.length + 1, chance)),
  "its beginning lost": (bytes, chance) => bytes.subarray(at(bytes.length + 1, chance)),
  "a stretch lost": (bytes, chance) => replaced(bytes, ...stretch(bytes, chance), Buffer.alloc(0)),
  "zeros in it": (bytes, chance) => {
    const [start, end] = stretch(bytes, chance, 4096);
    return replaced(bytes, start, end, Buffer.alloc(end - start));
  },
  "zeros after it": (bytes, chance) => Buffer.concat([bytes, Buffer.alloc(at(8192, chance))]),
  "noise put in": (bytes, chance) => {
    const start = at(bytes.length + 1, chance);
    return replaced(
      bytes,
      start,
      start,
      Buffer.from(Array.from({ length: at(60, chance) }, () => at(256, chance))),
    );
  },
  "noise over it": (bytes, chance) => {
    const [start, end] = stretch(bytes, chance, 60);
    return replaced(
      bytes,
      start,
      end,
      Buffer.from(Array.from({ length: end - start }, () => at(256, chance))),
    );
  },
  "lines swapped": (bytes, chance) =>
    changedLines(bytes, (lines) => {
      const [one, other] = [at(lines.length, chance), at(lines.length, chance)];
      [lines[one], lines[other]] = [lines[other]!, lines[one]!];
    }),
  "a line twice": (bytes, chance) =>
    changedLines(bytes, (lines) => {
      lines.splice(at(lines.length, chance), 0, lines[at(lines.length, chance)]!);
    }),
  "a line lost": (bytes, chance) =>
    changedLines(bytes, (lines) => void lines.splice(at(lines.length, chance), 1)),
  "a line of another version": (bytes, chance) =>
    changedLines(bytes, (lines) => {
      const line = lines.findIndex((each, index) => each !== "" && index >= at(lines.length, chance));
      lines.splice(line, 1, (lines[line] ?? "").replace('{"v":1', '{"v":2'));
    }),
  "line ends of Windows": (bytes) => Buffer.from(bytes.toString("latin1").replaceAll("\n", "\r\n"), "latin1"),
  "a mark of its encoding before it": (bytes) => Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), bytes]),
  "another encoding": (bytes) => Buffer.from(bytes.toString("utf8"), "utf16le"),
  "a very long line": (bytes, chance) => {
    const start = at(bytes.length + 1, chance);
    return replaced(bytes, start, start, Buffer.alloc(chance() < 0.02 ? 3_000_000 : 20_000, "x"));
  },
  "something else's text": () => Buffer.from('<html>\n{"v":1}\n00000000 {"v":1,"order":0}\n'),
  "nothing in it": () => Buffer.alloc(0),
};
