/** A key that nobody has. It is looked for wherever it must not be, so nothing else may look like it. */
export const canary = "sk-ant-test-CANARY-Zq7_Vt-3XwR9mKd2LpY8sHbN";

/** Begins every key, and is no secret. */
const sharedBeginning = "sk-ant-test-".length;
/** A piece of this many characters would be worth something to whoever finds it. */
const pieceLength = 12;

function piecesOf(form: string, from: number): readonly string[] {
  return Array.from({ length: Math.max(0, form.length - pieceLength - from + 1) }, (_, at) =>
    form.slice(from + at, from + at + pieceLength),
  );
}

/** Every piece of the canary's secret part, as it is, percent-encoded and as base64 has it, in small letters. */
export const canaryPieces: readonly string[] = [
  ...new Set(
    [
      ...piecesOf(canary, sharedBeginning),
      ...piecesOf(encodeURIComponent(canary), sharedBeginning),
      ...[0, 1, 2].flatMap((before) => {
        const encoded = Buffer.from("x".repeat(before) + canary)
          .toString("base64")
          .replace(/=+$/, "");
        const forms = [encoded, encoded.replaceAll("+", "-").replaceAll("/", "_")];
        // A base64 group at either end holds bits of its neighbours.
        return forms.flatMap((form) => piecesOf(form.slice(0, -2), sharedBeginning * 2));
      }),
    ].map((piece) => piece.toLowerCase()),
  ),
];

/** The first piece of the canary that a text or some bytes hold, in any case of letters, or undefined. */
export function canaryIn(found: string | Uint8Array): string | undefined {
  const text = (typeof found === "string" ? found : Buffer.from(found).toString("latin1")).toLowerCase();
  // As in UTF-16, which databases and clipboards use.
  const dense = text.includes("\0") ? text.replaceAll("\0", "") : text;
  return canaryPieces.find((piece) => text.includes(piece) || dense.includes(piece));
}
