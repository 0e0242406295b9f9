import { chmod, constants, type FileHandle, open, readdir, readFile, rename, stat } from "node:fs/promises";
import { join } from "node:path";

/** Whoever opens a pipe for writing waits for a reader, for ever if none comes; like this it is refused. */
const writing = constants.O_WRONLY | constants.O_CREAT | constants.O_NONBLOCK;
const modes = { a: writing | constants.O_APPEND, w: writing | constants.O_TRUNC } as const;

/** Writes or appends, and resolves when the bytes are on the disk; the file is readable by this user only. */
export async function writeDurably(
  path: string,
  flags: "a" | "w",
  content: string | Uint8Array,
): Promise<void> {
  const file = await open(path, modes[flags], 0o600);
  try {
    await file.appendFile(content);
    await sync(file);
  } finally {
    await file.close();
  }
}

/** Resolves when the bytes are on the disk, as far as the file system can promise that: some cannot, and say so. */
async function sync(file: FileHandle): Promise<void> {
  try {
    await file.sync();
  } catch (error) {
    if (!["EINVAL", "ENOTSUP", "EOPNOTSUPP", "ENOSYS"].some((code) => codeOf(error) === code)) {
      throw error;
    }
  }
}

/** The bytes of a file. Rejects for a pipe or a device in its place: reading one might never end. */
export async function readOwnFile(path: string): Promise<Buffer> {
  if (!(await stat(path)).isFile()) {
    throw new Error(`${path} is no file.`);
  }
  return readFile(path);
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
    if (isMissing(error)) {
      return missing;
    }
    throw error;
  }
}

/**
 * Makes folders and the files in them readable by this user only, where another version or a restored backup left them
 * open. What refuses stays as it is. On Windows the access list of the profile's folder does this.
 */
export async function closeToOthers(folders: readonly string[]): Promise<void> {
  for (const folder of process.platform === "win32" ? [] : folders) {
    // The folder first: from then on nobody else gets at what is in it.
    await closeOne(folder);
    for (const name of await orWhenMissing(readdir(folder), [])) {
      await closeOne(join(folder, name));
    }
  }
}

async function closeOne(path: string): Promise<void> {
  try {
    const { mode } = await stat(path);
    if ((mode & 0o077) !== 0) {
      await chmod(path, mode & 0o700);
    }
  } catch {
    // Gone meanwhile, or somebody else's.
  }
}

/** Whether a call failed because there is no such file. */
export function isMissing(error: unknown): boolean {
  return codeOf(error) === "ENOENT";
}

/** Makes sure that a rename in a folder outlives a power failure, where the system can promise it. */
export async function syncFolder(path: string): Promise<void> {
  try {
    const folder = await open(path, "r");
    try {
      await folder.sync();
    } finally {
      await folder.close();
    }
  } catch {
    // Windows opens no folders; its journal keeps renames and removals in order.
  }
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined;
}
