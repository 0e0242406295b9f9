import { open, rename } from "node:fs/promises";

/** Writes or appends, and resolves when the bytes are on the disk; the file is readable by this user only. */
export async function writeDurably(
  path: string,
  flags: "a" | "w",
  content: string | Uint8Array,
): Promise<void> {
  const file = await open(path, flags, 0o600);
  try {
    await file.appendFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Replaces a file in one step. On Windows a virus scanner or an indexer may hold it for a moment: then once more. */
export async function renameOver(from: string, to: string): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await rename(from, to);
      return;
    } catch (error) {
      const isHeld = ["EPERM", "EACCES", "EBUSY"].some((code) => codeOf(error) === code);
      if (!isHeld || attempt === 8) {
        throw error;
      }
      await new Promise((resolve) => setTimeout(resolve, 10 * 2 ** attempt));
    }
  }
}

/** What was read, or a stand-in where there is no such file. */
export async function orWhenMissing<Value>(work: Promise<Value>, missing: Value): Promise<Value> {
  try {
    return await work;
  } catch (error) {
    if (codeOf(error) === "ENOENT") {
      return missing;
    }
    throw error;
  }
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined;
}
